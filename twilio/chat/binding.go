package chat

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Binding is a device that push notifications to a user go to. Apps make them by registering.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/binding-resource
type Binding struct {
	// SID identifies the binding: BS….
	SID string `json:"sid"`
	// AccountSID is the account that the binding belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the user is in.
	ServiceSID string `json:"service_sid"`
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
	// Links are the addresses of what the binding belongs to, by name: "user". An address holds the
	// identity.
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a binding: neither identity nor endpoint.
func (b Binding) LogValue() slog.Value {
	return slog.GroupValue(slog.String("sid", b.SID), slog.String("type", string(b.BindingType)))
}

// BindingType is the push service that reaches a device.
type BindingType string

// The push services.
const (
	BindingTypeAPN BindingType = "apn" // Apple
	BindingTypeFCM BindingType = "fcm" // Google's Firebase
	BindingTypeGCM BindingType = "gcm" // Google's before Firebase
)

// PushType is an event that is pushed to a device.
type PushType string

// The events.
const (
	PushTypeNewMessage         PushType = "new_message"
	PushTypeAddedToChannel     PushType = "added_to_channel"
	PushTypeRemovedFromChannel PushType = "removed_from_channel"
	PushTypeInvitedToChannel   PushType = "invited_to_channel"
)

// ListBindingsParams filter the bindings of a service. The zero value lists all.
type ListBindingsParams struct {
	// Identity lists bindings of these users only.
	Identity []string `url:"Identity,omitempty"`
	// BindingType lists bindings of these push services only.
	BindingType []BindingType `url:"BindingType,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// BindingService reads and removes the bindings of one service. It is reached by [API.Bindings].
// For those of one user, see [UserService.Bindings].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/binding-resource
type BindingService struct {
	client *twilio.Client
	path   twilio.Path
}

// Bindings returns the service for the bindings of the chat service with this SID (IS…).
func (a *API) Bindings(serviceSID string) *BindingService {
	return &BindingService{client: a.client, path: a.services.ID(serviceSID).Join("Bindings")}
}

// Get fetches a binding by its SID (BS…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/binding-resource
func (s *BindingService) Get(ctx context.Context, sid string) (*Binding, error) {
	return twilio.Get[Binding](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the service's bindings. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/binding-resource
func (s *BindingService) List(ctx context.Context, params *ListBindingsParams) iter.Seq2[*Binding, error] {
	return twilio.List[Binding](ctx, s.client, s.path, "bindings", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 bindings to a page, which
// is also its limit.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/binding-resource
func (s *BindingService) ListPage(ctx context.Context, params *ListBindingsParams) (*twilio.Page[Binding], error) {
	return twilio.ListPage[Binding](ctx, s.client, s.path, "bindings", params)
}

// Delete removes a binding by its SID (BS…): the device gets no more notifications until the app
// registers it again.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/binding-resource
func (s *BindingService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
