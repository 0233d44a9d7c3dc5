package webhook_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/twiliokit/twiliokit/webhook"
)

const token = "t0ken"

// signedForm returns a request for seen whose form Twilio signed for signed.
func signedForm(seen, signed, form string) *http.Request {
	params, err := url.ParseQuery(form)
	if err != nil {
		panic(err)
	}
	return request(http.MethodPost, seen, formType, form, webhook.Sign(token, signed, params))
}

func TestNewValidator(t *testing.T) {
	t.Parallel()
	one := func(context.Context, string) ([]string, error) { return []string{token}, nil }
	for name, c := range map[string]struct {
		make func() (*webhook.Validator, error)
		want error // nil: any
	}{
		"empty token":          {func() (*webhook.Validator, error) { return webhook.NewValidator("") }, webhook.ErrNoToken},
		"empty previous token": {func() (*webhook.Validator, error) { return webhook.NewValidator("x", webhook.WithPreviousToken("")) }, webhook.ErrNoToken},
		"empty token with previous": {func() (*webhook.Validator, error) {
			return webhook.NewValidator("", webhook.WithPreviousToken("x"))
		}, webhook.ErrNoToken},
		"no function": {func() (*webhook.Validator, error) { return webhook.NewValidatorFunc(nil) }, webhook.ErrNoToken},
		"no limit":    {func() (*webhook.Validator, error) { return webhook.NewValidator("x", webhook.WithMaxBody(0)) }, nil},
		"short key":   {func() (*webhook.Validator, error) { return webhook.NewValidator("x", webhook.WithSessionKey(nil)) }, nil},
		"no prefix": {func() (*webhook.Validator, error) {
			return webhook.NewValidator("x", webhook.WithTrustedProxies(netip.Prefix{}))
		}, nil},
		"func, option": {func() (*webhook.Validator, error) { return webhook.NewValidatorFunc(one, webhook.WithMaxBody(-1)) }, nil},
	} {
		v, err := c.make()
		if v != nil || err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, base := range []string{"", "app.example", "//app.example", "ftp://app.example", "https://", "https://u@app.example",
		"https://app.example?x", "https://app.example#x", "https://app example", "https:app.example"} {
		if v, err := webhook.NewValidator("x", webhook.WithBaseURL(base)); v != nil || err == nil {
			t.Errorf("base URL %q is accepted", base)
		}
	}
}

// A validator that was not made properly lets nothing pass.
func TestVerifyZero(t *testing.T) {
	t.Parallel()
	for _, v := range []*webhook.Validator{nil, {}} {
		r := request(http.MethodPost, vectorURL, formType, "", webhook.Sign("", vectorURL, nil))
		if err := v.Verify(r); !errors.Is(err, webhook.ErrNoToken) {
			t.Errorf("Verify = %v", err)
		}
		w := httptest.NewRecorder()
		v.Middleware(http.NotFoundHandler()).ServeHTTP(w, r)
		if w.Code != http.StatusForbidden {
			t.Errorf("Middleware answers %d", w.Code)
		}
	}
	v := newValidator(t, token)
	for _, r := range []*http.Request{{}, {Method: "POST", URL: &url.URL{}}, {Header: http.Header{"X-Twilio-Signature": {"x"}}}} {
		if err := v.Verify(r); err == nil {
			t.Error("an empty request is accepted")
		}
	}
}

// What Twilio signs and what the server sees of it are not always the same.
func TestVerifyURL(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token)
	for name, c := range map[string]struct{ seen, signed string }{
		"as it is":              {"https://h.example/sms", "https://h.example/sms"},
		"user name":             {"https://h.example/sms", "https://u:p@h.example/sms"},
		"fragment":              {"https://h.example/sms", "https://h.example/sms#ct=2000&rc=2"},
		"port dropped":          {"https://h.example:8443/sms", "https://h.example/sms"},
		"port kept":             {"https://h.example:8443/sms", "https://h.example:8443/sms"},
		"standard port":         {"https://h.example:8443/sms", "https://h.example:443/sms"},
		"standard port dropped": {"https://h.example:443/sms", "https://h.example/sms"},
		"standard port added":   {"https://h.example/sms", "https://h.example:443/sms"},
		"http port added":       {"http://h.example/sms", "http://h.example:80/sms"},
		"IPv6":                  {"https://[2001:db8::1]/sms", "https://[2001:db8::1]/sms"},
		"IPv6 port dropped":     {"https://[2001:db8::1]:8443/sms", "https://[2001:db8::1]/sms"},
		"IPv6 port added":       {"https://[2001:db8::1]/sms", "https://[2001:db8::1]:443/sms"},
		"quote sent escaped":    {"https://h.example/sms?n=O%27Neil", "https://h.example/sms?n=O'Neil"},
		"quote signed escaped":  {"https://h.example/sms?n=O'Neil", "https://h.example/sms?n=O%27Neil"},
		"at and colon":          {"https://h.example/sms?a=b%40c%3Ad%3ae", "https://h.example/sms?a=b@c:d:e"},
		"both and port":         {"https://h.example:1/sms?a=%40%27", "https://h.example:443/sms?a=@'"},
		"root":                  {"https://h.example/?a=1", "https://h.example/?a=1"},
		"odd escapes":           {"https://h.example/a%2fb/%7E?q=%2b+%20&&=&;", "https://h.example/a%2fb/%7E?q=%2b+%20&&=&;"},
		"not ASCII":             {"https://h.example/grüße?ñ=é", "https://h.example/grüße?ñ=é"},
		"two slashes":           {"https://h.example//sms", "https://h.example//sms"},
		"trailing slash":        {"https://h.example/sms/", "https://h.example/sms/"},
		"empty query":           {"https://h.example/sms?", "https://h.example/sms?"},
		"URL in the query":      {"https://h.example/sms?u=https://x@y/z", "https://h.example/sms?u=https://x@y/z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := signedForm("https://placeholder.example/", c.signed, "From=%2B15558675310&Body=Hi")
			scheme, rest, _ := strings.Cut(c.seen, "://")
			host, path, _ := strings.Cut(rest, "/")
			r.Host, r.RequestURI = host, "/"+path
			if scheme == "http" {
				r.TLS = nil
			}
			if err := v.Verify(r); err != nil {
				t.Error(err)
			}
			r.Host = "other.example"
			if err := v.Verify(r); !errors.Is(err, webhook.ErrBadSignature) {
				t.Errorf("on another host: %v", err)
			}
		})
	}
}

