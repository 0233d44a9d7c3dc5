package webhook_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"time"

	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

// Any handler can be put behind the validator.
func ExampleValidator_Middleware() {
	v, err := webhook.NewValidator("new token",
		webhook.WithPreviousToken("old token"),
		webhook.WithBaseURL("https://app.example"),
		webhook.WithReplayGuard(webhook.NewReplayMemory(10_000, 24*time.Hour)),
		webhook.WithOnError(func(_ *http.Request, err error) { fmt.Println(err) }),
	)
	if err != nil {
		log.Fatal(err)
	}
	h := v.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println("called with", r.FormValue("CallStatus"))
		w.WriteHeader(http.StatusNoContent)
	}))

	form := url.Values{"CallSid": {"CA1"}, "CallStatus": {"completed"}}
	for range 2 {
		r := webhooktest.NewRequest("old token", http.MethodPost, "https://app.example/calls", form)
		r.Host, r.TLS = "10.0.0.1:3000", nil // as the server sees it behind a proxy
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Println(w.Code)
	}
	// Output:
	// called with completed
	// 204
	// webhook: request was sent before
	// 200
}

// The most common trouble is a URL that differs, and the error says so.
func ExampleValidator_Verify() {
	v, err := webhook.NewValidator("token")
	if err != nil {
		log.Fatal(err)
	}
	r := webhooktest.NewRequest("token", http.MethodPost, "https://app.example/sms?key=1234", url.Values{"Body": {"Hi"}})
	r.Host, r.TLS = "localhost:3000", nil
	r.Header.Set("X-Forwarded-Proto", "https")
	r.Header.Set("X-Forwarded-Host", "app.example")

	err = v.Verify(r)
	fmt.Println(errors.Is(err, webhook.ErrBadSignature))
	fmt.Println(err)
	// Output:
	// true
	// webhook: wrong signature for POST "http://localhost:3000/sms?…", form parameters: 1; it is right for "https://app.example/sms?…", which the forwarded headers say: set WithBaseURL, or WithTrustedProxies to the proxy's address
}

// A service for many accounts looks their tokens up.
func ExampleNewValidatorFunc() {
	tokens := map[string][]string{"AC1": {"token of AC1"}, "AC2": {"token of AC2"}}
	v, err := webhook.NewValidatorFunc(func(_ context.Context, accountSID string) ([]string, error) {
		return tokens[accountSID], nil
	})
	if err != nil {
		log.Fatal(err)
	}
	form := url.Values{"AccountSid": {"AC1"}}
	fmt.Println(v.Verify(webhooktest.NewRequest("token of AC1", http.MethodPost, "https://app.example/sms", form)))
	form.Set("AccountSid", "AC3")
	fmt.Println(v.Verify(webhooktest.NewRequest("token of AC1", http.MethodPost, "https://app.example/sms", form)))
	// Output:
	// <nil>
	// webhook: no auth token for the account
}
