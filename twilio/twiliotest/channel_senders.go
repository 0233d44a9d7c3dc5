package twiliotest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

const channelSendersPath = "/v2/Channels/Senders"

func channelSenderRoutes() []route {
	const one = channelSendersPath + "/{sid}"
	return []route{
		{http.MethodPost, channelSendersPath, http.StatusAccepted, createChannelSender, guarded},
		{http.MethodGet, channelSendersPath, http.StatusOK, listChannelSenders, guarded},
		{http.MethodGet, one, http.StatusOK, getChannelSender, guarded},
		{http.MethodPost, one, http.StatusAccepted, updateChannelSender, guarded},
		{http.MethodDelete, one, http.StatusNoContent, deleteChannelSender, guarded},
	}
}

// channelSenderParams is the body of a call that registers or changes a sender. A member that is
// null clears.
type channelSenderParams struct {
	SenderID      channels.Address   `json:"sender_id"`
	Configuration map[string]*string `json:"configuration"`
	Webhook       map[string]*string `json:"webhook"`
	Profile       map[string]any     `json:"profile"`
}

// webhookSettings are the settings of a sender that the members of its webhook set.
var webhookSettings = map[string]string{
	"callback_url": "SmsUrl", "callback_method": "SmsMethod",
	"fallback_url": "SmsFallbackUrl", "fallback_method": "SmsFallbackMethod",
	"status_callback_url": "StatusCallback", "status_callback_method": "StatusCallbackMethod",
}

// channelSenderParams reads and checks the body of a call.
func (c *call) channelSenderParams() (*channelSenderParams, error) {
	var p channelSenderParams
	if err := c.decode(&p); err != nil {
		return nil, err
	}
	for name, v := range p.Webhook {
		value := value(v)
		method := value == http.MethodPost || value == http.MethodPut && name != "status_callback_method"
		if value != "" && (strings.HasSuffix(name, "_method") && !method || strings.HasSuffix(name, "_url") && !callable(value)) {
			return nil, invalidSender("webhook.%s is invalid", name)
		}
	}
	switch value(p.Configuration["verification_method"]) {
	case "", string(messaging.VerificationMethodSMS), string(messaging.VerificationMethodVoice):
		return &p, nil
	}
	return nil, invalidSender("configuration.verification_method is invalid")
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func invalidSender(format string, args ...any) error {
	return bad(twilio.ErrorCode(63100), "Validation Error: "+format, args...)
}

// takeOver keeps what a call says of a sender. The caller holds tw.mu.
func (p *channelSenderParams) takeOver(n *number, at time.Time) {
	for name, v := range p.Webhook {
		if setting, ok := webhookSettings[name]; ok {
			n.settings.Set(setting, value(v))
		}
	}
	maps.Copy(n.registration.profile, p.Profile)
	for name, v := range p.Configuration {
		if name != "verification_code" {
			n.registration.configuration[name] = v
		}
	}
	n.updated = at
}

func createChannelSender(c *call) (any, error) {
	p, err := c.channelSenderParams()
	if err != nil {
		return nil, err
	}
	_, e164 := p.SenderID.E164()
	switch name, _ := p.Profile["name"].(string); {
	case p.SenderID == "":
		return nil, invalidSender("sender_id is required")
	case p.SenderID.Channel() == channels.ChannelRCS:
		return nil, notEmulated("the registration of an RCS sender")
	case p.SenderID.Channel() != channels.ChannelWhatsApp:
		return nil, bad(twilio.ErrorCode(63105), "Channel does not support this action")
	case !e164:
		return nil, bad(twilio.ErrorCode(63107), "phone_number must be a valid E.164 formatted phone number")
	case name == "":
		return nil, invalidSender("profile.name is required")
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	if owner, _ := c.tw.owner(p.SenderID); owner != nil {
		return nil, refuse(http.StatusConflict, 20409, "Sender already exists")
	}
	n := c.tw.addNumber(c.account, p.SenderID)
	n.registration = newRegistration(messaging.ChannelSenderStatusCreating)
	p.takeOver(n, c.tw.stamp())
	c.tw.register(c.account, n)
	return c.channelSenderBody(n), nil
}

// findChannelSender returns the sender that the path names. The caller holds tw.mu.
func (c *call) findChannelSender() (*number, error) {
	for _, n := range c.account.numbers {
		if n.sid == c.vars.get("sid") && n.kind() == "ChannelSenders" {
			return n, nil
		}
	}
	return nil, c.notFound()
}

func listChannelSenders(c *call) (any, error) {
	channel := c.params.Get("Channel")
	if channel == "" {
		return nil, bad(twilio.ErrUnknownParameters, "Missing required parameter Channel in the query")
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	var items []item
	for _, n := range c.account.numbers {
		if n.kind() == "ChannelSenders" && strings.EqualFold(string(n.address.Channel()), channel) {
			items = append(items, item{n.sid, func() any { return c.channelSenderBody(n) }})
		}
	}
	return c.page("senders", newestFirst(items))
}

func getChannelSender(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	n, err := c.findChannelSender()
	if err != nil {
		return nil, err
	}
	return c.channelSenderBody(n), nil
}

func updateChannelSender(c *call) (any, error) {
	p, err := c.channelSenderParams()
	if err != nil {
		return nil, err
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	n, err := c.findChannelSender()
	if err != nil {
		return nil, err
	}
	if n.registration == nil {
		n.registration = newRegistration(messaging.ChannelSenderStatusOnline)
	}
	p.takeOver(n, c.tw.stamp())
	c.tw.amend(c.account, n, p)
	return c.channelSenderBody(n), nil
}

func deleteChannelSender(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	n, err := c.findChannelSender()
	if err != nil {
		return nil, err
	}
	c.account.release(n)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// The members that the API names, in each part of a sender.
var (
	configurationMembers = []string{"waba_id", "verification_method", "verification_code", "voice_application_sid", "account_type"}
	profileMembers       = []string{
		"name", "about", "address", "description", "logo_url", "banner_url", "privacy_url", "terms_of_service_url",
		"accent_color", "vertical", "websites", "emails", "phone_numbers",
	}
)

// channelSenderBody returns what the API answers for a sender. The caller holds tw.mu.
func (c *call) channelSenderBody(n *number) any {
	part := func(names []string, known map[string]any) map[string]any {
		out := make(map[string]any, len(names))
		for _, name := range names {
			out[name] = known[name] // null if it is not
		}
		return out
	}
	r := n.registration
	if r == nil { // of [Twilio.AddNumber]
		r = newRegistration(messaging.ChannelSenderStatusOnline)
	}
	webhook := map[string]any{}
	for name, setting := range webhookSettings {
		webhook[name] = nil
		if v := n.settings.Get(setting); v != "" {
			webhook[name] = v
		} else if strings.HasSuffix(name, "_method") {
			webhook[name] = http.MethodPost
		}
	}
	body := map[string]any{
		"sid": n.sid, "sender_id": n.address, "status": r.status, "offline_reasons": nil, "compliance": nil,
		"configuration": part(configurationMembers, r.configuration), "profile": part(profileMembers, r.profile),
		"webhook": webhook, "properties": nil,
		"url": c.origin() + channelSendersPath + "/" + url.PathEscape(n.sid),
	}
	if n.address.Channel() == channels.ChannelWhatsApp && r.status.CanSend() {
		body["properties"] = json.RawMessage(`{"quality_rating":"UNKNOWN","messaging_limit":"TIER_1K"}`)
	}
	return body
}
