package twilio_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

func TestPathEscapesEverySegment(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		messageSID: messageSID, "a/b": "a%2Fb", "a?b=c": "a%3Fb%3Dc", "a#b": "a%23b", "%2e%2e": "%252e%252e", "..%2f": "..%252f",
		"a b": "a%20b", "+15558675310": "%2B15558675310", "whatsapp:+1555": "whatsapp%3A%2B1555", "Ødegård": "%C3%98deg%C3%A5rd",
		"a;b": "a%3Bb", "\x00\n\xff": "%00%0A%FF", "...": "...", "~-_.": "~-_.", `a\..\b`: "a%5C..%5Cb",
	} {
		w := newWire(t, always(http.StatusOK, `{}`))
		if _, err := w.client().Messages.Get(t.Context(), id); err != nil {
			t.Errorf("%q: %v", id, err)
			continue
		}
		if diff := cmp.Diff([]string{"/2010-04-01/Accounts/" + account + "/Messages/" + want + ".json"}, w.urls()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", id, diff)
		}
	}
}

func TestPathsThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(http.StatusOK, `{}`))
	c := w.client()
	for name, call := range map[string]func() error{
		"empty SID":            func() error { _, err := c.Messages.Get(t.Context(), ""); return err },
		"empty SID to Delete":  func() error { return c.Messages.Delete(t.Context(), "") },
		"empty SID to Update":  func() error { _, err := c.Messages.Redact(t.Context(), ""); return err },
		"empty parent":         func() error { _, err := c.Messages.Media("").Get(t.Context(), mediaSID); return err },
		"empty parent of list": func() error { _, err := twilio.Collect(c.Messages.Media("").List(t.Context(), nil), 0); return err },
		"empty parent of page": func() error { _, err := c.Messages.Media("").ListPage(t.Context(), nil); return err },
		"empty parent, file":   func() error { _, err := c.Messages.Media("").Download(t.Context(), "ME1", 0); return err },
		"empty parent, verb":   func() error { _, err := c.Messages.Feedback("").Create(t.Context(), nil); return err },
		"empty account":        func() error { _, err := c.Account("").Messages.Get(t.Context(), messageSID); return err },
		"dot":                  func() error { _, err := c.Messages.Get(t.Context(), "."); return err },
		"dots":                 func() error { _, err := c.Messages.Get(t.Context(), ".."); return err },
		"empty name":           func() error { return twilio.Delete(t.Context(), c, c.Path("")) },
		"no product":           func() error { return twilio.Delete(t.Context(), c, twilio.At("")) },
		"a host for a product": func() error { return twilio.Delete(t.Context(), c, twilio.At("evil.example/", "v1")) },
	} {
		if err := call(); !errors.Is(err, twilio.ErrPath) {
			t.Errorf("%s: error is %v, want ErrPath", name, err)
		}
	}
	if n := w.count(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
	_, err := c.Messages.Get(t.Context(), "")
	want := "twilio: GET /2010-04-01/Accounts/{}/Messages/{}: invalid path: empty SID after /2010-04-01/Accounts/{}/Messages"
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

func TestPathIsAValue(t *testing.T) {
	t.Parallel()
	parent := twilio.At("chat", "v2", "Services").ID("IS1")
	a, b := parent.Join("Users"), parent.Join("Channels").ID("ada")
	if diff := cmp.Diff([]string{"/v2/Services/{}", "/v2/Services/{}/Users", "/v2/Services/{}/Channels/{}"},
		[]string{parent.String(), a.String(), b.String()}); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	const messaging = "messaging"
	tests := map[string]struct {
		options        []twilio.Option
		api, messaging string
	}{
		"default":           {nil, "https://api.twilio.com", "https://messaging.twilio.com"},
		"home region":       {[]twilio.Option{twilio.WithRegion("us1")}, "https://api.twilio.com", "https://messaging.twilio.com"},
		"Ireland":           {[]twilio.Option{twilio.WithRegion("ie1")}, "https://api.dublin.ie1.twilio.com", "https://messaging.dublin.ie1.twilio.com"},
		"Australia":         {[]twilio.Option{twilio.WithRegion("au1")}, "https://api.sydney.au1.twilio.com", "https://messaging.sydney.au1.twilio.com"},
		"Japan":             {[]twilio.Option{twilio.WithRegion("jp1")}, "https://api.tokyo.jp1.twilio.com", "https://messaging.tokyo.jp1.twilio.com"},
		"edge alone":        {[]twilio.Option{twilio.WithEdge("sydney")}, "https://api.sydney.us1.twilio.com", "https://messaging.sydney.us1.twilio.com"},
		"region and edge":   {[]twilio.Option{twilio.WithEdge("frankfurt"), twilio.WithRegion("ie1")}, "https://api.frankfurt.ie1.twilio.com", "https://messaging.frankfurt.ie1.twilio.com"},
		"a region to come":  {[]twilio.Option{twilio.WithRegion("xx1")}, "https://api.xx1.twilio.com", "https://messaging.xx1.twilio.com"},
		"base URL":          {[]twilio.Option{twilio.WithBaseURL("api", "http://127.0.0.1:4010")}, "http://127.0.0.1:4010", "https://messaging.twilio.com"},
		"base with prefix":  {[]twilio.Option{twilio.WithBaseURL(messaging, "https://proxy.example/a%20b/twilio/")}, "https://api.twilio.com", "https://proxy.example/a%20b/twilio"},
		"base beats region": {[]twilio.Option{twilio.WithRegion("ie1"), twilio.WithBaseURL("api", "http://[::1]:1")}, "http://[::1]:1", "https://messaging.dublin.ie1.twilio.com"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, always(http.StatusOK, `{}`))
			c := w.client(tt.options...)
			for _, p := range []twilio.Path{c.Path("X").ID("a+b"), twilio.At(messaging, "v1").ID("a+b")} {
				if _, err := twilio.Get[struct{}](t.Context(), c, p, nil); err != nil {
					t.Fatal(err)
				}
			}
			want := []string{
				tt.api + "/2010-04-01/Accounts/" + account + "/X/a%2Bb.json",
				tt.messaging + "/v1/a%2Bb",
			}
			got := []string{w.requests()[0].URL, w.requests()[1].URL}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("URLs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(http.StatusOK, `{}`))
	for name, option := range map[string]twilio.Option{
		"relative":      twilio.WithBaseURL("api", "localhost:4010"),
		"no host":       twilio.WithBaseURL("api", "http://"),
		"other scheme":  twilio.WithBaseURL("api", "ftp://a.example"),
		"not a URL":     twilio.WithBaseURL("api", "http://%zz"),
		"empty":         twilio.WithBaseURL("api", ""),
		"other product": twilio.WithBaseURL("chat", "x"),
		"region":        twilio.WithRegion("evil.example/"),
		"edge":          twilio.WithEdge("a b"),
	} {
		if _, err := w.client(option).Messages.Get(t.Context(), messageSID); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if n := w.count(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestAccountSharesTheClient(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(http.StatusOK, `{}`))
	c := w.client()
	sub := c.Account("AC2")
	if diff := cmp.Diff([]string{account, "AC2"}, []string{c.AccountSID(), sub.AccountSID()}); diff != "" {
		t.Errorf("accounts (-want +got):\n%s", diff)
	}
	if _, err := sub.Messages.Get(t.Context(), messageSID); err != nil {
		t.Fatal(err)
	}
	if user, _, _ := (&http.Request{Header: w.requests()[0].Header}).BasicAuth(); user != account {
		t.Errorf("the subaccount is reached as %q, want the client's own account", user)
	}
}

func TestMissingCredentials(t *testing.T) {
	t.Parallel()
	for name, creds := range map[string]twilio.Credentials{
		"none": {}, "no account": twilio.AuthToken("", token), "no token": twilio.AuthToken(account, ""),
		"no key": twilio.APIKey(account, "", "s"), "no secret": twilio.APIKey(account, "SK1", ""),
		"no client": twilio.OAuth(account, "", "s"), "no client secret": twilio.OAuth(account, "OQ1", ""),
		"key without account": twilio.APIKey("", "SK1", "s"),
	} {
		w := newWire(t, always(http.StatusOK, `{}`))
		c := twilio.New(creds, twilio.WithHTTPClient(&http.Client{Transport: w}))
		_, create := c.Messages.Create(t.Context(), nil)
		_, list := twilio.Collect(c.Messages.List(t.Context(), nil), 0)
		_, download := c.Messages.Media(messageSID).Download(t.Context(), mediaSID, 0)
		for _, err := range []error{create, list, download, c.Messages.Delete(t.Context(), messageSID)} {
			if !errors.Is(err, twilio.ErrCredentials) {
				t.Errorf("%s: error is %v, want ErrCredentials", name, err)
			}
		}
		if n := w.count(); n != 0 {
			t.Errorf("%s: %d requests were sent", name, n)
		}
	}
}

func TestFromEnv(t *testing.T) {
	for name, tt := range map[string]struct {
		env  map[string]string
		want string
	}{
		"nothing":        {nil, "twilio: credentials are missing: TWILIO_ACCOUNT_SID is not set"},
		"account alone":  {map[string]string{"TWILIO_ACCOUNT_SID": "AC1"}, "twilio: credentials are missing: neither TWILIO_API_KEY nor TWILIO_AUTH_TOKEN is set"},
		"auth token":     {map[string]string{"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": token}, "auth token of account AC1"},
		"key":            {map[string]string{"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_API_KEY": "SK1", "TWILIO_API_SECRET": token}, "API key of account AC1"},
		"key and token":  {map[string]string{"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_API_KEY": "SK1", "TWILIO_API_SECRET": token, "TWILIO_AUTH_TOKEN": token}, "API key of account AC1"},
		"half a key":     {map[string]string{"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_API_KEY": "SK1", "TWILIO_AUTH_TOKEN": token}, "twilio: credentials are missing: TWILIO_API_KEY is set and TWILIO_API_SECRET is not"},
		"token, no name": {map[string]string{"TWILIO_AUTH_TOKEN": token}, "twilio: credentials are missing: TWILIO_ACCOUNT_SID is not set"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, name := range []string{"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET"} {
				t.Setenv(name, tt.env[name])
			}
			creds, err := twilio.FromEnv()
			got := creds.String()
			if err != nil {
				got = err.Error()
				if !errors.Is(err, twilio.ErrCredentials) {
					t.Error("the error is not ErrCredentials")
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCredentialsAreNeverPrinted(t *testing.T) {
	t.Parallel()
	for _, creds := range []twilio.Credentials{
		twilio.AuthToken(account, token), twilio.APIKey(account, "SK1", token), twilio.OAuth(account, "OQ1", token),
	} {
		client := twilio.New(creds)
		unexported := struct{ creds twilio.Credentials }{creds} // fmt cannot call String here
		var out bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&out, verb+" "+verb+" "+verb+" "+verb+" "+verb+"\n", creds, &creds, unexported, client, *client)
		}
		for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
			slog.New(h).Info("x", slog.Any("creds", creds), slog.Any("p", &creds), slog.Any("u", unexported), slog.Any("client", client))
		}
		for _, secret := range []string{token, fmt.Sprintf("%x", token), "Basic "} {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%v: the secret is printed:\n%s", creds, &out)
			}
		}
		if !strings.Contains(out.String(), creds.String()) || creds.AccountSID() != account {
			t.Errorf("the account is not printed:\n%s", &out)
		}
	}
	if diff := cmp.Diff("no credentials", twilio.Credentials{}.String()); diff != "" {
		t.Error(diff)
	}
}
