package webhook_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

type order struct {
	Items []string
	Note  string
}

// A chat is a person on one side and a handler on the other, with Twilio keeping the cookie.
type chat struct {
	handler  http.Handler
	from, to channels.Address
	cookie   *http.Cookie
	status   int
}

func (c *chat) say(body string) (reply string) {
	r := webhooktest.NewRequest(token, http.MethodPost, smsURL, webhooktest.MessageForm(c.from, c.to, body))
	if c.cookie != nil {
		r.AddCookie(c.cookie)
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	c.status = w.Code
	for _, cookie := range w.Result().Cookies() {
		c.cookie = cookie
		if cookie.MaxAge < 0 {
			c.cookie = nil
		}
	}
	_, reply, _ = strings.Cut(w.Body.String(), "<Message>")
	reply, _, _ = strings.Cut(reply, "<")
	return reply
}

// shop takes orders: every message adds an item, "done" ends it.
func shop(_ context.Context, m *webhook.IncomingMessage, s *webhook.Session[order]) (*twiml.Response, error) {
	switch m.Body {
	case "done":
		items := strings.Join(s.Value.Items, " ")
		s.End()
		return twiml.Reply("ordered: " + items), nil
	case "fail":
		s.Value.Items = nil
		return nil, errors.New("failed")
	case "look":
		return twiml.Reply(strings.Join(s.Value.Items, " ")), nil
	case "much":
		s.Value.Note = strings.Repeat("x", webhook.MaxSession)
		return nil, nil
	case "just enough":
		s.Value.Note = strings.Repeat("x", webhook.MaxSession-len(`{"Items":null,"Note":""}`))
		return nil, nil
	}
	s.Value.Items = append(s.Value.Items, m.Body)
	return twiml.Reply("noted"), nil
}

func newChat(t *testing.T, opts ...webhook.Option) *chat {
	t.Helper()
	return &chat{handler: webhook.MessagesWithSession(newValidator(t, token, opts...), shop), from: "+15558675310", to: "+15557122661"}
}

func TestSession(t *testing.T) {
	t.Parallel()
	c := newChat(t, webhook.WithOnError(func(_ *http.Request, err error) {
		if !strings.HasSuffix(err.Error(), "failed") {
			t.Error(err)
		}
	}))
	if c.say("look"); c.cookie != nil {
		t.Error("an empty session is kept")
	}
	c.say("tea")
	if k := c.cookie; k == nil || !k.HttpOnly || !k.Secure || k.Path != "/" || k.MaxAge != 4*60*60 {
		t.Error(k)
	}
	c.say("milk")
	if c.say("fail"); c.status != 500 {
		t.Error(c.status)
	}
	if got := c.say("look"); got != "tea milk" {
		t.Errorf("after a failure: %q", got)
	}
	if got := c.say("done"); got != "ordered: tea milk" || c.cookie != nil {
		t.Error(got, c.cookie)
	}
	if got := c.say("look"); got != "" {
		t.Errorf("after the end: %q", got)
	}
}

func TestSessionExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newChat(t)
		c.say("tea")
		time.Sleep(webhook.SessionTTL - time.Second)
		if got := c.say("look"); got != "tea" {
			t.Errorf("after 4 hours less a second: %q", got)
		}
		time.Sleep(webhook.SessionTTL - time.Second) // the last message was a new beginning
		if got := c.say("look"); got != "tea" {
			t.Errorf("after 8 hours less two: %q", got)
		}
		time.Sleep(webhook.SessionTTL)
		if got := c.say("look"); got != "" {
			t.Errorf("after 4 hours: %q", got)
		}
	})
}

