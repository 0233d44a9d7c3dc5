package twilio

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pace spaces the calls of a run. It halves its rate when Twilio is too busy, and finds back to
// what was asked for by a hundredth of that with each success.
type pace struct {
	limiter *rate.Limiter
	most    rate.Limit

	mu    sync.Mutex
	pause time.Time     // no call before this
	next  time.Duration // how long to pause if Twilio does not say
}

const (
	firstPause   = 500 * time.Millisecond
	longestPause = 30 * time.Second
)

func newPace(perSecond float64) *pace {
	most := rate.Limit(perSecond)
	return &pace{limiter: rate.NewLimiter(most, 1), most: most, next: firstPause}
}

// wait returns when the next call may be made.
func (p *pace) wait(ctx context.Context) error {
	if err := sleep(ctx, p.limiter.Reserve().Delay()); err != nil {
		return err
	}
	for {
		p.mu.Lock()
		left := time.Until(p.pause)
		p.mu.Unlock()
		if left <= 0 {
			return context.Cause(ctx)
		}
		if err := sleep(ctx, left); err != nil {
			return err
		}
	}
}

// slow pauses all calls, for as long as Twilio asks or for longer each time, and halves the rate.
// Calls that were under way together count once.
func (p *pace) slow(retryAfter time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Before(p.pause) {
		if until := now.Add(retryAfter); until.After(p.pause) {
			p.pause = until
		}
		return
	}
	wait := retryAfter
	if wait <= 0 {
		wait = p.next/2 + rand.N(p.next/2+1)
		p.next = min(2*p.next, longestPause)
	}
	p.pause = now.Add(wait)
	p.limiter.SetLimit(max(p.limiter.Limit()/2, p.most/1000))
}

func (p *pace) quicken() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next = firstPause
	if current := p.limiter.Limit(); current < p.most {
		p.limiter.SetLimit(min(p.most, current+p.most/100))
	}
}