// Requests that did not come over a connection have a URL and no request line.
func TestVerifyMadeByHand(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token)
	for _, target := range []string{"https://h.example/a%2Fb?c=d", "http://h.example:8080/?", "https://u:p@h.example/sms#rc=2", "https://h.example/"} {
		r, err := http.NewRequest(http.MethodPost, target, strings.NewReader("A=1"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", formType)
		r.Header.Set("X-Twilio-Signature", webhook.Sign(token, target, url.Values{"A": {"1"}}))
		if err := v.Verify(r); err != nil {
			t.Error(err)
		}
		// httptest writes the whole URL into the request line.
		target, _, _ = strings.Cut(target, "#")
		r = httptest.NewRequest(http.MethodGet, target, nil)
		r.Header.Set("X-Twilio-Signature", webhook.Sign(token, target, nil))
		if err := v.Verify(r); err != nil {
			t.Error(err)
		}
	}
}

func TestVerifyBelowStripPrefix(t *testing.T) {
	t.Parallel()
	const target = "https://h.example/twilio/it%27s/sms"
	v := newValidator(t, token)
	h := http.StripPrefix("/twilio", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if err := v.Verify(r); err != nil || r.URL.Path != "/it's/sms" {
			t.Error(r.URL.Path, err)
		}
	}))
	h.ServeHTTP(httptest.NewRecorder(), signedForm(target, target, "A=1"))
}

// A body that is read once can be read again, decoded and verified again.
func TestVerifyRestoresBody(t *testing.T) {
	t.Parallel()
	const target, form = "https://h.example/sms", "B=2&A=%2B1&B=1"
	v := newValidator(t, token)
	r := signedForm(target, target, form)
	for range 2 {
		if err := v.Verify(r); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r.Body)
	if string(b) != form || err != nil {
		t.Fatalf("body is %q, %v", b, err)
	}
	if err := v.Verify(r); err != nil {
		t.Fatal(err)
	}
	if err := r.ParseForm(); err != nil || r.PostForm.Encode() != "A=%2B1&B=2&B=1" {
		t.Fatal(r.PostForm, err)
	}
	if err := v.Verify(r); err != nil {
		t.Fatal(err)
	}

	// Somebody else has parsed the form and left nothing of the body.
	r = signedForm(target, target, form)
	if err := r.ParseForm(); err != nil {
		t.Fatal(err)
	}
	if err := v.Verify(r); err != nil {
		t.Error(err)
	}
}

