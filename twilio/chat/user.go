package chat

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A User is someone who chats, known to the application by an identity.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
type User struct {
	// SID identifies the user: US….
	SID string `json:"sid"`
	// AccountSID is the account that the user belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the user is in.
	ServiceSID string `json:"service_sid"`
	// Identity is the application's name for the user. It is case-sensitive.
	Identity string `json:"identity"`
	// FriendlyName is the name that others are shown.
	FriendlyName string `json:"friendly_name"`
	// RoleSID is the role (RL…) that the user has in the service.
	RoleSID string `json:"role_sid"`
	// Attributes are the application's data, as JSON: "{}" if none were set.
	Attributes string `json:"attributes"`
	// IsOnline says whether the user is connected. It is nil where Twilio does not say: in lists,
	// with a service that has no reachability, and for a user who has never been online.
	IsOnline *bool `json:"is_online"`
	// IsNotifiable says whether push notifications can reach the user. It is nil in lists, with a
	// service that has no reachability, and for a user who has never registered for them.
	IsNotifiable *bool `json:"is_notifiable"`
	// JoinedChannelsCount is how many channels the user is a member of.
	JoinedChannelsCount twilio.Int `json:"joined_channels_count"`
	// DateCreated is when the user was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the user last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the user.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the user, by name: "user_channels".
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a user: no name, no identity, no attributes.
func (u User) LogValue() slog.Value {
	return slog.GroupValue(slog.String("sid", u.SID), slog.String("role_sid", u.RoleSID))
}

// CreateUserParams are a new user. Identity is required.
type CreateUserParams struct {
	// Identity is the application's name for the user, such as a login. It is case-sensitive and
	// must not look like a user's SID.
	Identity string `url:"Identity,omitempty"`
	// FriendlyName is the name that others are shown.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// RoleSID is the role (RL…) in the service. The default is the service's.
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes are the application's data, as JSON.
	Attributes string `url:"Attributes,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListUsersParams say how the users of a service are fetched. The zero value lists all.
type ListUsersParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateUserParams change a user.
type UpdateUserParams struct {
	// FriendlyName is the name that others are shown.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// RoleSID is the role in the service.
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes are the application's data, as JSON. They take the place of those before.
	Attributes string `url:"Attributes,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UserService creates, reads, changes and removes the users of one service. It is reached by
// [API.Users].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
type UserService struct {
	client *twilio.Client
	path   twilio.Path
}

// Users returns the service for the users of the chat service with this SID (IS…).
func (a *API) Users(serviceSID string) *UserService {
	return &UserService{client: a.client, path: a.services.ID(serviceSID).Join("Users")}
}

// Create makes a user. That is seldom needed: whoever first connects or becomes a member is made a
// user. The error matches [ErrUserExists] if there is one with this identity.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
func (s *UserService) Create(
	ctx context.Context, params *CreateUserParams, options ...twilio.CallOption,
) (*User, error) {
	return twilio.Post[User](ctx, s.client, s.path, params, options...)
}

// Get fetches a user by SID (US…) or identity. The error matches [twilio.ErrNotFound] if there is
// none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
func (s *UserService) Get(ctx context.Context, sidOrIdentity string) (*User, error) {
	return twilio.Get[User](ctx, s.client, s.path.ID(sidOrIdentity), nil)
}

// List returns the service's users. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
func (s *UserService) List(ctx context.Context, params *ListUsersParams) iter.Seq2[*User, error] {
	return twilio.List[User](ctx, s.client, s.path, "users", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 users to a page and its
// limit 100.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
func (s *UserService) ListPage(ctx context.Context, params *ListUsersParams) (*twilio.Page[User], error) {
	return twilio.ListPage[User](ctx, s.client, s.path, "users", params)
}

// Update changes what is set in params of a user, by SID (US…) or identity, and leaves the rest.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
func (s *UserService) Update(
	ctx context.Context, sidOrIdentity string, params *UpdateUserParams, options ...twilio.CallOption,
) (*User, error) {
	return twilio.Post[User](ctx, s.client, s.path.ID(sidOrIdentity), params, options...)
}

// Delete removes a user, by SID (US…) or identity, for good.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-resource
func (s *UserService) Delete(ctx context.Context, sidOrIdentity string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sidOrIdentity))
}
