package token

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// DefaultTTL is how long a token is valid unless [WithTTL] or [Params] say otherwise.
	DefaultTTL = time.Hour
	// MaxTTL is the longest validity that Twilio accepts.
	MaxTTL = 24 * time.Hour
)

// A Key makes tokens and verifies them. It prints without its secret, and any number of
// goroutines may use it at once. The zero Key makes none.
type Key struct {
	account string
	sid     string
	secret  *string // fmt prints a pointer to a string as an address, even where it cannot call String
	header  string  // of every token, encoded
	config  config
}

// An Option changes the tokens of a key. Options are given to [NewKey].
type Option func(*config) error

// config is what options set.
type config struct {
	region string
	ttl    time.Duration
	now    func() time.Time
}

// NewKey returns the key that signs tokens for an account: the account's SID (AC…), the SID of an
// API key (SK…) and that key's secret. The account's auth token cannot sign tokens.
//
// The error matches [ErrSID], [ErrSecret] or [ErrTTL]. Nothing is sent to Twilio, so a wrong
// secret only shows when an SDK uses a token.
//
// Twilio docs: https://www.twilio.com/docs/iam/api-keys
func NewKey(accountSID, keySID, secret string, opts ...Option) (*Key, error) {
	c := config{ttl: DefaultTTL, now: time.Now}
	for _, opt := range opts {
		if opt == nil {
			return nil, errors.New("token: new key: option is nil")
		}
		if err := opt(&c); err != nil {
			return nil, fmt.Errorf("token: new key: %w", err)
		}
	}
	if err := errors.Join(checkSID("account SID", "AC", accountSID), checkSID("API key SID", "SK", keySID)); err != nil {
		return nil, fmt.Errorf("token: new key: %w", err)
	}
	if secret == "" || strings.TrimSpace(secret) != secret {
		return nil, fmt.Errorf("token: new key: %w", ErrSecret)
	}
	header, err := json.Marshal(header{
		ContentType: contentType,
		Type:        tokenType,
		Algorithm:   jwt.SigningMethodHS256.Alg(),
		Region:      c.region,
	})
	if err != nil {
		return nil, fmt.Errorf("token: new key: %w", err)
	}
	return &Key{
		account: accountSID,
		sid:     keySID,
		secret:  &secret,
		header:  base64.RawURLEncoding.EncodeToString(header),
		config:  c,
	}, nil
}

// WithRegion is for keys of a region other than "us1", such as "ie1" or "au1": tokens then name
// the region, and Twilio looks for the key there. Empty is none.
//
// Twilio docs: https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials
func WithRegion(region string) Option {
	return func(c *config) error {
		for i := range len(region) {
			if b := region[i]; (b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '-' {
				return errors.New("region is not of the form ie1")
			}
		}
		c.region = region
		return nil
	}
}

// WithTTL says how long tokens are valid whose [Params] do not say it, in whole seconds up to
// [MaxTTL]. The default is [DefaultTTL].
func WithTTL(d time.Duration) Option {
	return func(c *config) error {
		if d < time.Second || d > MaxTTL {
			return ErrTTL
		}
		c.ttl = d
		return nil
	}
}

// WithClock takes the time from now, which any goroutine may call, instead of from time.Now.
func WithClock(now func() time.Time) Option {
	return func(c *config) error {
		if now == nil {
			return errors.New("clock is nil")
		}
		c.now = now
		return nil
	}
}

// AccountSID returns the SID of the account that tokens are for.
func (k Key) AccountSID() string { return k.account }

// SID returns the SID of the API key.
func (k Key) SID() string { return k.sid }

// String returns the SIDs of the key and its account, without the secret.
func (k Key) String() string {
	if k.secret == nil {
		return "no API key"
	}
	return "API key " + k.sid + " of account " + k.account
}

// GoString returns what String does, so that %#v shows no secret either.
func (k Key) GoString() string { return "token.Key(" + k.String() + ")" }

// LogValue returns what String does.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

// checkSID leaves the SID out of the error: what stands in the wrong place may be the secret.
func checkSID(name, prefix, sid string) error {
	digits, ok := strings.CutPrefix(sid, prefix)
	if ok = ok && len(digits) == 32; ok {
		for i := range len(digits) {
			b := digits[i]
			ok = ok && (b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F')
		}
	}
	if !ok {
		return fmt.Errorf("%w: %s is not %s and 32 hexadecimal digits", ErrSID, name, prefix)
	}
	return nil
}
