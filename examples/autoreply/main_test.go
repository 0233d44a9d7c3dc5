package main

import (
	"flag"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	synctest.Test(t, func(t *testing.T) {
		if err := run(&out); err != nil {
			t.Error(err)
		}
	})
	if *update {
		if err := os.WriteFile("testdata/run.txt", []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/run.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

func TestOpens(t *testing.T) {
	t.Parallel()
	const layout = "Mon Jan 2 15:04:05"
	for at, want := range map[string]string{
		"Mon Mar 2 00:00:00":  "Mon Mar 2 09:00:00",
		"Mon Mar 2 08:59:59":  "Mon Mar 2 09:00:00",
		"Mon Mar 2 09:00:00":  "Mon Mar 2 09:00:00",
		"Mon Mar 2 16:59:59":  "Mon Mar 2 16:59:59",
		"Mon Mar 2 17:00:00":  "Tue Mar 3 09:00:00",
		"Fri Mar 6 17:00:00":  "Mon Mar 9 09:00:00",
		"Sat Mar 7 12:00:00":  "Mon Mar 9 09:00:00",
		"Sun Mar 8 23:59:59":  "Mon Mar 9 09:00:00",
		"Tue Mar 31 20:00:00": "Wed Apr 1 09:00:00",
	} {
		now, err := time.Parse(layout+" 2006", at+" 2026")
		if err != nil {
			t.Fatal(err)
		}
		if got := opens(now).Format(layout); got != want {
			t.Errorf("opens(%s) is %s, want %s", at, got, want)
		}
	}
}

// An app's function is tested by calling it.
func TestAnswer(t *testing.T) {
	t.Parallel()
	s := &shop{now: func() time.Time { return time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC) }}
	const known = "This is the cake shop. Reply MENU or HOURS, or just ask."
	for _, tt := range []struct{ from, body, want string }{
		{"+15558675310", " Hours?\n", "We are open from Monday to Friday, 9 to 5."},
		{"+15558675310", "hours and menu", "Thank you! One of us will answer in a minute."},
		{"+15558675310", "", "Thank you! One of us will answer in a minute."},
		{"+15558675310", "stop", ""},
		{"+15558675310", "yes", ""},
		{"whatsapp:+15558675310", "INFO", known},
		{"whatsapp:+15558675310", "stop", ""},
		{"whatsapp:+15558675310", "yes", "Thank you! One of us will answer in a minute."},
	} {
		r, err := s.answer(t.Context(), webhook.ParseMessage(url.Values{"From": {tt.from}, "Body": {tt.body}}))
		if err != nil {
			t.Fatal(err)
		}
		var want *twiml.Response
		if tt.want != "" {
			want = twiml.Reply(tt.want)
		}
		if diff := cmp.Diff(want.String(), r.String()); diff != "" {
			t.Errorf("%s, %q (-want +got):\n%s", tt.from, tt.body, diff)
		}
	}
}
