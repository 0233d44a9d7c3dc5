package channels_test

import (
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/channels"
)

func TestChannelSession(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	for _, tc := range []struct {
		fact    string
		channel channels.Channel
		last    time.Time
		want    channels.Session
	}{
		{"SMS is always open", channels.ChannelSMS, time.Time{}, channels.SessionOpen},
		{"SMS is always open", channels.ChannelSMS, ago(100 * day), channels.SessionOpen},
		{"RCS is always open", channels.ChannelRCS, time.Time{}, channels.SessionOpen},
		{"WhatsApp takes a template first", channels.ChannelWhatsApp, time.Time{}, channels.SessionTemplate},
		{"a message opens it", channels.ChannelWhatsApp, now, channels.SessionOpen},
		{"for 24 hours", channels.ChannelWhatsApp, ago(day - 1), channels.SessionOpen},
		{"and no longer", channels.ChannelWhatsApp, ago(day), channels.SessionTemplate},
		{"clocks that differ do not matter", channels.ChannelWhatsApp, now.Add(time.Minute), channels.SessionOpen},
		{"but what is far ahead is no time", channels.ChannelWhatsApp, now.Add(time.Minute + 1), channels.SessionTemplate},
		{"on any channel", channels.ChannelMessenger, now.AddDate(10, 0, 0), channels.SessionClosed},
		{"that has a window", channels.ChannelSMS, now.AddDate(10, 0, 0), channels.SessionOpen},
		{"on Messenger people write first", channels.ChannelMessenger, time.Time{}, channels.SessionClosed},
		{"which opens it", channels.ChannelMessenger, ago(day - 1), channels.SessionOpen},
		{"for 24 hours, and there are no templates", channels.ChannelMessenger, ago(day), channels.SessionClosed},
		{"nothing is known of other channels", "pigeon", now, channels.SessionClosed},
	} {
		if got := tc.channel.Session(tc.last, now); got != tc.want {
			t.Errorf("%s: %s is %s %v after the last message, want %s", tc.fact, tc.channel, got, now.Sub(tc.last), tc.want)
		}
	}
}

const (
	ours   channels.Address = "whatsapp:+15557122661"
	theirs channels.Address = "whatsapp:+15558675310"
)

func TestSessions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s channels.Sessions
		expect := func(want channels.Session) {
			t.Helper()
			if got := s.Session(ours, theirs); got != want || s.NeedsTemplate(ours, theirs) != (want == channels.SessionTemplate) {
				t.Errorf("the session is %s, want %s", got, want)
			}
			if s.Until(ours, theirs).IsZero() != (want == channels.SessionTemplate) {
				t.Errorf("a session that is %s ends at %v", want, s.Until(ours, theirs))
			}
		}
		expect(channels.SessionTemplate)
		s.Received(ours, theirs)
		expect(channels.SessionOpen)
		if got := time.Until(s.Until(ours, theirs)); got != 24*time.Hour {
			t.Errorf("the session lasts %v", got)
		}
		// Another of our addresses has a session of its own, and so has another person, and the way back.
		for _, pair := range [][2]channels.Address{
			{"whatsapp:+15557122662", theirs}, {ours, "whatsapp:+15558675311"}, {theirs, ours}, {"", theirs},
		} {
			if !s.NeedsTemplate(pair[0], pair[1]) {
				t.Errorf("%v needs no template", pair)
			}
		}
		// Each message prolongs it; one that is told late does not shorten it.
		time.Sleep(20 * time.Hour)
		s.Received(ours, theirs)
		s.ReceivedAt(ours, theirs, time.Now().Add(-time.Hour))
		time.Sleep(24*time.Hour - 1)
		expect(channels.SessionOpen)
		time.Sleep(time.Nanosecond)
		expect(channels.SessionTemplate)
		// What was over before it was told opens nothing, what was not opens for the rest.
		var none channels.Sessions
		none.ReceivedAt(ours, theirs, time.Now().Add(-24*time.Hour))
		if n := none.Len(); n != 0 {
			t.Errorf("%d sessions are kept that were over before they were told", n)
		}
		s.ReceivedAt(ours, theirs, time.Now().Add(-24*time.Hour))
		expect(channels.SessionTemplate)
		s.ReceivedAt(ours, theirs, time.Now().Add(-23*time.Hour))
		expect(channels.SessionOpen)
		time.Sleep(time.Hour)
		expect(channels.SessionTemplate)
	})
}

