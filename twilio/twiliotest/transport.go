package twiliotest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
)

// mount is a handler of the app under test and the URL below which it is reached.
type mount struct {
	scheme, host, path string
	handler            http.Handler
}

// Mount puts a handler of the app under test where Twilio is to find it: every request that the
// emulator makes to a URL that starts with baseURL goes to handler, without a network. Of several
// mounts that fit, the one with the longest path counts.
//
// The handler sees the request as a server behind that URL would: Host and RequestURI are set,
// and TLS is for https. Mount panics if baseURL is not an absolute http or https URL, since that
// is a mistake in the test itself.
func (tw *Twilio) Mount(baseURL string, handler http.Handler) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		panic(fmt.Sprintf("twiliotest: Mount: %q is not an absolute http or https URL", baseURL))
	}
	m := mount{u.Scheme, u.Host, strings.TrimSuffix(u.Path, "/"), handler}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.mounts = append(tw.mounts, m)
}

// mounted returns the handler for a URL, nil if nothing is mounted there.
func (tw *Twilio) mounted(u *url.URL) http.Handler {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	var best *mount
	for i, m := range tw.mounts {
		rest, ok := strings.CutPrefix(u.Path, m.path)
		if !ok || rest != "" && rest[0] != '/' || m.scheme != u.Scheme || !strings.EqualFold(m.host, u.Host) {
			continue
		}
		if best == nil || len(m.path) >= len(best.path) {
			best = &tw.mounts[i]
		}
	}
	if best == nil {
		return nil
	}
	return best.handler
}

// HostError says that a request went to a host that is neither Twilio's nor mounted. In a test,
// that is a forgotten [Twilio.Mount] or a request that would have left the machine.
type HostError struct{ Host string }

// Error names the host.
func (e *HostError) Error() string {
	return fmt.Sprintf("twiliotest: %s is neither a host of Twilio's nor mounted", e.Host)
}

var errClosed = errors.New("twiliotest: the emulator is closed")

// RoundTrip answers a request to one of Twilio's hosts or to a mounted handler, in process. It
// makes the emulator an [http.RoundTripper].
func (tw *Twilio) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close() // which a transport has to
	}
	if err := r.Context().Err(); err != nil {
		return nil, context.Cause(r.Context())
	}
	if product, ok := productOf(r.URL.Hostname()); ok {
		rec := newRecorder()
		tw.serve(product, rec, arriving(r.Context(), r))
		return rec.response(r), nil
	}
	if handler := tw.mounted(r.URL); handler != nil {
		return tw.callApp(handler, r)
	}
	return nil, &HostError{Host: r.URL.Host}
}

// ServeHTTP answers a request to the API that came over a real connection, by its Host header.
func (tw *Twilio) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ":")
	product, ok := productOf(host)
	if !ok {
		http.Error(w, (&HostError{Host: r.Host}).Error(), http.StatusMisdirectedRequest)
		return
	}
	tw.serve(product, w, r)
}

// callApp runs a handler of the app and gives up on it when the request's context ends, as a
// client does that closes the connection.
func (tw *Twilio) callApp(handler http.Handler, r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	body, err := readAll(r.Body)
	if err != nil {
		return nil, err
	}
	arrived := arriving(ctx, r)
	arrived.Body = io.NopCloser(bytes.NewReader(body))
	rec := newRecorder()
	done := make(chan error, 1)
	tw.mu.Lock()
	closed := tw.closed
	tw.spawn(func() { done <- rec.run(handler, arrived) })
	tw.mu.Unlock()
	if closed {
		return nil, errClosed
	}
	select {
	case err := <-done:
		if err != nil {
			return nil, err
		}
		return rec.response(r), nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func readAll(body io.Reader) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	return io.ReadAll(body)
}

// arriving returns a client's request as the server at the other end sees it.
func arriving(ctx context.Context, r *http.Request) *http.Request {
	s := &http.Request{
		Method: cmp.Or(r.Method, http.MethodGet),
		URL:    &url.URL{Path: cmp.Or(r.URL.Path, "/"), RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery},
		Proto:  "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: r.Header.Clone(), Body: r.Body, ContentLength: r.ContentLength,
		Host: cmp.Or(r.Host, r.URL.Host), RequestURI: r.URL.RequestURI(),
		RemoteAddr: "192.0.2.1:49152", // of the block reserved for documentation
	}
	if s.Header == nil {
		s.Header = http.Header{}
	}
	if s.Body == nil {
		s.Body = http.NoBody
	}
	if r.URL.Scheme == "https" {
		s.TLS = &tls.ConnectionState{Version: tls.VersionTLS13, HandshakeComplete: true, ServerName: r.URL.Hostname()}
	}
	return s.WithContext(ctx)
}

// recorder is the [http.ResponseWriter] of an exchange in process.
type recorder struct {
	header http.Header
	sent   http.Header // as it was when the status was written
	status int
	body   bytes.Buffer
}

func newRecorder() *recorder { return &recorder{header: http.Header{}} }

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status, w.sent = status, w.header.Clone()
	}
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		if w.header.Get("Content-Type") == "" && w.header.Get("Content-Encoding") == "" {
			w.header.Set("Content-Type", http.DetectContentType(b))
		}
		w.WriteHeader(http.StatusOK)
	}
	return w.body.Write(b)
}

// Flush lets handlers that stream believe that they do.
func (w *recorder) Flush() {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
}

// run lets a handler answer. A panic ends the exchange as it would end a connection.
func (w *recorder) run(handler http.Handler, r *http.Request) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the app's handler panicked: %v\n%s", v, debug.Stack())
		}
	}()
	handler.ServeHTTP(w, r)
	return nil
}

func (w *recorder) response(r *http.Request) *http.Response {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	body := w.body.Bytes()
	if r.Method == http.MethodHead {
		body = nil
	}
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)),
		StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)), Request: r,
	}
}
