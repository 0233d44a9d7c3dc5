package webhook

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// DefaultMaxBody is how many bytes of a body are read unless [WithMaxBody] says otherwise: 1 MiB.
// Messages need a few kilobytes, results of add-ons some more.
const DefaultMaxBody = 1 << 20

// An Option changes how a validator works. Options are given to [NewValidator] and
// [NewValidatorFunc].
type Option func(*config) error

// config is what options set.
type config struct {
	previous []string
	base     target
	proxies  []netip.Prefix
	maxBody  int64
	guard    ReplayGuard
	sessions [][]byte
	onError  func(*http.Request, error)
}

func configure(opts []Option) (config, error) {
	c := config{maxBody: DefaultMaxBody, onError: func(*http.Request, error) {}}
	for _, opt := range opts {
		if opt == nil {
			return config{}, errors.New("webhook: option is nil")
		}
		if err := opt(&c); err != nil {
			return config{}, err
		}
	}
	return c, nil
}

// WithPreviousToken also accepts requests that are signed with another token. Use it for the
// time in which an auth token is replaced: Twilio goes on signing with the old one until the
// secondary token is promoted. Given several times it adds a token each time. An empty token is
// [ErrNoToken].
//
// Twilio docs: https://www.twilio.com/docs/iam/api/authtoken
func WithPreviousToken(authToken string) Option {
	return func(c *config) error {
		if authToken == "" {
			return ErrNoToken
		}
		c.previous = append(c.previous, authToken)
		return nil
	}
}

// WithBaseURL says where Twilio reaches the server: "https://app.example". A request's path and
// query are added to it, and whatever the request says about scheme and host is ignored. Use it
// behind a proxy, a load balancer or a tunnel, which make the server see another URL than the
// one that Twilio called and signed. A path in the base, as in "https://app.example/twilio",
// is one that the proxy takes off. The base must be http or https and have no query; a port is
// given if the URL in Twilio's console has one. Twilio signs the host as the console has it: here
// it may be written the same way, or in capitals where the console has small letters.
func WithBaseURL(rawURL string) Option {
	return func(c *config) error {
		u, err := url.Parse(rawURL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil ||
			strings.ContainsAny(rawURL, "?#") {
			return errors.New("webhook: base URL is not of the form https://host/path")
		}
		c.base = parseTarget(rawURL)
		c.base.scheme = u.Scheme
		c.base.path = strings.TrimRight(c.base.path, "/")
		return nil
	}
}

// WithTrustedProxies believes what the proxies at these addresses say about the URL that Twilio
// called, in the headers X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-Port or, where none
// of these is there, in Forwarded. From any other peer the headers are ignored, and so they are
// with [WithBaseURL], which is simpler where the URL is known.
//
// A proxy must set the headers itself and not pass on what a client sent.
func WithTrustedProxies(prefixes ...netip.Prefix) Option {
	return func(c *config) error {
		for _, p := range prefixes {
			if !p.IsValid() {
				return errors.New("webhook: invalid prefix of a trusted proxy")
			}
			c.proxies = append(c.proxies, p)
		}
		return nil
	}
}

// WithMaxBody limits how many bytes of a body are read. The default is [DefaultMaxBody].
func WithMaxBody(bytes int64) Option {
	return func(c *config) error {
		if bytes <= 0 {
			return fmt.Errorf("webhook: limit of %d bytes for a body", bytes)
		}
		c.maxBody = bytes
		return nil
	}
}

// WithReplayGuard makes handlers carry out a request only once. By default a request that is
// sent again is carried out again.
//
// The guard knows a request by its signature, which stands for URL and parameters. It claims a
// request before the handler runs and gives it back if the handler fails, so that Twilio's next
// try gets through.
//
// A request that was carried out is answered as it was the first time, and reported as
// [ErrReplayed]: if Twilio sends it again, that is because the first answer did not arrive. One that
// is still being carried out waits for that: if the first run succeeds it gets the same answer, and
// if it fails it is carried out itself. That is better than to refuse it, upon which Twilio would
// turn to the fallback URL and have the message handled twice. After 15 seconds, when Twilio no
// longer waits, it is answered with 503 and reported as [ErrUnderWay].
//
// Pre-events of [ChatEvents] and [ConversationEvents] are not guarded, as nothing in them tells a
// text from the same text written again. Post-events are, and known by what would be their
// signature without RetryCount: when Twilio tries again to tell of one that was carried out, that
// is the same request.
//
// Two requests that Twilio makes for one message differ in URL or parameters, except where a
// Redirect leads back to the very same URL: give it a query parameter that changes.
//
// The guard works in handlers and in [Validator.Middleware], and asks once where one is within
// the other; [Validator.Verify] does not ask it.
func WithReplayGuard(g ReplayGuard) Option {
	return func(c *config) error {
		if g == nil {
			return errors.New("webhook: replay guard is nil")
		}
		c.guard = g
		return nil
	}
}

// WithSessionKey signs sessions with a key of your own, at least 32 random bytes, instead of one
// that is derived from the auth token. Given several times, the first key signs and all of them
// verify. See [MessagesWithSession].
func WithSessionKey(key []byte) Option {
	return func(c *config) error {
		if len(key) < 32 {
			return errors.New("webhook: session key of less than 32 bytes")
		}
		c.sessions = append(c.sessions, key)
		return nil
	}
}

// WithOnError calls f with whatever goes wrong: requests that are refused, errors of your
// functions, documents that cannot be written, sessions that are not genuine. Twilio is told
// none of it. f runs on the request's goroutine before the answer is sent and should leave the
// body alone. Only of a function for a pre-event that is late it is told twice: of [ErrUndecided]
// in time and, later and on another goroutine, of the error that the function returns or panics
// with in the end. Errors of this package are safe to log; those of your functions come wrapped and
// hold what you put into them.
func WithOnError(f func(r *http.Request, err error)) Option {
	return func(c *config) error {
		if f != nil {
			c.onError = f
		}
		return nil
	}
}
