package conversations

import (
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Secret is a part of a credential, such as a private key. It goes to Twilio as it is, and
// prints as "…" like a [twilio.Secret].
type Secret string

// EncodeValues writes what the secret is. It is called while parameters are encoded.
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
