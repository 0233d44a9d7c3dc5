package messaging_test

import (
	"context"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

func TestDomainCertificate(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.DomainCertificate, error) {
		return s.LinkShortening.Certificates.Get(ctx, "DN1")
	}
	ends := twilio.Time{Time: time.Date(2027, 2, 6, 18, 2, 4, 0, time.UTC)}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.DomainCertificate
	}{
		"full": {
			`{"domain_sid":"DN1","certificate_sid":"CW1","domain_name":"https://l.example","date_expires":"2027-02-06T18:02:04Z",` +
				`"managed":true,"requesting":true,"url":"u","cert_in_validation":{"status":"pending","date_expires":"2027-02-06T18:02:04Z"},` + dates + `}`,
			messaging.DomainCertificate{
				DomainSID: "DN1", CertificateSID: "CW1", DomainName: "https://l.example", DateExpires: ends, Managed: true,
				Requesting: true, URL: "u", DateCreated: made, DateUpdated: changed,
				CertInValidation: &messaging.CertInValidation{Status: "pending", DateExpires: ends},
			},
		},
		"nulls": {
			`{"domain_sid":null,"certificate_sid":null,"domain_name":null,"date_expires":null,"managed":null,"requesting":null,` +
				`"url":null,"cert_in_validation":null,"date_created":null,"date_updated":null}`,
			messaging.DomainCertificate{},
		},
		"inner nulls": {
			`{"cert_in_validation":{"status":null,"date_expires":null,"new":1}}`,
			messaging.DomainCertificate{CertInValidation: &messaging.CertInValidation{}},
		},
	})
}

func TestDomainConfig(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.DomainConfig, error) {
		return s.LinkShortening.Configs.Get(ctx, "DN1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.DomainConfig
	}{
		"full": {
			`{"domain_sid":"DN1","config_sid":"ZK1","messaging_service_sid":"MG1","fallback_url":"f","callback_url":"c",` +
				`"continue_on_failure":true,"disable_https":true,"url":"u",` + dates + `}`,
			messaging.DomainConfig{
				DomainSID: "DN1", ConfigSID: "ZK1", MessagingServiceSID: "MG1", FallbackURL: "f", CallbackURL: "c",
				ContinueOnFailure: true, DisableHTTPS: true, URL: "u", DateCreated: made, DateUpdated: changed,
			},
		},
		"nulls": {
			`{"domain_sid":null,"config_sid":null,"messaging_service_sid":null,"fallback_url":null,"callback_url":null,` +
				`"continue_on_failure":null,"disable_https":null,"url":null,"date_created":null,"date_updated":null}`,
			messaging.DomainConfig{},
		},
	})
}

func TestDNSValidation(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.DNSValidation, error) {
		return s.LinkShortening.ValidateDNS(ctx, "DN1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.DNSValidation
	}{
		"full": {
			`{"domain_sid":"DN1","is_valid":true,"reason":"r","url":"u"}`,
			messaging.DNSValidation{DomainSID: "DN1", IsValid: true, Reason: "r", URL: "u"},
		},
		"nulls": {`{"domain_sid":null,"is_valid":null,"reason":null,"url":null}`, messaging.DNSValidation{}},
	})
}

func TestDomainAssociation(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.DomainAssociation, error) {
		return s.LinkShortening.AssociationOf(ctx, "MG1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.DomainAssociation
	}{
		"full": {
			`{"domain_sid":"DN1","messaging_service_sid":"MG1","url":"u"}`,
			messaging.DomainAssociation{DomainSID: "DN1", MessagingServiceSID: "MG1", URL: "u"},
		},
		"nulls": {`{"domain_sid":null,"messaging_service_sid":null,"url":null}`, messaging.DomainAssociation{}},
	})
}
