package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// An AddressConfiguration says what happens to messages that come to one of the account's
// addresses from somebody who is in no conversation: whether one begins by itself, and who is told
// of it.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource
type AddressConfiguration struct {
	// SID identifies the configuration: IG….
	SID string `json:"sid"`
	// AccountSID is the account that it belongs to.
	AccountSID string `json:"account_sid"`
	// Type is the channel of the address.
	Type AddressType `json:"type"`
	// Address is the account's phone number, short code or channel address.
	Address channels.Address `json:"address"`
	// AddressCountry is the country of a short code, as two letters of ISO 3166-1.
	AddressCountry string `json:"address_country"`
	// FriendlyName describes the configuration for people.
	FriendlyName string `json:"friendly_name"`
	// AutoCreation says how conversations begin.
	AutoCreation AutoCreation `json:"auto_creation"`
	// DateCreated is when the configuration was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the configuration in the API.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a configuration: the end of its address alone.
func (a AddressConfiguration) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", a.SID),
		slog.String("type", string(a.Type)),
		slog.Any("address", a.Address),
	)
}

// AutoCreation says how conversations begin at an address.
type AutoCreation struct {
	// Enabled says whether they do.
	Enabled bool `json:"enabled"`
	// Type says who is told of them.
	Type AutoCreationType `json:"type"`
	// ConversationServiceSID is the Conversation Service (IS…) that they belong to, empty for the
	// default.
	ConversationServiceSID string `json:"conversation_service_sid"`
	// WebhookURL is what is called.
	WebhookURL string `json:"webhook_url"`
	// WebhookMethod is how it is called. Twilio may write it in capitals here.
	WebhookMethod Method `json:"webhook_method"`
	// WebhookFilters are the events that it is told of.
	WebhookFilters []WebhookEvent `json:"webhook_filters"`
	// StudioFlowSID is the Studio flow (FW…) that starts.
	StudioFlowSID string `json:"studio_flow_sid"`
	// StudioRetryCount is how often it is tried again.
	StudioRetryCount twilio.Int `json:"studio_retry_count"`
}

// AutoCreationType says who is told of conversations that begin by themselves.
type AutoCreationType string

// Who is told of conversations that begin by themselves: a URL, a Studio flow, or none but the
// webhooks that there are anyway.
const (
	AutoCreationTypeWebhook AutoCreationType = "webhook"
	AutoCreationTypeStudio  AutoCreationType = "studio"
	AutoCreationTypeDefault AutoCreationType = "default"
)

// AddressType is the channel of an address.
type AddressType string

// The channels of conversations. Gbm is Google's Business Messages.
const (
	AddressTypeSMS       AddressType = "sms"
	AddressTypeWhatsApp  AddressType = "whatsapp"
	AddressTypeMessenger AddressType = "messenger"
	AddressTypeGBM       AddressType = "gbm"
	AddressTypeEmail     AddressType = "email"
	AddressTypeRCS       AddressType = "rcs"
	AddressTypeApple     AddressType = "apple"
	AddressTypeChat      AddressType = "chat"
)

