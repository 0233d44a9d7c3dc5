package webhook_test

import (
	"bytes"
	"cmp"
	"errors"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/twiliokit/twiliokit/webhook"
)

// The vectors that Twilio's own libraries test with.
const (
	vectorToken = "12345"
	vectorURL   = "https://mycompany.com/myapp.php?foo=1&bar=2"
	vectorBody  = `{"property": "value", "boolean": true}`
	vectorHash  = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
)

func vectorParams() url.Values {
	return url.Values{
		"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675309"}, "Digits": {"1234"},
		"From": {"+14158675309"}, "To": {"+18005551212"},
	}
}

type vector struct {
	name      string
	called    string // the URL that the server sees
	signed    string // the URL that Twilio signed, if it is another
	params    url.Values
	body      string // JSON, instead of params
	method    string
	signature string
}

func vectors() []vector {
	p := vectorParams()
	encodings := url.Values{"Message": {"Hello & goodbye! @#$%^*()"}, "From": {"+1 (415) 867-5309"}, "Special": {"unicode: ñáéíóú"}}
	return []vector{
		{name: "form", called: vectorURL, params: p, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8="},
		{name: "https drops the port", called: "https://mycompany.com:1234/myapp.php?foo=1&bar=2", signed: vectorURL,
			params: p, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8="},
		{name: "http keeps the port", called: "http://mycompany.com:1234/myapp.php?foo=1&bar=2",
			params: p, signature: "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="},
		{name: "https adds its port", called: vectorURL, signed: "https://mycompany.com:443/myapp.php?foo=1&bar=2",
			params: p, signature: "kvajT1Ptam85bY51eRf/AJRuM3w="},
		{name: "http adds its port", called: "http://mycompany.com/myapp.php?foo=1&bar=2",
			signed: "http://mycompany.com:80/myapp.php?foo=1&bar=2", params: p, signature: "0ZXoZLH/DfblKGATFgpif+LLRf4="},
		{name: "JSON", called: vectorURL + "&bodySHA256=" + vectorHash, body: vectorBody, signature: "a9nBmqA0ju/hNViExpshrM61xv4="},
		{name: "JSON, hash alone in the query", called: "https://mycompany.com/myapp.php?bodySHA256=" + vectorHash,
			body: vectorBody, signature: "y77kIzt2vzLz71DgmJGsen2scGs="},
		{name: "no parameters", called: vectorURL, params: url.Values{}, signature: "zYQTYrRWXE7LtzbG4PfP7/bkkGo="},
		{name: "GET", called: vectorURL, method: http.MethodGet, signature: "zYQTYrRWXE7LtzbG4PfP7/bkkGo="},
		{name: "no query", called: "https://mycompany.com/myapp.php", params: p, signature: "1xaxFBvyzXYvWplzNOSs28HWO94="},
		{name: "whole query counts", called: vectorURL + "&type=thiswontbeusedinthesignaturegeneratorandsoshouldbeignored",
			params: p, signature: "hYkNsTBttoNGkyCS0p+wWmQoRTg="},
		{name: "escapes in the query", called: "https://mycompany.com/myapp.php?foo=hello%20world&bar=test%2Bvalue",
			params: p, signature: "er2tvAP1Wx+iuTTE2BPgvEaN1cs="},
		{name: "characters of all kinds", called: vectorURL, params: encodings, signature: "dCPiR4WtQ6QFN6pJh81CtlCcWLQ="},
		{name: "values repeated", called: vectorURL, signature: "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
			params: url.Values{"Sid": {"CA123"}, "SidAccount": {"AC123"}, "Digits": {"5678", "1234", "1234"}}},
		{name: "plus in a value", called: "https://customer.example/cb", signature: "RPmvJzz674XdYurPkoSZxwiOiWM=",
			params: url.Values{"From": {"+4915123456789"}, "Body": {"hello+world"}}},
		{name: "umlauts", called: "https://customer.example/cb", signature: "1u+8eedolvqsC8ybKmeUbdyKfrU=",
			params: url.Values{"Caller": {"Müller"}, "Greeting": {"Grüß Gott"}}},
		{name: "empty values", called: vectorURL, signature: "9HHp/OqQMEwdrVebHDdA/+tqjX8=",
			params: url.Values{"Digits": {""}, "CallSid": p["CallSid"], "EmptyParam": {""}}},
	}
}

// request is what a server gets when Twilio calls the vector's URL.
func (c vector) request() *http.Request {
	method, contentType, body := http.MethodPost, "application/x-www-form-urlencoded", c.params.Encode()
	switch {
	case c.method == http.MethodGet:
		method, contentType, body = http.MethodGet, "", ""
	case c.body != "":
		contentType, body = "application/json", c.body
	}
	return request(method, c.called, contentType, body, c.signature)
}

// request returns a request as net/http's server makes one of what comes over a connection.
func request(method, rawURL, contentType, body, signature string) *http.Request {
	r := httptest.NewRequest(method, rawURL, strings.NewReader(body))
	if _, rest, ok := strings.Cut(rawURL, "://"); ok {
		r.RequestURI = rest[strings.IndexByte(rest, '/'):]
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if signature != "" {
		r.Header.Set("X-Twilio-Signature", signature)
	}
	return r
}

const formType = "application/x-www-form-urlencoded"

func TestVectors(t *testing.T) {
	t.Parallel()
	v := newValidator(t, vectorToken)
	for _, c := range vectors() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			signed := c.signed
			if signed == "" {
				signed = c.called
			}
			if got := webhook.Sign(vectorToken, signed, c.params); got != c.signature {
				t.Errorf("Sign = %q, want %q", got, c.signature)
			}
			if err := v.Verify(c.request()); err != nil {
				t.Error(err)
			}
		})
	}
}

