package twiliotest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"

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
			a.notify(h.url, h.method, form)
		}
	}
}

// sign returns the parameters of an event with those that all events have.
func (a *conversationAccount) sign(by cause, event string, form url.Values) url.Values {
	form = maps.Clone(form)
	form.Set("EventType", event)
	form.Set("AccountSid", a.account.sid)
	form.Set("Source", by.source)
	if by.identity != "" {
		form.Set("ClientIdentity", by.identity)
	}
	return form
}

// notify puts an event into the line of those to tell.
func (a *conversationAccount) notify(target, method string, form url.Values) {
	a.events.add(a.tw, a.account, eventHook{method, target, a.tw.cfg.eventRetries}, form)
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
		v := a.tw.askAbout(a.account, eventHook{method: h.method, url: h.pre}, form)
		requests = append(requests, v.request)
		if v.status != 0 {
			return form, requests, refuse(http.StatusForbidden, conversations.ErrRejectedByWebhook, "Webhook disabled processing of command")
		}
		form = a.modify(event, form, h.pre, v.changes)
	}
	return form, requests, nil
}

// modify returns the parameters of an event as the answer of a webhook changes them.
func (a *conversationAccount) modify(event string, form url.Values, target string, changes map[string]string) url.Values {
	changed := maps.Clone(form)
	for name, param := range modifiable[event] {
		text, ok := changes[name]
		if !ok {
			continue
		}
		if code := unfit(param, text); code != 0 {
			a.tw.alert(Alert{Code: code, URL: target, Text: "the answer's " + name + " is not taken"})
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
