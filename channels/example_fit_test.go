package channels_test

import (
	"fmt"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
)

// One message goes out on two channels, and each says what it makes of it.
func ExampleChannel_Fit() {
	message := channels.Outgoing{
		Body: "Your photos are ready.",
		Media: []channels.Media{
			{URL: "https://cdn.example/1.jpg", ContentType: "image/jpeg", Size: 400_000},
			{URL: "https://cdn.example/2.jpg", ContentType: "image/jpeg", Size: 400_000},
			{URL: "https://cdn.example/album.svg", ContentType: "image/svg+xml", Size: 20_000},
		},
	}
	for _, channel := range []channels.Channel{channels.ChannelSMS, channels.ChannelWhatsApp} {
		fit := channel.Fit(message)
		for _, change := range fit.Changes {
			fmt.Println(change)
		}
		for _, m := range fit.Messages {
			fmt.Printf("%q, files: %d\n", m.Body, len(m.Media))
		}
	}
	// Output:
	// link media 2: sms does not carry files of this type
	// "Your photos are ready.\nhttps://cdn.example/album.svg", files: 2
	// link media 2: whatsapp does not carry files of this type
	// spread: a message has at most 1 file, of 16 MB, on whatsapp
	// "Your photos are ready.\nhttps://cdn.example/album.svg", files: 1
	// "", files: 1
}

// A long text goes in several messages, cut where a line or a word ends.
func ExampleChannel_Fit_split() {
	text := strings.Repeat("Terms apply. ", 100) + "\n" + strings.Repeat("See our shop. ", 50)
	for _, m := range channels.ChannelWhatsApp.Fit(channels.Outgoing{Body: text}).Messages {
		fmt.Println(len(m.Body), m.Body[:12], "…")
	}
	// Output:
	// 1299 Terms apply. …
	// 700 See our shop …
}

// Outside the 24 hours after a person's last message WhatsApp takes a template only.
func ExampleFitted_Needs() {
	var sessions channels.Sessions
	shop, alice := channels.WhatsApp("+15557122661"), channels.WhatsApp("+15558675310")

	fit := alice.Channel().Fit(channels.Outgoing{Body: "Hi!", Session: sessions.Session(shop, alice)})
	fmt.Println(len(fit.Messages), fit.Needs(channels.ChangeTemplate))
	// Output:
	// 0 true
}
