package chat

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Role says what users may do, in a service or in a channel.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
type Role struct {
	// SID identifies the role: RL….
	SID string `json:"sid"`
	// AccountSID is the account that the role belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the role is in.
	ServiceSID string `json:"service_sid"`
	// FriendlyName describes the role for people: "channel user".
	FriendlyName string `json:"friendly_name"`
	// Type says where the role holds.
	Type RoleType `json:"type"`
	// Permissions are what the role lets users do.
	Permissions []Permission `json:"permissions"`
	// DateCreated is when the role was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the role last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the role.
	URL string `json:"url"`
}

// RoleType says where a role holds.
type RoleType string

// The types of roles.
const (
	RoleTypeDeployment RoleType = "deployment" // a user's role in the service
	RoleTypeChannel    RoleType = "channel"    // a member's role in a channel
)

// CreateRoleParams are a new role. All fields are required.
type CreateRoleParams struct {
	// FriendlyName describes the role, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Type says where the role holds.
	Type RoleType `url:"Type,omitempty"`
	// Permission are what the role lets users do. They depend on Type.
	Permission []Permission `url:"Permission,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListRolesParams say how the roles of a service are fetched. The zero value lists all.
type ListRolesParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateRoleParams change what a role permits.
type UpdateRoleParams struct {
	// Permission are all that the role is to permit from now on. Required.
	Permission []Permission `url:"Permission,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// RoleService creates, reads, changes and removes the roles of one service. It is reached by
// [API.Roles].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
type RoleService struct {
	client *twilio.Client
	path   twilio.Path
}

// Roles returns the service for the roles of the chat service with this SID (IS…).
func (a *API) Roles(serviceSID string) *RoleService {
	return &RoleService{client: a.client, path: a.services.ID(serviceSID).Join("Roles")}
}

// Create makes a role. The error matches [ErrPermissionNotFound] if there is no such permission.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
func (s *RoleService) Create(ctx context.Context, params *CreateRoleParams) (*Role, error) {
	return twilio.Post[Role](ctx, s.client, s.path, params)
}

// Get fetches a role by its SID (RL…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
func (s *RoleService) Get(ctx context.Context, sid string) (*Role, error) {
	return twilio.Get[Role](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the service's roles, those that every service starts with among them. params may be
// nil. See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
func (s *RoleService) List(ctx context.Context, params *ListRolesParams) iter.Seq2[*Role, error] {
	return twilio.List[Role](ctx, s.client, s.path, "roles", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 roles to a page and its
// limit 100.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
func (s *RoleService) ListPage(ctx context.Context, params *ListRolesParams) (*twilio.Page[Role], error) {
	return twilio.ListPage[Role](ctx, s.client, s.path, "roles", params)
}

// Update replaces the permissions of a role: what params leave out is permitted no more. To add one,
// send the role's Permissions along with it.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
func (s *RoleService) Update(ctx context.Context, sid string, params *UpdateRoleParams) (*Role, error) {
	return twilio.Post[Role](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a role for good.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/role-resource
func (s *RoleService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
