package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// With -state, phones show after a restart what they showed before, and nothing after a reset.
func TestState(t *testing.T) { //nolint:tparallel // one run at a time has the file
	t.Parallel()
	file := filepath.Join(t.TempDir(), "twilio.state")
	for i, want := range []int{0, 2, 0} { //nolint:paralleltest // messages shown, by one run at a time
		t.Run("", func(t *testing.T) {
			d := start(t, "-state", file, "-number", shopNumber+"="+shop(t, echo)+"/sms")
			var shown struct{ Messages []message }
			d.do(d.request("GET", "/phones/+15558675310/messages", nil), &shown)
			if len(shown.Messages) != want {
				t.Errorf("start %d: the phone shows %v", i, shown.Messages)
			}
			var x sent
			d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), &x)
			if len(x.Replies) != 1 {
				t.Errorf("start %d: replies %v", i, x.Replies)
			}
			if i == 1 {
				if got := d.do(d.request("POST", "/reset", nil), nil); got != http.StatusOK {
					t.Errorf("HTTP %d", got)
				}
			}
		})
	}
	err := run(t.Context(), t.Output(), []string{"-addr", "127.0.0.1:0", "-state", file, "-token", "another"})
	if err == nil || !strings.Contains(err.Error(), "another auth token") {
		t.Errorf("with another token: %v", err)
	}
}
