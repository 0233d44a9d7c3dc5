package webhook

import (
	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A Conversation is what the events of a conversation tell about it.
type Conversation struct {
	ConversationEvent
	// FriendlyName is the conversation's name for people.
	FriendlyName string `param:"FriendlyName"`
	// UniqueName is the app's own name for it, by which it can be reached in place of the SID.
	UniqueName string `param:"UniqueName"`
	// Attributes is the app's own JSON.
	Attributes JSON `param:"Attributes"`
	// MessagingServiceSID is the Messaging Service that the conversation sends with: MG….
	MessagingServiceSID string `param:"MessagingServiceSid"`
	// State is "active", "inactive", "closed" or "initializing".
	State string `param:"State"`
}

// ConversationChanges are what an answer to [ConversationAdd] and [ConversationUpdate] can change.
// What is nil stays as it is.
type ConversationChanges struct {
	FriendlyName *string `json:"friendly_name,omitempty"`
}

// A ConversationAdd says that a conversation is about to be made (onConversationAdd): by a client,
// or because a message came to an address that makes them.
type ConversationAdd struct {
	Conversation
	// Binding says which addresses talk to each other, if a message is the cause.
	Binding MessagingBinding `param:"MessagingBinding."`
	// MessageBody is the text of that message.
	MessageBody string `param:"MessageBody"`
	// Media are the files that came with it.
	Media []ConversationMedia `param:"Media"`
}

// AcceptWith lets the conversation be made with changes.
func (*ConversationAdd) AcceptWith(changes ConversationChanges) Decision { return acceptWith(changes) }

// A ConversationAdded says that a conversation was made (onConversationAdded).
type ConversationAdded struct {
	Conversation
	// ConversationSID identifies the conversation: CH….
	ConversationSID string `param:"ConversationSid"`
	// Binding says which addresses talk to each other, if a message is the cause.
	Binding MessagingBinding `param:"MessagingBinding."`
	// MessageBody is the text of that message.
	MessageBody string `param:"MessageBody"`
	// Media are the files that came with it.
	Media       []ConversationMedia `param:"Media"`
	DateCreated twilio.Time         `param:"DateCreated"`
	DateUpdated twilio.Time         `param:"DateUpdated"`
}

// A ConversationUpdate says that a conversation is about to be changed (onConversationUpdate). Its
// fields hold what it is to become.
type ConversationUpdate struct {
	Conversation
	// ConversationSID identifies the conversation: CH….
	ConversationSID string      `param:"ConversationSid"`
	DateCreated     twilio.Time `param:"DateCreated"`
	DateUpdated     twilio.Time `param:"DateUpdated"`
}

// AcceptWith lets the conversation be changed in another way.
func (*ConversationUpdate) AcceptWith(changes ConversationChanges) Decision {
	return acceptWith(changes)
}

// A ConversationUpdated says that a conversation was changed (onConversationUpdated).
type ConversationUpdated struct {
	Conversation
	// ConversationSID identifies the conversation: CH….
	ConversationSID string      `param:"ConversationSid"`
	DateCreated     twilio.Time `param:"DateCreated"`
	DateUpdated     twilio.Time `param:"DateUpdated"`
}

// A ConversationRemove says that a conversation is about to be deleted (onConversationRemove).
type ConversationRemove struct {
	Conversation
	// ConversationSID identifies the conversation: CH….
	ConversationSID string      `param:"ConversationSid"`
	DateCreated     twilio.Time `param:"DateCreated"`
	DateUpdated     twilio.Time `param:"DateUpdated"`
}

// A ConversationRemoved says that a conversation was deleted (onConversationRemoved).
type ConversationRemoved struct {
	Conversation
	// ConversationSID identifies the conversation: CH….
	ConversationSID string      `param:"ConversationSid"`
	DateCreated     twilio.Time `param:"DateCreated"`
	DateUpdated     twilio.Time `param:"DateUpdated"`
	DateRemoved     twilio.Time `param:"DateRemoved"`
}

// A MessagingBinding says between which addresses messages go on behalf of a participant who is
// reached on a channel.
type MessagingBinding struct {
	// Type is the channel: "SMS", "WHATSAPP", or "CHAT" for none.
	Type string `param:"Type"`
	// Address are the participant's own addresses. There is one, and several in a group message.
	Address []channels.Address `param:"Address"`
	// ProxyAddress is the account's number that messages leave from.
	ProxyAddress channels.Address `param:"ProxyAddress"`
	// ProjectedAddress is the account's number that a user of the app has in a group message.
	ProjectedAddress channels.Address `param:"ProjectedAddress"`
	// AuthorAddress is who sent the message that made the conversation.
	AuthorAddress channels.Address `param:"AuthorAddress"`
}