// What Twilio's libraries refuse, and every vector with one thing changed.
func TestVectorsRefused(t *testing.T) {
	t.Parallel()
	v := newValidator(t, vectorToken)
	good := vectors()[0]
	for name, url := range map[string]string{
		"host in other case":   "https://MyCompany.com/myapp.php?foo=1&bar=2",
		"other host with port": "https://myothercompany.com:1234/myapp.php?foo=1&bar=2",
		"http":                 "http://mycompany.com/myapp.php?foo=1&bar=2",
		"other path":           "https://mycompany.com/myapp.php/?foo=1&bar=2",
		"query in other order": "https://mycompany.com/myapp.php?bar=2&foo=1",
		"query cut off":        "https://mycompany.com/myapp.php?foo=1",
		"query longer":         vectorURL + "&",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := good
			c.called = url
			if err := v.Verify(c.request()); !errors.Is(err, webhook.ErrBadSignature) {
				t.Errorf("Verify = %v", err)
			}
		})
	}
	for _, c := range vectors() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if err := newValidator(t, "1234").Verify(c.request()); !errors.Is(err, webhook.ErrBadSignature) {
				t.Errorf("with another token: %v", err)
			}
			for header, want := range map[string]error{
				"":                                  webhook.ErrNoSignature,
				"=":                                 webhook.ErrBadSignature,
				"garbage":                           webhook.ErrBadSignature,
				c.signature + " ":                   webhook.ErrBadSignature,
				c.signature[1:]:                     webhook.ErrBadSignature,
				flip(c.signature):                   webhook.ErrBadSignature,
				c.signature + c.signature:           webhook.ErrBadSignature,
				strings.ToLower(c.signature):        webhook.ErrBadSignature,
				strings.Repeat("A", 28):             webhook.ErrBadSignature,
				strings.Repeat("A", 900<<10):        webhook.ErrBadSignature,
				"sha1=" + c.signature:               webhook.ErrBadSignature,
				strings.Repeat("\x00\xff", 14):      webhook.ErrBadSignature,
				strings.TrimRight(c.signature, "="): webhook.ErrBadSignature,
			} {
				c.signature = header
				if err := v.Verify(c.request()); !errors.Is(err, want) {
					t.Errorf("signed %.40q: %v", header, err)
				}
			}
		})
	}
}

// flip changes the first character of a signature to another one of base64.
func flip(s string) string {
	if s[0] == 'A' {
		return "B" + s[1:]
	}
	return "A" + s[1:]
}

