package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A UserConversation is a conversation as one user sees it: how much of it is unread, and whether
// the user is notified.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-conversation-resource
type UserConversation struct {
	// AccountSID is the account that the conversation belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service: IS….
	ChatServiceSID string `json:"chat_service_sid"`
	// UserSID is the user: US….
	UserSID string `json:"user_sid"`
	// ParticipantSID is the user in this conversation: MB….
	ParticipantSID string `json:"participant_sid"`
	// ConversationSID is the conversation: CH….
	ConversationSID string `json:"conversation_sid"`
	// ConversationState says whether it goes on.
	ConversationState ConversationState `json:"conversation_state"`
	// UnreadMessagesCount is how many messages come after the one last read, nil if it was never
	// told what the user has read.
	UnreadMessagesCount *twilio.Int `json:"unread_messages_count"`
	// LastReadMessageIndex is the [Message.Index] up to which the user has read, nil if that was
	// never told.
	LastReadMessageIndex *twilio.Int `json:"last_read_message_index"`
	// NotificationLevel says whether the user gets push notifications.
	NotificationLevel NotificationLevel `json:"notification_level"`
	// FriendlyName describes the conversation for people.
	FriendlyName string `json:"friendly_name"`
	// UniqueName is the program's own name for the conversation.
	UniqueName string `json:"unique_name"`
	// Attributes is the conversation's JSON of the program's own, "{}" if there is none.
	Attributes string `json:"attributes"`
	// Timers are when ConversationState will change by itself.
	Timers Timers `json:"timers"`
	// CreatedBy is the identity of who made the conversation.
	CreatedBy string `json:"created_by"`
	// DateCreated is when the conversation was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of this resource.
	URL string `json:"url"`
	// Links are the addresses of what it consists of, by name: "participant".
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a user's conversation: none of its names and attributes.
func (c UserConversation) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("conversation_sid", c.ConversationSID),
		slog.String("user_sid", c.UserSID),
		slog.String("conversation_state", string(c.ConversationState)),
	)
}

// NotificationLevel says whether a user gets push notifications of a conversation.
type NotificationLevel string

// Whether a user gets push notifications: those that the service sends, or none.
const (
	NotificationLevelDefault NotificationLevel = "default"
	NotificationLevelMuted   NotificationLevel = "muted"
)

// ListUserConversationsParams say which page of a user's conversations is wanted. The zero value
// lists all.
type ListUserConversationsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateUserConversationParams change how a user sees a conversation. What is left out stays as it
// is.
type UpdateUserConversationParams struct {
	// NotificationLevel says whether the user gets push notifications.
	NotificationLevel NotificationLevel `url:"NotificationLevel,omitempty"`
	// LastReadMessageIndex is the [Message.Index] up to which the user has read.
	LastReadMessageIndex *twilio.Int `url:"LastReadMessageIndex,omitempty"`
	// LastReadTimestamp is when that was.
	LastReadTimestamp twilio.Date `url:"LastReadTimestamp,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UserConversationService reads and changes how a user sees conversations. It is reached as
// [UserService.Conversations]. A SID that its methods take may be a conversation's unique name as
// well.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-conversation-resource
type UserConversationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches a conversation as the user sees it, by the conversation's SID (CH…) or unique name.
// The error matches [twilio.ErrNotFound] if the user is not in it.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-conversation-resource#fetch-a-specific-userconversation-resource
func (s *UserConversationService) Get(ctx context.Context, sid string) (*UserConversation, error) {
	return twilio.Get[UserConversation](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the user's conversations. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-conversation-resource#list-all-of-a-users-conversations
func (s *UserConversationService) List(ctx context.Context, params *ListUserConversationsParams) iter.Seq2[*UserConversation, error] {
	return twilio.List[UserConversation](ctx, s.client, s.path, "conversations", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 conversations to a page,
// which is its limit too.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-conversation-resource#list-all-of-a-users-conversations
func (s *UserConversationService) ListPage(ctx context.Context, params *ListUserConversationsParams) (*twilio.Page[UserConversation], error) {
	return twilio.ListPage[UserConversation](ctx, s.client, s.path, "conversations", params)
}

// Update changes how the user sees a conversation, by its SID (CH…) or unique name.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-conversation-resource#set-the-notificationlevel
func (s *UserConversationService) Update(ctx context.Context, sid string, params *UpdateUserConversationParams) (*UserConversation, error) {
	return twilio.Post[UserConversation](ctx, s.client, s.path.ID(sid), params)
}

// Delete takes the user out of a conversation, by its SID (CH…) or unique name.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-conversation-resource#remove-a-user-from-a-conversation
func (s *UserConversationService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
