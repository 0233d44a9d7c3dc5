package webhook

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"iter"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// SignatureHeader is the header that carries the signature of a request.
const SignatureHeader = "X-Twilio-Signature"

// hashParam is the query parameter with the hash of a body that is not a form.
const hashParam = "bodySHA256"

// Sign returns the signature that Twilio puts in [SignatureHeader] when it calls rawURL and posts
// params as a form. For a GET, whose parameters are in the URL, and for a JSON body, whose hash
// is, params are nil; see [SignJSON]. Values that one name has more than once are signed once.
//
// rawURL is signed byte for byte, but for a user name, a password and a fragment, which Twilio
// leaves out. A URL without a path is called with the path "/", so write it that way. authToken is
// the token of the account that the message belongs to.
//
// Twilio docs: https://www.twilio.com/docs/usage/security#validating-requests
func Sign(authToken, rawURL string, params url.Values) string {
	return string(newSigner(authToken).sign(parseTarget(rawURL), formOf(params)))
}

// A Signer signs requests as [Sign] does, many of them with one auth token. For an incoming message that
// takes less than half the time, and one allocation instead of ten. It is safe for concurrent use.
type Signer struct{ key *key }

// NewSigner returns a signer with an auth token.
func NewSigner(authToken string) *Signer { return &Signer{newKey(authToken)} }

// Sign is [Sign] with the signer's token.
func (s *Signer) Sign(rawURL string, params url.Values) string {
	signer := s.key.signer()
	defer s.key.release(signer)
	signer.form = signer.form.reset(params)
	defer clear(signer.form)
	return string(signer.sign(parseTarget(rawURL), signer.form))
}

// SignSeq is [Signer.Sign] of parameters that are in no map, in any order: names and values.
func (s *Signer) SignSeq(rawURL string, params iter.Seq2[string, string]) string {
	signer := s.key.signer()
	defer s.key.release(signer)
	signer.form = signer.form[:0]
	for name, value := range params {
		signer.form = append(signer.form, param{name, value})
	}
	defer clear(signer.form)
	signer.form.sort()
	return string(signer.sign(parseTarget(rawURL), signer.form))
}

// SignJSON returns what Twilio calls to send body, which is not a form, to rawURL: the URL with
// the hash of the body added as its query parameter bodySHA256, and that URL's signature. A URL
// that has the parameter already is left as it is.
//
// Twilio docs: https://www.twilio.com/docs/usage/security#validating-requests
func SignJSON(authToken, rawURL string, body []byte) (signedURL, signature string) {
	signedURL, fragment, fragmented := strings.Cut(rawURL, "#")
	if _, query, queried := strings.Cut(signedURL, "?"); !queried {
		signedURL += "?" + hashParam + "=" + BodySHA256(body)
	} else if _, ok := queryParam(query, hashParam); !ok {
		signedURL += "&" + hashParam + "=" + BodySHA256(body)
	}
	signature = Sign(authToken, signedURL, nil)
	if fragmented {
		signedURL += "#" + fragment
	}
	return signedURL, signature
}

// BodySHA256 returns the hash that Twilio adds to a URL as bodySHA256 when it sends body:
// SHA-256 in lower-case hexadecimal.
func BodySHA256(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// queryParam returns the first parameter called name in a raw query, as it stands there.
func queryParam(query, name string) (value string, ok bool) {
	for part := range strings.SplitSeq(query, "&") {
		if n, v, _ := strings.Cut(part, "="); n == name {
			return v, true
		}
	}
	return "", false
}

// A key is an auth token, ready to sign with.
type key struct {
	token string
	pool  sync.Pool // of *signer
}

func newKey(token string) *key { return &key{token: token} }

// signer returns a signer, to be given back with release if there is more to sign.
func (k *key) signer() *signer {
	if s, ok := k.pool.Get().(*signer); ok {
		return s
	}
	return newSigner(k.token)
}

func (k *key) release(s *signer) {
	if cap(s.text) <= 64<<10 && cap(s.form) <= 1<<10 { // let go of what only a huge body needs
		s.hash.Reset()
		k.pool.Put(s)
	}
}

// signs reports whether signature is k's for a URL and a form, in time that does not depend on
// how much of it is right.
func (k *key) signs(t target, f form, signature string) bool {
	s := k.signer()
	defer k.release(s)
	// Lengths are compared first: the right one is no secret, and a huge header is not copied.
	return len(signature) == len(s.sig) && hmac.Equal(s.sign(t, f), []byte(signature))
}

// A signer makes a signature, and after a Reset of hash another. It then need not hash the token
// again.
type signer struct {
	hash hash.Hash
	text []byte // what is signed
	form form   // a Signer's
	sum  [sha1.Size]byte
	sig  [28]byte // sum in base64
}

func newSigner(token string) *signer { return &signer{hash: hmac.New(sha1.New, []byte(token))} }

// sign returns the signature of a URL and a form. It is valid until the next call.
func (s *signer) sign(t target, f form) []byte {
	size := len(t.scheme) + len("://") + len(t.host) + len(t.path)
	for _, p := range f {
		size += len(p.name) + len(p.value)
	}
	s.text = t.appendTo(slices.Grow(s.text[:0], size))
	for i := 0; i < len(f); i++ {
		if i+1 < len(f) && f[i+1].name == f[i].name {
			i += s.repeated(f[i:]) - 1
			continue
		}
		s.text = append(s.text, f[i].name...)
		s.text = append(s.text, f[i].value...)
	}
	s.hash.Write(s.text)
	base64.StdEncoding.Encode(s.sig[:], s.hash.Sum(s.sum[:0]))
	return s.sig[:]
}

// repeated appends the parameters that have the name of the first, each value once and in
// order. It returns how many there were.
func (s *signer) repeated(f form) int {
	var values []string
	for _, p := range f {
		if p.name != f[0].name {
			break
		}
		values = append(values, p.value)
	}
	n := len(values)
	slices.Sort(values)
	for _, v := range slices.Compact(values) {
		s.text = append(s.text, f[0].name...)
		s.text = append(s.text, v...)
	}
	return n
}
