package twiliotest

import (
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/webhook"
)

// unread counts the messages of a channel that a member has not read, nil if that is not known:
// the member has never said how far they have read, or the service does not keep it.
func (s *chatService) unread(m *chatMember) *int {
	if m.read == nil || !s.is("ReadStatusEnabled") {
		return nil
	}
	count := 0
	for _, text := range m.channel.messages {
		if text.index > *m.read {
			count++
		}
	}
	return &count
}

// userChannelBody returns what the API answers for a user's channel, nil if they are nothing to it.
func (s *chatService) userChannelBody(c *chatCall, u *chatIdentity, ch *chatChannel) any {
	m := ch.members[u.identity]
	body := map[string]any{
		"account_sid": s.account.sid, "service_sid": s.sid, "channel_sid": ch.sid, "user_sid": u.sid,
		"member_sid": nil, "status": chat.UserChannelStatusInvited, "notification_level": chat.NotificationLevelDefault,
		"last_consumed_message_index": nil, "unread_messages_count": nil,
		"url": s.url(c, "Users", u.sid, "Channels", ch.sid),
	}
	links := map[string]any{"channel": s.url(c, "Channels", ch.sid), "member": nil}
	body["links"] = links
	if m == nil {
		if ch.invited(u.identity) == nil {
			return nil
		}
		return body
	}
	body["last_consumed_message_index"], _ = m.shown(s)
	body["member_sid"], body["status"], body["notification_level"] = m.sid, chat.UserChannelStatusJoined, m.level
	body["unread_messages_count"] = s.unread(m)
	links["member"] = s.url(c, "Channels", ch.sid, "Members", m.sid)
	return body
}

func listUserChannels(c *chatCall) (any, error) {
	c.pageLimit = maxUserPage
	return c.page("channels", chatItems(c.service.channels,
		func(ch *chatChannel) string { return ch.sid },
		func(ch *chatChannel) bool { return c.service.userChannelBody(c, c.user, ch) != nil },
		func(ch *chatChannel) any { return c.service.userChannelBody(c, c.user, ch) }))
}

func getUserChannel(c *chatCall) (any, error) {
	if ch := c.service.findChannel(c.vars.get("sid")); ch != nil {
		if body := c.service.userChannelBody(c, c.user, ch); body != nil {
			return body, nil
		}
	}
	return nil, c.notFound()
}

// pathUserChannel returns the member that the user is of the channel that the path names.
func (c *chatCall) pathUserChannel() (*chatMember, error) {
	if ch := c.service.findChannel(c.vars.get("sid")); ch != nil {
		if m := ch.members[c.user.identity]; m != nil {
			return m, nil
		}
	}
	return nil, c.notFound()
}

func updateUserChannel(c *chatCall) (any, error) {
	m, err := c.pathUserChannel()
	if err != nil {
		return nil, err
	}
	if !oneOf(c.params, "NotificationLevel", string(chat.NotificationLevelDefault), string(chat.NotificationLevelMuted)) {
		return nil, bad(50210, "Invalid notification level")
	}
	if err := m.horizon.set(c.tw.stamp(), c.params); err != nil {
		return nil, err
	}
	m.level = chat.NotificationLevel(given(c.params, "NotificationLevel", string(m.level)))
	m.updated = c.tw.stamp()
	return c.service.userChannelBody(c, c.user, m.channel), nil
}

func deleteUserChannel(c *chatCall) (any, error) {
	m, err := c.pathUserChannel()
	if err != nil {
		return nil, err
	}
	c.removeMember(m, webhook.ChatMemberReasonLeft)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
