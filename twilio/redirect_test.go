package twilio_test

import (
	"errors"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

func TestCallsFollowNoRedirect(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, location := range []string{"https://evil.example/", "http://api.twilio.com/", "/elsewhere", "", "//evil.example"} {
			for method, call := range methods {
				if method == "download" {
					continue
				}
				w := newWire(t, always(status, ``, "Location", location))
				err := call(t.Context(), w.client())
				if e, ok := errors.AsType[*twilio.Error](err); !ok || e.Status != status || w.count() != 1 {
					t.Errorf("%s, HTTP %d to %q: %d requests, %v", method, status, location, w.count(), err)
				}
			}
		}
	}
}
