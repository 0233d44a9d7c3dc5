package twilio

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"sync/atomic"
	"time"
)

// ErrCredentials is what an error about missing credentials is, for errors.Is. Credentials that
// Twilio does not accept are [ErrUnauthorized] instead.
var ErrCredentials = errors.New("credentials are missing")

// Credentials say who calls the API, and on which account. They print as their kind and their
// account, never as a secret.
type Credentials struct {
	kind    string
	account string
	user    string
	secret  *string // fmt prints a pointer as an address, even in a struct whose String it cannot call
}

// AuthToken returns the credentials of an account itself: its SID (AC…) and its auth token.
//
// Twilio docs: https://www.twilio.com/docs/usage/api#authenticate-with-http
func AuthToken(accountSID, authToken string) Credentials {
	return Credentials{kind: "auth token", account: accountSID, user: accountSID, secret: &authToken}
}

// APIKey returns the credentials of an API key: the SID of the account that it acts on (AC…),
// the SID of the key (SK…) and its secret. Keys can be revoked one by one, so Twilio recommends
// them in production. Note that webhooks are signed with the auth token whatever the API is
// called with.
//
// Twilio docs: https://www.twilio.com/docs/iam/api-keys
func APIKey(accountSID, keySID, secret string) Credentials {
	return Credentials{kind: "API key", account: accountSID, user: keySID, secret: &secret}
}

// OAuth returns the credentials of an OAuth app: the SID of the account that it acts on (AC…),
// and the app's client ID and client secret. The client exchanges them for an access token at
// the first call, whoever makes it, and for a new one shortly before that one expires.
//
// Twilio docs: https://www.twilio.com/docs/iam/oauth-apps
func OAuth(accountSID, clientID, clientSecret string) Credentials {
	return Credentials{kind: "OAuth", account: accountSID, user: clientID, secret: &clientSecret}
}

// FromEnv returns the credentials that the environment holds, under the names that Twilio's own
// tools use: TWILIO_ACCOUNT_SID with TWILIO_API_KEY and TWILIO_API_SECRET, else with
// TWILIO_AUTH_TOKEN. The error matches [ErrCredentials] and names the variable that is missing.
func FromEnv() (Credentials, error) {
	account := os.Getenv("TWILIO_ACCOUNT_SID")
	if account == "" {
		return Credentials{}, fmt.Errorf("twilio: %w: TWILIO_ACCOUNT_SID is not set", ErrCredentials)
	}
	if key := os.Getenv("TWILIO_API_KEY"); key != "" {
		secret := os.Getenv("TWILIO_API_SECRET")
		if secret == "" {
			return Credentials{}, fmt.Errorf("twilio: %w: TWILIO_API_KEY is set and TWILIO_API_SECRET is not", ErrCredentials)
		}
		return APIKey(account, key, secret), nil
	}
	token := os.Getenv("TWILIO_AUTH_TOKEN")
	if token == "" {
		return Credentials{}, fmt.Errorf("twilio: %w: neither TWILIO_API_KEY nor TWILIO_AUTH_TOKEN is set", ErrCredentials)
	}
	return AuthToken(account, token), nil
}

// AccountSID returns the SID of the account that the credentials act on.
func (c Credentials) AccountSID() string { return c.account }

// String returns the kind of the credentials and their account, without the secret.
func (c Credentials) String() string {
	if c.kind == "" {
		return "no credentials"
	}
	return c.kind + " of account " + c.account
}

// GoString returns what String does, so that %#v shows no secret either.
func (c Credentials) GoString() string { return "twilio.Credentials(" + c.String() + ")" }

// LogValue returns what String does.
func (c Credentials) LogValue() slog.Value { return slog.StringValue(c.String()) }

func (c Credentials) validate() error {
	switch {
	case c.kind == "":
		return fmt.Errorf("%w: the client was made without any", ErrCredentials)
	case c.account == "":
		return fmt.Errorf("%w: the account SID is empty", ErrCredentials)
	case c.user == "":
		return fmt.Errorf("%w: the %s's ID is empty", ErrCredentials, c.kind)
	case *c.secret == "":
		return fmt.Errorf("%w: the %s's secret is empty", ErrCredentials, c.kind)
	}
	return nil
}

