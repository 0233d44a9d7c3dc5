package messaging

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
)

// A DNSValidation says whether a domain's records lead to Twilio, so that its short links work.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type DNSValidation struct {
	// DomainSID is the domain (DN…).
	DomainSID string `json:"domain_sid"`
	// IsValid says that the records are right.
	IsValid bool `json:"is_valid"`
	// Reason says in words what is wrong with them.
	Reason string `json:"reason"`
	// URL is the address of the validation.
	URL string `json:"url"`
}

// LinkShorteningService sets up the domains whose short links take the place of long ones in
// messages: those that are sent through a service with a domain and ShortenURLs. A domain itself
// (DN…) is added in Twilio's console. It is reached as [API.LinkShortening].
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening
type LinkShorteningService struct {
	// Certificates keeps the TLS certificate of each domain.
	Certificates *DomainCertificateService
	// Configs keeps the settings of each domain.
	Configs *DomainConfigService

	client *twilio.Client
	path   twilio.Path
}

// ValidateDNS looks up the records of the domain with this SID (DN…) and says whether they are
// right.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *LinkShorteningService) ValidateDNS(ctx context.Context, domainSID string) (*DNSValidation, error) {
	return twilio.Get[DNSValidation](ctx, s.client, s.path.Join("Domains").ID(domainSID).Join("ValidateDns"), nil)
}
