package twiliotest

import (
	"crypto/subtle"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/webhook"
)

// account is all that belongs to one account. Its fields are guarded by the emulator's mutex.
type account struct {
	clock              *clock
	sid, token, parent string
	signer             *webhook.Signer `keep:"-"` // with token
	trial              bool
	test               bool // test credentials: see magic.go
	name               string
	status             twilio.AccountStatus
	created, updated   time.Time
	keys               map[string]string // API keys: secret by SID
	apps               map[string]string // OAuth apps: client secret by client ID
	chat               chatAccount
	numbers            map[channels.Address]*number
	messages           []*message          // in order of their making
	bySID              map[string]*message `keep:"-"` // see revive
	media              map[string]*media
	services           map[string]*service
	templates          map[string]*template
	conversations      *conversationAccount // nil until it is used
	compliance         complianceAccount
	notify             map[string]*notifyService
}

func newAccount(at *clock, sid, token, parent string) *account {
	made := at.stamp()
	return &account{
		clock: at, sid: sid, token: token, parent: parent, signer: webhook.NewSigner(token),
		name: "My account", status: twilio.AccountStatusActive, created: made, updated: made,
		keys:      map[string]string{},
		apps:      map[string]string{},
		numbers:   map[channels.Address]*number{},
		bySID:     map[string]*message{},
		media:     map[string]*media{},
		services:  map[string]*service{},
		templates: map[string]*template{},
	}
}

// AddSubaccount makes an account below the first one and returns its credentials. Its webhooks
// are signed with its own auth token, as Twilio does it.
func (tw *Twilio) AddSubaccount() (sid, authToken string) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	a := tw.addSubaccount(tw.main, "")
	return a.sid, a.token
}

// AddAPIKey makes an API key of the first account.
func (tw *Twilio) AddAPIKey() (sid, secret string) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	sid, secret = tw.sid("SK"), tw.sid("")
	tw.main.keys[sid] = secret
	return sid, secret
}

// AddOAuthApp makes an OAuth app of the first account. Its access tokens live for an hour.
func (tw *Twilio) AddOAuthApp() (clientID, clientSecret string) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	clientID, clientSecret = tw.sid("OQ"), tw.sid("")
	tw.main.apps[clientID] = clientSecret
	return clientID, clientSecret
}

// credentials are what a call says of who makes it.
type credentials struct {
	bearer         string // an access token, "" if there is none
	user, password string
	given          bool // user and password
}

func credentialsOf(r *http.Request) (c credentials) {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return credentials{bearer: token}
	}
	c.user, c.password, c.given = r.BasicAuth()
	return c
}

// authenticate returns the account that credentials are of, or Twilio's refusal. The caller holds tw.mu.
func (tw *Twilio) authenticate(c credentials) (*account, *twilio.Error) {
	if c.bearer != "" {
		if a := tw.tokens[c.bearer].account; a != nil {
			return a, nil
		}
		return nil, unauthorized("Authenticate")
	}
	if !c.given {
		return nil, unauthorized("Authentication Error - No credentials provided")
	}
	if a := tw.accounts[c.user]; a != nil {
		if same(c.password, a.token) {
			return a, nil
		}
		return nil, unauthorized("Authenticate")
	}
	for _, a := range tw.accounts {
		if secret, ok := a.keys[c.user]; ok && same(c.password, secret) {
			return a, nil
		}
	}
	return nil, unauthorized("Authentication Error - invalid username")
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func unauthorized(message string) *twilio.Error {
	return &twilio.Error{
		Status: http.StatusUnauthorized, Code: twilio.ErrAuthentication, Message: message,
		Details: map[string]any{"detail": "Your AccountSid or AuthToken was incorrect."},
	}
}

// reach returns the account that a path names, if the one that called may act on it: its own or
// one below it. The caller holds tw.mu.
func (tw *Twilio) reach(caller *account, sid string) *account {
	if a := tw.accounts[sid]; a != nil && (a == caller || a.parent == caller.sid) {
		return a
	}
	return nil
}

// accessToken is what an OAuth app got for its credentials.
type accessToken struct {
	account *account
	expires time.Time
}

// expire ends a token when its time has come. The caller holds tw.mu.
func (tw *Twilio) expire(token string) {
	tw.at(tw.tokens[token].expires, func() {
		tw.mu.Lock()
		defer tw.mu.Unlock()
		delete(tw.tokens, token)
	})
}

func oauthRoutes() []route {
	return []route{{http.MethodPost, "/v2/token", http.StatusOK, grantToken, open}}
}

// grantToken exchanges an OAuth app's credentials for an access token.
func grantToken(c *call) (any, error) {
	if grant := c.params.Get("grant_type"); grant != "client_credentials" {
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Unsupported grant_type")
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	for _, a := range c.tw.accounts {
		secret, ok := a.apps[c.params.Get("client_id")]
		if !ok || !same(secret, c.params.Get("client_secret")) {
			continue
		}
		c.tw.tokensMade++
		token := fmt.Sprintf("token-%d", c.tw.tokensMade)
		c.tw.tokens[token] = accessToken{account: a, expires: c.tw.Now().Add(tokenLife)}
		c.tw.expire(token)
		return map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(tokenLife.Seconds())}, nil
	}
	return nil, unauthorized("Authenticate")
}
