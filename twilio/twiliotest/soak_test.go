package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// soakVariable is the environment variable that makes TestSoak go on for a time such as "1m".
const soakVariable = "TWILIOTEST_SOAK"

const (
	soakPeople = 100 // at once,
	soakRounds = 20  // each, without the variable
	otherShop  = "+15557122662"
)

// TestSoak has a hundred goroutines send, receive, cancel, redact, delete, list and inject faults at
// once, and then accounts for every message: what was acknowledged is there or was deleted, nothing
// else is there, each is in one final state, and its callbacks lead to it.
func TestSoak(t *testing.T) {
	t.Parallel()
	var lasts time.Duration
	if v := os.Getenv(soakVariable); v != "" {
		d, err := time.ParseDuration(v)
		if err != nil {
			t.Fatal(err)
		}
		lasts = d
	}
	s := newSoak(t)
	start := time.Now()
	var all sync.WaitGroup
	for n := range soakPeople {
		all.Go(func() {
			p := &soaker{soak: s, n: n, rand: rand.New(rand.NewPCG(1, uint64(n)))}
			for round := 0; lasts == 0 && round < soakRounds || time.Since(start) < lasts; round++ {
				p.act(t, round)
			}
		})
	}
	all.Wait()
	s.heal()
	for _, m := range s.tw.Messages() {
		if m.Status == twilio.StatusScheduled { // whose cancellation a fault prevented
			if _, err := s.client.Messages.Update(t.Context(), m.SID, &twilio.UpdateMessageParams{Status: twilio.StatusCanceled}); err != nil {
				t.Error(err)
			}
		}
	}
	s.tw.Wait()
	s.account(t)
}

// soak is what is known of what a hundred goroutines did.
type soak struct {
	tw      *twiliotest.Twilio
	client  *twilio.Client
	service string

	mu       sync.Mutex
	acked    map[string]bool // by SID, in an answer to the app or to a person
	unsure   map[string]bool // by text: nobody knows whether it was taken
	deleted  map[string]bool
	perhaps  map[string]bool // deleted, but nobody knows
	told     map[string][]twilio.MessageStatus
	injected map[string]int
	heals    []func()
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	tw := twiliotest.New(t, twiliotest.WithLoopGuard(0, 0))
	s := &soak{
		tw: tw, client: tw.Client(twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 1})), // so that a call is one request
		acked: map[string]bool{}, unsure: map[string]bool{}, deleted: map[string]bool{}, perhaps: map[string]bool{},
		told: map[string][]twilio.MessageStatus{}, injected: map[string]int{},
	}
	v, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		t.Fatal(err)
	}
	app := http.NewServeMux()
	app.Handle("POST /status", webhook.Statuses(v, func(_ context.Context, c *webhook.StatusCallback) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.told[c.MessageSID] = append(s.told[c.MessageSID], c.Status)
		return nil
	}))
	app.Handle("POST /sms", webhook.Messages(v, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		return twiml.NewResponse(twiml.Message{Body: "re: " + m.Body, StatusCallback: "/status"}), nil
	}))
	tw.Mount("https://app.example/", app)
	tw.AddNumber(shop)
	tw.AddNumber(otherShop)
	s.service = tw.AddService("soak", twiliotest.Senders(shop, otherShop),
		twiliotest.ServiceSetting("InboundRequestUrl", "https://app.example/sms"))
	return s
}

func (s *soak) heal() {
	for _, heal := range s.heals {
		heal()
	}
}

