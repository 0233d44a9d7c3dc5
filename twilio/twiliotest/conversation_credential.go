package twiliotest

import (
	"net/url"
	"slices"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationCredential is what push notifications would be sent with. What it consists of is
// not kept.
type conversationCredential struct {
	sid, name        string
	kind             conversations.CredentialType
	sandbox          bool
	created, updated time.Time
}

// conversationBinding is a device of a user.
type conversationBinding struct {
	sid, identity, endpoint string
	kind                    conversations.BindingType
	created                 time.Time
}

// credentialNeeds are the parameters that a credential of each type has to have.
var credentialNeeds = map[conversations.CredentialType][]string{
	conversations.CredentialTypeAPN: {"Certificate", "PrivateKey"},
	conversations.CredentialTypeFCM: {"Secret"},
	conversations.CredentialTypeGCM: {"ApiKey"},
}

const maxCredentialName = 64

// credentialBody returns what the API answers for a credential.
func (c *conversationCall) credentialBody(r *conversationCredential) any {
	sandbox := any(nil)
	if r.kind == conversations.CredentialTypeAPN {
		sandbox = "False"
		if r.sandbox {
			sandbox = "True"
		}
	}
	return map[string]any{
		"sid": r.sid, "account_sid": c.account.sid, "friendly_name": orNull(r.name), "type": r.kind, "sandbox": sandbox,
		"date_created": iso8601(r.created), "date_updated": iso8601(r.updated), "url": c.view.base + "/Credentials/" + r.sid,
	}
}

// credentialSettings takes over what a call says of a credential, or refuses it.
func (c *conversationCall) credentialSettings(r *conversationCredential) error {
	if v := c.params.Get("Type"); v != "" {
		r.kind = conversations.CredentialType(v)
	}
	if credentialNeeds[r.kind] == nil {
		return bad(50209, "Invalid binding type")
	}
	name, named := c.given("FriendlyName")
	if len([]rune(name)) > maxCredentialName {
		return bad(50003, "Friendly name too long")
	}
	if named {
		r.name = name
	}
	return boolean(c.params, "Sandbox", &r.sandbox)
}

func (c *conversationCall) createCredential() (any, error) {
	if c.params.Get("Type") == "" {
		return nil, missing("Type")
	}
	r := &conversationCredential{created: c.tw.stamp(), updated: c.tw.stamp()}
	if err := c.credentialSettings(r); err != nil {
		return nil, err
	}
	for _, name := range credentialNeeds[r.kind] {
		if c.params.Get(name) == "" {
			return nil, missing(name)
		}
	}
	r.sid = c.tw.sid("CR")
	c.in.credentials = append(c.in.credentials, r)
	return c.credentialBody(r), nil
}

func (c *conversationCall) listCredentials() (any, error) {
	var items []item
	for _, r := range c.in.credentials {
		items = append(items, item{r.sid, func() any { return c.credentialBody(r) }})
	}
	return c.list("credentials", 100, items)
}

// credential returns the credential that the path names.
func (c *conversationCall) credential() (*conversationCredential, error) {
	for _, r := range c.in.credentials {
		if r.sid == c.vars["sid"] {
			return r, nil
		}
	}
	return nil, c.notFound()
}

func (c *conversationCall) getCredential() (any, error) {
	r, err := c.credential()
	if err != nil {
		return nil, err
	}
	return c.credentialBody(r), nil
}

func (c *conversationCall) updateCredential() (any, error) {
	r, err := c.credential()
	if err != nil {
		return nil, err
	}
	changed := *r
	changed.updated = c.tw.stamp()
	if err := c.credentialSettings(&changed); err != nil {
		return nil, err
	}
	*r = changed
	return c.credentialBody(r), nil
}

func (c *conversationCall) deleteCredential() (any, error) {
	r, err := c.credential()
	if err != nil {
		return nil, err
	}
	c.in.credentials = slices.DeleteFunc(c.in.credentials, func(other *conversationCredential) bool { return other == r })
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// bindingBody returns what the API answers for a device.
func (c *conversationCall) bindingBody(b *conversationBinding) any {
	var credential any
	for _, r := range c.in.credentials {
		if string(r.kind) == string(b.kind) {
			credential = r.sid
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
		if credentialNeeds[conversations.CredentialType(v)] == nil && kind != conversations.BindingTypeTwilsock {
			return nil, bad(twilio.ErrUnknownParameters, "Invalid BindingType")
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}

// binding returns the device that the path names.
func (c *conversationCall) binding() (*conversationBinding, error) {
	for _, b := range c.service.bindings {
		if b.sid == c.vars["sid"] {
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
