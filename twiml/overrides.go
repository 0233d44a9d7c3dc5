package twiml

import (
	"strings"
	"time"
)

// Overrides change how Twilio connects to one URL: how long it waits, whether it tries again, and
// from where. They travel in the URL's fragment, as in https://example.com/sms#ct=2000&rc=2, which
// is neither sent to the server nor part of what Twilio signs. They work for webhooks of messages
// and calls, not for those of Conversations, Frontline and Event Streams. A zero field keeps
// Twilio's default.
//
// Twilio docs: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
type Overrides struct {
	// ConnectTimeout is for one attempt at a TCP connection (ct): 100 ms to 10 s, in whole
	// milliseconds. Default: 5 s.
	ConnectTimeout time.Duration
	// ReadTimeout is for the answer, once connected (rt): 100 ms to 15 s, in whole milliseconds.
	// Default: 15 s.
	ReadTimeout time.Duration
	// TotalTimeout is for everything, all tries together (tt): 100 ms to 15 s, in whole
	// milliseconds. Default: 15 s.
	TotalTimeout time.Duration
	// Retries is how often to try again (rc): 0 to 5. Default: 1.
	Retries *int
	// RetryOn are the failures after which to try again (rp). Default: RetryOnConnectTimeout.
	RetryOn []RetryCondition
	// SNI says whether to name the host when TLS is set up (sni). Default: true.
	SNI *bool
	// Edges are the locations to connect from (e), in the order in which to try them: ashburn,
	// dublin, frankfurt, sao-paulo, singapore, sydney, tokyo, umatilla, or one of these with
	// -ix for private interconnect. Default: chosen by Twilio.
	Edges []string
}

// A RetryCondition is a kind of failure after which Twilio may try again.
type RetryCondition string

// Failures after which to try again.
const (
	RetryOn4xx            RetryCondition = "4xx" // the server answered with a status 400 to 499
	RetryOn5xx            RetryCondition = "5xx" // the server answered with a status 500 to 599
	RetryOnConnectTimeout RetryCondition = "ct"  // no connection, in time or at all
	RetryOnReadTimeout    RetryCondition = "rt"  // no answer in time
	RetryOnAll            RetryCondition = "all" // any of these
)

// An OverridesError says which override is invalid.
type OverridesError struct {
	// Field is the name in [Overrides], like ConnectTimeout.
	Field string
	// Code is Twilio's error for it: 11243 for Retries and RetryOn, 11240 for Edges, and 0 for
	// the others, which have none of their own.
	Code int
	// Reason says what is allowed.
	Reason string
}

// Error returns the field and the reason.
func (e *OverridesError) Error() string { return "twiml: overrides: " + e.Field + ": " + e.Reason }

// WithOverrides returns rawURL with o in its fragment. Overrides that are already there are
// replaced, also by none. Everything else stays byte for byte, including other content of the
// fragment, which comes first. An invalid override is an [*OverridesError].
func WithOverrides(rawURL string, o Overrides) (string, error) {
	base, other, old := splitFragment(rawURL)
	params := other
	for _, k := range overrideKeys {
		v, fault := k.format(&o)
		if fault != "" {
			return "", k.invalid(fault)
		}
		if v != "" {
			params = append(params, k.name+"="+v)
		}
	}
	if len(old)+len(params) == len(other) {
		return rawURL, nil
	}
	return joinFragment(base, params), nil
}

// ParseOverrides takes the overrides out of a URL: it returns the URL without them and what they
// say. An invalid or repeated override is an [*OverridesError], and then the URL is returned as
// it was.
func ParseOverrides(rawURL string) (bare string, o Overrides, err error) {
	base, other, params := splitFragment(rawURL)
	if len(params) == 0 {
		return rawURL, o, nil
	}
	seen := map[string]bool{}
	for _, p := range params {
		name, v, _ := strings.Cut(p, "=")
		k, _ := overrideKeyOf(name)
		fault := "given twice"
		if !seen[name] {
			fault = k.parse(&o, v)
		}
		if fault == "" {
			// What may be written is what may be read.
			_, fault = k.format(&o)
		}
		if fault != "" {
			return rawURL, Overrides{}, k.invalid(fault)
		}
		seen[name] = true
	}
	return joinFragment(base, other), o, nil
}

// splitFragment cuts a URL at its fragment, and the fragment into overrides and what else there
// is.
func splitFragment(rawURL string) (base string, other, overrides []string) {
	base, fragment, _ := strings.Cut(rawURL, "#")
	for p := range strings.SplitSeq(fragment, "&") {
		name, _, hasValue := strings.Cut(p, "=")
		if _, known := overrideKeyOf(name); known && hasValue {
			overrides = append(overrides, p)
		} else if p != "" {
			other = append(other, p)
		}
	}
	return base, other, overrides
}

func joinFragment(base string, params []string) string {
	if len(params) == 0 {
		return base
	}
	return base + "#" + strings.Join(params, "&")
}
