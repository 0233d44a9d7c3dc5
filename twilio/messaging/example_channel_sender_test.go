package messaging_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// A number becomes a sender on WhatsApp: it is registered, gets a code by SMS, and is online once
// the code is known.
func ExampleChannelSenderService_Create() {
	ctx := context.Background()
	client := answered(
		`{"sid":"XE0123","status":"CREATING","sender_id":"whatsapp:+15557122661"}`,
		`{"sid":"XE0123","status":"PENDING_VERIFICATION"}`,
		`{"sid":"XE0123","status":"VERIFYING"}`,
		`{"sid":"XE0123","status":"ONLINE","properties":{"quality_rating":"UNKNOWN"}}`,
	)

	senders := messaging.New(client).ChannelSenders
	sender, err := senders.Create(ctx, &messaging.CreateChannelSenderParams{
		SenderID:      channels.WhatsApp("+15557122661"),
		Configuration: &messaging.ChannelSenderConfiguration{VerificationMethod: messaging.VerificationMethodSMS},
		Profile:       &messaging.ChannelSenderProfile{Name: "Shop", Vertical: messaging.VerticalShoppingAndRetail},
		Webhook:       &messaging.ChannelSenderWebhook{CallbackURL: "https://shop.example/whatsapp", CallbackMethod: "POST"},
	})
	for range 2 { // a program waits between attempts
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(sender.Status, sender.Status.CanSend())
		if sender, err = senders.Get(ctx, sender.SID); err != nil {
			fmt.Println(err)
			return
		}
		if sender.Status == messaging.ChannelSenderStatusPendingVerification {
			sender, err = senders.Update(ctx, sender.SID, &messaging.UpdateChannelSenderParams{
				Configuration: &messaging.UpdateChannelSenderConfigurationParams{VerificationCode: "123456"},
			})
		}
	}
	fmt.Println(sender.Status, sender.Status.CanSend())
	// Output:
	// POST /v2/Channels/Senders {"sender_id":"whatsapp:+15557122661","configuration":{"verification_method":"sms"},"webhook":{"callback_url":"https://shop.example/whatsapp","callback_method":"POST"},"profile":{"name":"Shop","vertical":"Shopping and Retail"}}
	// CREATING false
	// GET /v2/Channels/Senders/XE0123
	// POST /v2/Channels/Senders/XE0123 {"configuration":{"verification_code":"123456"}}
	// VERIFYING false
	// GET /v2/Channels/Senders/XE0123
	// ONLINE true
}
