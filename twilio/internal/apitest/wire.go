package apitest

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/twiliokit/twiliokit/twilio"
)

// AccountSID is the account that the client of a [Wire] belongs to.
const AccountSID = "AC00000000000000000000000000000001"

// Sent is a request as it reached the transport.
type Sent struct {
	Method, URL string
	// Type is the media type of Body, empty for a form and where there is no body.
	Type string
	// Body is the form or the JSON.
	Body   string
	Header http.Header
}

// A Wire is Twilio at the other end of a connection: it answers every request alike and keeps
// what was sent.
type Wire struct {
	// Status is that of every answer but a deletion's, which is 204. 0 is 200.
	Status int
	// Answer is the body.
	Answer string

	mu   sync.Mutex
	sent []Sent
}

// Client returns a client on the wire.
func (w *Wire) Client() *twilio.Client {
	return twilio.New(twilio.AuthToken(AccountSID, "token"), twilio.WithHTTPClient(&http.Client{Transport: w}))
}

// Sent returns the requests so far.
func (w *Wire) Sent() []Sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.sent)
}

// RoundTrip keeps the request and answers it.
func (w *Wire) RoundTrip(r *http.Request) (*http.Response, error) {
	s := Sent{Method: r.Method, URL: r.URL.String(), Header: r.Header.Clone()}
	if s.Type = r.Header.Get("Content-Type"); s.Type == "application/x-www-form-urlencoded" {
		s.Type = ""
	}
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		s.Body = string(b)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = append(w.sent, s)
	status, answer := w.Status, w.Answer
	switch {
	case r.Method == http.MethodDelete:
		status, answer = http.StatusNoContent, ""
	case status == 0:
		status = http.StatusOK
	}
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(strings.NewReader(answer)),
		Request:    r,
	}, nil
}
