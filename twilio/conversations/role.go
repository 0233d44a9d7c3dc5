package conversations

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Role is what users may do by the SDKs, in a service or in a conversation. Programs that call
// this API may do everything.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource
type Role struct {
	// SID identifies the role: RL….
	SID string `json:"sid"`
	// AccountSID is the account that the role belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service: IS….
	ChatServiceSID string `json:"chat_service_sid"`
	// FriendlyName describes the role for people.
	FriendlyName string `json:"friendly_name"`
	// Type says where the role counts.
	Type RoleType `json:"type"`
	// Permissions are what it allows.
	Permissions []Permission `json:"permissions"`
	// DateCreated is when the role was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the role.
	URL string `json:"url"`
}

// RoleType says where a role counts.
type RoleType string

// Where a role counts: a [Participant] has one in the conversation, a [User] one in the service.
const (
	RoleTypeConversation RoleType = "conversation"
	RoleTypeService      RoleType = "service"
)

// CreateRoleParams are a new role. All are required.
type CreateRoleParams struct {
	// FriendlyName describes the role for people, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Type says where the role counts. It cannot be changed.
	Type RoleType `url:"Type,omitempty"`
	// Permission are what it allows, those that there are for Type.
	Permission []Permission `url:"Permission,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListRolesParams say which page of a service's roles is wanted. The zero value lists all.
type ListRolesParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateRoleParams change a role.
type UpdateRoleParams struct {
	// Permission are what the role allows, in place of what it did. Required.
	Permission []Permission `url:"Permission,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// RoleService keeps the roles of a service. It is reached as [API.Roles], for the default service,
// and as [ServiceAPI.Roles].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource
type RoleService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create makes a role. The error matches code 50104 if there is no such permission for its type.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource#create-a-role-resource
func (s *RoleService) Create(ctx context.Context, params *CreateRoleParams) (*Role, error) {
	return twilio.Post[Role](ctx, s.client, s.path, params)
}

// Get fetches a role by its SID (RL…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource#fetch-a-role-resource
func (s *RoleService) Get(ctx context.Context, sid string) (*Role, error) {
	return twilio.Get[Role](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the roles of the service. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource#read-multiple-role-resources
func (s *RoleService) List(ctx context.Context, params *ListRolesParams) iter.Seq2[*Role, error] {
	return twilio.List[Role](ctx, s.client, s.path, "roles", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 roles to a page, which is
// its limit too.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource#read-multiple-role-resources
func (s *RoleService) ListPage(ctx context.Context, params *ListRolesParams) (*twilio.Page[Role], error) {
	return twilio.ListPage[Role](ctx, s.client, s.path, "roles", params)
}

// Update replaces what a role allows, by the role's SID (RL…).
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource#update-a-role-resource
func (s *RoleService) Update(ctx context.Context, sid string, params *UpdateRoleParams) (*Role, error) {
	return twilio.Post[Role](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a role, by its SID (RL…).
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource#delete-a-role-resource
func (s *RoleService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
