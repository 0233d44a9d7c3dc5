package twilio_test

import (
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

func TestMessageStatusAfter(t *testing.T) {
	t.Parallel()
	// Lives of messages. Each status is after all before it, and none is after itself.
	for _, life := range [][]twilio.MessageStatus{
		{"", twilio.StatusQueued, twilio.StatusSending, twilio.StatusSent, twilio.StatusDelivered, twilio.StatusRead},
		{"", twilio.StatusAccepted, twilio.StatusQueued, twilio.StatusSent, twilio.StatusUndelivered},
		{"", twilio.StatusScheduled, twilio.StatusQueued, twilio.StatusFailed},
		{"", twilio.StatusScheduled, twilio.StatusCanceled},
		{"", twilio.StatusReceiving, twilio.StatusReceived},
		{"", twilio.StatusSent, "on-its-way", twilio.StatusDelivered},
	} {
		for i, s := range life {
			for j, earlier := range life {
				if got := s.After(earlier); got != (i > j) {
					t.Errorf("%q after %q: %t", s, earlier, got)
				}
			}
		}
	}
}
