package webhooktest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/webhook"
)

// NewRequest returns a signed request with which Twilio would call rawURL, to be given to a
// handler. For GET params are added to the query, for any other method they are the form in the
// body. A user name, a password and a fragment in rawURL are left out, as Twilio leaves them
// out. Like httptest.NewRequest it panics if rawURL is not a URL.
func NewRequest(authToken, method, rawURL string, params url.Values) *http.Request {
	var body io.Reader
	target := bare(rawURL)
	if method == http.MethodGet {
		target = withQuery(target, params.Encode())
		params = nil
	} else {
		body = strings.NewReader(params.Encode())
	}
	r := httptest.NewRequestWithContext(context.Background(), method, target, body)
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set(webhook.SignatureHeader, webhook.Sign(authToken, called(r), params))
	return r
}

// NewJSONRequest returns a signed request with which Twilio would post a JSON document to
// rawURL, to be given to a handler. The hash of the body is added to the URL. Like
// httptest.NewRequest it panics if rawURL is not a URL.
func NewJSONRequest(authToken, rawURL string, body []byte) *http.Request {
	target, _ := webhook.SignJSON(authToken, bare(rawURL), body)
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, target, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(webhook.SignatureHeader, webhook.Sign(authToken, called(r), nil))
	return r
}

// Sign signs a request as Twilio would: one that a client is going to send, or one that a test
// gives to a handler. A posted form is signed with its parameters; for any other body the hash
// is added to the URL, if it is not there. It reads the body and puts it back.
func Sign(r *http.Request, authToken string) error {
	var body []byte
	if r.Body != nil && r.Body != http.NoBody {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return err
		}
		r.Body.Close()
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	var params url.Values
	contentType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	switch {
	case r.Method != http.MethodGet && strings.EqualFold(strings.TrimSpace(contentType), "application/x-www-form-urlencoded"):
		var err error
		if params, err = url.ParseQuery(string(body)); err != nil {
			return err
		}
	case len(body) > 0 && !r.URL.Query().Has("bodySHA256"):
		hash := "bodySHA256=" + webhook.BodySHA256(body)
		r.URL.RawQuery = strings.TrimPrefix(r.URL.RawQuery+"&"+hash, "&")
		if r.RequestURI != "" {
			r.RequestURI = withQuery(r.RequestURI, hash)
		}
	}
	r.Header.Set(webhook.SignatureHeader, webhook.Sign(authToken, called(r), params))
	return nil
}

// called returns the URL that r calls.
func called(r *http.Request) string {
	scheme, host, path := r.URL.Scheme, r.Host, r.RequestURI
	if scheme == "" {
		scheme = "http"
	}
	if r.TLS != nil {
		scheme = "https"
	}
	if host == "" {
		host = r.URL.Host
	}
	if path == "" {
		path = r.URL.RequestURI()
	}
	if path[0] != '/' { // httptest writes the whole URL there
		_, rest, _ := strings.Cut(bare(path), "://")
		_, path, _ = strings.Cut(rest, "/")
		path = "/" + path
	}
	return scheme + "://" + host + path
}

// bare returns rawURL without user name, password and fragment.
func bare(rawURL string) string {
	rawURL, _, _ = strings.Cut(rawURL, "#")
	scheme, rest, ok := strings.Cut(rawURL, "://")
	if !ok {
		return rawURL
	}
	host, path := rest, "/"
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	if path[0] == '?' {
		path = "/" + path
	}
	return scheme + "://" + host[strings.LastIndexByte(host, '@')+1:] + path
}

func withQuery(target, query string) string {
	switch {
	case query == "":
		return target
	case strings.Contains(target, "?"):
		return target + "&" + query
	}
	return target + "?" + query
}
