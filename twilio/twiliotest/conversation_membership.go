package twiliotest

import (
	"github.com/twiliokit/twiliokit/twilio"
)

// partsOf returns who a user is in the conversations of the service.
func (s *conversationService) partsOf(u *conversationPerson) []*participant {
	var parts []*participant
	for _, talk := range s.conversations {
		if p := talk.participant(u.identity); p != nil {
			parts = append(parts, p)
		}
	}
	return parts
}

// unread counts the messages that a participant has not read, null if that was never told.
func (p *participant) unread() any {
	if p.read == nil {
		return nil
	}
	return p.in.after(*p.read)
}

// userConversationBody returns what the API answers for a conversation as a user sees it.
func (c *conversationCall) userConversationBody(u *conversationPerson, p *participant) any {
	talk := p.in
	self := c.view.base + "/Conversations/" + talk.sid
	return map[string]any{
		"account_sid": c.account.sid, "chat_service_sid": c.service.sid, "conversation_sid": talk.sid,
		"participant_sid": p.sid, "user_sid": u.sid, "conversation_state": talk.state, "timers": talk.timers(),
		"unread_messages_count": p.unread(), "last_read_message_index": p.read, "notification_level": p.level,
		"friendly_name": orNull(talk.name), "unique_name": orNull(talk.unique), "attributes": talk.attributes,
		"created_by": talk.createdBy, "date_created": iso8601(talk.created), "date_updated": iso8601(talk.updated),
		"url":   c.view.base + "/Users/" + u.sid + "/Conversations/" + talk.sid,
		"links": map[string]string{"participant": self + "/Participants/" + p.sid, "conversation": self},
	}
}

func (c *conversationCall) listUserConversations() (any, error) {
	u, err := c.user("user")
	if err != nil {
		return nil, err
	}
	var items []item
	for _, p := range c.service.partsOf(u) {
		items = append(items, item{p.in.sid, func() any { return c.userConversationBody(u, p) }})
	}
	return c.list("conversations", 50, items)
}

// part returns the user that the path names, and who that is in the conversation that it names.
func (c *conversationCall) part() (*conversationPerson, *participant, error) {
	u, err := c.user("user")
	if err != nil {
		return nil, nil, err
	}
	talk, err := c.conversation("sid")
	if err != nil {
		return nil, nil, err
	}
	if p := talk.participant(u.identity); p != nil {
		return u, p, nil
	}
	return nil, nil, c.notFound()
}

func (c *conversationCall) getUserConversation() (any, error) {
	u, p, err := c.part()
	if err != nil {
		return nil, err
	}
	return c.userConversationBody(u, p), nil
}

func (c *conversationCall) updateUserConversation() (any, error) {
	u, p, err := c.part()
	if err != nil {
		return nil, err
	}
	if err := p.in.open(); err != nil {
		return nil, err
	}
	if !oneOf(c.params, "NotificationLevel", "default", "muted") {
		return nil, bad(50210, "Invalid notification level")
	}
	if err := c.horizon(p); err != nil {
		return nil, err
	}
	if v := c.params.Get("NotificationLevel"); v != "" {
		p.level = v
	}
	p.updated = c.tw.stamp()
	return c.userConversationBody(u, p), nil
}

func (c *conversationCall) deleteUserConversation() (any, error) {
	_, p, err := c.part()
	if err != nil {
		return nil, err
	}
	if err := p.in.open(); err != nil {
		return nil, err
	}
	p.leave(c.cause)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// listParticipantConversations lists the conversations that somebody takes part in, by identity or
// by address.
func (c *conversationCall) listParticipantConversations() (any, error) {
	identity, address := c.params.Get("Identity"), c.params.Get("Address")
	switch {
	case identity != "" && address != "":
		return nil, bad(50451, "One user identifier parameter for lookup at a time is allowed. Please, use either Identity or Address.")
	case identity == "" && address == "":
		return nil, bad(twilio.ErrUnknownParameters, "Identity or Address is required")
	}
	var items []item
	for _, talk := range c.service.conversations {
		for _, p := range talk.participants {
			if identity != "" && p.identity == identity || address != "" && string(p.address) == address {
				items = append(items, item{p.sid, func() any { return c.participantConversationBody(p) }})
			}
		}
	}
	return c.list("conversations", 50, items)
}

// participantConversationBody returns what the API answers for a conversation of a participant.
func (c *conversationCall) participantConversationBody(p *participant) any {
	talk := p.in
	self := c.view.base + "/Conversations/" + talk.sid
	var user, binding any
	if u := c.service.person(p.identity); u != nil && p.identity != "" {
		user = u.sid
	}
	if p.onChannel() || p.projected != "" {
		binding = map[string]any{
			"type": p.address.Channel(), "address": orNull(p.address), "proxy_address": orNull(p.proxy),
			"projected_address": orNull(p.projected), "level": nil, "name": nil,
		}
	}
	return map[string]any{
		"account_sid": c.account.sid, "chat_service_sid": c.service.sid, "participant_sid": p.sid,
		"participant_user_sid": user, "participant_identity": orNull(p.identity), "participant_messaging_binding": binding,
		"conversation_sid": talk.sid, "conversation_unique_name": orNull(talk.unique),
		"conversation_friendly_name": orNull(talk.name), "conversation_attributes": talk.attributes,
		"conversation_date_created": iso8601(talk.created), "conversation_date_updated": iso8601(talk.updated),
		"conversation_created_by": talk.createdBy, "conversation_state": talk.state, "conversation_timers": talk.timers(),
		"links": map[string]string{"participant": self + "/Participants/" + p.sid, "conversation": self},
	}
}
