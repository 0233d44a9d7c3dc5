package twiliotest_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// calls counts the calls of an app by what they are, and answers those that a validator lets through.
type calls struct {
	mu   sync.Mutex
	seen map[string]int
}

func (c *calls) handler(t *testing.T, token string, answer http.Handler) http.Handler {
	t.Helper()
	validator, err := webhook.NewValidator(token)
	must(t, err)
	return validator.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		must(t, r.ParseForm())
		c.mu.Lock()
		c.seen[r.URL.Path+" "+r.Form.Get("EventType")+r.Form.Get("MessageStatus")+r.Form.Get("ErrorCode")]++
		c.mu.Unlock()
		answer.ServeHTTP(w, r)
	}))
}

// All that belongs to a subaccount is told with its signature, by its own SID, and is its own.
func TestSubaccountIsToldOfItsOwn(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	sid, token := tw.AddSubaccount()
	client := twilio.New(twilio.AuthToken(sid, token), twilio.WithHTTPClient(tw.HTTPClient()))
	app := &calls{seen: map[string]int{}}
	tw.Mount("https://app.example/", app.handler(t, token, twiml.Reply("Thanks")))
	tw.Mount("https://app.example/broken", app.handler(t, token, http.NotFoundHandler()))
	tw.Mount("https://app.example/event", app.handler(t, token, ok))

	plain := tw.AddNumberTo(sid, "+15557122661", twiliotest.OnMessage("https://app.example/broken"), twiliotest.OnFailure("https://app.example/fallback"))
	pooled := tw.AddNumberTo(sid, "+15557122662")
	api := messaging.New(client)
	s, err := api.Services.Create(t.Context(), &messaging.CreateServiceParams{
		FriendlyName: "sub", InboundRequestURL: "https://app.example/service", StatusCallback: "https://app.example/status",
	})
	must(t, err)
	numbers, err := twilio.Collect(client.IncomingPhoneNumbers.List(t.Context(), &twilio.ListIncomingPhoneNumbersParams{PhoneNumber: string(pooled)}), 0)
	must(t, err)
	_, err = api.Services.PhoneNumbers(s.SID).Create(t.Context(), &messaging.CreatePhoneNumberParams{PhoneNumberSID: numbers[0].SID})
	must(t, err)
	talks := conversations.New(client)
	_, err = talks.Webhooks.Update(t.Context(), &conversations.UpdateWebhookConfigurationParams{
		PreWebhookURL: new("https://app.example/event"), PostWebhookURL: new("https://app.example/event"),
		Filters: []conversations.WebhookEvent{"onMessageAdd", "onMessageAdded", "onDeliveryUpdated"},
	})
	must(t, err)
	talk, err := talks.Conversations.Create(t.Context(), nil)
	must(t, err)
	alice, bob := tw.Phone("+15558675310"), tw.Phone("+15558675311")
	for _, who := range []channels.Address{alice.Address(), bob.Address()} {
		_, err = talks.Conversations.Participants(talk.SID).Create(t.Context(), &newParticipant{Address: who, ProxyAddress: plain})
		must(t, err)
	}

	tw.Phone("+15558675312").Send(plain, "Hi")
	alice.Send(pooled, "Hi")
	alice.Send(plain, "Hi Bob")
	_, err = client.Messages.Create(t.Context(), &twilio.CreateMessageParams{To: bob.Address(), MessagingServiceSID: s.SID, Body: "News"})
	must(t, err)
	tw.Wait()

	if diff := cmp.Diff(map[string]int{
		"/broken ": 1, "/fallback 11200": 1, "/service ": 1,
		"/status queued": 1, "/status sent": 1, "/status delivered": 1,
		"/event onMessageAdd": 1, "/event onMessageAdded": 1, "/event onDeliveryUpdated0": 2,
	}, app.seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, r := range tw.Requests() {
		if r.Params.Get("AccountSid") != sid {
			t.Errorf("%s is told of %s", r.URL, r.Params.Get("AccountSid"))
		}
	}
	if got := tw.Messages(); len(got) != 0 {
		t.Errorf("the first account has %v", got)
	}
}

// Two accounts write to each other, until Twilio takes them for programs that cannot stop.
func TestAccountsWriteToEachOther(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithLoopGuard(3, 30*time.Second))
	sid, token := tw.AddSubaccount()
	app := &calls{seen: map[string]int{}}
	tw.Mount("https://app.example/", app.handler(t, tw.AuthToken(), twiml.Reply("Ping")))
	tw.Mount("https://sub.example/sub", app.handler(t, token, twiml.Reply("Pong")))
	ours := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://app.example/main"))
	theirs := tw.AddNumberTo(sid, "+15557122662", twiliotest.OnMessage("https://sub.example/sub"))
	send(t, tw, &twilio.CreateMessageParams{From: ours, To: theirs, Body: "Ping"})
	if diff := cmp.Diff(map[string]int{"/sub ": 4, "/main ": 3}, app.seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if alerts := tw.Alerts(); len(alerts) != 1 || alerts[0].Code != twilio.ErrReplyRateLimit {
		t.Errorf("alerts: %v", alerts)
	}
	var got []string
	for _, m := range tw.Messages() {
		got = append(got, fmt.Sprint(m.Direction, " ", m.Body))
	}
	if diff := cmp.Diff([]string{
		"outbound-api Ping", "inbound Pong", "outbound-reply Ping", "inbound Pong", "outbound-reply Ping", "inbound Pong", "outbound-reply Ping",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	_, err := tw.Client().Accounts.Update(t.Context(), sid, &twilio.UpdateAccountParams{Status: twilio.AccountStatusSuspended})
	must(t, err)
	tw.Phone("+15558675310").Send(theirs, "Anybody there?")
	if app.seen["/sub "] != 4 {
		t.Error("an account that is suspended receives messages")
	}
}
