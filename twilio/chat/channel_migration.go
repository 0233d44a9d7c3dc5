package chat

import (
	"context"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A MigratedChannel is a channel as v3 of the API shows it: with the Messaging Service that it
// belongs to.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
type MigratedChannel struct {
	// SID identifies the channel: CH….
	SID string `json:"sid"`
	// AccountSID is the account that the channel belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the channel is in.
	ServiceSID string `json:"service_sid"`
	// MessagingServiceSID is the Messaging Service (MG…) that the channel belongs to, if any.
	MessagingServiceSID string `json:"messaging_service_sid"`
	// FriendlyName describes the channel for people.
	FriendlyName string `json:"friendly_name"`
	// UniqueName is the application's name for the channel, empty if it has none.
	UniqueName string `json:"unique_name"`
	// Attributes are the application's data, as JSON.
	Attributes string `json:"attributes"`
	// Type says who may see the channel.
	Type ChannelType `json:"type"`
	// CreatedBy is the identity of the channel's creator: "system" if this API made it.
	CreatedBy string `json:"created_by"`
	// MembersCount is how many members the channel has.
	MembersCount twilio.Int `json:"members_count"`
	// MessagesCount is how many messages the channel has seen.
	MessagesCount twilio.Int `json:"messages_count"`
	// DateCreated is when the channel was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the channel last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the channel.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a channel: no name, no identity, no attributes.
func (c MigratedChannel) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", c.SID),
		slog.String("type", string(c.Type)),
		slog.String("messaging_service_sid", c.MessagingServiceSID),
	)
}

// MigrateChannelParams say what a channel is to become.
type MigrateChannelParams struct {
	// Type says who may see the channel. Conversations knows private ones only.
	Type ChannelType `url:"Type,omitempty"`
	// MessagingServiceSID is the Messaging Service (MG…) that the channel is to belong to.
	MessagingServiceSID string `url:"MessagingServiceSid,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// Migrate makes a channel private or public, or moves it to a Messaging Service, which is how a
// channel gets ready to be a conversation. It is the one operation of v3 of the API, by SID (CH…) or
// unique name.
//
// Twilio docs: https://www.twilio.com/docs/conversations/migrating-chat-conversations
func (s *ChannelService) Migrate(
	ctx context.Context, sidOrUniqueName string, params *MigrateChannelParams, options ...twilio.CallOption,
) (*MigratedChannel, error) {
	return twilio.Post[MigratedChannel](ctx, s.client, s.v3.ID(sidOrUniqueName), params, options...)
}
