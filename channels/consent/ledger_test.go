package consent_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/consent"
)

const (
	alice   channels.Address = "+15558675310"
	shop    consent.Sender   = "+15557122661"
	service consent.Sender   = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
)

var noon = time.Date(2024, 5, 24, 12, 0, 0, 0, time.UTC)

func event(state consent.State, at time.Time, id string) consent.Event {
	return consent.Event{Person: alice, Sender: shop, State: state, Source: consent.SourceAPI, Time: at, ID: id}
}

func record(t *testing.T, l consent.Ledger, events ...consent.Event) {
	t.Helper()
	for _, e := range events {
		if err := l.Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

func current(t *testing.T, l consent.Ledger, person channels.Address, sender consent.Sender) consent.State {
	t.Helper()
	e, err := l.Current(t.Context(), person, sender)
	if err != nil {
		t.Fatal(err)
	}
	return e.State
}

func history(t *testing.T, l consent.Ledger) []consent.Event {
	t.Helper()
	events, err := l.History(t.Context(), alice, shop)
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// The latest event by time holds, in whichever order the events were recorded; of two at once it is
// the opt-out.
func TestLatestEventHolds(t *testing.T) {
	t.Parallel()
	in, out, again := event(consent.OptedIn, noon, "1"), event(consent.OptedOut, noon.Add(time.Second), "2"), event(consent.OptedIn, noon.Add(time.Hour), "3")
	atOnce := event(consent.OptedOut, again.Time.Add(time.Nanosecond), "4") // the same microsecond
	for _, tt := range []struct {
		name   string
		events []consent.Event
		want   consent.State
	}{
		{"nothing", nil, consent.Unknown},
		{"in", []consent.Event{in}, consent.OptedIn},
		{"in, out", []consent.Event{in, out}, consent.OptedOut},
		{"out, told before in", []consent.Event{out, in}, consent.OptedOut},
		{"in, out, in", []consent.Event{in, out, again}, consent.OptedIn},
		{"in, out, in, told backwards", []consent.Event{again, out, in}, consent.OptedIn},
		{"out at the same time", []consent.Event{atOnce, again}, consent.OptedOut},
		{"out at the same time, told last", []consent.Event{again, atOnce}, consent.OptedOut},
		{"told twice", []consent.Event{in, out, in}, consent.OptedOut},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := new(consent.Memory)
			record(t, l, tt.events...)
			if got := current(t, l, alice, shop); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	l := new(consent.Memory)
	in, out := event(consent.OptedIn, noon, "1"), event(consent.OptedOut, noon.Add(1500*time.Nanosecond), "2")
	told := in
	told.Time = noon.Add(time.Hour) // another one of the same ID is not heard
	nameless := event(consent.OptedOut, noon.Add(time.Minute), "")
	record(t, l, out, in, told, nameless, nameless)
	out.Time = noon.Add(time.Microsecond)
	want := []consent.Event{in, out, nameless, nameless}
	got := history(t, l)
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(consent.Event{}, "ID")); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	if got[2].ID == "" || got[2].ID == got[3].ID {
		t.Errorf("IDs of events without one: %q and %q", got[2].ID, got[3].ID)
	}
	got[0].State = consent.OptedOut // a copy
	if diff := cmp.Diff(want[0], history(t, l)[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An opt-out whose ID is taken is not lost without a word.
func TestIDOfAnotherEvent(t *testing.T) {
	t.Parallel()
	l := new(consent.Memory)
	record(t, l, event(consent.OptedIn, noon, "form 7"))
	err := l.Record(t.Context(), event(consent.OptedOut, noon.Add(time.Hour), "form 7"))
	if !errors.Is(err, consent.ErrEvent) || strings.Contains(err.Error(), "555") {
		t.Errorf("error is %v", err)
	}
	other := event(consent.OptedOut, noon.Add(time.Hour), "form 7") // of another person
	other.Person = "+15558675311"
	record(t, l, other)
	if diff := cmp.Diff([]consent.Event{event(consent.OptedIn, noon, "form 7")}, history(t, l)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// At the same time an opt-out holds, though its ID comes first.
func TestOptOutHoldsAtTheSameTime(t *testing.T) {
	t.Parallel()
	in, out := event(consent.OptedIn, noon, "2"), event(consent.OptedOut, noon, "1")
	for _, events := range [][]consent.Event{{in, out}, {out, in}} {
		l := new(consent.Memory)
		record(t, l, events...)
		if got := current(t, l, alice, shop); got != consent.OptedOut {
			t.Errorf("%q", got)
		}
		if diff := cmp.Diff([]consent.Event{in, out}, history(t, l)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// One person's channels, and one channel's senders, have nothing to do with each other, but for RCS
// and SMS.
func TestConsentsAreIndependent(t *testing.T) {
	t.Parallel()
	l := new(consent.Memory)
	e := event(consent.OptedOut, noon, "1")
	e.Person = channels.RCS(string(alice))
	record(t, l, e)
	for _, tt := range []struct {
		person channels.Address
		sender consent.Sender
		want   consent.State
	}{
		{alice, shop, consent.OptedOut},
		{"rcs:+15558675310", shop, consent.OptedOut},
		{"sms:+15558675310", "sms:+15557122661", consent.OptedOut},
		{"whatsapp:+15558675310", shop, consent.Unknown},
		{"whatsapp:+15558675310", "whatsapp:+15557122661", consent.Unknown},
		{"+15558675311", shop, consent.Unknown},
		{alice, "+15557122662", consent.Unknown},
		{alice, service, consent.Unknown},
	} {
		if got := current(t, l, tt.person, tt.sender); got != tt.want {
			t.Errorf("%s, %s: %q, want %q", tt.person, tt.sender, got, tt.want)
		}
	}
}

// What cannot be recorded is refused, and no text tells whose it was.
func TestEventsThatNoLedgerTakes(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*consent.Event){
		"no person":        func(e *consent.Event) { e.Person = "" },
		"malformed person": func(e *consent.Event) { e.Person = "+1 555 8675310" },
		"no sender":        func(e *consent.Event) { e.Sender = "" },
		"no state":         func(e *consent.Event) { e.State = consent.Unknown },
		"unknown state":    func(e *consent.Event) { e.State = "perhaps" },
		"the future":       func(e *consent.Event) { e.Time = time.Now().Add(2 * time.Minute) },
	} {
		l := new(consent.Memory)
		e := event(consent.OptedIn, noon, "1")
		change(&e)
		for _, ledger := range []consent.Ledger{l, consent.NewKeeper(l), consent.NewSQL(nil, consent.SQLite)} {
			if err := ledger.Record(t.Context(), e); !errors.Is(err, consent.ErrEvent) || strings.Contains(err.Error(), "555") {
				t.Errorf("%s: error is %v", name, err)
			}
		}
		if got := history(t, l); len(got) > 0 {
			t.Errorf("%s: recorded all the same: %v", name, got)
		}
	}
}

// An address on a channel that this version does not know is one that Twilio wrote.
func TestPersonOnAnUnknownChannel(t *testing.T) {
	t.Parallel()
	l := new(consent.Memory)
	e := event(consent.OptedOut, noon, "1")
	e.Person = "apple:urn:1234"
	record(t, l, e)
	if got := current(t, l, e.Person, shop); got != consent.OptedOut {
		t.Errorf("%q", got)
	}
}

func TestMemoryIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	l := new(consent.Memory)
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 50 {
				state := consent.OptedIn
				if i%2 == 1 {
					state = consent.OptedOut
				}
				// Each event is told by two workers.
				id := string(rune('a'+worker/2)) + string(rune('A'+i))
				if err := l.Record(t.Context(), event(state, noon.Add(time.Duration(i)*time.Second), id)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := history(t, l); len(got) != 4*50 || got[len(got)-1].State != consent.OptedOut {
		t.Errorf("%d events, the last one %v", len(got), got[len(got)-1])
	}
}

func TestLogsHoldNoNumbers(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && a.Value.Time().After(noon) {
			return slog.Attr{}
		}
		return a
	}}))
	e := event(consent.OptedIn, noon, "SM1")
	log.Info("recorded", slog.Any("event", e))
	e.Sender = service
	log.Info("recorded", slog.Any("event", e))
	want := `level=INFO msg=recorded event.person=…10 event.sender=…61 event.state=opted-in event.source=api event.time=2024-05-24T12:00:00.000Z event.id=SM1
level=INFO msg=recorded event.person=…10 event.sender=MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa event.state=opted-in event.source=api event.time=2024-05-24T12:00:00.000Z event.id=SM1
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
