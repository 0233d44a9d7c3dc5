package twiliotest

import (
	"net/http"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// Create makes a conversation. The user does not take part in it until [ConversationUser.Join].
func (u *ConversationUser) Create(friendlyName string) (*conversations.Conversation, error) {
	var made *conversations.Conversation
	err := u.act("onConversationAdd", func() (url.Values, error) {
		if err := u.may(conversations.PermissionCreateConversation); err != nil {
			return nil, err
		}
		if len([]rune(friendlyName)) > maxConversationName {
			return nil, bad(50003, "Friendly name too long")
		}
		talk := u.in.newConversation()
		talk.name = friendlyName
		return talk.event(), nil
	}, func(form url.Values) error {
		talk := u.in.newConversation()
		talk.name, talk.createdBy = form.Get("FriendlyName"), u.identity
		talk.begin()
		talk.tell(u.cause(), "onConversationAdded", talk.event())
		made = decoded[conversations.Conversation](talk.body(u.view()))
		return nil
	})
	return made, err
}

// Conversations returns those that the user takes part in.
func (u *ConversationUser) Conversations() []conversations.Conversation {
	u.in.in.tw.mu.Lock()
	defer u.in.in.tw.mu.Unlock()
	var list []conversations.Conversation
	for _, talk := range u.in.conversations {
		if talk.participant(u.identity) != nil {
			list = append(list, *decoded[conversations.Conversation](talk.body(u.view())))
		}
	}
	return list
}

// Rename gives a conversation another friendly name.
func (u *ConversationUser) Rename(conversation, friendlyName string) error {
	var p *participant
	return u.act("onConversationUpdate", func() (url.Values, error) {
		var err error
		if p, err = u.part(conversation, conversations.PermissionEditConversationName); err != nil {
			return nil, err
		}
		if len([]rune(friendlyName)) > maxConversationName {
			return nil, bad(50003, "Friendly name too long")
		}
		event := p.in.event()
		event.Set("FriendlyName", friendlyName)
		return event, nil
	}, func(form url.Values) error {
		p.in.name, p.in.updated = form.Get("FriendlyName"), u.in.in.tw.stamp()
		p.in.tell(u.cause(), "onConversationUpdated", p.in.event())
		return nil
	})
}

// Destroy deletes a conversation for good.
func (u *ConversationUser) Destroy(conversation string) error {
	var p *participant
	return u.act("onConversationRemove", func() (url.Values, error) {
		var err error
		if p, err = u.part(conversation, conversations.PermissionDeleteConversation); err != nil {
			return nil, err
		}
		return p.in.event(), nil
	}, func(url.Values) error {
		p.in.destroy(u.cause())
		return nil
	})
}

// Join makes the user take part in a conversation.
func (u *ConversationUser) Join(conversation string) error {
	return u.admit(conversation, u.identity, func() error {
		return u.may(conversations.PermissionJoinConversation)
	})
}

// Add makes another user take part in a conversation.
func (u *ConversationUser) Add(conversation, identity string) error {
	return u.admit(conversation, identity, func() error {
		_, err := u.part(conversation, conversations.PermissionAddParticipant)
		return err
	})
}

// admit adds a participant if allow does not say why not.
func (u *ConversationUser) admit(name, identity string, allow func() error) error {
	var p *participant
	return u.act("onParticipantAdd", func() (url.Values, error) {
		talk, err := u.talk(name)
		if err != nil {
			return nil, err
		}
		if err := allow(); err != nil {
			return nil, err
		}
		if err := conversationIdentity(identity); err != nil {
			return nil, err
		}
		p = talk.newParticipant(identity, "", "")
		if talk.createdBy == identity {
			p.role = u.in.creatorRole
		}
		return p.event(), talk.admit(p)
	}, func(url.Values) error {
		p.join(u.cause())
		return nil
	})
}

// Leave ends the user's part in a conversation.
func (u *ConversationUser) Leave(conversation string) error {
	return u.expel(conversation, u.identity, conversations.PermissionLeaveConversation)
}

// Remove ends the part of somebody else, by identity or by the participant's SID.
func (u *ConversationUser) Remove(conversation, participant string) error {
	return u.expel(conversation, participant, conversations.PermissionRemoveParticipant)
}

func (u *ConversationUser) expel(name, who string, need conversations.Permission) error {
	var p *participant
	return u.act("onParticipantRemove", func() (url.Values, error) {
		self, err := u.part(name, need)
		if err != nil {
			return nil, err
		}
		if p = self.in.participant(who); p == nil {
			return nil, refuse(http.StatusNotFound, 50432, "Participant not found")
		}
		return p.event(), nil
	}, func(url.Values) error {
		p.leave(u.cause())
		return nil
	})
}

// SetAttributes replaces the attributes that the user has in a conversation, which are JSON.
func (u *ConversationUser) SetAttributes(conversation, attributes string) error {
	var p *participant
	return u.act("onParticipantUpdate", func() (url.Values, error) {
		var err error
		p, err = u.part(conversation, conversations.PermissionEditOwnParticipantAttributes, conversations.PermissionEditAnyParticipantAttributes)
		if err != nil {
			return nil, err
		}
		event := p.event()
		event.Set("Attributes", attributes)
		return event, conversationAttributes(attributes, maxPartAttributes)
	}, func(url.Values) error {
		p.attributes, p.updated = attributes, u.in.in.tw.stamp()
		p.in.tell(u.cause(), "onParticipantUpdated", p.event())
		return nil
	})
}

// SetFriendlyName changes what people call the user.
func (u *ConversationUser) SetFriendlyName(name string) error {
	return u.act("onUserUpdate", func() (url.Values, error) {
		if err := u.may(conversations.PermissionEditOwnUserInfo); err != nil {
			return nil, err
		}
		event := u.in.person(u.identity).event()
		event.Set("FriendlyName", name)
		return event, nil
	}, func(url.Values) error {
		person := u.in.person(u.identity)
		person.name, person.updated = name, u.in.in.tw.stamp()
		u.in.in.tell(u.cause(), u.in, nil, "onUserUpdated", person.event())
		return nil
	})
}
