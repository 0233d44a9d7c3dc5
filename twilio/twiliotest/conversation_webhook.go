package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationHook is a webhook of one conversation.
type conversationHook struct {
	sid, target       string
	url, method       string
	filters, triggers []string
	flow              string
	replay            *int
	created, updated  time.Time
}

const (
	maxWebhooks   = 5
	maxTriggers   = 5
	maxWebhookURL = 2048
)

// wants reports whether a webhook is to be told of an event. Studio is not emulated.
func (h *conversationHook) wants(event string, form url.Values) bool {
	switch h.target {
	case "webhook":
		return slices.Contains(h.filters, event)
	case "trigger":
		return event == "onMessageAdded" && mentions(form.Get("Body"), h.triggers)
	}
	return false
}

func (t *conversation) webhookBody(h *conversationHook, v view) any {
	configuration := map[string]any{}
	if h.target == "studio" {
		configuration["flow_sid"] = h.flow
	} else {
		configuration["url"], configuration["method"] = h.url, h.method
	}
	switch h.target {
	case "webhook":
		configuration["filters"] = h.filters
	case "trigger":
		configuration["triggers"] = h.triggers
	}
	if h.replay != nil {
		configuration["replay_after"] = *h.replay
	}
	return v.about(map[string]any{
		"sid": h.sid, "account_sid": t.in.in.account.sid, "conversation_sid": t.sid,
		"target": h.target, "configuration": configuration,
		"date_created": iso8601(h.created), "date_updated": iso8601(h.updated),
		"url": v.base + "/Conversations/" + t.sid + "/Webhooks/" + h.sid,
	})
}

// webhookSettings takes over what a call says of a webhook, and refuses one that cannot be.
func (c *conversationCall) webhookSettings(h *conversationHook) error {
	if v := c.params.Get("Configuration.Url"); v != "" {
		h.url = v
	}
	if v := c.params.Get("Configuration.Method"); v != "" {
		h.method = strings.ToLower(v)
	}
	if v := c.params.Get("Configuration.FlowSid"); v != "" {
		h.flow = v
	}
	if v := c.params["Configuration.Filters"]; len(v) > 0 {
		h.filters = v
	}
	if v := c.params["Configuration.Triggers"]; len(v) > 0 {
		h.triggers = v
	}
	if h.target == "studio" {
		if !isSID("FW", h.flow) {
			return bad(50367, "Invalid conversation webhook flow SID")
		}
		return nil
	}
	switch {
	case h.url == "":
		return bad(50369, "Conversation webhook URL not provided")
	case len(h.url) > maxWebhookURL:
		return bad(50372, "Conversation webhook URL is too long")
	case !callable(h.url):
		return bad(twilio.ErrInvalidURL, "Configuration.Url is not a valid URL")
	case h.method != "get" && h.method != "post":
		return bad(twilio.ErrInvalidMethod, "Configuration.Method is not a valid method")
	}
	if h.target == "trigger" {
		return checkTriggers(h.triggers)
	}
	if len(h.filters) == 0 {
		return bad(50370, "Conversation webhook filter not provided")
	}
	for _, event := range h.filters {
		if !slices.Contains(scopedEvents, event) {
			return bad(50365, "Invalid conversation webhook filter")
		}
	}
	return nil
}

func checkTriggers(triggers []string) error {
	switch {
	case len(triggers) == 0:
		return bad(50371, "Conversation webhook trigger not provided")
	case len(triggers) > maxTriggers:
		return bad(50362, "Too many conversation webhook triggers")
	case slices.Contains(triggers, ""):
		return bad(50366, "Invalid conversation webhook trigger")
	}
	return nil
}

func (c *conversationCall) createWebhook() (any, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	h := &conversationHook{target: c.params.Get("Target"), method: "post", created: c.tw.stamp(), updated: c.tw.stamp()}
	switch {
	case h.target == "":
		return nil, bad(50368, "Conversation webhook type not provided")
	case !slices.Contains([]string{"webhook", "trigger", "studio"}, h.target):
		return nil, bad(50364, "Invalid conversation webhook type")
	case len(talk.webhooks) >= maxWebhooks:
		return nil, refuse(http.StatusForbidden, conversations.ErrTooManyWebhooks, "Too many conversation webhooks")
	}
	if err := c.webhookSettings(h); err != nil {
		return nil, err
	}
	if v := c.params.Get("Configuration.ReplayAfter"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			return nil, bad(twilio.ErrUnknownParameters, "Invalid Configuration.ReplayAfter")
		}
		h.replay = &n
	}
	h.sid = c.tw.sid("WH")
	talk.webhooks = append(talk.webhooks, h)
	talk.replayTo(h)
	return talk.webhookBody(h, c.view), nil
}

// replayTo tells a new webhook of the messages that it wants to be told of once more.
func (t *conversation) replayTo(h *conversationHook) {
	if h.replay == nil {
		return
	}
	for _, m := range t.messages {
		event := m.laterEvent()
		event.Del("DateUpdated")
		event.Set("MessagingServiceSid", t.messaging)
		if m.index >= *h.replay && h.wants("onMessageAdded", event) {
			a := t.in.in
			a.notify(h.url, h.method, a.sign(cause{source: "API"}, "onMessageAdded", event))
		}
	}
}

func (c *conversationCall) listWebhooks() (any, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	var items []item
	for _, h := range talk.webhooks {
		items = append(items, item{h.sid, func() any { return talk.webhookBody(h, c.view) }})
	}
	return c.list("webhooks", maxWebhooks, items)
}

// webhook returns the webhook that the path names.
func (c *conversationCall) webhook() (*conversation, *conversationHook, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, nil, err
	}
	for _, h := range talk.webhooks {
		if h.sid == c.vars.get("sid") {
			return talk, h, nil
		}
	}
	return nil, nil, c.notFound()
}

func (c *conversationCall) getWebhook() (any, error) {
	talk, h, err := c.webhook()
	if err != nil {
		return nil, err
	}
	return talk.webhookBody(h, c.view), nil
}

func (c *conversationCall) updateWebhook() (any, error) {
	talk, h, err := c.webhook()
	if err != nil {
		return nil, err
	}
	changed := *h
	changed.updated = c.tw.stamp()
	if err := c.webhookSettings(&changed); err != nil {
		return nil, err
	}
	*h = changed
	return talk.webhookBody(h, c.view), nil
}

func (c *conversationCall) deleteWebhook() (any, error) {
	talk, h, err := c.webhook()
	if err != nil {
		return nil, err
	}
	talk.webhooks = slices.DeleteFunc(talk.webhooks, func(other *conversationHook) bool { return other == h })
	return nil, nil //nolint:nilnil // a deletion has no answer
}
