package messaging

import (
	"context"
	"iter"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Service is a Messaging Service: a pool of senders, and what is to happen to the messages that
// leave through it and to those that its numbers receive. Twilio picks the sender of each message
// from the pool: by channel, then by the recipient's country, then evenly.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource
type Service struct {
	// SID identifies the service (MG…). It is the MessagingServiceSID of a message.
	SID string `json:"sid"`
	// AccountSID is the account that the service belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName is what the account calls the service.
	FriendlyName string `json:"friendly_name"`
	// InboundRequestURL is what Twilio calls with a message that a number of the pool receives. If
	// it is empty and UseInboundWebhookOnNumber is false, such messages are dropped without a trace.
	InboundRequestURL string `json:"inbound_request_url"`
	// InboundMethod is how InboundRequestURL is called: GET or POST.
	InboundMethod string `json:"inbound_method"`
	// FallbackURL is what Twilio calls if InboundRequestURL fails.
	FallbackURL string `json:"fallback_url"`
	// FallbackMethod is how FallbackURL is called: GET or POST.
	FallbackMethod string `json:"fallback_method"`
	// StatusCallback is what Twilio calls with the status of messages sent.
	StatusCallback string `json:"status_callback"`
	// UseInboundWebhookOnNumber says that a message received goes to the URL of the number that
	// received it, not to InboundRequestURL.
	UseInboundWebhookOnNumber bool `json:"use_inbound_webhook_on_number"`
	// StickySender says that a recipient gets all messages from the same sender.
	StickySender bool `json:"sticky_sender"`
	// AreaCodeGeomatch says that a recipient in the US or Canada gets messages from a number with
	// the same area code, if the pool has one.
	AreaCodeGeomatch bool `json:"area_code_geomatch"`
	// MMSConverter says that media become links where MMS does not reach.
	MMSConverter bool `json:"mms_converter"`
	// SmartEncoding says that characters which make an SMS longer are replaced by ones that look
	// like them.
	SmartEncoding bool `json:"smart_encoding"`
	// ValidityPeriod is how long a message may wait to be sent, from 1 to 36,000 seconds.
	ValidityPeriod twilio.Seconds `json:"validity_period"`
	// Usecase is what the service is for. [ServiceService.Usecases] explains each.
	Usecase Usecase `json:"usecase"`
	// USAppToPersonRegistered says that a US A2P 10DLC campaign is registered for the service.
	USAppToPersonRegistered bool `json:"us_app_to_person_registered"`
	// ScanMessageContent is reserved by Twilio.
	ScanMessageContent ScanMessageContent `json:"scan_message_content"`
	// SynchronousValidation is reserved by Twilio.
	SynchronousValidation bool `json:"synchronous_validation"`
	// FallbackToLongCode is a feature that Twilio has retired.
	FallbackToLongCode bool `json:"fallback_to_long_code"`
	// DateCreated is when the service was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when its settings last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the service.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the service, by name: "phone_numbers".
	Links map[string]string `json:"links"`
}

// Usecase is what a service's messages are for.
type Usecase string

// What a service's messages are for.
const (
	UsecaseNotifications Usecase = "notifications"
	UsecaseMarketing     Usecase = "marketing"
	UsecaseVerification  Usecase = "verification"
	UsecaseDiscussion    Usecase = "discussion"
	UsecasePoll          Usecase = "poll"
	UsecaseUndeclared    Usecase = "undeclared"
)

// ScanMessageContent is a setting that Twilio reserves for itself.
type ScanMessageContent string

// The values of the reserved setting.
const (
	ScanMessageContentInherit ScanMessageContent = "inherit"
	ScanMessageContentEnable  ScanMessageContent = "enable"
	ScanMessageContentDisable ScanMessageContent = "disable"
)

// ServiceService keeps an account's Messaging Services. It is reached as [API.Services].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource
type ServiceService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create makes a service. Its pool is empty: see [ServiceService.PhoneNumbers] and the like.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#create-a-service-resource
func (s *ServiceService) Create(ctx context.Context, params *CreateServiceParams) (*Service, error) {
	return twilio.Post[Service](ctx, s.client, s.path, params)
}

// Get fetches a service by its SID (MG…). The error matches [twilio.ErrNotFound] if there is
// none.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#fetch-a-service-resource
func (s *ServiceService) Get(ctx context.Context, sid string) (*Service, error) {
	return twilio.Get[Service](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's services. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#read-multiple-service-resources
func (s *ServiceService) List(ctx context.Context, params *ListServicesParams) iter.Seq2[*Service, error] {
	return twilio.List[Service](ctx, s.client, s.path, "services", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 services to a page and
// its limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#read-multiple-service-resources
func (s *ServiceService) ListPage(ctx context.Context, params *ListServicesParams) (*twilio.Page[Service], error) {
	return twilio.ListPage[Service](ctx, s.client, s.path, "services", params)
}

// Update changes a service's settings. What params leave nil or empty stays as it is.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#update-a-service-resource
func (s *ServiceService) Update(ctx context.Context, sid string, params *UpdateServiceParams) (*Service, error) {
	return twilio.Post[Service](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a service for good. The senders of its pool stay with the account.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#delete-a-service-resource
func (s *ServiceService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
