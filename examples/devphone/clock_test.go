package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

// statuses is an app that is told what becomes of its messages.
type statuses struct {
	mu   sync.Mutex
	seen []string
}

func (s *statuses) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, r.PostFormValue("MessageStatus"))
}

func (s *statuses) want(t *testing.T, list ...string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if diff := cmp.Diff(list, s.seen); diff != "" {
		t.Errorf("callbacks (-want +got):\n%s", diff)
	}
}

// clock moves devphone's clock, if form says so, and returns what it shows.
func (d *running) clock(form url.Values) time.Time {
	d.t.Helper()
	method := "POST"
	if form == nil {
		method = "GET"
	}
	var x struct{ Now time.Time }
	if got := d.do(d.request(method, "/clock", form), &x); got != http.StatusOK {
		d.t.Errorf("%v: HTTP %d", form, got)
	}
	return x.Now
}

// A program in any language sees sent what is scheduled for a day in the next month.
func TestClock(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber, "-delay", "1m", "-clock", "2026-03-01T09:00:00Z")
	app := &statuses{}
	server := httptest.NewServer(app)
	t.Cleanup(server.Close)
	nine := time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)
	if now := d.clock(nil); !now.Equal(nine) {
		t.Errorf("at first it is %v", now)
	}
	client := d.client()
	m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shopNumber, To: aliceNumber, Body: "Hi", StatusCallback: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	app.want(t)
	if now := d.clock(url.Values{"Advance": {"90s"}}); !now.Equal(nine.Add(90 * time.Second)) {
		t.Errorf("90 seconds later it is %v", now)
	}
	app.want(t, "sent")
	if now := d.clock(url.Values{"To": {"2026-03-02T10:00:00+01:00"}}); !now.Equal(nine.Add(24 * time.Hour)) {
		t.Errorf("a day later it is %v", now)
	}
	app.want(t, "sent", "delivered")
	got, err := client.Messages.Get(t.Context(), m.SID)
	if err != nil || !got.DateCreated.Equal(nine) || !got.DateUpdated.Equal(nine.Add(2*time.Minute)) {
		t.Errorf("delivered %+v, %v", got, err)
	}
	if e := d.event("clock"); !strings.Contains(e, `{"now":"2026-03-01T09:01:30Z"}`) {
		t.Errorf("GET /events tells %q", e)
	}
	d.do(d.request("POST", "/reset", nil), nil)
	if now := d.clock(nil); !now.Equal(nine) {
		t.Errorf("after a reset it is %v", now)
	}
}

func TestRunningClock(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	before := d.clock(nil)
	if ahead := d.clock(url.Values{"Advance": {"25h"}}).Sub(before); ahead < 25*time.Hour || ahead > 26*time.Hour {
		t.Errorf("%v ahead", ahead)
	}
	if now := d.clock(nil); now.Sub(before) < 25*time.Hour {
		t.Errorf("then it is %v", now)
	}
}

func TestClockRefuses(t *testing.T) {
	t.Parallel()
	d := start(t, "-clock", "2026-03-01T09:00:00Z")
	for form, want := range map[string]string{
		"":                             "Advance",
		"Advance=":                     "Advance",
		"Advance=tomorrow":             "Advance by this",
		"Advance=-1h":                  "it is 2026-03-01T09:00:00Z",
		"To=2026-02-28T09:00:00Z":      "it is 2026-03-01T09:00:00Z",
		"To=noon":                      "To this",
		"Advance=1h&To=2027-01-01":     "not both",
		"Advance=1h&Speed=2":           "Speed",
		"Advance=1h&Advance=2h&Stop=1": "Stop",
	} {
		values, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		var refusal struct{ Message string }
		if got := d.do(d.request("POST", "/clock", values), &refusal); got != http.StatusBadRequest || !strings.Contains(refusal.Message, want) {
			t.Errorf("%s: HTTP %d, %q", form, got, refusal.Message)
		}
	}
	if now := d.clock(nil).Format(time.RFC3339); now != "2026-03-01T09:00:00Z" {
		t.Errorf("then it is %s", now)
	}
	var out bytes.Buffer
	if err := run(t.Context(), &out, []string{"-clock", "noon"}); err == nil || !strings.Contains(err.Error(), "-clock") {
		t.Errorf("-clock noon: %v", err)
	}
}
