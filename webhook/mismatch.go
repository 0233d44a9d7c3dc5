package webhook

import (
	"fmt"
	"net/http"
	"strings"
)

// mismatch explains why a signature is wrong. Most often Twilio called another URL than the
// server sees, because a proxy stands between them, so the URLs that a proxy would account for
// are tried: not to accept the request, but to say what has to be set.
func (v *Validator) mismatch(r *http.Request, t target, f form, p *proof) error {
	params := ""
	if isForm(r) {
		params = fmt.Sprintf(", form parameters: %d", len(f))
	}
	return fmt.Errorf("%w for %s %q%s%s", ErrBadSignature, clip(r.Method), t.redacted(), params, v.hint(r, t, f, p))
}

// hint returns what follows the URL in the text of the error.
func (v *Validator) hint(r *http.Request, t target, f form, p *proof) string {
	const most = 64 << 10 // more is not Twilio's, and hashing it again and again costs
	if b, ok := r.Body.(*body); ok && len(b.data) > most {
		return ""
	}
	outside := requestTarget(r)
	outside.forward(r.Header)
	if outside != t && p.find(outside, f) {
		return fmt.Sprintf("; it is right for %q, which the forwarded headers say: "+
			"set WithBaseURL, or WithTrustedProxies to the proxy's address", outside.redacted())
	}
	other := t
	if other.scheme = "https"; t.scheme == "https" {
		other.scheme = "http"
	}
	if p.find(other, f) {
		return fmt.Sprintf("; it is right for %s: set WithBaseURL to the URL that Twilio calls", other.scheme)
	}
	return "; if Twilio calls another URL, set WithBaseURL, else look whether the token is that of the account"
}

// redacted returns the URL for an error text, without the values in its query. It has no user
// name or password: those were dropped.
func (t target) redacted() string {
	path, _, queried := strings.Cut(t.path, "?")
	if queried {
		path = clip(path) + "?…"
	}
	return clip(t.scheme) + "://" + clip(t.host) + clip(path)
}

// clip keeps what anybody may send from filling a log.
func clip(s string) string {
	const most = 200
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
