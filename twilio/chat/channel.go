package chat

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Channel is where members exchange messages.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
type Channel struct {
	// SID identifies the channel: CH….
	SID string `json:"sid"`
	// AccountSID is the account that the channel belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the channel is in.
	ServiceSID string `json:"service_sid"`
	// FriendlyName describes the channel for people.
	FriendlyName string `json:"friendly_name"`
	// UniqueName is the application's name for the channel, which serves in place of its SID. It is
	// empty if the channel has none.
	UniqueName string `json:"unique_name"`
	// Attributes are the application's data, as JSON: "{}" if none were set.
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
	// Links are the addresses of what belongs to the channel, by name: "members". The one of
	// "last_message" is empty in a channel without messages.
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a channel: no name, no identity, no attributes.
func (c Channel) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", c.SID),
		slog.String("type", string(c.Type)),
		slog.Int64("members", int64(c.MembersCount)),
		slog.Int64("messages", int64(c.MessagesCount)),
	)
}

// ChannelType says who may see a channel.
type ChannelType string

// The types of channels. Any user can find and join a public one; to a private one, a user has to be
// added or invited.
const (
	ChannelTypePublic  ChannelType = "public"
	ChannelTypePrivate ChannelType = "private"
)

// CreateChannelParams are a new channel. Nothing is required.
type CreateChannelParams struct {
	// FriendlyName describes the channel, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// UniqueName is the application's name for the channel, unique in the service and up to 64
	// characters long. It must not look like a channel's SID.
	UniqueName string `url:"UniqueName,omitempty"`
	// Attributes are the application's data, as JSON.
	Attributes string `url:"Attributes,omitempty"`
	// Type says who may see the channel. The default is [ChannelTypePublic].
	Type ChannelType `url:"Type,omitempty"`
	// CreatedBy is the identity of the creator. The default is "system".
	CreatedBy string `url:"CreatedBy,omitempty"`
	// DateCreated is for a channel that is restored: when it was made. See [twilio.Moment].
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is for a channel that is restored: when it last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListChannelsParams filter the channels of a service. The zero value lists the public ones.
type ListChannelsParams struct {
	// Type lists channels of these types. The default is [ChannelTypePublic] alone; name both to
	// list all.
	Type []ChannelType `url:"Type,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateChannelParams change a channel. Its type is changed by [ChannelService.Migrate].
type UpdateChannelParams struct {
	// FriendlyName describes the channel, in up to 256 characters.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// UniqueName is the application's name for the channel, unique in the service and up to 256
	// characters long.
	UniqueName *string `url:"UniqueName,omitempty"`
	// Attributes are the application's data, as JSON. They take the place of those before.
	Attributes string `url:"Attributes,omitempty"`
	// CreatedBy is the identity of the creator.
	CreatedBy string `url:"CreatedBy,omitempty"`
	// DateCreated is for a channel that is restored: when it was made.
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is for a channel that is restored: when it last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ChannelService creates, reads, changes and removes the channels of one service. It is reached by
// [API.Channels].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
type ChannelService struct {
	client   *twilio.Client
	path, v3 twilio.Path
}

// Channels returns the service for the channels of the chat service with this SID (IS…).
func (a *API) Channels(serviceSID string) *ChannelService {
	return &ChannelService{
		client: a.client,
		path:   a.services.ID(serviceSID).Join("Channels"),
		v3:     a.v3.ID(serviceSID).Join("Channels"),
	}
}

// Create makes a channel without members. The error matches [ErrUniqueNameExists] if another has the
// unique name, and [ErrAttributesInvalid] if the attributes are not JSON.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
func (s *ChannelService) Create(
	ctx context.Context, params *CreateChannelParams, options ...twilio.CallOption,
) (*Channel, error) {
	return twilio.Post[Channel](ctx, s.client, s.path, params, options...)
}

// Get fetches a channel by its SID (CH…) or unique name. The error matches [twilio.ErrNotFound] if
// there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
func (s *ChannelService) Get(ctx context.Context, sidOrUniqueName string) (*Channel, error) {
	return twilio.Get[Channel](ctx, s.client, s.path.ID(sidOrUniqueName), nil)
}

// List returns the service's channels, the public ones unless params say otherwise. params may be
// nil. See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
func (s *ChannelService) List(ctx context.Context, params *ListChannelsParams) iter.Seq2[*Channel, error] {
	return twilio.List[Channel](ctx, s.client, s.path, "channels", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 channels to a page and its
// limit 100.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
func (s *ChannelService) ListPage(ctx context.Context, params *ListChannelsParams) (*twilio.Page[Channel], error) {
	return twilio.ListPage[Channel](ctx, s.client, s.path, "channels", params)
}

// Update changes what is set in params of a channel, and leaves the rest. The error matches
// [ErrUniqueNameExists] if another channel has the unique name.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
func (s *ChannelService) Update(
	ctx context.Context, sidOrUniqueName string, params *UpdateChannelParams, options ...twilio.CallOption,
) (*Channel, error) {
	return twilio.Post[Channel](ctx, s.client, s.path.ID(sidOrUniqueName), params, options...)
}

// Delete removes a channel for good, with its members and messages.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-resource
func (s *ChannelService) Delete(ctx context.Context, sidOrUniqueName string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sidOrUniqueName), options...)
}
