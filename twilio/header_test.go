package twilio_test

import (
	"context"
	"encoding/base64"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

func TestHeaders(t *testing.T) {
	t.Parallel()
	basic := func(user, password string) string {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
	}
	post := func(ctx context.Context, c *twilio.Client, options ...twilio.CallOption) error {
		_, err := twilio.Post[struct{}](ctx, c, c.Path("Messages"), url.Values{"Body": {"x"}}, options...)
		return err
	}
	tests := map[string]struct {
		creds   twilio.Credentials
		options []twilio.Option
		call    func(context.Context, *twilio.Client) error
		want    map[string]string // "" is a header that is not sent
	}{
		"auth token": {
			creds: twilio.AuthToken(account, token),
			call:  func(ctx context.Context, c *twilio.Client) error { return post(ctx, c) },
			want: map[string]string{
				"Authorization": basic(account, token), "Accept": "application/json",
				"Content-Type": "application/x-www-form-urlencoded",
			},
		},
		"API key": {
			creds: twilio.APIKey(account, "SK1", "s:e"),
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Get(ctx, messageSID)
				return err
			},
			want: map[string]string{
				"Authorization": basic("SK1", "s:e"), "Accept": "application/json", "Content-Type": "",
			},
		},
		"JSON": {
			creds: twilio.AuthToken(account, token),
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Post[struct{}](ctx, c, c.Path("X"), twilio.JSON{Body: 1})
				return err
			},
			want: map[string]string{"Content-Type": "application/json"},
		},
		"one's own": {
			creds:   twilio.AuthToken(account, token),
			options: []twilio.Option{twilio.WithUserAgent("shop/1.4")},
			call: func(ctx context.Context, c *twilio.Client) error {
				return post(ctx, c, twilio.WithHeader("x-twilio-test", "1"), twilio.WithHeader("accept", "text/csv"))
			},
			want: map[string]string{"X-Twilio-Test": "1", "Accept": "text/csv", "Authorization": basic(account, token)},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, always(http.StatusOK, `{}`))
			options := append([]twilio.Option{twilio.WithHTTPClient(&http.Client{Transport: w})}, tt.options...)
			if err := tt.call(t.Context(), twilio.New(tt.creds, options...)); err != nil {
				t.Fatal(err)
			}
			header := w.requests()[0].Header
			got := map[string]string{}
			for _, name := range slices.Collect(maps.Keys(tt.want)) {
				got[name] = header.Get(name)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("headers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUserAgent(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(http.StatusOK, `{}`))
	for _, product := range []string{"", "shop/1.4"} {
		if _, err := w.client(twilio.WithUserAgent(product)).Messages.Get(t.Context(), messageSID); err != nil {
			t.Fatal(err)
		}
	}
	own := w.requests()[0].Header.Get("User-Agent")
	if want := "twiliokit/" + twilio.Version + " ("; len(own) < len(want) || own[:len(want)] != want {
		t.Errorf("User-Agent is %q, want it to begin with %q", own, want)
	}
	if diff := cmp.Diff("shop/1.4 "+own, w.requests()[1].Header.Get("User-Agent")); diff != "" {
		t.Errorf("User-Agent with a product (-want +got):\n%s", diff)
	}
}
