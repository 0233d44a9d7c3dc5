package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Binding is a device that a user's push notifications are sent to. The SDKs make bindings.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-binding-resource
type Binding struct {
	// SID identifies the binding: BS….
	SID string `json:"sid"`
	// AccountSID is the account that the binding belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service: IS….
	ChatServiceSID string `json:"chat_service_sid"`
	// CredentialSID is the [Credential] (CR…) that notifications are sent with.
	CredentialSID string `json:"credential_sid"`
	// Endpoint names the device, in a form that depends on BindingType.
	Endpoint string `json:"endpoint"`
	// Identity is the user's.
	Identity string `json:"identity"`
	// BindingType is who delivers the notifications.
	BindingType BindingType `json:"binding_type"`
	// MessageTypes are the kinds of notifications that the device is sent.
	MessageTypes []string `json:"message_types"`
	// DateCreated is when the binding was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the binding.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a binding: neither a device nor an identity.
func (b Binding) LogValue() slog.Value {
	return slog.GroupValue(slog.String("sid", b.SID), slog.String("binding_type", string(b.BindingType)))
}

// BindingType is who delivers push notifications.
type BindingType string

// Who delivers push notifications: Apple, Google (GCM is FCM's forerunner), or Twilio's own
// connection to the SDKs.
const (
	BindingTypeAPN      BindingType = "apn"
	BindingTypeGCM      BindingType = "gcm"
	BindingTypeFCM      BindingType = "fcm"
	BindingTypeTwilsock BindingType = "twilsock"
)

// ListBindingsParams filter the bindings of a service. The zero value lists all.
type ListBindingsParams struct {
	// BindingType lists those of these types only.
	BindingType []BindingType `url:"BindingType,omitempty"`
	// Identity lists those of users with these identities only.
	Identity []string `url:"Identity,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// BindingService reads and removes bindings. It is reached as [ServiceAPI.Bindings].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-binding-resource
type BindingService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches a binding by its SID (BS…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-binding-resource#fetch-a-servicebinding-resource
func (s *BindingService) Get(ctx context.Context, sid string) (*Binding, error) {
	return twilio.Get[Binding](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the bindings. params may be nil. See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-binding-resource#read-multiple-servicebinding-resources
func (s *BindingService) List(ctx context.Context, params *ListBindingsParams) iter.Seq2[*Binding, error] {
	return twilio.List[Binding](ctx, s.client, s.path, "bindings", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 bindings to a page and
// its limit 100.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-binding-resource#read-multiple-servicebinding-resources
func (s *BindingService) ListPage(ctx context.Context, params *ListBindingsParams) (*twilio.Page[Binding], error) {
	return twilio.ListPage[Binding](ctx, s.client, s.path, "bindings", params)
}

// Delete removes a binding. The device is sent no more notifications until it registers anew.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-binding-resource#delete-a-servicebinding-resource
func (s *BindingService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
