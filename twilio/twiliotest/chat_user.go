package twiliotest

import (
	"net/http"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatIdentity is a user of a service.
type chatIdentity struct {
	chatDates
	sid, identity, name, role, attributes string
	online, wasOnline, wasBound           bool
}

// findUser returns the user with a SID or an identity, nil if there is none.
func (s *chatService) findUser(key string) *chatIdentity {
	if u := s.users[key]; u != nil {
		return u
	}
	for _, u := range s.users {
		if u.sid == key {
			return u
		}
	}
	return nil
}

// checkIdentity refuses what cannot be a user's identity.
func checkIdentity(identity string) error {
	switch {
	case identity == "":
		return missing("Identity")
	case identity == chatSystem:
		return bad(50203, "Identity reserved")
	case looksLikeSID(identity, "US"):
		return bad(50206, "Identity should not match user SID pattern")
	case len([]rune(identity)) > maxChatIdentity:
		return bad(50207, "Identity too long")
	}
	return nil
}

// see returns the user with an identity, who is made if there is none yet. The app is told of that.
func (s *chatService) see(by chatActor, identity string) *chatIdentity {
	if u := s.users[identity]; u != nil {
		return u
	}
	return s.addUser(by, &chatIdentity{chatDates: newDates(s.tw.stamp()), identity: identity, role: s.get("DefaultServiceRoleSid"), attributes: "{}"})
}

func (s *chatService) addUser(by chatActor, u *chatIdentity) *chatIdentity {
	u.sid = s.tw.sid("US")
	s.users[u.identity] = u
	s.happened(by, nil, "onUserAdded", userEvent(u))
	return u
}

// reach returns whether a user is online and notifiable, nil where that is not known.
func (s *chatService) reach(u *chatIdentity) (online, notifiable *bool) {
	if !s.is("ReachabilityEnabled") {
		return nil, nil
	}
	if u.wasOnline {
		online = new(u.online)
	}
	if u.wasBound {
		bound := false
		for _, b := range s.bindings {
			bound = bound || b.user == u
		}
		notifiable = &bound
	}
	return online, notifiable
}

// joined counts the channels that a user is a member of.
func (s *chatService) joined(identity string) int {
	count := 0
	for _, ch := range s.channels {
		if ch.members[identity] != nil {
			count++
		}
	}
	return count
}

// userBody returns what the API answers for a user: in a list, less.
func (s *chatService) userBody(c *chatCall, u *chatIdentity, listed bool) any {
	var online, notifiable *bool
	if !listed {
		online, notifiable = s.reach(u)
	}
	return map[string]any{
		"sid": u.sid, "account_sid": s.account.sid, "service_sid": s.sid, "identity": u.identity,
		"friendly_name": nullable(u.name), "role_sid": u.role, "attributes": u.attributes,
		"is_online": online, "is_notifiable": notifiable, "joined_channels_count": s.joined(u.identity),
		"date_created": iso8601(u.created), "date_updated": iso8601(u.updated), "url": s.url(c, "Users", u.sid),
		"links": map[string]string{
			"user_channels": s.url(c, "Users", u.sid, "Channels"), "user_bindings": s.url(c, "Users", u.sid, "Bindings"),
		},
	}
}

func createChatUser(c *chatCall) (any, error) {
	s, identity := c.service, c.params.Get("Identity")
	if err := checkIdentity(identity); err != nil {
		return nil, err
	}
	if s.users[identity] != nil {
		return nil, refuse(http.StatusConflict, chat.ErrUserExists, "User already exists")
	}
	role, err := s.roleFor(c.params.Get("RoleSid"), s.get("DefaultServiceRoleSid"), chat.RoleTypeDeployment)
	if err != nil {
		return nil, err
	}
	if err := checkAttributes(c.params); err != nil {
		return nil, err
	}
	u := s.addUser(c.by, &chatIdentity{
		chatDates: newDates(c.tw.stamp()), identity: identity, name: c.params.Get("FriendlyName"), role: role,
		attributes: given(c.params, "Attributes", "{}"),
	})
	return s.userBody(c, u, false), nil
}

func listChatUsers(c *chatCall) (any, error) {
	return c.page("users", chatItems(c.service.users,
		func(u *chatIdentity) string { return u.sid }, nil, func(u *chatIdentity) any { return c.service.userBody(c, u, true) }))
}

func getChatUser(c *chatCall) (any, error) { return c.service.userBody(c, c.user, false), nil }

// changedUser returns a user as a call changes it.
func (c *chatCall) changedUser(u *chatIdentity) (*chatIdentity, error) {
	next := *u
	role, err := c.service.roleFor(c.params.Get("RoleSid"), u.role, chat.RoleTypeDeployment)
	if err != nil {
		return nil, err
	}
	if err := checkAttributes(c.params); err != nil {
		return nil, err
	}
	next.role, next.attributes = role, given(c.params, "Attributes", u.attributes)
	if name, ok := c.params["FriendlyName"]; ok {
		next.name = name[0]
	}
	next.updated = c.tw.stamp()
	return &next, nil
}

// changeUser changes a user, and tells the app.
func (c *chatCall) changeUser(u, next *chatIdentity) {
	*u = *next
	c.service.happened(c.by, nil, "onUserUpdated", c.service.updatedUserEvent(u))
}

func updateChatUser(c *chatCall) (any, error) {
	next, err := c.changedUser(c.user)
	if err != nil {
		return nil, err
	}
	c.changeUser(c.user, next)
	return c.service.userBody(c, c.user, false), nil
}

// deleteChatUser removes a user from the service and from its channels.
func deleteChatUser(c *chatCall) (any, error) {
	delete(c.service.users, c.user.identity)
	for _, ch := range c.service.channels {
		delete(ch.members, c.user.identity)
		ch.withdraw(c.user.identity)
	}
	for sid, b := range c.service.bindings {
		if b.user == c.user {
			delete(c.service.bindings, sid)
		}
	}
	return nil, nil //nolint:nilnil // a deletion has no answer
}
