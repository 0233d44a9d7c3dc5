package twilio

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"sync"
	"time"

	"github.com/twiliokit/twiliokit/twilio/internal/escape"
)

// Version is the version of this library, as its User-Agent states it.
const Version = "0.1.0"

// A Client calls the REST API on behalf of one account. It is safe for concurrent use; a program
// makes one and shares it.
type Client struct {
	// Messages sends messages and reads the log of those sent and received.
	Messages *MessageService
	// IncomingPhoneNumbers buys, sets up and releases the account's phone numbers.
	IncomingPhoneNumbers *IncomingPhoneNumberService
	// ShortCodes sets up the account's short codes.
	ShortCodes *ShortCodeService
	// Accounts makes and manages subaccounts.
	Accounts *AccountService

	core    *core
	account string
}

// core is what a client shares with its copies for other accounts.
type core struct {
	send    sender // the layers of chain.go
	http    *http.Client
	bases   map[string]base
	host    string // what follows the product's name in the host of one not in bases
	agent   []string
	timeout time.Duration
	retry   RetryPolicy
	creds   Credentials
	fault   error // what is wrong with the configuration; every call returns it
	buffers sync.Pool
}

// base is where a product lives.
type base struct {
	scheme, host, prefix string
}

// New returns a client that calls the API with creds. It opens no connection and cannot fail:
// credentials that are empty and options that make no sense are reported by the first call.
func New(creds Credentials, options ...Option) *Client {
	cfg := config{bases: map[string]string{}, timeout: defaultTimeout}
	for _, option := range options {
		if option != nil {
			option(&cfg)
		}
	}
	if cfg.http == nil {
		cfg.http = &http.Client{Transport: newTransport()}
	}
	hc := *cfg.http
	hc.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := &core{
		http:    &hc,
		host:    hostSuffix(cfg.region, cfg.edge),
		agent:   []string{userAgent(cfg.userAgent)},
		timeout: cfg.timeout,
		retry:   cfg.retry.withDefaults(),
		creds:   creds,
		fault:   creds.validate(),
	}
	if !isHostLabel(cfg.region) || !isHostLabel(cfg.edge) {
		c.fault = fmt.Errorf("region %q and edge %q: not parts of a host name", cfg.region, cfg.edge)
	}
	c.bases = map[string]base{"api": {scheme: "https", host: "api" + c.host}}
	for product, raw := range cfg.bases {
		u, err := url.Parse(raw)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			c.fault = fmt.Errorf("base URL of %q: not an absolute http or https URL", product)
			continue
		}
		c.bases[product] = base{scheme: u.Scheme, host: u.Host, prefix: trimSlash(u.EscapedPath())}
	}
	c.send = c.chain(cfg.logger)
	return newClient(c, creds.account)
}

func newClient(c *core, accountSID string) *Client {
	client := &Client{core: c, account: accountSID}
	client.Messages = &MessageService{client: client, path: client.Path("Messages")}
	client.IncomingPhoneNumbers = &IncomingPhoneNumberService{client: client, path: client.Path("IncomingPhoneNumbers")}
	client.ShortCodes = &ShortCodeService{client: client, path: client.Path("SMS", "ShortCodes")}
	client.Accounts = &AccountService{client: client, path: accounts()}
	return client
}

// Account returns a client that acts on another account, a subaccount as a rule, with the
// credentials, connections and settings of c.
//
// Twilio docs: https://www.twilio.com/docs/iam/api/subaccounts
func (c *Client) Account(accountSID string) *Client { return newClient(c.core, accountSID) }

// AccountSID returns the SID of the account that c acts on.
func (c *Client) AccountSID() string { return c.account }

// Path returns the path of a resource of the 2010 API below the client's account:
// client.Path("Calls") is /2010-04-01/Accounts/AC…/Calls.json.
func (c *Client) Path(names ...string) Path {
	return accounts().ID(c.account).Join(names...)
}

// accounts returns the path of the 2010 API's accounts, below which all else is.
func accounts() Path {
	p := At("api", "2010-04-01", "Accounts")
	p.suffix = ".json"
	return p
}

// url returns where p is, on Twilio's host or the one that stands in for it.
func (c *core) url(p Path) *url.URL {
	b, ok := c.bases[p.product]
	if !ok {
		b = base{scheme: "https", host: p.product + c.host}
	}
	u := &url.URL{Scheme: b.scheme, Host: b.host, Path: b.prefix + p.escaped + p.suffix}
	// With an escape in it, the path has to be given in both forms, or net/http escapes it again.
	if plain, err := url.PathUnescape(u.Path); err == nil && plain != u.Path {
		u.RawPath, u.Path = u.Path, plain
	}
	return u
}

// hostSuffix returns what follows the product in Twilio's host names. A region is reached by the
// edge that stands in it, unless another is named.
func hostSuffix(region, edge string) string {
	if edge == "" {
		edge = homeEdge[region]
	}
	switch {
	case edge == "" && (region == "" || region == "us1"):
		return ".twilio.com"
	case region == "":
		region = "us1"
	case edge == "":
		return "." + region + ".twilio.com"
	}
	return "." + edge + "." + region + ".twilio.com"
}

var homeEdge = map[string]string{"au1": "sydney", "ie1": "dublin", "jp1": "tokyo"}

// isHostLabel reports whether s is empty or can be one of the names in a host name.
func isHostLabel(s string) bool {
	for i := range len(s) {
		if c := s[i]; !escape.Unreserved(c) || c == '.' || c == '_' || c == '~' {
			return false
		}
	}
	return true
}

// newTransport returns net/http's default transport with room for as many idle connections to a
// host as a busy service has callers. The default of 2 would close and reopen the rest all the
// time.
func newTransport() http.RoundTripper {
	shared, ok := http.DefaultTransport.(*http.Transport)
	if !ok { // a program has put its own in place, so it is to be used
		return http.DefaultTransport
	}
	t := shared.Clone()
	t.MaxIdleConns = 0
	t.MaxIdleConnsPerHost = 256
	return t
}

func userAgent(product string) string {
	own := "twiliokit/" + Version + " (" + runtime.GOOS + " " + runtime.GOARCH + ") Go/" + runtime.Version()
	if product == "" {
		return own
	}
	return product + " " + own
}

func trimSlash(path string) string {
	for path != "" && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	return path
}
