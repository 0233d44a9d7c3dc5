package messaging_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// Who wrote on WhatsApp sees that an answer is on its way.
func ExampleTypingIndicatorService_Create() {
	ctx := context.Background()
	client := answered(`{"success":true}`)

	indicator, err := messaging.New(client).TypingIndicators.Create(ctx, &messaging.CreateTypingIndicatorParams{
		Channel:    messaging.TypingChannelWhatsApp,
		MessageSID: "SM0123", // of the message received
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(indicator.Success)
	// Output:
	// POST /v2/Indicators/Typing.json channel=whatsapp&messageId=SM0123
	// true
}

// The same on Apple Messages for Business, where writing has an end, too.
func ExampleTypingIndicatorService_CreateApple() {
	ctx := context.Background()
	client := answered(`{"success":true}`)

	typing := messaging.New(client).TypingIndicators
	for _, event := range []messaging.AppleTypingEvent{messaging.AppleTypingEventStart, messaging.AppleTypingEventEnd} {
		_, err := typing.CreateApple(ctx, &messaging.CreateAppleTypingIndicatorParams{
			From: "shop-business-id", To: "urn:mbid:customer", Event: event,
		})
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	// Output:
	// POST /v3/Indicators/Typing.json {"channel":"APPLE","from":"shop-business-id","to":"urn:mbid:customer","event":"START"}
	// POST /v3/Indicators/Typing.json {"channel":"APPLE","from":"shop-business-id","to":"urn:mbid:customer","event":"END"}
}
