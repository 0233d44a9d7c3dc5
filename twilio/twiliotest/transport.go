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
	"slices"
	"strings"
)

// mount is a handler of the app under test and the URL below which it is reached.
type mount struct {
	scheme, host, path string
	handler            http.Handler
	tls                *tls.ConnectionState // of https, the same for each request as on a connection that is kept
}

// Mount puts a handler of the app under test where Twilio is to find it: every request that the
// emulator makes to baseURL or to a path below it goes to handler, without a network. Of several
// mounts that fit, the one with the longest path counts, and of those the last. A mount comes
// before Twilio's own hosts.
//
// The handler sees the request as a server behind that URL would: Host and RequestURI are set,
// and TLS is for https. It must not call [Twilio.Wait], which waits for it too. One that panics, or
// ends its goroutine as FailNow of a test does, breaks the connection. Mount panics if baseURL is not
// an absolute http or https URL or handler is nil, since that is a mistake in the test itself.
func (tw *Twilio) Mount(baseURL string, handler http.Handler) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		panic(fmt.Sprintf("twiliotest: Mount: %q is not an absolute http or https URL", baseURL))
	}
	if handler == nil {
		panic("twiliotest: Mount: the handler is nil")
	}
	m := &mount{scheme: u.Scheme, host: hostPort(u), path: strings.TrimSuffix(u.Path, "/"), handler: handler}
	if u.Scheme == "https" {
		m.tls = &tls.ConnectionState{Version: tls.VersionTLS13, HandshakeComplete: true, ServerName: u.Hostname()}
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	all := append(slices.Clip(tw.allMounts()), m)
	tw.mounts.Store(&all)
}

// allMounts returns the mounts there are. The list never changes: another takes its place.
func (tw *Twilio) allMounts() []*mount {
	if all := tw.mounts.Load(); all != nil {
		return *all
	}
	return nil
}

// Unreachable is a handler for [Twilio.Mount] that stands for a server that cannot be connected to:
// Twilio tries for 5 seconds, or as long as the webhook's URL says, and no handler is called.
func Unreachable() http.Handler { return unreachable{} }

type unreachable struct{}

