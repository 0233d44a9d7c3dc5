package twiliotest_test

import (
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// TestWhatHappenedIsKeptForAWhile makes more webhooks than are kept: those that are left are the newest,
// in order, each with its answer.
func TestWhatHappenedIsKeptForAWhile(t *testing.T) {
	t.Parallel()
	tw, app := twiliotest.Start(), &callbacks{} // whose story would make a long log
	defer tw.Close()
	tw.Mount("https://app.example/status", app)
	tw.AddNumber(shop)
	const messages = 5300 // with two callbacks each
	var sids []string
	for range messages {
		m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
		})
		if err != nil {
			t.Fatal(err)
		}
		tw.Wait()
		sids = append(sids, m.SID)
	}
	requests := tw.Requests()
	if n := len(requests); n < 10_000 || n > 10_300 {
		t.Fatalf("%d requests are kept", n)
	}
	for i, r := range requests {
		at := 2*messages - len(requests) + i // among all there were
		sid, status := sids[at/2], []string{"sent", "delivered"}[at%2]
		if r.Params.Get("MessageSid") != sid || r.Params.Get("MessageStatus") != status || r.Status != 204 {
			t.Fatalf("request %d has %v and got HTTP %d; want %s, %s", i, r.Params, r.Status, sid, status)
		}
	}
	story := strings.Split(strings.TrimSpace(tw.Dump()), "\n")
	// Of a message there are five lines, and that its call was answered may be the last of them.
	if n := len(story); n < 10_000 || n > 10_300 || !strings.Contains(strings.Join(story[n-5:], "\n"), sids[messages-1]+" delivered → 204") {
		t.Errorf("the story has %d lines, and ends with %q", n, story[n-5:])
	}
}
