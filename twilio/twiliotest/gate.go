package twiliotest

// gate is what tasks wait for that another task, or the clock, opens once. While they do they are
// among those that wait: all that is under way has settled when it waits. It is guarded by the
// emulator's mutex.
type gate struct {
	opened  chan struct{}
	open    bool
	waiting int // tasks
}

func newGate() *gate { return &gate{opened: make(chan struct{})} }

// open opens a gate, which may be open or nil. The caller must not hold tw.mu.
func (tw *Twilio) open(g *gate) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.openLocked(g)
}

// openLocked is open for callers that hold tw.mu.
func (tw *Twilio) openLocked(g *gate) {
	if g == nil || g.open {
		return
	}
	tw.waiting -= g.waiting // at once, so that nobody takes those for waiting who are about to go on
	g.open, g.waiting = true, 0
	close(g.opened)
}

// await waits for a gate within a task, and reports whether the emulator still runs. There is nothing
// to wait for at one that is nil. The caller must not hold tw.mu.
func (tw *Twilio) await(g *gate) bool {
	tw.mu.Lock()
	if g == nil || g.open {
		tw.mu.Unlock()
		return tw.ctx.Err() == nil
	}
	g.waiting++
	tw.waiting++
	tw.idle.Broadcast()
	tw.mu.Unlock()
	select {
	case <-g.opened:
		return true
	case <-tw.ctx.Done():
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if !g.open {
		g.waiting--
		tw.waiting--
	}
	return false
}
