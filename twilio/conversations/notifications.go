package conversations

import (
	"context"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// Notifications are the push notifications of a service: which there are and what they say. A
// template is a text with the variables ${CONVERSATION}, ${PARTICIPANT}, ${MESSAGE},
// ${MEDIA_COUNT} and ${MEDIA}, as far as they make sense.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-notification-resource
type Notifications struct {
	// AccountSID is the account that the service belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the service: IS….
	ChatServiceSID string `json:"chat_service_sid"`
	// NewMessage tells participants of a message.
	NewMessage NewMessageNotification `json:"new_message"`
	// AddedToConversation tells a user who has become a participant.
	AddedToConversation Notification `json:"added_to_conversation"`
	// RemovedFromConversation tells a user who is no longer one.
	RemovedFromConversation Notification `json:"removed_from_conversation"`
	// LogEnabled says whether notifications are logged.
	LogEnabled bool `json:"log_enabled"`
	// URL is the address of the notifications.
	URL string `json:"url"`
}

// A Notification is one kind of push notification.
type Notification struct {
	// Enabled says whether it is sent.
	Enabled bool `json:"enabled"`
	// Template is what it says.
	Template string `json:"template"`
	// Sound is the name of the sound that the app plays.
	Sound string `json:"sound"`
}

// NewMessageNotification is the push notification of a message.
type NewMessageNotification struct {
	Notification
	// BadgeCountEnabled says whether it brings the number of unread conversations, which the app's
	// icon shows.
	BadgeCountEnabled bool `json:"badge_count_enabled"`
	// WithMedia is what it says of a message with media. It has no Sound of its own.
	WithMedia Notification `json:"with_media"`
}

// UpdateNotificationsParams change the push notifications of a service. What is left out stays as
// it is.
type UpdateNotificationsParams struct {
	// LogEnabled says whether notifications are logged.
	LogEnabled *bool `url:"LogEnabled,omitempty"`
	// NewMessageEnabled says whether participants are told of a message. The default is false.
	NewMessageEnabled *bool `url:"NewMessage.Enabled,omitempty"`
	// NewMessageTemplate is what they are told.
	NewMessageTemplate *string `url:"NewMessage.Template,omitempty"`
	// NewMessageSound is the name of the sound that the app plays.
	NewMessageSound *string `url:"NewMessage.Sound,omitempty"`
	// NewMessageBadgeCountEnabled says whether the notification brings the number of unread
	// conversations. The default is false.
	NewMessageBadgeCountEnabled *bool `url:"NewMessage.BadgeCountEnabled,omitempty"`
	// NewMessageWithMediaEnabled says whether participants are told of a message with media. The
	// default is false.
	NewMessageWithMediaEnabled *bool `url:"NewMessage.WithMedia.Enabled,omitempty"`
	// NewMessageWithMediaTemplate is what they are told.
	NewMessageWithMediaTemplate *string `url:"NewMessage.WithMedia.Template,omitempty"`
	// AddedToConversationEnabled says whether a user is told who has become a participant. The
	// default is false.
	AddedToConversationEnabled *bool `url:"AddedToConversation.Enabled,omitempty"`
	// AddedToConversationTemplate is what the user is told.
	AddedToConversationTemplate *string `url:"AddedToConversation.Template,omitempty"`
	// AddedToConversationSound is the name of the sound that the app plays.
	AddedToConversationSound *string `url:"AddedToConversation.Sound,omitempty"`
	// RemovedFromConversationEnabled says whether a user is told who is no longer a participant.
	// The default is false.
	RemovedFromConversationEnabled *bool `url:"RemovedFromConversation.Enabled,omitempty"`
	// RemovedFromConversationTemplate is what the user is told.
	RemovedFromConversationTemplate *string `url:"RemovedFromConversation.Template,omitempty"`
	// RemovedFromConversationSound is the name of the sound that the app plays.
	RemovedFromConversationSound *string `url:"RemovedFromConversation.Sound,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// NotificationsService keeps the push notifications of a service. It is reached as
// [ServiceAPI.Notifications].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-notification-resource
type NotificationsService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches what the notifications are. The error matches [twilio.ErrNotFound] if there is no
// such service.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-notification-resource
func (s *NotificationsService) Get(ctx context.Context) (*Notifications, error) {
	return twilio.Get[Notifications](ctx, s.client, s.path, nil)
}

// Update changes the notifications.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-notification-resource
func (s *NotificationsService) Update(ctx context.Context, params *UpdateNotificationsParams) (*Notifications, error) {
	return twilio.Post[Notifications](ctx, s.client, s.path, params)
}
