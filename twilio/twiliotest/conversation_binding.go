package twiliotest

import (
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationBinding is a device of a user.
type conversationBinding struct {
	sid, identity, endpoint string
	kind                    conversations.BindingType
	created                 time.Time
}

// bindingBody returns what the API answers for a device.
func (c *conversationCall) bindingBody(b *conversationBinding) any {
	var credential any
	credentials := c.account.chat.credentials
	for _, sid := range slices.Sorted(maps.Keys(credentials)) { // of which the newest counts
		if string(credentials[sid].kind) == string(b.kind) {
			credential = sid
		}
	}
	return map[string]any{
		"sid": b.sid, "account_sid": c.account.sid, "chat_service_sid": c.service.sid, "credential_sid": credential,
		"endpoint": b.endpoint, "identity": b.identity, "binding_type": b.kind,
		"message_types": []string{"removed_from_conversation", "new_message", "added_to_conversation"},
		"date_created":  iso8601(b.created), "date_updated": iso8601(b.created), "url": c.view.base + "/Bindings/" + b.sid,
	}
}

func (c *conversationCall) listBindings() (any, error) {
	kinds, err := bindingTypes(c.params)
	if err != nil {
		return nil, err
	}
	identities := c.params["Identity"]
	var items []item
	for _, b := range c.service.bindings {
		if (len(kinds) == 0 || slices.Contains(kinds, b.kind)) && (len(identities) == 0 || slices.Contains(identities, b.identity)) {
			items = append(items, item{b.sid, func() any { return c.bindingBody(b) }})
		}
	}
	return c.list("bindings", 100, items)
}

// bindingTypes returns the types of devices that a list is asked for.
func bindingTypes(p url.Values) ([]conversations.BindingType, error) {
	var kinds []conversations.BindingType
	for _, v := range p["BindingType"] {
		kind := conversations.BindingType(v)
		if credentialKeys[chat.CredentialType(v)] == nil && kind != conversations.BindingTypeTwilsock {
			return nil, bad(twilio.ErrUnknownParameters, "Invalid BindingType")
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

// binding returns the device that the path names.
func (c *conversationCall) binding() (*conversationBinding, error) {
	for _, b := range c.service.bindings {
		if b.sid == c.vars.get("sid") {
			return b, nil
		}
	}
	return nil, c.notFound()
}

func (c *conversationCall) getBinding() (any, error) {
	b, err := c.binding()
	if err != nil {
		return nil, err
	}
	return c.bindingBody(b), nil
}

func (c *conversationCall) deleteBinding() (any, error) {
	b, err := c.binding()
	if err != nil {
		return nil, err
	}
	c.service.bindings = slices.DeleteFunc(c.service.bindings, func(other *conversationBinding) bool { return other == b })
	return nil, nil //nolint:nilnil // a deletion has no answer
}
