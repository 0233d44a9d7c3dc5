package twiliotest

import "time"

// clock is the emulator's time. All that Twilio does by itself goes by it; how long the app and its
// HTTP client may take is measured in the time of package time.
type clock struct{}

func (c *clock) now() time.Time { return time.Now() }

// stamp is the time as the API tells it.
func (c *clock) stamp() time.Time { return c.now().UTC().Truncate(time.Second) }

// since returns how long ago t was.
func (c *clock) since(t time.Time) time.Duration { return c.now().Sub(t) }

// until returns how far ahead t is.
func (c *clock) until(t time.Time) time.Duration { return t.Sub(c.now()) }

// stamp is the time as the API tells it.
func (tw *Twilio) stamp() time.Time { return tw.cfg.clock.stamp() }

// Now returns the emulator's time, by which everything that Twilio does is dated.
func (tw *Twilio) Now() time.Time { return tw.cfg.clock.now() }
