package twilio_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

func TestTimeoutOfAnAttempt(t *testing.T) {
	t.Parallel()
	stall := func(_ int, r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	trickle := func(_ int, r *http.Request) (*http.Response, error) {
		return replyReader(200, stallingReader{r.Context()}, -1), nil
	}
	for name, tt := range map[string]struct {
		answer  func(int, *http.Request) (*http.Response, error)
		options []twilio.Option
		method  string
		want    time.Duration
		retried int
	}{
		"no headers":                {stall, nil, "POST", 30 * time.Second, 1},
		"no body":                   {trickle, nil, "POST", 30 * time.Second, 1},
		"download without headers":  {stall, []twilio.Option{once}, "download", 30 * time.Second, 1},
		"one's own":                 {stall, []twilio.Option{twilio.WithTimeout(time.Second)}, "POST", time.Second, 1},
		"none, but for the context": {stall, []twilio.Option{twilio.WithTimeout(0)}, "POST", time.Hour, 1},
		"tried again": {
			stall, []twilio.Option{twilio.WithRetry(twilio.RetryPolicy{BaseDelay: 1, MaxDelay: 1})}, "GET", 90 * time.Second, 3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w, start := newWire(t, tt.answer), time.Now()
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				err := methods[tt.method](ctx, w.client(tt.options...))
				took := time.Since(start).Round(time.Millisecond)
				if !errors.Is(err, context.DeadlineExceeded) || took != tt.want || w.count() != tt.retried {
					t.Errorf("%d requests in %v: %v", w.count(), took, err)
				}
			})
		})
	}
}
