package messaging

import (
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// CreateServiceParams are a new service. FriendlyName is required.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#create-a-service-resource
type CreateServiceParams struct {
	// FriendlyName is what the account calls the service, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// InboundRequestURL is what Twilio calls with a message that a number of the pool receives. With
	// neither this nor UseInboundWebhookOnNumber, such messages are dropped without a trace.
	InboundRequestURL string `url:"InboundRequestUrl,omitempty"`
	// InboundMethod is how InboundRequestURL is called: GET or POST. The default is POST.
	InboundMethod string `url:"InboundMethod,omitempty"`
	// FallbackURL is what Twilio calls if InboundRequestURL fails.
	FallbackURL string `url:"FallbackUrl,omitempty"`
	// FallbackMethod is how FallbackURL is called: GET or POST. The default is POST.
	FallbackMethod string `url:"FallbackMethod,omitempty"`
	// StatusCallback is what Twilio calls with the status of messages sent. One that a message brings
	// itself goes before.
	StatusCallback string `url:"StatusCallback,omitempty"`
	// UseInboundWebhookOnNumber sends a message received to the URL of the number that received it,
	// not to InboundRequestURL. The default is false.
	UseInboundWebhookOnNumber *bool `url:"UseInboundWebhookOnNumber,omitempty"`
	// StickySender gives a recipient all messages from the same sender.
	StickySender *bool `url:"StickySender,omitempty"`
	// AreaCodeGeomatch prefers a number with the recipient's area code, in the US and Canada.
	AreaCodeGeomatch *bool `url:"AreaCodeGeomatch,omitempty"`
	// MMSConverter sends media as links where MMS does not reach.
	MMSConverter *bool `url:"MmsConverter,omitempty"`
	// SmartEncoding replaces characters that make an SMS longer by ones that look like them.
	SmartEncoding *bool `url:"SmartEncoding,omitempty"`
	// ValidityPeriod is how long a message may wait to be sent, from 1 to 36,000 seconds. The default
	// is 36,000, which is ten hours.
	ValidityPeriod twilio.Seconds `url:"ValidityPeriod,omitempty"`
	// Usecase is what the service is for.
	Usecase Usecase `url:"Usecase,omitempty"`
	// ScanMessageContent is reserved by Twilio.
	ScanMessageContent ScanMessageContent `url:"ScanMessageContent,omitempty"`
	// SynchronousValidation is reserved by Twilio.
	SynchronousValidation *bool `url:"SynchronousValidation,omitempty"`
	// FallbackToLongCode is a feature that Twilio has retired.
	FallbackToLongCode *bool `url:"FallbackToLongCode,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListServicesParams say how long the pages of a list are.
type ListServicesParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateServiceParams change the settings of a service. A field that is left nil or empty stays as
// it is; a URL that points to "" is removed.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource#update-a-service-resource
type UpdateServiceParams struct {
	// FriendlyName is what the account calls the service, in up to 64 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// InboundRequestURL is what Twilio calls with a message that a number of the pool receives. With
	// neither this nor UseInboundWebhookOnNumber, such messages are dropped without a trace.
	InboundRequestURL *string `url:"InboundRequestUrl,omitempty"`
	// InboundMethod is how InboundRequestURL is called: GET or POST.
	InboundMethod string `url:"InboundMethod,omitempty"`
	// FallbackURL is what Twilio calls if InboundRequestURL fails.
	FallbackURL *string `url:"FallbackUrl,omitempty"`
	// FallbackMethod is how FallbackURL is called: GET or POST.
	FallbackMethod string `url:"FallbackMethod,omitempty"`
	// StatusCallback is what Twilio calls with the status of messages sent.
	StatusCallback *string `url:"StatusCallback,omitempty"`
	// UseInboundWebhookOnNumber sends a message received to the URL of the number that received it,
	// not to InboundRequestURL.
	UseInboundWebhookOnNumber *bool `url:"UseInboundWebhookOnNumber,omitempty"`
	// StickySender gives a recipient all messages from the same sender. Who wrote to whom is kept
	// while it is off.
	StickySender *bool `url:"StickySender,omitempty"`
	// AreaCodeGeomatch prefers a number with the recipient's area code, in the US and Canada.
	AreaCodeGeomatch *bool `url:"AreaCodeGeomatch,omitempty"`
	// MMSConverter sends media as links where MMS does not reach.
	MMSConverter *bool `url:"MmsConverter,omitempty"`
	// SmartEncoding replaces characters that make an SMS longer by ones that look like them.
	SmartEncoding *bool `url:"SmartEncoding,omitempty"`
	// ValidityPeriod is how long a message may wait to be sent, from 1 to 36,000 seconds.
	ValidityPeriod twilio.Seconds `url:"ValidityPeriod,omitempty"`
	// Usecase is what the service is for.
	Usecase Usecase `url:"Usecase,omitempty"`
	// ScanMessageContent is reserved by Twilio.
	ScanMessageContent ScanMessageContent `url:"ScanMessageContent,omitempty"`
	// SynchronousValidation is reserved by Twilio.
	SynchronousValidation *bool `url:"SynchronousValidation,omitempty"`
	// FallbackToLongCode is a feature that Twilio has retired.
	FallbackToLongCode *bool `url:"FallbackToLongCode,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}
