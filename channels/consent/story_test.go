package consent_test

import (
	"context"
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

// town is a shop with a ledger on an emulated Twilio.
type town struct {
	tw     *twiliotest.Twilio
	keeper *consent.Keeper
	client *twilio.Client
}

// newTown opens the shop: what people write and what becomes of messages goes through the keeper, and
// the app leaves keywords alone.
func newTown(t *testing.T) *town {
	t.Helper()
	tw := twiliotest.New(t)
	v, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		t.Fatal(err)
	}
	keeper := consent.NewKeeper(new(consent.Memory))
	app := http.NewServeMux()
	app.Handle("/sms", webhook.Messages(v, consent.Messages(keeper,
		func(context.Context, *webhook.IncomingMessage) (*twiml.Response, error) { return nil, nil })))
	app.Handle("/status", webhook.Statuses(v, consent.Statuses(keeper,
		func(context.Context, *webhook.StatusCallback) error { return nil })))
	tw.Mount("https://app.example/", app)
	return &town{tw, keeper, tw.Client()}
}

// line is a person and a sender that writes to them. service is the sender's, "" if it is in none.
type line struct {
	phone   *twiliotest.Phone
	from    channels.Address
	service string
}

// say returns a step in which the person writes a word.
func (l line) say(word string) func() error {
	return func() error { l.phone.Send(l.from, word); return nil }
}

// write returns a step in which the shop sends news through a call that creates the message.
func (w *town) write(t *testing.T, l line, create func(context.Context, *twilio.CreateMessageParams) (*twilio.Message, error)) func() error {
	t.Helper()
	return func() error {
		p := &twilio.CreateMessageParams{To: l.phone.Address(), Body: "News", StatusCallback: "https://app.example/status"}
		if p.From = l.from; l.service != "" {
			p.From, p.MessagingServiceSID = "", l.service
		}
		_, err := create(t.Context(), p)
		w.tw.Wait()
		return err
	}
}

// states returns what the ledger says of lines, and complains where Twilio sees it differently.
func (w *town) states(t *testing.T, after string, lines ...line) []consent.State {
	t.Helper()
	var states []consent.State
	for _, l := range lines {
		sender := consent.Sender(l.from)
		if l.service != "" {
			sender = consent.Sender(l.service)
		}
		state := current(t, w.keeper, l.phone.Address(), sender)
		if blocked := w.tw.OptedOut(l.from, l.phone.Address()); blocked != (state == consent.OptedOut) {
			t.Errorf("%s: Twilio blocks %s: %v, and the ledger says %q", after, l.phone.Address(), blocked, state)
		}
		states = append(states, state)
	}
	return states
}

// news counts the messages on a phone that the shop wrote by itself.
func (l line) news() int {
	n := 0
	for _, m := range l.phone.Messages() {
		if m.Direction == twilio.DirectionOutboundAPI {
			n++
		}
	}
	return n
}

const unknown, in, out = consent.Unknown, consent.OptedIn, consent.OptedOut

