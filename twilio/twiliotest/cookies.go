package twiliotest

import (
	"cmp"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path"
	"time"
)

const (
	cookieLife = 4 * time.Hour // of idleness
	fewCookies = 1000          // conversations, of which the idle ones may as well be kept
)

// cookies are those of a conversation whose app has set some.
type cookies struct {
	jar  *cookiejar.Jar `keep:"-"`
	last time.Time
	set  map[cookieKey]setCookie // of which the jar is made again
}

// conversationJar has the cookies of a conversation, without those that have not been used for too
// long. It costs nothing until the app sets a cookie, which few do.
type conversationJar struct {
	tw   *Twilio
	pair pair
}

// jar returns the cookies of a conversation.
func (tw *Twilio) jar(p pair) conversationJar { return conversationJar{tw, p} }

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
		if c = (&cookies{jar: jar, last: now, set: map[cookieKey]setCookie{}}); len(j.tw.cookies) >= max(fewCookies, j.tw.manyCookies) {
			maps.DeleteFunc(j.tw.cookies, func(_ pair, old *cookies) bool { return old.stale(now) })
			j.tw.manyCookies = 2 * len(j.tw.cookies) // so that a cookie costs the same however many there are
		}
		j.tw.cookies[j.pair] = c
	}
	c.jar.SetCookies(u, list)
	for _, cookie := range list {
		c.keep(u, cookie)
	}
}

// cookieKey tells the cookies in a jar apart: by the host, and by name, domain and path.
type cookieKey struct{ host, name string }

// setCookie is a cookie as the app set it.
type setCookie struct {
	url  string
	line string
}

// keep keeps what makes a cookie again. How long it lives is kept as until when.
func (c *cookies) keep(u *url.URL, cookie *http.Cookie) {
	again := *cookie //nolint:gosec // which the app has set as it is
	if again.MaxAge > 0 {
		life := time.Duration(again.MaxAge) * time.Second
		again.Expires, again.MaxAge = time.Now().Add(life), 0 //nolint:forbidigo // by which the jar goes, too
	}
	key := cookieKey{u.Host, cookie.Name + " " + cookie.Domain + " " + cmp.Or(cookie.Path, path.Dir(u.Path))}
	if again.MaxAge < 0 {
		delete(c.set, key)
		return
	}
	c.set[key] = setCookie{url: u.Scheme + "://" + u.Host + u.Path, line: again.String()}
}

// revive makes the jar again of what the app set.
func (c *cookies) revive() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return // New fails for no reason
	}
	c.jar = jar
	for _, set := range c.set {
		u, err := url.Parse(set.url)
		cookie, bad := http.ParseSetCookie(set.line)
		if err == nil && bad == nil {
			jar.SetCookies(u, []*http.Cookie{cookie})
		}
	}
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
