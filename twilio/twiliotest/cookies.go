package twiliotest

import (
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"time"
)

const (
	cookieLife = 4 * time.Hour // of idleness
	fewCookies = 1000          // conversations, of which the idle ones may as well be kept
)

// cookies are those of a conversation whose app has set some.
type cookies struct {
	jar  *cookiejar.Jar
	last time.Time
}

// conversationJar has the cookies of a conversation, without those that have not been used for too
// long. It costs nothing until the app sets a cookie, which few do.
type conversationJar struct {
	tw   *Twilio
	pair pair
}

// jar returns the cookies of a conversation. What is between no pair has none.
func (tw *Twilio) jar(p pair) http.CookieJar {
	if p == (pair{}) {
		return nil
	}
	return conversationJar{tw, p}
}

// Cookies returns those that go to a URL.
func (j conversationJar) Cookies(u *url.URL) []*http.Cookie {
	j.tw.mu.Lock()
	defer j.tw.mu.Unlock()
	if c := j.live(j.tw.Now()); c != nil {
		return c.jar.Cookies(u)
	}
	return nil
}

// SetCookies keeps those that came from a URL.
func (j conversationJar) SetCookies(u *url.URL, list []*http.Cookie) {
	if len(list) == 0 {
		return
	}
	j.tw.mu.Lock()
	defer j.tw.mu.Unlock()
	now := j.tw.Now()
	c := j.live(now)
	if c == nil {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return // New fails for no reason
		}
		if c = (&cookies{jar: jar, last: now}); len(j.tw.cookies) >= max(fewCookies, j.tw.manyCookies) {
			maps.DeleteFunc(j.tw.cookies, func(_ pair, old *cookies) bool { return old.stale(now) })
			j.tw.manyCookies = 2 * len(j.tw.cookies) // so that a cookie costs the same however many there are
		}
		j.tw.cookies[j.pair] = c
	}
	c.jar.SetCookies(u, list)
}

// live returns the conversation's cookies, nil if there are none or they are too old, and marks them
// as used. The caller holds tw.mu.
func (j conversationJar) live(at time.Time) *cookies {
	c := j.tw.cookies[j.pair]
	if c == nil || c.stale(at) {
		return nil
	}
	c.last = at
	return c
}

func (c *cookies) stale(at time.Time) bool { return at.Sub(c.last) > cookieLife }
