package notify

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Service is one application's bindings, and what its notifications are sent with.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
type Service struct {
	// SID identifies the service: IS….
	SID string `json:"sid"`
	// AccountSID is the account that the service belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName describes the service for people.
	FriendlyName string `json:"friendly_name"`
	// APNCredentialSID is the key (CR…) to Apple's push service.
	APNCredentialSID string `json:"apn_credential_sid"`
	// FCMCredentialSID is the key to Google's Firebase.
	FCMCredentialSID string `json:"fcm_credential_sid"`
	// GCMCredentialSID is the key to Google's push service before Firebase.
	GCMCredentialSID string `json:"gcm_credential_sid"`
	// MessagingServiceSID is the Messaging Service (MG…) that SMS is sent by.
	MessagingServiceSID string `json:"messaging_service_sid"`
	// DefaultAPNNotificationProtocolVersion is the version of the payload to Apple: "3".
	DefaultAPNNotificationProtocolVersion string `json:"default_apn_notification_protocol_version"`
	// DefaultFCMNotificationProtocolVersion is the version of the payload to Firebase: "3".
	DefaultFCMNotificationProtocolVersion string `json:"default_fcm_notification_protocol_version"`
	// DefaultGCMNotificationProtocolVersion is the version of the payload to GCM: "3".
	DefaultGCMNotificationProtocolVersion string `json:"default_gcm_notification_protocol_version"`
	// LogEnabled says whether notifications are logged.
	LogEnabled bool `json:"log_enabled"`
	// DeliveryCallbackURL is told what became of notifications.
	DeliveryCallbackURL string `json:"delivery_callback_url"`
	// DeliveryCallbackEnabled says whether DeliveryCallbackURL is called.
	DeliveryCallbackEnabled bool `json:"delivery_callback_enabled"`
	// FacebookMessengerPageID is out of use, as is all to do with Messenger and Alexa.
	FacebookMessengerPageID string `json:"facebook_messenger_page_id"`
	// AlexaSkillID is out of use.
	AlexaSkillID string `json:"alexa_skill_id"`
	// DefaultAlexaNotificationProtocolVersion is out of use.
	DefaultAlexaNotificationProtocolVersion string `json:"default_alexa_notification_protocol_version"`
	// DateCreated is when the service was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the service last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the service.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the service, by name: "bindings".
	Links map[string]string `json:"links"`
}

