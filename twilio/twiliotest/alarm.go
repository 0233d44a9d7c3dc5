package twiliotest

import (
	"container/heap"
	"time"
)

// alarm is something to do at a moment of the emulator's clock. It is guarded by the emulator's mutex.
type alarm struct {
	due   time.Time
	order uint64 // of being set, for those that are due at the same moment
	place int    // among the alarms, -1 once it is none of them
	ring  func() // called with tw.mu held
}

// alarms are those that are set, as a heap.
type alarms []*alarm

func (as alarms) Len() int { return len(as) }

func (as alarms) Less(i, j int) bool {
	if c := as[i].due.Compare(as[j].due); c != 0 {
		return c < 0
	}
	return as[i].order < as[j].order
}

func (as alarms) Swap(i, j int) {
	as[i], as[j] = as[j], as[i]
	as[i].place, as[j].place = i, j
}

// Push adds an alarm, for package heap.
func (as *alarms) Push(x any) {
	a := x.(*alarm) //nolint:forcetypeassert // nothing else is pushed
	a.place = len(*as)
	*as = append(*as, a)
}

// Pop removes the last alarm, for package heap.
func (as *alarms) Pop() any {
	last := len(*as) - 1
	a := (*as)[last]
	(*as)[last], *as = nil, (*as)[:last]
	a.place = -1
	return a
}

// set sets an alarm, or rings it now if it is overdue. It returns nil if the emulator is closed. The
// caller holds tw.mu.
func (tw *Twilio) set(due time.Time, ring func()) *alarm {
	if tw.closed {
		return nil
	}
	tw.alarmsSet++
	a := &alarm{due: due, order: tw.alarmsSet, place: -1, ring: ring}
	if !due.After(tw.Now()) {
		ring()
		return a
	}
	heap.Push(&tw.alarms, a)
	if a.place == 0 {
		tw.wind()
	}
	return a
}

// disarm takes an alarm back, if it is still set. The caller holds tw.mu.
func (tw *Twilio) disarm(a *alarm) {
	if a != nil && a.place >= 0 {
		heap.Remove(&tw.alarms, a.place)
	}
}

// wind makes the alarm that is due next ring by itself, unless the clock stands. The caller holds
// tw.mu.
func (tw *Twilio) wind() {
	if tw.timer != nil {
		tw.timer.Stop()
		tw.timer = nil
	}
	if len(tw.alarms) > 0 && !tw.closed && !tw.cfg.clock.standing() {
		tw.timer = time.AfterFunc(tw.cfg.clock.until(tw.alarms[0].due), tw.strike)
	}
}

// strike rings all alarms that are due.
func (tw *Twilio) strike() {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.closed || tw.cfg.clock.standing() { // for Advance to do, one after the other
		return
	}
	for now := tw.Now(); len(tw.alarms) > 0 && !tw.alarms[0].due.After(now); {
		a := tw.alarms[0]
		tw.disarm(a)
		a.ring()
	}
	tw.wind()
}

// at runs f in the background when it is due, unless the emulator is closed by then. [Twilio.Wait]
// does not wait for it. The caller holds tw.mu.
func (tw *Twilio) at(due time.Time, f func()) *alarm {
	return tw.set(due, func() { tw.spawn(f) })
}

// hold waits for d in the time of package time, where the app's own code waits, and reports whether the
// emulator still runs.
func (tw *Twilio) hold(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-tw.ctx.Done():
		return false
	}
}

// pause waits for d within the task that calls it, and reports whether the emulator still runs.
func (tw *Twilio) pause(d time.Duration) bool {
	if d <= 0 {
		return tw.ctx.Err() == nil
	}
	tw.mu.Lock()
	over := newGate()
	a := tw.set(tw.Now().Add(d), func() { tw.openLocked(over) })
	tw.mu.Unlock()
	ok := tw.await(over)
	if !ok {
		tw.mu.Lock()
		defer tw.mu.Unlock()
		tw.disarm(a)
	}
	return ok
}
