package messaging

import (
	"context"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A DomainConfig holds the settings of a domain of short links.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type DomainConfig struct {
	// DomainSID is the domain (DN…).
	DomainSID string `json:"domain_sid"`
	// ConfigSID identifies the settings (ZK…).
	ConfigSID string `json:"config_sid"`
	// MessagingServiceSID is the service that was asked for (MG…), where the settings were fetched by
	// [DomainConfigService.GetByService].
	MessagingServiceSID string `json:"messaging_service_sid"`
	// FallbackURL is where a short link leads that is unknown or has expired.
	FallbackURL string `json:"fallback_url"`
	// CallbackURL is what Twilio calls when somebody follows a short link.
	CallbackURL string `json:"callback_url"`
	// ContinueOnFailure says that a message is sent with its long links if they cannot be shortened.
	ContinueOnFailure bool `json:"continue_on_failure"`
	// DisableHTTPS says that short links are written without "https://". Settings fetched by
	// [DomainConfigService.GetByService] do not tell: it is false there.
	DisableHTTPS bool `json:"disable_https"`
	// DateCreated is when the settings were made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when they last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the settings.
	URL string `json:"url"`
}

// UpdateDomainConfigParams change the settings of a domain, or make them. A field that is left nil
// stays as it is.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type UpdateDomainConfigParams struct {
	// FallbackURL is where a short link leads that is unknown or has expired.
	FallbackURL *string `url:"FallbackUrl,omitempty"`
	// CallbackURL is what Twilio calls when somebody follows a short link.
	CallbackURL *string `url:"CallbackUrl,omitempty"`
	// ContinueOnFailure sends a message with its long links if they cannot be shortened.
	ContinueOnFailure *bool `url:"ContinueOnFailure,omitempty"`
	// DisableHTTPS writes short links without "https://". The default is false.
	DisableHTTPS *bool `url:"DisableHttps,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// DomainConfigService keeps the settings of domains of short links. It is reached as
// [LinkShorteningService.Configs].
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type DomainConfigService struct {
	client         *twilio.Client
	path, services twilio.Path
}

// Get fetches the settings of the domain with this SID (DN…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainConfigService) Get(ctx context.Context, domainSID string) (*DomainConfig, error) {
	return twilio.Get[DomainConfig](ctx, s.client, s.path.ID(domainSID).Join("Config"), nil)
}

// GetByService fetches the settings of the domain that the service with this SID (MG…) uses.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainConfigService) GetByService(ctx context.Context, serviceSID string) (*DomainConfig, error) {
	return twilio.Get[DomainConfig](ctx, s.client, s.services.ID(serviceSID).Join("DomainConfig"), nil)
}

// Update changes the settings of the domain with this SID (DN…), or makes them.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainConfigService) Update(ctx context.Context, domainSID string, params *UpdateDomainConfigParams) (*DomainConfig, error) {
	return twilio.Post[DomainConfig](ctx, s.client, s.path.ID(domainSID).Join("Config"), params)
}