// note changes what is known.
func (s *soak) note(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// soakFaults is one fault of each kind.
func soakFaults() map[string]twiliotest.Fault {
	return map[string]twiliotest.Fault{
		"code":      twiliotest.FaultCode(twilio.ErrUnsubscribedRecipient),
		"throttle":  twiliotest.FaultThrottle(0),
		"server":    twiliotest.FaultServer(http.StatusServiceUnavailable),
		"refuse":    twiliotest.FaultRefuseConnection(),
		"before":    twiliotest.FaultBreakBefore(),
		"after":     twiliotest.FaultBreakAfter(),
		"slow":      twiliotest.FaultSlow(time.Millisecond),
		"failed":    twiliotest.FaultFailed(twilio.ErrUnreachableHandset),
		"undeliver": twiliotest.FaultUndelivered(twilio.ErrUnreachableHandset),
		"lost":      twiliotest.FaultLost(),
		"delay":     twiliotest.FaultDelay(time.Millisecond),
		"duplicate": twiliotest.FaultDuplicate(),
		"reorder":   twiliotest.FaultReorder(),
	}
}

// soaker is one of the goroutines.
type soaker struct {
	*soak
	n    int
	rand *rand.Rand
	sent []string // SIDs that were acknowledged
}

func (p *soaker) act(t *testing.T, round int) {
	t.Helper()
	to := channels.Address(fmt.Sprintf("+1555867%04d", p.n))
	text := fmt.Sprintf("%d-%d", p.n, round)
	ctx := t.Context()
	switch k := p.rand.IntN(16); {
	case k < 3:
		p.create(t, &twilio.CreateMessageParams{From: shop, To: to, Body: text})
	case k < 6:
		p.create(t, &twilio.CreateMessageParams{MessagingServiceSID: p.service, To: to, Body: text})
	case k < 8:
		sid := p.create(t, &twilio.CreateMessageParams{
			MessagingServiceSID: p.service, To: to, Body: text, ScheduleType: twilio.ScheduleFixed, SendAt: time.Now().Add(time.Hour),
		})
		if sid != "" {
			_, err := p.client.Messages.Update(ctx, sid, &twilio.UpdateMessageParams{Status: twilio.StatusCanceled})
			p.expected(t, err)
		}
	case k < 10:
		x := p.tw.Phone(to).Send(shop, text)
		if len(x.Replies) != 1 {
			t.Errorf("%d replies to %s", len(x.Replies), text)
			return
		}
		p.note(func() { p.acked[x.Message.SID], p.acked[x.Replies[0].SID] = true, true })
	case k < 11:
		_, err := p.client.Messages.ListPage(ctx, &twilio.ListMessagesParams{To: to})
		p.expected(t, err)
	case k < 13:
		names := soakFaults()
		name := slices.Sorted(maps.Keys(names))[p.rand.IntN(len(names))]
		heal := p.tw.Inject(names[name])
		p.note(func() { p.injected[name]++; p.heals = append(p.heals, heal) })
	case len(p.sent) == 0:
	case k < 14:
		_, err := p.client.Messages.Get(ctx, p.sent[len(p.sent)-1])
		p.expected(t, err)
	case k < 15:
		_, err := p.client.Messages.Update(ctx, p.sent[0], &twilio.UpdateMessageParams{Body: new("")})
		p.expected(t, err)
	default:
		p.remove(t, p.sent[0])
		p.sent = p.sent[1:]
	}
}

// create sends a message and returns its SID, "" if it was not acknowledged.
func (p *soaker) create(t *testing.T, params *twilio.CreateMessageParams) string {
	t.Helper()
	params.StatusCallback = "https://app.example/status"
	m, err := p.client.Messages.Create(t.Context(), params)
	switch {
	case err == nil:
		p.note(func() { p.acked[m.SID] = true })
		p.sent = append(p.sent, m.SID)
		return m.SID
	case !refused(err):
		p.note(func() { p.unsure[params.Body] = true })
	}
	p.expected(t, err)
	return ""
}

func (p *soaker) remove(t *testing.T, sid string) {
	t.Helper()
	switch err := p.client.Messages.Delete(t.Context(), sid); {
	case err == nil:
		p.note(func() { p.deleted[sid] = true })
	case !refused(err):
		p.note(func() { p.perhaps[sid] = true })
	default:
		p.expected(t, err)
	}
}

// refused reports whether Twilio answered a call, so that it is known to have changed nothing.
func refused(err error) bool {
	_, answered := errors.AsType[*twilio.Error](err)
	return answered
}

// expected reports an error that no fault of the soak explains.
func (p *soaker) expected(t *testing.T, err error) {
	t.Helper()
	e, answered := errors.AsType[*twilio.Error](err)
	switch {
	case err == nil, !answered: // the connection broke
	case e.Status == http.StatusTooManyRequests, e.Status == http.StatusServiceUnavailable:
	case e.Code == twilio.ErrUnsubscribedRecipient, e.Code == twilio.ErrNotComplete:
	default:
		t.Error(err)
	}
}

// account checks that every message is accounted for.
func (s *soak) account(t *testing.T) {
	t.Helper()
	there, lost := map[string]twiliotest.Message{}, 0
	for _, m := range s.tw.Messages() {
		there[m.SID] = m
		if !s.acked[m.SID] {
			if !s.unsure[m.Body] {
				t.Errorf("%s of %q was never asked for, or came twice", m.SID, m.Body)
			}
			delete(s.unsure, m.Body)
		}
		if s.deleted[m.SID] {
			t.Errorf("%s was deleted and is there", m.SID)
		}
		switch {
		case m.Status == twilio.StatusSent:
			lost++
		case !m.Status.Final():
			t.Errorf("%s ended as %s", m.SID, m.Status)
		}
		if m.Direction != twilio.DirectionInbound && len(s.told[m.SID]) == 0 {
			t.Errorf("no callback told that %s is %s", m.SID, m.Status)
		}
	}
	for sid := range s.acked {
		if _, ok := there[sid]; !ok && !s.deleted[sid] && !s.perhaps[sid] {
			t.Errorf("%s was acknowledged and is lost", sid)
		}
	}
	if lost > s.injected["lost"] {
		t.Errorf("%d messages were lost on the way, by %d faults", lost, s.injected["lost"])
	}
	twice, late := 0, 0
	for sid, told := range s.told {
		more, out := s.path(t, sid, told, there)
		twice, late = twice+more, late+out
	}
	if twice > s.injected["duplicate"] || late > s.injected["reorder"] {
		t.Errorf("%d callbacks came twice by %d faults, %d late by %d", twice, s.injected["duplicate"], late, s.injected["reorder"])
	}
	t.Logf("%d messages are there, %d were deleted, callbacks told of %d, faults: %v", len(there), len(s.deleted), len(s.told), s.injected)
}

// soakPaths are the callbacks that a message may have, in order.
var soakPaths = []string{
	"sent delivered", "sent undelivered", "sent", "failed", "canceled",
	"queued sent delivered", "queued sent undelivered", "queued sent", "queued failed",
}

// path checks the callbacks of a message, and returns how many came twice and how many late.
func (s *soak) path(t *testing.T, sid string, told []twilio.MessageStatus, there map[string]twiliotest.Message) (twice, late int) {
	t.Helper()
	order := []twilio.MessageStatus{
		twilio.StatusQueued, twilio.StatusSent, twilio.StatusDelivered, twilio.StatusUndelivered, twilio.StatusFailed, twilio.StatusCanceled,
	}
	var once []string
	for _, status := range order {
		n := 0
		for _, s := range told {
			if s == status {
				n++
			}
		}
		if n > 0 {
			once, twice = append(once, string(status)), twice+n-1
		}
	}
	for i := 1; i < len(told); i++ {
		if slices.Index(order, told[i]) < slices.Index(order, told[i-1]) {
			late++
		}
	}
	if path := strings.Join(once, " "); !slices.Contains(soakPaths, path) {
		t.Errorf("the callbacks of %s are %v", sid, told)
	}
	if m, ok := there[sid]; ok && (len(once) == 0 || once[len(once)-1] != string(m.Status)) {
		t.Errorf("%s is %s and its callbacks are %v", sid, m.Status, told)
	}
	return twice, late
}
