package twiliotest

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/webhook"
)

// chatMember is a user in a channel.
type chatMember struct {
	chatDates
	horizon
	channel                         *chatChannel
	sid, identity, role, attributes string
	level                           chat.NotificationLevel
	typing                          time.Time // until when the others see it
}

// horizon is how far a member has read.
type horizon struct {
	read *int // index, nil if nothing has been
	when time.Time
}

// set takes over how far a call says that a member has read.
func (h *horizon) set(at time.Time, p url.Values) error {
	if v := p.Get("LastConsumedMessageIndex"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 {
			return bad(50406, "Invalid last consumed message index format")
		}
		h.read, h.when = &n, at
	}
	if v := p.Get("LastConsumptionTimestamp"); v != "" {
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return bad(50405, "Invalid last consumption timestamp format")
		}
		h.when = t.UTC()
	}
	return nil
}

// shown returns how far a member has read, as answers have it: null if the service does not keep it.
func (h *horizon) shown(s *chatService) (read, when any) {
	if h.read == nil || !s.is("ReadStatusEnabled") {
		return nil, nil
	}
	return *h.read, iso8601(h.when)
}

// findMember returns the member with a SID or an identity, nil if there is none.
func (ch *chatChannel) findMember(key string) *chatMember {
	if m := ch.members[key]; m != nil {
		return m
	}
	for _, m := range ch.members {
		if m.sid == key {
			return m
		}
	}
	return nil
}

func (s *chatService) memberBody(c *chatCall, m *chatMember) any {
	read, when := m.shown(s)
	return map[string]any{
		"sid": m.sid, "account_sid": s.account.sid, "service_sid": s.sid, "channel_sid": m.channel.sid,
		"identity": m.identity, "role_sid": m.role, "attributes": m.attributes,
		"last_consumed_message_index": read, "last_consumption_timestamp": when,
		"date_created": iso8601(m.created), "date_updated": iso8601(m.updated),
		"url": s.url(c, "Channels", m.channel.sid, "Members", m.sid),
	}
}

// newMember returns the member that a call makes of a channel, which is not in it yet.
func (c *chatCall) newMember(ch *chatChannel) (*chatMember, error) {
	s, identity := c.service, c.params.Get("Identity")
	if err := checkIdentity(identity); err != nil {
		return nil, err
	}
	role := s.get("DefaultChannelRoleSid")
	if invite := ch.invited(identity); invite != nil {
		role = invite.role
	} else if identity == ch.createdBy {
		role = s.get("DefaultChannelCreatorRoleSid")
	}
	role, err := s.roleFor(c.params.Get("RoleSid"), role, chat.RoleTypeChannel)
	if err != nil {
		return nil, err
	}
	m := &chatMember{
		chatDates: newDates(c.tw.stamp()), channel: ch, identity: identity, role: role,
		attributes: given(c.params, "Attributes", "{}"), level: chat.NotificationLevelDefault,
	}
	switch {
	case ch.members[identity] != nil:
		return nil, refuse(http.StatusConflict, chat.ErrMemberExists, "Member already exists")
	case len(ch.members) >= s.number("Limits.ChannelMembers"):
		return nil, refuse(http.StatusForbidden, chat.ErrChannelMemberLimit, "Channel member limit exceeded")
	case s.joined(identity) >= s.number("Limits.UserChannels"):
		return nil, refuse(http.StatusForbidden, chat.ErrUserChannelLimit, "User channel limit exceeded")
	}
	if err := checkAttributes(c.params); err != nil {
		return nil, err
	}
	if err := m.horizon.set(c.tw.stamp(), c.params); err != nil {
		return nil, err
	}
	return m, m.chatDates.set(c.params)
}

// addMember puts a new member into a channel, and tells the app. An invite has served its purpose.
func (c *chatCall) addMember(m *chatMember, reason webhook.ChatMemberReason) {
	c.service.see(c.by, m.identity)
	m.sid = c.tw.sid("MB")
	m.channel.members[m.identity] = m
	m.channel.withdraw(m.identity)
	c.service.happened(c.by, m.channel, "onMemberAdded",
		with(memberEvent(m, reason), "MemberSid", m.sid, "DateCreated", iso8601(m.created)))
}

// changedMember returns a member as a call changes it.
func (c *chatCall) changedMember(m *chatMember) (*chatMember, error) {
	next := *m
	role, err := c.service.roleFor(c.params.Get("RoleSid"), m.role, chat.RoleTypeChannel)
	if err != nil {
		return nil, err
	}
	if err := checkAttributes(c.params); err != nil {
		return nil, err
	}
	if err := next.horizon.set(c.tw.stamp(), c.params); err != nil {
		return nil, err
	}
	next.role, next.attributes, next.updated = role, given(c.params, "Attributes", m.attributes), c.tw.stamp()
	return &next, next.chatDates.set(c.params)
}

// changeMember changes a member, and tells the app.
func (c *chatCall) changeMember(m, next *chatMember) {
	*m = *next
	c.service.happened(c.by, m.channel, "onMemberUpdated", with(updatedMemberEvent(m), "DateUpdated", iso8601(m.updated)))
}

// removeMember takes a member out of its channel, and tells the app.
func (c *chatCall) removeMember(m *chatMember, reason webhook.ChatMemberReason) {
	delete(m.channel.members, m.identity)
	c.service.happened(c.by, m.channel, "onMemberRemoved", with(memberEvent(m, reason), "MemberSid", m.sid,
		"Attributes", m.attributes, "DateCreated", iso8601(m.created), "DateRemoved", iso8601(c.tw.stamp())))
}

func createMember(c *chatCall) (any, error) {
	m, err := c.newMember(c.channel)
	if err != nil {
		return nil, err
	}
	c.addMember(m, webhook.ChatMemberReasonAdded)
	return c.service.memberBody(c, m), nil
}

func listMembers(c *chatCall) (any, error) {
	return c.page("members", chatItems(c.channel.members,
		func(m *chatMember) string { return m.sid },
		func(m *chatMember) bool { return wanted(c.params["Identity"], m.identity) },
		func(m *chatMember) any { return c.service.memberBody(c, m) }))
}

// pathMember returns the member that the path names.
func (c *chatCall) pathMember() (*chatMember, error) {
	if m := c.channel.findMember(c.vars.get("sid")); m != nil {
		return m, nil
	}
	return nil, c.notFound()
}

func getMember(c *chatCall) (any, error) {
	m, err := c.pathMember()
	if err != nil {
		return nil, err
	}
	return c.service.memberBody(c, m), nil
}

func updateMember(c *chatCall) (any, error) {
	m, err := c.pathMember()
	if err != nil {
		return nil, err
	}
	next, err := c.changedMember(m)
	if err != nil {
		return nil, err
	}
	c.changeMember(m, next)
	return c.service.memberBody(c, m), nil
}

func deleteMember(c *chatCall) (any, error) {
	m, err := c.pathMember()
	if err != nil {
		return nil, err
	}
	c.removeMember(m, webhook.ChatMemberReasonRemoved)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
