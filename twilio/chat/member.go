package chat

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Member is a user in a channel.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
type Member struct {
	// SID identifies the member: MB….
	SID string `json:"sid"`
	// AccountSID is the account that the member belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the channel is in.
	ServiceSID string `json:"service_sid"`
	// ChannelSID is the channel.
	ChannelSID string `json:"channel_sid"`
	// Identity is the application's name for the user. It is case-sensitive.
	Identity string `json:"identity"`
	// RoleSID is the role (RL…) that the user has in the channel.
	RoleSID string `json:"role_sid"`
	// LastConsumedMessageIndex is the index of the last message that the member has read, nil if
	// none has been yet: 0 is the index of a message.
	LastConsumedMessageIndex *twilio.Int `json:"last_consumed_message_index"`
	// LastConsumptionTimestamp is when the member read it.
	LastConsumptionTimestamp twilio.Time `json:"last_consumption_timestamp"`
	// Attributes are the application's data, as JSON: "{}" if none were set.
	Attributes string `json:"attributes"`
	// DateCreated is when the user became a member.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the member last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the member.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a member: neither identity nor attributes.
func (m Member) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", m.SID),
		slog.String("channel_sid", m.ChannelSID),
		slog.String("role_sid", m.RoleSID),
	)
}

// CreateMemberParams say who becomes a member. Identity is required.
type CreateMemberParams struct {
	// Identity is the application's name for the user. A user that there was not is made.
	Identity string `url:"Identity,omitempty"`
	// RoleSID is the role in the channel. The default is the service's.
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes are the application's data, as JSON.
	Attributes string `url:"Attributes,omitempty"`
	// LastConsumedMessageIndex is for a member who is restored: the index of the last message that
	// they have read.
	LastConsumedMessageIndex *twilio.Int `url:"LastConsumedMessageIndex,omitempty"`
	// LastConsumptionTimestamp is for a member who is restored: when they read it.
	LastConsumptionTimestamp twilio.Date `url:"LastConsumptionTimestamp,omitempty"`
	// DateCreated is for a member who is restored: when they became one. See [twilio.Moment].
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is for a member who is restored: when they last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListMembersParams filter the members of a channel. The zero value lists all.
type ListMembersParams struct {
	// Identity lists these users only.
	Identity []string `url:"Identity,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateMemberParams change a member.
type UpdateMemberParams struct {
	// RoleSID is the role in the channel.
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes are the application's data, as JSON. They take the place of those before.
	Attributes string `url:"Attributes,omitempty"`
	// LastConsumedMessageIndex is the index of the last message that the member has read:
	// new(message.Index).
	LastConsumedMessageIndex *twilio.Int `url:"LastConsumedMessageIndex,omitempty"`
	// LastConsumptionTimestamp is when the member read it. See [twilio.Moment].
	LastConsumptionTimestamp twilio.Date `url:"LastConsumptionTimestamp,omitempty"`
	// DateCreated is for a member who is restored: when they became one.
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is for a member who is restored: when they last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// MemberService adds, reads, changes and removes the members of one channel. It is reached by
// [ChannelService.Members].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
type MemberService struct {
	client *twilio.Client
	path   twilio.Path
}

// Members returns the service for the members of the channel with this SID (CH…) or unique name.
func (s *ChannelService) Members(channel string) *MemberService {
	return &MemberService{client: s.client, path: s.path.ID(channel).Join("Members")}
}

// Create makes a user a member of the channel. The error matches [ErrMemberExists] if they are one
// already, [ErrChannelMemberLimit] if the channel is full, and [ErrUserChannelLimit] if the user is
// in too many channels.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
func (s *MemberService) Create(
	ctx context.Context, params *CreateMemberParams, options ...twilio.CallOption,
) (*Member, error) {
	return twilio.Post[Member](ctx, s.client, s.path, params, options...)
}

// Get fetches a member by SID (MB…) or identity. The error matches [twilio.ErrNotFound] if there
// is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
func (s *MemberService) Get(ctx context.Context, sidOrIdentity string) (*Member, error) {
	return twilio.Get[Member](ctx, s.client, s.path.ID(sidOrIdentity), nil)
}

// List returns the channel's members. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
func (s *MemberService) List(ctx context.Context, params *ListMembersParams) iter.Seq2[*Member, error] {
	return twilio.List[Member](ctx, s.client, s.path, "members", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 members to a page and its
// limit 100.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
func (s *MemberService) ListPage(ctx context.Context, params *ListMembersParams) (*twilio.Page[Member], error) {
	return twilio.ListPage[Member](ctx, s.client, s.path, "members", params)
}

// Update changes what is set in params of a member, by SID (MB…) or identity, and leaves the rest.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
func (s *MemberService) Update(
	ctx context.Context, sidOrIdentity string, params *UpdateMemberParams, options ...twilio.CallOption,
) (*Member, error) {
	return twilio.Post[Member](ctx, s.client, s.path.ID(sidOrIdentity), params, options...)
}

// Delete removes a member, by SID (MB…) or identity, from the channel.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/member-resource
func (s *MemberService) Delete(ctx context.Context, sidOrIdentity string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sidOrIdentity), options...)
}
