// Command autoreply answers messages by what they say and by the hour, on SMS and WhatsApp. It runs on
// the Twilio that is built into the library, and needs no account and no network:
//
//	go run ./examples/autoreply
//
// With an account, an http.Server serves the shop's answers under the URL that the number has for its
// incoming messages. Package examples/quickstart does that.
package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "autoreply:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	tw := twiliotest.Start()
	defer tw.Close()
	validator, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		return err
	}
	var now time.Time
	s := &shop{now: func() time.Time { return now }} // time.Now, but for this demonstration
	tw.Mount("https://shop.example/sms", webhook.Messages(validator, s.answer))
	hook := twiliotest.OnMessage("https://shop.example/sms")
	for _, line := range []struct{ shop, alice channels.Address }{
		{"+15557122661", "+15558675310"},
		{"whatsapp:+15557122661", "whatsapp:+15558675310"},
	} {
		tw.AddNumber(line.shop, hook)
		alice := tw.Phone(line.alice)
		fmt.Fprintf(out, "%s\n", line.alice.Channel())
		for _, write := range []struct {
			at   time.Time
			text string
		}{
			{time.Date(2026, time.March, 6, 16, 59, 0, 0, time.UTC), "Is my cake ready?"},
			{time.Date(2026, time.March, 6, 17, 0, 0, 0, time.UTC), "Is my cake ready?"},
			{time.Date(2026, time.March, 7, 10, 30, 0, 0, time.UTC), "Hours?"},
			{time.Date(2026, time.March, 9, 8, 59, 0, 0, time.UTC), "So is it?"},
			{time.Date(2026, time.March, 9, 9, 0, 0, 0, time.UTC), "menu"},
			{time.Date(2026, time.March, 9, 9, 1, 0, 0, time.UTC), "HELP"},
		} {
			now = write.at
			seen := len(alice.Messages())
			alice.Send(line.shop, write.text)
			fmt.Fprintf(out, "  %s\n", now.Format("Monday, 15:04"))
			for _, m := range alice.Messages()[seen:] {
				who := "shop "
				if m.From == line.alice {
					who = "Alice"
				}
				fmt.Fprintf(out, "    %s  %s\n", who, m.Body)
				for _, file := range m.Media {
					fmt.Fprintf(out, "           [%s]\n", file.ContentType)
				}
			}
		}
	}
	return nil
}
