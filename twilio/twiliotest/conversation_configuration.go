package twiliotest

import (
	"net/http"
	"slices"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

func conversationAccountRoutes() []route {
	type c = conversationCall
	const (
		configuration = "/Configuration"
		webhooks      = configuration + "/Webhooks"
		addresses     = configuration + "/Addresses"
		get, post     = http.MethodGet, http.MethodPost
		ok, created   = http.StatusOK, http.StatusCreated
	)
	return []route{
		conversationRoute(get, configuration, ok, (*c).getConfiguration),
		conversationRoute(post, configuration, ok, (*c).updateConfiguration),
		conversationRoute(get, webhooks, ok, (*c).getWebhooks),
		conversationRoute(post, webhooks, ok, (*c).updateWebhooks),
		conversationRoute(post, addresses, created, (*c).createAddress),
		conversationRoute(get, addresses, ok, (*c).listAddresses),
		conversationRoute(get, addresses+"/{sid}", ok, (*c).getAddress),
		conversationRoute(post, addresses+"/{sid}", ok, (*c).updateAddress),
		conversationRoute(http.MethodDelete, addresses+"/{sid}", http.StatusNoContent, (*c).deleteAddress),
	}
}

func (c *conversationCall) getConfiguration() (any, error) {
	a, base := c.in, c.view.base
	return map[string]any{
		"account_sid": c.account.sid, "default_chat_service_sid": a.standard.sid,
		"default_messaging_service_sid": orNull(a.messaging),
		"default_inactive_timer":        orNull(a.inactive), "default_closed_timer": orNull(a.closed),
		"url": base + "/Configuration",
		"links": map[string]string{
			"service":  base + "/Services/" + a.standard.sid + "/Configuration",
			"webhooks": base + "/Configuration/Webhooks",
		},
	}, nil
}

func (c *conversationCall) updateConfiguration() (any, error) {
	a := c.in
	service, messaging := c.params.Get("DefaultChatServiceSid"), c.params.Get("DefaultMessagingServiceSid")
	switch {
	case service != "" && a.service(service) == nil:
		return nil, bad(50050, "Service Instance not found")
	case messaging != "" && !isSID("MG", messaging):
		return nil, bad(50341, "Invalid messaging service SID")
	case messaging != "" && c.account.services[messaging] == nil:
		return nil, bad(50342, "Messaging service does not belong to account")
	}
	inactive, hasInactive := c.given("DefaultInactiveTimer")
	closed, hasClosed := c.given("DefaultClosedTimer")
	if _, err := conversationTimer(inactive, minInactive, 50379, conversations.ErrInactiveTimer); err != nil {
		return nil, err
	}
	if _, err := conversationTimer(closed, minClosed, 50380, conversations.ErrClosedTimer); err != nil {
		return nil, err
	}
	if service != "" {
		a.standard = a.service(service)
	}
	if messaging != "" {
		a.messaging = messaging
	}
	if hasInactive {
		a.inactive = inactive
	}
	if hasClosed {
		a.closed = closed
	}
	return c.getConfiguration()
}

// hooksBody returns what the API answers for webhooks, without their target.
func (c *conversationCall) hooksBody(h *conversationHooks) map[string]any {
	filters := h.filters
	if filters == nil {
		filters = []string{}
	}
	return map[string]any{
		"account_sid": c.account.sid, "method": h.method, "filters": filters,
		"pre_webhook_url": orNull(h.pre), "post_webhook_url": orNull(h.post), "url": c.view.base + "/Configuration/Webhooks",
	}
}

// hooksSettings takes over what a call says of webhooks, or refuses it.
func (c *conversationCall) hooksSettings(h *conversationHooks) error {
	pre, hasPre := c.given("PreWebhookUrl")
	post, hasPost := c.given("PostWebhookUrl")
	filters, filtered := c.params["Filters"]
	switch {
	case pre != "" && !callable(pre):
		return bad(50077, "Invalid pre-webhook url")
	case post != "" && !callable(post):
		return bad(50078, "Invalid post-webhook url")
	case !oneOf(c.params, "Method", http.MethodGet, http.MethodPost):
		return bad(50055, "Invalid webhook method")
	case slices.ContainsFunc(filters, func(event string) bool {
		return event != "" && !slices.Contains(preEvents, event) && !slices.Contains(postEvents, event)
	}):
		return bad(50054, "Invalid webhook format")
	}
	if hasPre {
		h.pre = pre
	}
	if hasPost {
		h.post = post
	}
	if filtered {
		h.filters = slices.DeleteFunc(filters, func(event string) bool { return event == "" })
	}
	if oneOf(c.params, "Method", http.MethodGet) && c.params.Get("Method") != "" {
		h.method = http.MethodGet
	} else if c.params.Get("Method") != "" {
		h.method = http.MethodPost
	}
	return nil
}

func (c *conversationCall) getWebhooks() (any, error) {
	body := c.hooksBody(&c.in.hooks)
	body["target"] = c.in.hooks.target
	return body, nil
}

func (c *conversationCall) updateWebhooks() (any, error) {
	if !oneOf(c.params, "Target", "webhook", "flex") {
		return nil, bad(twilio.ErrUnknownParameters, "Invalid Target")
	}
	if err := c.hooksSettings(&c.in.hooks); err != nil {
		return nil, err
	}
	if target := c.params.Get("Target"); target != "" {
		c.in.hooks.target = target
	}
	return c.getWebhooks()
}

func (c *conversationCall) getServiceWebhooks() (any, error) {
	return c.view.about(c.hooksBody(&c.service.hooks)), nil
}

func (c *conversationCall) updateServiceWebhooks() (any, error) {
	if err := c.hooksSettings(&c.service.hooks); err != nil {
		return nil, err
	}
	return c.getServiceWebhooks()
}