// CreateAddressConfigurationParams say what happens at an address. Type and Address are required.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource#create-a-addressconfiguration-resource
type CreateAddressConfigurationParams struct {
	// Type is the channel of the address.
	Type AddressType `url:"Type,omitempty"`
	// Address is the account's phone number, short code or channel address.
	Address channels.Address `url:"Address,omitempty"`
	// AddressCountry is the country of a short code, as two letters of ISO 3166-1.
	AddressCountry string `url:"AddressCountry,omitempty"`
	// FriendlyName describes the configuration for people, in up to 256 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// AutoCreationEnabled says whether conversations begin by themselves.
	AutoCreationEnabled *bool `url:"AutoCreation.Enabled,omitempty"`
	// AutoCreationType says who is told of them.
	AutoCreationType AutoCreationType `url:"AutoCreation.Type,omitempty"`
	// ConversationServiceSID is the Conversation Service (IS…) that they belong to. By default it
	// is the account's.
	ConversationServiceSID string `url:"AutoCreation.ConversationServiceSid,omitempty"`
	// WebhookURL is what [AutoCreationTypeWebhook] calls.
	WebhookURL string `url:"AutoCreation.WebhookUrl,omitempty"`
	// WebhookMethod is how it is called.
	WebhookMethod Method `url:"AutoCreation.WebhookMethod,omitempty"`
	// WebhookFilters are the events that it is told of, those that a [Webhook] can have.
	WebhookFilters []WebhookEvent `url:"AutoCreation.WebhookFilters,omitempty"`
	// StudioFlowSID is the Studio flow (FW…) that [AutoCreationTypeStudio] starts.
	StudioFlowSID string `url:"AutoCreation.StudioFlowSid,omitempty"`
	// StudioRetryCount is how often it is tried again.
	StudioRetryCount *int `url:"AutoCreation.StudioRetryCount,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListAddressConfigurationsParams filter the configurations of an account. The zero value lists
// all.
type ListAddressConfigurationsParams struct {
	// Type lists addresses of this channel only.
	Type AddressType `url:"Type,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateAddressConfigurationParams change what happens at an address. What is left out stays as it
// is, and so do conversations that have begun.
type UpdateAddressConfigurationParams struct {
	// FriendlyName describes the configuration for people, in up to 256 characters.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// AutoCreationEnabled says whether conversations begin by themselves.
	AutoCreationEnabled *bool `url:"AutoCreation.Enabled,omitempty"`
	// AutoCreationType says who is told of them.
	AutoCreationType AutoCreationType `url:"AutoCreation.Type,omitempty"`
	// ConversationServiceSID is the Conversation Service (IS…) that they belong to.
	ConversationServiceSID string `url:"AutoCreation.ConversationServiceSid,omitempty"`
	// WebhookURL is what [AutoCreationTypeWebhook] calls.
	WebhookURL string `url:"AutoCreation.WebhookUrl,omitempty"`
	// WebhookMethod is how it is called.
	WebhookMethod Method `url:"AutoCreation.WebhookMethod,omitempty"`
	// WebhookFilters are the events that it is told of, all of them.
	WebhookFilters []WebhookEvent `url:"AutoCreation.WebhookFilters,omitempty"`
	// StudioFlowSID is the Studio flow (FW…) that [AutoCreationTypeStudio] starts.
	StudioFlowSID string `url:"AutoCreation.StudioFlowSid,omitempty"`
	// StudioRetryCount is how often it is tried again.
	StudioRetryCount *int `url:"AutoCreation.StudioRetryCount,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// AddressConfigurationService keeps what happens at the account's addresses. It is reached as
// [API.Addresses]. A SID that its methods take may be the address itself as well.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource
type AddressConfigurationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create says what happens at an address that has no configuration yet.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource#create-a-addressconfiguration-resource
func (s *AddressConfigurationService) Create(ctx context.Context, params *CreateAddressConfigurationParams) (*AddressConfiguration, error) {
	return twilio.Post[AddressConfiguration](ctx, s.client, s.path, params)
}

// Get fetches a configuration by its SID (IG…) or address. The error matches [twilio.ErrNotFound]
// if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource#fetch-a-addressconfiguration-resource
func (s *AddressConfigurationService) Get(ctx context.Context, sid string) (*AddressConfiguration, error) {
	return twilio.Get[AddressConfiguration](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the configurations. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource#read-multiple-addressconfiguration-resources
func (s *AddressConfigurationService) List(ctx context.Context, params *ListAddressConfigurationsParams) iter.Seq2[*AddressConfiguration, error] {
	return twilio.List[AddressConfiguration](ctx, s.client, s.path, "address_configurations", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 configurations to a page,
// which is its limit too.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource#read-multiple-addressconfiguration-resources
func (s *AddressConfigurationService) ListPage(ctx context.Context, params *ListAddressConfigurationsParams) (*twilio.Page[AddressConfiguration], error) {
	return twilio.ListPage[AddressConfiguration](ctx, s.client, s.path, "address_configurations", params)
}

// Update changes a configuration, by its SID (IG…) or address.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource#update-a-addressconfiguration-resource
func (s *AddressConfigurationService) Update(ctx context.Context, sid string, params *UpdateAddressConfigurationParams) (*AddressConfiguration, error) {
	return twilio.Post[AddressConfiguration](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a configuration, by its SID (IG…) or address. Messages to the address then begin
// no more conversations.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/address-configuration-resource#delete-a-addressconfiguration-resource
func (s *AddressConfigurationService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
