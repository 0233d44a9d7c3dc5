package twiliotest

import (
	"net/http"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatInvite asks a user into a channel.
type chatInvite struct {
	chatDates
	channel                        *chatChannel
	sid, identity, role, createdBy string
}

// invited returns the invite of a user to a channel, nil if there is none.
func (ch *chatChannel) invited(identity string) *chatInvite {
	for _, i := range ch.invites {
		if i.identity == identity {
			return i
		}
	}
	return nil
}

// withdraw removes the invite of a user.
func (ch *chatChannel) withdraw(identity string) {
	if i := ch.invited(identity); i != nil {
		delete(ch.invites, i.sid)
	}
}

func (s *chatService) inviteBody(c *chatCall, i *chatInvite) any {
	return map[string]any{
		"sid": i.sid, "account_sid": s.account.sid, "service_sid": s.sid, "channel_sid": i.channel.sid,
		"identity": i.identity, "role_sid": i.role, "created_by": i.createdBy,
		"date_created": iso8601(i.created), "date_updated": iso8601(i.updated),
		"url": s.url(c, "Channels", i.channel.sid, "Invites", i.sid),
	}
}

// newInvite returns the invite that a call makes, which is in no channel yet. Unlike a member, who
// is invited has to be a user already.
func (c *chatCall) newInvite(ch *chatChannel) (*chatInvite, error) {
	identity := c.params.Get("Identity")
	if identity == "" {
		return nil, missing("Identity")
	}
	u := c.service.users[identity]
	switch {
	case u == nil && c.by.sdk:
		return nil, refuse(http.StatusNotFound, chat.ErrUserNotFound, "User not found")
	case u == nil:
		return nil, c.notFound()
	case ch.members[u.identity] != nil:
		return nil, refuse(http.StatusConflict, chat.ErrMemberExists, "Member already exists")
	case ch.invited(u.identity) != nil:
		return nil, refuse(http.StatusConflict, chat.ErrUserAlreadyInvited, "User already invited")
	}
	role := c.service.get("DefaultChannelRoleSid")
	if u.identity == ch.createdBy {
		role = c.service.get("DefaultChannelCreatorRoleSid")
	}
	role, err := c.service.roleFor(c.params.Get("RoleSid"), role, chat.RoleTypeChannel)
	if err != nil {
		return nil, err
	}
	return &chatInvite{chatDates: newDates(c.tw.stamp()), channel: ch, identity: u.identity, role: role, createdBy: c.by.name()}, nil
}

// addInvite puts a new invite into its channel. There is no event of it.
func (c *chatCall) addInvite(i *chatInvite) {
	i.sid = c.tw.sid("IN")
	i.channel.invites[i.sid] = i
}

func createInvite(c *chatCall) (any, error) {
	i, err := c.newInvite(c.channel)
	if err != nil {
		return nil, err
	}
	c.addInvite(i)
	return c.service.inviteBody(c, i), nil
}

func listInvites(c *chatCall) (any, error) {
	return c.page("invites", chatItems(c.channel.invites,
		func(i *chatInvite) string { return i.sid },
		func(i *chatInvite) bool { return wanted(c.params["Identity"], i.identity) },
		func(i *chatInvite) any { return c.service.inviteBody(c, i) }))
}

func getInvite(c *chatCall) (any, error) {
	if i := c.channel.invites[c.vars.get("sid")]; i != nil {
		return c.service.inviteBody(c, i), nil
	}
	return nil, c.notFound()
}

func deleteInvite(c *chatCall) (any, error) {
	if c.channel.invites[c.vars.get("sid")] == nil {
		return nil, c.notFound()
	}
	delete(c.channel.invites, c.vars.get("sid"))
	return nil, nil //nolint:nilnil // a deletion has no answer
}
