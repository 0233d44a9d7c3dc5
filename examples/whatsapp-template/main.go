// Command whatsapp-template writes to customers on WhatsApp and SMS: in words of its own for 24 hours
// after a customer wrote, and by a template that WhatsApp has approved at any other time. It runs on
// the Twilio that is built into the library, and needs no account and no network:
//
//	go run ./examples/whatsapp-template
//
// With an account, the client is twilio.New with the credentials of [twilio.FromEnv], and an
// http.Server serves the shop's webhook, which hears who has written. Package examples/quickstart does
// both. A template is made and approved once and ahead, since WhatsApp takes minutes or days.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "whatsapp-template:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	tw := twiliotest.Start(twiliotest.WithApproval(200 * time.Millisecond)) // by a WhatsApp in a hurry
	defer tw.Close()
	validator, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		return err
	}
	client := tw.Client()
	s := &shop{number: "+15557122661", templates: content.New(client).Templates}
	tw.Mount("https://shop.example/sms", webhook.Messages(validator, s.incoming))
	hook := twiliotest.OnMessage("https://shop.example/sms")
	onWhatsApp := tw.AddNumber(channels.WhatsApp(tw.AddNumber(s.number, hook).ID()), hook)
	alice, bob, carol := tw.Phone("whatsapp:+15558675310"), tw.Phone("whatsapp:+15558675311"), tw.Phone("+15558675312")
	yesterday := time.Now().Add(-23 * time.Hour)
	bob.WroteTo(onWhatsApp, yesterday)
	s.sessions.ReceivedAt(onWhatsApp, bob.Address(), yesterday) // as a database would know

	write := func(name string, phone *twiliotest.Phone) error {
		p, err := s.ready(ctx, phone.Address(), name)
		if errors.Is(err, errNotNow) {
			fmt.Fprintf(out, "  %-5s  %-8s  %v\n", name, phone.Address().Channel(), err)
			return nil
		} else if err != nil {
			return err
		}
		if _, err := client.Messages.Create(ctx, p); err != nil {
			return err
		}
		tw.Wait()
		kind := "free text"
		if p.ContentSID != "" {
			kind = "template"
		}
		m, _ := phone.Last()
		fmt.Fprintf(out, "  %-5s  %-8s  %-9s  %s\n", name, m.To.Channel(), kind, m.Body)
		return nil
	}
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"Bob wrote 23 hours ago, Alice and Carol never. The template has gone to WhatsApp.", func() error { return s.submit(ctx) }},
		{"WhatsApp has approved the template.", func() error { return s.approved(ctx, 100*time.Millisecond) }},
		{"Alice writes.", func() error { alice.Send(onWhatsApp, "How far is it?"); return nil }},
	} {
		if err := step.do(); err != nil {
			return err
		}
		fmt.Fprintln(out, step.what)
		if err := errors.Join(write("Alice", alice), write("Bob", bob), write("Carol", carol)); err != nil {
			return err
		}
	}
	return nil
}
