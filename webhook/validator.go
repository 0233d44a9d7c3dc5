package webhook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Why a request is not taken. Test for them with errors.Is.
var (
	// ErrNoToken says that there is no auth token to check a signature with: an empty one was
	// given to [NewValidator], or a [TokenFunc] has none for the account.
	ErrNoToken = errors.New("webhook: no auth token")
	// ErrNoSignature says that the request has no signature. It is not from Twilio, or a proxy
	// removed the header X-Twilio-Signature.
	ErrNoSignature = errors.New("webhook: no signature")
	// ErrBadSignature says that the signature is not that of the request. The request is forged,
	// or it was signed with another token, or Twilio called another URL than the server sees: the
	// text of the error names the URL that was tried and, where it can tell, the right one.
	ErrBadSignature = errors.New("webhook: wrong signature")
	// ErrBodyHash says that the body is not the one that was signed: it is not a form, and the
	// bodySHA256 in the URL is missing or another body's.
	ErrBodyHash = errors.New("webhook: body does not match bodySHA256")
	// ErrBodyTooLarge says that the body exceeds the limit of [WithMaxBody].
	ErrBodyTooLarge = errors.New("webhook: body too large")
	// ErrMalformed says that the body ends too soon or is not the form that it should be.
	ErrMalformed = errors.New("webhook: malformed request")
)

// A TokenFunc returns the auth tokens that requests for an account may be signed with: one, or
// two while a token is being replaced, or none for an account that it does not know.
//
// It is called before the signature is checked, with what the request claims: accountSID can be
// any text, and is empty if the request names no account, as those with a JSON body. ctx is
// that of the request. An error is answered with 500.
//
// Twilio signs a request with the token of the account that the message belongs to, which for a
// subaccount is the subaccount's own.
type TokenFunc func(ctx context.Context, accountSID string) ([]string, error)

// A Validator tells requests that Twilio sent from all others by their signature. It is safe for
// use by any number of goroutines. One that was not made by [NewValidator] or
// [NewValidatorFunc], nil included, refuses every request.
//
// Twilio docs: https://www.twilio.com/docs/usage/security#validating-requests
type Validator struct {
	keys   []*key    // of one account
	tokens TokenFunc // or of many
	config config
}

// NewValidator returns a validator for the requests of one account, by its auth token. An empty
// token is an error, [ErrNoToken]: with it anybody could sign. So is an option that makes no
// sense.
func NewValidator(authToken string, opts ...Option) (*Validator, error) {
	c, err := configure(opts)
	if err != nil {
		return nil, err
	}
	v := &Validator{config: c}
	for _, token := range append([]string{authToken}, c.previous...) {
		if token == "" {
			return nil, ErrNoToken
		}
		if strings.TrimSpace(token) != token {
			return nil, errors.New("webhook: auth token with white space around it")
		}
		v.keys = append(v.keys, newKey(token))
	}
	return v, nil
}

// NewValidatorFunc returns a validator for the requests of several accounts, such as
// subaccounts, whose tokens it asks for.
func NewValidatorFunc(tokens TokenFunc, opts ...Option) (*Validator, error) {
	c, err := configure(opts)
	if err != nil {
		return nil, err
	}
	if tokens == nil {
		return nil, ErrNoToken
	}
	return &Validator{tokens: tokens, config: c}, nil
}

// Verify returns nil if Twilio signed r with a token of this validator. It reads the body, up to
// the limit of [WithMaxBody], and puts it back: r can be read and verified again. It also
// works after r.ParseForm.
//
// What it accepts covers the whole request: of a form that is posted every parameter, of any
// other body the hash, of every request the URL. A signature holds no time and stays valid, so
// who has seen a request can send it again: see [WithReplayGuard].
//
// The error is, by errors.Is, one of those above, or that of a [TokenFunc]. Its text is
// safe to log: it holds neither token, signature nor parameter.
func (v *Validator) Verify(r *http.Request) error {
	_, err := v.verify(r)
	return err
}

