package twiliotest

import (
	"maps"
	"net/http"
	"net/http/cookiejar"
	"time"
)

const cookieLife = 4 * time.Hour // of idleness

type cookies struct {
	jar  *cookiejar.Jar
	last time.Time
}

// jar returns the cookies of a conversation, without those that have not been used for too long.
// What is between no pair has none.
func (tw *Twilio) jar(p pair) http.CookieJar {
	if p == (pair{}) {
		return nil
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	c, now := tw.cookies[p], time.Now()
	if c == nil || now.Sub(c.last) > cookieLife {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return nil // New fails for no reason
		}
		maps.DeleteFunc(tw.cookies, func(_ pair, old *cookies) bool { return now.Sub(old.last) > cookieLife })
		c = &cookies{jar: jar}
		tw.cookies[p] = c
	}
	c.last = now
	return c.jar
}
