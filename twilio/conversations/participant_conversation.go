package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A ParticipantConversation is a conversation and one who takes part in it.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/participant-conversation-resource
type ParticipantConversation struct {
	// AccountSID is the account that the conversation belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service: IS….
	ChatServiceSID string `json:"chat_service_sid"`
	// ParticipantSID is the participant: MB….
	ParticipantSID string `json:"participant_sid"`
	// ParticipantUserSID is the user (US…), empty for somebody on a messaging channel.
	ParticipantUserSID string `json:"participant_user_sid"`
	// ParticipantIdentity is the user's identity, likewise.
	ParticipantIdentity string `json:"participant_identity"`
	// ParticipantMessagingBinding is how messages reach the participant, nil for one in the app
	// alone.
	ParticipantMessagingBinding *MessagingBinding `json:"participant_messaging_binding"`
	// ConversationSID is the conversation: CH….
	ConversationSID string `json:"conversation_sid"`
	// ConversationUniqueName is the program's own name for it.
	ConversationUniqueName string `json:"conversation_unique_name"`
	// ConversationFriendlyName describes it for people.
	ConversationFriendlyName string `json:"conversation_friendly_name"`
	// ConversationAttributes is JSON of the program's own, "{}" if there is none.
	ConversationAttributes string `json:"conversation_attributes"`
	// ConversationState says whether the conversation goes on.
	ConversationState ConversationState `json:"conversation_state"`
	// ConversationTimers are when that will change by itself.
	ConversationTimers Timers `json:"conversation_timers"`
	// ConversationCreatedBy is the identity of who made the conversation.
	ConversationCreatedBy string `json:"conversation_created_by"`
	// ConversationDateCreated is when the conversation was made.
	ConversationDateCreated twilio.Time `json:"conversation_date_created"`
	// ConversationDateUpdated is when it last changed.
	ConversationDateUpdated twilio.Time `json:"conversation_date_updated"`
	// Links are the addresses of both, by name: "participant" and "conversation".
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged: neither names and attributes nor who takes part.
func (c ParticipantConversation) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("conversation_sid", c.ConversationSID),
		slog.String("participant_sid", c.ParticipantSID),
		slog.String("conversation_state", string(c.ConversationState)),
	)
}

// ListParticipantConversationsParams say whose conversations are wanted. Either Identity or Address
// is required, and only one of them taken.
type ListParticipantConversationsParams struct {
	// Identity is that of a user.
	Identity string `url:"Identity,omitempty"`
	// Address is a participant's phone number or channel address: [MessagingBinding.Address].
	Address channels.Address `url:"Address,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ParticipantConversationService finds conversations by who takes part in them. It is reached as
// [API.ParticipantConversations], for the default service, and as
// [ServiceAPI.ParticipantConversations].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/participant-conversation-resource
type ParticipantConversationService struct {
	client *twilio.Client
	path   twilio.Path
}

// List returns the conversations of somebody, closed ones too. See [twilio.List] for how the pages
// are fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/participant-conversation-resource
func (s *ParticipantConversationService) List(ctx context.Context, params *ListParticipantConversationsParams) iter.Seq2[*ParticipantConversation, error] {
	return twilio.List[ParticipantConversation](ctx, s.client, s.path, "conversations", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 conversations to a page,
// which is its limit too.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/participant-conversation-resource
func (s *ParticipantConversationService) ListPage(ctx context.Context, params *ListParticipantConversationsParams) (*twilio.Page[ParticipantConversation], error) {
	return twilio.ListPage[ParticipantConversation](ctx, s.client, s.path, "conversations", params)
}
