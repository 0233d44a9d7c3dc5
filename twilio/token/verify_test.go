package token_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/token"
)

// vectors returns the tokens of testdata/vectors.txt by name.
func vectors(tb testing.TB) map[string]string {
	tb.Helper()
	b, err := os.ReadFile("testdata/vectors.txt")
	if err != nil {
		tb.Fatal(err)
	}
	m := make(map[string]string)
	for line := range strings.Lines(string(b)) {
		if name, signed, ok := strings.Cut(strings.TrimSpace(line), " "); ok && name != "#" {
			m[name] = signed
		}
	}
	return m
}

// Tokens of other implementations are read as they were meant.
func TestVerifyVectors(t *testing.T) {
	t.Parallel()
	const id = keySID + "-1767323045"
	now := clock()
	want := map[string]*token.Claims{
		"node": {
			ID: id, KeySID: keySID, AccountSID: accountSID,
			IssuedAt: now, NotBefore: now.Add(-45 * time.Second), Expires: now.Add(2 * time.Hour), Region: "ie1",
			Identity: "alice",
			Chat: &token.ChatGrant{
				ServiceSID: serviceSID, EndpointID: "phone", DeploymentRoleSID: roleSID, PushCredentialSID: pushSID,
			},
			Grants: map[string]json.RawMessage{
				"chat": json.RawMessage(`{"service_sid":"` + serviceSID + `","endpoint_id":"phone","deployment_role_sid":"` + roleSID +
					`","push_credential_sid":"` + pushSID + `"}`),
				"voice": json.RawMessage(`{"incoming":{"allow":true},"outgoing":{"application_sid":"AP00000000000000000000000000000006"}}`),
			},
		},
		"node-identity": {
			ID: id, KeySID: keySID, AccountSID: accountSID, IssuedAt: now, Expires: now.Add(time.Hour),
			Identity: "Zoë <z@example.com>",
			Grants:   map[string]json.RawMessage{},
		},
		"python": {
			ID: id, KeySID: keySID, AccountSID: accountSID, Expires: now.Add(time.Hour),
			Identity: "alice",
			Chat:     &token.ChatGrant{ServiceSID: serviceSID},
			Grants: map[string]json.RawMessage{
				"chat":  json.RawMessage(`{"service_sid": "` + serviceSID + `"}`),
				"video": json.RawMessage(`{"room": "daily"}`),
			},
		},
	}
	tokens := vectors(t)
	if len(tokens) != len(want) {
		t.Errorf("%d vectors, want %d", len(tokens), len(want))
	}
	key := newKey(t)
	for name, signed := range tokens {
		got, err := key.Verify(signed)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want[name], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		decoded, err := token.Decode(signed)
		if diff := cmp.Diff(got, decoded); err != nil || diff != "" {
			t.Errorf("%s: Decode differs from Verify (-verify +decode), %v:\n%s", name, err, diff)
		}
		other, err := token.NewKey(accountSID, keySID, "another secret", token.WithClock(clock))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.Verify(signed); !errors.Is(err, token.ErrSignature) {
			t.Errorf("%s: with another secret: %v, want ErrSignature", name, err)
		}
	}
}

const (
	ids         = `"iss":"` + keySID + `","sub":"` + accountSID + `"`
	goodPayload = `{` + ids + `,"exp":1767326645,"grants":{"identity":"alice"}}`
)

// swap changes one part of the good token and signs the result well.
func swap(header, payload string) string {
	if header == "" {
		header = plainHeader
	}
	if payload == "" {
		payload = goodPayload
	}
	return sign(header, payload, secret)
}

