package webhook

// A ConversationStateUpdated says that a conversation went from one state to another
// (onConversationStateUpdated).
type ConversationStateUpdated struct {
	ConversationEvent
	// ConversationSID identifies the conversation: CH….
	ConversationSID string `param:"ConversationSid"`
	// MessagingServiceSID is the Messaging Service that the conversation sends with: MG….
	MessagingServiceSID string `param:"MessagingServiceSid"`
	// StateFrom and StateTo are "active", "inactive", "closed" or "initializing".
	StateFrom string `param:"StateFrom"`
	StateTo   string `param:"StateTo"`
	// StateUpdated is when that happened, or what the state is, as Twilio writes it.
	StateUpdated string `param:"StateUpdated"`
	// Reason is why.
	Reason StateReason `param:"Reason"`
}

// A StateReason is why the state of a conversation changed.
type StateReason string

// Why states change.
const (
	StateReasonAPI   StateReason = "API"   // the app asked for it
	StateReasonTimer StateReason = "TIMER" // nothing happened for as long as the timer says
	StateReasonEvent StateReason = "EVENT" // somebody wrote
)
