package notify

import (
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Secret is a certificate, a key or a password on its way to Twilio. It is sent as it is, and
// prints as "…" everywhere else, as a [twilio.Secret] does.
type Secret string

// EncodeValues writes the secret itself into a form. It is called while parameters are encoded.
func (s Secret) EncodeValues(key string, v *url.Values) error {
	v.Set(key, string(s))
	return nil
}

// MarshalText returns what String does.
func (s Secret) MarshalText() ([]byte, error) { return twilio.Secret(s).MarshalText() }

// String returns "…", or "" if there is no secret.
func (s Secret) String() string { return twilio.Secret(s).String() }

// GoString returns what String does.
func (s Secret) GoString() string { return twilio.Secret(s).GoString() }

// LogValue returns what String does.
func (s Secret) LogValue() slog.Value { return twilio.Secret(s).LogValue() }
