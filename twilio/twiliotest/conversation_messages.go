package twiliotest

import (
	"errors"
	"slices"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// draft returns the message that a call wants to write, or its refusal.
func (c *conversationCall) draft(talk *conversation) (*conversationMessage, error) {
	author := c.params.Get("Author")
	if author == "" {
		author = "system"
	}
	if talk.grouped() && talk.writer(author) == nil {
		return nil, bad(50513, "Message author should be among Group MMS participants.")
	}
	m := talk.newMessage(author, c.params.Get("Body"))
	if err := c.messageSettings(m); err != nil {
		return nil, err
	}
	content, mediaSID := c.params.Get("ContentSid"), c.params.Get("MediaSid")
	switch {
	case content != "":
		m.body = ""
		return m, c.renderTemplate(m, content)
	case c.params.Get("ContentVariables") != "":
		return nil, bad(50528, "Content SID is missing")
	case mediaSID != "":
		return m, c.in.attach(m, mediaSID)
	case m.body == "":
		return nil, bad(50503, "Message body not provided")
	}
	return m, nil
}

// messageSettings refuses what cannot be in a message, and takes over its attributes and dates.
func (c *conversationCall) messageSettings(m *conversationMessage) error {
	switch attributes := c.params.Get("Attributes"); {
	case length(c.params.Get("Body")) > maxBody:
		return bad(50504, "Message body parameter is too long")
	case len([]rune(c.params.Get("Author"))) > maxConversationIdentity:
		return bad(50310, "Author parameter is too long")
	case len([]rune(c.params.Get("Subject"))) > maxSubject:
		return bad(twilio.ErrUnknownParameters, "Subject is too long")
	case attributes != "":
		if err := conversationAttributes(attributes, maxPartAttributes); err != nil {
			return err
		}
		m.attributes = attributes
	}
	return c.moments(&m.created, &m.updated)
}

// attach gives a message a file that has been uploaded.
func (a *conversationAccount) attach(m *conversationMessage, sid string) error {
	f := a.uploads[sid]
	switch {
	case !isSID("ME", sid):
		return bad(50510, "Invalid message media SID")
	case f == nil:
		return bad(50507, "Media not found")
	case f.sent:
		return bad(50508, "Media already sent with another message")
	}
	m.media = append(m.media, f.conversationMedia)
	return nil
}

// renderTemplate gives a message the text of a template, and prepares what each channel shows.
func (c *conversationCall) renderTemplate(m *conversationMessage, content string) error {
	show := func(to channels.Address) (*message, error) {
		out := &message{Message: Message{To: to}}
		sub := *c.call
		sub.params = map[string][]string{"ContentSid": {content}, "ContentVariables": {c.params.Get("ContentVariables")}}
		err := sub.applyTemplate(out)
		if e, ok := errors.AsType[*twilio.Error](err); ok {
			switch e.Code {
			case twilio.ErrInvalidContentSID:
				return nil, bad(50526, "Invalid content SID")
			case twilio.ErrInvalidContentVariables:
				return nil, bad(50527, "Invalid content variables format")
			case 21658:
				return nil, bad(50541, "Content variable value is too long")
			}
		}
		return out, err
	}
	shown, err := show("")
	if err != nil {
		return err
	}
	m.content, m.body, m.rendered = content, shown.Body, map[*participant]*message{}
	for _, p := range m.in.participants {
		if !p.onChannel() {
			continue
		}
		if m.rendered[p], err = show(p.address); err != nil {
			return err
		}
	}
	return nil
}

func (c *conversationCall) createMessage() (any, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	if err := talk.open(); err != nil {
		return nil, err
	}
	m, err := c.draft(talk)
	if err != nil {
		return nil, err
	}
	for _, f := range m.media {
		c.in.uploads[f.sid].sent = true
	}
	m.post(c.cause)
	return m.answer(c.view), nil
}

func (c *conversationCall) listMessages() (any, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	if !oneOf(c.params, "Order", "asc", "desc") {
		return nil, bad(twilio.ErrUnknownParameters, "Invalid Order")
	}
	var items []item
	for _, m := range talk.messages {
		items = append(items, item{m.sid, func() any { return m.answer(c.view) }})
	}
	if !oneOf(c.params, "Order", "asc") {
		slices.Reverse(items)
	}
	return c.list("messages", 100, items)
}

// message returns the message that the path names by this name of its pattern.
func (c *conversationCall) message(name string) (*conversationMessage, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	if m := talk.message(c.vars.get(name)); m != nil {
		return m, nil
	}
	return nil, c.notFound()
}

func (c *conversationCall) getMessage() (any, error) {
	m, err := c.message("sid")
	if err != nil {
		return nil, err
	}
	return m.answer(c.view), nil
}

func (c *conversationCall) updateMessage() (any, error) {
	m, err := c.message("sid")
	if err != nil {
		return nil, err
	}
	if err := m.in.open(); err != nil {
		return nil, err
	}
	changed := *m
	changed.updated = c.tw.stamp()
	if err := c.messageSettings(&changed); err != nil {
		return nil, err
	}
	if v, ok := c.given("Body"); ok {
		changed.body = v
	}
	if v := c.params.Get("Author"); v != "" {
		changed.author, changed.participant = v, ""
		if p := m.in.writer(v); p != nil {
			changed.participant = p.sid
		}
	}
	*m = changed
	m.in.tell(c.cause, "onMessageUpdated", m.laterEvent())
	return m.answer(c.view), nil
}

func (c *conversationCall) deleteMessage() (any, error) {
	m, err := c.message("sid")
	if err != nil {
		return nil, err
	}
	if err := m.in.open(); err != nil {
		return nil, err
	}
	m.remove(c.cause)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