// A cookie that was not made for this conversation is no session, and is reported.
func TestSessionNotGenuine(t *testing.T) {
	t.Parallel()
	var reported []error
	c := newChat(t, webhook.WithOnError(func(_ *http.Request, err error) { reported = append(reported, err) }))
	c.say("tea")
	good := *c.cookie
	raw, err := base64.RawURLEncoding.DecodeString(good.Value)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for i := range raw {
		changed := append([]byte(nil), raw...)
		changed[i] ^= 1
		values = append(values, base64.RawURLEncoding.EncodeToString(changed))
	}
	values = append(values, "", "x", "!", good.Value+"A", good.Value[:40], good.Value[4:], good.Value+good.Value)
	for _, value := range values {
		reported, c.cookie = nil, &http.Cookie{Name: good.Name, Value: value}
		if got := c.say("look"); got != "" || c.status != 200 || len(reported) != 1 || !errors.Is(reported[0], webhook.ErrSession) {
			t.Fatalf("cookie %q: %q, %d, %v", value, got, c.status, reported)
		}
	}
	for name, other := range map[string]*chat{
		"another person": {handler: c.handler, from: "+15558675311", to: c.to},
		"another sender": {handler: c.handler, from: c.from, to: "+15557122662"},
		"the other way":  {handler: c.handler, from: c.to, to: c.from},
		"borders moved":  {handler: c.handler, from: c.from + c.to, to: ""},
	} {
		reported, other.cookie = nil, &good
		if got := other.say("look"); got != "" || len(reported) != 1 || !errors.Is(reported[0], webhook.ErrSession) {
			t.Errorf("%s: %q, %v", name, got, reported)
		}
	}
	reported, c.cookie = nil, &good
	if got := c.say("look"); got != "tea" || reported != nil {
		t.Error(got, reported)
	}
}

func TestSessionTooLarge(t *testing.T) {
	t.Parallel()
	var reported error
	c := newChat(t, webhook.WithOnError(func(_ *http.Request, err error) { reported = err }))
	if c.say("much"); c.status != 500 || !errors.Is(reported, webhook.ErrSessionTooLarge) || c.cookie != nil {
		t.Error(c.status, reported)
	}
	if c.say("just enough"); c.status != 200 || c.cookie == nil || len(c.cookie.String()) > 4096 {
		t.Error(c.status, len(c.cookie.String()))
	}
}

func TestSessionKeys(t *testing.T) {
	t.Parallel()
	one, two := []byte(strings.Repeat("1", 32)), []byte(strings.Repeat("2", 32))
	old := newChat(t)
	old.say("tea")

	rotated := newChat(t, webhook.WithPreviousToken("older"))
	if rotated.cookie = old.cookie; rotated.say("look") != "tea" {
		t.Error("another token beside the first ends sessions")
	}
	own := newChat(t, webhook.WithSessionKey(one))
	if own.cookie = old.cookie; own.say("look") != "" {
		t.Error("a session of another key is taken")
	}
	own.say("milk")
	both := newChat(t, webhook.WithSessionKey(two), webhook.WithSessionKey(one))
	if both.cookie = own.cookie; both.say("look") != "milk" {
		t.Error("a session of the second key is not taken")
	}
	if own.cookie = both.cookie; own.say("look") != "" {
		t.Error("the first key does not sign")
	}
}

// Sessions of different types on one host do not meet.
func TestSessionTypes(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token)
	count := &chat{from: "+15558675310", to: "+15557122661"}
	count.handler = webhook.MessagesWithSession(v, func(_ context.Context, _ *webhook.IncomingMessage, s *webhook.Session[int]) (*twiml.Response, error) {
		s.Value++
		return twiml.Reply(strings.Repeat("I", s.Value)), nil
	})
	count.say("a")
	if got := count.say("b"); got != "II" {
		t.Error(got)
	}
	c := newChat(t, webhook.WithOnError(func(_ *http.Request, err error) { t.Error(err) }))
	if c.cookie = count.cookie; c.say("look") != "" {
		t.Error("a session of another type is taken")
	}
	broken := &chat{from: "+15558675310", to: "+15557122661"}
	broken.handler = webhook.MessagesWithSession(v, func(_ context.Context, _ *webhook.IncomingMessage, s *webhook.Session[any]) (*twiml.Response, error) {
		s.Value = func() {}
		return nil, nil
	})
	if broken.say("x"); broken.status != 500 {
		t.Error(broken.status)
	}
}
