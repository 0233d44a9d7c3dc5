package chat

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A UserChannel is a channel as one user sees it.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-channel-resource
type UserChannel struct {
	// AccountSID is the account that all of this belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the channel is in.
	ServiceSID string `json:"service_sid"`
	// ChannelSID is the channel (CH…).
	ChannelSID string `json:"channel_sid"`
	// UserSID is the user (US…).
	UserSID string `json:"user_sid"`
	// MemberSID is the user as a member of the channel (MB…), empty if they are none.
	MemberSID string `json:"member_sid"`
	// Status says whether the user takes part.
	Status UserChannelStatus `json:"status"`
	// LastConsumedMessageIndex is the index of the last message that the user has read, nil if none
	// has been yet: 0 is the index of a message.
	LastConsumedMessageIndex *twilio.Int `json:"last_consumed_message_index"`
	// UnreadMessagesCount is how many messages are unread, nil if Twilio does not know. A message is
	// read when the app says so, not when it was fetched.
	UnreadMessagesCount *twilio.Int `json:"unread_messages_count"`
	// NotificationLevel says whether the channel's messages are pushed to the user.
	NotificationLevel NotificationLevel `json:"notification_level"`
	// URL is the address of this resource.
	URL string `json:"url"`
	// Links are the addresses of what it is about, by name: "channel", "member".
	Links map[string]string `json:"links"`
}

// UserChannelStatus says whether a user takes part in a channel.
type UserChannelStatus string

// The statuses.
const (
	UserChannelStatusJoined           UserChannelStatus = "joined"
	UserChannelStatusInvited          UserChannelStatus = "invited"
	UserChannelStatusNotParticipating UserChannelStatus = "notParticipating"
)

// NotificationLevel says whether a channel's messages are pushed to a user.
type NotificationLevel string

// The levels. By default, what the service pushes is pushed.
const (
	NotificationLevelDefault NotificationLevel = "default"
	NotificationLevelMuted   NotificationLevel = "muted"
)

// ListUserChannelsParams say how the channels of a user are fetched. The zero value lists all.
type ListUserChannelsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateUserChannelParams change what a user is to a channel.
type UpdateUserChannelParams struct {
	// NotificationLevel says whether the channel's messages are pushed to the user.
	NotificationLevel NotificationLevel `url:"NotificationLevel,omitempty"`
	// LastConsumedMessageIndex is the index of the last message that the user has read:
	// new(message.Index).
	LastConsumedMessageIndex *twilio.Int `url:"LastConsumedMessageIndex,omitempty"`
	// LastConsumptionTimestamp is when the user read it. See [twilio.Moment].
	LastConsumptionTimestamp twilio.Date `url:"LastConsumptionTimestamp,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UserChannelService reads, changes and leaves the channels of one user. It is reached by
// [UserService.Channels].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-channel-resource
type UserChannelService struct {
	client *twilio.Client
	path   twilio.Path
}

// Channels returns the service for the channels of the user with this SID (US…) or identity.
func (s *UserService) Channels(user string) *UserChannelService {
	return &UserChannelService{client: s.client, path: s.path.ID(user).Join("Channels")}
}

// Get fetches what the user is to the channel with this SID (CH…) or unique name. The error matches
// [twilio.ErrNotFound] if they are nothing to it.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-channel-resource
func (s *UserChannelService) Get(ctx context.Context, channel string) (*UserChannel, error) {
	return twilio.Get[UserChannel](ctx, s.client, s.path.ID(channel), nil)
}

// List returns the channels that the user has joined or is invited to. params may be nil. See
// [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-channel-resource
func (s *UserChannelService) List(ctx context.Context, params *ListUserChannelsParams) iter.Seq2[*UserChannel, error] {
	return twilio.List[UserChannel](ctx, s.client, s.path, "channels", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 channels to a page, which
// is also its limit.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-channel-resource
func (s *UserChannelService) ListPage(
	ctx context.Context, params *ListUserChannelsParams,
) (*twilio.Page[UserChannel], error) {
	return twilio.ListPage[UserChannel](ctx, s.client, s.path, "channels", params)
}

// Update mutes the channel with this SID (CH…) or unique name for the user, or says how far they
// have read.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-channel-resource
func (s *UserChannelService) Update(
	ctx context.Context, channel string, params *UpdateUserChannelParams,
) (*UserChannel, error) {
	return twilio.Post[UserChannel](ctx, s.client, s.path.ID(channel), params)
}

// Delete makes the user leave the channel with this SID (CH…) or unique name.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-channel-resource
func (s *UserChannelService) Delete(ctx context.Context, channel string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(channel), options...)
}
