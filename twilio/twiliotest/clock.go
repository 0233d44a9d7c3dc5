package twiliotest

import (
	"fmt"
	"sync"
	"time"
)

// clock is the emulator's time. All that Twilio does by itself goes by it; how long the app and its
// HTTP client may take is measured in the time of package time.
type clock struct {
	mu     sync.Mutex // held for an instant, with or without the emulator's
	stands bool       // at this moment, or else
	moment time.Time
	ahead  time.Duration // of package time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tell()
}

func (c *clock) tell() time.Time {
	if c.stands {
		return c.moment
	}
	return time.Now().Add(c.ahead)
}

// standing reports whether the clock stands, be it for good or while [Twilio.Advance] works.
func (c *clock) standing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stands
}

// stop makes the clock stand still. It returns the time, and whether the clock ran.
func (c *clock) stop() (now time.Time, ran bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moment, c.stands, ran = c.tell(), true, !c.stands
	return c.moment, ran
}

// set puts a clock that stands on to a moment, unless that is past.
func (c *clock) set(moment time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if moment.After(c.moment) {
		c.moment = moment
	}
}

// run lets a clock that stands run on from there.
func (c *clock) run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead, c.stands = time.Until(c.moment), false
}

// lead puts a clock that runs ahead of package time, as it was in another process.
func (c *clock) lead(ahead time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead = ahead
}

// led returns how far the clock is ahead of package time.
func (c *clock) led() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stands {
		return time.Until(c.moment)
	}
	return c.ahead
}

// stamp is the time as the API tells it.
func (c *clock) stamp() time.Time { return c.now().UTC().Truncate(time.Second) }

// since returns how long ago t was.
func (c *clock) since(t time.Time) time.Duration { return c.now().Sub(t) }

// until returns how far ahead t is.
func (c *clock) until(t time.Time) time.Duration { return t.Sub(c.now()) }

// stamp is the time as the API tells it.
func (tw *Twilio) stamp() time.Time { return tw.cfg.clock.stamp() }

// WithClock makes the emulator's clock stand still at start: it moves by [Twilio.Advance] alone.
// What has its time then waits for the clock, such as delays of messages, and neither [Twilio.Wait]
// nor [Phone.Send] waits for that: they return when what is left to happen waits for the clock.
// Without the option the clock is that of package time.
//
// What the app's own code takes is still measured in the time of package time: the 15 seconds that
// it has to answer a webhook (5 for an event) and the 5 to be connected to, the answers that
// [FaultSlow] holds up, the seconds after which an event that the app is asked about is told again,
// and until when the app lets its own cookies live. So a handler that hangs is given up on, and no call of the app's waits for the clock.
func WithClock(start time.Time) Option {
	return func(c *config) { c.clock.stands, c.clock.moment, c.manual = true, start.Round(0), true }
}

// Now returns the emulator's time, by which everything that Twilio does is dated.
func (tw *Twilio) Now() time.Time { return tw.cfg.clock.now() }

// Advance moves the emulator's clock on by d, and does what falls due on the way in the order of its
// time: messages that are scheduled or travel, timers of conversations, the ends of tokens. Each
// happens at the moment at which it is due, as [Twilio.Now] and the dates of resources tell, and all
// that it sets off has come to its end, or waits for the clock, before the next. Advance returns when
// d has passed and nothing but what is due later is left to do. Advance(0) does what is under way.
//
// Without [WithClock] the clock runs before and after, and stands still while Advance works: it is d
// ahead of where it was. Several calls at a time are carried out one after the other. Once the
// emulator is closed, Advance moves the clock and nothing else. It panics if d is negative, since no
// time goes back.
//
// A handler of the app must not call Advance, since it would wait for itself, nor let a phone send
// while another calls it and replies take their time: see [WithDelays].
func (tw *Twilio) Advance(d time.Duration) {
	defer tw.mustSave()
	if d < 0 {
		panic(fmt.Sprintf("twiliotest: Advance by %v: time does not go back", d))
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for tw.advancing {
		tw.idle.Wait()
	}
	tw.advancing = true
	start, ran := tw.cfg.clock.stop()
	end := start.Add(d)
	tw.settle()
	for len(tw.alarms) > 0 && !tw.alarms[0].due.After(end) {
		next := tw.alarms[0]
		tw.cfg.clock.set(next.due)
		tw.disarm(next)
		next.ring()
		tw.settle()
	}
	tw.cfg.clock.set(end)
	if ran {
		tw.cfg.clock.run()
	}
	tw.tellLocked("the clock moves on by %v, to %s", d, end.UTC().Format(time.DateTime))
	tw.advancing = false
	tw.wind()
	tw.idle.Broadcast()
}

// settle waits until all that is under way waits for the clock. The caller holds tw.mu.
func (tw *Twilio) settle() {
	for tw.running > tw.waiting {
		tw.idle.Wait()
	}
}
