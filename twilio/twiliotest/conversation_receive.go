package twiliotest

import (
	"strings"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversing returns whether a message from a phone goes into a conversation: because its two ends
// are a pair in one, or because conversations begin at the address that it is to. The caller holds
// tw.mu.
func (a *conversationAccount) conversing(m *message) bool {
	if a == nil {
		return false
	}
	x := a.configured(m.To)
	return a.pairs[pair{m.To, m.From}] != nil || x != nil && x.enabled
}

// receive puts a message from a phone, which has been stored, into its conversation. It returns
// when everybody there has it and the webhooks have been told.
func (a *conversationAccount) receive(m *message) []Request {
	tw := a.tw
	by := cause{source: strings.ToUpper(string(m.From.Channel()))}
	tw.mu.Lock()
	p := a.pairs[pair{m.To, m.From}]
	var requests []Request
	if p == nil {
		var err error
		x := a.configured(m.To)
		tw.mu.Unlock()
		if p, requests, err = a.autoCreate(by, x, m); err != nil {
			tw.tell("%s begins no conversation: %v", m.SID, err)
			return requests
		}
		tw.mu.Lock()
	}
	talk := p.in
	in := talk.newMessage(string(m.From), m.Body)
	in.media, in.participant = receivedMedia(m), p.sid
	event := in.event()
	tw.mu.Unlock()
	event, asked, err := a.consult(by, talk.in, "onMessageAdd", event)
	requests = append(requests, asked...)
	if err != nil {
		tw.tell("%s is kept out of %s: %v", m.SID, talk.sid, err)
		return requests
	}
	tw.mu.Lock()
	var waits []<-chan struct{}
	if talk.open() == nil && !talk.deleted {
		in.take(event)
		waits = in.post(by)
	} else {
		tw.tellLocked("%s is lost: %s is over", m.SID, talk.sid)
	}
	tw.mu.Unlock()
	for _, done := range waits {
		select {
		case <-done:
		case <-tw.ctx.Done():
		}
	}
	return requests
}

// take takes over what a webhook has made of a message.
func (m *conversationMessage) take(event map[string][]string) {
	m.body, m.author, m.attributes = event["Body"][0], event["Author"][0], event["Attributes"][0]
}

// autoCreate begins the conversation that a message is the first of, unless a webhook rejects it.
func (a *conversationAccount) autoCreate(by cause, x *conversationAddress, m *message) (*participant, []Request, error) {
	tw := a.tw
	tw.mu.Lock()
	s := a.service(x.service)
	if s == nil {
		s = tw.conversationsOf(a.account).standard
	}
	talk := s.newConversation()
	event := talk.beginning(m)
	tw.mu.Unlock()
	event, requests, err := a.consult(by, s, "onConversationAdd", event)
	if err != nil {
		return nil, requests, err
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if p := a.pairs[pair{m.To, m.From}]; p != nil { // which another message has begun meanwhile
		return p, requests, nil
	}
	talk.name, talk.createdBy = event.Get("FriendlyName"), "system"
	p := talk.newParticipant("", m.From, m.To)
	if err := talk.admit(p); err != nil {
		return nil, requests, err
	}
	if x.does != conversations.AutoCreationTypeDefault {
		h := x.hook
		h.sid, h.created, h.updated = tw.sid("WH"), now(), now()
		talk.webhooks = append(talk.webhooks, &h)
	}
	talk.begin()
	talk.tell(by, "onConversationAdded", talk.beginning(m))
	p.join(by)
	return p, requests, nil
}
