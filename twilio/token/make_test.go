package token_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/token"
)

const plainHeader = `{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"HS256"}`

// sign makes a token of any header and payload with the standard library alone.
func sign(header, payload, secret string) string {
	text := segment(header) + "." + segment(payload)
	return text + "." + hs256(text, secret)
}

func hs256(text, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return segment(string(mac.Sum(nil)))
}

func segment(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// A token is what doc.go says it is, to the byte.
func TestMakeGolden(t *testing.T) {
	t.Parallel()
	const ids = `"jti":"SK00000000000000000000000000000002-1767323045",` +
		`"iss":"SK00000000000000000000000000000002","sub":"AC00000000000000000000000000000001","iat":1767323045`
	for name, tt := range map[string]struct {
		opts            []token.Option
		params          token.Params
		header, payload string
	}{
		"identity alone": {
			params:  token.Params{Identity: "alice"},
			header:  plainHeader,
			payload: `{` + ids + `,"exp":1767326645,"grants":{"identity":"alice"}}`,
		},
		"everything": {
			opts: []token.Option{token.WithRegion("ie1"), token.WithTTL(time.Minute)},
			params: token.Params{
				Identity: "alice",
				Chat: &token.ChatGrant{
					ServiceSID: serviceSID, EndpointID: "phone", DeploymentRoleSID: roleSID, PushCredentialSID: pushSID,
				},
				Grants: map[string]any{
					"voice":     json.RawMessage(`{ "outgoing": {"application_sid": "AP1"}, "incoming": {"allow": true} }`),
					"video":     struct{ Room string }{"daily"},
					"data_sync": map[string]any{"z": 1, "a": nil},
				},
				TTL:       24 * time.Hour,
				NotBefore: time.Unix(1767323000, 999),
			},
			header: `{"cty":"twilio-fpa;v=1","typ":"JWT","alg":"HS256","twr":"ie1"}`,
			payload: `{` + ids + `,"exp":1767409445,"nbf":1767323000,"grants":{"identity":"alice",` +
				`"chat":{"service_sid":"IS00000000000000000000000000000003","endpoint_id":"phone",` +
				`"deployment_role_sid":"RL00000000000000000000000000000004","push_credential_sid":"CR00000000000000000000000000000005"},` +
				`"data_sync":{"a":null,"z":1},"video":{"Room":"daily"},` +
				`"voice":{"outgoing":{"application_sid":"AP1"},"incoming":{"allow":true}}}}`,
		},
		"the key's TTL": {
			opts:    []token.Option{token.WithTTL(90*time.Second + 999*time.Millisecond), token.WithRegion("")},
			params:  token.Params{Identity: "alice", Grants: map[string]any{"chat": map[string]string{"service_sid": "x"}}},
			header:  plainHeader,
			payload: `{` + ids + `,"exp":1767323135,"grants":{"identity":"alice","chat":{"service_sid":"x"}}}`,
		},
		"letters": {
			params:  token.Params{Identity: "Zoë \"Z\" <z@example.com>\n😀"},
			header:  plainHeader,
			payload: `{` + ids + `,"exp":1767326645,"grants":{"identity":"Zoë \"Z\" \u003cz@example.com\u003e\n😀"}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := newKey(t, tt.opts...).Make(&tt.params)
			if err != nil {
				t.Fatal(err)
			}
			want := sign(tt.header, tt.payload, secret)
			for i, part := range strings.Split(got, ".")[:2] {
				text, err := base64.RawURLEncoding.DecodeString(part)
				if diff := cmp.Diff([]string{tt.header, tt.payload}[i], string(text)); err != nil || diff != "" {
					t.Errorf("part %d (-want +got), %v:\n%s", i, err, diff)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("token (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMakeRefuses(t *testing.T) {
	t.Parallel()
	chat := func(g token.ChatGrant) *token.Params { return &token.Params{Identity: "alice", Chat: &g} }
	grant := func(name string, v any) *token.Params {
		return &token.Params{Identity: "alice", Grants: map[string]any{name: v}}
	}
	both := grant("chat", map[string]any{})
	both.Chat = &token.ChatGrant{ServiceSID: serviceSID}
	for name, tt := range map[string]struct {
		params *token.Params
		want   error
		text   string
	}{
		"nothing":                  {nil, token.ErrIdentity, "identity is missing"},
		"no identity":              {&token.Params{}, token.ErrIdentity, "identity is missing"},
		"identity that is no text": {&token.Params{Identity: "al\xffice"}, token.ErrIdentity, "not UTF-8"},
		"TTL below zero":           {&token.Params{Identity: "alice", TTL: -1}, token.ErrTTL, "24 hours"},
		"TTL of a moment":          {&token.Params{Identity: "alice", TTL: time.Second - 1}, token.ErrTTL, "24 hours"},
		"TTL of a day and 1":       {&token.Params{Identity: "alice", TTL: 24*time.Hour + 1}, token.ErrTTL, "24 hours"},
		"TTL for ever":             {&token.Params{Identity: "alice", TTL: math.MaxInt64}, token.ErrTTL, "24 hours"},
		"begin after end":          {&token.Params{Identity: "alice", NotBefore: clock().Add(time.Hour)}, token.ErrTTL, "before it begins"},
		"no service":               {chat(token.ChatGrant{}), token.ErrSID, "service SID of the chat grant is not IS"},
		"messaging service":        {chat(token.ChatGrant{ServiceSID: "MG" + serviceSID[2:]}), token.ErrSID, "service SID of the chat grant"},
		"credential as role":       {chat(token.ChatGrant{ServiceSID: serviceSID, DeploymentRoleSID: pushSID}), token.ErrSID, "role SID of the chat grant is not RL"},
		"role as credential":       {chat(token.ChatGrant{ServiceSID: serviceSID, PushCredentialSID: roleSID}), token.ErrSID, "push credential SID of the chat grant is not CR"},
		"chat twice":               {both, token.ErrGrant, "chat is given twice"},
		"identity as grant":        {grant("identity", map[string]any{}), token.ErrGrant, "identity is given twice"},
		"grant without name":       {grant("", map[string]any{}), token.ErrGrant, "no name"},
		"grant of text":            {grant("video", "daily"), token.ErrGrant, `"video" is not a JSON object`},
		"grant of nothing":         {grant("video", nil), token.ErrGrant, `"video" is not a JSON object`},
		"grant of a list":          {grant("video", []string{"daily"}), token.ErrGrant, `"video" is not a JSON object`},
		"grant that is no JSON":    {grant("video", json.RawMessage(`{"room"`)), token.ErrGrant, `"video": `},
		"grant of an empty text":   {grant("video", json.RawMessage("")), token.ErrGrant, `"video": `},
		"grant of a channel":       {grant("video", make(chan int)), token.ErrGrant, `"video": `},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := newKey(t).Make(tt.params)
			if got != "" || !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.text) {
				t.Fatalf("Make = %q, %v, want an error that is %q with %q", got, err, tt.want, tt.text)
			}
			for _, private := range []string{secret, "alice", serviceSID, keySID} {
				if strings.Contains(err.Error(), private) {
					t.Errorf("%q holds %q", err, private)
				}
			}
		})
	}
}

// Without a clock of its own a key goes by time.Now, to the second.
func TestLifeOfAToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		key, err := token.NewKey(accountSID, keySID, secret)
		if err != nil {
			t.Fatal(err)
		}
		signed, err := key.Make(&token.Params{Identity: "alice", NotBefore: time.Now().Add(time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		verify := func(want error) {
			t.Helper()
			if _, err := key.Verify(signed); !errors.Is(err, want) {
				t.Errorf("at %v: Verify = %v, want %v", time.Now(), err, want)
			}
		}
		verify(token.ErrNotYetValid)
		time.Sleep(time.Minute - time.Nanosecond)
		verify(token.ErrNotYetValid)
		time.Sleep(time.Nanosecond)
		verify(nil)
		time.Sleep(59*time.Minute - time.Nanosecond)
		verify(nil)
		time.Sleep(time.Nanosecond)
		verify(token.ErrExpired)
	})
}

func TestMakeConcurrently(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	params := &token.Params{
		Identity: "alice",
		Chat:     &token.ChatGrant{ServiceSID: serviceSID},
		Grants:   map[string]any{"video": map[string]any{"room": "daily"}},
	}
	want, err := key.Make(params)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := key.Make(params)
			if err != nil || got != want {
				t.Errorf("Make = %q, %v, want %q", got, err, want)
			}
			if _, err := key.Verify(got); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestLogsHoldNoIdentity(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	params := token.Params{
		Identity: "alice@example.com",
		Chat:     &token.ChatGrant{ServiceSID: serviceSID},
		Grants:   map[string]any{"video": map[string]any{"room": "daily"}},
	}
	signed, err := key.Make(&params)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := key.Verify(signed)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	opts := &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	slog.New(slog.NewJSONHandler(&b, opts)).Info("made", slog.Any("params", params), slog.Any("claims", *claims))
	want := `{"level":"INFO","msg":"made","params":{"grants":["chat","video"],"ttl":0},` +
		`"claims":{"id":"SK00000000000000000000000000000002-1767323045","expires":"2026-01-02T04:04:05Z","grants":["chat","video"]}}` + "\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}

// A moment before 1970 says no more than none at all, and a token that names one is refused.
func TestMakeForLongAgo(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	signed, err := key.Make(&token.Params{Identity: "alice", NotBefore: time.Unix(-1, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if claims, err := key.Verify(signed); err != nil || !claims.NotBefore.IsZero() {
		t.Errorf("Verify = %v, %v", claims, err)
	}
}
