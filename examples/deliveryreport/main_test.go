package main

import (
	"flag"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/webhook"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	synctest.Test(t, func(t *testing.T) {
		if err := run(t.Context(), &out); err != nil {
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

// Callbacks come in any order, and more than once.
func TestCallbacksInAnyOrder(t *testing.T) {
	t.Parallel()
	const delivered, failed = "7  sms       delivered\n\n1 messages: 1 delivered\n",
		"7  sms       undelivered: 30006, Landline or unreachable carrier\n\n1 messages: 1 undelivered\n"
	for statuses, want := range map[string]string{
		"queued sent delivered":      delivered,
		"delivered sent queued":      delivered,
		"sent delivered queued sent": delivered,
		"undelivered sent":           failed,
		"sent undelivered":           failed,
		"sent queued":                "7  sms       sent\n\n1 messages: 1 sent\n",
	} {
		var r report
		for status := range strings.FieldsSeq(statuses) {
			params := url.Values{"MessageSid": {"SM1"}, "MessageStatus": {status}, "To": {"+15558675310"}}
			if status == string(twilio.StatusUndelivered) {
				params.Set("ErrorCode", "30006")
			}
			s := webhook.ParseStatus(params)
			s.Query = url.Values{"order": {"7"}}
			if err := r.callback(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
		var out strings.Builder
		r.print(&out)
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", statuses, diff)
		}
	}
}
