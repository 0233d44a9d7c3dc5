package twiliotest

import (
	"slices"
	"time"
)

const (
	tokenLife = time.Hour
	// grace is how long Close waits for handlers of the app that go on after the request has
	// been taken from them.
	grace = 5 * time.Second
)

// spawn runs f in the background. It does nothing once the emulator is closed. The caller holds
// tw.mu.
func (tw *Twilio) spawn(f func()) {
	if tw.closed {
		return
	}
	tw.running++
	tw.employ(job{task: func() {
		f()
		if tw.keeper.Load() == nil {
			return
		}
		tw.mu.Lock()
		last := tw.running-tw.waiting <= 1
		tw.mu.Unlock()
		if last { // else it is saved with what others do
			_ = tw.save() // a failure is told to who asks for something next
		}
	}})
}

// begin makes what the caller does until it calls done one of the things that Wait waits for.
// It reports false if the emulator is closed.
func (tw *Twilio) begin() bool {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.closed {
		return false
	}
	tw.running++
	return true
}

func (tw *Twilio) done() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.ended(job{})
}

// handle runs a handler of the app. Only Close waits for it by itself, and not for ever: it is
// the app's code, and may not end.
func (tw *Twilio) handle(v *visit) bool {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.closed {
		return false
	}
	tw.handlers[v] = struct{}{}
	if end := v.limit.end; !end.IsZero() {
		tw.watch(end)
	}
	tw.employ(job{visit: v})
	return true
}

// Wait returns when everything under way has come to its end: messages sent have their last
// status, its callbacks have been answered, and what people sent has been dealt with. What is
// planned for later is not waited for: a scheduled message before it is due, the expiry of a
// token. In a synctest bubble, sleep past that time and then call synctest.Wait before Wait, so
// that what was planned has begun. Or move the clock by [Twilio.Advance]. With [WithClock], what
// waits for the clock is not waited for either.
//
// A handler of the app must not call Wait, since it would wait for itself.
func (tw *Twilio) Wait() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.awaited++
	for tw.running > 0 && (tw.running > tw.waiting || tw.advancing || !tw.cfg.manual) {
		tw.idle.Wait()
	}
	for tw.allDone() && tw.workers > 0 { // so that no goroutine is left over
		tw.idle.Wait()
	}
	tw.awaited--
}

// Close ends the emulator: webhooks under way are cut off, nothing planned for later happens,
// and every goroutine of the emulator has ended when Close returns. A handler of the app that
// does not end when its request's context does is given five seconds, and then left alone. The
// emulator's state can still be read; requests to it fail.
func (tw *Twilio) Close() { tw.close() }

// close is Close. It returns the URLs of the handlers that still run.
func (tw *Twilio) close() []string {
	defer tw.endState()
	tw.mu.Lock()
	tw.closed = true
	tw.dismiss()
	for len(tw.alarms) > 0 {
		tw.disarm(tw.alarms[len(tw.alarms)-1])
	}
	tw.wind()
	tw.mu.Unlock()
	tw.stop()

	tw.giveUpAll()

	tw.mu.Lock()
	defer tw.mu.Unlock()
	patient := true
	if len(tw.handlers) > 0 {
		t := time.AfterFunc(grace, func() {
			tw.mu.Lock()
			defer tw.mu.Unlock()
			patient = false
			tw.idle.Broadcast()
		})
		defer t.Stop()
	}
	for tw.running > 0 || tw.workers > len(tw.handlers) || len(tw.handlers) > 0 && patient {
		tw.idle.Wait()
	}
	var urls []string
	for v := range tw.handlers {
		urls = append(urls, v.url.String())
	}
	slices.Sort(urls)
	return slices.Compact(urls)
}
