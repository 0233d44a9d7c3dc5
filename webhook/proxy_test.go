package webhook_test

import (
	"errors"
	"maps"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/webhook"
)

func TestWithBaseURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ base, signed string }{
		{"https://app.example", "https://app.example/sms?a=1"},
		{"https://app.example/", "https://app.example/sms?a=1"},
		{"https://app.example:8443", "https://app.example:8443/sms?a=1"},
		{"https://app.example:8443", "https://app.example/sms?a=1"},
		{"https://app.example/twilio", "https://app.example/twilio/sms?a=1"},
		{"https://app.example/twilio/", "https://app.example/twilio/sms?a=1"},
		{"HTTP://App.example", "http://App.example/sms?a=1"},
		{"https://App.Example", "https://app.example/sms?a=1"},
		{"https://App.Example:8443/Twilio", "https://app.example/Twilio/sms?a=1"},
		{"https://[::1]:8443", "https://[::1]:8443/sms?a=1"},
	} {
		v := newValidator(t, token, webhook.WithBaseURL(c.base), webhook.WithTrustedProxies(netip.MustParsePrefix("0.0.0.0/0")))
		r := signedForm("http://10.0.0.1:3000/sms?a=1", c.signed, "A=1")
		r.Header.Set("X-Forwarded-Host", "evil.example")
		if err := v.Verify(r); err != nil {
			t.Errorf("%s: %v", c.base, err)
		}
	}
}

// A base leaves nothing else of the URL open.
func TestWithBaseURLOfAnother(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token, webhook.WithBaseURL("https://App.Example/Twilio"))
	for _, signed := range []string{
		"https://APP.EXAMPLE/Twilio/sms?a=1", "https://App.Example/twilio/sms?a=1", "https://App.Example/Twilio/SMS?a=1",
		"https://app.example/twilio/sms?a=1", "http://app.example/Twilio/sms?a=1", "https://10.0.0.1:3000/Twilio/sms?a=1",
	} {
		if err := v.Verify(signedForm("http://10.0.0.1:3000/sms?a=1", signed, "A=1")); !errors.Is(err, webhook.ErrBadSignature) {
			t.Errorf("%s: %v", signed, err)
		}
	}
}

func TestWithTrustedProxies(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token, webhook.WithTrustedProxies(
		netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fe80::/10")))
	const public, trusted = "https://app.example/sms", "10.1.2.3:4567"
	for name, c := range map[string]struct {
		peer   string
		signed string
		header http.Header
		want   error
	}{
		"trusted":           {trusted, public, http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"app.example"}}, nil},
		"trusted, in IPv6":  {"[::ffff:10.1.2.3]:4567", public, http.Header{"X-Forwarded-Proto": {"HTTPS"}, "X-Forwarded-Host": {"app.example"}}, nil},
		"trusted, zone":     {"[fe80::1%eth0]:4567", public, http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"app.example"}}, nil},
		"stranger":          {"192.0.2.1:4567", public, http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"app.example"}}, webhook.ErrBadSignature},
		"no address":        {"@", public, http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"app.example"}}, webhook.ErrBadSignature},
		"scheme only":       {trusted, "https://inner.example:3000/sms", http.Header{"X-Forwarded-Proto": {"https"}}, nil},
		"host only":         {trusted, "http://app.example/sms", http.Header{"X-Forwarded-Host": {"app.example"}}, nil},
		"port":              {trusted, "https://inner.example:8443/sms", http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Port": {"8443"}}, nil},
		"standard port":     {trusted, "https://inner.example/sms", http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Port": {"443"}}, nil},
		"port in the host":  {trusted, "https://app.example:8443/sms", http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"app.example:8443"}, "X-Forwarded-Port": {"443"}}, nil},
		"list":              {trusted, public, http.Header{"X-Forwarded-Proto": {"https, http"}, "X-Forwarded-Host": {"app.example , inner"}}, nil},
		"odd scheme":        {trusted, "http://app.example/sms", http.Header{"X-Forwarded-Proto": {"gopher"}, "X-Forwarded-Host": {"app.example"}}, nil},
		"Forwarded":         {trusted, public, http.Header{"Forwarded": {`for=192.0.2.7; Proto=https;host=app.example, for=10.0.0.1;host=x`}}, nil},
		"Forwarded, quoted": {trusted, "https://app.example:8443/sms", http.Header{"Forwarded": {`host="app.example:8443";proto=https`}}, nil},
		"both":              {trusted, "https://inner.example:3000/sms", http.Header{"X-Forwarded-Proto": {"https"}, "Forwarded": {"host=evil.example;proto=http"}}, nil},
		"no headers":        {trusted, "http://inner.example:3000/sms", nil, nil},
	} {
		r := signedForm("http://inner.example:3000/sms", c.signed, "A=1")
		r.RemoteAddr = c.peer
		maps.Copy(r.Header, c.header)
		if err := v.Verify(r); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An error says what to set, and nothing that a log must not hold.
func TestMismatchText(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	v := newValidator(t, token)
	const form = "Body=" + secret + "&From=%2B15558675310"
	for _, c := range []struct {
		name, seen, signed string
		header             http.Header
		want               string
	}{
		{name: "forged", seen: "https://app.example/sms?key=" + secret, signed: "https://other.example/sms",
			want: `webhook: wrong signature for POST "https://app.example/sms?…", form parameters: 2; ` +
				`if Twilio calls another URL, set WithBaseURL, else look whether the token is that of the account`},
		{name: "TLS ends at a proxy", seen: "http://app.example/sms", signed: "https://app.example/sms",
			want: `webhook: wrong signature for POST "http://app.example/sms", form parameters: 2; ` +
				`it is right for https: set WithBaseURL to the URL that Twilio calls`},
		{name: "proxy is not trusted", seen: "http://10.0.0.1:3000/sms?key=" + secret, signed: "https://app.example/sms?key=" + secret,
			header: http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"app.example"}},
			want: `webhook: wrong signature for POST "http://10.0.0.1:3000/sms?…", form parameters: 2; ` +
				`it is right for "https://app.example/sms?…", which the forwarded headers say: ` +
				`set WithBaseURL, or WithTrustedProxies to the proxy's address`},
		{name: "host of nonsense", seen: "https://app.example/sms", signed: "https://other.example/",
			header: http.Header{"X-Forwarded-Host": {"a\nb" + strings.Repeat("x", 1000)}},
			want: `webhook: wrong signature for POST "https://app.example/sms", form parameters: 2; ` +
				`if Twilio calls another URL, set WithBaseURL, else look whether the token is that of the account`},
	} {
		r := signedForm(c.seen, c.signed, form)
		maps.Copy(r.Header, c.header)
		err := v.Verify(r)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n%v\nwant\n%v", c.name, err, c.want)
		}
	}
	r := signedForm("https://app.example/"+strings.Repeat("x", 5000), "https://app.example/", form)
	r.Method, r.Host = strings.Repeat("M", 5000), "user:"+secret+"@"+strings.Repeat("h\n", 5000)
	if text := v.Verify(r).Error(); len(text) > 1200 || strings.ContainsAny(text, "\n") || strings.Contains(text, secret) {
		t.Errorf("%d bytes: %s", len(text), text)
	}
}
