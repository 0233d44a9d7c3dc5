package twiliotest

import (
	"crypto/md5" //nolint:gosec // what servers ask for, by RFC 7616
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// challenge is one way in which a server asks for credentials, as WWW-Authenticate says it.
type challenge struct {
	scheme string // in lower case
	params map[string]string
}

// digests are the algorithms of Digest, the strongest first.
var digests = []struct {
	name string
	hash func() hash.Hash
}{{"SHA-256", sha256.New}, {"MD5", md5.New}}

// authorization answers the strongest challenge that it can, with the user of a URL, and is "" if
// it can answer none. id makes the answer one that no other request has.
func authorization(headers []string, user *url.Userinfo, r *http.Request, id string) string {
	var list []challenge
	for _, h := range headers {
		list = append(list, parseChallenges(h)...)
	}
	password, _ := user.Password()
	for _, d := range digests {
		for _, c := range list {
			name, session := c.algorithm()
			if c.scheme != "digest" || name != d.name {
				continue
			}
			_, qop := c.params["qop"]
			if qop && !c.offers("auth") {
				continue // auth-int, which hardly any server asks for
			}
			return c.digest(d.hash, session, qop, user.Username(), password, r, id)
		}
	}
	if slices.ContainsFunc(list, func(c challenge) bool { return c.scheme == "basic" }) {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password))
	}
	return ""
}

// algorithm returns the name of the challenge's hash, and whether it is of a session.
func (c challenge) algorithm() (name string, session bool) {
	name = strings.ToUpper(c.params["algorithm"])
	if name == "" {
		return "MD5", false
	}
	return strings.CutSuffix(name, "-SESS")
}

func (c challenge) offers(qop string) bool {
	for q := range strings.SplitSeq(c.params["qop"], ",") {
		if strings.EqualFold(strings.TrimSpace(q), qop) {
			return true
		}
	}
	return false
}

// digest is the header by RFC 7616, or by RFC 2069 if the server offers no qop.
func (c challenge) digest(newHash func() hash.Hash, session, qop bool, name, password string, r *http.Request, id string) string {
	h := func(parts ...string) string {
		sum := newHash()
		sum.Write([]byte(strings.Join(parts, ":")))
		return hex.EncodeToString(sum.Sum(nil))
	}
	const count = "00000001"
	realm, nonce, uri := c.params["realm"], c.params["nonce"], r.URL.RequestURI()
	secret := h(name, realm, password)
	if session {
		secret = h(secret, nonce, id)
	}
	asked := h(r.Method, uri)
	response := h(secret, nonce, asked)
	if qop {
		response = h(secret, nonce, count, id, "auth", asked)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Digest username=%s, realm=%s, nonce=%s, uri=%s, response=%s",
		quoted(name), quoted(realm), quoted(nonce), quoted(uri), quoted(response))
	if algorithm, ok := c.params["algorithm"]; ok {
		fmt.Fprintf(&b, ", algorithm=%s", algorithm)
	}
	if opaque, ok := c.params["opaque"]; ok {
		fmt.Fprintf(&b, ", opaque=%s", quoted(opaque))
	}
	if qop || session {
		fmt.Fprintf(&b, ", cnonce=%s", quoted(id))
	}
	if qop {
		fmt.Fprintf(&b, ", qop=auth, nc=%s", count)
	}
	return b.String()
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// parseChallenges reads a WWW-Authenticate header, which may hold several challenges. What is
// malformed gives less than it would, and no error.
func parseChallenges(header string) []challenge {
	var list []challenge
	for rest := header; ; {
		rest = strings.TrimLeft(rest, " \t,")
		end := strings.IndexAny(rest, " \t,=")
		if end < 0 {
			end = len(rest)
		}
		if rest == "" {
			return list
		}
		name := rest[:end]
		rest = strings.TrimLeft(rest[end:], " \t")
		if !strings.HasPrefix(rest, "=") {
			list = append(list, challenge{strings.ToLower(name), map[string]string{}})
			continue
		}
		var value string
		value, rest = parseValue(strings.TrimLeft(strings.TrimLeft(rest, "="), " \t"))
		if len(list) > 0 {
			list[len(list)-1].params[strings.ToLower(name)] = value
		}
	}
}

// parseValue reads a token or a quoted string, and returns it and what follows.
func parseValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		end := strings.IndexAny(s, " \t,")
		if end < 0 {
			return s, ""
		}
		return s[:end], s[end:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}
