package twilio

import (
	"log/slog"
	"net/http"
	"time"
)

// An Option changes how a client works. Options are given to [New].
type Option func(*config)

// config is what options set before a client is made of it.
type config struct {
	http         *http.Client
	logger       *slog.Logger
	userAgent    string
	region, edge string
	bases        map[string]string
	retry        RetryPolicy
	timeout      time.Duration
}

// defaultTimeout bounds one attempt at a call. Twilio answers a create within a few seconds at
// worst; half a minute tells a stall from a slow day.
const defaultTimeout = 30 * time.Second

// WithHTTPClient makes calls go through hc: its transport, its cookie jar and its timeout. The
// client never follows redirects by hc's rules, since they would carry credentials along; hc
// itself is not changed.
//
// By default a client has a transport of its own that takes proxies from the environment and
// keeps up to 256 idle connections to a host, so that as many goroutines can call without
// connecting anew. Make one client and share it.
func WithHTTPClient(hc *http.Client) Option { return func(c *config) { c.http = hc } }

// WithLogger writes a record of each attempt at a call to l at level Debug, and of each retry at
// level Info: method, path with its IDs masked, status, duration, request ID, error code. No
// parameter, header or body is logged.
func WithLogger(l *slog.Logger) Option { return func(c *config) { c.logger = l } }

// WithUserAgent puts product, such as "shop/1.4", in front of the library's own User-Agent.
func WithUserAgent(product string) Option { return func(c *config) { c.userAgent = product } }

// WithRegion sends calls to a region, such as "ie1" or "au1", where data is processed and
// stored. Each region has credentials of its own. The default is "us1".
//
// Twilio docs: https://www.twilio.com/docs/global-infrastructure
func WithRegion(region string) Option { return func(c *config) { c.region = region } }

// WithEdge sends calls through an edge location, such as "dublin" or "sydney". By default it is
// the one that belongs to the region.
//
// Twilio docs: https://www.twilio.com/docs/global-infrastructure/edge-locations
func WithEdge(edge string) Option { return func(c *config) { c.edge = edge } }

// WithBaseURL sends the calls of one product to another place than Twilio: WithBaseURL("api",
// "http://127.0.0.1:4010"). Products are named by their host: "api" is the 2010 API, and
// "messaging", "chat", "conversations", "content" and "notify" are the others. A path in the
// URL goes in front of the product's own. A URL that is not absolute makes calls fail.
func WithBaseURL(product, rawURL string) Option {
	return func(c *config) { c.bases[product] = rawURL }
}

// WithRetry replaces the policy of when a call is tried again. See [RetryPolicy].
func WithRetry(p RetryPolicy) Option { return func(c *config) { c.retry = p } }

// WithTimeout bounds each attempt at a call, from connecting to the last byte of the answer. A
// stream, such as a media download, is bounded until its headers have arrived. The default is
// 30 seconds; zero or less sets no bound but the context's.
func WithTimeout(d time.Duration) Option { return func(c *config) { c.timeout = d } }
