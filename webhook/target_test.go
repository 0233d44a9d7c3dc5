package webhook_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// What net/http reads of a request has to be what was signed: it goes on reading the query behind
// a "#", and HTTP/2 and proxies can put a path into the host.
func TestSignatureOfOneURLIsNotGoodForAnother(t *testing.T) {
	t.Parallel()
	const token = "0123456789abcdef0123456789abcdef"
	v, err := webhook.NewValidator(token, webhook.WithTrustedProxies(netip.MustParsePrefix("192.0.2.0/24")))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		signed, line, host, forwarded string
	}{
		"fragment":                {"https://app.example/sms?shop=7", "/sms?shop=7#&From=%2B1666&Body=FORGED", "app.example", ""},
		"fragment of a whole URL": {"https://app.example/sms?a=1", "https://app.example/sms?a=1#&From=forged", "app.example", ""},
		"path in the host":        {"https://app.example/admin/sms", "/sms", "app.example/admin", ""},
		"query in the host":       {"https://app.example/status?next=/sms", "/sms", "app.example/status?next=", ""},
		"path behind the proxy":   {"https://app.example/admin/sms", "/sms", "inner", "app.example/admin"},
	} {
		r := httptest.NewRequest(http.MethodGet, "https://app.example/sms", nil)
		r.RequestURI, r.Host = tt.line, tt.host
		if tt.forwarded != "" {
			r.Header.Set("X-Forwarded-Host", tt.forwarded)
		}
		r.Header.Set(webhook.SignatureHeader, webhook.Sign(token, tt.signed, nil))
		if err := v.Verify(r); !errors.Is(err, webhook.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReplayGuardIsAskedOnceOfMiddlewareAndHandler(t *testing.T) {
	t.Parallel()
	const token, target = "0123456789abcdef0123456789abcdef", "https://app.example/sms"
	v, err := webhook.NewValidator(token, webhook.WithReplayGuard(webhook.NewReplayMemory(10, time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	handler := v.Middleware(webhook.Messages(v, func(context.Context, *webhook.IncomingMessage) (*twiml.Response, error) {
		calls++
		return nil, nil
	}))
	for range 2 {
		query := url.Values{"MessageSid": {"SM1"}, "From": {"+15558675310"}}.Encode()
		r := httptest.NewRequest(http.MethodGet, target+"?"+query, nil)
		r.Header.Set(webhook.SignatureHeader, webhook.Sign(token, target+"?"+query, nil))
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("HTTP %d", w.Code)
		}
	}
	if calls != 1 {
		t.Errorf("the function was called %d times, want once", calls)
	}
}
