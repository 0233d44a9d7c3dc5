package twiliotest_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// Callbacks come twice and overtake each other, as they do in life, and what the app believes in the
// end is right all the same.
func ExampleTwilio_Inject_callbacks() {
	tw := twiliotest.Start()
	defer tw.Close()
	v, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		fmt.Println(err)
		return
	}
	var status twilio.MessageStatus
	tw.Mount("https://app.example/status", webhook.Statuses(v, func(_ context.Context, s *webhook.StatusCallback) error {
		fmt.Println("told:", s.Status)
		if s.Status.After(status) {
			status = s.Status
		}
		return nil
	}))
	shop := tw.AddNumber("+15557122661")
	tw.Inject(
		twiliotest.FaultReorder().Status(twilio.StatusSent),
		twiliotest.FaultDuplicate().Status(twilio.StatusDelivered),
	)
	_, err = tw.Client().Messages.Create(context.Background(), &twilio.CreateMessageParams{
		From: shop, To: "+15558675310", Body: "Your table is ready.", StatusCallback: "https://app.example/status",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	tw.Wait()
	fmt.Println("believed:", status)
	// Output:
	// told: delivered
	// told: delivered
	// told: sent
	// believed: delivered
}
