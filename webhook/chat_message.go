package webhook

import "github.com/twiliokit/twiliokit/twilio"

// A ChatMessage is what the events of a message in a channel tell about it.
type ChatMessage struct {
	ChatEvent
	// ChannelSID is the channel: CH….
	ChannelSID string `param:"ChannelSid"`
	// From is the identity of who wrote the message.
	From string `param:"From"`
	// Body is the text.
	Body string `param:"Body"`
	// Attributes is the app's own JSON.
	Attributes JSON `param:"Attributes"`
}

// ChatMessageChanges are what an answer to [ChatMessageSend], [ChatMediaMessageSend] and
// [ChatMessageUpdate] can change. What is nil stays as it is. The names are those of
// Conversations, which Chat is taken to share: see [ChatEvents].
type ChatMessageChanges struct {
	Body       *string `json:"body,omitempty"`
	Author     *string `json:"author,omitempty"`
	Attributes *JSON   `json:"attributes,omitempty"`
}

// A ChatMessageSend says that somebody is about to send a message (onMessageSend).
type ChatMessageSend struct{ ChatMessage }

// AcceptWith lets the message be sent with changes.
func (*ChatMessageSend) AcceptWith(changes ChatMessageChanges) Decision { return acceptWith(changes) }

// A ChatMessageSent says that a message was sent (onMessageSent).
type ChatMessageSent struct {
	ChatMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// Index is the message's place in the channel, from 0, and nil if Twilio did not say.
	Index       *int        `param:"Index"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// A ChatMessageUpdate says that somebody is about to change a message (onMessageUpdate).
type ChatMessageUpdate struct {
	ChatMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// ModifiedBy is the identity of who changes it.
	ModifiedBy  string      `param:"ModifiedBy"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// AcceptWith lets the message be changed in another way.
func (*ChatMessageUpdate) AcceptWith(changes ChatMessageChanges) Decision { return acceptWith(changes) }

// A ChatMessageUpdated says that a message was changed (onMessageUpdated).
type ChatMessageUpdated struct {
	ChatMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// Index is the message's place in the channel, from 0, and nil if Twilio did not say.
	Index *int `param:"Index"`
	// ModifiedBy is the identity of who changed it.
	ModifiedBy  string      `param:"ModifiedBy"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
}

// A ChatMessageRemove says that somebody is about to delete a message (onMessageRemove).
type ChatMessageRemove struct {
	ChatMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// RemovedBy is the identity of who deletes it.
	RemovedBy   string      `param:"RemovedBy"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// A ChatMessageRemoved says that a message was deleted (onMessageRemoved).
type ChatMessageRemoved struct {
	ChatMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// Index is the message's place in the channel, from 0, and nil if Twilio did not say.
	Index *int `param:"Index"`
	// RemovedBy is the identity of who deleted it.
	RemovedBy   string      `param:"RemovedBy"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateRemoved twilio.Time `param:"DateRemoved"`
}
