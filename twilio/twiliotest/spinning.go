package twiliotest

import (
	"runtime"
	"slices"
	"sync"
)

// spinning is a mutex for what many hold at a time, each for an instant. Who waits lets others run and
// tries again, and sleeps only when that takes long. With a plain mutex, goroutines that queue up for it
// are woken one by one to have it handed to them, and two processors carry hardly more messages than
// one. To wake a goroutine takes longer than most that is done under the mutex, so Unlock does that.
type spinning struct {
	sync.Mutex
	starts []start // by Unlock
}

// patience is how often others run before a goroutine that waits for the mutex sleeps.
const patience = 64

// Lock locks the mutex.
func (m *spinning) Lock() {
	for range patience {
		if m.TryLock() {
			return
		}
		runtime.Gosched()
	}
	m.Mutex.Lock()
}

// Unlock unlocks the mutex and starts the jobs that were given out meanwhile.
func (m *spinning) Unlock() {
	if len(m.starts) == 0 {
		m.Mutex.Unlock()
		return
	}
	first, others := m.starts[0], slices.Clone(m.starts[1:])
	clear(m.starts)
	m.starts = m.starts[:0]
	m.Mutex.Unlock()
	first.now()
	for _, s := range others {
		s.now()
	}
}
