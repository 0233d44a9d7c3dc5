package twiliotest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationAddress says what happens to messages to an address from people who are in no
// conversation.
type conversationAddress struct {
	sid, name, country string
	kind               conversations.AddressType
	address            channels.Address
	enabled            bool
	does               conversations.AutoCreationType
	service            string // the SID of the service, "" for the default
	hook               conversationHook
	studioRetries      int
	created, updated   time.Time
}

// configured returns what is configured for an address, nil if nothing is.
func (a *conversationAccount) configured(address channels.Address) *conversationAddress {
	for _, x := range a.addresses {
		if x.address == address {
			return x
		}
	}
	return nil
}

// addressBody returns what the API answers for an address.
func (c *conversationCall) addressBody(x *conversationAddress) any {
	does := map[string]any{"enabled": x.enabled, "type": x.does, "conversation_service_sid": orNull(x.service)}
	switch x.does {
	case conversations.AutoCreationTypeWebhook:
		does["webhook_url"], does["webhook_method"] = x.hook.url, strings.ToUpper(x.hook.method)
		does["webhook_filters"] = x.hook.filters
	case conversations.AutoCreationTypeStudio:
		does["studio_flow_sid"], does["studio_retry_count"] = x.hook.flow, x.studioRetries
	}
	return map[string]any{
		"sid": x.sid, "account_sid": c.account.sid, "type": x.kind, "address": x.address,
		"friendly_name": orNull(x.name), "address_country": orNull(x.country), "auto_creation": does,
		"date_created": iso8601(x.created), "date_updated": iso8601(x.updated),
		"url": c.view.base + "/Configuration/Addresses/" + x.sid,
	}
}

// addressSettings takes over what a call says of an address, or refuses it.
func (c *conversationCall) addressSettings(x *conversationAddress) error {
	if v, ok := c.given("FriendlyName"); ok {
		if len([]rune(v)) > maxConversationName {
			return bad(50003, "Friendly name too long")
		}
		x.name = v
	}
	if err := boolean(c.params, "AutoCreation.Enabled", &x.enabled); err != nil {
		return err
	}
	if v := c.params.Get("AutoCreation.Type"); v != "" {
		x.does = conversations.AutoCreationType(v)
	}
	if v := c.params.Get("AutoCreation.ConversationServiceSid"); v != "" {
		if c.in.service(v) == nil {
			return bad(50050, "Service Instance not found")
		}
		x.service = v
	}
	if v := c.params.Get("AutoCreation.StudioRetryCount"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n > 3 {
			return bad(50065, "Invalid webhook retry count")
		}
		x.studioRetries = n
	}
	// The webhook is that of the conversations, and is checked as theirs are.
	sub := *c
	sub.call = &call{params: map[string][]string{}}
	for from, to := range map[string]string{
		"WebhookUrl": "Url", "WebhookMethod": "Method", "WebhookFilters": "Filters", "StudioFlowSid": "FlowSid",
	} {
		if v := c.params["AutoCreation."+from]; len(v) > 0 {
			sub.params["Configuration."+to] = v
		}
	}
	switch x.hook.target = string(x.does); x.does {
	case conversations.AutoCreationTypeDefault:
		return nil
	case conversations.AutoCreationTypeWebhook:
		if len(x.hook.filters) == 0 {
			x.hook.filters = []string{"onMessageAdded"}
		}
		return sub.webhookSettings(&x.hook)
	case conversations.AutoCreationTypeStudio:
		return sub.webhookSettings(&x.hook)
	}
	return bad(twilio.ErrUnknownParameters, "Invalid AutoCreation.Type")
}

// addressTypes are the channels that are emulated, by what the API calls them.
var addressTypes = map[conversations.AddressType]channels.Channel{
	conversations.AddressTypeSMS: channels.ChannelSMS, conversations.AddressTypeWhatsApp: channels.ChannelWhatsApp,
	conversations.AddressTypeMessenger: channels.ChannelMessenger, conversations.AddressTypeRCS: channels.ChannelRCS,
}

func (c *conversationCall) createAddress() (any, error) {
	x := &conversationAddress{
		kind: conversations.AddressType(c.params.Get("Type")), address: channels.Address(c.params.Get("Address")),
		country: c.params.Get("AddressCountry"), does: conversations.AutoCreationTypeDefault,
		hook: conversationHook{method: "post"}, created: c.tw.stamp(), updated: c.tw.stamp(),
	}
	channel, emulated := addressTypes[x.kind]
	switch {
	case x.kind == "":
		return nil, missing("Type")
	case x.address == "":
		return nil, missing("Address")
	case slices.Contains([]conversations.AddressType{"gbm", "email", "apple", "chat"}, x.kind):
		return nil, notEmulated("conversations on the channel %s", x.kind)
	case !emulated:
		return nil, bad(twilio.ErrUnknownParameters, "Invalid Type")
	case x.address.Validate() != nil || x.address.Channel() != channel:
		return nil, bad(50407, "Invalid messaging binding address")
	case c.account.numbers[x.address] == nil:
		return nil, bad(50413, "Account is not authorized to use proxy address")
	case c.in.configured(x.address) != nil:
		return nil, refuse(http.StatusConflict, 20409, "Address configuration already exists")
	}
	if err := c.addressSettings(x); err != nil {
		return nil, err
	}
	x.sid = c.tw.sid("IG")
	c.in.addresses = append(c.in.addresses, x)
	return c.addressBody(x), nil
}

func (c *conversationCall) listAddresses() (any, error) {
	kind := c.params.Get("Type")
	var items []item
	for _, x := range c.in.addresses {
		if kind == "" || kind == string(x.kind) {
			items = append(items, item{x.sid, func() any { return c.addressBody(x) }})
		}
	}
	return c.list("address_configurations", 50, items)
}

// address returns what the path names, by SID or by the address itself.
func (c *conversationCall) address() (*conversationAddress, error) {
	for _, x := range c.in.addresses {
		if x.sid == c.vars.get("sid") || string(x.address) == c.vars.get("sid") {
			return x, nil
		}
	}
	return nil, c.notFound()
}

func (c *conversationCall) getAddress() (any, error) {
	x, err := c.address()
	if err != nil {
		return nil, err
	}
	return c.addressBody(x), nil
}

func (c *conversationCall) updateAddress() (any, error) {
	x, err := c.address()
	if err != nil {
		return nil, err
	}
	changed := *x
	changed.updated = c.tw.stamp()
	if err := c.addressSettings(&changed); err != nil {
		return nil, err
	}
	*x = changed
	return c.addressBody(x), nil
}

func (c *conversationCall) deleteAddress() (any, error) {
	x, err := c.address()
	if err != nil {
		return nil, err
	}
	c.in.addresses = slices.DeleteFunc(c.in.addresses, func(other *conversationAddress) bool { return other == x })
	return nil, nil //nolint:nilnil // a deletion has no answer
}