// Opt in by keyword, be written to, stop the SMS while WhatsApp goes on, start again. After each step
// the ledger and Twilio agree.
func TestConsentStory(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	hook := twiliotest.OnMessage("https://app.example/sms")
	sms := line{phone: w.tw.Phone("+15558675310"), from: w.tw.AddNumber("+15557122661", hook)}
	chat := line{phone: w.tw.Phone("whatsapp:+15558675310"), from: w.tw.AddNumber("whatsapp:+15557122661", hook)}
	gate := w.keeper.Gate(w.client.Messages.Create, consent.RequireOptIn).Create
	for _, step := range []struct {
		what      string
		do        func() error
		err       error
		states    []consent.State // of SMS and WhatsApp
		sms, chat int             // news that have arrived
	}{
		{"nobody knows her", w.write(t, sms, gate), consent.ErrNotOptedIn, []consent.State{unknown, unknown}, 0, 0},
		{"she says hello", sms.say("Hello!"), nil, []consent.State{unknown, unknown}, 0, 0},
		{"which is no opt-in", w.write(t, sms, gate), consent.ErrNotOptedIn, []consent.State{unknown, unknown}, 0, 0},
		{"START", sms.say("START"), nil, []consent.State{in, unknown}, 0, 0},
		{"news by SMS", w.write(t, sms, gate), nil, []consent.State{in, unknown}, 1, 0},
		{"none by WhatsApp", w.write(t, chat, gate), consent.ErrNotOptedIn, []consent.State{in, unknown}, 1, 0},
		{"START on WhatsApp", chat.say("start"), nil, []consent.State{in, in}, 1, 0},
		{"news by WhatsApp", w.write(t, chat, gate), nil, []consent.State{in, in}, 1, 1},
		{"STOP by SMS", sms.say("Stop"), nil, []consent.State{out, in}, 1, 1},
		{"no more SMS", w.write(t, sms, gate), consent.ErrOptedOut, []consent.State{out, in}, 1, 1},
		{"nor past the gate", w.write(t, sms, w.client.Messages.Create), twilio.ErrUnsubscribedRecipient, []consent.State{out, in}, 1, 1},
		{"WhatsApp goes on", w.write(t, chat, gate), nil, []consent.State{out, in}, 1, 2},
		{"START by SMS", sms.say("UNSTOP"), nil, []consent.State{in, in}, 1, 2},
		{"news by SMS again", w.write(t, sms, gate), nil, []consent.State{in, in}, 2, 2},
	} {
		if err := step.do(); !errors.Is(err, step.err) {
			t.Fatalf("%s: error is %v, want %v", step.what, err, step.err)
		}
		if diff := cmp.Diff(step.states, w.states(t, step.what, sms, chat)); diff != "" {
			t.Errorf("%s: SMS, WhatsApp (-want +got):\n%s", step.what, diff)
		}
		if diff := cmp.Diff([]int{step.sms, step.chat}, []int{sms.news(), chat.news()}); diff != "" {
			t.Errorf("%s: news (-want +got):\n%s", step.what, diff)
		}
	}
	if alerts := w.tw.Alerts(); len(alerts) > 0 {
		t.Errorf("alerts: %v", alerts)
	}
}

// The same through a service with Advanced Opt-Out, whose words are in the webhook: the keeper needs to
// know none of them.
func TestConsentStoryOfAService(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	numbers := []channels.Address{
		w.tw.AddNumber("+15557122661"), w.tw.AddNumber("+15557122662"), w.tw.AddNumber("whatsapp:+15557122661"), w.tw.AddNumber("rcs:acme_agent"),
	}
	words := channels.StandardKeywords()
	words.OptOut = append(words.OptOut, "GENUG")
	service := w.tw.AddService("Acme", twiliotest.Senders(numbers...), twiliotest.AdvancedOptOut(words, twiliotest.OptOutReplies{}),
		twiliotest.ServiceSetting("InboundRequestUrl", "https://app.example/sms"))
	sms := line{w.tw.Phone("+15558675310"), numbers[1], service}
	chat := line{w.tw.Phone("whatsapp:+15558675310"), numbers[2], service}
	rcs := line{w.tw.Phone("rcs:+15558675310"), numbers[3], service}
	gate := w.keeper.Gate(w.client.Messages.Create, consent.RespectOptOut).Create
	past := w.client.Messages.Create
	for _, step := range []struct {
		what   string
		do     func() error
		err    error
		states []consent.State // of SMS, WhatsApp and RCS
	}{
		{"news", w.write(t, sms, gate), nil, []consent.State{unknown, unknown, unknown}},
		{"a word of the service's on WhatsApp", chat.say("genug"), nil, []consent.State{unknown, out, unknown}},
		{"no more there", w.write(t, chat, gate), consent.ErrOptedOut, []consent.State{unknown, out, unknown}},
		{"SMS goes on", w.write(t, sms, gate), nil, []consent.State{unknown, out, unknown}},
		{"STOP by RCS", rcs.say("STOP"), nil, []consent.State{out, out, out}},
		{"ends SMS as well", w.write(t, sms, gate), consent.ErrOptedOut, []consent.State{out, out, out}},
		{"past the gate it is taken, and fails", w.write(t, sms, past), nil, []consent.State{out, out, out}},
		{"START by SMS", sms.say("start"), nil, []consent.State{in, out, in}},
		{"news again", w.write(t, sms, gate), nil, []consent.State{in, out, in}},
		{"START on WhatsApp", chat.say("START"), nil, []consent.State{in, in, in}},
		{"news there", w.write(t, chat, gate), nil, []consent.State{in, in, in}},
	} {
		if err := step.do(); !errors.Is(err, step.err) {
			t.Fatalf("%s: error is %v, want %v", step.what, err, step.err)
		}
		if diff := cmp.Diff(step.states, w.states(t, step.what, sms, chat, rcs)); diff != "" {
			t.Errorf("%s: SMS, WhatsApp, RCS (-want +got):\n%s", step.what, diff)
		}
	}
	if got := [2]int{sms.news(), chat.news()}; got != [2]int{3, 1} {
		t.Errorf("news by SMS and WhatsApp: %v", got)
	}
}

