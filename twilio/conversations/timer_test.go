package conversations_test

import (
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

func TestAfter(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]conversations.Timer{
		time.Minute:                       "PT1M",
		10 * time.Minute:                  "PT10M",
		90 * time.Second:                  "PT1M30S",
		72 * time.Hour:                    "PT72H",
		time.Hour + time.Second:           "PT1H1S",
		1500 * time.Millisecond:           "PT1S",
		999 * time.Millisecond:            "PT0S",
		0:                                 "PT0S",
		-time.Minute:                      "-PT1M",
		-time.Millisecond:                 "PT0S",
		-1 << 63:                          "-PT2562047H47M16S",
		1<<63 - 1:                         "PT2562047H47M16S",
		24*time.Hour + 30*time.Minute + 1: "PT24H30M",
	} {
		if got := conversations.After(d); got != want {
			t.Errorf("After(%v) = %s, want %s", d, got, want)
		}
	}
}

func TestTimerDuration(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for timer, want := range map[conversations.Timer]time.Duration{
		"PT1M": time.Minute, "PT10M": 10 * time.Minute, "PT24H": day, "P3D": 3 * day, "P2W": 14 * day,
		"P1W2DT3H4M5S": 9*day + 3*time.Hour + 4*time.Minute + 5*time.Second, "PT0S": 0, "PT90M": 90 * time.Minute,
		"PT007M": 7 * time.Minute,
	} {
		if got, ok := timer.Duration(); got != want || !ok {
			t.Errorf("%s: %v, %v, want %v", timer, got, ok, want)
		}
	}
	for _, timer := range []conversations.Timer{
		"", "P", "PT", "P1DT", "1M", "PT1", "PT M", "PTM", "P1M", "P1Y", "P1Y2D", "PT1.5H", "PT1M1H", "P1H", "PT1D", "PT1M1M",
		"-PT1M", "PT-1M", "PT+1M", "pt1m", "PT1Mx", "PT9223372037S", "PT99999999999999999999S", "P15250WT17000H", "PT1M T1S", "PT٣M",
	} {
		if got, ok := timer.Duration(); ok {
			t.Errorf("%q: %v, want none", timer, got)
		}
	}
}

// FuzzTimer holds that a timer that reads as a duration is made of it again, in its plainest form.
func FuzzTimer(f *testing.F) {
	for _, s := range []string{"PT1M", "P1W2DT3H4M5S", "P1Y", "PT1.5H", "PT9223372036S", "-PT1M", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := conversations.Timer(s).Duration()
		if !ok {
			return
		}
		if d < 0 {
			t.Errorf("%q is %v", s, d)
		}
		plain := conversations.After(d)
		if again, ok := plain.Duration(); again != d || !ok {
			t.Errorf("%q is %v, and that %q, which is %v", s, d, plain, again)
		}
	})
}
