package token_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/token"
)

// byHeader is the session of these tests: the header X-User.
func byHeader(r *http.Request) (*token.Params, error) {
	switch name := r.Header.Get("X-User"); name {
	case "":
		return nil, token.ErrSignedOut
	case "nil":
		return nil, nil
	case "broken":
		return nil, errors.New("session store is down")
	case "half":
		return &token.Params{Identity: name}, errors.New("role is unknown")
	case "nameless":
		return &token.Params{}, nil
	default:
		return &token.Params{Identity: name, TTL: 10 * time.Minute}, nil
	}
}

func TestRefresh(t *testing.T) {
	t.Parallel()
	const refused = `token: refresh: cross-origin request detected`
	for name, tt := range map[string]struct {
		method, user string
		header       map[string]string
		opts         []token.RefreshOption
		want         int
		err          string
	}{
		"GET":                  {http.MethodGet, "alice", nil, nil, 200, ""},
		"POST":                 {http.MethodPost, "alice", nil, nil, 200, ""},
		"HEAD":                 {http.MethodHead, "alice", nil, nil, 405, ""},
		"PUT":                  {http.MethodPut, "alice", nil, nil, 405, ""},
		"OPTIONS":              {http.MethodOptions, "alice", nil, nil, 405, ""},
		"signed out":           {http.MethodPost, "", nil, nil, 401, ""},
		"nil":                  {http.MethodPost, "nil", nil, nil, 401, ""},
		"function fails":       {http.MethodPost, "broken", nil, nil, 500, "token: refresh: session store is down"},
		"params and error":     {http.MethodPost, "half", nil, nil, 500, "token: refresh: role is unknown"},
		"params refused":       {http.MethodPost, "nameless", nil, nil, 500, "token: refresh: identity is missing or not UTF-8"},
		"same origin":          {http.MethodGet, "alice", map[string]string{"Sec-Fetch-Site": "same-origin"}, nil, 200, ""},
		"address bar":          {http.MethodGet, "alice", map[string]string{"Sec-Fetch-Site": "none"}, nil, 200, ""},
		"cross-site GET":       {http.MethodGet, "alice", map[string]string{"Sec-Fetch-Site": "cross-site"}, nil, 403, refused},
		"cross-site POST":      {http.MethodPost, "alice", map[string]string{"Sec-Fetch-Site": "cross-site"}, nil, 403, refused},
		"other host of a site": {http.MethodGet, "alice", map[string]string{"Sec-Fetch-Site": "same-site"}, nil, 403, refused},
		"own Origin":           {http.MethodGet, "alice", map[string]string{"Origin": "https://api.example"}, nil, 200, ""},
		"other Origin":         {http.MethodGet, "alice", map[string]string{"Origin": "https://evil.example"}, nil, 403, refused},
		"no Origin":            {http.MethodPost, "alice", map[string]string{"Origin": "null"}, nil, 403, refused},
		"trusted Origin": {
			http.MethodGet, "alice", map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "https://app.example"},
			[]token.RefreshOption{token.WithTrustedOrigin("https://other.example"), token.WithTrustedOrigin("https://app.example")}, 200, "",
		},
		"another than the trusted": {
			http.MethodGet, "alice", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://app.example.evil.example"},
			[]token.RefreshOption{token.WithTrustedOrigin("https://app.example")}, 403, refused,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var reported string
			onError := token.WithOnError(func(r *http.Request, err error) {
				if r.Method != tt.method {
					t.Errorf("reported with a %s", r.Method)
				}
				reported += err.Error()
			})
			h, err := token.NewRefresh(newKey(t), byHeader, append(tt.opts, onError)...)
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(tt.method, "https://api.example/token", nil)
			r.Header.Set("X-User", tt.user)
			for k, v := range tt.header {
				r.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)

			if w.Code != tt.want {
				t.Errorf("status %d, want %d", w.Code, tt.want)
			}
			if !strings.HasPrefix(reported, tt.err) || (reported == "") != (tt.err == "") {
				t.Errorf("reported %q, want %q", reported, tt.err)
			}
			if got := w.Header().Get("Cache-Control"); got != "no-store" {
				t.Errorf("Cache-Control: %q", got)
			}
			if got := w.Header().Get("Allow"); (got == "GET, POST") != (tt.want == 405) {
				t.Errorf("Allow: %q", got)
			}
			if got := strings.Contains(w.Body.String(), "eyJ"); got != (tt.want == 200) {
				t.Errorf("body %q", w.Body)
			}
			if tt.want != 200 && strings.TrimSpace(w.Body.String()) != http.StatusText(tt.want) {
				t.Errorf("body %q tells more than the status", w.Body)
			}
		})
	}
}

// What is sent, to the byte.
func TestRefreshAnswer(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	h, err := token.NewRefresh(key, byHeader)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "https://api.example/token", strings.NewReader("identity=mallory"))
	r.Header.Set("X-User", "alice")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)

	signed, err := key.Make(&token.Params{Identity: "alice", TTL: 10 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"token":"` + signed + `","identity":"alice","expires":"2026-01-02T03:14:05Z","expires_in":600}`
	if diff := cmp.Diff(want, w.Body.String()); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	wantHeader := http.Header{
		"Cache-Control":          {"no-store"},
		"Content-Length":         w.Header()["Content-Length"], // net/http refuses a body of another length
		"Content-Type":           {"application/json"},
		"X-Content-Type-Options": {"nosniff"},
	}
	if diff := cmp.Diff(wantHeader, w.Header()); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
}

// A client that asks again near the end of a token always has one that is valid.
func TestRefreshOverADay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		key, err := token.NewKey(accountSID, keySID, secret)
		if err != nil {
			t.Fatal(err)
		}
		h, err := token.NewRefresh(key, byHeader)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[string]bool)
		for begin := time.Now(); time.Since(begin) < 24*time.Hour; {
			r := httptest.NewRequest(http.MethodGet, "/token", nil)
			r.Header.Set("X-User", "alice")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			var a token.Answer
			if err := json.NewDecoder(w.Body).Decode(&a); err != nil {
				t.Fatal(err)
			}
			if seen[a.Token] {
				t.Fatalf("the token was sent before")
			}
			seen[a.Token] = true
			if left := time.Until(a.Expires); left > 10*time.Minute || left <= 10*time.Minute-time.Second {
				t.Errorf("%v left", left)
			}
			time.Sleep(time.Duration(a.ExpiresIn)*time.Second - time.Second)
			if _, err := key.Verify(a.Token); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestNewRefreshRefuses(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	for name, refresh := range map[string]func() (*token.Refresh, error){
		"no key":      func() (*token.Refresh, error) { return token.NewRefresh(nil, byHeader) },
		"no function": func() (*token.Refresh, error) { return token.NewRefresh(key, nil) },
		"nil option":  func() (*token.Refresh, error) { return token.NewRefresh(key, byHeader, nil) },
		"origin of a host": func() (*token.Refresh, error) {
			return token.NewRefresh(key, byHeader, token.WithTrustedOrigin("app.example"))
		},
		"origin with path": func() (*token.Refresh, error) {
			return token.NewRefresh(key, byHeader, token.WithTrustedOrigin("https://app.example/x"))
		},
	} {
		if h, err := refresh(); h != nil || err == nil {
			t.Errorf("%s: NewRefresh = %v, %v, want an error", name, h, err)
		}
	}
	if _, err := token.NewRefresh(key, byHeader, token.WithOnError(nil)); err != nil {
		t.Errorf("WithOnError(nil): %v", err)
	}
}