// Who opted out before there was a ledger is in it once Twilio has refused a message: at once where it
// leaves a number, by the callback where it leaves a service.
func TestLedgerLearnsWhatTwilioKnows(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	number, member := w.tw.AddNumber("+15557122661"), w.tw.AddNumber("+15557122662")
	service := w.tw.AddService("Acme", twiliotest.Senders(member), twiliotest.ServiceSetting("UseInboundWebhookOnNumber", "true"))
	alone := line{phone: w.tw.Phone("+15558675310"), from: number}
	pooled := line{w.tw.Phone("+15558675310"), member, service}
	alone.phone.Send(number, "STOP") // which no webhook is told of
	pooled.phone.Send(member, "STOP")
	gate := w.keeper.Gate(w.client.Messages.Create, consent.RespectOptOut).Create
	for _, step := range []struct {
		what string
		do   func() error
		err  error
	}{
		{"refused at once", w.write(t, alone, gate), twilio.ErrUnsubscribedRecipient},
		{"taken, and failed later", w.write(t, pooled, gate), nil},
		{"held back", w.write(t, alone, gate), consent.ErrOptedOut},
		{"held back, too", w.write(t, pooled, gate), consent.ErrOptedOut},
	} {
		if err := step.do(); !errors.Is(err, step.err) {
			t.Errorf("%s: error is %v, want %v", step.what, err, step.err)
		}
	}
	if diff := cmp.Diff([]consent.State{out, out}, w.states(t, "all that", alone, pooled)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := alone.news() + pooled.news(); n > 0 {
		t.Errorf("%d messages arrived", n)
	}
}

// Toll-free numbers do not know YES, and short codes on their own know nothing.
func TestConsentStoryOfOtherNumbers(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	hook := twiliotest.OnMessage("https://app.example/sms")
	tollFree := line{phone: w.tw.Phone("+15558675310"), from: w.tw.AddNumber("+18005550100", hook)}
	for _, step := range []struct {
		word string
		want consent.State
	}{{"STOP", out}, {"YES", out}, {"UNSTOP", in}, {"STOP", out}, {"START", in}} {
		if err := tollFree.say(step.word)(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]consent.State{step.want}, w.states(t, step.word, tollFree)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.word, diff)
		}
	}
	// There the ledger is all there is.
	shortCode := line{phone: w.tw.Phone("+15558675310"), from: w.tw.AddNumber("12345", hook)}
	shortCode.phone.Send(shortCode.from, "STOP")
	gate := w.keeper.Gate(w.client.Messages.Create, consent.RespectOptOut).Create
	if err := w.write(t, shortCode, gate)(); !errors.Is(err, consent.ErrOptedOut) || w.tw.OptedOut(shortCode.from, "+15558675310") {
		t.Errorf("error is %v", err)
	}
}
