package twiliotest

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationReceipt says what became of a message with one participant.
type conversationReceipt struct {
	of               *conversationMessage
	sid              string
	participant      string // its SID
	message          *message
	status           conversations.ReceiptStatus // "" until the message has left
	code             twilio.ErrorCode
	created, updated time.Time
}

// handOn sends a message to those on messaging channels but its author. It returns what
// opens when it has arrived at each, or waits for a clock that stands.
func (m *conversationMessage) handOn() []*gate {
	a := m.in.in.in
	var arrivals []*gate
	for _, p := range m.in.participants {
		from := m.from(p)
		if from == "" {
			continue
		}
		out := m.copyFor(p, from)
		a.tw.store(a.account, out)
		r := &conversationReceipt{of: m, participant: p.sid, message: out, sid: a.tw.sid("DY"), created: a.tw.stamp()}
		m.receipts = append(m.receipts, r)
		out.receipt = r
		p.latest = a.tw.deliver(out, p.latest)
		arrivals = append(arrivals, p.latest.settled)
	}
	return arrivals
}

// copyFor returns the message that goes to a participant from a number.
func (m *conversationMessage) copyFor(p *participant, from channels.Address) *message {
	out := m.rendered[p]
	if out == nil {
		out = &message{Message: Message{Body: m.body}}
		for _, f := range m.media {
			out.Media = append(out.Media, Media{
				ContentType: f.contentType, Data: f.data,
				URL: "https://mcs.us1.twilio.com/v1/Services/" + m.in.in.sid + "/Media/" + f.sid,
			})
		}
	}
	out.From, out.To, out.MessagingServiceSID = from, p.address, m.in.messaging
	if p.native() && m.in.grouped() {
		out.Group = others(circle(m.in.participants), from, p.address)
	}
	out.Direction, out.Status = twilio.DirectionOutboundAPI, twilio.StatusQueued
	switch {
	case length(out.Body) > maxBody:
		out.fault = twilio.ErrBodyTooLong
	case m.in.in.in.tw.optedOut(out.From, out.To):
		out.fault = twilio.ErrUnsubscribedRecipient
	}
	return out
}

// update takes over the status of the message that a receipt is of, and tells of it.
func (r *conversationReceipt) update() {
	status := conversations.ReceiptStatus(r.message.Status)
	switch status {
	case conversations.ReceiptStatusSent, conversations.ReceiptStatusDelivered, conversations.ReceiptStatusRead,
		conversations.ReceiptStatusFailed, conversations.ReceiptStatusUndelivered:
	default:
		return
	}
	if r.status == "" {
		r.created = r.of.in.in.in.tw.stamp()
	}
	r.status, r.code, r.updated = status, r.message.ErrorCode, r.of.in.in.in.tw.stamp()
	talk := r.of.in
	if talk.deleted {
		return
	}
	talk.tell(cause{source: strings.ToUpper(string(r.message.To.Channel()))}, "onDeliveryUpdated", url.Values{
		"ConversationSid": {talk.sid}, "ChatServiceSid": {talk.in.sid}, "MessageSid": {r.of.sid},
		"DeliveryReceiptSid": {r.sid}, "ChannelMessageSid": {r.message.SID}, "ParticipantSid": {r.participant},
		"Status": {string(r.status)}, "ErrorCode": {strconv.Itoa(int(r.code))},
		"DateCreated": {iso8601(r.created)}, "DateUpdated": {iso8601(r.updated)},
	})
}

func (r *conversationReceipt) body(v view) any {
	m := r.of
	return v.about(map[string]any{
		"sid": r.sid, "account_sid": m.in.in.in.account.sid, "conversation_sid": m.in.sid, "message_sid": m.sid,
		"channel_message_sid": r.message.SID, "participant_sid": r.participant, "status": r.status, "error_code": int(r.code),
		"date_created": iso8601(r.created), "date_updated": iso8601(r.updated),
		"url": v.base + "/Conversations/" + m.in.sid + "/Messages/" + m.sid + "/Receipts/" + r.sid,
	})
}

func (c *conversationCall) listReceipts() (any, error) {
	m, err := c.message("message")
	if err != nil {
		return nil, err
	}
	var items []item
	for _, r := range m.receipts {
		if r.status != "" {
			items = append(items, item{r.sid, func() any { return r.body(c.view) }})
		}
	}
	return c.list("delivery_receipts", 50, items)
}

func (c *conversationCall) getReceipt() (any, error) {
	m, err := c.message("message")
	if err != nil {
		return nil, err
	}
	for _, r := range m.receipts {
		if r.sid == c.vars.get("sid") && r.status != "" {
			return r.body(c.view), nil
		}
	}
	return nil, c.notFound()
}
