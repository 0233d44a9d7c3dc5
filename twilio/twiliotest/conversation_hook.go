package twiliotest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationHooks are the webhooks of an account or of a service.
type conversationHooks struct {
	pre, post, method, target string
	filters                   []string
}

// WithEventRetries sets how often Twilio tells of an event of Conversations again if the app did
// not answer in 5 seconds, or answered with 429, 503 or 504: up to 3 times, after 1, 2 and 4
// seconds. The default is 0. Events that are asked about before they happen are told once.
func WithEventRetries(count int) Option { return func(c *config) { c.eventRetries = min(count, 3) } }

// conversationNews are the events that webhooks are yet to be told of. They are told one after the
// other, in the order in which they happened.
type conversationNews struct {
	queue []*conversationNotice
	busy  bool
	last  *gate // open when the newest has been told
}

// conversationNotice is an event for one webhook.
type conversationNotice struct {
	url, method string
	form        url.Values
	token       string // of all tries, once there is one
	told        *gate
}

// tell tells a conversation's webhooks, and those of its service and account, what has happened.
func (t *conversation) tell(by cause, event string, form url.Values) {
	t.in.in.tell(by, t.in, t, event, form)
}

// tell tells the webhooks of the account, of a service and of a conversation, which is nil if it
// is not about one, what has happened.
func (a *conversationAccount) tell(by cause, s *conversationService, talk *conversation, event string, form url.Values) {
	if by.silent {
		return
	}
	form = a.sign(by, event, form)
	for _, h := range []*conversationHooks{&a.hooks, &s.hooks} {
		if h.post != "" && h.target != "flex" && slices.Contains(h.filters, event) {
			a.notify(h.post, h.method, form)
		}
	}
	if talk == nil {
		return
	}
	for _, h := range talk.webhooks {
		if h.wants(event, form) {
			a.notify(h.url, strings.ToUpper(h.method), form)
		}
	}
}

// sign returns the parameters of an event with those that all events have.
func (a *conversationAccount) sign(by cause, event string, form url.Values) url.Values {
	form = maps.Clone(form)
	form.Set("EventType", event)
	form.Set("AccountSid", a.account.sid)
	form.Set("Source", by.source)
	form.Set("RetryCount", "0")
	if by.identity != "" {
		form.Set("ClientIdentity", by.identity)
	}
	return form
}

// notify puts an event into the line of those to tell.
func (a *conversationAccount) notify(target, method string, form url.Values) {
	n := &conversationNotice{url: target, method: method, form: form, told: newGate()}
	a.news.queue, a.news.last = append(a.news.queue, n), n.told
	if !a.news.busy {
		a.news.busy = true
		a.tw.spawn(a.tellAll)
	}
}

// tellAll tells of events until there are none.
func (a *conversationAccount) tellAll() {
	for a.tw.ctx.Err() == nil {
		a.tw.mu.Lock()
		if len(a.news.queue) == 0 {
			a.news.busy = false
			a.tw.mu.Unlock()
			return
		}
		n := a.news.queue[0]
		a.news.queue = a.news.queue[1:]
		a.tw.mu.Unlock()
		a.attempt(n, 0)
		a.tw.open(n.told)
	}
}

// attempt tells of an event. What may succeed later is tried again apart from the line.
func (a *conversationAccount) attempt(n *conversationNotice, before int) {
	if n.token == "" {
		n.token = a.tw.callID("")
	}
	h, err := a.tw.ask(eventTimeout, n.token, a.account, n.method, n.url, n.form)
	if err == nil {
		return
	}
	a.tw.complain(h, err)
	if !h.again() || before >= a.tw.cfg.eventRetries {
		return
	}
	next := *n
	next.form = maps.Clone(n.form)
	next.form.Set("RetryCount", strconv.Itoa(before+1))
	a.tw.mu.Lock()
	defer a.tw.mu.Unlock()
	a.tw.spawn(func() {
		if a.tw.pause(time.Second << before) {
			a.attempt(&next, before+1)
		}
	})
}

// modifiable are the parameters of an event that an answer can change, by their name in it.
var modifiable = map[string]map[string]string{
	"onMessageAdd":         {"body": "Body", "author": "Author", "attributes": "Attributes"},
	"onMessageUpdate":      {"body": "Body", "author": "Author", "attributes": "Attributes"},
	"onConversationAdd":    {"friendly_name": "FriendlyName"},
	"onConversationUpdate": {"friendly_name": "FriendlyName"},
}

// consult asks the webhooks of the account and of the service about what somebody is about to do.
// It returns the parameters as they are to be, and the refusal if one webhook rejects it. The
// caller does not hold tw.mu.
func (a *conversationAccount) consult(by cause, s *conversationService, event string, form url.Values) (url.Values, []Request, error) {
	a.tw.mu.Lock()
	form = a.sign(by, event, form)
	var hooks []conversationHooks
	for _, h := range []*conversationHooks{&a.hooks, &s.hooks} {
		if h.pre != "" && h.target != "flex" && slices.Contains(h.filters, event) {
			hooks = append(hooks, *h)
		}
	}
	a.tw.mu.Unlock()
	var requests []Request
	for _, h := range hooks {
		out, err := a.tw.ask(eventTimeout, a.tw.callID(""), a.account, h.method, h.pre, form)
		if out.Status >= http.StatusBadRequest && out.Status < http.StatusInternalServerError {
			out.Code = 0 // a rejection is no failure
			a.tw.keep(out)
		}
		requests = append(requests, out.Request)
		if err != nil && (out.Status == 0 || out.Status >= http.StatusInternalServerError) {
			a.tw.complain(out, err)
		}
		switch {
		case out.Status >= http.StatusBadRequest:
			return form, requests, refuse(http.StatusForbidden, conversations.ErrRejectedByWebhook, "Webhook disabled processing of command")
		case out.Status == http.StatusOK && strings.TrimSpace(out.Body) != "":
			form = a.modify(event, form, out)
		}
	}
	return form, requests, nil
}

// modify returns the parameters of an event as the answer of a webhook changes them.
func (a *conversationAccount) modify(event string, form url.Values, out *hook) url.Values {
	var changes map[string]json.RawMessage
	if err := json.Unmarshal([]byte(out.Body), &changes); err != nil {
		a.tw.alert(Alert{Code: 50057, URL: out.URL, Text: "the answer is no JSON object"})
		return form
	}
	changed := maps.Clone(form)
	for name, param := range modifiable[event] {
		raw, ok := changes[name]
		if !ok || string(raw) == "null" {
			continue
		}
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw) // attributes as they are
		}
		if code := unfit(param, text); code != 0 {
			a.tw.alert(Alert{Code: code, URL: out.URL, Text: "the answer's " + name + " is not taken"})
			continue
		}
		changed.Set(param, text)
	}
	return changed
}

// unfit returns why a parameter cannot have a value that a webhook gives it, 0 if it can.
func unfit(param, text string) twilio.ErrorCode {
	switch {
	case param == "Body" && len(text) > maxChatBody:
		return 50504
	case param == "Author" && len([]rune(text)) > maxConversationIdentity:
		return 50310
	case param == "FriendlyName" && len([]rune(text)) > maxConversationName:
		return 50003
	case param == "Attributes" && len(text) > maxPartAttributes:
		return 50303
	case param == "Attributes" && !json.Valid([]byte(text)):
		return 50304
	}
	return 0
}
