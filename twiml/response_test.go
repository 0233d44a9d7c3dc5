package twiml_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
)

func serve(r *twiml.Response, method string, ifNoneMatch ...string) *http.Response {
	req := httptest.NewRequest(method, "/sms", nil)
	req.Header["If-None-Match"] = ifNoneMatch
	rec := httptest.NewRecorder()
	r.ServeHTTP(rec, req)
	return rec.Result()
}

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	rec := make([]byte, 1024)
	n, _ := res.Body.Read(rec)
	return string(rec[:n])
}

func TestServeHTTP(t *testing.T) {
	t.Parallel()
	r := twiml.Reply("Hi")
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodHead} {
		res := serve(r, method)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", method, res.StatusCode)
		}
		if diff := cmp.Diff("text/xml; charset=utf-8", res.Header.Get("Content-Type")); diff != "" {
			t.Errorf("%s: %s", method, diff)
		}
		if diff := cmp.Diff("80", res.Header.Get("Content-Length")); diff != "" {
			t.Errorf("%s: %s", method, diff)
		}
		want := r.String()
		if method == http.MethodHead {
			want = ""
		}
		if diff := cmp.Diff(want, body(t, res)); diff != "" {
			t.Errorf("%s: %s", method, diff)
		}
	}
	var none *twiml.Response
	if diff := cmp.Diff(declaration+"<Response/>", body(t, serve(none, http.MethodPost))); diff != "" {
		t.Error(diff)
	}
}

func TestServeHTTPNotModified(t *testing.T) {
	t.Parallel()
	r := twiml.Reply("Hi")
	etag := serve(r, http.MethodGet).Header.Get("ETag")
	if other := serve(twiml.Reply("Ho"), http.MethodGet).Header.Get("ETag"); other == etag || etag == "" {
		t.Fatalf("two documents have the ETags %s and %s", etag, other)
	}
	tests := map[string]struct {
		method      string
		ifNoneMatch []string
		want        int
	}{
		"same":              {http.MethodGet, []string{etag}, 304},
		"HEAD":              {http.MethodHead, []string{etag}, 304},
		"weak":              {http.MethodGet, []string{"W/" + etag}, 304},
		"any":               {http.MethodGet, []string{" * "}, 304},
		"in a list":         {http.MethodGet, []string{`"a", W/"b,c" ,` + etag + `, "d"`}, 304},
		"on a second line":  {http.MethodGet, []string{`"a"`, etag}, 304},
		"other":             {http.MethodGet, []string{`"a"`}, 200},
		"unquoted":          {http.MethodGet, []string{etag[1 : len(etag)-1]}, 200},
		"none":              {http.MethodGet, nil, 200},
		"POST does not ask": {http.MethodPost, []string{etag, "*"}, 200},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res := serve(r, tt.method, tt.ifNoneMatch...)
			if res.StatusCode != tt.want {
				t.Errorf("status %d, want %d", res.StatusCode, tt.want)
			}
			if diff := cmp.Diff(etag, res.Header.Get("ETag")); diff != "" {
				t.Error(diff)
			}
			if got := body(t, res); tt.want == 304 && got != "" {
				t.Errorf("304 with body %q", got)
			}
		})
	}
}

func TestServeHTTPRefuses(t *testing.T) {
	t.Parallel()
	res := serve(twiml.Reply("Hi"), http.MethodPut)
	if res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("status %d", res.StatusCode)
	}
	if diff := cmp.Diff("GET, HEAD, POST", res.Header.Get("Allow")); diff != "" {
		t.Error(diff)
	}
	res = serve(twiml.Reply("secret \x01"), http.MethodPost)
	if res.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d", res.StatusCode)
	}
	if got := body(t, res); got != "" {
		t.Errorf("500 with body %q", got)
	}
}
