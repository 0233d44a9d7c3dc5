package content_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

const account = "AC00000000000000000000000000000001"

// sent is a request as it reached the transport.
type sent struct{ Method, URL, ContentType, Body string }

// wire answers every request with the same body and keeps what was sent.
type wire struct {
	answer string
	mu     sync.Mutex
	sent   []sent
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	s := sent{Method: r.Method, URL: r.URL.String(), ContentType: r.Header.Get("Content-Type")}
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
	status, answer := http.StatusOK, w.answer
	if r.Method == http.MethodDelete {
		status, answer = http.StatusNoContent, ""
	}
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(strings.NewReader(answer)),
		Request:    r,
	}, nil
}

func (w *wire) service() *content.Service {
	client := twilio.New(twilio.AuthToken(account, "token"), twilio.WithHTTPClient(&http.Client{Transport: w}))
	return content.New(client)
}

// read decodes JSON into a T.
func read[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// write encodes v as JSON.
func write(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
