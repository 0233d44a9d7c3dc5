package twilio_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

var (
	errDial   = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	errProxy  = &net.OpError{Op: "proxyconnect", Net: "tcp", Err: errors.New("connection refused")}
	errBroken = &net.OpError{Op: "read", Net: "tcp", Err: errors.New("connection reset by peer")}
	errTLS    = &tls.CertificateVerificationError{Err: errors.New("unknown authority")}
)

// brokenBody is an answer whose connection breaks on the way.
func brokenBody(status int) func(int, *http.Request) (*http.Response, error) {
	return func(int, *http.Request) (*http.Response, error) {
		return replyReader(status, io.MultiReader(readerOf(`{"sid":`), failingReader{}), 100), nil
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

var methods = map[string]func(context.Context, *twilio.Client) error{
	"POST": func(ctx context.Context, c *twilio.Client) error {
		_, err := c.Messages.Create(ctx, &twilio.CreateMessageParams{Body: "x"})
		return err
	},
	"GET": func(ctx context.Context, c *twilio.Client) error {
		_, err := c.Messages.Get(ctx, messageSID)
		return err
	},
	"DELETE": func(ctx context.Context, c *twilio.Client) error { return c.Messages.Delete(ctx, messageSID) },
	"PUT": func(ctx context.Context, c *twilio.Client) error {
		_, err := twilio.Put[struct{}](ctx, c, c.Path("X"), nil)
		return err
	},
	"list": func(ctx context.Context, c *twilio.Client) error {
		_, err := twilio.Collect(c.Messages.List(ctx, nil), 0)
		return err
	},
	"download": func(ctx context.Context, c *twilio.Client) error {
		d, err := c.Messages.Media(messageSID).Download(ctx, mediaSID, 0)
		if err == nil {
			err = d.Close()
		}
		return err
	},
}

// TestRetryable counts the requests that a call sends while it keeps failing in one way.
func TestRetryable(t *testing.T) {
	t.Parallel()
	always3 := map[string]int{"POST": 3, "GET": 3, "DELETE": 3, "PUT": 3, "list": 3, "download": 3}
	safe3 := map[string]int{"POST": 1, "GET": 3, "DELETE": 3, "PUT": 1, "list": 3, "download": 3}
	never := map[string]int{"POST": 1, "GET": 1, "DELETE": 1, "PUT": 1, "list": 1, "download": 1}
	for name, tt := range map[string]struct {
		answer func(int, *http.Request) (*http.Response, error)
		want   map[string]int
	}{
		"429":                      {always(429, `{"code":20429}`), always3},
		"429 that is not JSON":     {always(429, `<html>`), always3},
		"429 that breaks off":      {brokenBody(429), always3},
		"never connected":          {fails(errDial), always3},
		"no connection to a proxy": {fails(errProxy), always3},
		"500":                      {always(500, `{}`), safe3},
		"501":                      {always(501, `{}`), never},
		"502":                      {always(502, `<html>`), safe3},
		"503 that breaks off":      {brokenBody(503), safe3},
		"connection broken":        {fails(errBroken), safe3},
		"closed without an answer": {fails(io.EOF), safe3},
		"certificate not trusted":  {fails(errTLS), never},
		"400":                      {always(400, `{"code":21211}`), never},
		"400 that breaks off":      {brokenBody(400), never},
		"404":                      {always(404, `{}`), never},
		"401":                      {always(401, `{}`), never},
		"409":                      {always(409, `{}`), never},
		"304":                      {always(304, ``), never},
	} {
		for method, call := range methods {
			t.Run(name+"/"+method, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					w := newWire(t, tt.answer)
					if err := call(t.Context(), w.client()); err == nil {
						t.Error("no error")
					}
					if n := w.count(); n != tt.want[method] {
						t.Errorf("%d requests, want %d", n, tt.want[method])
					}
				})
			})
		}
	}
}

// TestBrokenAnswer is a success that breaks off: what came of the request is not known.
func TestBrokenAnswer(t *testing.T) {
	t.Parallel()
	for method, want := range map[string]int{"POST": 1, "PUT": 1, "GET": 3, "DELETE": 3, "list": 3} {
		synctest.Test(t, func(t *testing.T) {
			w := newWire(t, brokenBody(200))
			if err := methods[method](t.Context(), w.client()); !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("%s: error is %v", method, err)
			}
			if n := w.count(); n != want {
				t.Errorf("%s: %d requests, want %d", method, n, want)
			}
		})
	}
}