func TestSign(t *testing.T) {
	t.Parallel()
	const token = "t0ken"
	base := webhook.Sign(token, "https://h.example/p", url.Values{"A": {"1", "2"}})
	for name, c := range map[string]struct {
		url    string
		params url.Values
		same   bool
	}{
		"values in other order": {"https://h.example/p", url.Values{"A": {"2", "1"}}, true},
		"value repeated":        {"https://h.example/p", url.Values{"A": {"2", "1", "2"}}, true},
		"user name":             {"https://u:p@h.example/p", url.Values{"A": {"1", "2"}}, true},
		"user name with at":     {"https://u@b:p@h.example/p", url.Values{"A": {"1", "2"}}, true},
		"fragment":              {"https://h.example/p#rc=2", url.Values{"A": {"1", "2"}}, true},
		"value missing":         {"https://h.example/p", url.Values{"A": {"1"}}, false},
		"at in path":            {"https://h.example/@p", url.Values{"A": {"1", "2"}}, false},
		"name in other case":    {"https://h.example/p", url.Values{"a": {"1", "2"}}, false},
		"host in other case":    {"https://H.example/p", url.Values{"A": {"1", "2"}}, false},
		"no scheme":             {"h.example/p", url.Values{"A": {"1", "2"}}, false},
	} {
		if got := webhook.Sign(token, c.url, c.params); (got == base) != c.same {
			t.Errorf("%s: %s", name, got)
		}
	}
	// Names are sorted by their bytes: capitals come before small letters.
	if webhook.Sign(token, "https://h/", url.Values{"a": {"1"}, "B": {"2"}}) != webhook.Sign(token, "https://h/B2a1", nil) {
		t.Error("names are not in byte order")
	}
}

// A signer remembers nothing of what it signed before, whoever else it signs for at the same time.
func TestSigner(t *testing.T) {
	t.Parallel()
	s := webhook.NewSigner(vectorToken)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, v := range vectors() {
				if v.body != "" {
					continue
				}
				signed := cmp.Or(v.signed, v.called)
				want := webhook.Sign(vectorToken, signed, v.params)
				if got := s.Sign(signed, v.params); got != want {
					t.Errorf("%s: %s, want %s", v.name, got, want)
				}
				if got := s.SignSeq(signed, pairs(v.params)); got != want {
					t.Errorf("%s: %s in sequence, want %s", v.name, got, want)
				}
			}
		})
	}
	group.Wait()
}

// pairs yields the names and values of a map, in no order.
func pairs(params url.Values) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for name, values := range params {
			for _, v := range values {
				if !yield(name, v) {
					return
				}
			}
		}
	}
}

func TestSignJSON(t *testing.T) {
	t.Parallel()
	body := []byte(vectorBody)
	if got := webhook.BodySHA256(body); got != vectorHash {
		t.Errorf("BodySHA256 = %s", got)
	}
	const other = "ffff"
	for rawURL, want := range map[string]string{
		"https://h/p":                           "https://h/p?bodySHA256=" + vectorHash,
		"https://h/p?":                          "https://h/p?&bodySHA256=" + vectorHash,
		"https://h/p?a=1":                       "https://h/p?a=1&bodySHA256=" + vectorHash,
		"https://h/p?a=1#rc=2":                  "https://h/p?a=1&bodySHA256=" + vectorHash + "#rc=2",
		"https://h/p?bodySHA256=" + other:       "https://h/p?bodySHA256=" + other,
		"https://h/p?a=1&bodySHA256=" + other:   "https://h/p?a=1&bodySHA256=" + other,
		"https://h/p?xbodySHA256=" + other + "": "https://h/p?xbodySHA256=" + other + "&bodySHA256=" + vectorHash,
	} {
		got, signature := webhook.SignJSON(vectorToken, rawURL, body)
		if got != want || signature != webhook.Sign(vectorToken, want, nil) {
			t.Errorf("SignJSON(%s) = %s, %s", rawURL, got, signature)
		}
	}
	if got, signature := webhook.SignJSON(vectorToken, vectorURL, body); !strings.HasSuffix(got, vectorHash) ||
		signature != "a9nBmqA0ju/hNViExpshrM61xv4=" || !bytes.Equal(body, []byte(vectorBody)) {
		t.Errorf("SignJSON = %s, %s", got, signature)
	}
}
