package twiliotest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// troubled is serve with the faults that happen to the call. An error says that the client gets no
// answer.
func (tw *Twilio) troubled(product string, w http.ResponseWriter, r *http.Request) error {
	r, slow, other := tw.callFaults(product, r)
	for _, f := range []*Fault{slow, other} {
		if f != nil {
			tw.tell("fault: %s %s%s: %s", r.Method, product, redactQuery(r), f.what)
		}
	}
	var refusal *twilio.Error
	if other != nil {
		refusal = other.refusal
	}
	switch {
	case other == nil, other.kind == refusesCall:
		tw.serve(product, w, r, refusal)
	case other.kind == breaksAfter:
		tw.serve(product, newRecorder(r), r, nil)
	}
	if slow != nil {
		if err := tw.holdUp(r.Context(), slow); err != nil {
			return err
		}
	}
	switch {
	case other == nil, other.kind == refusesCall:
		return nil
	case other.kind == refusesConnection:
		return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	return &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
}

// holdUp makes an answer wait.
func (tw *Twilio) holdUp(ctx context.Context, slow *Fault) error {
	ctx, cancel := context.WithTimeoutCause(ctx, slow.delay, errOver)
	defer cancel()
	select {
	case <-tw.ctx.Done():
		return errClosed
	case <-ctx.Done():
	}
	if err := context.Cause(ctx); !errors.Is(err, errOver) {
		return err
	}
	return nil
}

var errOver = errors.New("twiliotest: the wait is over")

// callFaults returns what happens to a call, nil for nothing: a slow answer, and a refusal or a
// connection that breaks. It returns the call, too, whose body is still to be read.
func (tw *Twilio) callFaults(product string, r *http.Request) (call *http.Request, slow, other *Fault) {
	tw.mu.Lock()
	idle := len(tw.faults) == 0
	tw.mu.Unlock()
	if idle {
		return r, nil, nil
	}
	o := occasion{product: product, method: r.Method, path: r.URL.Path}
	p := r.URL.Query()
	if r.Method != http.MethodGet && r.Method != http.MethodDelete { // peek into the form
		body, err := io.ReadAll(io.LimitReader(r.Body, maxAPIBody+1))
		peeked := *r
		peeked.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), r.Body))
		r = &peeked
		if form, bad := url.ParseQuery(string(body)); err == nil && bad == nil {
			p = form
		}
	}
	o.from, o.to = channels.Address(p.Get("From")), channels.Address(p.Get("To"))
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return r, tw.take(o, slowsCall), tw.take(o, refusesCall, refusesConnection, breaksBefore, breaksAfter)
}

// messageFaults returns what happens to a message on its way: how long it travels more, and how it
// ends, nil for as it should. The caller holds tw.mu.
func (tw *Twilio) messageFaults(m *message) (longer, end *Fault) {
	if len(tw.faults) == 0 {
		return nil, nil
	}
	o := occasion{from: m.From, to: m.To}
	longer = tw.take(o, delaysMessage)
	end = tw.take(o, failsMessage, undeliversMessage, losesMessage)
	for _, f := range []*Fault{longer, end} {
		if f != nil {
			tw.tellLocked("fault: %s: %s", m.SID, f.what)
		}
	}
	return longer, end
}

// troubledCallback returns call with what happens to it. The caller holds tw.mu.
func (tw *Twilio) troubledCallback(m *message, call func()) func() {
	late := m.late
	m.late = nil
	if len(tw.faults) > 0 {
		o := occasion{from: m.From, to: m.To, status: m.Status}
		if f := tw.take(o, repeatsCallback); f != nil {
			tw.tellLocked("fault: %s %s: %s", m.SID, m.Status, f.what)
			once := call
			call = func() { once(); once() }
		}
		if !m.Status.Final() {
			if f := tw.take(o, defersCallback); f != nil {
				tw.tellLocked("fault: %s %s: %s", m.SID, m.Status, f.what)
				m.late = call
				call = func() {}
			}
		}
	}
	if late == nil {
		return call
	}
	return func() { call(); late() }
}

// flush makes the callback that is still held back. The caller must not hold tw.mu.
func (tw *Twilio) flush(m *message) {
	tw.mu.Lock()
	late := m.late
	m.late = nil
	tw.mu.Unlock()
	if late != nil {
		late()
	}
}
