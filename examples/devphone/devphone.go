package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"time"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// devphone is what answers on the one port: Twilio's API, the proxy that leads there, and the
// phones.
type devphone struct {
	settings  *settings
	authority *authority
	log       *eventLog
	outside   *outside
	notices   *notices
	control   http.Handler
	proxy     *httputil.ReverseProxy

	ctx     context.Context //nolint:containedctx // the program's life
	stop    context.CancelFunc
	inner   *http.Server // of what comes through CONNECT to Twilio
	arrived *connections
	busy    sync.WaitGroup // with tunnels, and with watching the emulator

	beginning sync.Mutex // held while an emulator is put in the place of another

	mu      sync.Mutex
	tw      *twiliotest.Twilio
	unwatch context.CancelFunc
	closed  bool
}

func newDevphone(ctx context.Context, out *log.Logger, s *settings, ca *authority) (*devphone, error) {
	d := &devphone{settings: s, authority: ca, log: newEventLog(), notices: &notices{out: out}}
	d.ctx, d.stop = context.WithCancel(ctx)
	direct := http.DefaultTransport.(*http.Transport).Clone() // which it is
	direct.Proxy = nil                                        // which may well be devphone itself
	d.outside = &outside{direct: direct, allowed: s.allowed, log: d.log}
	d.proxy = &httputil.ReverseProxy{
		Rewrite:   func(*httputil.ProxyRequest) {}, // a proxy's request has its target in it
		Transport: direct, FlushInterval: -1, ErrorLog: log.New(io.Discard, "", 0),
	}
	d.control = guard(d.routes())
	d.arrived = newConnections()
	d.inner = &http.Server{
		Handler: http.HandlerFunc(d.serveTunneled), ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return d.ctx },
		ErrorLog:    log.New(d.notices, "", 0),
	}
	if err := d.begin(); err != nil {
		d.stop()
		return nil, err
	}
	d.spawn(func() { _ = d.inner.Serve(d.arrived) }) // which ends when it is closed
	return d, nil
}

// begin starts an emulator, in place of the one before if there is one. A state that is kept is
// taken over by the first and cleared for others.
func (d *devphone) begin() error {
	d.beginning.Lock()
	defer d.beginning.Unlock()
	d.mu.Lock()
	before, unwatch := d.tw, d.unwatch
	d.mu.Unlock()
	if before != nil && d.settings.state != "" { // of which there can be one at a time
		before.Close()
		if err := d.settings.forget(); err != nil {
			return fmt.Errorf("-state: %w", err)
		}
	}
	tw, err := d.settings.start(d.outside)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(d.ctx)
	d.mu.Lock()
	d.tw, d.unwatch = tw, cancel
	d.mu.Unlock()
	if before != nil {
		unwatch()
		before.Close()
	}
	d.spawn(func() { d.log.watch(ctx, tw) })
	return nil
}

// spawn runs f in the background, and reports false if devphone is closed.
func (d *devphone) spawn(f func()) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return false
	}
	d.busy.Go(f)
	return true
}

// emulator returns the one that answers now.
func (d *devphone) emulator() *twiliotest.Twilio {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.tw
}

func (d *devphone) close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.stop()
	_ = d.inner.Close() // what is under way is not worth waiting for
	_ = d.arrived.Close()
	d.emulator().Close()
	d.busy.Wait()
	d.outside.direct.CloseIdleConnections()
}

// ServeHTTP tells apart what comes to the port.
func (d *devphone) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := hostname(r.Host) // also of a proxy's request, whose URL is absolute
	switch {
	case r.Method == http.MethodConnect:
		d.connect(w, r)
	case emulated(host):
		d.api(w, r)
	case r.URL.IsAbs() && (loopback(host) || d.settings.forward):
		d.proxy.ServeHTTP(w, r)
	case r.URL.IsAbs():
		d.refuseHost(w, host)
	case loopback(host):
		d.control.ServeHTTP(w, r)
	default:
		refuse(w, http.StatusForbidden, "devphone is not "+host)
	}
}

// refuseHost says in the terminal, too, that a host is not proxied, since most programs show nothing of
// a proxy's answer to CONNECT.
func (d *devphone) refuseHost(w http.ResponseWriter, host string) {
	text := "devphone proxies Twilio's hosts and loopback only, not " + host + "; -forward lets others through"
	d.notices.once(text)
	refuse(w, http.StatusForbidden, text)
}
