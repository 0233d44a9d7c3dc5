package chat

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A UserBinding is a device of one user that push notifications go to. It is the [Binding] of the
// same SID, as found below the user.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-binding-resource
type UserBinding struct {
	// SID identifies the binding: BS….
	SID string `json:"sid"`
	// AccountSID is the account that the binding belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the user is in.
	ServiceSID string `json:"service_sid"`
	// UserSID is the user (US…).
	UserSID string `json:"user_sid"`
	// Identity is the application's name for the user.
	Identity string `json:"identity"`
	// Endpoint identifies the device in a way that depends on BindingType.
	Endpoint string `json:"endpoint"`
	// BindingType is the push service.
	BindingType BindingType `json:"binding_type"`
	// CredentialSID is the key (CR…) to the push service.
	CredentialSID string `json:"credential_sid"`
	// MessageTypes are the events that are pushed.
	MessageTypes []PushType `json:"message_types"`
	// DateCreated is when the device registered.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the binding last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the binding.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a binding: neither identity nor endpoint.
func (b UserBinding) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", b.SID),
		slog.String("user_sid", b.UserSID),
		slog.String("type", string(b.BindingType)),
	)
}

// ListUserBindingsParams filter the bindings of a user. The zero value lists all.
type ListUserBindingsParams struct {
	// BindingType lists bindings of these push services only.
	BindingType []BindingType `url:"BindingType,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UserBindingService reads and removes the bindings of one user. It is reached by
// [UserService.Bindings].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-binding-resource
type UserBindingService struct {
	client *twilio.Client
	path   twilio.Path
}

// Bindings returns the service for the bindings of the user with this SID (US…) or identity.
func (s *UserService) Bindings(user string) *UserBindingService {
	return &UserBindingService{client: s.client, path: s.path.ID(user).Join("Bindings")}
}

// Get fetches a binding by its SID (BS…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-binding-resource
func (s *UserBindingService) Get(ctx context.Context, sid string) (*UserBinding, error) {
	return twilio.Get[UserBinding](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the user's bindings. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-binding-resource
func (s *UserBindingService) List(ctx context.Context, params *ListUserBindingsParams) iter.Seq2[*UserBinding, error] {
	return twilio.List[UserBinding](ctx, s.client, s.path, "bindings", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 bindings to a page, which
// is also its limit.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-binding-resource
func (s *UserBindingService) ListPage(
	ctx context.Context, params *ListUserBindingsParams,
) (*twilio.Page[UserBinding], error) {
	return twilio.ListPage[UserBinding](ctx, s.client, s.path, "bindings", params)
}

// Delete removes a binding by its SID (BS…): the device gets no more notifications until the app
// registers it again.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/user-binding-resource
func (s *UserBindingService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
