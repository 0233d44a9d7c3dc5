package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// desk is the app of a support desk: it lets no card number through and keeps a log.
type desk struct {
	mu  sync.Mutex
	log []string
}

var cardNumber = regexp.MustCompile(`\b(?:\d[ -]?){15}\d\b`)

func (d *desk) note(format string, args ...any) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.log = append(d.log, fmt.Sprintf(format, args...))
	return nil
}

// read returns what has been noted since the last time.
func (d *desk) read() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	log := d.log
	d.log = nil
	return log
}

func (d *desk) handler(t *testing.T, authToken string) http.Handler {
	t.Helper()
	validator, err := webhook.NewValidator(authToken)
	must(t, err)
	return webhook.ConversationEvents(validator, webhook.ConversationHandlers{
		MessageAdd: func(_ context.Context, e *webhook.ConversationMessageAdd) (webhook.Decision, error) {
			masked := cardNumber.ReplaceAllString(e.Body, "****")
			if masked == e.Body {
				return webhook.Accept(), nil
			}
			return e.AcceptWith(webhook.ConversationMessageChanges{Body: &masked}), nil
		},
		ConversationAdded: func(_ context.Context, e *webhook.ConversationAdded) error {
			return d.note("a case begins: %s", e.MessageBody)
		},
		ParticipantAdded: func(_ context.Context, e *webhook.ConversationParticipantAdded) error {
			return d.note("%s joins by %s", strings.Join([]string{e.Identity, fmt.Sprint(e.Binding.Address)}, ""), e.Source)
		},
		MessageAdded: func(_ context.Context, e *webhook.ConversationMessageAdded) error {
			return d.note("%d %s by %s: %s", *e.Index, e.Author, e.Source, e.Body)
		},
		DeliveryUpdated: func(_ context.Context, e *webhook.ConversationDeliveryUpdated) error {
			return d.note("the customer's phone: %s", e.Status)
		},
		ConversationStateUpdated: func(_ context.Context, e *webhook.ConversationStateUpdated) error {
			return d.note("%s → %s: %s", e.StateFrom, e.StateTo, e.Reason)
		},
	})
}

