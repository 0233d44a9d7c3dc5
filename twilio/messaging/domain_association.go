package messaging

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
)

// A DomainAssociation says which domain the links in a service's messages are shortened to.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type DomainAssociation struct {
	// DomainSID is the domain (DN…).
	DomainSID string `json:"domain_sid"`
	// MessagingServiceSID is the service (MG…).
	MessagingServiceSID string `json:"messaging_service_sid"`
	// URL is the address of the association.
	URL string `json:"url"`
}

// DomainAssociationService says which services use one domain. It is reached by
// [LinkShorteningService.Associations].
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type DomainAssociationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Associations returns the service for the Messaging Services that use the domain with this SID
// (DN…).
func (s *LinkShorteningService) Associations(domainSID string) *DomainAssociationService {
	return &DomainAssociationService{client: s.client, path: s.path.Join("Domains").ID(domainSID).Join("MessagingServices")}
}

// AssociationOf fetches the domain that the service with this SID (MG…) uses. The error matches
// [twilio.ErrNotFound] if it uses none.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *LinkShorteningService) AssociationOf(ctx context.Context, serviceSID string) (*DomainAssociation, error) {
	return twilio.Get[DomainAssociation](ctx, s.client, s.path.Join("MessagingServices").ID(serviceSID).Join("Domain"), nil)
}

// Create makes the service with this SID (MG…) use the domain. A service uses one domain at most:
// the error's [twilio.ErrorCode] is 30130 if it uses another.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainAssociationService) Create(ctx context.Context, serviceSID string) (*DomainAssociation, error) {
	return twilio.Post[DomainAssociation](ctx, s.client, s.path.ID(serviceSID), nil)
}

// Delete ends the use of the domain by the service with this SID (MG…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainAssociationService) Delete(ctx context.Context, serviceSID string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(serviceSID))
}
