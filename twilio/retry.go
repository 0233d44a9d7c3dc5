package twilio

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"
)

// A RetryPolicy says how often and how soon a call is tried again. What is tried again is not
// for the policy to say, since the wrong answer sends a message twice:
//
//   - every call, if Twilio answered 429 (too many requests) or no connection was made;
//   - GET and DELETE only, if Twilio answered 5xx (but for 501, which no try changes), or the
//     connection or its time ran out.
//
// The wait before try n is random between zero and BaseDelay doubled n-1 times, so that many
// clients do not come back at once. A Retry-After in the answer is waited out in full instead.
// A call whose context would end during the wait fails at once, with the answer it got.
//
// Zero fields stand for the defaults.
//
// Twilio docs: https://www.twilio.com/docs/usage/rest-api-best-practices
type RetryPolicy struct {
	// MaxAttempts is how many requests one call may send, the first included. The default is 3;
	// 1 is never to retry.
	MaxAttempts int
	// BaseDelay is the longest wait before the second try. The default is half a second.
	BaseDelay time.Duration
	// MaxDelay is the longest wait before any try. The default is 10 seconds.
	MaxDelay time.Duration
	// MaxRetryAfter is the longest Retry-After that is waited out. A call that is asked to wait
	// longer fails, and [Error.RetryAfter] tells the caller how long. The default is 30 seconds.
	MaxRetryAfter time.Duration
}

func (p RetryPolicy) withDefaults() RetryPolicy {
	if p.MaxAttempts <= 0 {
		p.MaxAttempts = 3
	}
	if p.BaseDelay <= 0 {
		p.BaseDelay = 500 * time.Millisecond
	}
	if p.MaxDelay <= 0 {
		p.MaxDelay = 10 * time.Second
	}
	if p.MaxRetryAfter <= 0 {
		p.MaxRetryAfter = 30 * time.Second
	}
	return p
}

func (p RetryPolicy) layer(next sender) sender {
	return func(ctx context.Context, r *request) (*response, error) {
		for r.attempt = 1; ; r.attempt++ {
			resp, err := next(ctx, r)
			if err == nil || r.attempt >= p.MaxAttempts || ctx.Err() != nil || !retryable(r, err) {
				return resp, err
			}
			wait, ok := p.delay(r.attempt, err)
			if !ok {
				return nil, err
			}
			if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
				return nil, err
			}
			if stop := sleep(ctx, wait); stop != nil {
				return nil, fmt.Errorf("%w while waiting to try again after: %w", stop, err)
			}
		}
	}
}

// retryable reports whether a call that ended in err may be sent again without the risk that
// Twilio acts twice.
func retryable(r *request, err error) bool {
	if errors.Is(err, errToken) || errors.Is(err, ErrUnusable) {
		return false
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Status == http.StatusTooManyRequests && !r.paced ||
			e.Status >= 500 && e.Status != http.StatusNotImplemented && idempotent(r.method)
	}
	return neverConnected(err) || idempotent(r.method)
}

func idempotent(method string) bool {
	return method == http.MethodGet || method == http.MethodDelete
}

// neverConnected reports whether err arose before there was a connection to write a request to.
func neverConnected(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
}

// delay returns how long to wait after the given attempt failed with err, and whether to.
func (p RetryPolicy) delay(attempt int, err error) (time.Duration, bool) {
	var e *Error
	if errors.As(err, &e) && e.RetryAfter > 0 {
		return e.RetryAfter, e.RetryAfter <= p.MaxRetryAfter
	}
	ceiling := p.MaxDelay
	if shift := attempt - 1; shift < 32 {
		if d := p.BaseDelay << shift; d > 0 && d < ceiling {
			ceiling = d
		}
	}
	return rand.N(ceiling + 1), true
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// parseRetryAfter reads the header's two forms, seconds and a date. Zero stands for none.
func parseRetryAfter(v string) time.Duration {
	if v == "" {
		return 0
	}
	if n, err := strconv.Atoi(v); err == nil || errors.Is(err, strconv.ErrRange) { // then n is the nearest int
		const day = 24 * 60 * 60
		return time.Duration(max(0, min(n, day))) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(0, time.Until(t))
	}
	return 0
}