func TestSupportCase(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		api := conversations.New(tw.Client())
		app := &desk{}
		tw.Mount("https://desk.example/", app.handler(t, tw.AuthToken()))

		// The desk has a number, at which texts begin conversations. They rest after an hour in which
		// nobody writes, and are closed after a day.
		number := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://desk.example/never-called"))
		_, err := api.Addresses.Create(t.Context(), &conversations.CreateAddressConfigurationParams{
			Type: conversations.AddressTypeSMS, Address: number, AutoCreationEnabled: new(true),
			AutoCreationType: conversations.AutoCreationTypeDefault,
		})
		must(t, err)
		_, err = api.Configuration.Update(t.Context(), &conversations.UpdateConfigurationParams{
			DefaultInactiveTimer: conversations.After(time.Hour), DefaultClosedTimer: conversations.After(24 * time.Hour),
		})
		must(t, err)
		_, err = api.Webhooks.Update(t.Context(), &conversations.UpdateWebhookConfigurationParams{
			PreWebhookURL: new("https://desk.example/before"), PostWebhookURL: new("https://desk.example/after"),
			Filters: []conversations.WebhookEvent{
				conversations.WebhookEventMessageAdd, conversations.WebhookEventConversationAdded,
				conversations.WebhookEventParticipantAdded, conversations.WebhookEventMessageAdded,
				conversations.WebhookEventDeliveryUpdated, conversations.WebhookEventConversationStateUpdated,
			},
		})
		must(t, err)

		// A customer texts in.
		customer := tw.Phone("+15558675310")
		customer.Send(number, "My card 4111 1111 1111 1111 was charged twice.")
		wantLog(t, app, []string{
			"a case begins: My card 4111 1111 1111 1111 was charged twice.",
			"[+15558675310] joins by SMS",
			"0 +15558675310 by SMS: My card **** was charged twice.",
		})

		// An agent finds the case and joins it.
		cases, err := twilio.Collect(api.Conversations.List(t.Context(), nil), 0)
		must(t, err)
		if len(cases) != 1 {
			t.Fatalf("%d conversations, want 1", len(cases))
		}
		this := cases[0].SID
		agent := tw.ConversationUser("", "alice")
		must(t, agent.Join(this))

		// They talk.
		sent, err := agent.Send(this, "Sorry! Is it 5500-0000-0000-0004 that you mean?")
		must(t, err)
		if want := "Sorry! Is it **** that you mean?"; sent.Body != want {
			t.Errorf("the agent sent %q, want %q", sent.Body, want)
		}
		tw.Wait()
		customer.Send(number, "No, the other one.")
		_, err = agent.Send(this, "You have your money back.")
		must(t, err)
		tw.Wait()
		wantLog(t, app, []string{
			"alice[] joins by SDK",
			"1 alice by SDK: Sorry! Is it **** that you mean?",
			"the customer's phone: sent",
			"the customer's phone: delivered",
			"2 +15558675310 by SMS: No, the other one.",
			"3 alice by SDK: You have your money back.",
			"the customer's phone: sent",
			"the customer's phone: delivered",
		})

		// The customer's phone shows the agent's texts.
		if diff := cmp.Diff(""+
			"> My card 4111 1111 1111 1111 was charged twice.\n"+
			"< Sorry! Is it **** that you mean?\n"+
			"> No, the other one.\n"+
			"< You have your money back.\n", customer.Transcript()); diff != "" {
			t.Errorf("the customer's phone (-want +got):\n%s", diff)
		}
		// The agent's screen shows the customer's.
		read, err := agent.Messages(this)
		must(t, err)
		var screen []string
		for _, m := range read {
			screen = append(screen, m.Author+": "+m.Body)
		}
		if diff := cmp.Diff([]string{
			"+15558675310: My card **** was charged twice.",
			"alice: Sorry! Is it **** that you mean?",
			"+15558675310: No, the other one.",
			"alice: You have your money back.",
		}, screen); diff != "" {
			t.Errorf("the agent's screen (-want +got):\n%s", diff)
		}
		must(t, agent.Read(this, 3))

		// Nobody writes for an hour: the case rests. Then the customer has one more thing to say.
		pass(tw, time.Hour)
		wantLog(t, app, []string{"active → inactive: TIMER"})
		customer.Send(number, "Thank you!")
		wantLog(t, app, []string{"inactive → active: EVENT", "4 +15558675310 by SMS: Thank you!"})

		// A day later it is closed.
		pass(tw, 24*time.Hour)
		wantLog(t, app, []string{"active → inactive: TIMER", "inactive → closed: TIMER"})
		if _, err := agent.Send(this, "Anything else?"); !isCode(err, conversations.ErrClosed) {
			t.Errorf("a message to a closed case: %v, want code %d", err, conversations.ErrClosed)
		}

		// What the customer writes now is a new case.
		customer.Send(number, "It happened again.")
		cases, err = twilio.Collect(api.Conversations.List(t.Context(), nil), 0)
		must(t, err)
		var states []conversations.ConversationState
		for _, c := range cases {
			states = append(states, c.State)
		}
		if diff := cmp.Diff([]conversations.ConversationState{"active", "closed"}, states); diff != "" {
			t.Errorf("the cases (-want +got):\n%s", diff)
		}

		for _, r := range tw.Requests() {
			if strings.Contains(r.URL, "never-called") {
				t.Errorf("the number's own webhook was called, though its messages go into conversations")
			}
		}
		if alerts := tw.Alerts(); len(alerts) > 0 {
			t.Errorf("alerts: %v", alerts)
		}
	})
}

// pass lets time go by, and what is due then happen.
func pass(tw *twiliotest.Twilio, d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
	tw.Wait()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func isCode(err error, code twilio.ErrorCode) bool {
	e, ok := errors.AsType[*twilio.Error](err)
	return ok && e.Code == code
}

func wantLog(t *testing.T, app *desk, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, app.read()); diff != "" {
		t.Errorf("the app's log (-want +got):\n%s", diff)
	}
}
