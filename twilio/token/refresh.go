package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Refresh is a handler that gives the user who is signed in a fresh token. A client fetches one
// when it starts, and again when its SDK says that the token is about to expire.
//
// It answers GET and POST alike, and reads no body:
//
//   - 200 and an [Answer] as JSON, with Cache-Control: no-store
//   - 401 if nobody is signed in
//   - 403 if a page of another origin asks
//   - 405 for any other method
//   - 500 if your function fails, or its Params are refused by [Key.Make]
//
// A token is no change of state, so a forged request could do no harm by itself, and browsers do
// not show its answer to a page of another origin unless CORS headers allow it. As the answer is
// as good as a password, Refresh does not leave it at that: by Sec-Fetch-Site and Origin, as
// http.CrossOriginProtection does for other methods, it refuses what a browser sends for a page of
// another origin, a GET too. Apps and programs that are no browsers send neither header and are
// served. Name the origins of your own with [WithTrustedOrigin].
type Refresh struct {
	key    *Key
	user   func(*http.Request) (*Params, error)
	config refreshConfig
}

// A RefreshOption changes how a [Refresh] works. Options are given to [NewRefresh].
type RefreshOption func(*refreshConfig) error

// refreshConfig is what options set.
type refreshConfig struct {
	origins *http.CrossOriginProtection
	onError func(*http.Request, error)
}

// An Answer is what [Refresh] sends.
type Answer struct {
	Token     string    `json:"token"`
	Identity  string    `json:"identity"`
	Expires   time.Time `json:"expires"`    // RFC 3339, in UTC
	ExpiresIn int64     `json:"expires_in"` // seconds, for clients whose clock may be wrong
}

// NewRefresh returns a handler that asks user who is signed in, and what that user may do. From
// cookie, header or whatever the app goes by, user returns the Params of the token, or
// [ErrSignedOut]; nil Params mean the same. Never take an identity from the request's
// parameters: a client would be whoever it says.
func NewRefresh(key *Key, user func(r *http.Request) (*Params, error), opts ...RefreshOption) (*Refresh, error) {
	if key == nil || user == nil {
		return nil, errors.New("token: new refresh: key or function is nil")
	}
	h := &Refresh{key: key, user: user, config: refreshConfig{
		origins: http.NewCrossOriginProtection(),
		onError: func(*http.Request, error) {},
	}}
	for _, opt := range opts {
		if opt == nil {
			return nil, errors.New("token: new refresh: option is nil")
		}
		if err := opt(&h.config); err != nil {
			return nil, fmt.Errorf("token: new refresh: %w", err)
		}
	}
	return h, nil
}

// WithTrustedOrigin also serves pages of another origin, such as "https://app.example" where the
// handler is at https://api.example. Given several times it adds an origin each time. Sending the
// CORS headers, without which a browser keeps the answer from the page, is left to your
// middleware.
func WithTrustedOrigin(origin string) RefreshOption {
	return func(c *refreshConfig) error { return c.origins.AddTrustedOrigin(origin) }
}

// WithOnError calls f with whatever goes wrong: requests of other origins, errors of your
// function, Params that are refused. That nobody is signed in is not an error. f runs before the
// answer is sent. Errors of this package are safe to log; those of your function come wrapped and
// hold what you put into them.
func WithOnError(f func(r *http.Request, err error)) RefreshOption {
	return func(c *refreshConfig) error {
		if f != nil {
			c.onError = f
		}
		return nil
	}
}

// ServeHTTP answers a request.
func (h *Refresh) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store") // on refusals too: a 405 may be kept otherwise
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, POST")
		refuse(w, http.StatusMethodNotAllowed)
		return
	}
	asPost := r.WithContext(r.Context()) // the protection lets every GET pass
	asPost.Method = http.MethodPost
	if err := h.config.origins.Check(asPost); err != nil {
		h.config.onError(r, fmt.Errorf("token: refresh: %w", err))
		refuse(w, http.StatusForbidden)
		return
	}
	params, err := h.user(r)
	switch {
	case err == nil && params == nil, errors.Is(err, ErrSignedOut):
		refuse(w, http.StatusUnauthorized)
		return
	case err != nil:
		h.fail(w, r, err)
		return
	}
	answer, err := h.key.answer(params)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	body, err := json.Marshal(answer)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	// If the client has hung up there is nobody to tell.
	_, _ = w.Write(body)
}

func (h *Refresh) fail(w http.ResponseWriter, r *http.Request, err error) {
	h.config.onError(r, fmt.Errorf("token: refresh: %w", err))
	refuse(w, http.StatusInternalServerError)
}

func refuse(w http.ResponseWriter, status int) { http.Error(w, http.StatusText(status), status) }
