package chat

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// An Invite asks a user to become a member of a channel.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/invite-resource
type Invite struct {
	// SID identifies the invite: IN….
	SID string `json:"sid"`
	// AccountSID is the account that the invite belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the channel is in.
	ServiceSID string `json:"service_sid"`
	// ChannelSID is the channel.
	ChannelSID string `json:"channel_sid"`
	// Identity is the application's name for the user who is invited.
	Identity string `json:"identity"`
	// RoleSID is the role (RL…) that the user is to have in the channel.
	RoleSID string `json:"role_sid"`
	// CreatedBy is the identity of the user who invites.
	CreatedBy string `json:"created_by"`
	// DateCreated is when the invite was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the invite last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the invite.
	URL string `json:"url"`
}

// LogValue returns what may be logged of an invite: no identities.
func (i Invite) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", i.SID),
		slog.String("channel_sid", i.ChannelSID),
		slog.String("role_sid", i.RoleSID),
	)
}

// CreateInviteParams say who is invited. Identity is required.
type CreateInviteParams struct {
	// Identity is the application's name for the user.
	Identity string `url:"Identity,omitempty"`
	// RoleSID is the role that the user is to have in the channel. The default is the service's.
	RoleSID string `url:"RoleSid,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListInvitesParams filter the invites of a channel. The zero value lists all.
type ListInvitesParams struct {
	// Identity lists invites of these users only.
	Identity []string `url:"Identity,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// InviteService invites users to one channel. It is reached by [ChannelService.Invites].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/invite-resource
type InviteService struct {
	client *twilio.Client
	path   twilio.Path
}

// Invites returns the service for the invites to the channel with this SID (CH…) or unique name.
func (s *ChannelService) Invites(channel string) *InviteService {
	return &InviteService{client: s.client, path: s.path.ID(channel).Join("Invites")}
}

// Create invites a user. The error matches [ErrUserAlreadyInvited] if they have been invited before.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/invite-resource
func (s *InviteService) Create(ctx context.Context, params *CreateInviteParams) (*Invite, error) {
	return twilio.Post[Invite](ctx, s.client, s.path, params)
}

// Get fetches an invite by its SID (IN…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/invite-resource
func (s *InviteService) Get(ctx context.Context, sid string) (*Invite, error) {
	return twilio.Get[Invite](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the invites to the channel. params may be nil. See [twilio.List] for how the pages
// are fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/invite-resource
func (s *InviteService) List(ctx context.Context, params *ListInvitesParams) iter.Seq2[*Invite, error] {
	return twilio.List[Invite](ctx, s.client, s.path, "invites", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 invites to a page and its
// limit 100.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/invite-resource
func (s *InviteService) ListPage(ctx context.Context, params *ListInvitesParams) (*twilio.Page[Invite], error) {
	return twilio.ListPage[Invite](ctx, s.client, s.path, "invites", params)
}

// Delete takes an invite back.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/invite-resource
func (s *InviteService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
