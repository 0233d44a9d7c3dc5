package twiliotest

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// Send says something in a channel. Needs to be a member with the permission sendMessage.
func (u *ChatUser) Send(channel, body string) (*chat.Message, error) {
	return u.send(channel, formOf("Body", body), chat.ChannelPermissionSendMessage)
}

// SendAttributes says something in a channel, with attributes as JSON. Needs what [ChatUser.Send]
// needs.
func (u *ChatUser) SendAttributes(channel, body, attributes string) (*chat.Message, error) {
	return u.send(channel, formOf("Body", body, "Attributes", attributes), chat.ChannelPermissionSendMessage)
}

// SendMedia uploads a file and sends it to a channel. Only what the message tells of it is kept.
// Needs to be a member with the permission sendMediaMessage.
func (u *ChatUser) SendMedia(channel string, file chat.MessageMedia) (*chat.Message, error) {
	u.tw.mu.Lock()
	sid := u.service.addMedia(file, u.identity, nil)
	u.tw.mu.Unlock()
	return u.send(channel, formOf("MediaSid", sid), chat.ChannelPermissionSendMediaMessage)
}

func (u *ChatUser) send(channel string, form url.Values, needs chat.Permission) (*chat.Message, error) {
	return asResource[chat.Message](u.do("sends to "+channel, form, func(c *chatCall) (*chatPlan, error) {
		ch, _, err := c.isIn(channel)
		if err != nil {
			return nil, err
		}
		if err := c.may(ch, needs); err != nil {
			return nil, err
		}
		m, err := c.newMessage(ch)
		if err != nil {
			return nil, err
		}
		kind, ask := sendEvent(m)
		return &chatPlan{kind, ask, func() any {
			c.addMessage(m)
			return c.service.messageBody(c, m)
		}}, nil
	}))
}

// Edit changes the text of the message with an index. Needs the permission editOwnMessage or, for
// what others wrote, editAnyMessage.
func (u *ChatUser) Edit(channel string, index int, body string) (*chat.Message, error) {
	return u.edit(channel, index, formOf("Body", body),
		chat.ChannelPermissionEditOwnMessage, chat.ChannelPermissionEditAnyMessage)
}

// EditAttributes changes the attributes of the message with an index. Needs the permission
// editOwnMessageAttributes or, for what others wrote, editAnyMessageAttributes.
func (u *ChatUser) EditAttributes(channel string, index int, attributes string) (*chat.Message, error) {
	return u.edit(channel, index, formOf("Attributes", attributes),
		chat.ChannelPermissionEditOwnMessageAttributes, chat.ChannelPermissionEditAnyMessageAttributes)
}

func (u *ChatUser) edit(channel string, index int, form url.Values, own, anybodys chat.Permission) (*chat.Message, error) {
	return asResource[chat.Message](u.do("edits in "+channel, form, func(c *chatCall) (*chatPlan, error) {
		m, err := c.mayChange(channel, index, own, anybodys)
		if err != nil {
			return nil, err
		}
		next, err := c.changedMessage(m)
		if err != nil {
			return nil, err
		}
		return &chatPlan{"onMessageUpdate", with(madeMessageEvent(next), "ModifiedBy", u.identity), func() any {
			c.changeMessage(m, next)
			return c.service.messageBody(c, m)
		}}, nil
	}))
}

// Delete removes the message with an index. Needs the permission deleteOwnMessage or, for what
// others wrote, deleteAnyMessage.
func (u *ChatUser) Delete(channel string, index int) error {
	_, err := u.do("deletes in "+channel, url.Values{}, func(c *chatCall) (*chatPlan, error) {
		m, err := c.mayChange(channel, index, chat.ChannelPermissionDeleteOwnMessage, chat.ChannelPermissionDeleteAnyMessage)
		if err != nil {
			return nil, err
		}
		ask := with(madeMessageEvent(m), "RemovedBy", u.identity)
		return &chatPlan{"onMessageRemove", ask, func() any { c.removeMessage(m); return nil }}, nil
	})
	return err
}

// mayChange returns the message with an index, if the user may do to it what a permission for their
// own messages or one for anybody's stands for.
func (c *chatCall) mayChange(channel string, index int, own, anybodys chat.Permission) (*chatMessage, error) {
	ch, err := c.sees(channel)
	if err != nil {
		return nil, err
	}
	for _, m := range ch.messages {
		if m.index != index {
			continue
		}
		permissions := []chat.Permission{anybodys}
		if m.from == c.by.identity {
			permissions = append(permissions, own)
		}
		return m, c.may(ch, permissions...)
	}
	return nil, refuse(http.StatusNotFound, chat.ErrMessageNotFound, "Message not found")
}

// Read says that the user has read up to and including the message with an index. It asks no
// permission, and calls no webhook.
func (u *ChatUser) Read(channel string, index int) error {
	form := formOf("LastConsumedMessageIndex", strconv.Itoa(index))
	_, err := u.do("reads "+channel, form, func(c *chatCall) (*chatPlan, error) {
		_, m, err := c.isIn(channel)
		if err != nil {
			return nil, err
		}
		next := m.horizon
		if err := next.set(c.tw.stamp(), c.params); err != nil {
			return nil, err
		}
		return &chatPlan{commit: func() any { m.horizon = next; return nil }}, nil
	})
	return err
}

// Messages returns what was said in a channel, oldest first. Needs to be a member. That they were
// fetched does not make messages read: [ChatUser.Read] does.
func (u *ChatUser) Messages(channel string) ([]chat.Message, error) {
	list, err := asResource[[]chat.Message](u.do("looks at "+channel, url.Values{}, func(c *chatCall) (*chatPlan, error) {
		ch, _, err := c.isIn(channel)
		if err != nil {
			return nil, err
		}
		return &chatPlan{commit: func() any {
			list := make([]any, 0, len(ch.messages))
			for _, m := range ch.messages {
				list = append(list, c.service.messageBody(c, m))
			}
			return list
		}}, nil
	}))
	if err != nil {
		return nil, err
	}
	return *list, nil
}

// Transcript returns what was said in a channel as a person would read it, a line each, with who
// said it before it. It is empty if the user is no member of the channel.
func (u *ChatUser) Transcript(channel string) string {
	list, err := u.Messages(channel)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, m := range list {
		line := m.Body
		if m.Media != nil {
			line = strings.TrimSpace(line + " [" + m.Media.ContentType + "]")
		}
		if m.WasEdited {
			line += " (edited)"
		}
		fmt.Fprintf(&b, "%s: %s\n", m.From, line)
	}
	return b.String()
}