func TestSessionsWithoutWindow(t *testing.T) {
	t.Parallel()
	var s channels.Sessions
	for _, to := range []channels.Address{"+15558675310", "rcs:+15558675310", "pigeon:7"} {
		s.Received("+15557122661", to)
		if s.NeedsTemplate("+15557122661", to) || !s.Until("+15557122661", to).IsZero() {
			t.Errorf("%s has a window", to)
		}
	}
	if n := s.Len(); n != 0 {
		t.Errorf("%d sessions are kept for nothing", n)
	}
	if got := s.Session("messenger:1", "messenger:2"); got != channels.SessionClosed {
		t.Errorf("nobody wrote on Messenger, and it is %s", got)
	}
	s.Received("messenger:1", "messenger:2")
	if got := s.Session("messenger:1", "messenger:2"); got != channels.SessionOpen {
		t.Errorf("somebody wrote on Messenger, and it is %s", got)
	}
}

func TestSessionsForget(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		person := func(i int) channels.Address { return channels.WhatsApp(fmt.Sprintf("+1555%07d", i)) }
		s := channels.Sessions{Limit: 3}
		for i := range 3 {
			s.Received(ours, person(i))
			time.Sleep(time.Hour)
		}
		s.Received(ours, person(0)) // wrote first and last
		s.Received(ours, person(3))
		for i, needs := range []bool{false, true, false, false} { // of those that are kept, 1 wrote first
			if got := s.NeedsTemplate(ours, person(i)); got != needs {
				t.Errorf("person %d needs a template: %v", i, got)
			}
		}
		if n := s.Len(); n != 3 {
			t.Errorf("%d sessions are kept", n)
		}
		// What is over makes room before the limit is reached.
		time.Sleep(25 * time.Hour)
		s.Received(ours, person(9))
		if n := s.Len(); n != 1 {
			t.Errorf("%d sessions are kept a day later", n)
		}
	})
}

// After a restart times come in any order, and those who wrote longest ago are forgotten.
func TestSessionsRestoredInAnyOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		person := func(hours int) channels.Address { return channels.WhatsApp(fmt.Sprintf("+1555%07d", hours)) }
		s := channels.Sessions{Limit: 3}
		for _, hours := range []int{1, 23, 12, 22, 0, 5, 20} {
			s.ReceivedAt(ours, person(hours), time.Now().Add(-time.Duration(hours)*time.Hour))
		}
		s.ReceivedAt(ours, person(6), time.Now().AddDate(1, 0, 0)) // is no time
		for _, hours := range []int{0, 1, 5, 6, 12, 20, 22, 23} {
			if got, want := s.NeedsTemplate(ours, person(hours)), hours > 5; got != want {
				t.Errorf("who wrote %d hours ago needs a template: %v", hours, got)
			}
		}
		// What is over is forgotten, though nobody new writes.
		time.Sleep(19 * time.Hour)
		s.Received(ours, person(0))
		if n := s.Len(); n != 2 {
			t.Errorf("%d sessions are kept", n)
		}
	})
}

func TestSessionsConcurrently(t *testing.T) {
	t.Parallel()
	s := channels.Sessions{Limit: 50}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 200 {
				to := channels.WhatsApp(fmt.Sprintf("+1555%07d", i*(g+1)))
				s.Received(ours, to)
				s.NeedsTemplate(ours, to)
			}
		})
	}
	wg.Wait()
	if n := s.Len(); n != 50 {
		t.Errorf("%d sessions are kept", n)
	}
}

func TestSessionsLogNobody(t *testing.T) {
	t.Parallel()
	var s channels.Sessions
	s.Received(ours, theirs)
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, nil)).Info("kept", slog.Any("window", &s))
	if got := b.String(); strings.Contains(got, "5558675310") || !strings.Contains(got, "window.sessions=1") {
		t.Error(got)
	}
}

func BenchmarkSessionsReceived(b *testing.B) {
	b.ReportAllocs()
	people := make([]channels.Address, 2*channels.DefaultSessionLimit)
	for i := range people {
		people[i] = channels.WhatsApp(fmt.Sprintf("+1555%07d", i))
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var s channels.Sessions
	for i := 0; b.Loop(); i++ {
		s.Received(ours, people[i%len(people)])
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if n := s.Len(); n > 0 {
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "B/session")
	}
}