func TestVerifyRefuses(t *testing.T) {
	t.Parallel()
	good := swap("", "")
	parts := strings.Split(good, ".")
	last := good[len(good)-1:]
	for name, tt := range map[string]struct {
		signed string
		want   error
		text   string
	}{
		"nothing":             {"", token.ErrMalformed, ""},
		"two parts":           {parts[0] + "." + parts[1], token.ErrMalformed, ""},
		"four parts":          {good + ".", token.ErrMalformed, ""},
		"bearer":              {"Bearer " + good, token.ErrMalformed, ""},
		"newline":             {good + "\n", token.ErrMalformed, ""},
		"newline within":      {good[:9] + "\r\n" + good[9:], token.ErrMalformed, ""},
		"padding":             {good + "=", token.ErrMalformed, ""},
		"header not JSON":     {swap("x", ""), token.ErrMalformed, ""},
		"payload not JSON":    {swap("", "x"), token.ErrMalformed, ""},
		"payload of a list":   {swap("", "[]"), token.ErrMalformed, ""},
		"exp of text":         {swap("", `{`+ids+`,"exp":"soon","grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"exp out of numbers":  {swap("", `{`+ids+`,"exp":1e999,"grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"exp after 9999":      {swap("", `{`+ids+`,"exp":253402300800,"grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"exp before 1970":     {swap("", `{`+ids+`,"exp":-1,"grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"exp overflows":       {swap("", `{`+ids+`,"exp":1e19,"grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"nbf overflows":       {swap("", `{`+ids+`,"exp":1767326645,"nbf":1e19,"grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"nbf underflows":      {swap("", `{`+ids+`,"exp":1767326645,"nbf":-1e19,"grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"iat overflows":       {swap("", `{`+ids+`,"exp":1767326645,"iat":"1e19","grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"nbf in capitals":     {swap("", `{`+ids+`,"exp":1767326645,"nbf":1,"NBF":1e19,"grants":{"identity":"alice"}}`), token.ErrMalformed, ""},
		"iss of a number":     {swap("", `{"iss":1}`), token.ErrMalformed, ""},
		"deep":                {swap("", strings.Repeat("[", 100_000)), token.ErrMalformed, ""},
		"second spelling":     {good[:len(good)-1] + string(last[0]+1), token.ErrMalformed, ""},
		"null header":         {swap("null", ""), token.ErrHeader, "alg is missing or unknown"},
		"no alg":              {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT"}`, ""), token.ErrHeader, "alg is missing or unknown"},
		"alg of a number":     {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":256}`, ""), token.ErrHeader, "alg is missing or unknown"},
		"unknown alg":         {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"XS256"}`, ""), token.ErrHeader, "alg is missing or unknown"},
		"alg in small":        {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"hs256"}`, ""), token.ErrHeader, "alg is missing or unknown"},
		"alg none":            {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"none"}`, ""), token.ErrHeader, "alg is not HS256"},
		"alg none, unsigned":  {segment(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"none"}`) + "." + parts[1] + ".", token.ErrHeader, "alg is not HS256"},
		"HS512":               {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"HS512"}`, ""), token.ErrHeader, "alg is not HS256"},
		"RS256":               {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"RS256"}`, ""), token.ErrHeader, "alg is not HS256"},
		"second alg":          {swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"HS256","alg":"none"}`, ""), token.ErrHeader, "alg is not HS256"},
		"no cty":              {swap(`{"typ":"JWT","alg":"HS256"}`, ""), token.ErrHeader, "cty is not twilio-fpa;v=1"},
		"next cty":            {swap(`{"cty":"twilio-fpa;v=2","typ":"JWT","alg":"HS256"}`, ""), token.ErrHeader, "cty is not twilio-fpa;v=1"},
		"cty of a list":       {swap(`{"cty":["twilio-fpa;v=1"],"typ":"JWT","alg":"HS256"}`, ""), token.ErrHeader, "cty is not twilio-fpa;v=1"},
		"no typ":              {swap(`{"cty":"twilio-fpa;v=1","alg":"HS256"}`, ""), token.ErrHeader, "typ is not JWT"},
		"other typ":           {swap(`{"cty":"twilio-fpa;v=1","typ":"at+jwt","alg":"HS256"}`, ""), token.ErrHeader, "typ is not JWT"},
		"null payload":        {swap("", "null"), token.ErrIssuer, ""},
		"no issuer":           {swap("", `{"sub":"`+accountSID+`","exp":1767326645}`), token.ErrIssuer, ""},
		"other key":           {swap("", strings.Replace(goodPayload, keySID, "SK"+strings.Repeat("0", 32), 1)), token.ErrIssuer, ""},
		"other account":       {swap("", strings.Replace(goodPayload, accountSID, "AC"+strings.Repeat("0", 32), 1)), token.ErrIssuer, ""},
		"no signature":        {parts[0] + "." + parts[1] + ".", token.ErrSignature, ""},
		"half a signature":    {good[:len(good)-3], token.ErrSignature, ""},
		"changed payload":     {parts[0] + "." + segment(strings.Replace(goodPayload, "alice", "bob", 1)) + "." + parts[2], token.ErrSignature, ""},
		"other secret":        {sign(plainHeader, goodPayload, "another secret"), token.ErrSignature, ""},
		"no secret":           {sign(plainHeader, goodPayload, ""), token.ErrSignature, ""},
		"expired":             {swap("", `{`+ids+`,"exp":1767323045,"grants":{"identity":"alice"}}`), token.ErrExpired, ""},
		"never expires":       {swap("", `{`+ids+`,"grants":{"identity":"alice"}}`), token.ErrExpired, "does not say when"},
		"exp of null":         {swap("", `{`+ids+`,"exp":null,"grants":{"identity":"alice"}}`), token.ErrExpired, "does not say when"},
		"not yet valid":       {swap("", `{`+ids+`,"exp":1767326645,"nbf":1767323046,"grants":{"identity":"alice"}}`), token.ErrNotYetValid, ""},
		"over before begun":   {swap("", `{`+ids+`,"exp":1,"nbf":1767323046,"grants":{"identity":"alice"}}`), token.ErrExpired, ""},
		"too long":            {swap("", `{`+ids+`,"exp":1767409446,"grants":{"identity":"alice"}}`), token.ErrTTL, ""},
		"too long since made": {swap("", `{`+ids+`,"iat":1767323000,"exp":1767409401,"grants":{"identity":"alice"}}`), token.ErrTTL, ""},
		"no grants":           {swap("", `{`+ids+`,"exp":1767326645}`), token.ErrIdentity, ""},
		"null grants":         {swap("", `{`+ids+`,"exp":1767326645,"grants":null}`), token.ErrIdentity, ""},
		"no identity":         {swap("", `{`+ids+`,"exp":1767326645,"grants":{}}`), token.ErrIdentity, ""},
		"empty identity":      {swap("", `{`+ids+`,"exp":1767326645,"grants":{"identity":""}}`), token.ErrIdentity, ""},
		"grants of a list":    {swap("", `{`+ids+`,"exp":1767326645,"grants":[]}`), token.ErrGrant, "not an object"},
		"identity of number":  {swap("", `{`+ids+`,"exp":1767326645,"grants":{"identity":7}}`), token.ErrGrant, "identity is not a string"},
		"chat of text":        {swap("", `{`+ids+`,"exp":1767326645,"grants":{"identity":"alice","chat":"IS"}}`), token.ErrGrant, "chat is not an object"},
		"chat of numbers":     {swap("", `{`+ids+`,"exp":1767326645,"grants":{"identity":"alice","chat":{"service_sid":1}}}`), token.ErrGrant, "chat is not an object"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			claims, err := newKey(t).Verify(tt.signed)
			if claims != nil || !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.text) {
				t.Fatalf("Verify = %v, %v, want an error that is %q with %q", claims, err, tt.want, tt.text)
			}
			for _, private := range []string{secret, "alice", keySID, accountSID} {
				if strings.Contains(err.Error(), private) {
					t.Errorf("%q holds %q", err, private)
				}
			}
		})
	}
	if _, err := newKey(t).Verify(good); err != nil {
		t.Errorf("the token that all of these change: %v", err)
	}
}

// What is at the very edge of being refused is not.
func TestVerifyAccepts(t *testing.T) {
	t.Parallel()
	for name, signed := range map[string]string{
		"a day":               swap("", `{`+ids+`,"exp":1767409445,"grants":{"identity":"alice"}}`),
		"a day since made":    swap("", `{`+ids+`,"iat":1767323000,"exp":1767409400,"grants":{"identity":"alice"}}`),
		"made ahead of time":  swap("", `{`+ids+`,"iat":1767323050,"exp":1767326650,"grants":{"identity":"alice"}}`),
		"begins now":          swap("", `{`+ids+`,"exp":1767326645,"nbf":1767323045,"grants":{"identity":"alice"}}`),
		"begins with 1970":    swap("", `{`+ids+`,"exp":1767326645,"nbf":0,"iat":null,"grants":{"identity":"alice"}}`),
		"ends in a second":    swap("", `{`+ids+`,"exp":1767323046,"grants":{"identity":"alice"}}`),
		"null chat":           swap("", `{`+ids+`,"exp":1767326645,"grants":{"identity":"alice","chat":null}}`),
		"grant of later days": swap("", `{`+ids+`,"exp":1767326645,"grants":{"identity":"alice","chat":{"new":1},"new":7}}`),
		"claim of later days": swap("", `{`+ids+`,"exp":1767326645,"new":[],"grants":{"identity":"alice"}}`),
		"region of a number":  swap(`{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"HS256","twr":1,"kid":null}`, ""),
	} {
		claims, err := newKey(t).Verify(signed)
		if err != nil || claims.Identity != "alice" {
			t.Errorf("%s: Verify = %v, %v", name, claims, err)
		}
	}
}

// Decode reads what Verify refuses, so that one can see why.
func TestDecode(t *testing.T) {
	t.Parallel()
	const payload = `{"iss":"somebody","exp":1,"grants":{"identity":"mallory","chat":{"service_sid":"no SID"}}}`
	for _, header := range []string{`{"alg":"none"}`, `{"alg":"RS256","typ":"at+jwt"}`, plainHeader} {
		got, err := token.Decode(sign(header, payload, "guess"))
		if err != nil {
			t.Errorf("%s: %v", header, err)
			continue
		}
		want := &token.Claims{
			KeySID: "somebody", Expires: time.Unix(1, 0), Identity: "mallory",
			Chat:   &token.ChatGrant{ServiceSID: "no SID"},
			Grants: map[string]json.RawMessage{"chat": json.RawMessage(`{"service_sid":"no SID"}`)},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", header, diff)
		}
	}
	if got, err := token.Decode(swap("", `{"exp":253402300799}`)); err != nil || got.Expires.Year() != 9999 {
		t.Errorf("the last second of 9999: %v, %v", got, err)
	}
	for name, tt := range map[string]struct {
		signed string
		want   error
	}{
		"nothing":     {"", token.ErrMalformed},
		"unknown alg": {swap(`{"alg":"XS256"}`, ""), token.ErrHeader},
		"overflow":    {swap("", `{"nbf":1e19}`), token.ErrMalformed},
		"grants":      {swap("", `{"grants":3}`), token.ErrGrant},
	} {
		if claims, err := token.Decode(tt.signed); claims != nil || !errors.Is(err, tt.want) {
			t.Errorf("%s: Decode = %v, %v, want %v", name, claims, err, tt.want)
		}
	}
}
