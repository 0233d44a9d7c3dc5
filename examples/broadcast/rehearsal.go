package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// guests is the list that is used when none is given.
//
//go:embed guests.csv
var guests []byte

// rehearse sends to the list on the built-in Twilio, with a service and a template of its own.
func rehearse(ctx context.Context, stdout io.Writer, o options) error {
	tw := twiliotest.Start(twiliotest.WithDelays(0, 100*time.Millisecond))
	defer tw.Close()
	var err error
	if o.service, o.template, err = prepare(ctx, tw); err != nil {
		return err
	}
	list := guests
	if o.list != "" {
		if list, err = os.ReadFile(o.list); err != nil {
			return err
		}
	}
	if o.results == "" {
		dir, err := os.MkdirTemp("", "broadcast-")
		if err != nil {
			return err
		}
		o.results = filepath.Join(dir, "results.csv")
	}
	fmt.Fprintln(stdout, "A rehearsal: Twilio runs inside this program, and nothing leaves it.")
	if err := send(ctx, stdout, tw.Client(), list, o); err != nil {
		return err
	}
	if ctx.Err() == nil {
		tw.Wait()
		printOutcome(stdout, tw)
	}
	return nil
}

// sender is the one number of the rehearsal's service.
const sender = "+15557122661"

// prepare makes a Messaging Service with a sender and a template, as an account has them.
func prepare(ctx context.Context, tw *twiliotest.Twilio) (service, template string, err error) {
	service = tw.AddService("Guests", twiliotest.Senders(tw.AddNumber(sender)))
	made, err := content.New(tw.Client()).Templates.Create(ctx, &content.CreateTemplateParams{
		FriendlyName: "table_ready", Language: "en",
		Variables: twilio.ContentVariables{"1": "guest", "2": "tonight"},
		Types:     content.Types{Text: &content.Text{Body: "Dear {{1}}, your table is booked for {{2}}."}},
	})
	if err != nil {
		return "", "", err
	}
	return service, made.SID, nil
}

// printOutcome tells what the phones show.
func printOutcome(stdout io.Writer, tw *twiliotest.Twilio) {
	arrived := 0
	var last twiliotest.Message
	for _, m := range tw.Messages() {
		if m.Status == twilio.StatusDelivered {
			arrived++
			last = m
		}
	}
	if arrived > 0 { // a run after one that was complete has nothing to send
		fmt.Fprintf(stdout, "%d arrived. The last one reads: %s\n", arrived, last.Body)
	}
}
