package twiliotest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// Exchange is what came of a message that a person sent.
type Exchange struct {
	// Message is the message as Twilio stored it.
	Message Message
	// Requests are the webhooks that it led to, in order: the number's own, and those that the
	// TwiML asked for. Status callbacks of the replies are not among them.
	Requests []Request
	// Replies are the messages that the TwiML sent.
	Replies []Message
}

// inbound is a message on its way in.
type inbound struct {
	message *message
	extra   url.Values
	keyword channels.Keyword // that Advanced Opt-Out recognized
	copy    bool             // of one that another number has, of the same group MMS
}

// receive stores a message that a person sent and lets the app answer it.
func (tw *Twilio) receive(in *inbound) *Exchange {
	if !tw.begin() {
		return &Exchange{Message: in.message.Message}
	}
	defer tw.done()
	return tw.takeIn(in)
}

// takeIn is receive within a task.
func (tw *Twilio) takeIn(in *inbound) *Exchange {
	m := in.message
	tw.mu.Lock()
	a, n := tw.owner(m.To)
	if a == nil || !n.online() {
		tw.tellLocked("a message to %s, a number that nobody has, is lost", m.To)
		tw.mu.Unlock()
		return &Exchange{Message: m.Message}
	}
	if a.status != twilio.AccountStatusActive {
		tw.tellLocked("a message to %s is lost: its account is not active", m.To)
		tw.mu.Unlock()
		return &Exchange{Message: m.Message}
	}
	if n.sandbox.take(tw, m) {
		tw.mu.Unlock()
		return &Exchange{Message: m.Message}
	}
	tw.hear(m.To, m.From)
	hook, fallback := n.webhook("Sms"), n.webhook("SmsFallback")
	talk := a.conversations.conversing(m) // decided once, whatever changes while the keyword is answered
	if s := n.service; s != nil {
		if !s.is("UseInboundWebhookOnNumber") {
			hook, fallback = s.webhooks()
		}
		if hook.url == "" && !s.is("UseInboundWebhookOnNumber") && talk == nil {
			tw.tellLocked("a message to %s is lost: its Messaging Service receives none, since it has no InboundRequestUrl", m.To)
			h := tw.heed(n, m)
			tw.mu.Unlock()
			t := &turn{tw: tw, account: a, pair: pair{m.To, m.From}}
			t.acknowledge(h)
			t.settle()
			return &Exchange{Message: m.Message}
		}
		m.MessagingServiceSID = s.sid
		s.remember(m.From, m.To)
	}
	tw.store(a, m)
	m.Sent = m.Created
	for i := range m.Media {
		m.Media[i].URL = "https://api" + apiSuffix + mediaPath(a.sid, m.SID, m.Media[i].SID)
	}
	p := tw.phoneAt(m.From)
	if !in.copy {
		p.shown = append(p.shown, m.snapshot())
	}
	tw.tellLocked("%s inbound from %s to %s", m.SID, m.From, m.To)
	h := tw.heed(n, m)
	in.keyword = h.kind
	t := &turn{
		tw: tw, account: a, pair: pair{m.To, m.From},
		params: in.params(p.profile),
		out:    &Exchange{Message: m.snapshot()},
	}
	tw.mu.Unlock()
	t.acknowledge(h)
	if talk != nil {
		t.out.Requests = a.conversations.receive(talk, m)
	}
	switch {
	case talk != nil && (hook.url == "" || !tw.cfg.numberWebhooks):
	case hook.url == "":
		tw.tell("%s is told to nobody: %s has no webhook", m.SID, m.To)
	default:
		t.begin(hook, fallback)
	}
	t.settle()
	for _, reply := range t.replies {
		t.out.Replies = append(t.out.Replies, tw.snapshot(reply))
	}
	return t.out
}

// crosses reports whether a message is to a number of another account. The caller holds tw.mu.
func (tw *Twilio) crosses(m *message) bool {
	to, _ := tw.owner(m.To)
	return to != nil && to != m.account
}

// crossOver hands a message that has arrived at a number of another account to that account. The task
// that brought it goes on there.
func (tw *Twilio) crossOver(m Message) {
	m = Message{From: m.From, To: m.To, Body: m.Body, Media: slices.Clone(m.Media), Direction: twilio.DirectionInbound, Status: twilio.StatusReceived}
	tw.takeIn(&inbound{message: &message{Message: m}, extra: url.Values{}})
}

// params returns the parameters of the webhook. The caller holds tw.mu.
func (in *inbound) params(profile string) url.Values {
	m := in.message
	v := formOf(
		"MessageSid", m.SID, "SmsSid", m.SID, "SmsMessageSid", m.SID,
		"AccountSid", m.AccountSID, "From", string(m.From), "To", string(m.To),
		"Body", m.Body, "NumMedia", strconv.Itoa(len(m.Media)), "NumSegments", strconv.Itoa(m.NumSegments),
		"SmsStatus", string(twilio.StatusReceived), "ApiVersion", apiVersion,
	)
	if m.MessagingServiceSID != "" {
		v.Set("MessagingServiceSid", m.MessagingServiceSID)
	}
	if in.keyword != channels.KeywordNone {
		v.Set("OptOutType", string(in.keyword))
	}
	for i, other := range m.Group {
		v.Set(fmt.Sprintf("OtherRecipients%d", i), string(other))
	}
	for i, media := range m.Media {
		v.Set(fmt.Sprintf("MediaUrl%d", i), media.URL)
		v.Set(fmt.Sprintf("MediaContentType%d", i), media.ContentType)
	}
	switch m.From.Channel() {
	case channels.ChannelSMS:
		for _, end := range []string{"From", "To"} {
			for _, part := range []string{"City", "State", "Zip", "Country"} {
				v.Set(end+part, "")
			}
		}
		v.Set("FromCountry", m.From.Country())
		v.Set("ToCountry", m.To.Country())
	case channels.ChannelWhatsApp:
		number, _ := m.From.E164()
		v.Set("WaId", strings.TrimPrefix(number, "+"))
		v.Set("ProfileName", profile)
		v.Set("MessageType", in.messageType())
		v.Set("ReferralNumMedia", "0")
		v.Set("ChannelMetadata", channelMetadata(profile, v.Get("WaId")))
	}
	maps.Copy(v, in.extra)
	return v
}

// messageType returns what WhatsApp calls the kind of the message.
func (in *inbound) messageType() string {
	switch {
	case in.extra.Has("ButtonPayload"), in.extra.Has("ButtonText"):
		return "button"
	case in.extra.Has("Latitude"):
		return "location"
	case len(in.message.Media) == 0:
		return "text"
	}
	kind, _, _ := strings.Cut(in.message.Media[0].ContentType, "/")
	if kind != "image" && kind != "audio" && kind != "video" {
		return "document"
	}
	return kind
}

func channelMetadata(profile, id string) string {
	b, err := json.Marshal(map[string]any{
		"type": "whatsapp",
		"data": map[string]any{"context": map[string]string{"ProfileName": profile, "WaId": id}},
	})
	if err != nil {
		return "" // strings can always be written
	}
	return string(b)
}
