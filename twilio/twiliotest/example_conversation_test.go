package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// A customer texts a number at which conversations begin. An agent answers from a browser, and a
// webhook sees to the language.
func Example_conversation() {
	ctx := context.Background()
	tw := twiliotest.Start() // twiliotest.New(t) in a test
	defer tw.Close()
	api := conversations.New(tw.Client())

	validator, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		fmt.Println(err)
		return
	}
	tw.Mount("https://app.example/events", webhook.ConversationEvents(validator, webhook.ConversationHandlers{
		MessageAdd: func(_ context.Context, e *webhook.ConversationMessageAdd) (webhook.Decision, error) {
			if e.Body == "Go away." {
				return webhook.Reject(http.StatusForbidden), nil
			}
			return webhook.Accept(), nil
		},
	}))
	_, err = api.Webhooks.Update(ctx, &conversations.UpdateWebhookConfigurationParams{
		PreWebhookURL: new("https://app.example/events"),
		Filters:       []conversations.WebhookEvent{conversations.WebhookEventMessageAdd},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	shop := tw.AddNumber("+15557122661")
	_, err = api.Addresses.Create(ctx, &conversations.CreateAddressConfigurationParams{
		Type: conversations.AddressTypeSMS, Address: shop, AutoCreationEnabled: new(true),
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	customer := tw.Phone("+15558675310")
	customer.Send(shop, "Where is my order?")
	begun, err := twilio.Collect(api.Conversations.List(ctx, nil), 1)
	if err != nil {
		fmt.Println(err)
		return
	}

	agent := tw.ConversationUser("", "alice")
	fmt.Println("joined:", agent.Join(begun[0].SID) == nil)
	_, err = agent.Send(begun[0].SID, "Go away.")
	fmt.Println("rejected:", errors.Is(err, twilio.ErrorCode(50056)))
	_, err = agent.Send(begun[0].SID, "It comes tomorrow.")
	fmt.Println("sent:", err == nil)
	tw.Wait()

	fmt.Print(customer.Transcript())
	// Output:
	// joined: true
	// rejected: true
	// sent: true
	// > Where is my order?
	// < It comes tomorrow.
}
