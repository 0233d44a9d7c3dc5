package token_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/token"
)

var refusals = []error{
	token.ErrMalformed, token.ErrHeader, token.ErrIssuer, token.ErrSignature, token.ErrExpired,
	token.ErrNotYetValid, token.ErrGrant, token.ErrTTL, token.ErrIdentity,
}

func isRefusal(err error) bool {
	for _, r := range refusals {
		if errors.Is(err, r) {
			return true
		}
	}
	return false
}

// Whatever is sent as a token is read or refused by an error that has a name, and only a token
// that the standard library would sign just so is accepted.
func FuzzVerify(f *testing.F) {
	for _, signed := range vectors(f) {
		f.Add(signed)
	}
	f.Add(swap("", ""))
	f.Add(swap("null", "null"))
	f.Add(segment(`{"alg":"none"}`) + "." + segment(`{"exp":1e300,"nbf":-1e300,"grants":{"chat":null}}`) + ".")
	f.Add("..")
	key := newKey(f)
	f.Fuzz(func(t *testing.T, signed string) {
		if _, err := token.Decode(signed); err != nil && !isRefusal(err) {
			t.Errorf("Decode = %v, which has no name", err)
		}
		claims, err := key.Verify(signed)
		if err != nil {
			if !isRefusal(err) {
				t.Errorf("Verify = %v, which has no name", err)
			}
			return
		}
		dot := strings.LastIndex(signed, ".")
		if signature, want := signed[dot+1:], hs256(signed[:dot], secret); signature != want {
			t.Errorf("accepted with signature %q, want %q", signature, want)
		}
		if claims.KeySID != keySID || claims.AccountSID != accountSID || claims.Identity == "" ||
			!claims.Expires.After(clock()) || claims.NotBefore.After(clock()) {
			t.Errorf("accepted %+v", claims)
		}
	})
}

// The same behind a good signature, where hostile JSON gets further.
func FuzzClaims(f *testing.F) {
	f.Add(plainHeader, goodPayload)
	f.Add(plainHeader, `{`+ids+`,"exp":1e300,"iat":-1e300,"grants":{"identity":"alice","chat":{}}}`)
	f.Add(plainHeader, `{`+ids+`,"exp":9223372036854775807,"nbf":-9223372036854775808,"aud":[null],"grants":{"identity":null}}`)
	f.Add(`{"CTY":"twilio-fpa;v=1","typ":"JWT","alg":"HS256","twr":{}}`, `{`+ids+`,"exp":1767326645.5}`)
	key := newKey(f)
	f.Fuzz(func(t *testing.T, header, payload string) {
		signed := sign(header, payload, secret)
		if _, err := token.Decode(signed); err != nil && !isRefusal(err) {
			t.Errorf("Decode = %v, which has no name", err)
		}
		claims, err := key.Verify(signed)
		if err != nil {
			if !isRefusal(err) {
				t.Errorf("Verify = %v, which has no name", err)
			}
			return
		}
		if claims.KeySID != keySID || claims.AccountSID != accountSID || claims.Identity == "" || !claims.Expires.After(clock()) {
			t.Errorf("accepted %+v", claims)
		}
	})
}

// What goes into a token comes out of it, or it is not made.
func FuzzMake(f *testing.F) {
	f.Add("alice", "video", `{"room":"daily"}`, int64(time.Hour), int64(0))
	f.Add("\"\\\u2028<script>", "\"", `{"a":{"b":[1e400,null,"\ud800"]}}`, int64(1), int64(1767323045))
	f.Add("\xff", "identity", `null`, int64(-1), int64(1767409446))
	key := newKey(f)
	f.Fuzz(func(t *testing.T, identity, name, grant string, ttl, notBefore int64) {
		params := &token.Params{
			Identity: identity,
			Chat:     &token.ChatGrant{ServiceSID: serviceSID, EndpointID: strings.ToValidUTF8(identity, "")},
			Grants:   map[string]any{name: json.RawMessage(grant)},
			TTL:      time.Duration(ttl),
		}
		if notBefore > 0 {
			params.NotBefore = time.Unix(notBefore, 0)
		}
		signed, err := key.Make(params)
		if err != nil {
			if !isRefusal(err) {
				t.Errorf("Make = %v, which has no name", err)
			}
			return
		}
		claims, err := key.Verify(signed)
		if errors.Is(err, token.ErrNotYetValid) && params.NotBefore.After(clock()) {
			claims, err = token.Decode(signed)
		}
		if err != nil {
			t.Fatal(err)
		}
		if claims.Identity != identity {
			t.Errorf("identity %q came out as %q", identity, claims.Identity)
		}
		if diff := cmp.Diff(params.Chat, claims.Chat); diff != "" {
			t.Errorf("chat (-want +got):\n%s", diff)
		}
		var want, got any
		if json.Unmarshal([]byte(grant), &want) != nil { // a number that no float64 holds
			return
		}
		if err := json.Unmarshal(claims.Grants[strings.ToValidUTF8(name, "\ufffd")], &got); utf8.ValidString(name) {
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("grant (-want +got), %v:\n%s", err, diff)
			}
		}
	})
}
