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
	"time"
)

// visit is a request that a handler of the app answers.
type visit struct {
	recorder
	handler http.Handler
	url     *url.URL   // as the client has it
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
	v := newVisit(r)
	stop := context.AfterFunc(ctx, func() { v.end(context.Cause(ctx)) })
	defer stop()
	return &v.recorder, tw.present(v, m, arriving(ctx, r))
}

// visitUntil is visit of a webhook, until a moment of package time or until the emulator is closed.
func (tw *Twilio) visitUntil(end time.Time, m *mount, r *http.Request) (*answer, error) {
	if !end.After(time.Now()) {
		return nil, context.DeadlineExceeded
	}
	v := newVisit(r)
	v.limit.Context, v.limit.end = tw.ctx, end //nolint:fatcontext // it is made here
	defer v.limit.cancel(context.Canceled)     // once the answer is there, whatever the handler still writes
	if err := tw.present(v, m, asServed(r.WithContext(&v.limit), r)); err != nil {
		return nil, err
	}
	body, _, err := v.finish()
	return &answer{status: v.status, header: v.sent, body: body}, err
}

func newVisit(r *http.Request) *visit { return &visit{url: r.URL, over: make(chan error, 1)} }

// present has the handler called, and waits for what comes of it.
func (tw *Twilio) present(v *visit, m *mount, arrived *http.Request) error {
	arrived.TLS = m.tls
	if arrived.ContentLength > 0 {
		arrived.Header.Set("Content-Length", strconv.FormatInt(arrived.ContentLength, 10))
	}
	v.recorder = recorder{request: arrived, header: http.Header{}, length: -1}
	v.handler = m.handler
	if !tw.handle(v) {
		return errClosed
	}
	return <-v.over
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

// watchman gives up on webhooks that take too long. Nearly all have their answer long before: so there
// is one for all that are under way at a time, who rings at the end of the first, and looks then who is
// late and when to ring next. He goes when all is done, since a timer must not outlive the synctest
// bubble that it is of.
type watchman struct {
	timer *time.Timer
	rings time.Time
}

// watch sees to it that a webhook is given up on at its end. The caller holds tw.mu.
func (tw *Twilio) watch(end time.Time) {
	if w := tw.watchman; w != nil {
		if !end.Before(w.rings) {
			return
		}
		w.timer.Stop()
	}
	w := &watchman{rings: end}
	w.timer = time.AfterFunc(time.Until(end), func() { tw.giveUpLate(w) })
	tw.watchman = w
}

// unwatch ends the watch. The caller holds tw.mu.
func (tw *Twilio) unwatch() {
	if tw.watchman != nil {
		tw.watchman.timer.Stop()
		tw.watchman = nil
	}
}

// giveUpLate gives up on the webhooks whose time is over.
func (tw *Twilio) giveUpLate(w *watchman) {
	var late []*visit
	var next time.Time
	tw.mu.Lock()
	if tw.watchman != w { // who was sent away as he rang
		tw.mu.Unlock()
		return
	}
	tw.watchman = nil
	now := time.Now()
	for v := range tw.handlers {
		switch end := v.limit.end; {
		case end.IsZero() || v.limit.Err() != nil:
		case !end.After(now):
			late = append(late, v)
		case next.IsZero() || end.Before(next):
			next = end
		}
	}
	if !next.IsZero() {
		tw.watch(next)
	}
	tw.mu.Unlock()
	for _, v := range late {
		v.giveUp(context.DeadlineExceeded)
	}
}

// giveUpAll gives up on all webhooks, since the emulator is closed.
func (tw *Twilio) giveUpAll() {
	tw.mu.Lock()
	tw.unwatch()
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
