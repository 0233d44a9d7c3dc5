package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Claims are what a token holds. What it does not hold is zero.
type Claims struct {
	ID         string    // jti: the key's SID and the second in which the token was made
	KeySID     string    // iss: the API key that signed it
	AccountSID string    // sub
	IssuedAt   time.Time // iat; this and the others in UTC
	NotBefore  time.Time // nbf
	Expires    time.Time // exp
	Region     string    // twr in the header

	Identity string
	Chat     *ChatGrant
	Grants   map[string]json.RawMessage // all grants by name as they are in the token, with "chat" among them
}

// LogValue returns what may be logged of c: the names of its grants and not the identity, which
// may be a person's name or number.
func (c Claims) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("id", c.ID),
		slog.Time("expires", c.Expires),
		slog.Any("grants", slices.Sorted(maps.Keys(c.Grants))),
	)
}

// Verify returns what a token holds if it was signed by this key with HS256, is for this
// account and is valid now, with no leeway. It may have been made by another library. Otherwise
// the error matches one of [ErrMalformed], [ErrHeader], [ErrIssuer], [ErrSignature], [ErrExpired],
// [ErrNotYetValid], [ErrGrant], [ErrTTL] and [ErrIdentity], tried in this order.
//
// The region is not compared, and whether the key has been revoked is for Twilio to know. To
// verify tokens of several keys, find the key by the KeySID that [Decode] returns.
func (k *Key) Verify(signed string) (*Claims, error) {
	c, err := k.verify(signed)
	if err != nil {
		return nil, fmt.Errorf("token: verify: %w", err)
	}
	return c, nil
}

// Decode returns what a token holds WITHOUT verifying it: anyone can have written it. Use it to
// see what is wrong with a token that Twilio refuses. The error matches [ErrMalformed],
// [ErrHeader] for an algorithm that is not known, or [ErrGrant].
func Decode(signed string) (*Claims, error) {
	if strings.ContainsAny(signed, lineEnds) {
		return nil, fmt.Errorf("token: decode: %w", ErrMalformed)
	}
	var raw rawClaims
	t, _, err := newParser().ParseUnverified(signed, &raw)
	if err != nil {
		return nil, fmt.Errorf("token: decode: %w", refusal(err))
	}
	c, err := raw.claims(t.Header)
	if err != nil {
		return nil, fmt.Errorf("token: decode: %w", err)
	}
	return c, nil
}

// rawClaims are a payload of which the grants are decoded only once the rest is known to be good.
type rawClaims struct {
	jwt.RegisteredClaims
	Grants json.RawMessage `json:"grants"`
}

// UnmarshalJSON refuses moments that a [time.Time] cannot be trusted with: jwt converts the number
// to an int64, in which 1e19 is a moment long past.
func (raw *rawClaims) UnmarshalJSON(b []byte) error {
	type plain rawClaims
	var moments struct {
		IssuedAt  json.Number `json:"iat"`
		NotBefore json.Number `json:"nbf"`
		Expires   json.Number `json:"exp"`
	}
	if err := json.Unmarshal(b, &moments); err != nil {
		return err
	}
	for _, moment := range []json.Number{moments.IssuedAt, moments.NotBefore, moments.Expires} {
		if seconds, err := moment.Float64(); moment != "" && (err != nil || seconds < 0 || seconds > lastSecond) {
			return errMoment
		}
	}
	return json.Unmarshal(b, (*plain)(raw))
}

// lastSecond is the end of the year 9999, after which a date has no form in RFC 3339.
const lastSecond = 253402300799

var errMoment = errors.New("a moment before 1970 or after 9999")

// A token has one spelling: newParser is strict about the bits that base64 leaves over, and line
// ends, which encoding/base64 skips, are refused first.
const lineEnds = "\r\n"

func newParser(opts ...jwt.ParserOption) *jwt.Parser {
	return jwt.NewParser(append(opts, jwt.WithStrictDecoding())...)
}

func (k *Key) verify(signed string) (*Claims, error) {
	if k.secret == nil {
		return nil, ErrSecret
	}
	if strings.ContainsAny(signed, lineEnds) {
		return nil, ErrMalformed
	}
	now := k.config.now()
	parser := newParser(jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return now }))
	var raw rawClaims
	var refused error
	t, err := parser.ParseWithClaims(signed, &raw, func(t *jwt.Token) (any, error) {
		refused = k.check(t, &raw)
		return []byte(*k.secret), refused
	})
	switch {
	case refused != nil:
		return nil, refused
	case err != nil:
		return nil, refusal(err)
	}
	c, err := raw.claims(t.Header)
	if err != nil {
		return nil, err
	}
	from := now
	if !c.IssuedAt.IsZero() {
		from = c.IssuedAt
	}
	switch {
	case c.Expires.Sub(from) > MaxTTL:
		return nil, ErrTTL
	case c.Identity == "":
		return nil, ErrIdentity
	}
	return c, nil
}

// check says whether a token can be one of this key, before its signature is looked at.
func (k *Key) check(t *jwt.Token, raw *rawClaims) error {
	switch {
	case t.Method != jwt.SigningMethodHS256:
		return fmt.Errorf("%w: alg is not HS256", ErrHeader)
	case t.Header["typ"] != tokenType:
		return fmt.Errorf("%w: typ is not %s", ErrHeader, tokenType)
	case t.Header["cty"] != contentType:
		return fmt.Errorf("%w: cty is not %s", ErrHeader, contentType)
	case raw.Issuer != k.sid, raw.Subject != k.account:
		return ErrIssuer
	}
	return nil
}

// refusal turns what the parser returned into an error of this package. The parser's own texts
// are left out: some quote the token.
func refusal(err error) error {
	for _, r := range []struct{ is, as error }{
		{jwt.ErrTokenMalformed, ErrMalformed},
		{jwt.ErrTokenSignatureInvalid, ErrSignature},
		{jwt.ErrTokenRequiredClaimMissing, fmt.Errorf("%w: it does not say when", ErrExpired)},
		{jwt.ErrTokenExpired, ErrExpired},
		{jwt.ErrTokenNotValidYet, ErrNotYetValid},
	} {
		if errors.Is(err, r.is) {
			return r.as
		}
	}
	return fmt.Errorf("%w: alg is missing or unknown", ErrHeader)
}

func (raw *rawClaims) claims(header map[string]any) (*Claims, error) {
	c := &Claims{ID: raw.ID, KeySID: raw.Issuer, AccountSID: raw.Subject}
	for _, t := range []struct {
		to   *time.Time
		from *jwt.NumericDate
	}{{&c.IssuedAt, raw.IssuedAt}, {&c.NotBefore, raw.NotBefore}, {&c.Expires, raw.ExpiresAt}} {
		if t.from != nil {
			*t.to = t.from.UTC()
		}
	}
	c.Region, _ = header["twr"].(string)
	if raw.Grants == nil {
		return c, nil
	}
	if err := json.Unmarshal(raw.Grants, &c.Grants); err != nil {
		return nil, fmt.Errorf("%w: grants are not an object", ErrGrant)
	}
	if identity, ok := c.Grants["identity"]; ok {
		if json.Unmarshal(identity, &c.Identity) != nil {
			return nil, fmt.Errorf("%w: identity is not a string", ErrGrant)
		}
		delete(c.Grants, "identity")
	}
	if chat, ok := c.Grants["chat"]; ok && json.Unmarshal(chat, &c.Chat) != nil {
		return nil, fmt.Errorf("%w: chat is not an object of strings", ErrGrant)
	}
	return c, nil
}
