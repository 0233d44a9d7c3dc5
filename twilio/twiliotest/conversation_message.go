package twiliotest

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationMessage is one message of a conversation.
type conversationMessage struct {
	in          *conversation
	sid         string
	index       int
	author      string
	participant string // the author's SID, "" if the author takes no part
	body        string
	media       []conversationMedia
	content     string // the SID of the template
	rendered    map[*participant]*message
	carried     bool // to the phones of a group MMS, by the author's own
	attributes  string
	receipts    []*conversationReceipt
	created     time.Time
	updated     time.Time // zero until it is edited
}

// conversationMedia is a file that a message carries.
type conversationMedia struct {
	sid, contentType, filename string
	data                       []byte
}

// conversationUpload is a file that waits for its message.
type conversationUpload struct {
	conversationMedia
	service, author string // the service's SID
	created         time.Time
	sent            bool
}

const (
	maxChatBody = 32 << 10 // bytes
	maxSubject  = 256
)

// newMessage returns a message that is yet to be posted.
func (t *conversation) newMessage(author, body string) *conversationMessage {
	return &conversationMessage{in: t, author: author, body: body, attributes: "{}", created: t.in.in.tw.stamp()}
}

// post adds a message to its conversation, hands it on to those on messaging channels, and tells
// of it. It returns what is closed when it has reached everybody.
func (m *conversationMessage) post(by cause) []*gate {
	talk := m.in
	a := talk.in.in
	m.sid, m.index = a.tw.sid("IM"), talk.next
	talk.next++
	if p := talk.writer(m.author); p != nil && m.participant == "" {
		m.participant = p.sid
	}
	if p := talk.participant(m.author); p != nil {
		p.typing = time.Time{}
	}
	talk.messages = append(talk.messages, m)
	a.tw.tellLocked("%s: message %d is %s", talk.sid, m.index, m.sid)
	talk.stir(by)
	event := m.event()
	event.Set("MessageSid", m.sid)
	event.Set("MessagingServiceSid", talk.messaging)
	event.Set("Index", strconv.Itoa(m.index))
	event.Set("DateCreated", iso8601(m.created))
	talk.tell(by, "onMessageAdded", event)
	waits := m.handOn()
	if a.events.last != nil {
		waits = append(waits, a.events.last)
	}
	return waits
}

// remove takes a message out of its conversation, and tells of it.
func (m *conversationMessage) remove(by cause) {
	m.in.messages = slices.DeleteFunc(m.in.messages, func(other *conversationMessage) bool { return other == m })
	event := m.laterEvent()
	event.Set("DateRemoved", iso8601(m.in.in.in.tw.stamp()))
	m.in.tell(by, "onMessageRemoved", event)
}

// event returns what webhooks tell of a message before there is one.
func (m *conversationMessage) event() url.Values {
	v := url.Values{
		"ConversationSid": {m.in.sid}, "Body": {m.body}, "Author": {m.author}, "Attributes": {m.attributes},
	}
	if p := m.in.writer(m.author); m.participant != "" {
		v.Set("ParticipantSid", m.participant)
	} else if p != nil {
		v.Set("ParticipantSid", p.sid)
	}
	if len(m.media) > 0 {
		v.Set("Media", mediaEvent(m.media))
	}
	return v
}

// laterEvent returns what webhooks tell of a message later.
func (m *conversationMessage) laterEvent() url.Values {
	v := m.event()
	v.Set("MessageSid", m.sid)
	v.Set("Index", strconv.Itoa(m.index))
	v.Set("DateCreated", iso8601(m.created))
	if !m.updated.IsZero() {
		v.Set("DateUpdated", iso8601(m.updated))
	}
	return v
}

// mediaEvent returns what webhooks tell of files.
func mediaEvent(files []conversationMedia) string {
	list := make([]map[string]any, len(files))
	for i, f := range files {
		list[i] = map[string]any{"Sid": f.sid, "Filename": f.filename, "ContentType": f.contentType, "Size": len(f.data)}
	}
	b, err := json.Marshal(list)
	if err != nil {
		return "" // strings and numbers can always be written
	}
	return string(b)
}

func (m *conversationMessage) answer(v view) any {
	self := v.base + "/Conversations/" + m.in.sid + "/Messages/" + m.sid
	var media any
	if len(m.media) > 0 {
		list := make([]any, len(m.media))
		for i, f := range m.media {
			list[i] = map[string]any{"sid": f.sid, "size": len(f.data), "content_type": f.contentType, "filename": orNull(f.filename)}
		}
		media = list
	}
	return v.about(map[string]any{
		"sid": m.sid, "account_sid": m.in.in.in.account.sid, "conversation_sid": m.in.sid, "index": m.index,
		"author": m.author, "participant_sid": orNull(m.participant), "body": orNull(m.body), "media": media,
		"content_sid": orNull(m.content), "attributes": m.attributes, "delivery": m.delivery(),
		"date_created": iso8601(m.created), "date_updated": dateOrNull(m.updated), "url": self,
		"links": map[string]string{"delivery_receipts": self + "/Receipts", "channel_metadata": self + "/ChannelMetadata"},
	})
}

// delivery sums up the receipts of a message.
func (m *conversationMessage) delivery() any {
	if len(m.receipts) == 0 {
		return nil
	}
	amount := func(statuses ...conversations.ReceiptStatus) conversations.DeliveryAmount {
		n := 0
		for _, r := range m.receipts {
			if slices.Contains(statuses, r.status) {
				n++
			}
		}
		switch n {
		case 0:
			return conversations.DeliveryAmountNone
		case len(m.receipts):
			return conversations.DeliveryAmountAll
		}
		return conversations.DeliveryAmountSome
	}
	const (
		sent, delivered, read = conversations.ReceiptStatusSent, conversations.ReceiptStatusDelivered, conversations.ReceiptStatusRead
		undelivered           = conversations.ReceiptStatusUndelivered
	)
	return map[string]any{
		"total": len(m.receipts), "sent": amount(sent, delivered, read, undelivered), "delivered": amount(delivered, read),
		"read": amount(read), "failed": amount(conversations.ReceiptStatusFailed), "undelivered": amount(undelivered),
	}
}

// message returns the message with a SID, nil if there is none.
func (t *conversation) message(sid string) *conversationMessage {
	for _, m := range t.messages {
		if m.sid == sid {
			return m
		}
	}
	return nil
}

// after counts the messages that come after one.
func (t *conversation) after(index int) int {
	n := 0
	for _, m := range slices.Backward(t.messages) {
		if m.index <= index {
			break
		}
		n++
	}
	return n
}

// mentions reports whether a message has one of some words in it, in any case.
func mentions(body string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(body), strings.ToLower(w)) })
}