// CreateServiceParams are a new service. Nothing is required.
type CreateServiceParams struct {
	// FriendlyName describes the service, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// APNCredentialSID is the key (CR…) to Apple's push service.
	APNCredentialSID string `url:"ApnCredentialSid,omitempty"`
	// FCMCredentialSID is the key to Google's Firebase.
	FCMCredentialSID string `url:"FcmCredentialSid,omitempty"`
	// GCMCredentialSID is the key to Google's push service before Firebase.
	GCMCredentialSID string `url:"GcmCredentialSid,omitempty"`
	// MessagingServiceSID is the Messaging Service (MG…) to send SMS by. There is no SMS without it.
	MessagingServiceSID string `url:"MessagingServiceSid,omitempty"`
	// DefaultAPNNotificationProtocolVersion is the version of the payload to Apple. A binding may
	// name another.
	DefaultAPNNotificationProtocolVersion string `url:"DefaultApnNotificationProtocolVersion,omitempty"`
	// DefaultFCMNotificationProtocolVersion is the version of the payload to Firebase.
	DefaultFCMNotificationProtocolVersion string `url:"DefaultFcmNotificationProtocolVersion,omitempty"`
	// DefaultGCMNotificationProtocolVersion is the version of the payload to GCM.
	DefaultGCMNotificationProtocolVersion string `url:"DefaultGcmNotificationProtocolVersion,omitempty"`
	// LogEnabled says whether to log notifications. The default is true.
	LogEnabled *bool `url:"LogEnabled,omitempty"`
	// DeliveryCallbackURL is told what became of notifications.
	DeliveryCallbackURL string `url:"DeliveryCallbackUrl,omitempty"`
	// DeliveryCallbackEnabled says whether to call DeliveryCallbackURL. The default is false.
	DeliveryCallbackEnabled *bool `url:"DeliveryCallbackEnabled,omitempty"`
	// FacebookMessengerPageID is out of use, as is all to do with Messenger and Alexa.
	FacebookMessengerPageID string `url:"FacebookMessengerPageId,omitempty"`
	// AlexaSkillID is out of use.
	AlexaSkillID string `url:"AlexaSkillId,omitempty"`
	// DefaultAlexaNotificationProtocolVersion is out of use.
	DefaultAlexaNotificationProtocolVersion string `url:"DefaultAlexaNotificationProtocolVersion,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListServicesParams filter the services of an account. The zero value lists all.
type ListServicesParams struct {
	// FriendlyName lists services of this name only.
	FriendlyName string `url:"FriendlyName,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateServiceParams change a service. See [CreateServiceParams] for what the fields mean. A pointer
// to "" removes what was set.
type UpdateServiceParams struct {
	// FriendlyName describes the service, in up to 64 characters.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// APNCredentialSID is the key (CR…) to Apple's push service.
	APNCredentialSID *string `url:"ApnCredentialSid,omitempty"`
	// FCMCredentialSID is the key to Google's Firebase.
	FCMCredentialSID *string `url:"FcmCredentialSid,omitempty"`
	// GCMCredentialSID is the key to Google's push service before Firebase.
	GCMCredentialSID *string `url:"GcmCredentialSid,omitempty"`
	// MessagingServiceSID is the Messaging Service (MG…) to send SMS by.
	MessagingServiceSID *string `url:"MessagingServiceSid,omitempty"`
	// DefaultAPNNotificationProtocolVersion is the version of the payload to Apple.
	DefaultAPNNotificationProtocolVersion string `url:"DefaultApnNotificationProtocolVersion,omitempty"`
	// DefaultFCMNotificationProtocolVersion is the version of the payload to Firebase.
	DefaultFCMNotificationProtocolVersion string `url:"DefaultFcmNotificationProtocolVersion,omitempty"`
	// DefaultGCMNotificationProtocolVersion is the version of the payload to GCM.
	DefaultGCMNotificationProtocolVersion string `url:"DefaultGcmNotificationProtocolVersion,omitempty"`
	// LogEnabled says whether to log notifications.
	LogEnabled *bool `url:"LogEnabled,omitempty"`
	// DeliveryCallbackURL is told what became of notifications.
	DeliveryCallbackURL *string `url:"DeliveryCallbackUrl,omitempty"`
	// DeliveryCallbackEnabled says whether to call DeliveryCallbackURL.
	DeliveryCallbackEnabled *bool `url:"DeliveryCallbackEnabled,omitempty"`
	// FacebookMessengerPageID is out of use.
	FacebookMessengerPageID *string `url:"FacebookMessengerPageId,omitempty"`
	// AlexaSkillID is out of use.
	AlexaSkillID *string `url:"AlexaSkillId,omitempty"`
	// DefaultAlexaNotificationProtocolVersion is out of use.
	DefaultAlexaNotificationProtocolVersion string `url:"DefaultAlexaNotificationProtocolVersion,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ServiceService creates, reads, changes and removes services. It is reached as [API.Services].
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
type ServiceService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create makes a service.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
func (s *ServiceService) Create(ctx context.Context, params *CreateServiceParams) (*Service, error) {
	return twilio.Post[Service](ctx, s.client, s.path, params)
}

// Get fetches a service by its SID (IS…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
func (s *ServiceService) Get(ctx context.Context, sid string) (*Service, error) {
	return twilio.Get[Service](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's services. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
func (s *ServiceService) List(ctx context.Context, params *ListServicesParams) iter.Seq2[*Service, error] {
	return twilio.List[Service](ctx, s.client, s.path, "services", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 services to a page and its
// limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
func (s *ServiceService) ListPage(ctx context.Context, params *ListServicesParams) (*twilio.Page[Service], error) {
	return twilio.ListPage[Service](ctx, s.client, s.path, "services", params)
}

// Update changes what is set in params of a service, and leaves the rest.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
func (s *ServiceService) Update(ctx context.Context, sid string, params *UpdateServiceParams) (*Service, error) {
	return twilio.Post[Service](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a service for good.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/service-resource
func (s *ServiceService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
