package webhook

import "github.com/twiliokit/twiliokit/twilio"

// A ConversationParticipant is what the events of a participant tell about them.
type ConversationParticipant struct {
	ConversationEvent
	// ConversationSID is the conversation: CH….
	ConversationSID string `param:"ConversationSid"`
	// ParticipantSID identifies the participant: MB…. It is empty before there is one.
	ParticipantSID string `param:"ParticipantSid"`
	// Identity is the user that takes part, empty for somebody who is reached on a channel.
	Identity string `param:"Identity"`
	// Binding is how somebody is reached on a channel.
	Binding MessagingBinding `param:"MessagingBinding."`
	// RoleSID is what the participant may do: RL….
	RoleSID string `param:"RoleSid"`
	// Attributes is the app's own JSON.
	Attributes JSON `param:"Attributes"`
	// LastReadMessageIndex is how far the participant has read, nil for not at all.
	LastReadMessageIndex *int        `param:"LastReadMessageIndex"`
	DateCreated          twilio.Time `param:"DateCreated"`
	DateUpdated          twilio.Time `param:"DateUpdated"`
}

// A ConversationParticipantAdd says that somebody is about to join (onParticipantAdd).
type ConversationParticipantAdd struct{ ConversationParticipant }

// A ConversationParticipantAdded says that somebody has joined (onParticipantAdded).
type ConversationParticipantAdded struct{ ConversationParticipant }

// A ConversationParticipantUpdate says that a participant is about to be changed
// (onParticipantUpdate).
type ConversationParticipantUpdate struct{ ConversationParticipant }

// A ConversationParticipantUpdated says that a participant was changed (onParticipantUpdated): also
// that they have read on.
type ConversationParticipantUpdated struct{ ConversationParticipant }

// A ConversationParticipantRemove says that somebody is about to leave, or to be removed
// (onParticipantRemove).
type ConversationParticipantRemove struct{ ConversationParticipant }

// A ConversationParticipantRemoved says that somebody has left, or was removed
// (onParticipantRemoved).
type ConversationParticipantRemoved struct {
	ConversationParticipant
	DateRemoved twilio.Time `param:"DateRemoved"`
}
