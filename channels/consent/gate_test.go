package consent_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
	"github.com/twiliokit/twiliokit/twilio"
)

// counter stands for the call that sends. It answers with err.
type counter struct {
	calls int
	err   error
}

func (c *counter) create(_ context.Context, p *twilio.CreateMessageParams) (*twilio.Message, error) {
	c.calls++
	if c.err != nil {
		return nil, c.err
	}
	return &twilio.Message{To: p.To}, nil
}

// broken is a ledger that cannot be reached.
type broken struct{}

var errDown = errors.New("connection refused")

func (broken) Record(context.Context, consent.Event) error { return errDown }

func (broken) Current(context.Context, channels.Address, consent.Sender) (consent.Event, error) {
	return consent.Event{State: consent.OptedIn}, errDown
}

func (broken) History(context.Context, channels.Address, consent.Sender) ([]consent.Event, error) {
	return nil, errDown
}

// odd is a ledger with a state that nobody knows.
type odd struct{ consent.Memory }

func (*odd) Current(context.Context, channels.Address, consent.Sender) (consent.Event, error) {
	return consent.Event{State: "perhaps"}, nil
}

func TestGateByPolicy(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		state  consent.State
		policy consent.Policy
		want   error
	}{
		{consent.Unknown, consent.RequireOptIn, consent.ErrNotOptedIn},
		{consent.OptedIn, consent.RequireOptIn, nil},
		{consent.OptedOut, consent.RequireOptIn, consent.ErrOptedOut},
		{consent.Unknown, consent.RespectOptOut, nil},
		{consent.OptedIn, consent.RespectOptOut, nil},
		{consent.OptedOut, consent.RespectOptOut, consent.ErrOptedOut},
	} {
		t.Run(string(tt.policy)+" "+string(tt.state), func(t *testing.T) {
			t.Parallel()
			keeper, sent := consent.NewKeeper(new(consent.Memory)), new(counter)
			if tt.state != consent.Unknown {
				record(t, keeper, event(tt.state, noon, ""))
			}
			m, err := keeper.Gate(sent.create, tt.policy).Create(t.Context(), &twilio.CreateMessageParams{To: alice, From: channels.Address(shop)})
			if !errors.Is(err, tt.want) || errors.Is(err, consent.ErrNoConsent) != (tt.want != nil) {
				t.Errorf("error is %v, want %v", err, tt.want)
			}
			if passed := sent.calls == 1 && m != nil && m.To == alice; passed != (tt.want == nil) {
				t.Errorf("%d calls, message %v", sent.calls, m)
			}
		})
	}
}

