package twiliotest_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const linkDomain = "links.shop.example"

// issued returns a certificate of linkDomain and its key, in PEM: by an authority, or by itself.
func issued(t *testing.T, ends time.Time, byItself bool) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: linkDomain}, DNSNames: []string{linkDomain},
		NotBefore: ends.Add(-1000 * time.Hour), NotAfter: ends,
	}
	parent := leaf
	if !byItself {
		parent = &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Authority"}}
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, parent, &private.PublicKey, private)
	must(t, err)
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	must(t, err)
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}))
}

func TestEveryOperationOfLinkShortening(t *testing.T) {
	t.Parallel()
	cert, key := issued(t, time.Now().Add(1000*time.Hour), false)
	tw := twiliotest.New(t)
	made := map[string]string{"domain": tw.AddDomain(linkDomain), "service": tw.AddService("Shop"), "cert": url.QueryEscape(cert + key)}
	const domain = "/LinkShortening/Domains/$domain"
	done := walk(t, tw, "messaging_v1", made, nil, []step{
		{"POST", "/v1" + domain + "/Certificate", "TlsCert=$cert", ""},
		{"GET", "/v1" + domain + "/Certificate", "", ""},
		{"POST", "/v1" + domain + "/RequestManagedCert", "", ""},
		{"DELETE", "/v1" + domain + "/Certificate", "", ""},
		{"POST", "/v1" + domain + "/Config", "FallbackUrl=https://shop.example", ""},
		{"GET", "/v1" + domain + "/Config", "", ""},
		{"GET", "/v1" + domain + "/ValidateDns", "", ""},
		{"POST", "/v1" + domain + "/MessagingServices/$service", "", ""},
		{"GET", "/v1/LinkShortening/MessagingServices/$service/Domain", "", ""},
		{"GET", "/v1/LinkShortening/MessagingService/$service/DomainConfig", "", ""},
		{"DELETE", "/v1" + domain + "/MessagingServices/$service", "", ""},
		{"POST", "/v1" + domain + "/RequestManagedCert", "", ""},
	})
	more := walk(t, tw, "messaging_v2", made, nil, []step{{"GET", "/v2" + domain + "/Certificate", "", ""}})
	if len(done) != 11 || len(more) != 1 {
		t.Errorf("%d and %d operations were called", len(done), len(more))
	}
}

// TestShortLinks follows a link from the text that the app sends to where it leads.
func TestShortLinks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		var clicks []string
		tw.Mount("https://app.example/clicks", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			must(t, r.ParseForm())
			clicks = append(clicks, r.PostForm.Get("event_type")+" "+r.PostForm.Get("link")+" "+r.PostForm.Get("to"))
		}))
		client, ctx := tw.Client(), t.Context()
		links := messaging.New(client).LinkShortening
		service, domain := tw.AddService("Shop", twiliotest.Senders(shop)), tw.AddDomain(linkDomain)
		text := "See https://shop.example/orders/7?a=b, or ask (http://shop.example)."
		send := func(shorten bool) string {
			m, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
				To: alice, MessagingServiceSID: service, Body: text, ShortenURLs: new(shorten),
			})
			must(t, err)
			tw.Wait()
			after, _ := tw.Message(m.SID)
			if after.ErrorCode != 0 {
				return string(after.Status) + " " + after.ErrorCode.Name()
			}
			return after.Body
		}
		got := []string{send(true), send(false)}
		must(t, second(links.Associations(domain).Create(ctx, service)))
		got = append(got, send(true))
		must(t, second(links.Certificates.RequestManaged(ctx, domain)))
		got = append(got, send(true))
		time.Sleep(time.Minute)
		tw.BreakDomain(domain, "There is no CNAME record")
		got = append(got, send(true))
		must(t, second(links.Configs.Update(ctx, domain, &messaging.UpdateDomainConfigParams{
			ContinueOnFailure: new(true), CallbackURL: new("https://app.example/clicks"), FallbackURL: new("https://shop.example/"),
		})))
		got = append(got, send(true))
		tw.BreakDomain(domain, "")
		short := send(true)
		at := regexp.MustCompile(`https://links\.shop\.example/\w{8}`)
		got = append(got, at.ReplaceAllString(short, "…"))
		want := []string{
			"failed Domain has not been set up for this account", text,
			"failed Domain private certificate has not been uploaded", "failed Domain private certificate has not been uploaded",
			"failed Domain is unverified", text, "See …, or ask (…).",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}

		browser := tw.HTTPClient()
		browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		follow := func(link string) string {
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, link, http.NoBody)
			must(t, err)
			resp, err := browser.Do(r)
			must(t, err)
			_, err = io.Copy(io.Discard, resp.Body)
			must(t, err)
			must(t, resp.Body.Close())
			tw.Wait()
			return resp.Status + " " + resp.Header.Get("Location")
		}
		var led []string
		list := at.FindAllString(short, -1)
		for _, link := range append(list, "https://"+linkDomain+"/nothing") {
			led = append(led, follow(link))
		}
		must(t, second(links.Certificates.RequestManaged(ctx, domain)))
		time.Sleep(90 * 24 * time.Hour)
		must(t, second(links.Configs.Update(ctx, domain, &messaging.UpdateDomainConfigParams{FallbackURL: new("")})))
		led = append(led, follow(list[0]))
		wantLed := []string{
			"307 Temporary Redirect https://shop.example/orders/7?a=b", "307 Temporary Redirect http://shop.example",
			"307 Temporary Redirect https://shop.example/", "404 Not Found ",
		}
		if diff := cmp.Diff(wantLed, led); diff != "" {
			t.Error(diff)
		}
		wantClicks := []string{"click https://shop.example/orders/7?a=b " + string(alice), "click http://shop.example " + string(alice)}
		if diff := cmp.Diff(wantClicks, clicks); diff != "" {
			t.Error(diff)
		}
		var codes []twilio.ErrorCode
		for _, a := range tw.Alerts() {
			codes = append(codes, a.Code)
		}
		if diff := cmp.Diff([]twilio.ErrorCode{30104, 30105}, codes); diff != "" {
			t.Error(diff)
		}
	})
}

