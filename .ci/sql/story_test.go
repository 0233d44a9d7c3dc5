package sql_test

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// Opt in by keyword, be written to, stop the SMS while WhatsApp goes on, start again. After each step
// the database and Twilio agree, and a process that starts then knows all that there was: the keeper
// forgets nothing because it remembers nothing. The memory's story is in channels/consent.
func TestConsentStory(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, _ *sql.DB, l *consent.SQL) {
		tw := twiliotest.New(t)
		v, err := webhook.NewValidator(tw.AuthToken())
		if err != nil {
			t.Fatal(err)
		}
		// Each webhook and each message has a keeper of its own, like programs side by side.
		app := http.NewServeMux()
		app.HandleFunc("/sms", func(w http.ResponseWriter, r *http.Request) {
			webhook.Messages(v, consent.Messages(consent.NewKeeper(l),
				func(context.Context, *webhook.IncomingMessage) (*twiml.Response, error) { return nil, nil })).ServeHTTP(w, r)
		})
		app.HandleFunc("/status", func(w http.ResponseWriter, r *http.Request) {
			webhook.Statuses(v, consent.Statuses(consent.NewKeeper(l),
				func(context.Context, *webhook.StatusCallback) error { return nil })).ServeHTTP(w, r)
		})
		tw.Mount("https://app.example/", app)
		hook := twiliotest.OnMessage("https://app.example/sms")
		type line struct {
			phone *twiliotest.Phone
			from  channels.Address
		}
		sms := line{tw.Phone(alice), tw.AddNumber(channels.Address(shop), hook)}
		chat := line{tw.Phone("whatsapp:" + alice), tw.AddNumber("whatsapp:"+channels.Address(shop), hook)}

		create := tw.Client().Messages.Create
		gated := func(ctx context.Context, p *twilio.CreateMessageParams) (*twilio.Message, error) {
			return consent.NewKeeper(l).Gate(create, consent.RequireOptIn).Create(ctx, p)
		}
		const unknown, in, out = consent.Unknown, consent.OptedIn, consent.OptedOut
		for _, step := range []struct {
			what      string
			on        line
			say       string // what she writes, or else she is written to
			send      func(context.Context, *twilio.CreateMessageParams) (*twilio.Message, error)
			err       error
			sms, chat consent.State
			news      [2]int // that have arrived by SMS and WhatsApp
		}{
			{"nobody knows her", sms, "", gated, consent.ErrNotOptedIn, unknown, unknown, [2]int{0, 0}},
			{"she says hello", sms, "Hello!", nil, nil, unknown, unknown, [2]int{0, 0}},
			{"which is no opt-in", sms, "", gated, consent.ErrNotOptedIn, unknown, unknown, [2]int{0, 0}},
			{"START by SMS", sms, "START", nil, nil, in, unknown, [2]int{0, 0}},
			{"news by SMS", sms, "", gated, nil, in, unknown, [2]int{1, 0}},
			{"none by WhatsApp", chat, "", gated, consent.ErrNotOptedIn, in, unknown, [2]int{1, 0}},
			{"START on WhatsApp", chat, "start", nil, nil, in, in, [2]int{1, 0}},
			{"news by WhatsApp", chat, "", gated, nil, in, in, [2]int{1, 1}},
			{"STOP by SMS", sms, "Stop", nil, nil, out, in, [2]int{1, 1}},
			{"no more SMS", sms, "", gated, consent.ErrOptedOut, out, in, [2]int{1, 1}},
			{"nor past the gate", sms, "", create, twilio.ErrUnsubscribedRecipient, out, in, [2]int{1, 1}},
			{"WhatsApp goes on", chat, "", gated, nil, out, in, [2]int{1, 2}},
			{"START by SMS again", sms, "UNSTOP", nil, nil, in, in, [2]int{1, 2}},
			{"news by SMS again", sms, "", gated, nil, in, in, [2]int{2, 2}},
		} {
			var err error
			if step.say != "" {
				step.on.phone.Send(step.on.from, step.say)
			} else {
				_, err = step.send(t.Context(), &twilio.CreateMessageParams{
					From: step.on.from, To: step.on.phone.Address(), Body: "News", StatusCallback: "https://app.example/status",
				})
				tw.Wait()
			}
			if !errors.Is(err, step.err) {
				t.Fatalf("%s: error is %v, want %v", step.what, err, step.err)
			}
			var states [2]consent.State
			var news [2]int
			for i, on := range []line{sms, chat} {
				now, err := l.Current(t.Context(), on.phone.Address(), consent.Sender(on.from))
				if err != nil {
					t.Fatalf("%s: %v", step.what, err)
				}
				states[i] = now.State
				if blocked := tw.OptedOut(on.from, on.phone.Address()); blocked != (now.State == out) {
					t.Errorf("%s: Twilio blocks %s: %v, and the ledger says %q", step.what, on.from.Channel(), blocked, now.State)
				}
				for _, m := range on.phone.Messages() {
					if m.Direction == twilio.DirectionOutboundAPI {
						news[i]++
					}
				}
			}
			if diff := cmp.Diff([2]consent.State{step.sms, step.chat}, states); diff != "" {
				t.Errorf("%s: SMS, WhatsApp (-want +got):\n%s", step.what, diff)
			}
			if diff := cmp.Diff(step.news, news); diff != "" {
				t.Errorf("%s: news (-want +got):\n%s", step.what, diff)
			}
		}
		for on, want := range map[line][]consent.State{sms: {in, out, in}, chat: {in}} {
			events, err := l.History(t.Context(), on.phone.Address(), consent.Sender(on.from))
			if err != nil {
				t.Fatal(err)
			}
			var got []consent.State
			for _, e := range events {
				got = append(got, e.State)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("history of %s (-want +got):\n%s", on.from.Channel(), diff)
			}
		}
		if alerts := tw.Alerts(); len(alerts) > 0 {
			t.Errorf("alerts: %v", alerts)
		}
	})
}
