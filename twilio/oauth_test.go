package twilio_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

const tokenURL = "https://oauth.twilio.com/v2/token"

// identityProvider answers requests for tokens after a second with token1, token2 … that live
// for an hour, and every other request by api.
type identityProvider struct {
	*wire
	mu     sync.Mutex
	issued int
	refuse func(n int) *http.Response // answers the nth request for a token, unless it returns nil
}

func newIdentityProvider(t *testing.T, api func(r *http.Request) (*http.Response, error)) *identityProvider {
	t.Helper()
	p := new(identityProvider)
	p.wire = newWire(t, func(_ int, r *http.Request) (*http.Response, error) {
		if r.URL.String() != tokenURL {
			return api(r)
		}
		select {
		case <-time.After(time.Second):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		p.issued++
		if p.refuse != nil {
			if resp := p.refuse(p.issued); resp != nil {
				return resp, nil
			}
		}
		return reply(http.StatusOK, fmt.Sprintf(`{"access_token":"token%d","token_type":"Bearer","expires_in":3600}`, p.issued)), nil
	})
	return p
}

func (p *identityProvider) oauth(options ...twilio.Option) *twilio.Client {
	options = append([]twilio.Option{twilio.WithHTTPClient(&http.Client{Transport: p})}, options...)
	return twilio.New(twilio.OAuth(account, "OQ1", "client secret"), options...)
}

// story returns the requests in order: "token" for a token's, else the Authorization header.
func (p *identityProvider) story() []string {
	var story []string
	for _, s := range p.requests() {
		if s.URL == tokenURL {
			story = append(story, "token")
		} else {
			story = append(story, s.Header.Get("Authorization"))
		}
	}
	return story
}

func welcome(*http.Request) (*http.Response, error) { return reply(http.StatusOK, `{}`), nil }

func get(t *testing.T, c *twilio.Client) error {
	t.Helper()
	_, err := c.Messages.Get(t.Context(), messageSID)
	return err
}

func TestOAuthFetchesOneTokenForManyCallers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newIdentityProvider(t, welcome)
		c := p.oauth()
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() {
				if _, err := c.Account(fmt.Sprintf("AC%d", i)).Messages.Get(t.Context(), messageSID); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		story := p.story()
		if n := strings.Count(strings.Join(story, " "), "token "); story[0] != "token" || n != 1 {
			t.Errorf("%d token requests: %q", n, story)
		}
		for _, s := range story[1:] {
			if s != "Bearer token1" {
				t.Errorf("authorized with %q", s)
			}
		}
		first := p.requests()[0]
		if diff := cmp.Diff("client_id=OQ1&client_secret=client+secret&grant_type=client_credentials", first.Form); diff != "" {
			t.Errorf("token request (-want +got):\n%s", diff)
		}
		if _, ok := first.Header["Authorization"]; ok || first.Method != http.MethodPost {
			t.Errorf("token request: %s with headers %v", first.Method, first.Header)
		}
	})
}

func TestOAuthRenewsATokenBeforeItExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newIdentityProvider(t, welcome)
		c := p.oauth()
		for _, wait := range []time.Duration{0, 58*time.Minute + 59*time.Second, 2 * time.Second} {
			time.Sleep(wait)
			if err := get(t, c); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{"token", "Bearer token1", "Bearer token1", "token", "Bearer token2"}, p.story()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestOAuthDropsATokenThatIsRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newIdentityProvider(t, func(r *http.Request) (*http.Response, error) {
			if r.Header.Get("Authorization") == "Bearer token1" {
				return reply(http.StatusUnauthorized, `{"code":20003}`), nil
			}
			return reply(http.StatusOK, `{}`), nil
		})
		c := p.oauth()
		if err := get(t, c); !errors.Is(err, twilio.ErrUnauthorized) || !errors.Is(err, twilio.ErrAuthentication) {
			t.Fatalf("error is %v", err)
		}
		if err := get(t, c); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"token", "Bearer token1", "token", "Bearer token2"}, p.story()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestOAuthReplacesATokenThatWasRevoked within the call that met it, a POST too: what is refused
