package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A User is somebody who takes part in conversations by an app: who has an identity, which access
// tokens name. In each conversation the user is another [Participant].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource
type User struct {
	// SID identifies the user: US….
	SID string `json:"sid"`
	// AccountSID is the account that the user belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service: IS….
	ChatServiceSID string `json:"chat_service_sid"`
	// Identity is the program's own name for the user. It can stand in place of SID, and capitals
	// count.
	Identity string `json:"identity"`
	// FriendlyName is what people call the user.
	FriendlyName string `json:"friendly_name"`
	// RoleSID is the role (RL…) that says what the user may do in the service.
	RoleSID string `json:"role_sid"`
	// Attributes is JSON of the program's own, "{}" if there is none.
	Attributes string `json:"attributes"`
	// IsOnline says whether the user is connected now. It is nil if Twilio does not say: in lists,
	// unless the service has reachability enabled, and for a user who never was.
	IsOnline *bool `json:"is_online"`
	// IsNotifiable says whether the user has a device that push notifications can go to. It is nil
	// if Twilio does not say, likewise.
	IsNotifiable *bool `json:"is_notifiable"`
	// DateCreated is when the user was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the user last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the user.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the user, by name: "user_conversations".
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a user: neither an identity nor a name.
func (u User) LogValue() slog.Value {
	return slog.GroupValue(slog.String("sid", u.SID), slog.String("role_sid", u.RoleSID))
}

// CreateUserParams are a new user. Identity is required.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource#create-a-conversations-user
type CreateUserParams struct {
	// Identity is the program's own name for the user, often a user name. Capitals count.
	Identity string `url:"Identity,omitempty"`
	// FriendlyName is what people call the user.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// RoleSID is the role (RL…), one for services, that says what the user may do. The default is
	// the service's: see [ServiceConfiguration].
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes is JSON of the program's own. The default is "{}".
	Attributes string `url:"Attributes,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListUsersParams say which page of a service's users is wanted. The zero value lists all.
type ListUsersParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateUserParams change a user. What is left out stays as it is. An identity cannot be changed.
type UpdateUserParams struct {
	// FriendlyName is what people call the user.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// RoleSID is the role (RL…) that says what the user may do in the service.
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes is JSON of the program's own, which replaces all there was. "{}" removes it.
	Attributes string `url:"Attributes,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UserService keeps the users of a service. It is reached as [API.Users], for the default service,
// and as [ServiceAPI.Users]. A SID that its methods take may be the user's identity as well.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource
type UserService struct {
	client *twilio.Client
	path   twilio.Path
}

// Conversations returns the conversations of a user, by SID (US…) or identity.
func (s *UserService) Conversations(sid string) *UserConversationService {
	return &UserConversationService{client: s.client, path: s.path.ID(sid).Join("Conversations")}
}

// Create makes a user. One who has been a participant exists already, and the error matches
// [ErrUserExists].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource#create-a-conversations-user
func (s *UserService) Create(ctx context.Context, params *CreateUserParams, options ...twilio.CallOption) (*User, error) {
	return twilio.Post[User](ctx, s.client, s.path, params, options...)
}

// Get fetches a user by SID (US…) or identity. The error matches [twilio.ErrNotFound] if there is
// none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource#fetch-a-user-resource
func (s *UserService) Get(ctx context.Context, sid string) (*User, error) {
	return twilio.Get[User](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the users of the service. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource#read-multiple-user-resources
func (s *UserService) List(ctx context.Context, params *ListUsersParams) iter.Seq2[*User, error] {
	return twilio.List[User](ctx, s.client, s.path, "users", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 users to a page, which is
// its limit too.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource#read-multiple-user-resources
func (s *UserService) ListPage(ctx context.Context, params *ListUsersParams) (*twilio.Page[User], error) {
	return twilio.ListPage[User](ctx, s.client, s.path, "users", params)
}

// Update changes a user, by SID (US…) or identity.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource#update-a-user-resource
func (s *UserService) Update(ctx context.Context, sid string, params *UpdateUserParams, options ...twilio.CallOption) (*User, error) {
	return twilio.Post[User](ctx, s.client, s.path.ID(sid), params, options...)
}

// Delete removes a user, by SID (US…) or identity.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/user-resource#delete-a-user-resource
func (s *UserService) Delete(ctx context.Context, sid string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid), options...)
}
