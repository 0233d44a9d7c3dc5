package twilio_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

const (
	messageSID = "SM00000000000000000000000000000001"
	mediaSID   = "ME00000000000000000000000000000001"
	requestID  = "RQ0123456789abcdef0123456789abcdef"
)

// sent is a request as it left the client.
type sent struct {
	Method, URL, Form string
	Header            http.Header
}

// wire is Twilio at the other end of an in-process connection: it keeps what was sent, answers
// by a function, and fails the test if an answer's body is left open.
type wire struct {
	answer func(n int, r *http.Request) (*http.Response, error) // n counts from 1

	mu   sync.Mutex
	sent []sent
	open atomic.Int64
}

func newWire(t *testing.T, answer func(n int, r *http.Request) (*http.Response, error)) *wire {
	t.Helper()
	w := &wire{answer: answer}
	t.Cleanup(func() {
		if n := w.open.Load(); n != 0 {
			t.Errorf("%d bodies of answers were not closed", n)
		}
	})
	return w
}

// always answers every request alike.
func always(status int, body string, header ...string) func(int, *http.Request) (*http.Response, error) {
	return func(int, *http.Request) (*http.Response, error) { return reply(status, body, header...), nil }
}

// inTurn answers with one function after another, and with the last from then on.
func inTurn(answers ...func(int, *http.Request) (*http.Response, error)) func(int, *http.Request) (*http.Response, error) {
	return func(n int, r *http.Request) (*http.Response, error) { return answers[min(n, len(answers))-1](n, r) }
}

func fails(err error) func(int, *http.Request) (*http.Response, error) {
	return func(int, *http.Request) (*http.Response, error) { return nil, err }
}

// reply is an answer. header holds names and values in turn.
func reply(status int, body string, header ...string) *http.Response {
	return replyReader(status, strings.NewReader(body), int64(len(body)), header...)
}

func replyReader(status int, body io.Reader, length int64, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{
		StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: h, Body: io.NopCloser(body), ContentLength: length,
	}
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	s := sent{Method: r.Method, URL: r.URL.String(), Header: r.Header.Clone()}
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		_ = r.Body.Close()
		s.Form = string(b)
	}
	w.mu.Lock()
	w.sent = append(w.sent, s)
	n := len(w.sent)
	w.mu.Unlock()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	resp, err := w.answer(n, r)
	if resp != nil {
		w.open.Add(1)
		resp.Request, resp.Body = r, &watchedBody{ReadCloser: resp.Body, r: r, open: &w.open}
	}
	return resp, err
}

// watchedBody notes when it is closed, and fails when the request's context ends, as that of a
// real connection does.
type watchedBody struct {
	io.ReadCloser
	r    *http.Request
	open *atomic.Int64
	once sync.Once
}

func (b *watchedBody) Read(p []byte) (int, error) {
	if err := b.r.Context().Err(); err != nil {
		return 0, err
	}
	return b.ReadCloser.Read(p)
}

func (b *watchedBody) Close() error {
	b.once.Do(func() { b.open.Add(-1) })
	return b.ReadCloser.Close()
}

func (w *wire) requests() []sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]sent(nil), w.sent...)
}

func (w *wire) count() int { return len(w.requests()) }

// urls returns the URLs that were asked for, without https://api.twilio.com.
func (w *wire) urls() []string {
	var urls []string
	for _, s := range w.requests() {
		urls = append(urls, strings.TrimPrefix(s.URL, "https://api.twilio.com"))
	}
	return urls
}

func (w *wire) client(options ...twilio.Option) *twilio.Client {
	options = append([]twilio.Option{twilio.WithHTTPClient(&http.Client{Transport: w})}, options...)
	return twilio.New(twilio.AuthToken(account, token), options...)
}

// once is the policy that never tries again.
var once = twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 1})

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func readerOf(s string) io.Reader { return strings.NewReader(s) }
