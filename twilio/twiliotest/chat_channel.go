package twiliotest

import (
	"maps"
	"net/http"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatChannel is a channel of a service.
type chatChannel struct {
	chatDates
	sid, name, unique, attributes, createdBy string
	kind                                     chat.ChannelType
	messagingService                         string
	members                                  map[string]*chatMember // by identity
	messages                                 []*chatMessage         // by index
	next                                     int                    // index
	invites                                  map[string]*chatInvite
	webhooks                                 map[string]*channelHook
}

// findChannel returns the channel with a SID or a unique name, nil if there is none.
func (s *chatService) findChannel(key string) *chatChannel {
	if ch := s.channels[key]; ch != nil {
		return ch
	}
	for _, ch := range s.channels {
		if ch.unique == key && key != "" {
			return ch
		}
	}
	return nil
}

func (s *chatService) channelBody(c *chatCall, ch *chatChannel) map[string]any {
	var last any
	if n := len(ch.messages); n > 0 {
		last = s.url(c, "Channels", ch.sid, "Messages", ch.messages[n-1].sid)
	}
	return map[string]any{
		"sid": ch.sid, "account_sid": s.account.sid, "service_sid": s.sid, "friendly_name": nullable(ch.name),
		"unique_name": nullable(ch.unique), "attributes": ch.attributes, "type": ch.kind, "created_by": ch.createdBy,
		"members_count": len(ch.members), "messages_count": ch.next,
		"date_created": iso8601(ch.created), "date_updated": iso8601(ch.updated), "url": s.url(c, "Channels", ch.sid),
		"links": map[string]any{
			"members": s.url(c, "Channels", ch.sid, "Members"), "messages": s.url(c, "Channels", ch.sid, "Messages"),
			"invites": s.url(c, "Channels", ch.sid, "Invites"), "webhooks": s.url(c, "Channels", ch.sid, "Webhooks"),
			"last_message": last,
		},
	}
}

// changedChannel returns a channel as a call makes or changes it. Names may have limit characters.
func (c *chatCall) changedChannel(ch *chatChannel, limit int) (*chatChannel, error) {
	p, next := c.params, *ch
	if err := checkAttributes(p); err != nil {
		return nil, err
	}
	if name, ok := p["FriendlyName"]; ok {
		next.name = name[0]
	}
	if name, ok := p["UniqueName"]; ok {
		next.unique = name[0]
	}
	other := c.service.findChannel(next.unique)
	switch {
	case len([]rune(next.name)) > limit:
		return nil, bad(50003, "Friendly name too long")
	case len([]rune(next.unique)) > limit:
		return nil, bad(50004, "Unique Name too long")
	case looksLikeSID(next.unique, "CH"):
		return nil, bad(chat.ErrUniqueNameInvalid, "Unique name should not match channel SID pattern")
	case other != nil && other.sid != ch.sid:
		return nil, refuse(http.StatusConflict, chat.ErrUniqueNameExists, "Channel with provided unique name already exists")
	}
	next.attributes = given(p, "Attributes", ch.attributes)
	next.createdBy = given(p, "CreatedBy", ch.createdBy)
	next.updated = c.tw.stamp()
	return &next, next.set(p)
}

// newChannel returns a channel as a call makes it, which is in no service yet.
func (c *chatCall) newChannel() (*chatChannel, error) {
	kind := chat.ChannelType(given(c.params, "Type", string(chat.ChannelTypePublic)))
	if kind != chat.ChannelTypePublic && kind != chat.ChannelTypePrivate {
		return nil, invalidParameter("Type")
	}
	return c.changedChannel(&chatChannel{
		chatDates: newDates(c.tw.stamp()), kind: kind, attributes: "{}", createdBy: c.by.name(),
		members: map[string]*chatMember{}, invites: map[string]*chatInvite{}, webhooks: map[string]*channelHook{},
	}, maxChatName)
}

// addChannel puts a new channel into the service, and tells the app.
func (c *chatCall) addChannel(ch *chatChannel) {
	ch.sid = c.tw.sid("CH")
	c.service.channels[ch.sid] = ch
	c.service.happened(c.by, nil, "onChannelAdded", with(madeChannelEvent(ch), "ChannelType", string(ch.kind)))
}

// changeChannel changes a channel, and tells the app.
func (c *chatCall) changeChannel(ch, next *chatChannel) {
	*ch = *next
	c.service.happened(c.by, ch, "onChannelUpdated",
		with(madeChannelEvent(ch), "DateUpdated", iso8601(ch.updated), "ChannelType", string(ch.kind)))
}

// destroyChannel removes a channel with all that is in it, and tells the app.
func (c *chatCall) destroyChannel(ch *chatChannel) {
	delete(c.service.channels, ch.sid)
	c.service.happened(c.by, ch, "onChannelDestroyed",
		with(madeChannelEvent(ch), "ChannelType", string(ch.kind), "DateDestroyed", iso8601(c.tw.stamp())))
}

func createChannel(c *chatCall) (any, error) {
	ch, err := c.newChannel()
	if err != nil {
		return nil, err
	}
	c.addChannel(ch)
	return c.service.channelBody(c, ch), nil
}

func listChannels(c *chatCall) (any, error) {
	kinds := c.params["Type"]
	for _, kind := range kinds {
		if kind != string(chat.ChannelTypePublic) && kind != string(chat.ChannelTypePrivate) {
			return nil, invalidParameter("Type")
		}
	}
	if len(kinds) == 0 {
		kinds = []string{string(chat.ChannelTypePublic)}
	}
	return c.page("channels", chatItems(c.service.channels,
		func(ch *chatChannel) string { return ch.sid },
		func(ch *chatChannel) bool { return wanted(kinds, string(ch.kind)) },
		func(ch *chatChannel) any { return c.service.channelBody(c, ch) }))
}

func getChannel(c *chatCall) (any, error) { return c.service.channelBody(c, c.channel), nil }

func updateChannel(c *chatCall) (any, error) {
	next, err := c.changedChannel(c.channel, maxChatUpdateName)
	if err != nil {
		return nil, err
	}
	c.changeChannel(c.channel, next)
	return c.service.channelBody(c, c.channel), nil
}

func deleteChannel(c *chatCall) (any, error) {
	c.destroyChannel(c.channel)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// migrateChannel is the one operation of v3: it changes a channel's type, or moves it to a
// Messaging Service.
func migrateChannel(c *chatCall) (any, error) {
	kind, service := chat.ChannelType(c.params.Get("Type")), c.params.Get("MessagingServiceSid")
	switch {
	case kind == "" && service == "":
		return nil, bad(50347, "Parameters are missing for channel update request")
	case kind != "" && kind != chat.ChannelTypePublic && kind != chat.ChannelTypePrivate:
		return nil, invalidParameter("Type")
	case service != "" && !looksLikeSID(service, "MG"):
		return nil, bad(50341, "Invalid messaging service SID")
	case service != "" && c.account.services[service] == nil:
		return nil, bad(50342, "Messaging service does not belong to account")
	}
	next := *c.channel
	if kind != "" {
		next.kind = kind
	}
	if service != "" {
		next.messagingService = service
	}
	next.updated = c.tw.stamp()
	c.changeChannel(c.channel, &next)
	body := maps.Clone(c.service.channelBody(c, c.channel))
	delete(body, "links")
	body["messaging_service_sid"] = nullable(c.channel.messagingService)
	body["url"] = c.origin() + "/v3/Services/" + c.service.sid + "/Channels/" + c.channel.sid
	return body, nil
}
