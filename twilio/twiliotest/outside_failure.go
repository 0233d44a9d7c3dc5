package twiliotest

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"

	"github.com/twiliokit/twiliokit/twilio"
)

// Codes of the debugger for servers that cannot be trusted.
const (
	codeHandshake         twilio.ErrorCode = 11220
	codeCertificateHost   twilio.ErrorCode = 11235
	codeCertificateTime   twilio.ErrorCode = 11236
	codeCertificateIssuer twilio.ErrorCode = 11237
)

// outsideCode returns the debugger's code for what a real network has wrong with a host, 0 if the
// error is of another kind.
func outsideCode(err error) twilio.ErrorCode {
	if _, ok := errors.AsType[*HostError](err); ok {
		return twilio.ErrHTTPBadHost
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok && !e.IsTimeout {
		return twilio.ErrHTTPBadHost
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return codeCertificateHost
	}
	if e, ok := errors.AsType[x509.CertificateInvalidError](err); ok && e.Reason == x509.Expired {
		return codeCertificateTime
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return codeCertificateIssuer
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return codeHandshake
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return codeHandshake
	}
	return 0
}