// A proof is what is known of a request that Twilio signed.
type proof struct {
	target    target // as Twilio signed it
	signature string
	key       *key   // that it was made with
	keys      []*key // of the account
}

func (v *Validator) verify(r *http.Request) (*proof, error) {
	if v == nil || len(v.keys) == 0 && v.tokens == nil {
		return nil, ErrNoToken
	}
	if r.ContentLength > v.config.maxBody {
		return nil, fmt.Errorf("%w: %d bytes, the limit is %d", ErrBodyTooLarge, r.ContentLength, v.config.maxBody)
	}
	signature := r.Header.Get(SignatureHeader)
	if signature == "" {
		return nil, ErrNoSignature
	}
	b, err := readBody(r, v.config.maxBody)
	if err != nil {
		return nil, err
	}

	t := v.target(r)
	if err := t.check(r); err != nil {
		return nil, err
	}
	f, err := b.signedForm(r)
	if err != nil {
		return nil, err
	}
	hash, hashed := "", false
	if needsHash(r, b) {
		if hash, hashed = queryParam(t.query(), hashParam); !hashed {
			return nil, fmt.Errorf("%w: it is not a form and the URL has no bodySHA256", ErrBodyHash)
		}
	}

	keys, err := v.keysFor(r, f)
	if err != nil {
		return nil, err
	}
	p := &proof{signature: signature, keys: keys}
	if lower, differs := v.lowerBase(t); !p.find(t, f) && (!differs || !p.find(lower, f)) {
		return nil, v.mismatch(r, t, f, p)
	}
	if hashed && !strings.EqualFold(hash, BodySHA256(b.data)) {
		return nil, ErrBodyHash
	}
	return p, nil
}

// find looks for the variant of t and the key that the signature was made with.
func (p *proof) find(t target, f form) bool {
	for variant := range t.variants() {
		for _, k := range p.keys {
			if k.signs(variant, f, p.signature) {
				p.target, p.key = variant, k
				return true
			}
		}
	}
	return false
}

// keysFor returns the keys of the account that r names.
func (v *Validator) keysFor(r *http.Request, f form) ([]*key, error) {
	if v.tokens == nil {
		return v.keys, nil
	}
	account := f.first("AccountSid")
	if !isForm(r) && r.URL != nil {
		account = r.URL.Query().Get("AccountSid")
	}
	tokens, err := v.tokens(r.Context(), account)
	if err != nil {
		return nil, fmt.Errorf("webhook: look up auth token: %w", err)
	}
	var keys []*key
	for _, token := range slices.Concat(tokens, v.config.previous) {
		if token != "" {
			keys = append(keys, newKey(token))
		}
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("%w for the account", ErrNoToken)
	}
	return keys, nil
}

// target returns the URL that Twilio called, as far as can be known.
func (v *Validator) target(r *http.Request) target {
	t := requestTarget(r)
	switch base := v.config.base; {
	case base.host != "":
		return target{base.scheme, base.host, base.path + t.path}
	case v.config.trusts(r.RemoteAddr):
		t.forward(r.Header)
	}
	return t
}

// lowerBase returns t with the host of the base URL in lower case, if that makes a difference. The
// case of a host means nothing to DNS, so a base is written in either; a signature tells them
// apart. The host that a request names itself is not changed: it is what Twilio called.
func (v *Validator) lowerBase(t target) (target, bool) {
	if v.config.base.host == "" {
		return t, false
	}
	lower := t
	lower.host = strings.ToLower(t.host)
	return lower, lower != t
}

// trusts reports whether a request's peer is a proxy that was named.
func (c *config) trusts(peer string) bool {
	if len(c.proxies) == 0 {
		return false
	}
	addr, err := netip.ParseAddrPort(peer)
	if err != nil {
		return false
	}
	for _, p := range c.proxies {
		if p.Contains(addr.Addr().Unmap().WithZone("")) {
			return true
		}
	}
	return false
}
