package twiliotest_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

func TestCredentials(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const known = "SK0123456789abcdef0123456789abcdef"
		tw := twiliotest.New(t, twiliotest.WithAPIKey(known, "known"), twiliotest.WithAPIKey("SK02", "second"))
		tw.AddNumber(shop)
		key, keySecret := tw.AddAPIKey()
		app, appSecret := tw.AddOAuthApp()
		sub, subToken := tw.AddSubaccount()
		main := tw.AccountSID()
		for _, tt := range []struct {
			name    string
			creds   twilio.Credentials
			account string
			want    error
		}{
			{"auth token", twilio.AuthToken(main, tw.AuthToken()), main, nil},
			{"API key", twilio.APIKey(main, key, keySecret), main, nil},
			{"API key that is known beforehand", twilio.APIKey(main, known, "known"), main, nil},
			{"another", twilio.APIKey(main, "SK02", "second"), main, nil},
			{"a secret of another", twilio.APIKey(main, known, "second"), main, twilio.ErrUnauthorized},
			{"OAuth", twilio.OAuth(main, app, appSecret), main, nil},
			{"subaccount", twilio.AuthToken(sub, subToken), sub, nil},
			{"parent on subaccount", twilio.AuthToken(main, tw.AuthToken()), sub, nil},
			{"subaccount on parent", twilio.AuthToken(sub, subToken), main, twilio.ErrNotFound},
			{"wrong token", twilio.AuthToken(main, "wrong"), main, twilio.ErrUnauthorized},
			{"wrong account", twilio.AuthToken("AC99", "wrong"), main, twilio.ErrAuthentication},
			{"wrong key", twilio.APIKey(main, key, "wrong"), main, twilio.ErrUnauthorized},
			{"wrong OAuth secret", twilio.OAuth(main, app, "wrong"), main, twilio.ErrUnauthorized},
		} {
			client := twilio.New(tt.creds, twilio.WithHTTPClient(tw.HTTPClient())).Account(tt.account)
			_, err := client.Messages.ListPage(t.Context(), nil)
			if !errors.Is(err, tt.want) {
				t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
			}
		}
	})
}

func TestOAuthTokenIsRenewed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		app, secret := tw.AddOAuthApp()
		client := twilio.New(twilio.OAuth(tw.AccountSID(), app, secret), twilio.WithHTTPClient(tw.HTTPClient()))
		for range 5 {
			if _, err := client.Messages.ListPage(t.Context(), nil); err != nil {
				t.Error(err)
			}
			time.Sleep(50 * time.Minute)
		}
		if got := strings.Count(tw.Dump(), "oauth/v2/token"); got != 3 {
			t.Errorf("%d tokens fetched in 200 minutes, want 3", got)
		}
	})
}

func TestSubaccountSignsItsOwnWebhooks(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	sub, token := tw.AddSubaccount()
	to := tw.AddNumberTo(sub, shop, twiliotest.OnMessage("https://app.example/"))
	validator, err := webhook.NewValidator(token)
	if err != nil {
		t.Fatal(err)
	}
	var verified error
	tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		verified = validator.Verify(r)
		twiml.NewResponse().ServeHTTP(w, r)
	}))
	tw.Phone(alice).Send(to, "hi")
	if verified != nil {
		t.Errorf("signature: %v", verified)
	}
	if len(tw.Messages()) != 0 {
		t.Error("the message is in the parent account")
	}
}

func TestFailNext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		tw.FailNext(&twilio.Error{Status: 429, Code: twilio.ErrRateLimited, Message: "Too Many Requests", RetryAfter: 7 * time.Second})
		start := time.Now()
		_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
		if err != nil {
			t.Errorf("not retried: %v", err)
		}
		if took := time.Since(start); took < 7*time.Second || len(tw.Messages()) != 1 {
			t.Errorf("%d messages after %v, want 1 after 7s", len(tw.Messages()), took)
		}
	})
}

func TestSIDsAreTheSameInEachRun(t *testing.T) {
	t.Parallel()
	var runs [2][]string
	for i := range runs {
		tw := twiliotest.New(t, twiliotest.WithSeed(7))
		tw.AddNumber(shop)
		for range 3 {
			m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
			if err != nil {
				t.Fatal(err)
			}
			tw.Wait()
			runs[i] = append(runs[i], m.SID)
		}
	}
	if diff := cmp.Diff(runs[0], runs[1]); diff != "" {
		t.Errorf("SIDs (-first +second):\n%s", diff)
	}
}

func TestHostsThatAreNotMountedAreErrors(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	resp, err := tw.HTTPClient().Get("https://elsewhere.example/")
	var host *twiliotest.HostError
	if !errors.As(err, &host) || host.Host != "elsewhere.example" {
		t.Errorf("got %v, %v", resp, err)
	}
	if resp != nil {
		t.Error(resp.Body.Close())
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithLoopGuard(0, 0))
	tw.Mount("https://app.example/sms", twiml.Reply("hello"))
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
	client := tw.Client()
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			tw.Phone(alice).Send(shop, "hi")
		})
		wg.Go(func() {
			m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := client.Messages.Get(t.Context(), m.SID); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			for _, err := range client.Messages.List(t.Context(), nil) {
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	tw.Wait()
	if got := len(tw.Phone(alice).Messages()); got != 150 {
		t.Errorf("the phone shows %d messages, want 50 sent, 50 answered and 50 by the API", got)
	}
	for _, m := range tw.Messages() {
		if !m.Status.Final() {
			t.Errorf("%s is %s after Wait", m.SID, m.Status)
		}
	}
}
