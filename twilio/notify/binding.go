package notify

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Binding is an address at which a person gets notifications: a device or a phone number.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/binding-resource
type Binding struct {
	// SID identifies the binding: BS….
	SID string `json:"sid"`
	// AccountSID is the account that the binding belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the binding is in.
	ServiceSID string `json:"service_sid"`
	// Identity is the application's name for the person.
	Identity string `json:"identity"`
	// BindingType is how notifications get there.
	BindingType BindingType `json:"binding_type"`
	// Address is where to: a device's token, or a phone number in E.164.
	Address string `json:"address"`
	// Tags are words by which notifications choose bindings.
	Tags []string `json:"tags"`
	// CredentialSID is the key (CR…) to the push service, empty if it is the service's.
	CredentialSID string `json:"credential_sid"`
	// NotificationProtocolVersion is the version of the payload: "3".
	NotificationProtocolVersion string `json:"notification_protocol_version"`
	// Endpoint is out of use.
	Endpoint string `json:"endpoint"`
	// DateCreated is when the binding was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the binding last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of this resource.
	URL string `json:"url"`
	// Links are the addresses of what the binding belongs to, by name: "user". An address holds the
	// identity.
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a binding: neither identity nor address nor tags.
func (b Binding) LogValue() slog.Value {
	return slog.GroupValue(slog.String("sid", b.SID), slog.String("type", string(b.BindingType)))
}

// BindingType is how notifications reach an address.
type BindingType string

// The types of bindings.
const (
	BindingTypeAPN BindingType = "apn" // Apple's push service
	BindingTypeFCM BindingType = "fcm" // Google's Firebase
	BindingTypeGCM BindingType = "gcm" // Google's push service before Firebase
	BindingTypeSMS BindingType = "sms"
	// BindingTypeFacebookMessenger is out of use.
	BindingTypeFacebookMessenger BindingType = "facebook-messenger"
	// BindingTypeAlexa is out of use.
	BindingTypeAlexa BindingType = "alexa"
)

// The tags that bindings have without being given them: all of them TagAll, and each the one of its
// type. They are for [CreateNotificationParams.Tag] and [ListBindingsParams.Tag].
const (
	TagAll               = "all"
	TagAPN               = "apn"
	TagFCM               = "fcm"
	TagGCM               = "gcm"
	TagSMS               = "sms"
	TagFacebookMessenger = "facebook-messenger"
)

// CreateBindingParams are a new binding. Identity, BindingType and Address are required.
type CreateBindingParams struct {
	// Identity is the application's name for the person. Up to 20 bindings may have the same. It
	// should not be something that tells who the person is.
	Identity string `url:"Identity,omitempty"`
	// BindingType is how notifications get there.
	BindingType BindingType `url:"BindingType,omitempty"`
	// Address is where to: a device's token, or a phone number in E.164.
	Address string `url:"Address,omitempty"`
	// Tag are up to 20 words by which notifications choose bindings.
	Tag []string `url:"Tag,omitempty"`
	// NotificationProtocolVersion is the version of the payload. The default is the service's for the
	// type. It means nothing for SMS.
	NotificationProtocolVersion string `url:"NotificationProtocolVersion,omitempty"`
	// CredentialSID is the key (CR…) to the push service. The default is the service's for the type.
	CredentialSID string `url:"CredentialSid,omitempty"`
	// Endpoint is out of use.
	Endpoint string `url:"Endpoint,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListBindingsParams filter the bindings of a service. The zero value lists all.
type ListBindingsParams struct {
	// StartDate lists bindings from this day on. See [twilio.Day].
	StartDate twilio.Date `url:"StartDate,omitempty"`
	// EndDate lists bindings up to this day.
	EndDate twilio.Date `url:"EndDate,omitempty"`
	// Identity lists bindings of these people only.
	Identity []string `url:"Identity,omitempty"`
	// Tag lists bindings with all of these tags, 5 at most.
	Tag []string `url:"Tag,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// BindingService creates, reads and removes the bindings of one service. It is reached by
// [API.Bindings].
//
// Twilio docs: https://www.twilio.com/docs/notify/api/binding-resource
type BindingService struct {
	client *twilio.Client
	path   twilio.Path
}

// Bindings returns the service for the bindings of the Notify service with this SID (IS…).
func (a *API) Bindings(serviceSID string) *BindingService {
	return &BindingService{client: a.client, path: a.services.ID(serviceSID).Join("Bindings")}
}

// Create makes a binding.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/binding-resource
func (s *BindingService) Create(ctx context.Context, params *CreateBindingParams) (*Binding, error) {
	return twilio.Post[Binding](ctx, s.client, s.path, params)
}

// Get fetches a binding by its SID (BS…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/binding-resource
func (s *BindingService) Get(ctx context.Context, sid string) (*Binding, error) {
	return twilio.Get[Binding](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the service's bindings. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/binding-resource
func (s *BindingService) List(ctx context.Context, params *ListBindingsParams) iter.Seq2[*Binding, error] {
	return twilio.List[Binding](ctx, s.client, s.path, "bindings", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 bindings to a page and its
// limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/binding-resource
func (s *BindingService) ListPage(ctx context.Context, params *ListBindingsParams) (*twilio.Page[Binding], error) {
	return twilio.ListPage[Binding](ctx, s.client, s.path, "bindings", params)
}

// Delete removes a binding for good. A binding cannot be changed: remove it and make another.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/binding-resource
func (s *BindingService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
