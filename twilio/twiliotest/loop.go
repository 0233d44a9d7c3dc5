package twiliotest

import (
	"maps"
	"slices"
	"time"
)

// What Twilio takes for two programs that answer each other.
const (
	maxLoop  = 30
	loopTime = 30 * time.Second
)

// WithLoopGuard sets how many replies in TwiML go from one sender to one person in a time. The
// next is not sent, and an alert with [twilio.ErrReplyRateLimit]. Without the option that is 30 in
// 30 seconds; 0 replies is no limit, as a test of load wants it.
func WithLoopGuard(replies int, within time.Duration) Option {
	return func(c *config) { c.guard, c.guarded = replies, within }
}

// mayReply reports whether one more reply may go from a number to a person, and counts it if so.
func (tw *Twilio) mayReply(p pair) bool {
	if tw.cfg.guard <= 0 {
		return true
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	now := tw.Now()
	old := func(at time.Time) bool { return now.Sub(at) >= tw.cfg.guarded }
	lately := slices.DeleteFunc(tw.replied[p], old)
	if len(lately) == 0 { // one that begins: have others end
		maps.DeleteFunc(tw.replied, func(_ pair, at []time.Time) bool { return len(at) == 0 || old(at[len(at)-1]) })
	}
	if len(lately) >= tw.cfg.guard {
		tw.replied[p] = lately
		return false
	}
	tw.replied[p] = append(lately, now)
	return true
}
