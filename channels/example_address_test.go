package channels_test

import (
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/twiliokit/twiliokit/channels"
)

// An address tells which channel it is on and whether there is a phone number in it.
func Example() {
	for _, a := range []channels.Address{
		channels.SMS("+15558675310"),
		channels.WhatsApp("+15558675310"),
		channels.RCS("acme_q5yx2_agent"),
		"12345",
	} {
		number, ok := a.E164()
		fmt.Println(a, a.Channel(), number, ok)
	}
	// Output:
	// +15558675310 sms +15558675310 true
	// whatsapp:+15558675310 whatsapp +15558675310 true
	// rcs:acme_q5yx2_agent rcs  false
	// 12345 sms  false
}

// What people type is checked before it costs a request.
func ExampleParse() {
	for _, typed := range []string{"+15558675310", "whatsapp:+15558675310", "(555) 867-5310", "5558675310"} {
		a, err := channels.Parse(typed)
		if errors.Is(err, channels.ErrAddress) {
			fmt.Println(err) // safe to log: the number is not in it
			continue
		}
		fmt.Println(a)
	}
	// Output:
	// +15558675310
	// whatsapp:+15558675310
	// channels: sms address, at byte 0: '(' belongs neither in a phone number nor in an alphanumeric sender
	// channels: sms address, at byte 10: a short code has 3 to 8 digits; a phone number starts with + and its country code
}

// A program that sends on several channels asks what fits.
func ExampleChannel_Capabilities() {
	for _, a := range []channels.Address{"+15558675310", "whatsapp:+15558675310"} {
		can := a.Channel().Capabilities()
		fmt.Printf("%s: %d files, free text for %v\n", a.Channel(), can.MaxMedia, can.Window)
	}
	// Output:
	// sms: 10 files, free text for 0s
	// whatsapp: 1 files, free text for 24h0m0s
}

// Logs keep people's numbers to themselves.
func ExampleAddress_LogValue() {
	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, attr slog.Attr) slog.Attr {
			if attr.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return attr
		},
	}))
	logger.Info("sent", slog.Any("to", channels.WhatsApp("+15558675310")))
	// Output:
	// level=INFO msg=sent to=whatsapp:…10
}