// Where it cannot be told whether there is a consent the message is held back, by either policy.
func TestGateInDoubt(t *testing.T) {
	t.Parallel()
	from := channels.Address(shop)
	extra := func(name string) url.Values { return url.Values{name: {"+15558675311"}} }
	for name, tt := range map[string]struct {
		ledger consent.Ledger
		params *twilio.CreateMessageParams
		want   error
		text   string
	}{
		"a ledger that is down":      {broken{}, &twilio.CreateMessageParams{To: alice, From: from}, consent.ErrLedger, "connection refused"},
		"why it is down":             {broken{}, &twilio.CreateMessageParams{To: alice, From: from}, errDown, "cannot be asked"},
		"an unknown state":           {new(odd), &twilio.CreateMessageParams{To: alice, From: from}, nil, `"perhaps"`},
		"no parameters":              {nil, nil, channels.ErrAddress, "To"},
		"no recipient":               {nil, &twilio.CreateMessageParams{From: from}, channels.ErrAddress, "To"},
		"no sender":                  {nil, &twilio.CreateMessageParams{To: alice}, twilio.ErrFromRequired, "From"},
		"a number as people write":   {nil, &twilio.CreateMessageParams{To: "+1 (555) 867-5310", From: from}, channels.ErrAddress, "To"},
		"space around it":            {nil, &twilio.CreateMessageParams{To: alice + " ", From: from}, channels.ErrAddress, "To"},
		"a channel in capitals":      {nil, &twilio.CreateMessageParams{To: "WhatsApp:" + alice, From: from}, channels.ErrAddress, "To"},
		"a number in letters":        {nil, &twilio.CreateMessageParams{To: "1800FLOWERS", From: from}, twilio.ErrInvalidTo, "To"},
		"another recipient":          {nil, &twilio.CreateMessageParams{To: alice, From: from, Extra: extra("To")}, nil, "Extra"},
		"another recipient, in caps": {nil, &twilio.CreateMessageParams{To: alice, From: from, Extra: extra("TO")}, nil, "Extra"},
		"another sender":             {nil, &twilio.CreateMessageParams{To: alice, From: from, Extra: extra("From")}, nil, "Extra"},
		"another service":            {nil, &twilio.CreateMessageParams{To: alice, From: from, Extra: extra("MessagingServiceSid")}, nil, "Extra"},
	} {
		for _, policy := range []consent.Policy{consent.RequireOptIn, consent.RespectOptOut, "", "anything"} {
			ledger := tt.ledger
			if ledger == nil {
				ledger = new(consent.Memory)
				record(t, ledger, event(consent.OptedIn, noon, ""))
			}
			sent := new(counter)
			_, err := consent.NewKeeper(ledger).Gate(sent.create, policy).Create(t.Context(), tt.params)
			if err == nil || sent.calls > 0 {
				t.Fatalf("%s: let through by policy %q", name, policy)
			}
			if tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.text) || errors.Is(err, consent.ErrNoConsent) {
				t.Errorf("%s: error is %v", name, err)
			}
			if strings.Contains(err.Error(), "555") {
				t.Errorf("%s: a number is in %v", name, err)
			}
		}
	}
	keeper, sent := consent.NewKeeper(new(consent.Memory)), new(counter)
	record(t, keeper, event(consent.OptedIn, noon, ""))
	if _, err := keeper.Gate(sent.create, "").Create(t.Context(), &twilio.CreateMessageParams{To: alice, From: from}); err == nil || sent.calls > 0 {
		t.Error("let through by no policy")
	}
}

