package twiliotest

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"time"
)

// certificate is that of a domain of short links. What it consists of is not kept.
type certificate struct {
	sid              string
	uploaded         time.Time // when Twilio began to check it, or to obtain it
	expires          time.Time
	managed          bool
	created, updated time.Time
	before           *certificate // that serves meanwhile
}

// managedLife is for how long a certificate that Twilio obtains is good.
const managedLife = 90 * 24 * time.Hour

// checked reports whether Twilio has looked at the certificate, or has obtained it.
func (c *certificate) checked(at time.Time) bool { return at.Sub(c.uploaded) >= received }

// waits reports whether there is no certificate that serves.
func (c *certificate) waits(at time.Time) bool { return !c.checked(at) && c.before == nil }

// certificateBody returns what the API answers for a domain's certificate. The caller holds tw.mu.
func (d *domain) certificateBody(c *call, managed bool) map[string]any {
	cert, suffix, at := d.certificate, "/Certificate", c.tw.Now()
	var expires, validating any
	serving := cert
	if !cert.checked(at) {
		serving = cert.before
		validating = map[string]any{"status": "pending", "date_expires": iso8601(cert.expires)}
	}
	if serving != nil {
		expires = iso8601(serving.expires)
	}
	version, _, _ := strings.Cut(c.path[1:], "/")
	body := map[string]any{
		"certificate_sid": cert.sid, "domain_sid": d.sid, "domain_name": "https://" + d.name,
		"date_expires": expires, "date_created": iso8601(cert.created), "date_updated": iso8601(cert.updated),
	}
	if managed {
		body["managed"], body["requesting"] = cert.managed, cert.managed && !cert.checked(at)
	}
	if strings.HasSuffix(c.path, "RequestManagedCert") {
		suffix = "/RequestManagedCert"
	} else {
		body["cert_in_validation"] = validating
	}
	body["url"] = c.origin() + "/" + version + "/LinkShortening/Domains/" + d.sid + suffix
	return body
}

func getCertificate(c *call) (any, error) {
	d, err := c.domain()
	switch {
	case err != nil:
		return nil, err
	case d.certificate == nil:
		return nil, c.notFound()
	}
	return d.certificateBody(c, strings.HasPrefix(c.path, "/v2/")), nil
}

// upload puts a certificate in the place of the one before, which serves until it is checked.
func (d *domain) upload(cert *certificate) {
	at := d.account.clock
	if cert.before = d.certificate; cert.before != nil && !cert.before.checked(at.now()) {
		cert.before = cert.before.before
	}
	cert.uploaded, cert.created, cert.updated = at.now(), at.stamp(), at.stamp()
	d.certificate = cert
}

func updateCertificate(c *call) (any, error) {
	d, err := c.domain()
	if err != nil {
		return nil, err
	}
	expires, err := readCertificate([]byte(c.params.Get("TlsCert")), c.tw.Now())
	if err != nil {
		return nil, err
	}
	d.upload(&certificate{sid: c.tw.sid("CW"), expires: expires})
	return d.certificateBody(c, false), nil
}

// readCertificate returns when a certificate ends, or the refusal of one that cannot serve.
func readCertificate(text []byte, at time.Time) (time.Time, error) {
	var certs, key []byte
	for rest := text; ; {
		block, after := pem.Decode(rest)
		if block == nil {
			break
		}
		switch {
		case block.Type == "CERTIFICATE":
			certs = append(certs, pem.EncodeToMemory(block)...)
		case strings.HasSuffix(block.Type, "PRIVATE KEY"):
			key = pem.EncodeToMemory(block)
		}
		rest = after
	}
	if certs == nil || key == nil {
		return time.Time{}, bad(errCertificateMissing, "Certificate or private key or both are missing")
	}
	first, _ := pem.Decode(certs)
	leaf, err := x509.ParseCertificate(first.Bytes)
	if err != nil {
		return time.Time{}, bad(errCertificateUnread, "Certificate cannot be parsed")
	}
	if _, err := tls.X509KeyPair(certs, key); err != nil {
		if strings.Contains(err.Error(), "does not match") {
			return time.Time{}, bad(errKeyPair, "Certificate and private key pair is invalid")
		}
		return time.Time{}, bad(errPrivateKey, "Private key is invalid")
	}
	switch {
	case bytes.Equal(leaf.RawIssuer, leaf.RawSubject):
		return time.Time{}, bad(errSelfSigned, "Certificate is self signed")
	case at.After(leaf.NotAfter):
		return time.Time{}, bad(errCertificateUnchecked, "Certificate cannot be validated.")
	}
	return leaf.NotAfter, nil
}

// requestCertificate makes Twilio obtain a certificate.
func requestCertificate(c *call) (any, error) {
	d, err := c.domain()
	if err != nil {
		return nil, err
	}
	d.upload(&certificate{sid: c.tw.sid("CW"), expires: c.tw.Now().Add(managedLife), managed: true})
	return d.certificateBody(c, true), nil
}

func deleteCertificate(c *call) (any, error) {
	d, err := c.domain()
	switch {
	case err != nil:
		return nil, err
	case d.certificate == nil:
		return nil, c.notFound()
	}
	d.certificate = nil
	return nil, nil //nolint:nilnil // a deletion has no answer
}
