package messaging

import (
	"context"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A DomainCertificate is the TLS certificate of a domain of short links.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type DomainCertificate struct {
	// DomainSID is the domain (DN…).
	DomainSID string `json:"domain_sid"`
	// CertificateSID identifies the certificate (CW…).
	CertificateSID string `json:"certificate_sid"`
	// DomainName is the domain as a URL: "https://links.example.com".
	DomainName string `json:"domain_name"`
	// DateExpires is when the certificate ends, and with it the domain's links. It is zero while
	// there is none in use.
	DateExpires twilio.Time `json:"date_expires"`
	// CertInValidation is the certificate that is about to take the place of this one, nil if there
	// is none.
	CertInValidation *CertInValidation `json:"cert_in_validation"`
	// Managed says that Twilio obtained the certificate and renews it. [DomainCertificateService.Get]
	// and RequestManaged tell, the others leave it false.
	Managed bool `json:"managed"`
	// Requesting says that Twilio is about to obtain one. The same calls tell.
	Requesting bool `json:"requesting"`
	// DateCreated is when the domain was made known to Twilio.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the certificate.
	URL string `json:"url"`
}

// CertInValidation is a certificate that Twilio is checking.
type CertInValidation struct {
	// Status is how far the check is: "pending".
	Status string `json:"status"`
	// DateExpires is when the certificate ends.
	DateExpires twilio.Time `json:"date_expires"`
}

// UpdateDomainCertificateParams are a certificate of one's own.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type UpdateDomainCertificateParams struct {
	// TLSCert is the certificate with its chain and its private key, in PEM. It is required.
	TLSCert string `url:"TlsCert,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// LogValue returns what may be logged of a certificate: not its key.
func (p UpdateDomainCertificateParams) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("tls_cert_bytes", len(p.TLSCert)))
}

// DomainCertificateService keeps the TLS certificates of domains of short links. It is reached as
// [LinkShorteningService.Certificates].
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
type DomainCertificateService struct {
	client   *twilio.Client
	path, v2 twilio.Path
}

// Get fetches the certificate of the domain with this SID (DN…), in v2 of the API. The error
// matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainCertificateService) Get(ctx context.Context, domainSID string) (*DomainCertificate, error) {
	return twilio.Get[DomainCertificate](ctx, s.client, s.v2.ID(domainSID).Join("Certificate"), nil)
}

// GetV1 is Get in v1 of the API, which does not tell whether Twilio manages the certificate.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainCertificateService) GetV1(ctx context.Context, domainSID string) (*DomainCertificate, error) {
	return twilio.Get[DomainCertificate](ctx, s.client, s.path.ID(domainSID).Join("Certificate"), nil)
}

// Update uploads a certificate of one's own. The old one serves until Twilio has checked the new:
// see CertInValidation. The error's [twilio.ErrorCode] says what is wrong with it: 30116 to 30120,
// and 30129 if it is self-signed.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainCertificateService) Update(ctx context.Context, domainSID string, params *UpdateDomainCertificateParams) (*DomainCertificate, error) {
	return twilio.Post[DomainCertificate](ctx, s.client, s.path.ID(domainSID).Join("Certificate"), params)
}

// RequestManaged makes Twilio obtain a certificate for the domain, and renew it from then on.
// Requesting is true until it is there.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainCertificateService) RequestManaged(ctx context.Context, domainSID string) (*DomainCertificate, error) {
	return twilio.Post[DomainCertificate](ctx, s.client, s.path.ID(domainSID).Join("RequestManagedCert"), nil)
}

// Delete removes the certificate of the domain with this SID (DN…). Its links no longer work.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/link-shortening/onboarding-guide
func (s *DomainCertificateService) Delete(ctx context.Context, domainSID string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(domainSID).Join("Certificate"))
}
