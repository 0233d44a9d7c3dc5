package webhook

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// ErrReplayed says that a request was sent before and is not carried out again. It goes to the
// function of [WithOnError]; the sender is answered as if all were well.
var ErrReplayed = errors.New("webhook: request was sent before")

// A ReplayGuard remembers requests for [WithReplayGuard]. A [ReplayMemory] serves one process.
// For several, keep the keys in a database that can insert one if it is not there, such as Redis
// with SET NX EX, for as long as a request could be of use to who has recorded it.
//
// Methods are called by many goroutines at once. An error of Claim is answered with 500, so
// that Twilio turns to the fallback URL.
type ReplayGuard interface {
	// Claim remembers key and reports whether it was new. Of several calls at once with the same
	// key, one reports true. A key is 28 characters long and tells nothing about the message.
	Claim(ctx context.Context, key string) (isNew bool, err error)
	// Release forgets key: the request was not carried out and may come again. ctx is not
	// canceled when the request's is.
	Release(ctx context.Context, key string) error
}

// A ReplayMemory is a [ReplayGuard] in the memory of one process.
type ReplayMemory struct {
	size int
	ttl  time.Duration

	mu    sync.Mutex
	keys  map[string]*list.Element
	order *list.List // of claim, oldest first
}

type claim struct {
	key     string
	expires time.Time
}

// NewReplayMemory returns a guard that remembers a request for ttl, and at most the latest size
// requests, at some 250 bytes each. It panics if one of the two is not positive.
func NewReplayMemory(size int, ttl time.Duration) *ReplayMemory {
	if size <= 0 || ttl <= 0 {
		panic("webhook: a ReplayMemory needs a positive size and time")
	}
	return &ReplayMemory{size: size, ttl: ttl, keys: map[string]*list.Element{}, order: list.New()}
}

// Claim remembers key and reports whether it was new. Its error is always nil.
func (m *ReplayMemory) Claim(_ context.Context, key string) (isNew bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()

	now := time.Now()
	for e := m.order.Front(); e != nil && !now.Before(e.Value.(claim).expires); e = m.order.Front() {
		m.remove(e)
	}
	if _, known := m.keys[key]; known {
		return false, nil
	}
	if m.order.Len() >= m.size {
		m.remove(m.order.Front())
	}
	m.keys[key] = m.order.PushBack(claim{key, now.Add(m.ttl)})
	return true, nil
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

func (m *ReplayMemory) remove(e *list.Element) {
	delete(m.keys, m.order.Remove(e).(claim).key)
}

// once runs a request unless the guard knows it already, and has the guard forget it if run
// reports false or panics. It answers what run does not get to see.
func (v *Validator) once(w http.ResponseWriter, r *http.Request, p *proof, run func() (done bool)) {
	guard := v.config.guard
	if guard == nil || r.Context().Value(claimed{v}) == p.signature {
		run()
		return
	}
	switch isNew, err := guard.Claim(r.Context(), p.signature); {
	case err != nil:
		v.refuse(w, r, fmt.Errorf("webhook: replay guard: %w", err))
		return
	case !isNew:
		v.config.onError(r, ErrReplayed)
		nothing.write(w)
		return
	}
	done := false
	defer func() {
		if done {
			return
		}
		if err := guard.Release(context.WithoutCancel(r.Context()), p.signature); err != nil {
			v.config.onError(r, fmt.Errorf("webhook: replay guard: %w", err))
		}
	}()
	done = run()
}
