package twiliotest

import (
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// ConversationUser is a user of Conversations at the far end: it does what a browser or a phone
// does with Twilio's SDK. Unlike calls of the API, what it does is checked against the user's
// roles, and webhooks are asked about it before it happens.
//
// A conversation is named by its SID or unique name. Each method returns when the action has been
// accepted or refused; [Twilio.Wait] waits for what follows, such as texts to phones. An error is a
// [twilio.Error] with the code of the refusal: 50107 if the role does not allow it, 50430 if the
// user takes no part in the conversation, 50056 if a webhook rejected it.
type ConversationUser struct {
	in       *conversationService
	identity string
}

// ConversationUser returns the user with an identity, connected to a Conversation Service of any
// account, or to the first account's default service if serviceSID is "". A new user is made. It
// panics if there is no such service or the identity is none, since that is a mistake in the test
// itself.
func (tw *Twilio) ConversationUser(serviceSID, identity string) *ConversationUser {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	s := tw.conversationsOf(tw.main).standard
	if serviceSID != "" {
		s = nil
		for _, a := range tw.accounts {
			if a.conversations != nil && a.conversations.service(serviceSID) != nil {
				s = a.conversations.service(serviceSID)
			}
		}
	}
	if s == nil {
		panic("twiliotest: ConversationUser: there is no Conversation Service " + serviceSID)
	}
	if err := conversationIdentity(identity); err != nil || identity == "" {
		panic("twiliotest: ConversationUser: no user can have this identity")
	}
	u := &ConversationUser{in: s, identity: identity}
	person := s.meet(u.cause(), identity)
	person.connected, person.seen = true, true
	return u
}

// Identity returns the user's identity, for Author and Participants.
func (u *ConversationUser) Identity() string { return u.identity }

// Disconnect ends the user's connection, which shows where the service tells who is online. The
// user can go on all the same, which connects again.
func (u *ConversationUser) Disconnect() {
	defer u.in.in.tw.mustSave()
	u.in.in.tw.mu.Lock()
	defer u.in.in.tw.mu.Unlock()
	if person := u.in.person(u.identity); person != nil {
		person.connected = false
	}
}

// Bind registers a device for push notifications and returns the SID of its binding. Twilio's SDK
// does that on phones; no notifications are sent here.
func (u *ConversationUser) Bind(kind conversations.BindingType, endpoint string) string {
	defer u.in.in.tw.mustSave()
	tw := u.in.in.tw
	tw.mu.Lock()
	defer tw.mu.Unlock()
	b := &conversationBinding{sid: tw.sid("BS"), identity: u.identity, endpoint: endpoint, kind: kind, created: u.in.in.tw.stamp()}
	u.in.bindings = append(u.in.bindings, b)
	return b.sid
}

// Upload stores a file and returns its SID, for [ConversationUser.Send] and for the API's MediaSid.
func (u *ConversationUser) Upload(contentType, filename string, data []byte) string {
	defer u.in.in.tw.mustSave()
	tw := u.in.in.tw
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return u.in.addUpload(contentType, filename, u.identity, data)
}

func (u *ConversationUser) cause() cause { return cause{source: "SDK", identity: u.identity} }

func (u *ConversationUser) view() view {
	return view{base: "https://conversations" + apiSuffix + conversationsPath + "/Services/" + u.in.sid, service: u.in.sid}
}

// act does something in three steps: prepare says what, or why not; webhooks are asked; apply does
// what they have made of it. prepare and apply run with tw.mu held.
func (u *ConversationUser) act(event string, prepare func() (url.Values, error), apply func(url.Values) error) error {
	defer u.in.in.tw.mustSave()
	a := u.in.in
	tw := a.tw
	if !tw.begin() {
		return errClosed
	}
	defer tw.done()
	form, err := u.locked(prepare)
	if err != nil {
		return err
	}
	if form, _, err = a.consult(u.cause(), u.in, event, form); err != nil {
		return err
	}
	_, err = u.locked(func() (url.Values, error) {
		if _, err := prepare(); err != nil { // since things may have changed meanwhile
			return nil, err
		}
		return nil, apply(form)
	})
	return err
}

func (u *ConversationUser) locked(f func() (url.Values, error)) (url.Values, error) {
	tw := u.in.in.tw
	tw.mu.Lock()
	defer tw.mu.Unlock()
	person := u.in.meet(u.cause(), u.identity)
	person.connected, person.seen = true, true
	return f()
}

// talk returns a conversation, open or not.
func (u *ConversationUser) talk(name string) (*conversation, error) {
	if talk := u.in.find(name); talk != nil {
		return talk, nil
	}
	return nil, refuse(http.StatusNotFound, 50350, "Conversation not found")
}

// part returns who the user is in a conversation that is open, if the user's role there or in the
// service has one of some permissions.
func (u *ConversationUser) part(name string, needs ...conversations.Permission) (*participant, error) {
	talk, err := u.talk(name)
	if err != nil {
		return nil, err
	}
	p := talk.participant(u.identity)
	if p == nil {
		return nil, refuse(http.StatusForbidden, 50430, "Participant is not a member of conversation")
	}
	if err := talk.open(); err != nil {
		return nil, err
	}
	for _, need := range needs { // of which one is enough
		if u.in.allows(p.role, need) || u.in.allows(u.in.person(u.identity).role, need) {
			return p, nil
		}
	}
	if len(needs) > 0 {
		return nil, forbidden()
	}
	return p, nil
}

// may refuses what the user's role in the service does not allow.
func (u *ConversationUser) may(need conversations.Permission) error {
	if u.in.allows(u.in.person(u.identity).role, need) {
		return nil
	}
	return forbidden()
}

func forbidden() error {
	return refuse(http.StatusForbidden, 50107, "User not authorized for command")
}

// decoded returns an answer of the API as the client reads it.
func decoded[T any](body any) *T {
	v := new(T)
	b, err := json.Marshal(body)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		panic("twiliotest: an answer cannot be read: " + err.Error()) // by which the emulator is wrong
	}
	return v
}