// TestUnusableAnswer is a success that came whole and makes no sense: another try would make no
// more of it.
func TestUnusableAnswer(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"sid":`, `<html>`, ``, `[]`, `{"body":5}`, `"x"`} {
		for _, method := range []string{"POST", "GET", "PUT", "list"} {
			w := newWire(t, always(200, body, "Twilio-Request-Id", requestID))
			err := methods[method](t.Context(), w.client())
			if body == `{"body":5}` && method == "PUT" { // into a struct without fields
				continue
			}
			if err == nil || w.count() != 1 {
				t.Errorf("%s %s: %d requests, error %v", method, body, w.count(), err)
			}
		}
	}
}

// TestUnusableAnswerTellsTheSID of what was created: the rest of the answer is lost, not that.
func TestUnusableAnswerTellsTheSID(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`{"body":"b","date_sent":["x"],"sid":"` + messageSID + `"}`:      true,
		`{"date_sent":["x"],"sid":"Hello, Ada, are you coming, today?"}`: false,
		`{"date_sent":["x"],"sid":5}`:                                    false,
	} {
		w := newWire(t, always(201, body))
		_, err := w.client().Messages.Create(t.Context(), &twilio.CreateMessageParams{Body: "x"})
		if !errors.Is(err, twilio.ErrUnusable) {
			t.Fatal(err)
		}
		if strings.Contains(err.Error(), messageSID) != want || strings.Contains(err.Error(), "Ada") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestRetrySucceeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWire(t, inTurn(fails(errDial), always(429, ``), always(201, messageJSON(1))))
		m, err := w.client().Messages.Create(t.Context(), &twilio.CreateMessageParams{Body: "x"})
		if err != nil || m.SID != messageSID {
			t.Fatal(m, err)
		}
		for _, s := range w.requests() {
			if s.Form != "Body=x" {
				t.Errorf("form is %q", s.Form)
			}
		}
	})
}

func TestRetryPolicy(t *testing.T) {
	t.Parallel()
	const s = time.Second
	tests := map[string]struct {
		policy   twilio.RetryPolicy
		status   int
		header   []string
		requests int
		min, max time.Duration // how long the call takes
	}{
		"default":             {status: 429, requests: 3, max: s/2 + s},
		"never":               {policy: twilio.RetryPolicy{MaxAttempts: 1}, status: 429, requests: 1},
		"below zero":          {policy: twilio.RetryPolicy{MaxAttempts: -1, BaseDelay: -1, MaxDelay: -1, MaxRetryAfter: -1}, status: 429, requests: 3, max: s/2 + s},
		"five":                {policy: twilio.RetryPolicy{MaxAttempts: 5, BaseDelay: s, MaxDelay: 2 * s}, status: 429, requests: 5, max: 7 * s},
		"very often":          {policy: twilio.RetryPolicy{MaxAttempts: 100, BaseDelay: s, MaxDelay: 2 * s}, status: 429, requests: 100, min: s, max: 197 * s},
		"huge delays":         {policy: twilio.RetryPolicy{MaxAttempts: 40, BaseDelay: 1 << 62, MaxDelay: 3 * s}, status: 429, requests: 40, min: s, max: 117 * s},
		"Retry-After":         {status: 429, header: []string{"Retry-After", "7"}, requests: 3, min: 14 * s, max: 14 * s},
		"Retry-After of 503":  {status: 503, header: []string{"Retry-After", "7"}, requests: 3, min: 14 * s, max: 14 * s},
		"Retry-After, date":   {status: 429, header: []string{"Retry-After", "Sat, 01 Jan 2000 00:00:20 GMT"}, requests: 3, min: 20 * s, max: 20*s + s},
		"Retry-After at most": {status: 429, header: []string{"Retry-After", "30"}, requests: 3, min: 60 * s, max: 60 * s},
		"Retry-After beyond":  {status: 429, header: []string{"Retry-After", "31"}, requests: 1},
		"Retry-After allowed": {policy: twilio.RetryPolicy{MaxRetryAfter: time.Hour}, status: 429, header: []string{"Retry-After", "3000"}, requests: 3, min: 6000 * s, max: 6000 * s},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w, start := newWire(t, always(tt.status, ``, tt.header...)), time.Now()
				err := methods["GET"](t.Context(), w.client(twilio.WithRetry(tt.policy)))
				if e, ok := errors.AsType[*twilio.Error](err); !ok || e.Status != tt.status {
					t.Errorf("error is %v", err)
				} else if name == "Retry-After beyond" && e.RetryAfter != 31*s {
					t.Errorf("RetryAfter is %v", e.RetryAfter)
				}
				took := time.Since(start)
				if n := w.count(); n != tt.requests || took < tt.min || took > tt.max {
					t.Errorf("%d requests in %v, want %d in %v to %v", n, took, tt.requests, tt.min, tt.max)
				}
			})
		})
	}
}

// TestRetryIsSpread makes sure that clients that failed together do not come back together.
func TestRetryIsSpread(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		seen := map[time.Duration]bool{}
		for range 20 {
			w, start := newWire(t, inTurn(always(503, ``), always(200, `{}`))), time.Now()
			if err := methods["GET"](t.Context(), w.client()); err != nil {
				t.Fatal(err)
			}
			seen[time.Since(start)] = true
		}
		if len(seen) < 15 {
			t.Errorf("20 waits took %d values", len(seen))
		}
	})
}

func TestRetryHonoursTheContext(t *testing.T) {
	t.Parallel()
	t.Run("deadline before the next try", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w, start := newWire(t, always(429, ``, "Retry-After", "5")), time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
			defer cancel()
			err := methods["POST"](ctx, w.client())
			if !errors.Is(err, twilio.ErrTooManyRequests) || time.Since(start) != 0 || w.count() != 1 {
				t.Errorf("%d requests in %v: %v", w.count(), time.Since(start), err)
			}
		})
	})
	t.Run("cancelled during the wait", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w, start := newWire(t, always(429, ``, "Retry-After", "5")), time.Now()
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			err := methods["POST"](ctx, w.client())
			if !errors.Is(err, context.Canceled) || !errors.Is(err, twilio.ErrTooManyRequests) || time.Since(start) != time.Second || w.count() != 1 {
				t.Errorf("%d requests in %v: %v", w.count(), time.Since(start), err)
			}
		})
	})
	t.Run("cancelled before", func(t *testing.T) {
		t.Parallel()
		cause := errors.New("closing time")
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(cause)
		for name, call := range methods {
			w := newWire(t, always(200, `{}`))
			if err := call(ctx, w.client()); !errors.Is(err, cause) || w.count() != 0 {
				t.Errorf("%s: %d requests: %v", name, w.count(), err)
			}
		}
	})
}

// stallingReader has nothing to say until the context ends.
type stallingReader struct{ ctx context.Context } //nolint:containedctx // the connection's

func (r stallingReader) Read([]byte) (int, error) {
	<-r.ctx.Done()
	return 0, r.ctx.Err()
}