// ServeHTTP lets a client wait that has no limit of its own for connections.
func (unreachable) ServeHTTP(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func (m *mount) isUnreachable() bool {
	if m == nil {
		return false
	}
	_, ok := m.handler.(unreachable)
	return ok
}

// hostPort returns the host of a URL, in lower case, with its port unless that is the scheme's.
func hostPort(u *url.URL) string {
	host := strings.ToLower(u.Host)
	if u.Scheme == "https" {
		return strings.TrimSuffix(host, ":443")
	}
	return strings.TrimSuffix(host, ":80")
}

// mounted returns what is mounted at a URL, nil if nothing is.
func (tw *Twilio) mounted(u *url.URL) *mount {
	host := hostPort(u)
	var best *mount
	for _, m := range tw.allMounts() {
		rest, ok := strings.CutPrefix(u.Path, m.path)
		if !ok || rest != "" && rest[0] != '/' || m.scheme != u.Scheme || m.host != host {
			continue
		}
		if best == nil || len(m.path) >= len(best.path) {
			best = m
		}
	}
	return best
}

// mountsOf returns the base URLs that are mounted on u's host.
func (tw *Twilio) mountsOf(u *url.URL) (urls []string) {
	for _, m := range tw.allMounts() {
		if base := (&url.URL{Scheme: m.scheme, Host: m.host, Path: m.path}); strings.EqualFold(base.Hostname(), u.Hostname()) {
			urls = append(urls, base.String())
		}
	}
	return urls
}

// HostError says that a request went to a host that is neither Twilio's nor mounted. In a test,
// that is a forgotten [Twilio.Mount] or a request that would have left the machine.
type HostError struct {
	Host string
	// Mounts are the base URLs that are mounted on this host, if it is the path or the scheme that
	// none of them has.
	Mounts []string
}

// Error names the host.
func (e *HostError) Error() string {
	if len(e.Mounts) > 0 {
		return fmt.Sprintf("twiliotest: of %s there is only what is mounted: %s", e.Host, strings.Join(e.Mounts, ", "))
	}
	return fmt.Sprintf("twiliotest: %s is neither a host of Twilio's nor mounted: see Mount and WithTransport", e.Host)
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
	if tw.ctx.Err() != nil {
		return nil, errClosed
	}
	if m := tw.mounted(r.URL); m != nil {
		return tw.callApp(m, r)
	}
	if product, ok := productOf(r.URL.Hostname()); ok {
		rec := newRecorder(r)
		rec.ours = true
		if err := tw.troubled(product, rec, calling(r)); err != nil {
			return nil, err
		}
		return rec.response(r)
	}
	if d := tw.domainOf(r.URL.Hostname()); d != nil {
		rec := newRecorder(r)
		tw.follow(d, rec, arriving(r.Context(), r))
		return rec.response(r)
	}
	if tw.cfg.outside != nil {
		return tw.cfg.outside.RoundTrip(r)
	}
	return nil, &HostError{Host: r.URL.Host, Mounts: tw.mountsOf(r.URL)}
}

// ServeHTTP answers a request to the API that came over a real connection, by its Host header.
func (tw *Twilio) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ":")
	product, ok := productOf(host)
	if d := tw.domainOf(host); !ok && d != nil {
		tw.follow(d, w, r)
		return
	}
	if !ok {
		http.Error(w, (&HostError{Host: r.Host}).Error(), http.StatusMisdirectedRequest)
		return
	}
	if err := tw.troubled(product, w, r); err != nil {
		panic(http.ErrAbortHandler) // which breaks the connection
	}
}

// callApp lets a handler of the app answer a client's request.
func (tw *Twilio) callApp(m *mount, r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	body, err := readAll(r.Body)
	if err != nil {
		return nil, err
	}
	own, at := *r, *r.URL // the client may use its own again while a handler that was given up on still reads
	own.URL = &at
	own.Header, own.Body = r.Header.Clone(), io.NopCloser(bytes.NewReader(body))
	if own.Header == nil {
		own.Header = http.Header{}
	}
	rec, err := tw.visit(ctx, m, &own)
	if err != nil {
		return nil, err
	}
	return rec.response(r)
}

func readAll(body io.Reader) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	return io.ReadAll(body)
}

// calling returns a call to the API as a server gets it, but for what the emulator does not look at.
func calling(r *http.Request) *http.Request {
	if r.Method != "" && r.Host != "" && r.Body != nil {
		return r
	}
	c := *r
	c.Method, c.Host = cmp.Or(r.Method, http.MethodGet), cmp.Or(r.Host, r.URL.Host)
	if c.Body == nil {
		c.Body = http.NoBody
	}
	return &c
}

// arriving returns a client's request as the server at the other end sees it, with the client's
// header.
func arriving(ctx context.Context, r *http.Request) *http.Request {
	s := &http.Request{Header: r.Header, Body: r.Body, ContentLength: r.ContentLength}
	return asServed(s.WithContext(ctx), r)
}

// asServed makes s what a server sees of r.
func asServed(s, r *http.Request) *http.Request {
	s.Method = cmp.Or(r.Method, http.MethodGet)
	s.URL = &url.URL{Path: cmp.Or(r.URL.Path, "/"), RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery}
	s.Proto, s.ProtoMajor, s.ProtoMinor = "HTTP/1.1", 1, 1
	s.Host, s.RequestURI = cmp.Or(r.Host, r.URL.Host), r.URL.RequestURI()
	s.RemoteAddr = "192.0.2.1:49152" // of the block reserved for documentation
	if s.Body == nil {
		s.Body = http.NoBody
	}
	return s
}