// authorizer returns the layer that puts the Authorization header on each attempt.
func (c Credentials) authorizer(core *core) layer {
	if c.kind == "OAuth" {
		source := &tokenSource{core: core, id: c.user, secret: c.secret, turn: make(chan struct{}, 1)}
		return source.layer
	}
	if c.secret == nil { // there are no credentials, and no call will get as far as to need them
		return func(next sender) sender { return next }
	}
	basic := []string{"Basic " + base64.StdEncoding.EncodeToString([]byte(c.user+":"+*c.secret))}
	return func(next sender) sender {
		return func(ctx context.Context, r *request) (*response, error) {
			if !r.anonymous {
				r.auth = basic
			}
			return next(ctx, r)
		}
	}
}

// tokenSource holds the access token of an OAuth app and fetches the next one. turn is a lock
// that a caller can stop waiting for: whoever holds it may touch header, expiry and failure.
type tokenSource struct {
	core     *core
	id       string
	secret   *string
	turn     chan struct{}
	header   []string
	expiry   time.Time
	failure  error        // of the last fetch
	finished atomic.Int64 // fetches that have ended, well or not
}

// expiryMargin is how long before its expiry a token is no longer used, so that none expires
// on the way.
const expiryMargin = time.Minute

// usualLife is how long a token is used whose life is not told. One that ends sooner is refused,
// and replaced then.
const usualLife = time.Hour

// errToken marks a failure to get a token. It has been retried already, so the call that needed
// the token is not retried for it.
var errToken = errors.New("fetch OAuth token")

func (s *tokenSource) layer(next sender) sender {
	fetch := s.core.retry.layer(next)
	return func(ctx context.Context, r *request) (*response, error) {
		if r.anonymous {
			return next(ctx, r)
		}
		for first := true; ; first = false {
			header, isNew, err := s.current(ctx, fetch)
			if err != nil {
				return nil, unsent{err}
			}
			r.auth = header
			resp, err := next(ctx, r)
			if !errors.Is(err, ErrUnauthorized) {
				return resp, err
			}
			s.drop(ctx, header)
			if isNew || !first { // whoever fetched it, a new token was refused too
				return resp, err
			}
			// The token has been revoked, so nothing was done: a new one decides.
		}
	}
}

// current returns the header to send, after it has fetched a token if it needs one. Callers that
// come meanwhile wait for the one that fetches and share what it gets, a failure too: were each
// to try by itself, the last of them would wait for all the others' retries. isNew says that the
// header has been fetched for this caller.
func (s *tokenSource) current(ctx context.Context, fetch sender) (header []string, isNew bool, err error) {
	arrived := s.finished.Load()
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, false, context.Cause(ctx)
	}
	if s.header != nil && time.Now().Before(s.expiry) {
		return s.header, false, nil
	}
	if s.failure != nil && s.finished.Load() > arrived {
		return nil, false, s.failure
	}
	header, life, err := s.fetch(ctx, fetch)
	if err != nil {
		if s.failure = err; ctx.Err() != nil { // that is the end of this caller alone
			s.failure = nil
		}
		s.finished.Add(1)
		return nil, false, err
	}
	s.header, s.expiry, s.failure = header, time.Now().Add(life-min(expiryMargin, life/2)), nil
	return header, true, nil
}

// fetch exchanges the app's secret for a token, and returns the header made of it and how long
// it lives.
func (s *tokenSource) fetch(ctx context.Context, send sender) ([]string, time.Duration, error) {
	r := newRequest(http.MethodPost, At("oauth", "v2", "token"))
	r.anonymous = true
	r.setForm(appendForm(nil, url.Values{
		"client_id":     {s.id},
		"client_secret": {*s.secret},
		"grant_type":    {"client_credentials"},
	}))
	resp, err := send(ctx, r)
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", errToken, err)
	}
	token, err := decode[struct {
		AccessToken string  `json:"access_token"`
		ExpiresIn   Seconds `json:"expires_in"`
	}](s.core, resp)
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", errToken, err)
	}
	if token.AccessToken == "" {
		return nil, 0, fmt.Errorf("%w: the answer holds no access_token", errToken)
	}
	life := token.ExpiresIn.Duration()
	if life <= 0 { // it need not be said (RFC 6749, 5.1)
		life = usualLife
	}
	return []string{"Bearer " + token.AccessToken}, life, nil
}

// drop forgets a token that the API refused, unless another caller has replaced it already.
func (s *tokenSource) drop(ctx context.Context, header []string) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return
	}
	if s.header != nil && s.header[0] == header[0] {
		s.header = nil
	}
}
