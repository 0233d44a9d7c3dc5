package consent_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

var words = channels.Keywords{
	OptOut: []string{"BASTA"}, OptIn: []string{"JOIN"},
	Overrides: map[string]channels.Keywords{"FR": {OptOut: []string{"ARRET"}}, "de": {OptOut: []string{"HALT"}}},
}

func TestKeyword(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		options []consent.Option
		message webhook.IncomingMessage
		want    channels.Keyword
	}{
		"standard":                    {nil, webhook.IncomingMessage{From: alice, Body: " Unsubscribe\n"}, channels.KeywordOptOut},
		"none":                        {nil, webhook.IncomingMessage{From: alice, Body: "please stop"}, channels.KeywordNone},
		"help":                        {nil, webhook.IncomingMessage{From: alice, Body: "info"}, channels.KeywordHelp},
		"one's own":                   {[]consent.Option{consent.WithKeywords(words)}, webhook.IncomingMessage{From: alice, Body: "basta"}, channels.KeywordOptOut},
		"those alone":                 {[]consent.Option{consent.WithKeywords(words)}, webhook.IncomingMessage{From: alice, Body: "CANCEL"}, channels.KeywordNone},
		"but STOP always":             {[]consent.Option{consent.WithKeywords(words)}, webhook.IncomingMessage{From: alice, Body: "stop"}, channels.KeywordOptOut},
		"a country's":                 {[]consent.Option{consent.WithKeywords(words)}, webhook.IncomingMessage{From: "whatsapp:+33612345678", Body: "arret"}, channels.KeywordOptOut},
		"not another's":               {[]consent.Option{consent.WithKeywords(words)}, webhook.IncomingMessage{From: alice, Body: "arret"}, channels.KeywordNone},
		"a language's":                {[]consent.Option{consent.WithKeywords(words, "de")}, webhook.IncomingMessage{From: alice, Body: "halt"}, channels.KeywordOptOut},
		"the country's before it":     {[]consent.Option{consent.WithKeywords(words, "de")}, webhook.IncomingMessage{From: "+33612345678", Body: "halt"}, channels.KeywordNone},
		"what Twilio recognized":      {nil, webhook.IncomingMessage{From: alice, Body: "GENUG", OptOutType: webhook.OptOutStop}, channels.KeywordOptOut},
		"what Twilio makes of a word": {nil, webhook.IncomingMessage{From: alice, Body: "STOP", OptOutType: webhook.OptOutHelp}, channels.KeywordHelp},
		"YES":                         {nil, webhook.IncomingMessage{From: alice, To: "+15557122661", Body: "yes"}, channels.KeywordOptIn},
		"YES to toll-free":            {nil, webhook.IncomingMessage{From: alice, To: "+18005550100", Body: " yes "}, channels.KeywordNone},
		"UNSTOP to toll-free":         {nil, webhook.IncomingMessage{From: alice, To: "+18005550100", Body: "Unstop"}, channels.KeywordOptIn},
		"YES to Advanced Opt-Out":     {nil, webhook.IncomingMessage{From: alice, To: "+18005550100", Body: "yes", OptOutType: "START"}, channels.KeywordOptIn},
		"in small letters":            {nil, webhook.IncomingMessage{From: alice, Body: "x", OptOutType: "start"}, channels.KeywordOptIn},
	} {
		if got := consent.NewKeeper(new(consent.Memory), tt.options...).Keyword(&tt.message); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// Each message that is a keyword is one event, however often it is delivered, and the app hears all.
func TestMessages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // where the clock stands still
		l := new(consent.Memory)
		keeper := consent.NewKeeper(l)
		var heard []string
		states := []consent.State{}
		receive := consent.Messages(keeper, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
			heard = append(heard, m.MessageSID)
			states = append(states, current(t, keeper, alice, shop)) // which is kept by now
			return twiml.Reply("got it"), nil
		})
		for _, m := range []webhook.IncomingMessage{
			{MessageSID: "SM1", Body: "hello"},
			{MessageSID: "SM2", Body: "start"},
			{MessageSID: "SM3", Body: "STOP"},
			{MessageSID: "SM2", Body: "start"}, // once more
			{MessageSID: "SM4", Body: "help"},
			{MessageSID: "SM5", Body: "Yes"},
			{MessageSID: "SM6", Body: "end"},
		} {
			m.From, m.To = alice, channels.Address(shop)
			doc, err := receive(t.Context(), &m)
			if err != nil || doc.String() != twiml.Reply("got it").String() {
				t.Errorf("%s: %v, %v", m.MessageSID, doc, err)
			}
		}
		if diff := cmp.Diff([]string{"SM1", "SM2", "SM3", "SM2", "SM4", "SM5", "SM6"}, heard); diff != "" {
			t.Errorf("heard (-want +got):\n%s", diff)
		}
		in, out := consent.OptedIn, consent.OptedOut
		if diff := cmp.Diff([]consent.State{"", in, out, out, out, in, out}, states); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
		want := []consent.Event{{State: in, ID: "SM2"}, {State: out, ID: "SM3"}, {State: in, ID: "SM5"}, {State: out, ID: "SM6"}}
		for i := range want {
			want[i].Person, want[i].Sender, want[i].Source = alice, shop, consent.SourceKeyword
		}
		if diff := cmp.Diff(want, history(t, l), cmpopts.IgnoreFields(consent.Event{}, "Time")); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
	})
}

