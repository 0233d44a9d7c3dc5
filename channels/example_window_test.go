package channels_test

import (
	"fmt"
	"time"

	"github.com/twiliokit/twiliokit/channels"
)

// Each inbound message opens 24 hours of free text; outside them WhatsApp takes templates only.
func ExampleSessions() {
	var sessions channels.Sessions
	shop, alice := channels.WhatsApp("+15557122661"), channels.WhatsApp("+15558675310")

	fmt.Println("needs a template:", sessions.NeedsTemplate(shop, alice))
	sessions.Received(shop, alice) // in the webhook: m.To, m.From
	fmt.Println("needs a template:", sessions.NeedsTemplate(shop, alice))
	fmt.Println("on SMS:", sessions.NeedsTemplate("+15557122661", "+15558675310"))
	// Output:
	// needs a template: true
	// needs a template: false
	// on SMS: false
}

// A program that has the time of the last message in its database asks the rule itself.
func ExampleChannel_Session() {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	yesterday := now.Add(-25 * time.Hour)
	for _, c := range []channels.Channel{channels.ChannelSMS, channels.ChannelWhatsApp, channels.ChannelMessenger} {
		fmt.Println(c, c.Session(yesterday, now))
	}
	// Output:
	// sms open
	// whatsapp template
	// messenger closed
}
