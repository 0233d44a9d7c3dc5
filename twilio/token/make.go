package token

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"
)

const (
	contentType = "twilio-fpa;v=1"
	tokenType   = "JWT"
)

// Params say what a token is to hold.
type Params struct {
	// Identity is whom the token is for: the name under which the user appears in Chat,
	// Conversations, Sync and the others. Required.
	Identity string
	// Chat lets the user into a service of Programmable Chat or Conversations.
	Chat *ChatGrant
	// Grants are all others, by their name in the token: "voice", "video", "data_sync",
	// "task_router", "player" and what else there may be. A value is what becomes a JSON object:
	// a map, a struct or a json.RawMessage.
	Grants map[string]any
	// TTL is how long the token is valid from now, in whole seconds (a fraction is dropped) up to
	// [MaxTTL]. Zero is what the key says, which is [DefaultTTL] unless [WithTTL] changed it.
	TTL time.Duration
	// NotBefore is when the token becomes valid, if that is later than now. It does not move the
	// expiry.
	NotBefore time.Time
}

// LogValue returns what may be logged of p: the names of its grants and not the identity, which
// may be a person's name or number.
func (p Params) LogValue() slog.Value {
	names := slices.Sorted(maps.Keys(p.Grants))
	if p.Chat != nil {
		names = append([]string{"chat"}, names...)
	}
	return slog.GroupValue(slog.Any("grants", names), slog.Duration("ttl", p.TTL))
}

// A ChatGrant lets a user into a service of Programmable Chat or of Conversations, which goes by
// the same name in tokens.
//
// Twilio docs: https://www.twilio.com/docs/conversations/create-tokens
type ChatGrant struct {
	ServiceSID        string `json:"service_sid,omitempty"`         // IS…; required
	EndpointID        string `json:"endpoint_id,omitempty"`         // names the device, where that matters
	DeploymentRoleSID string `json:"deployment_role_sid,omitempty"` // RL…; else the service's default role for users
	PushCredentialSID string `json:"push_credential_sid,omitempty"` // CR…; for push notifications
}

func (g *ChatGrant) validate() error {
	errs := []error{checkSID("service SID of the chat grant", "IS", g.ServiceSID)}
	if g.DeploymentRoleSID != "" {
		errs = append(errs, checkSID("role SID of the chat grant", "RL", g.DeploymentRoleSID))
	}
	if g.PushCredentialSID != "" {
		errs = append(errs, checkSID("push credential SID of the chat grant", "CR", g.PushCredentialSID))
	}
	return errors.Join(errs...)
}

// Make returns a token. Everyone who has it is p.Identity until it expires, and nothing takes it
// back before but revoking the key, so keep the validity short and refresh ([NewRefresh]).
//
// The error matches [ErrIdentity], [ErrSID], [ErrGrant] or [ErrTTL]. Tokens made within one second
// have the same ID, and the same token results from the same Params.
//
// Twilio docs: https://www.twilio.com/docs/iam/access-tokens
func (k *Key) Make(p *Params) (string, error) {
	a, err := k.answer(p)
	if err != nil {
		return "", fmt.Errorf("token: make: %w", err)
	}
	return a.Token, nil
}

// header and payload are what a token consists of. Members stand in the order of the fields.
type header struct {
	ContentType string `json:"cty"`
	Type        string `json:"typ"`
	Algorithm   string `json:"alg"`
	Region      string `json:"twr,omitempty"`
}

type payload struct {
	ID        string          `json:"jti"`
	Issuer    string          `json:"iss"`
	Subject   string          `json:"sub"`
	IssuedAt  int64           `json:"iat"`
	Expires   int64           `json:"exp"`
	NotBefore int64           `json:"nbf,omitempty"`
	Grants    json.RawMessage `json:"grants"`
}

// encodeGrants returns the object of all grants in a fixed order: identity, chat, others by name.
func (p *Params) encodeGrants() (json.RawMessage, error) {
	b, err := json.Marshal(struct {
		Identity string     `json:"identity"`
		Chat     *ChatGrant `json:"chat,omitempty"`
	}{p.Identity, p.Chat})
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(p.Grants)) {
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(p.Grants[name])
		if err != nil {
			return nil, fmt.Errorf("%w: %q: %w", ErrGrant, name, err)
		}
		if value[0] != '{' {
			return nil, fmt.Errorf("%w: %q is not a JSON object", ErrGrant, name)
		}
		b[len(b)-1] = ','
		b = append(append(b, key...), ':')
		b = append(append(b, value...), '}')
	}
	return b, nil
}

// checkGrants refuses what can be seen to be wrong before anything is encoded.
func (p *Params) checkGrants() error {
	if p.Chat != nil {
		if err := p.Chat.validate(); err != nil {
			return err
		}
	}
	for name := range p.Grants {
		switch {
		case name == "":
			return fmt.Errorf("%w: it has no name", ErrGrant)
		case name == "identity", name == "chat" && p.Chat != nil:
			return fmt.Errorf("%w: %s is given twice", ErrGrant, name)
		}
	}
	return nil
}

// answer makes a token and says when it expires.
func (k *Key) answer(p *Params) (*Answer, error) {
	if k.secret == nil {
		return nil, ErrSecret
	}
	if p == nil || p.Identity == "" || !utf8.ValidString(p.Identity) {
		return nil, ErrIdentity
	}
	if err := p.checkGrants(); err != nil {
		return nil, err
	}
	grants, err := p.encodeGrants()
	if err != nil {
		return nil, err
	}
	ttl := k.config.ttl
	if p.TTL != 0 {
		ttl = p.TTL
	}
	if ttl < time.Second || ttl > MaxTTL {
		return nil, ErrTTL
	}
	seconds := int64(ttl / time.Second)
	now := k.config.now().Unix()
	claims := payload{
		ID:       fmt.Sprintf("%s-%d", k.sid, now),
		Issuer:   k.sid,
		Subject:  k.account,
		IssuedAt: now,
		Expires:  now + seconds,
		Grants:   grants,
	}
	if !p.NotBefore.IsZero() {
		if claims.NotBefore = max(p.NotBefore.Unix(), 0); claims.NotBefore >= claims.Expires {
			return nil, fmt.Errorf("%w: it ends before it begins", ErrTTL)
		}
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return nil, err
	}
	signed, err := k.sign(body)
	if err != nil {
		return nil, err
	}
	return &Answer{
		Token:     signed,
		Identity:  p.Identity,
		Expires:   time.Unix(claims.Expires, 0).UTC(),
		ExpiresIn: seconds,
	}, nil
}

func (k *Key) sign(body []byte) (string, error) {
	encoding := base64.RawURLEncoding
	b := make([]byte, 0, len(k.header)+2+encoding.EncodedLen(len(body))+encoding.EncodedLen(32))
	b = append(append(b, k.header...), '.')
	b = encoding.AppendEncode(b, body)
	signature, err := jwt.SigningMethodHS256.Sign(string(b), []byte(*k.secret))
	if err != nil {
		return "", fmt.Errorf("sign: %w", err)
	}
	return string(encoding.AppendEncode(append(b, '.'), signature)), nil
}