// What people write after the clock was set back is heard, and comes after what they wrote before.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]consent.Ledger{
		"memory": new(consent.Memory), "keeper": consent.NewKeeper(new(consent.Memory)),
	} {
		keeper := consent.NewKeeper(l)
		consent.SetBack(keeper, 10*time.Minute)
		for _, m := range []webhook.IncomingMessage{{MessageSID: "SM1", Body: "START"}, {MessageSID: "SM2", Body: "STOP"}} {
			m.From, m.To = alice, channels.Address(shop)
			if err := keeper.Hear(t.Context(), &m); err != nil {
				t.Errorf("%s: %s: %v", name, m.Body, err)
			}
		}
		if got := current(t, keeper, alice, shop); got != consent.OptedOut {
			t.Errorf("%s: the state is %q", name, got)
		}
		refused := &counter{err: twilio.ErrUnsubscribedRecipient}
		to := channels.WhatsApp(string(alice))
		_, err := keeper.Gate(refused.create, consent.RespectOptOut).
			Create(t.Context(), &twilio.CreateMessageParams{To: to, From: channels.Address(shop)})
		if !errors.Is(err, consent.ErrOptedOut) || errors.Is(err, consent.ErrEvent) || current(t, keeper, to, shop) != consent.OptedOut {
			t.Errorf("%s: error is %v", name, err)
		}
		// A time that the program gives is judged as ever.
		e := event(consent.OptedIn, time.Now().Add(5*time.Minute), "")
		if err := keeper.Record(t.Context(), e); !errors.Is(err, consent.ErrEvent) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

// A message to a number of a service is about the service.
func TestMessageToAService(t *testing.T) {
	t.Parallel()
	keeper := consent.NewKeeper(new(consent.Memory))
	m := &webhook.IncomingMessage{MessageSID: "SM1", From: alice, To: channels.Address(shop), MessagingServiceSID: string(service), OptOutType: "STOP"}
	if err := keeper.Hear(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if got := [2]consent.State{current(t, keeper, alice, service), current(t, keeper, alice, shop)}; got != [2]consent.State{consent.OptedOut, ""} {
		t.Errorf("%q", got)
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	l := new(consent.Memory)
	heard := 0
	errApp := errors.New("app")
	track := consent.Statuses(consent.NewKeeper(l), func(context.Context, *webhook.StatusCallback) error { heard++; return errApp })
	callback := webhook.StatusCallback{MessageSID: "SM1", Status: twilio.StatusFailed, From: channels.Address(shop), To: alice}
	for _, code := range []twilio.ErrorCode{0, twilio.ErrUnreachableHandset} {
		callback.ErrorCode = code
		if err := track(t.Context(), &callback); !errors.Is(err, errApp) {
			t.Errorf("error is %v", err)
		}
	}
	if got := history(t, l); len(got) > 0 {
		t.Errorf("recorded: %v", got)
	}
	callback.ErrorCode = twilio.ErrUnsubscribedRecipient
	for range 2 { // the second one is the same callback again
		if err := track(t.Context(), &callback); !errors.Is(err, errApp) {
			t.Errorf("error is %v", err)
		}
	}
	want := []consent.Event{{Person: alice, Sender: shop, State: consent.OptedOut, Source: consent.SourceTwilio, ID: "SM1"}}
	if diff := cmp.Diff(want, history(t, l), cmpopts.IgnoreFields(consent.Event{}, "Time")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if heard != 4 {
		t.Errorf("the app heard %d callbacks", heard)
	}
}

// A keyword that cannot be recorded is not passed on, so that Twilio turns to the fallback. What has
// nothing to do with consent is.
func TestHandlersWithoutALedger(t *testing.T) {
	t.Parallel()
	keeper := consent.NewKeeper(broken{})
	heard := 0
	receive := consent.Messages(keeper, func(context.Context, *webhook.IncomingMessage) (int, error) { heard++; return 1, nil })
	track := consent.Statuses(keeper, func(context.Context, *webhook.StatusCallback) error { heard++; return nil })
	m := &webhook.IncomingMessage{MessageSID: "SM1", From: alice, To: channels.Address(shop), Body: "STOP"}
	if n, err := receive(t.Context(), m); n != 0 || !errors.Is(err, errDown) {
		t.Errorf("%d, %v", n, err)
	}
	s := &webhook.StatusCallback{MessageSID: "SM1", From: channels.Address(shop), To: alice, ErrorCode: twilio.ErrUnsubscribedRecipient}
	if err := track(t.Context(), s); !errors.Is(err, errDown) || heard > 0 {
		t.Errorf("%v, the app heard %d", err, heard)
	}
	m.Body, s.ErrorCode = "hello", 0
	if _, err := receive(t.Context(), m); err != nil {
		t.Error(err)
	}
	if err := track(t.Context(), s); err != nil || heard != 2 {
		t.Errorf("%v, the app heard %d", err, heard)
	}
}
