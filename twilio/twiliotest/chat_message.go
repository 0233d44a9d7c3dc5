package twiliotest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatMessage is what someone said in a channel.
type chatMessage struct {
	chatDates
	channel                              *chatChannel
	sid, from, body, attributes, changer string
	index                                int
	edited                               bool
	media                                *chat.MessageMedia
}

// chatMedia is a file that was uploaded, and whether a message has it.
type chatMedia struct {
	chat.MessageMedia
	author  string
	data    []byte // nil if only what a message tells of it is known
	created time.Time
	sent    bool
}

func (s *chatService) messageBody(c *chatCall, m *chatMessage) any {
	kind, media := chat.MessageTypeText, any(nil)
	if m.media != nil {
		kind, media = chat.MessageTypeMedia, map[string]any{
			"sid": m.media.SID, "size": m.media.Size, "content_type": m.media.ContentType, "filename": m.media.Filename,
		}
	}
	return map[string]any{
		"sid": m.sid, "account_sid": s.account.sid, "service_sid": s.sid, "channel_sid": m.channel.sid,
		"to": m.channel.sid, "from": m.from, "body": m.body, "index": m.index, "type": kind, "media": media,
		"attributes": m.attributes, "was_edited": m.edited, "last_updated_by": nullable(m.changer),
		"date_created": iso8601(m.created), "date_updated": iso8601(m.updated),
		"url": s.url(c, "Channels", m.channel.sid, "Messages", m.sid),
	}
}

// newMessage returns the message that a call makes, which is in no channel yet.
func (c *chatCall) newMessage(ch *chatChannel) (*chatMessage, error) {
	p := c.params
	m := &chatMessage{
		chatDates: newDates(c.tw.stamp()), channel: ch, from: given(p, "From", c.by.name()), body: p.Get("Body"),
		attributes: given(p, "Attributes", "{}"), changer: p.Get("LastUpdatedBy"),
		edited: p.Get("LastUpdatedBy") != "" || p.Get("DateUpdated") != "",
	}
	if sid := p.Get("MediaSid"); sid != "" {
		switch media := c.service.media[sid]; {
		case !looksLikeSID(sid, "ME"):
			return nil, bad(50510, "Invalid message media SID")
		case media == nil:
			return nil, refuse(http.StatusNotFound, chat.ErrMediaNotFound, "Media not found")
		case media.sent:
			return nil, bad(50508, "Media already sent with another message")
		default:
			m.media = &media.MessageMedia
		}
	}
	if err := c.checkText(); err != nil {
		return nil, err
	}
	return m, m.set(p)
}

// checkText refuses texts of a message that Twilio would.
func (c *chatCall) checkText() error {
	switch p := c.params; {
	case len(p.Get("Body")) > maxChatText:
		return bad(chat.ErrMessageBodyTooLong, "Message body parameter is too long")
	case len([]rune(p.Get("From"))) > maxChatIdentity:
		return bad(50310, "Author parameter is too long")
	case len([]rune(p.Get("LastUpdatedBy"))) > maxChatIdentity:
		return bad(50505, "Last Updated By parameter is too long")
	}
	return checkAttributes(c.params)
}

// addMessage puts a new message into its channel, and tells the app.
func (c *chatCall) addMessage(m *chatMessage) {
	m.sid, m.index = c.tw.sid("IM"), m.channel.next
	m.channel.next++
	m.channel.messages = append(m.channel.messages, m)
	if writer := m.channel.members[m.from]; writer != nil {
		writer.typing = time.Time{}
	}
	kind, form := "onMessageSent", madeMessageEvent(m)
	if m.media != nil {
		c.service.media[m.media.SID].sent = true
		_, media := sendEvent(m)
		maps.Copy(form, media)
		kind = "onMediaMessageSent"
	}
	c.service.happened(c.by, m.channel, kind, with(form, "Index", strconv.Itoa(m.index)))
}

// changedMessage returns a message as a call changes it.
func (c *chatCall) changedMessage(m *chatMessage) (*chatMessage, error) {
	p, next := c.params, *m
	if err := c.checkText(); err != nil {
		return nil, err
	}
	if body, ok := p["Body"]; ok {
		if m.media != nil {
			return nil, bad(50509, "Media message body cannot be updated")
		}
		next.body = body[0]
	}
	next.attributes, next.from = given(p, "Attributes", m.attributes), given(p, "From", m.from)
	next.changer, next.edited, next.updated = given(p, "LastUpdatedBy", c.by.name()), true, c.tw.stamp()
	return &next, next.set(p)
}

// changeMessage changes a message, and tells the app.
func (c *chatCall) changeMessage(m, next *chatMessage) {
	*m = *next
	c.service.happened(c.by, m.channel, "onMessageUpdated", with(madeMessageEvent(m),
		"ModifiedBy", m.changer, "Index", strconv.Itoa(m.index), "DateUpdated", iso8601(m.updated)))
}

// removeMessage takes a message out of its channel, and tells the app. Its index is not used again.
func (c *chatCall) removeMessage(m *chatMessage) {
	m.channel.messages = slices.DeleteFunc(m.channel.messages, func(other *chatMessage) bool { return other == m })
	c.service.happened(c.by, m.channel, "onMessageRemoved", with(madeMessageEvent(m),
		"RemovedBy", c.by.name(), "Index", strconv.Itoa(m.index), "DateRemoved", iso8601(c.tw.stamp())))
}

func createChatMessage(c *chatCall) (any, error) {
	m, err := c.newMessage(c.channel)
	if err != nil {
		return nil, err
	}
	c.addMessage(m)
	return c.service.messageBody(c, m), nil
}

func listChatMessages(c *chatCall) (any, error) {
	if !oneOf(c.params, "Order", string(chat.OrderAscending), string(chat.OrderDescending)) {
		return nil, invalidParameter("Order")
	}
	items := make([]item, 0, len(c.channel.messages))
	for _, m := range c.channel.messages {
		items = append(items, item{m.sid, func() any { return c.service.messageBody(c, m) }})
	}
	if c.params.Get("Order") == string(chat.OrderDescending) {
		slices.Reverse(items)
	}
	return c.page("messages", items)
}

// pathMessage returns the message that the path names.
func (c *chatCall) pathMessage() (*chatMessage, error) {
	for _, m := range c.channel.messages {
		if m.sid == c.vars.get("sid") {
			return m, nil
		}
	}
	return nil, c.notFound()
}

func getChatMessage(c *chatCall) (any, error) {
	m, err := c.pathMessage()
	if err != nil {
		return nil, err
	}
	return c.service.messageBody(c, m), nil
}

func updateChatMessage(c *chatCall) (any, error) {
	m, err := c.pathMessage()
	if err != nil {
		return nil, err
	}
	next, err := c.changedMessage(m)
	if err != nil {
		return nil, err
	}
	c.changeMessage(m, next)
	return c.service.messageBody(c, m), nil
}

func deleteChatMessage(c *chatCall) (any, error) {
	m, err := c.pathMessage()
	if err != nil {
		return nil, err
	}
	c.removeMessage(m)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
