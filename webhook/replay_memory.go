package webhook

import (
	"container/list"
	"context"
	"sync"
	"time"
)

// A ReplayMemory is a [ReplayGuard] in the memory of one process.
type ReplayMemory struct {
	size int
	ttl  time.Duration

	mu    sync.Mutex
	keys  map[string]*list.Element
	order *list.List // of *remembered, oldest first
}

type remembered struct {
	key     string
	claim   Claim
	expires time.Time
}

// NewReplayMemory returns a guard that remembers a request for ttl, and at most the latest size
// requests, at some 250 bytes each and as many as the answer has. Those under way count, too: ttl
// should be longer than a run takes. It panics if one of the two is not positive.
func NewReplayMemory(size int, ttl time.Duration) *ReplayMemory {
	if size <= 0 || ttl <= 0 {
		panic("webhook: a ReplayMemory needs a positive size and time")
	}
	return &ReplayMemory{size: size, ttl: ttl, keys: map[string]*list.Element{}, order: list.New()}
}

// Claim returns what is known of key; a new one is under way from now on. Its error is always nil.
func (m *ReplayMemory) Claim(_ context.Context, key string) (Claim, error) {
	m.mu.Lock()
	defer m.mu.Unlock()

	now := time.Now()
	for e := m.order.Front(); e != nil && !now.Before(e.Value.(*remembered).expires); e = m.order.Front() {
		m.remove(e)
	}
	if e, known := m.keys[key]; known {
		return e.Value.(*remembered).claim, nil
	}
	m.add(key, Claim{State: ClaimUnderWay})
	return Claim{State: ClaimNew}, nil
}

// Finish remembers the answer to key, for a whole ttl from now on. Its error is always nil.
func (m *ReplayMemory) Finish(_ context.Context, key string, answer []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, known := m.keys[key]; known {
		m.remove(e)
	}
	m.add(key, Claim{ClaimDone, answer})
	return nil
}

// Release forgets key. Its error is always nil.
func (m *ReplayMemory) Release(_ context.Context, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, known := m.keys[key]; known {
		m.remove(e)
	}
	return nil
}

func (m *ReplayMemory) add(key string, c Claim) {
	if m.order.Len() >= m.size {
		m.remove(m.order.Front())
	}
	m.keys[key] = m.order.PushBack(&remembered{key, c, time.Now().Add(m.ttl)})
}

func (m *ReplayMemory) remove(e *list.Element) {
	delete(m.keys, m.order.Remove(e).(*remembered).key)
}
