package main

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// outside is the emulator's way to the app. It leads to this machine, and to the hosts that a
// flag names. The webhooks that take it are shown in the inspector.
type outside struct {
	direct  *http.Transport
	allowed []string
	log     *eventLog
}

// reaches reports whether a host may be called.
func (o *outside) reaches(host string) bool {
	return loopback(host) || slices.Contains(o.allowed, host)
}

// RoundTrip makes a request of the emulator's.
func (o *outside) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get(webhook.SignatureHeader) == "" { // a file for a message
		return o.send(r)
	}
	resp, _, err := o.call(r, "")
	return resp, err
}

// call makes a webhook, which may be another one again.
func (o *outside) call(r *http.Request, again string) (*http.Response, *exchange, error) {
	body, rest, err := head(r.Body, maxKept+1)
	if err != nil {
		return nil, nil, err
	}
	if len(body) > 0 {
		r = r.Clone(r.Context())
		r.Body = rest
	}
	e := observe(r, r.URL, body)
	e.Again, e.Signature = again, r.Header.Get(webhook.SignatureHeader)
	e.Curl = curlWebhook(e)
	defer func() {
		e.took()
		e.Go = goWebhook(e)
		o.log.add("webhook", e)
	}()
	resp, err := o.send(r)
	if err != nil {
		e.Error = err.Error()
		return nil, e, err
	}
	answer, rest, err := head(resp.Body, maxKept)
	if err != nil {
		e.Error = err.Error()
		return nil, e, fmt.Errorf("the answer breaks off: %w", errors.Join(err, resp.Body.Close()))
	}
	resp.Body = rest
	e.answered(resp.StatusCode, resp.Header.Get("Content-Type"), answer)
	e.Problems = documentProblems(e.ContentType, answer)
	return resp, e, nil
}

func (o *outside) send(r *http.Request) (*http.Response, error) {
	if host := hostname(r.URL.Host); !o.reaches(host) {
		return nil, &notAllowed{host}
	}
	return o.direct.RoundTrip(r)
}

// notAllowed is why a host is not called. To the emulator it is a host that is not there.
type notAllowed struct{ host string }

func (e *notAllowed) Error() string {
	return "devphone calls loopback only, unless it is started with -allow " + e.host
}

func (e *notAllowed) Unwrap() error { return &twiliotest.HostError{Host: e.host} }
