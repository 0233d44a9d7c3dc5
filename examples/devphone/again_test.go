package main

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// shownAs decodes the first event of a kind, which is an exchange.
func (d *running) shownAs(kind string) (e exchange) {
	d.t.Helper()
	if err := json.Unmarshal([]byte(d.event(kind)), &e); err != nil {
		d.t.Fatal(err)
	}
	return e
}

// A webhook made again comes with the same parameters and a signature that the app accepts, and what
// the app answers goes to nobody.
func TestWebhookAgain(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	app := shop(t, func(m *webhook.IncomingMessage) *twiml.Response {
		calls.Add(1)
		return echo(m)
	})
	d := start(t, "-number", shopNumber+"="+app+"/sms")
	d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello & hi"}}), nil)
	first := d.shownAs("webhook")
	var again exchange
	if status := d.do(d.request("POST", "/events/"+first.ID+"/again", nil), &again); status != 200 {
		t.Fatalf("HTTP %d", status)
	}
	if calls.Load() != 2 || again.Status != 200 || again.Again != first.ID || again.ID == first.ID {
		t.Errorf("%d calls, %+v", calls.Load(), again)
	}
	if diff := cmp.Diff(first.Params, again.Params); diff != "" {
		t.Errorf("parameters (-first +again):\n%s", diff)
	}
	var shown struct{ Messages []message }
	d.do(d.request("GET", "/phones/+15558675310/messages", nil), &shown)
	if len(shown.Messages) != 2 {
		t.Errorf("the phone shows %d messages", len(shown.Messages))
	}
}

// A call made again is the app's: the same parameters, under its credentials.
func TestCallAgain(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	if _, err := d.client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shopNumber, To: aliceNumber, Body: "Hi"}); err != nil {
		t.Fatal(err)
	}
	first := d.shownAs("call")
	var again exchange
	if status := d.do(d.request("POST", "/events/"+first.ID+"/again", nil), &again); status != 200 || again.Status != 201 {
		t.Fatalf("HTTP %d, %+v", status, again)
	}
	messages, err := twilio.Collect(d.client().Messages.List(t.Context(), nil), 0)
	if err != nil || len(messages) != 2 {
		t.Errorf("there are %d messages, %v", len(messages), err)
	}
	d.do(d.request("POST", "/faults", url.Values{"Fault": {"break-before"}}), nil)
	if status := d.do(d.request("POST", "/events/"+first.ID+"/again", nil), &again); status != 200 || again.Error == "" {
		t.Errorf("HTTP %d, and no error in %+v", status, again)
	}
}

func TestNothingToSendAgain(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, echo)+"/sms")
	d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), nil)
	run, _, _ := strings.Cut(d.shownAs("webhook").ID, "-")
	for _, id := range []string{"x", "0", run + "-0", run + "-99", "other-1"} {
		if got := d.do(d.request("POST", "/events/"+id+"/again", nil), nil); got != http.StatusNotFound {
			t.Errorf("%s: HTTP %d", id, got)
		}
	}
	r := d.request("POST", "/events/1/again", nil)
	r.Header.Set("Origin", "https://evil.example")
	if got := d.do(r, nil); got != http.StatusForbidden {
		t.Errorf("a foreign page: HTTP %d", got)
	}
}

// Who comes back goes on where it was, and who was with an earlier devphone starts over.
func TestEventsResume(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, echo)+"/sms")
	d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), nil)
	run, _, _ := strings.Cut(d.shownAs("webhook").ID, "-")
	d.event("message") // so that there are two
	for last, want := range map[string]string{
		run + "-1": "id: " + run + "-2", "zzzzzzzz-1": "event: reset", run + "-999": "event: reset", "0": "id: " + run + "-1",
	} {
		r := d.request("GET", "/events", nil)
		r.Header.Set("Last-Event-ID", last)
		resp, err := new(http.Client).Do(r)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(resp.Body)
		for range 3 { // past the line that says when to try again
			lines.Scan()
		}
		resp.Body.Close()
		if got := lines.Text(); got != want {
			t.Errorf("after %s: %q, want %q", last, got, want)
		}
	}
	if got := d.do(d.request("GET", "/events?since=soon", nil), nil); got != http.StatusBadRequest {
		t.Errorf("HTTP %d", got)
	}
}

// A phone can be asked for what came after those that are known.
func TestMessagesAfter(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, echo)+"/sms")
	d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), nil)
	for after, want := range map[string]int{"": 2, "0": 2, "1": 1, "2": 0, "3": 0} {
		var shown struct{ Messages []message }
		d.do(d.request("GET", "/phones/+15558675310/messages?after="+after, nil), &shown)
		if len(shown.Messages) != want {
			t.Errorf("after %q: %d messages, want %d", after, len(shown.Messages), want)
		}
	}
	if got := d.do(d.request("GET", "/phones/+15558675310/messages?after=SM1", nil), nil); got != http.StatusBadRequest {
		t.Errorf("HTTP %d", got)
	}
}

func TestProblemsHaveLines(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		document string
		want     []problem
	}{
		"verbs": {
			"<?xml version=\"1.0\"?>\n<Response>\n  <Message>fine</Message>\n  <Message\n    to=\"nobody\">Hi</Message>\n  <Say>Hi</Say>\n</Response>",
			[]problem{{Path: "/Response/Message[2]/@to", Line: 4, Code: 14101}, {Path: "/Response/Say[1]", Line: 6, Code: 14110}},
		},
		"text":   {"<Response>\n\nHi</Response>", []problem{{Path: "/Response/text()[1]", Line: 3, Code: 12200}}},
		"broken": {"<Response>\n<Message>Fish & chips</Message></Response>", []problem{{Line: 2, Code: 12100}}},
		"root":   {"\n<Reply/>", []problem{{Line: 1, Code: 12102}}},
		"JSON":   {"{}", nil},
	} {
		contentType := "text/xml"
		if name == "JSON" {
			contentType = "application/json"
		}
		var got []problem
		for _, p := range documentProblems(contentType, []byte(tt.document)) {
			got = append(got, problem{Path: p.Path, Line: p.Line, Code: p.Code})
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