// was not carried out.
func TestOAuthReplacesATokenThatWasRevoked(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		revoked := ""
		p := newIdentityProvider(t, func(r *http.Request) (*http.Response, error) {
			if r.Header.Get("Authorization") == revoked {
				return reply(http.StatusUnauthorized, `{"code":20003}`), nil
			}
			return reply(http.StatusOK, `{}`), nil
		})
		c := p.oauth()
		if err := get(t, c); err != nil {
			t.Fatal(err)
		}
		revoked = "Bearer token1"
		if _, err := c.Messages.Create(t.Context(), &twilio.CreateMessageParams{Body: "a"}); err != nil {
			t.Fatal(err)
		}
		want := []string{"token", "Bearer token1", "Bearer token1", "token", "Bearer token2"}
		if diff := cmp.Diff(want, p.story()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		sent := p.requests()
		if diff := cmp.Diff(sent[2].Form, sent[4].Form); diff != "" {
			t.Errorf("the second try sends another form:\n%s", diff)
		}
	})
}

func TestOAuthTokenWithoutALifeIsKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newIdentityProvider(t, welcome)
		p.refuse = func(int) *http.Response { return reply(http.StatusOK, `{"access_token":"token"}`) }
		c := p.oauth()
		for range 2 {
			if err := get(t, c); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{"token", "Bearer token", "Bearer token"}, p.story()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestOAuthCallerStopsWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newIdentityProvider(t, welcome)
		c := p.oauth()
		start := time.Now()
		var wg sync.WaitGroup
		wg.Go(func() {
			if err := get(t, c); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait() // the first caller is fetching the token
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		_, err := c.Messages.Get(ctx, messageSID)
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second/2 {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		wg.Wait()
	})
}

// TestOAuthCallerThatFetchesGivesUp has the next one in line take over.
func TestOAuthCallerThatFetchesGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newIdentityProvider(t, welcome)
		c := p.oauth()
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := c.Messages.Get(ctx, messageSID); !errors.Is(err, context.Canceled) {
				t.Errorf("the first caller's error is %v", err)
			}
		})
		synctest.Wait()
		wg.Go(func() {
			if err := get(t, c); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		cancel()
		wg.Wait()
		if diff := cmp.Diff([]string{"token", "token", "Bearer token1"}, p.story()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestOAuthTokenEndpointFails(t *testing.T) {
	t.Parallel()
	const limited, down = http.StatusTooManyRequests, http.StatusServiceUnavailable
	tests := map[string]struct {
		status, times int // what the endpoint answers, and how often
		body          string
		want          []string
		err           error
	}{
		"rate limited twice":       {limited, 2, ``, []string{"token", "token", "token", "Bearer token3"}, nil},
		"rate limited for good":    {limited, 99, ``, []string{"token", "token", "token"}, twilio.ErrTooManyRequests},
		"down, and it was a POST":  {down, 99, ``, []string{"token"}, twilio.ErrServer},
		"wrong secret":             {401, 99, ``, []string{"token"}, twilio.ErrUnauthorized},
		"answers without a token":  {200, 99, `{}`, []string{"token"}, nil},
		"answers something else":   {200, 99, `<html>`, []string{"token"}, nil},
		"answers with a redirect":  {302, 99, ``, []string{"token"}, nil},
		"answers with nothing":     {200, 99, ``, []string{"token"}, nil},
		"answers with a long life": {200, 1, `{"access_token":"t","expires_in":9e99}`, []string{"token"}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := newIdentityProvider(t, welcome)
				p.refuse = func(n int) *http.Response {
					if n > tt.times {
						return nil
					}
					return reply(tt.status, tt.body)
				}
				err := get(t, p.oauth())
				if wantErr := !strings.HasPrefix(tt.want[len(tt.want)-1], "Bearer"); (err != nil) != wantErr || tt.err != nil && !errors.Is(err, tt.err) {
					t.Errorf("error is %v", err)
				}
				if err != nil && strings.Contains(err.Error(), "client secret") {
					t.Errorf("the secret is in the error: %v", err)
				}
				if diff := cmp.Diff(tt.want, p.story()); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		})
	}
}

// TestOAuthFailureIsShared has a hundred callers hear of one failure at once, rather than each
// try in its turn.
func TestOAuthFailureIsShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newIdentityProvider(t, welcome)
		p.refuse = func(n int) *http.Response {
			if n == 1 {
				return reply(http.StatusServiceUnavailable, ``)
			}
			return nil
		}
		c, start := p.oauth(), time.Now()
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				if err := get(t, c); !errors.Is(err, twilio.ErrServer) {
					t.Errorf("error is %v", err)
				}
			})
		}
		wg.Wait()
		if took := time.Since(start); took != time.Second {
			t.Errorf("it took %v", took)
		}
		if err := get(t, c); err != nil { // who comes later tries again
			t.Error(err)
		}
		if diff := cmp.Diff([]string{"token", "token", "Bearer token2"}, p.story()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
