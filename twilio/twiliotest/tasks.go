package twiliotest

import (
	"time"
)

const tokenLife = time.Hour

// spawn runs f in the background. It does nothing once the emulator is closed. The caller holds
// tw.mu.
func (tw *Twilio) spawn(f func()) {
	if tw.closed {
		return
	}
	tw.running++
	go func() {
		defer tw.done()
		f()
	}()
}

func (tw *Twilio) done() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.running--
	if tw.running == 0 {
		tw.idle.Broadcast()
	}
}

// after runs f in the background when d has passed, unless the emulator is closed by then. It is
// a timer, not a goroutine, and [Twilio.Wait] does not wait for it. The caller holds tw.mu.
func (tw *Twilio) after(d time.Duration, f func()) {
	if tw.closed {
		return
	}
	var t *time.Timer
	t = time.AfterFunc(d, func() {
		tw.mu.Lock()
		_, live := tw.timers[t]
		delete(tw.timers, t)
		if live {
			tw.running++
		}
		tw.mu.Unlock()
		if live {
			defer tw.done()
			f()
		}
	})
	tw.timers[t] = struct{}{}
}

// pause waits for d within the task that calls it, and reports whether the emulator still runs.
func (tw *Twilio) pause(d time.Duration) bool {
	if d <= 0 {
		return tw.ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-tw.ctx.Done():
		return false
	}
}

// Wait returns when everything under way has come to its end: messages sent have their last
// status, and its callbacks have been answered. What is planned for later, such as a message
// scheduled for tomorrow, is not waited for.
func (tw *Twilio) Wait() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for tw.running > 0 {
		tw.idle.Wait()
	}
}

// Close ends the emulator: webhooks under way are cut off, nothing planned for later happens,
// and every goroutine of the emulator has ended when Close returns. Its state can still be read.
func (tw *Twilio) Close() {
	tw.mu.Lock()
	tw.closed = true
	for t := range tw.timers {
		t.Stop()
	}
	clear(tw.timers)
	tw.mu.Unlock()
	tw.stop()
	tw.Wait()
}
