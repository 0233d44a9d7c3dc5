package twiliotest

import (
	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatBinding is a device of a user that takes push notifications. None are sent.
type chatBinding struct {
	chatDates
	sid, endpoint, credential string
	kind                      chat.BindingType
	user                      *chatIdentity
}

// pushTypes are the events that a device hears of.
var pushTypes = []chat.PushType{
	chat.PushTypeNewMessage, chat.PushTypeAddedToChannel, chat.PushTypeRemovedFromChannel, chat.PushTypeInvitedToChannel,
}

// bindingBody returns what the API answers for a binding: below a service, or below a user.
func (c *chatCall) bindingBody(b *chatBinding) any {
	s := c.service
	body := map[string]any{
		"sid": b.sid, "account_sid": s.account.sid, "service_sid": s.sid, "identity": b.user.identity,
		"endpoint": b.endpoint, "binding_type": b.kind, "credential_sid": nullable(b.credential), "message_types": pushTypes,
		"date_created": iso8601(b.created), "date_updated": iso8601(b.updated),
	}
	if c.user != nil {
		body["user_sid"], body["url"] = b.user.sid, s.url(c, "Users", b.user.sid, "Bindings", b.sid)
	} else {
		body["url"] = s.url(c, "Bindings", b.sid)
		body["links"] = map[string]string{"user": s.url(c, "Users", b.user.identity)}
	}
	return body
}

func listBindings(c *chatCall) (any, error) {
	for _, kind := range c.params["BindingType"] {
		if _, known := credentialKeys[chat.CredentialType(kind)]; !known {
			return nil, bad(50209, "Invalid binding type")
		}
	}
	c.pageLimit = maxUserPage
	return c.page("bindings", chatItems(c.service.bindings,
		func(b *chatBinding) string { return b.sid },
		func(b *chatBinding) bool {
			return (c.user == nil || b.user == c.user) && wanted(c.params["BindingType"], string(b.kind)) &&
				(c.user != nil || wanted(c.params["Identity"], b.user.identity))
		},
		func(b *chatBinding) any { return c.bindingBody(b) }))
}

// pathBinding returns the binding that the path names.
func (c *chatCall) pathBinding() (*chatBinding, error) {
	if b := c.service.bindings[c.vars.get("sid")]; b != nil && (c.user == nil || b.user == c.user) {
		return b, nil
	}
	return nil, c.notFound()
}

func getBinding(c *chatCall) (any, error) {
	b, err := c.pathBinding()
	if err != nil {
		return nil, err
	}
	return c.bindingBody(b), nil
}

func deleteBinding(c *chatCall) (any, error) {
	b, err := c.pathBinding()
	if err != nil {
		return nil, err
	}
	delete(c.service.bindings, b.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
