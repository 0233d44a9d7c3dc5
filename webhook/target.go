package webhook

import (
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"
)

// A target is the URL that a request was sent to, in the parts that may differ between what
// Twilio called and what the server sees. They are never decoded and put together again, since
// that changes bytes and with them the signature.
type target struct {
	scheme string // "" for a URL without one
	host   string // with the port, if there is one
	path   string // with the query
}

// parseTarget splits a URL. It drops what is not signed: user name, password and fragment.
func parseTarget(rawURL string) target {
	rawURL, _, _ = strings.Cut(rawURL, "#")
	scheme, rest, ok := strings.Cut(rawURL, "://")
	if !ok || strings.ContainsAny(scheme, "/?") {
		return target{path: rawURL}
	}
	t := target{scheme: scheme, host: rest}
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		t.host, t.path = rest[:i], rest[i:]
	}
	t.host = t.host[strings.LastIndexByte(t.host, '@')+1:]
	return t
}

// requestTarget returns the URL of r as the server got it. The request line is taken to the
// byte; r.URL, which http.StripPrefix changes and which cannot tell ' from %27, only stands in
// for it in requests that were not read from a connection.
func requestTarget(r *http.Request) target {
	t := target{scheme: "http", host: r.Host, path: r.RequestURI}
	if r.URL != nil {
		if t.path == "" {
			t.path = r.URL.RequestURI()
			if r.URL.Scheme != "" {
				t.scheme = r.URL.Scheme
			}
		}
		if t.host == "" {
			t.host = r.URL.Host
		}
	}
	t.host = t.host[strings.LastIndexByte(t.host, '@')+1:]
	if r.TLS != nil {
		t.scheme = "https"
	}
	if !strings.HasPrefix(t.path, "/") || strings.Contains(t.path, "#") {
		t.path = parseTarget(t.path).path // a request line with a whole URL
		if !strings.HasPrefix(t.path, "/") {
			t.path = "/" + t.path
		}
	}
	return t
}

// check refuses what could make the signature of one URL good for another: a "#", behind which
// net/http goes on reading the query though nothing there is signed, and a host that is more than
// a host. HTTP/2 and the headers of a proxy can carry both.
func (t target) check(r *http.Request) error {
	line := r.RequestURI
	if line == "" && r.URL != nil {
		line = r.URL.RequestURI()
	}
	if strings.Contains(line, "#") {
		return fmt.Errorf("%w: fragment in the request line", ErrMalformed)
	}
	for i := range len(t.host) {
		if c := t.host[i]; c <= ' ' || c == 0x7f || strings.IndexByte(`/?#@\`, c) >= 0 {
			return fmt.Errorf("%w: host with a character that no host has", ErrMalformed)
		}
	}
	return nil
}

// forward takes what the headers of a proxy say about the URL that the proxy was called with.
// In a list that several proxies added to, the first entry is the outermost's.
func (t *target) forward(h http.Header) {
	proto, host, port := h.Get("X-Forwarded-Proto"), h.Get("X-Forwarded-Host"), h.Get("X-Forwarded-Port")
	if proto == "" && host == "" && port == "" {
		proto, host = forwarded(h.Get("Forwarded"))
	}
	if proto = strings.ToLower(outermost(proto)); proto == "http" || proto == "https" {
		t.scheme = proto
	}
	if host = outermost(host); host != "" {
		t.host = host
	}
	if port = outermost(port); port != "" {
		// A port within X-Forwarded-Host was written by the caller and is what was signed.
		if name, own := splitPort(t.host); own == "" || host == "" {
			t.host = name
			if port != defaultPort(t.scheme) {
				t.host += ":" + port
			}
		}
	}
}

func outermost(list string) string {
	first, _, _ := strings.Cut(list, ",")
	return strings.TrimSpace(first)
}

// forwarded reads a Forwarded header (RFC 7239).
func forwarded(header string) (proto, host string) {
	for pair := range strings.SplitSeq(outermost(header), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		switch value = strings.Trim(value, `"`); strings.ToLower(name) {
		case "proto":
			proto = value
		case "host":
			host = value
		}
	}
	return proto, host
}

// appendTo appends the URL.
func (t target) appendTo(b []byte) []byte {
	if t.scheme != "" {
		b = append(append(b, t.scheme...), "://"...)
	}
	return append(append(b, t.host...), t.path...)
}

// query returns the raw query.
func (t target) query() string {
	_, query, _ := strings.Cut(t.path, "?")
	return query
}

// without returns the URL without the parameters of a name in its query.
func (t target) without(name string) target {
	path, query, _ := strings.Cut(t.path, "?")
	parts := slices.DeleteFunc(strings.Split(query, "&"), func(part string) bool {
		n, _, _ := strings.Cut(part, "=")
		return n == name
	})
	t.path = path + "?" + strings.Join(parts, "&")
	return t
}

// variants yields the URLs that Twilio may have signed when it called t: t itself first, which
// is nearly always right, and then what is known to differ. Twilio drops the port of some URLs
// and keeps or adds it in others, and it signs some characters unescaped that it sends escaped,
// or the other way round. There are at most twelve, and none of them leads to another handler,
// so trying them all makes forging no easier.
func (t target) variants() iter.Seq[target] {
	return func(yield func(target) bool) {
		if !yield(t) {
			return
		}
		hosts := t.hosts()
		for i, path := range t.paths() {
			for j, host := range hosts {
				if i+j > 0 && !yield(target{t.scheme, host, path}) {
					return
				}
			}
		}
	}
}

// hosts returns the host as it is, without a port and with the scheme's port.
func (t target) hosts() []string {
	standard := defaultPort(t.scheme)
	name, port := splitPort(t.host)
	switch port {
	case "":
		return []string{t.host, name + ":" + standard}
	case standard:
		return []string{t.host, name}
	}
	return []string{t.host, name, name + ":" + standard}
}

var (
	quote       = strings.NewReplacer("'", "%27")
	unquote     = strings.NewReplacer("%27", "'")
	unescapeURL = strings.NewReplacer("%40", "@", "%3A", ":", "%3a", ":")
)

// paths returns the path and query as they are and with the other spelling of ' and of @ and :,
// which makes at most four.
func (t target) paths() []string {
	paths := []string{t.path}
	if strings.Contains(t.path, "'") {
		paths = append(paths, quote.Replace(t.path))
	} else if s := unquote.Replace(t.path); s != t.path {
		paths = append(paths, s)
	}
	for _, p := range paths {
		if s := unescapeURL.Replace(p); s != p {
			paths = append(paths, s)
		}
	}
	return paths
}

// splitPort splits "host:port". The colons of a bracketed IPv6 address belong to the host.
func splitPort(host string) (name, port string) {
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		return host[:i], host[i+1:]
	}
	return host, ""
}

func defaultPort(scheme string) string {
	if scheme == "http" {
		return "80"
	}
	return "443"
}
