package twiliotest

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// Send writes a message, with the files that [ConversationUser.Upload] has stored, and returns it
// as it was published.
func (u *ConversationUser) Send(conversation, body string, files ...string) (*conversations.Message, error) {
	var m *conversationMessage
	err := u.act("onMessageAdd", func() (url.Values, error) {
		need := conversations.PermissionSendMessage
		if len(files) > 0 {
			need = conversations.PermissionSendMediaMessage
		}
		p, err := u.part(conversation, need)
		switch {
		case err != nil:
			return nil, err
		case body == "" && len(files) == 0:
			return nil, bad(50503, "Message body not provided")
		case len(body) > maxChatBody:
			return nil, bad(50504, "Message body parameter is too long")
		}
		m = p.in.newMessage(u.identity, body)
		m.participant = p.sid
		for _, sid := range files {
			if err := u.in.in.attach(m, sid); err != nil {
				return nil, err
			}
		}
		return m.event(), nil
	}, func(form url.Values) error {
		m.take(form)
		for _, sid := range files {
			u.in.in.uploads[sid].sent = true
		}
		m.post(u.cause())
		return nil
	})
	if err != nil {
		return nil, err
	}
	return u.message(m), nil
}

// message returns a message as the client reads it.
func (u *ConversationUser) message(m *conversationMessage) *conversations.Message {
	u.in.in.tw.mu.Lock()
	defer u.in.in.tw.mu.Unlock()
	return decoded[conversations.Message](m.answer(u.view()))
}

// Messages returns what the user reads in a conversation, closed or not, oldest first.
func (u *ConversationUser) Messages(conversation string) ([]conversations.Message, error) {
	var list []conversations.Message
	_, err := u.locked(func() (url.Values, error) {
		talk, err := u.talk(conversation)
		if err != nil {
			return nil, err
		}
		if talk.participant(u.identity) == nil {
			_, err := u.part(conversation)
			return nil, err
		}
		for _, m := range talk.messages {
			list = append(list, *decoded[conversations.Message](m.answer(u.view())))
		}
		return nil, nil
	})
	return list, err
}

// Transcript returns what was said in a conversation as a person would read it, a line each, with
// who said it before it. It is empty if the user does not take part.
func (u *ConversationUser) Transcript(conversation string) string {
	list, err := u.Messages(conversation)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, m := range list {
		parts := []string{m.Author + ":"}
		if m.Body != "" {
			parts = append(parts, m.Body)
		}
		for _, media := range m.Media {
			parts = append(parts, "["+media.ContentType+"]")
		}
		b.WriteString(strings.Join(parts, " ") + "\n")
	}
	return b.String()
}

// written returns a message that is the user's or somebody else's, if the user may do to it what
// own or, to anybody's, all allows.
func (u *ConversationUser) written(conversation, message string, own, all conversations.Permission) (*conversationMessage, error) {
	p, err := u.part(conversation)
	if err != nil {
		return nil, err
	}
	m := p.in.message(message)
	if m == nil {
		return nil, refuse(http.StatusNotFound, 50500, "Message not found")
	}
	needs := []conversations.Permission{all}
	if m.author == u.identity {
		needs = append(needs, own)
	}
	_, err = u.part(conversation, needs...)
	return m, err
}

// Edit changes the text of a message, by its SID: one of the user's own, or anybody's if the role
// allows that.
func (u *ConversationUser) Edit(conversation, message, body string) (*conversations.Message, error) {
	var m *conversationMessage
	err := u.act("onMessageUpdate", func() (url.Values, error) {
		var err error
		m, err = u.written(conversation, message, conversations.PermissionEditOwnMessage, conversations.PermissionEditAnyMessage)
		if err != nil {
			return nil, err
		}
		if len(body) > maxChatBody {
			return nil, bad(50504, "Message body parameter is too long")
		}
		event := m.laterEvent()
		event.Set("Body", body)
		return event, nil
	}, func(form url.Values) error {
		m.take(form)
		m.updated = u.in.in.tw.stamp()
		m.in.tell(u.cause(), "onMessageUpdated", m.laterEvent())
		return nil
	})
	if err != nil {
		return nil, err
	}
	return u.message(m), nil
}

// Delete removes a message, by its SID: one of the user's own, or anybody's if the role allows
// that.
func (u *ConversationUser) Delete(conversation, message string) error {
	var m *conversationMessage
	return u.act("onMessageRemove", func() (url.Values, error) {
		var err error
		m, err = u.written(conversation, message, conversations.PermissionDeleteOwnMessage, conversations.PermissionDeleteAnyMessage)
		if err != nil {
			return nil, err
		}
		return m.laterEvent(), nil
	}, func(url.Values) error {
		m.remove(u.cause())
		return nil
	})
}

// Read tells that the user has read up to the message with an index. It does not go back.
func (u *ConversationUser) Read(conversation string, index int) error {
	defer u.in.in.tw.mustSave()
	_, err := u.locked(func() (url.Values, error) {
		p, err := u.part(conversation)
		if err != nil {
			return nil, err
		}
		if p.read != nil && *p.read >= index {
			return nil, nil
		}
		p.readUpTo(&index, u.in.in.tw.stamp())
		p.updated = u.in.in.tw.stamp()
		p.in.tell(u.cause(), "onParticipantUpdated", p.event())
		return nil, nil
	})
	return err
}
