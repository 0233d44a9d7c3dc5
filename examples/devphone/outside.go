package main

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
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
	signature := r.Header.Get("X-Twilio-Signature")
	if signature == "" { // a file for a message
		return o.send(r)
	}
	body, rest, err := head(r.Body, maxKept)
	if err != nil {
		return nil, err
	}
	if len(body) > 0 {
		r = r.Clone(r.Context())
		r.Body = rest
	}
	e := observe(r, r.URL, body)
	e.Signature = signature
	e.Curl = curlWebhook(e)
	defer func() {
		e.took()
		o.log.add("webhook", e)
	}()
	resp, err := o.send(r)
	if err != nil {
		e.Error = err.Error()
		return nil, err
	}
	answer, rest, err := head(resp.Body, maxKept)
	if err != nil {
		e.Error = err.Error()
		return nil, fmt.Errorf("the answer breaks off: %w", err)
	}
	resp.Body = rest
	e.answered(resp.StatusCode, resp.Header.Get("Content-Type"), answer)
	if doc, err := twiml.Parse(bytes.NewReader(answer)); err == nil {
		e.Problems = problems(doc.Check())
	}
	return resp, nil
}

func (o *outside) send(r *http.Request) (*http.Response, error) {
	if host := hostname(r.URL.Host); !o.reaches(host) {
		return nil, fmt.Errorf("devphone calls loopback only, unless it is started with -allow %s (%w)", host, &twiliotest.HostError{Host: host})
	}
	return o.direct.RoundTrip(r)
}