func TestVerifyTokens(t *testing.T) {
	t.Parallel()
	const target = "https://h.example/sms"
	sign := func(token, form string) *http.Request {
		params, _ := url.ParseQuery(form)
		return request(http.MethodPost, target, formType, form, webhook.Sign(token, target, params))
	}
	v := newValidator(t, "new", webhook.WithPreviousToken("old"), webhook.WithPreviousToken("older"))
	for token, want := range map[string]error{"new": nil, "old": nil, "older": nil, "other": webhook.ErrBadSignature} {
		if err := v.Verify(sign(token, "A=1")); !errors.Is(err, want) {
			t.Errorf("signed with %s: %v", token, err)
		}
	}

	down := errors.New("vault is down")
	v, err := webhook.NewValidatorFunc(func(_ context.Context, account string) ([]string, error) {
		switch account {
		case "AC1":
			return []string{"one", ""}, nil
		case "AC2":
			return []string{"two", "second"}, nil
		case "AC3":
			return []string{""}, nil
		case "AC4":
			return nil, down
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		token, form string
		want        error
	}{
		{"one", "AccountSid=AC1", nil},
		{"two", "AccountSid=AC2", nil},
		{"second", "AccountSid=AC2", nil},
		{"one", "AccountSid=AC2", webhook.ErrBadSignature},
		{"one", "AccountSid=AC2&AccountSid=AC1", webhook.ErrBadSignature},
		{"", "AccountSid=AC3", webhook.ErrNoToken},
		{"one", "AccountSid=AC5", webhook.ErrNoToken},
		{"one", "", webhook.ErrNoToken},
		{"one", "AccountSid=AC4", down},
	} {
		if err := v.Verify(sign(c.token, c.form)); !errors.Is(err, c.want) {
			t.Errorf("%s signed with %q: %v", c.form, c.token, err)
		}
	}
	r := request(http.MethodGet, target+"?AccountSid=AC1", "", "", webhook.Sign("one", target+"?AccountSid=AC1", nil))
	if err := v.Verify(r); err != nil {
		t.Error(err)
	}
}

// A body that is not a form is covered by its hash in the URL, or it is refused.
func TestVerifyBody(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token, webhook.WithMaxBody(100))
	const (
		target = "https://h.example/events"
		doc    = `{"a":1}`
	)
	hashed := target + "?bodySHA256=" + webhook.BodySHA256([]byte(doc))
	empty := target + "?bodySHA256=" + webhook.BodySHA256(nil)
	for name, c := range map[string]struct {
		method, url, contentType, body string
		want                           error
	}{
		"JSON":                         {"POST", hashed, "application/json", doc, nil},
		"JSON with charset":            {"POST", hashed, "Application/JSON; charset=utf-8", doc, nil},
		"CloudEvents":                  {"POST", hashed, "application/cloudevents+json", doc, nil},
		"hash in capitals":             {"POST", strings.ToUpper(hashed[len(hashed)-64:]), "", "", nil}, // see below
		"hash twice":                   {"POST", hashed + "&bodySHA256=0", "application/json", doc, nil},
		"wrong hash first":             {"POST", target + "?bodySHA256=0&" + hashed[len(target)+1:], "application/json", doc, webhook.ErrBodyHash},
		"JSON without hash":            {"POST", target, "application/json", doc, webhook.ErrBodyHash},
		"JSON with empty hash":         {"POST", target + "?bodySHA256=", "application/json", doc, webhook.ErrBodyHash},
		"JSON with hash of another":    {"POST", hashed, "application/json", `{"a":2}`, webhook.ErrBodyHash},
		"{} instead of the body":       {"POST", hashed, "application/json", `{}`, webhook.ErrBodyHash},
		"nothing instead of the body":  {"POST", hashed, "application/json", ``, webhook.ErrBodyHash},
		"empty JSON":                   {"POST", empty, "application/json", ``, nil},
		"empty JSON without hash":      {"POST", target, "application/json", ``, webhook.ErrBodyHash},
		"text":                         {"POST", target, "text/plain", "A=1", webhook.ErrBodyHash},
		"text with hash":               {"POST", hashed, "text/plain", doc, nil},
		"no content type":              {"POST", target, "", "A=1", webhook.ErrBodyHash},
		"multipart":                    {"POST", target, "multipart/form-data; boundary=x", "--x--", webhook.ErrBodyHash},
		"form is not covered by hash":  {"POST", hashed, formType, doc, webhook.ErrBadSignature},
		"form of a GET":                {"GET", target, formType, "A=1", webhook.ErrBodyHash},
		"GET":                          {"GET", target, "", "", nil},
		"GET with hash":                {"GET", hashed, "", "", nil},
		"GET with hash twice":          {"GET", hashed + "&" + hashed[len(target)+1:], "", "", nil},
		"GET of JSON":                  {"GET", target, "application/json", "", nil},
		"empty POST":                   {"POST", target, "", "", nil},
		"body at the limit":            {"POST", target, "text/plain", strings.Repeat("x", 100), webhook.ErrBodyHash},
		"body over the limit":          {"POST", target, "text/plain", strings.Repeat("x", 101), webhook.ErrBodyTooLarge},
		"form over the limit":          {"POST", target, formType, strings.Repeat("x", 101), webhook.ErrBodyTooLarge},
		"percent sign at the end":      {"POST", target, formType, "A=%", webhook.ErrMalformed},
		"half an escape":               {"POST", target, formType, "A=%4&B=1", webhook.ErrMalformed},
		"no escape":                    {"POST", target, formType, "A=%zz", webhook.ErrMalformed},
		"escape in a name":             {"POST", target, formType, "%=1", webhook.ErrMalformed},
		"semicolon":                    {"POST", target, formType, "A=1;B=2", webhook.ErrMalformed},
		"only ampersands is no params": {"POST", target, formType, "&&&", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "hash in capitals" {
				c.url, c.contentType, c.body = target+"?bodySHA256="+c.url, "application/json", doc
			}
			r := request(c.method, c.url, c.contentType, c.body, webhook.Sign(token, c.url, nil))
			if err := v.Verify(r); !errors.Is(err, c.want) {
				t.Errorf("Verify = %v, want %v", err, c.want)
			}
			// The same without a length, as a chunked body has none.
			r = request(c.method, c.url, c.contentType, c.body, webhook.Sign(token, c.url, nil))
			r.ContentLength, r.Body = -1, io.NopCloser(iotest.OneByteReader(strings.NewReader(c.body)))
			if err := v.Verify(r); !errors.Is(err, c.want) {
				t.Errorf("chunked: Verify = %v, want %v", err, c.want)
			}
			if b, err := io.ReadAll(r.Body); string(b) != c.body || err != nil {
				t.Errorf("left of the body: %q, %v", b, err)
			}
		})
	}
}