// Whom a message is from decides which consent is asked for.
func TestGateByScope(t *testing.T) {
	t.Parallel()
	const one, two, other channels.Address = "+15557122661", "+15557122662", "+15557122663"
	type from struct {
		from    channels.Address
		service string
	}
	for name, tt := range map[string]struct {
		options []consent.Option
		out     consent.Sender // whom she opted out of
		blocked []from
		open    []from
	}{
		"a number": {
			nil, consent.Sender(one),
			[]from{{one, ""}, {"sms:" + one, ""}},
			[]from{{two, ""}, {"", string(service)}, {one, string(service)}},
		},
		"a service": {
			nil, service,
			[]from{{"", string(service)}, {one, string(service)}, {channels.Address(service), ""}},
			[]from{{one, ""}},
		},
		"a service whose numbers are known": {
			[]consent.Option{consent.WithService(string(service), one, two)}, service,
			[]from{{"", string(service)}, {one, string(service)}, {one, ""}, {two, ""}},
			[]from{{other, ""}, {"", "MGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}},
		},
		"a number of that service": {
			[]consent.Option{consent.WithService(string(service), one, two)}, consent.Sender(one),
			[]from{{"", string(service)}, {one, ""}, {two, ""}},
			[]from{{other, ""}},
		},
		"one sender": {
			[]consent.Option{consent.WithOneSender("acme"), consent.WithService(string(service), one)}, consent.Sender(two),
			[]from{{"", string(service)}, {one, ""}, {two, ""}, {other, ""}},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			keeper := consent.NewKeeper(new(consent.Memory), tt.options...)
			e := event(consent.OptedOut, noon, "1")
			e.Sender = tt.out
			record(t, keeper, e)
			gate := keeper.Gate(new(counter).create, consent.RespectOptOut)
			check := func(f from) error {
				return gate.Check(t.Context(), &twilio.CreateMessageParams{To: alice, From: f.from, MessagingServiceSID: f.service})
			}
			for _, f := range tt.blocked {
				if err := check(f); !errors.Is(err, consent.ErrOptedOut) {
					t.Errorf("%v: error is %v", f, err)
				}
			}
			for _, f := range tt.open {
				if err := check(f); err != nil {
					t.Errorf("%v: error is %v", f, err)
				}
			}
			if got := current(t, keeper, alice, tt.out); got != consent.OptedOut {
				t.Errorf("the keeper says %q", got)
			}
		})
	}
}

// Twilio may know a sender that is spelled otherwise than the ledger has it, and would send.
func TestGateKnowsSendersAsTwilioWritesThem(t *testing.T) {
	t.Parallel()
	digits := strings.TrimPrefix(string(service), "MG")
	for _, respelled := range []twilio.CreateMessageParams{
		{From: " +15557122661"},
		{From: "+15557122661 "},
		{From: "+1 555 712 2661"},
		{From: "15557122661"},
		{From: "sms: +15557122661"},
		{From: "SMS:+15557122661"},
		{From: "sms:"},
		{From: channels.Address("mg" + digits)},
		{From: channels.Address(service + " ")},
		{MessagingServiceSID: "mg" + digits},
		{MessagingServiceSID: "MG" + strings.ToUpper(digits)},
		{MessagingServiceSID: " " + string(service)},
		{MessagingServiceSID: string(service) + "0"},
		{MessagingServiceSID: "MG" + digits[1:]},
		{MessagingServiceSID: string(shop)},
		{MessagingServiceSID: string(service), From: "+1 555 712 2661"},
	} {
		keeper, sent := consent.NewKeeper(new(consent.Memory), consent.WithService(string(service), channels.Address(shop))), new(counter)
		record(t, keeper, event(consent.OptedOut, noon, ""))
		respelled.To = alice
		_, err := keeper.Gate(sent.create, consent.RespectOptOut).Create(t.Context(), &respelled)
		if sent.calls > 0 || err == nil || errors.Is(err, consent.ErrNoConsent) {
			t.Errorf("%q, %q: %d sent, error is %v", respelled.From, respelled.MessagingServiceSID, sent.calls, err)
			continue
		}
		if !errors.Is(err, channels.ErrAddress) && !errors.Is(err, twilio.ErrFromRequired) || strings.Contains(err.Error(), "555") {
			t.Errorf("%q, %q: error is %v", respelled.From, respelled.MessagingServiceSID, err)
		}
	}
}

// Twilio knows of an opt-out that the ledger does not.
func TestGateLearnsFromARefusal(t *testing.T) {
	t.Parallel()
	refusal := &twilio.Error{Status: http.StatusBadRequest, Code: twilio.ErrUnsubscribedRecipient}
	keeper, sent := consent.NewKeeper(new(consent.Memory)), &counter{err: refusal}
	record(t, keeper, event(consent.OptedIn, noon, "1"))
	gate := keeper.Gate(sent.create, consent.RequireOptIn)
	params := &twilio.CreateMessageParams{To: alice, From: channels.Address(shop)}
	before := time.Now()
	_, err := gate.Create(t.Context(), params)
	if !errors.Is(err, twilio.ErrUnsubscribedRecipient) || !errors.Is(err, consent.ErrOptedOut) {
		t.Errorf("error is %v", err)
	}
	if _, err := gate.Create(t.Context(), params); !errors.Is(err, consent.ErrOptedOut) || sent.calls != 1 {
		t.Errorf("after %d calls, error is %v", sent.calls, err)
	}
	want := []consent.Event{
		event(consent.OptedIn, noon, "1"),
		{Person: alice, Sender: shop, State: consent.OptedOut, Source: consent.SourceTwilio, Time: before},
	}
	if diff := cmp.Diff(want, history(t, keeper), cmpopts.IgnoreFields(consent.Event{}, "ID"), cmpopts.EquateApproxTime(time.Minute)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A START that arrives while the message is being refused is newer than the refusal.
func TestGateRefusalIsAsOldAsTheCall(t *testing.T) {
	t.Parallel()
	keeper := consent.NewKeeper(new(consent.Memory))
	gate := keeper.Gate(func(context.Context, *twilio.CreateMessageParams) (*twilio.Message, error) {
		e := event(consent.OptedIn, time.Time{}, "SM1")
		record(t, keeper, e)
		return nil, twilio.ErrUnsubscribedRecipient
	}, consent.RespectOptOut)
	_, err := gate.Create(t.Context(), &twilio.CreateMessageParams{To: alice, From: channels.Address(shop)})
	if !errors.Is(err, consent.ErrOptedOut) {
		t.Errorf("error is %v", err)
	}
	if got := current(t, keeper, alice, shop); got != consent.OptedIn {
		t.Errorf("the state is %q", got)
	}
}

// Other failures say nothing of consent, and neither does a refusal by a gate before the next.
func TestGateLeavesOtherErrorsAlone(t *testing.T) {
	t.Parallel()
	params := &twilio.CreateMessageParams{To: alice, From: channels.Address(shop)}
	for _, cause := range []error{errDown, twilio.ErrInvalidTo, consent.ErrOptedOut} {
		keeper := consent.NewKeeper(new(consent.Memory))
		if _, err := keeper.Gate((&counter{err: cause}).create, consent.RespectOptOut).Create(t.Context(), params); !errors.Is(err, cause) {
			t.Errorf("error is %v, want %v", err, cause)
		}
		if got := history(t, keeper); len(got) > 0 {
			t.Errorf("%v is recorded as %v", cause, got)
		}
	}
	keeper := consent.NewKeeper(new(consent.Memory))
	sent := new(counter)
	both := keeper.Gate(keeper.Gate(sent.create, consent.RequireOptIn).Create, consent.RespectOptOut)
	if _, err := both.Create(t.Context(), params); !errors.Is(err, consent.ErrNotOptedIn) || sent.calls > 0 {
		t.Errorf("error is %v", err)
	}
}

// That Twilio refused and that the ledger could not be told are both said.
func TestGateCannotRecordARefusal(t *testing.T) {
	t.Parallel()
	l := new(readOnly)
	_, err := consent.NewKeeper(l).Gate((&counter{err: twilio.ErrUnsubscribedRecipient}).create, consent.RespectOptOut).
		Create(t.Context(), &twilio.CreateMessageParams{To: alice, From: channels.Address(shop)})
	for _, want := range []error{consent.ErrOptedOut, twilio.ErrUnsubscribedRecipient, errDown} {
		if !errors.Is(err, want) {
			t.Errorf("error is %v, want %v", err, want)
		}
	}
}

// A refusal is recorded once, by the gate that is next to Twilio, though the caller has gone.
func TestGateRecordsARefusalOnce(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	l := new(strict)
	keeper := consent.NewKeeper(l)
	inner := keeper.Gate(func(context.Context, *twilio.CreateMessageParams) (*twilio.Message, error) {
		cancel()
		return nil, twilio.ErrUnsubscribedRecipient
	}, consent.RespectOptOut)
	_, err := keeper.Gate(inner.Create, consent.RespectOptOut).
		Create(ctx, &twilio.CreateMessageParams{To: alice, From: channels.Address(shop)})
	if !errors.Is(err, consent.ErrOptedOut) || errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if got := history(t, l); len(got) != 1 {
		t.Errorf("recorded: %v", got)
	}
}

// strict is a ledger that heeds its context, as databases do.
type strict struct{ consent.Memory }

func (l *strict) Record(ctx context.Context, e consent.Event) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return l.Memory.Record(ctx, e)
}

// readOnly is a ledger that takes no event.
type readOnly struct{ consent.Memory }

func (*readOnly) Record(context.Context, consent.Event) error { return errDown }