// TestCertificateInValidation says that the old certificate serves until the new one is checked.
func TestCertificateInValidation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		certs, domain := messaging.New(tw.Client()).LinkShortening.Certificates, tw.AddDomain(linkDomain)
		early, late := time.Now().Add(1000*time.Hour), time.Now().Add(2000*time.Hour)
		var got []string
		look := func() {
			c, err := certs.Get(t.Context(), domain)
			must(t, err)
			line := "none"
			switch {
			case c.DateExpires.Equal(early):
				line = "early"
			case c.DateExpires.Equal(late):
				line = "late"
			}
			if c.CertInValidation != nil {
				line += ", " + c.CertInValidation.Status
			}
			got = append(got, line)
		}
		for _, ends := range []time.Time{early, late} {
			cert, key := issued(t, ends, false)
			must(t, second(certs.Update(t.Context(), domain, &messaging.UpdateDomainCertificateParams{TLSCert: cert + key})))
			look()
			time.Sleep(time.Minute)
			look()
		}
		if diff := cmp.Diff([]string{"none, pending", "early", "early, pending", "late"}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestLinkRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	client, ctx := tw.Client(), t.Context()
	links := messaging.New(client).LinkShortening
	domain, other, service := tw.AddDomain(linkDomain), tw.AddDomain("l.shop.example"), tw.AddService("Shop")
	must(t, second(links.Associations(domain).Create(ctx, service)))
	cert, key := issued(t, time.Now().Add(time.Hour), false)
	own, ownKey := issued(t, time.Now().Add(time.Hour), true)
	past, pastKey := issued(t, time.Now().Add(-time.Hour), false)
	broken := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")}))
	badKey := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}))
	upload := func(text string) error {
		return second(links.Certificates.Update(ctx, domain, &messaging.UpdateDomainCertificateParams{TLSCert: text}))
	}
	_, direct := client.Messages.Create(ctx, &twilio.CreateMessageParams{From: shop, To: alice, Body: "https://shop.example", ShortenURLs: new(true)})
	for name, refusal := range map[string]struct {
		err  error
		want twilio.ErrorCode
	}{
		"nothing":              {upload(""), 30116},
		"no key":               {upload(cert), 30116},
		"no certificate":       {upload(broken + key), 30117},
		"a key that is none":   {upload(cert + badKey), 30118},
		"another's key":        {upload(cert + ownKey), 30119},
		"by itself":            {upload(own + ownKey), 30129},
		"expired":              {upload(past + pastKey), 30132},
		"two domains":          {second(links.Associations(other).Create(ctx, service)), 30130},
		"no such service":      {second(links.Associations(domain).Create(ctx, "MG"+strings.Repeat("9", 32))), 30127},
		"not its domain":       {links.Associations(other).Delete(ctx, service), 20404},
		"no such domain":       {second(links.ValidateDNS(ctx, "DN"+strings.Repeat("9", 32))), 20404},
		"no settings":          {second(links.Configs.GetByService(ctx, service)), 20404},
		"no callback URL":      {second(links.Configs.Update(ctx, domain, &messaging.UpdateDomainConfigParams{CallbackURL: new("x")})), 30109},
		"no fallback URL":      {second(links.Configs.Update(ctx, domain, &messaging.UpdateDomainConfigParams{FallbackURL: new("x")})), 30122},
		"no Messaging Service": {direct, 30124},
	} {
		if !errors.Is(refusal.err, refusal.want) {
			t.Errorf("%s: %v, want %d", name, refusal.err, refusal.want)
		}
	}
}