func TestVerifyManyParameters(t *testing.T) {
	t.Parallel()
	const target = "https://h.example/sms"
	v := newValidator(t, token)
	form := strings.TrimSuffix(strings.Repeat("A=1&", 10_000), "&")
	if err := v.Verify(signedForm(target, target, form)); err != nil {
		t.Error(err)
	}
	r := request(http.MethodPost, target, formType, form+"&A=1", "x")
	if err := v.Verify(r); !errors.Is(err, webhook.ErrMalformed) {
		t.Errorf("Verify = %v", err)
	}
}

// The client hangs up in the middle of the body.
func TestVerifyDisconnect(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token)
	gone := errors.New("connection reset")
	r := signedForm("https://h.example/sms", "https://h.example/sms", "A=1")
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader("A="), iotest.ErrReader(gone)))
	if err := v.Verify(r); !errors.Is(err, webhook.ErrMalformed) || !errors.Is(err, gone) {
		t.Errorf("Verify = %v", err)
	}
	r.Body = http.MaxBytesReader(nil, io.NopCloser(strings.NewReader("A=1")), 2)
	if err := v.Verify(r); !errors.Is(err, webhook.ErrBodyTooLarge) {
		t.Errorf("below a smaller limit: %v", err)
	}
}

func TestVerifyConcurrently(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if err := v.Verify(signedForm("https://h.example/sms", "https://h.example/sms", "A=1&B=2")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
