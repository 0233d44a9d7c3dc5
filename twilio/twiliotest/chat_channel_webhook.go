package twiliotest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// channelHook is a webhook of one channel.
type channelHook struct {
	chatDates
	sid, url, method, flow string
	kind                   chat.WebhookType
	filters, triggers      []string
	retries                int
}

const (
	maxChatTriggers   = 5
	maxChatWebhookURL = 2048
)

// sortedHooks returns a channel's webhooks, oldest first.
func (ch *chatChannel) sortedHooks() []*channelHook {
	var list []*channelHook
	for _, w := range ch.webhooks {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b *channelHook) int { return strings.Compare(a.sid, b.sid) })
	return list
}

func (s *chatService) hookBody(c *chatCall, ch *chatChannel, w *channelHook) any {
	configuration := map[string]any{}
	switch w.kind {
	case chat.WebhookTypeStudio:
		configuration["flow_sid"] = w.flow
	case chat.WebhookTypeTrigger:
		configuration["triggers"] = w.triggers
	default:
		configuration["filters"] = w.filters
	}
	if w.kind != chat.WebhookTypeStudio {
		configuration["url"], configuration["method"], configuration["retry_count"] = w.url, w.method, w.retries
	}
	return map[string]any{
		"sid": w.sid, "account_sid": s.account.sid, "service_sid": s.sid, "channel_sid": ch.sid,
		"type": w.kind, "configuration": configuration, "url": s.url(c, "Channels", ch.sid, "Webhooks", w.sid),
		"date_created": iso8601(w.created), "date_updated": iso8601(w.updated),
	}
}

// changedHook returns a webhook as a call makes or changes it.
func (c *chatCall) changedHook(w *channelHook) (*channelHook, error) {
	p, next := c.params, *w
	next.url = given(p, "Configuration.Url", w.url)
	next.method = strings.ToUpper(given(p, "Configuration.Method", w.method))
	next.flow = given(p, "Configuration.FlowSid", w.flow)
	if list := p["Configuration.Filters"]; len(list) > 0 {
		next.filters = list
	}
	if list := p["Configuration.Triggers"]; len(list) > 0 {
		next.triggers = list
	}
	if v := p.Get("Configuration.RetryCount"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n > maxHookRetries {
			return nil, bad(50065, "Invalid webhook retry count")
		}
		next.retries = n
	}
	next.updated = c.tw.stamp()
	return &next, next.check()
}

// check refuses a webhook that lacks what its type asks for.
func (w *channelHook) check() error {
	switch w.kind {
	case chat.WebhookTypeStudio:
		if !looksLikeSID(w.flow, "FW") {
			return bad(50327, "Invalid channel webhook flow sid")
		}
		return nil
	case chat.WebhookTypeWebhook, chat.WebhookTypeTrigger:
	case "":
		return bad(50328, "Channel webhook type not provided")
	default:
		return bad(50324, "Invalid channel webhook type")
	}
	trigger := w.kind == chat.WebhookTypeTrigger
	switch {
	case w.url == "":
		return bad(50329, "Channel webhook url not provided")
	case len(w.url) > maxChatWebhookURL:
		return bad(50332, "Channel webhook url too long")
	case !callable(w.url):
		return bad(50054, "Invalid webhook format")
	case w.method != http.MethodGet && w.method != http.MethodPost:
		return bad(50055, "Invalid webhook method")
	case trigger && len(w.triggers) == 0:
		return bad(50331, "Channel webhook trigger not provided")
	case trigger && len(w.triggers) > maxChatTriggers:
		return bad(chat.ErrTooManyTriggers, "Too many channel webhook triggers")
	case trigger && slices.Contains(w.triggers, ""):
		return bad(50326, "Invalid channel webhook trigger")
	case !trigger && len(w.filters) == 0:
		return bad(50330, "Channel webhook filter not provided")
	case !trigger && slices.ContainsFunc(w.filters, func(f string) bool { return !channelEvents[f] }):
		return bad(50325, "Invalid channel webhook filter")
	}
	return nil
}

func createChannelWebhook(c *chatCall) (any, error) {
	if c.params.Get("Type") == "" {
		return nil, missing("Type")
	}
	w, err := c.changedHook(&channelHook{
		chatDates: newDates(c.tw.stamp()), kind: chat.WebhookType(c.params.Get("Type")), method: http.MethodPost,
	})
	switch {
	case err != nil:
		return nil, err
	case len(c.channel.webhooks) >= maxChatWebhooks:
		return nil, refuse(http.StatusForbidden, chat.ErrTooManyWebhooks, "Too many channel webhooks")
	}
	w.sid = c.tw.sid("WH")
	c.channel.webhooks[w.sid] = w
	return c.service.hookBody(c, c.channel, w), nil
}

func listChannelWebhooks(c *chatCall) (any, error) {
	c.pageLimit = maxChatWebhooks
	return c.page("webhooks", chatItems(c.channel.webhooks,
		func(w *channelHook) string { return w.sid }, nil,
		func(w *channelHook) any { return c.service.hookBody(c, c.channel, w) }))
}

// pathHook returns the webhook that the path names.
func (c *chatCall) pathHook() (*channelHook, error) {
	if w := c.channel.webhooks[c.vars.get("sid")]; w != nil {
		return w, nil
	}
	return nil, c.notFound()
}

func getChannelWebhook(c *chatCall) (any, error) {
	w, err := c.pathHook()
	if err != nil {
		return nil, err
	}
	return c.service.hookBody(c, c.channel, w), nil
}

func updateChannelWebhook(c *chatCall) (any, error) {
	w, err := c.pathHook()
	if err != nil {
		return nil, err
	}
	next, err := c.changedHook(w)
	if err != nil {
		return nil, err
	}
	*w = *next
	return c.service.hookBody(c, c.channel, w), nil
}

func deleteChannelWebhook(c *chatCall) (any, error) {
	w, err := c.pathHook()
	if err != nil {
		return nil, err
	}
	delete(c.channel.webhooks, w.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
