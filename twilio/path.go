package twilio

import (
	"errors"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio/internal/escape"
)

// ErrPath is what every error about a path is, for errors.Is: a SID that is empty, "." or "..",
// or a product that cannot be part of a host name. No request has been sent.
var ErrPath = errors.New("invalid path")

// A Path is where a resource lives: the product whose host serves it and the path on that host.
// Every segment is escaped when it is added, so that no SID, unique name or identity can change
// which resource is meant. A Path is a value: adding to it leaves the original as it was.
//
// Programs need a Path only to reach endpoints that this library does not model, by [Get],
// [Post], [Delete] or [List]:
//
//	twilio.At("lookups", "v2", "PhoneNumbers").ID("+15558675310")
//	client.Path("Calls").ID(callSID)
type Path struct {
	product string // first label of the host: "api", "messaging", …
	escaped string // the path as it is sent, with a leading slash
	label   string // the same for error texts and logs, with {} in place of each ID
	suffix  string // what the 2010 API wants after the last segment
	err     error
}

// At returns the path made of names below the host of product: At("messaging", "v1",
// "Services") is https://messaging.twilio.com/v1/Services. The names are fixed words of the
// API; what varies is added by [Path.ID].
func At(product string, names ...string) Path {
	p := Path{product: product}
	if product == "" || !isHostLabel(product) {
		p.err = fmt.Errorf("%w: %q is not the name of a product", ErrPath, product)
	}
	return p.Join(names...)
}

// Join returns p with names below it. They appear in error texts and logs.
func (p Path) Join(names ...string) Path {
	for _, name := range names {
		p = p.add(name, name)
	}
	return p
}

// ID returns p with one more segment, which is a SID, a unique name or an identity. It is kept
// out of error texts and logs, since an identity may be a person's name or number. An empty id,
// "." and ".." make every call on the path fail with [ErrPath] before a request is sent.
func (p Path) ID(id string) Path { return p.add(id, "{}") }

func (p Path) add(segment, label string) Path {
	if p.err == nil && (segment == "" || segment == "." || segment == "..") {
		p.err = fmt.Errorf("%w: %q after %s", ErrPath, segment, p.label)
		if segment == "" {
			p.err = fmt.Errorf("%w: empty SID after %s", ErrPath, p.label)
		}
	}
	p.escaped += "/" + escapeSegment(segment)
	p.label += "/" + label
	return p
}

// String returns the path without its host and with {} in place of each ID.
func (p Path) String() string { return p.label }

// escapeSegment percent-encodes all but RFC 3986's unreserved characters, as the official
// libraries do. It is stricter than url.PathEscape, which leaves "+" and ":" to the server's
// judgement.
func escapeSegment(s string) string {
	for i := range len(s) {
		if !escape.Unreserved(s[i]) {
			return string(escape.Append(make([]byte, 0, 2*len(s)), s))
		}
	}
	return s
}
