package twiliotest

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// visit is a request that a handler of the app answers.
type visit struct {
	recorder
	handler http.Handler
	url     *url.URL
	over    chan error // gets what came of it, nil for an answer
	limit   limit      // of a webhook, zero of a client's call
}

var errGone = errors.New("the app's handler ended its goroutine, as FailNow does")

// visit lets a handler of the app answer a request, and gives up on it when the context ends, as a
// client does that closes the connection. From then on the handler's writes fail. r is the handler's to
// keep.
func (tw *Twilio) visit(ctx context.Context, m *mount, r *http.Request) (*recorder, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	v := newVisit()
	stop := context.AfterFunc(ctx, func() { v.end(context.Cause(ctx)) })
	defer stop()
	return tw.present(ctx, v, m, r)
}

// visitUntil is visit until a moment of package time, or until the emulator is closed.
func (tw *Twilio) visitUntil(end time.Time, m *mount, r *http.Request) (*recorder, error) {
	if !end.After(time.Now()) {
		return nil, context.DeadlineExceeded
	}
	v := newVisit()
	v.limit.Context, v.limit.end = tw.ctx, end //nolint:fatcontext // it is made here
	defer v.limit.cancel(context.Canceled)
	return tw.present(&v.limit, v, m, r)
}

func newVisit() *visit { return &visit{over: make(chan error, 1)} }

// present has the handler called, and waits for what comes of it.
func (tw *Twilio) present(ctx context.Context, v *visit, m *mount, r *http.Request) (*recorder, error) {
	arrived := arriving(ctx, r)
	arrived.TLS = m.tls
	if r.ContentLength > 0 {
		arrived.Header.Set("Content-Length", strconv.FormatInt(r.ContentLength, 10))
	}
	v.recorder = recorder{request: arrived, header: http.Header{}, length: -1}
	v.handler, v.url = m.handler, r.URL
	if !tw.handle(v) {
		return nil, errClosed
	}
	if err := <-v.over; err != nil {
		return nil, err
	}
	return &v.recorder, nil
}

// do calls the handler.
func (v *visit) do() {
	err := errGone
	defer func() { v.end(err) }()
	err = v.run(v.handler, v.request)
}

// end says what came of the visit, unless something has come of it already.
func (v *visit) end(err error) {
	select {
	case v.over <- err:
	default:
	}
}

// giveUp ends a webhook whose answer is not waited for any longer.
func (v *visit) giveUp(err error) {
	v.limit.cancel(err)
	v.end(err)
}

// watchman gives up on the webhooks of an emulator that take too long. Nearly all have their answer long
// before: so it does not look after each, but rings once for all there are, at the end of the first, and
// looks then who is late and when to ring next.
type watchman struct {
	tw    atomic.Pointer[Twilio] // nil once the emulator is closed, since nobody stops what rings
	rings time.Time              // next, zero if it does not
	set   time.Time              // when that was set
}

// watch has the watchman ring at the end of a webhook that begins now, or before. The caller holds tw.mu.
func (tw *Twilio) watch(now, end time.Time) {
	w := tw.watchman
	// Where no time has passed since, it may be that of another synctest bubble, in which nothing rings.
	if w.rings.After(now) && !end.Before(w.rings) && now.After(w.set) {
		return
	}
	w.rings, w.set = end, now
	time.AfterFunc(end.Sub(now), w.ring)
}

func (w *watchman) ring() {
	if tw := w.tw.Load(); tw != nil {
		tw.giveUpLate()
	}
}

// giveUpLate gives up on the webhooks whose time is over.
func (tw *Twilio) giveUpLate() {
	var late []*visit
	now := time.Now()
	tw.mu.Lock()
	tw.watchman.rings = time.Time{}
	for v := range tw.handlers {
		switch end := v.limit.end; {
		case end.IsZero() || v.limit.Err() != nil:
		case end.After(now):
			tw.watch(now, end)
		default:
			late = append(late, v)
		}
	}
	tw.mu.Unlock()
	for _, v := range late {
		v.giveUp(context.DeadlineExceeded)
	}
}

// giveUpAll gives up on all webhooks, since the emulator is closed.
func (tw *Twilio) giveUpAll() {
	tw.mu.Lock()
	tw.watchman.tw.Store(nil)
	all := slices.Collect(maps.Keys(tw.handlers))
	tw.mu.Unlock()
	for _, v := range all {
		if v.limit.Context != nil {
			v.giveUp(context.Canceled)
		}
	}
}

// limit is the context of a webhook: that of the emulator, until the webhook has its answer or is given
// up on. It is what [context.WithDeadline] would make, but for what that costs before anybody asks for it.
type limit struct {
	context.Context //nolint:containedctx // it is one itself
	end             time.Time

	mu    sync.Mutex
	done  chan struct{} // nil until somebody waits for it
	err   error
	after []*func()
}

// Deadline returns when the webhook is given up on.
func (l *limit) Deadline() (time.Time, bool) { return l.end, true }

// Err returns why the context has ended, nil if it has not.
func (l *limit) Err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// Done returns a channel that is closed when the context ends.
func (l *limit) Done() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.done == nil {
		l.done = make(chan struct{})
		if l.err != nil {
			close(l.done)
		}
	}
	return l.done
}

// AfterFunc is what package context calls for contexts that are made of this one, so that none costs a
// goroutine.
func (l *limit) AfterFunc(f func()) (stop func() bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		go f()
		return func() bool { return false }
	}
	l.after = append(l.after, &f)
	return func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		i := slices.Index(l.after, &f)
		if i >= 0 {
			l.after = slices.Delete(l.after, i, i+1)
		}
		return i >= 0
	}
}

// cancel ends the context, if it has not ended already.
func (l *limit) cancel(err error) {
	l.mu.Lock()
	if l.err != nil {
		l.mu.Unlock()
		return
	}
	l.err = err
	if l.done != nil {
		close(l.done)
	}
	after := l.after
	l.after = nil
	l.mu.Unlock()
	for _, f := range after {
		(*f)()
	}
}
