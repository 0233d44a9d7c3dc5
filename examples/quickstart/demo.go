package main

import (
	"context"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

const (
	shopNumber  = "+15557122661"
	aliceNumber = "+15558675310"
	shopURL     = "https://shop.example"
	pace        = 100 * time.Millisecond // of messages, so that one can see them come
)

// demo plays the shop and its customer Alice on the built-in Twilio.
func demo(ctx context.Context, out *log.Logger) error {
	tw := twiliotest.Start(twiliotest.WithDelays(pace, pace))
	defer tw.Close()
	validator, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		return err
	}
	tw.Mount(shopURL, (&shop{out: out}).handler(validator))
	client := tw.Client()

	out.Print("Twilio runs inside this program: no account, no network.")
	for _, over := range []struct {
		title       string
		shop, alice channels.Address
	}{
		{"SMS", shopNumber, aliceNumber},
		{"WhatsApp", channels.WhatsApp(shopNumber), channels.WhatsApp(aliceNumber)},
	} {
		tw.AddNumber(over.shop, twiliotest.OnMessage(shopURL+"/sms"))
		alice := tw.Phone(over.alice)
		alice.SetProfile("Alice")
		aliceWrites := func() error {
			out.Printf("\nAlice writes to the shop over %s.", over.title)
			seen := len(alice.Messages())
			alice.Send(over.shop, "Where are you?")
			show(out, "Alice's phone", alice.Messages()[seen:])
			return nil
		}
		shopWrites := func() error {
			out.Printf("\nThe shop writes to Alice over %s.", over.title)
			seen := len(alice.Messages())
			sent, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
				From: over.shop, To: over.alice, Body: "Your order is ready.",
				StatusCallback: shopURL + "/status",
			})
			if err != nil {
				return err
			}
			out.Printf("      the API took message %s, which is %s", short(sent.SID), sent.Status)
			tw.Wait()
			show(out, "Alice's phone", alice.Messages()[seen:])
			return nil
		}
		steps := []func() error{shopWrites, aliceWrites}
		if window := over.alice.Channel().Capabilities().Window; window > 0 {
			out.Printf("\nOn %s a shop may write what it likes for %.0f hours after its customer wrote.", over.title, window.Hours())
			slices.Reverse(steps)
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
	}
	return printLog(ctx, out, client)
}

// show prints messages as a phone would: what its owner sent on one side, what came on the other.
func show(out *log.Logger, title string, messages []twiliotest.Message) {
	out.Printf("   %s:", title)
	for _, m := range messages {
		parts := []string{m.Body}
		for _, media := range m.Media {
			parts = append(parts, "["+media.ContentType+"]")
		}
		text := strings.Join(parts, " ")
		if m.Direction == twilio.DirectionInbound {
			out.Printf("      %50s", text+" ›")
			continue
		}
		out.Printf("      ‹ %s", text)
	}
}

// printLog lists the account's messages a page at a time, as a screen would. A program that wants them
// all ranges over client.Messages.List instead.
func printLog(ctx context.Context, out *log.Logger, client *twilio.Client) error {
	out.Print("\nThe log, through the REST client, three messages to a page.")
	params := &twilio.ListMessagesParams{PageParams: twilio.PageParams{PageSize: 3}}
	for n := 1; ; n++ {
		page, err := client.Messages.ListPage(ctx, params)
		if err != nil {
			return err
		}
		out.Printf("   Page %d:", n)
		for _, m := range page.Items {
			out.Printf("      %s  %-14s  %-9s  %s", short(m.SID), m.Direction, m.Status, m.Body)
		}
		if page.Next == nil {
			return nil
		}
		params.PageParams = *page.Next
	}
}
