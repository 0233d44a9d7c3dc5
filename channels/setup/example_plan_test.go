package setup_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/setup"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A shop says what it needs of its account, sees what would change, and has it changed. The next
// time there is nothing left to do.
func Example() {
	ctx := context.Background()
	tw := twiliotest.Start()
	defer tw.Close()
	tw.AddNumber("+15557122661", twiliotest.OnMessage("https://old.example/sms"))
	client := tw.Client()

	account := setup.Account{
		Instances: channels.Configs{{
			Address:     "+15557122661",
			CallbackURL: "https://shop.example/sms",
			FallbackURL: "https://backup.example/sms",
		}},
		Services: []setup.Service{{
			FriendlyName:              "Shop",
			StatusCallback:            "https://shop.example/status",
			UseInboundWebhookOnNumber: true,
			Senders:                   []channels.Address{"+15557122661"},
		}},
	}
	for range 2 {
		plan, err := account.Plan(ctx, client)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Print(plan)
		if err := plan.Apply(ctx); err != nil {
			fmt.Println(err)
			return
		}
	}
	// Output:
	// phone number …61 (PN00000000000000000000000000000001)
	//   callback: POST https://old.example/sms → POST https://shop.example/sms
	//   fallback: none → POST https://backup.example/sms
	// service "Shop"
	//   make it
	//   status callback: none → POST https://shop.example/status
	//   inbound webhook: that of the number
	// service "Shop"
	//   add phone number …61 (PN00000000000000000000000000000001)
	// nothing to change
}

// A number that the account does not have is found out before anything is changed.
func ExampleAccount_Plan_missing() {
	ctx := context.Background()
	tw := twiliotest.Start()
	defer tw.Close()

	account := setup.Account{Instances: channels.Configs{
		{Address: "+15557122661", CallbackURL: "https://shop.example/sms"},
	}}
	_, err := account.Plan(ctx, tw.Client())
	fmt.Println(err)
	// Output:
	// setup: instance 0, …61: not on the account
}
