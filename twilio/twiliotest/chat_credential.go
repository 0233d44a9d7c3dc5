package twiliotest

import (
	"strings"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatCredential is Twilio's access to a push service. What it consists of is not kept.
type chatCredential struct {
	chatDates
	sid, name string
	kind      chat.CredentialType
	sandbox   bool
}

// credentialKeys are what each type of credential cannot do without.
var credentialKeys = map[chat.CredentialType][]string{
	chat.CredentialTypeAPN: {"Certificate", "PrivateKey"},
	chat.CredentialTypeFCM: {"Secret"},
	chat.CredentialTypeGCM: {"ApiKey"},
}

// credentialRoutes are the routes of credentials, which Chat, Conversations and Notify share.
func credentialRoutes(path string) []route {
	return chatResource(path, "sid", createCredential, listCredentials, getCredential, updateCredential, deleteCredential)
}

func (c *chatCall) credentialBody(cr *chatCredential) any {
	path := chatCredentials
	if c.product == "notify" || c.product == "conversations" {
		path = "/v1/Credentials"
	}
	sandbox := "False"
	if cr.sandbox {
		sandbox = "True"
	}
	return map[string]any{
		"sid": cr.sid, "account_sid": c.account.sid, "friendly_name": nullable(cr.name), "type": cr.kind, "sandbox": sandbox,
		"date_created": iso8601(cr.created), "date_updated": iso8601(cr.updated), "url": c.origin() + path + "/" + cr.sid,
	}
}

// setCredential takes over what a call says of a credential.
func (c *chatCall) setCredential(cr *chatCredential) error {
	name, named := c.params["FriendlyName"]
	kind := chat.CredentialType(given(c.params, "Type", string(cr.kind)))
	switch {
	case credentialKeys[kind] == nil:
		return invalidParameter("Type")
	case named && len([]rune(name[0])) > maxChatName:
		return bad(50003, "Friendly name too long")
	case !oneOf(c.params, "Sandbox", "true", "false"):
		return invalidParameter("Sandbox")
	}
	if cr.kind = kind; named {
		cr.name = name[0]
	}
	if v := c.params.Get("Sandbox"); v != "" {
		cr.sandbox = strings.EqualFold(v, "true")
	}
	cr.updated = c.tw.stamp()
	return nil
}

func createCredential(c *chatCall) (any, error) {
	cr := &chatCredential{chatDates: newDates(c.tw.stamp()), kind: chat.CredentialType(c.params.Get("Type"))}
	if cr.kind == "" {
		return nil, missing("Type")
	}
	for _, name := range credentialKeys[cr.kind] {
		if c.params.Get(name) == "" {
			return nil, missing(name)
		}
	}
	if err := c.setCredential(cr); err != nil {
		return nil, err
	}
	cr.sid = c.tw.sid("CR")
	if c.account.chat.credentials == nil {
		c.account.chat.credentials = map[string]*chatCredential{}
	}
	c.account.chat.credentials[cr.sid] = cr
	return c.credentialBody(cr), nil
}

func listCredentials(c *chatCall) (any, error) {
	c.pageLimit = maxPage
	return c.page("credentials", chatItems(c.account.chat.credentials,
		func(cr *chatCredential) string { return cr.sid }, nil, func(cr *chatCredential) any { return c.credentialBody(cr) }))
}

// pathCredential returns the credential that the path names.
func (c *chatCall) pathCredential() (*chatCredential, error) {
	if cr := c.account.chat.credentials[c.vars.get("sid")]; cr != nil {
		return cr, nil
	}
	return nil, c.notFound()
}

func getCredential(c *chatCall) (any, error) {
	cr, err := c.pathCredential()
	if err != nil {
		return nil, err
	}
	return c.credentialBody(cr), nil
}

func updateCredential(c *chatCall) (any, error) {
	cr, err := c.pathCredential()
	if err != nil {
		return nil, err
	}
	if err := c.setCredential(cr); err != nil {
		return nil, err
	}
	return c.credentialBody(cr), nil
}

func deleteCredential(c *chatCall) (any, error) {
	cr, err := c.pathCredential()
	if err != nil {
		return nil, err
	}
	delete(c.account.chat.credentials, cr.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
