package token_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio/token"
)

const (
	accountSID = "AC00000000000000000000000000000001"
	keySID     = "SK00000000000000000000000000000002"
	serviceSID = "IS00000000000000000000000000000003"
	roleSID    = "RL00000000000000000000000000000004"
	pushSID    = "CR00000000000000000000000000000005"
	secret     = "a made-up secret for tests only"
)

func newKey(tb testing.TB, opts ...token.Option) *token.Key {
	tb.Helper()
	key, err := token.NewKey(accountSID, keySID, secret, append([]token.Option{token.WithClock(clock)}, opts...)...)
	if err != nil {
		tb.Fatal(err)
	}
	return key
}

func TestNewKeyRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		account, key, secret string
		opt                  token.Option
		want                 error
		text                 string
	}{
		"no account":          {"", keySID, secret, nil, token.ErrSID, "account SID is not AC and 32"},
		"no key":              {accountSID, "", secret, nil, token.ErrSID, "API key SID is not SK and 32"},
		"account as key":      {accountSID, accountSID, secret, nil, token.ErrSID, "API key SID"},
		"key as account":      {keySID, keySID, secret, nil, token.ErrSID, "account SID"},
		"secret as key":       {accountSID, secret, keySID, nil, token.ErrSID, "API key SID"},
		"secret as account":   {secret, keySID, accountSID, nil, token.ErrSID, "account SID"},
		"account and key":     {secret, secret, secret, nil, token.ErrSID, "account SID is not AC and 32 hexadecimal digits\ninvalid SID: API key SID"},
		"short SID":           {accountSID[:33], keySID, secret, nil, token.ErrSID, "account SID"},
		"long SID":            {accountSID + "0", keySID, secret, nil, token.ErrSID, "account SID"},
		"small prefix":        {"ac" + accountSID[2:], keySID, secret, nil, token.ErrSID, "account SID"},
		"not hexadecimal":     {accountSID, keySID[:33] + "g", secret, nil, token.ErrSID, "API key SID"},
		"no secret":           {accountSID, keySID, "", nil, token.ErrSecret, "empty"},
		"secret with newline": {accountSID, keySID, secret + "\n", nil, token.ErrSecret, "white space"},
		"secret of a space":   {accountSID, keySID, " ", nil, token.ErrSecret, "white space"},
		"TTL of zero":         {accountSID, keySID, secret, token.WithTTL(0), token.ErrTTL, "24 hours"},
		"TTL below zero":      {accountSID, keySID, secret, token.WithTTL(-time.Hour), token.ErrTTL, "24 hours"},
		"TTL of a moment":     {accountSID, keySID, secret, token.WithTTL(time.Second - 1), token.ErrTTL, "24 hours"},
		"TTL of a day and 1":  {accountSID, keySID, secret, token.WithTTL(24*time.Hour + 1), token.ErrTTL, "24 hours"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var opts []token.Option
			if tt.opt != nil {
				opts = append(opts, tt.opt)
			}
			key, err := token.NewKey(tt.account, tt.key, tt.secret, opts...)
			if key != nil || !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("NewKey = %v, %v, want an error that is %q with %q", key, err, tt.want, tt.text)
			}
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%q holds the secret", err)
			}
		})
	}
}

func TestNewKeyRefusesOptions(t *testing.T) {
	t.Parallel()
	for name, opt := range map[string]token.Option{
		"nil":               nil,
		"no clock":          token.WithClock(nil),
		"region as host":    token.WithRegion("ie1.twilio.com"),
		"region with quote": token.WithRegion(`ie1","x":"`),
	} {
		if key, err := token.NewKey(accountSID, keySID, secret, opt); key != nil || err == nil {
			t.Errorf("%s: NewKey = %v, %v, want an error", name, key, err)
		}
	}
}

func TestKeyTakesUpperCaseDigits(t *testing.T) {
	t.Parallel()
	if _, err := token.NewKey("AC"+strings.Repeat("aF", 16), "SK"+strings.Repeat("Af", 16), secret); err != nil {
		t.Error(err)
	}
}

func TestKeyPrintsNoSecret(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	var b bytes.Buffer
	slog.New(slog.NewJSONHandler(&b, nil)).Info("made", slog.Any("key", key), slog.Any("value", *key))
	slog.New(slog.NewTextHandler(&b, nil)).Info("made", slog.Any("in", struct{ K *token.Key }{key}))
	type holder struct{ key token.Key }
	for _, v := range []any{key, *key, holder{*key}, &holder{*key}, []token.Key{*key}, struct{ K *token.Key }{key}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&b, verb+"\n", v)
		}
	}
	for _, leak := range []string{secret, fmt.Sprintf("%x", secret), strings.Trim(fmt.Sprintf("%d", []byte(secret)), "[]")} {
		if strings.Contains(b.String(), leak) {
			t.Errorf("%q is among what is printed:\n%s", leak, &b)
		}
	}
	if want := "API key " + keySID + " of account " + accountSID; key.String() != want {
		t.Errorf("String() = %q, want %q", key, want)
	}
	if key.SID() != keySID || key.AccountSID() != accountSID {
		t.Errorf("SID() = %q, AccountSID() = %q", key.SID(), key.AccountSID())
	}
}

func TestZeroKey(t *testing.T) {
	t.Parallel()
	var key token.Key
	if _, err := key.Make(&token.Params{Identity: "alice"}); !errors.Is(err, token.ErrSecret) {
		t.Errorf("Make = %v, want ErrSecret", err)
	}
	if _, err := key.Verify("a.b.c"); !errors.Is(err, token.ErrSecret) {
		t.Errorf("Verify = %v, want ErrSecret", err)
	}
	if got := key.String(); got != "no API key" {
		t.Errorf("String() = %q", got)
	}
}
