package twiliotest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// WithNumberWebhooks lets the webhook of a number, or of the Messaging Service that it is in, hear of
// messages that go into a conversation, too: after the conversation has the message, and with the
// webhook's TwiML carried out. Some of Twilio's pages say that this happens, and others that a message
// is kept from that webhook, as it is without this option.
func WithNumberWebhooks() Option { return func(c *config) { c.numberWebhooks = true } }

// destination is where in Conversations a message from a phone goes.
type destination struct {
	from    *participant         // who wrote it in a conversation that there is, or else
	address *conversationAddress // at which one begins
}

// conversing returns where a message from a phone goes: into the conversation in which its two ends
// are a pair, or into one that begins at the address that it is to. It returns nil if the message is
// none for a conversation. The caller holds tw.mu.
func (a *conversationAccount) conversing(m *message) *destination {
	if a == nil {
		return nil
	}
	if p := a.pairs[pair{m.To, m.From}]; p != nil && len(m.Group) == 0 {
		return &destination{from: p}
	}
	if talk := a.groups[groupKey(append(slices.Clone(m.Group), m.From, m.To)...)]; talk != nil {
		return a.groupDestination(m, &destination{from: talk.writer(string(m.From))})
	}
	if len(m.Group) > 0 {
		return a.groupDestination(m, a.groupBeginning(m))
	}
	if x := a.configured(m.To); x != nil && x.enabled {
		return &destination{address: x}
	}
	return nil
}

// receive puts a message from a phone, which has been stored, where it goes. It returns when
// everybody there has it and the webhooks have been told.
func (a *conversationAccount) receive(to *destination, m *message) []Request {
	tw := a.tw
	by := cause{source: strings.ToUpper(string(m.From.Channel()))}
	p := to.from
	var requests []Request
	if p == nil && to.address == nil {
		return nil // which the copy to another number of the group has gone to
	}
	if p == nil {
		var err error
		if p, requests, err = a.autoCreate(by, to.address, m); err != nil {
			tw.tell("%s begins no conversation: %v", m.SID, err)
			return requests
		}
	}
	in, event := a.draft(p, m)
	event, asked, err := a.consult(by, p.in.in, "onMessageAdd", event)
	requests = append(requests, asked...)
	if err != nil {
		tw.tell("%s is kept out of %s: %v", m.SID, p.in.sid, err)
		return requests
	}
	for _, done := range a.publish(by, in, m, event) {
		tw.await(done)
	}
	return requests
}

// draft makes a participant's message of one from a phone, and what webhooks are asked about it.
func (a *conversationAccount) draft(p *participant, m *message) (*conversationMessage, url.Values) {
	a.tw.mu.Lock()
	defer a.tw.mu.Unlock()
	in := p.in.newMessage(string(m.From), m.Body)
	in.media, in.participant, in.carried = receivedMedia(m), p.sid, len(m.Group) > 0
	return in, in.event()
}

// publish posts a message from a phone as webhooks have made it, unless its conversation is over by
// now. It returns what opens when the message has reached everybody.
func (a *conversationAccount) publish(by cause, in *conversationMessage, m *message, event url.Values) []*gate {
	a.tw.mu.Lock()
	defer a.tw.mu.Unlock()
	if in.in.open() != nil || in.in.deleted {
		a.tw.tellLocked("%s is lost: %s is over", m.SID, in.in.sid)
		return nil
	}
	in.take(event)
	return in.post(by)
}

// take takes over what a webhook has made of a message.
func (m *conversationMessage) take(event map[string][]string) {
	m.body, m.author, m.attributes = event["Body"][0], event["Author"][0], event["Attributes"][0]
}

// autoCreate begins the conversation that a message is the first of, unless a webhook rejects it.
func (a *conversationAccount) autoCreate(by cause, x *conversationAddress, m *message) (*participant, []Request, error) {
	tw := a.tw
	talk, event := a.beginning(x, m)
	event, requests, err := a.consult(by, talk.in, "onConversationAdd", event)
	if err != nil {
		return nil, requests, err
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if there := a.conversing(m); there != nil && there.from != nil { // which another message has begun meanwhile
		return there.from, requests, nil
	}
	talk.name, talk.createdBy = event.Get("FriendlyName"), "system"
	parts, err := talk.founders(m)
	if err != nil {
		return nil, requests, err
	}
	if x.does != conversations.AutoCreationTypeDefault {
		h := x.hook
		h.sid, h.created, h.updated = tw.sid("WH"), a.tw.stamp(), a.tw.stamp()
		talk.webhooks = append(talk.webhooks, &h)
	}
	talk.begin()
	talk.tell(by, "onConversationAdded", talk.beginning(m))
	for _, p := range parts {
		p.join(by)
	}
	return parts[0], requests, nil
}

// beginning returns the conversation that would begin with a message to an address, and what webhooks
// are asked about it.
func (a *conversationAccount) beginning(x *conversationAddress, m *message) (*conversation, url.Values) {
	a.tw.mu.Lock()
	defer a.tw.mu.Unlock()
	s := a.service(x.service)
	if s == nil {
		s = a.tw.conversationsOf(a.account).standard
	}
	talk := s.newConversation()
	return talk, talk.beginning(m)
}
