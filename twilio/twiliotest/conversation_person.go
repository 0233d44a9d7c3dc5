package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationPerson is a user of a service.
type conversationPerson struct {
	in               *conversationService
	sid, identity    string
	name, attributes string
	role             string // its SID
	connected        bool   // now
	seen             bool   // connected at some time
	created, updated time.Time
}

// person returns the user with a SID or an identity, nil if there is none.
func (s *conversationService) person(name string) *conversationPerson {
	for _, u := range s.users {
		if u.sid == name || u.identity == name {
			return u
		}
	}
	return nil
}

// meet returns the user with an identity, and makes one who is new.
func (s *conversationService) meet(by cause, identity string) *conversationPerson {
	if u := s.person(identity); u != nil {
		return u
	}
	u := &conversationPerson{in: s, identity: identity, role: s.userRole, attributes: "{}"}
	u.join(by)
	return u
}

// join adds a user to the service and tells of it.
func (u *conversationPerson) join(by cause) {
	u.sid, u.created, u.updated = u.in.in.tw.sid("US"), u.in.in.tw.stamp(), u.in.in.tw.stamp()
	u.in.users = append(u.in.users, u)
	u.in.in.tell(by, u.in, nil, "onUserAdded", u.event())
}

const maxConversationIdentity = 256

// conversationIdentity refuses an identity that a user cannot have.
func conversationIdentity(identity string) error {
	switch {
	case len([]rune(identity)) > maxConversationIdentity:
		return bad(50207, "Identity too long")
	case isSID("US", identity):
		return bad(50206, "Identity should not match user SID pattern")
	}
	return nil
}

// event returns what webhooks tell of a user.
func (u *conversationPerson) event() url.Values {
	v := url.Values{
		"ChatServiceSid": {u.in.sid}, "UserSid": {u.sid}, "Identity": {u.identity}, "RoleSid": {u.role},
		"Attributes": {u.attributes}, "FriendlyName": {u.name},
		"DateCreated": {iso8601(u.created)}, "DateUpdated": {iso8601(u.updated)},
	}
	if u.in.reachability {
		v.Set("isOnline", strconv.FormatBool(u.connected))
		v.Set("isNotifiable", strconv.FormatBool(u.notifiable()))
	}
	return v
}

func (u *conversationPerson) notifiable() bool {
	return slices.ContainsFunc(u.in.bindings, func(b *conversationBinding) bool { return b.identity == u.identity })
}

// userBody returns what the API answers for a user, alone or in a list, which does not tell who is
// online.
func (c *conversationCall) userBody(u *conversationPerson, alone bool) any {
	var online, notifiable any
	if alone && u.in.reachability && u.seen {
		online, notifiable = u.connected, u.notifiable()
	}
	self := c.view.base + "/Users/" + u.sid
	return map[string]any{
		"sid": u.sid, "account_sid": c.account.sid, "chat_service_sid": c.service.sid,
		"role_sid": u.role, "identity": u.identity, "friendly_name": orNull(u.name), "attributes": u.attributes,
		"is_online": online, "is_notifiable": notifiable,
		"date_created": iso8601(u.created), "date_updated": iso8601(u.updated), "url": self,
		"links": map[string]string{"user_conversations": self + "/Conversations"},
	}
}

// userSettings takes over what a call says of a user, or refuses it.
func (c *conversationCall) userSettings(u *conversationPerson) error {
	attributes, role := c.params.Get("Attributes"), c.params.Get("RoleSid")
	name, named := c.given("FriendlyName")
	if len([]rune(name)) > maxConversationName {
		return bad(50003, "Friendly name too long")
	}
	if err := conversationAttributes(attributes, maxPartAttributes); err != nil {
		return err
	}
	if role != "" {
		if err := c.service.checkRole(role, conversations.RoleTypeService); err != nil {
			return err
		}
		u.role = role
	}
	if named {
		u.name = name
	}
	if attributes != "" {
		u.attributes = attributes
	}
	return nil
}

func (c *conversationCall) createUser() (any, error) {
	identity := c.params.Get("Identity")
	if identity == "" {
		return nil, missing("Identity")
	}
	if err := conversationIdentity(identity); err != nil {
		return nil, err
	}
	if c.service.person(identity) != nil {
		return nil, refuse(http.StatusConflict, conversations.ErrUserExists, "User already exists")
	}
	u := &conversationPerson{in: c.service, identity: identity, role: c.service.userRole, attributes: "{}"}
	if err := c.userSettings(u); err != nil {
		return nil, err
	}
	u.join(c.cause)
	return c.userBody(u, true), nil
}

// user returns the user that the path names by this name of its pattern.
func (c *conversationCall) user(name string) (*conversationPerson, error) {
	if u := c.service.person(c.vars.get(name)); u != nil {
		return u, nil
	}
	return nil, c.notFound()
}

func (c *conversationCall) listUsers() (any, error) {
	var items []item
	for _, u := range c.service.users {
		items = append(items, item{u.sid, func() any { return c.userBody(u, false) }})
	}
	return c.list("users", 50, items)
}

func (c *conversationCall) getUser() (any, error) {
	u, err := c.user("sid")
	if err != nil {
		return nil, err
	}
	return c.userBody(u, true), nil
}

func (c *conversationCall) updateUser() (any, error) {
	u, err := c.user("sid")
	if err != nil {
		return nil, err
	}
	if err := c.userSettings(u); err != nil {
		return nil, err
	}
	u.updated = c.tw.stamp()
	c.in.tell(c.cause, c.service, nil, "onUserUpdated", u.event())
	return c.userBody(u, true), nil
}

// deleteUser removes a user, and with the user whom they were in conversations.
func (c *conversationCall) deleteUser() (any, error) {
	u, err := c.user("sid")
	if err != nil {
		return nil, err
	}
	for _, p := range c.service.partsOf(u) {
		p.leave(c.cause)
	}
	c.service.users = slices.DeleteFunc(c.service.users, func(other *conversationPerson) bool { return other == u })
	return nil, nil //nolint:nilnil // a deletion has no answer
}
