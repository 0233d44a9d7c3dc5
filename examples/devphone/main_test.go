package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

const (
	shopNumber  = "+15557122661"
	aliceNumber = "+15558675310"
)

// running is devphone as it was started, and what it says that an app needs.
type running struct {
	t   *testing.T
	env map[string]string
}

// start runs devphone with a few flags until the test ends.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	file := filepath.Join(t.TempDir(), "devphone.env")
	if err := os.WriteFile(file, []byte("export EMULATOR=stale\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	said, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, out, append([]string{"-addr", "127.0.0.1:0", "-env", file}, args...))
		out.Close()
		ended <- err
	}()
	lines := bufio.NewScanner(said)
	lines.Scan()
	go func() { _, _ = io.Copy(io.Discard, said) }()
	d := &running{t: t, env: readEnv(t, file)}
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("devphone ended with %v", err)
		}
		if _, err := os.Stat(d.env["SSL_CERT_FILE"]); !os.IsNotExist(err) {
			t.Errorf("devphone left its certificates behind: %v", err)
		}
	})
	if !strings.HasSuffix(lines.Text(), d.env["EMULATOR"]) {
		t.Errorf("devphone says %q, and its environment %q", lines.Text(), d.env["EMULATOR"])
	}
	return d
}

func readEnv(t *testing.T, file string) map[string]string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{}
	for line := range strings.Lines(string(b)) {
		name, value, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "export ")), "=")
		if !ok {
			t.Fatalf("no export: %q", line)
		}
		env[name] = value
	}
	return env
}

// proxied returns a client as a program has that heeds the environment.
func (d *running) proxied() *http.Client {
	d.t.Helper()
	proxy, err := url.Parse(d.env["HTTPS_PROXY"])
	if err != nil {
		d.t.Fatal(err)
	}
	b, err := os.ReadFile(d.env["SSL_CERT_FILE"])
	if err != nil {
		d.t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(b) {
		d.t.Fatal("there is no certificate in SSL_CERT_FILE")
	}
	transport := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}}
	d.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// client returns the library's client, which knows nothing of devphone.
func (d *running) client() *twilio.Client {
	return twilio.New(twilio.AuthToken(d.env["TWILIO_ACCOUNT_SID"], d.env["TWILIO_AUTH_TOKEN"]), twilio.WithHTTPClient(d.proxied()))
}

// do sends a request to devphone itself and returns the status, with the answer read into v.
func (d *running) do(r *http.Request, v any) int {
	d.t.Helper()
	resp, err := new(http.Client).Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	if v != nil {
		if err := json.Unmarshal(body, v); err != nil {
			d.t.Fatalf("%s %s → %d %q: %v", r.Method, r.URL, resp.StatusCode, body, err)
		}
	}
	return resp.StatusCode
}

func (d *running) request(method, path string, form url.Values) *http.Request {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), method, d.env["EMULATOR"]+path, strings.NewReader(form.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

// shop serves an app on a port of its own and returns its URL. It checks that webhooks are signed.
func shop(t *testing.T, answer func(*webhook.IncomingMessage) *twiml.Response) string {
	t.Helper()
	validator, err := webhook.NewValidator(defaultToken)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("POST /sms", webhook.Messages(validator, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		return answer(m), nil
	}))
	mux.HandleFunc("POST /status", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /owl.png", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		_, _ = io.WriteString(w, "hoot")
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func echo(m *webhook.IncomingMessage) *twiml.Response { return twiml.Reply("You said " + m.Body) }

func TestEnvironment(t *testing.T) {
	t.Parallel()
	d := start(t, "-account", "AC00000000000000000000000000000001", "-token", "it's secret")
	url := d.env["EMULATOR"]
	want := map[string]string{
		"EMULATOR": url, "HTTP_PROXY": url, "HTTPS_PROXY": url, "http_proxy": url, "https_proxy": url,
		"NO_PROXY": "localhost,127.0.0.1,::1", "no_proxy": "localhost,127.0.0.1,::1",
		"TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000001",
		"TWILIO_AUTH_TOKEN":  `'it'\''s secret'`,
		"NODE_USE_ENV_PROXY": "1",
		"TWILIO_API_KEY":     "SK0123456789abcdef0123456789abcdef", "TWILIO_API_SECRET": "f0e1d2c3b4a5968778695a4b3c2d1e0f",
	}
	got := map[string]string{}
	for name, value := range d.env {
		if slices.Contains([]string{"PYTHONPATH", "PHP_INI_SCAN_DIR", "JAVA_TOOL_OPTIONS"}, name) {
			continue // see TestTrust
		}
		if !strings.Contains(name, "CA_") && !strings.Contains(name, "CERT") {
			got[name] = value
			continue
		}
		b, err := os.ReadFile(value)
		if err != nil || !x509.NewCertPool().AppendCertsFromPEM(b) {
			t.Errorf("%s holds no certificate: %v", name, err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
	for _, name := range []string{"TWILIO_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"} {
		if d.env[name] == "" {
			t.Errorf("there is no %s", name)
		}
	}
}

// The library's own client sends and lists through the proxy, over TLS, with the URLs of production.
func TestClientThroughProxy(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, echo)+"/sms")
	client := d.client()
	sent, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shopNumber, To: aliceNumber, Body: "Hi"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: "+15550001111", To: aliceNumber, Body: "Hi"}); err == nil {
		t.Error("a message from a number that is not the account's was taken")
	}
	got, err := client.Messages.Get(t.Context(), sent.SID)
	if err != nil || got.Body != "Hi" {
		t.Errorf("got %+v, %v", got, err)
	}
}

// An app may have an API key in place of the auth token.
func TestAPIKey(t *testing.T) {
	t.Parallel()
	d := start(t)
	credentials := twilio.APIKey(d.env["TWILIO_ACCOUNT_SID"], d.env["TWILIO_API_KEY"], d.env["TWILIO_API_SECRET"])
	if _, err := twilio.New(credentials, twilio.WithHTTPClient(d.proxied())).Messages.ListPage(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// A picture that a phone sent is fetched as an app does it: from the URL in the webhook.
func TestMediaThroughProxy(t *testing.T) {
	t.Parallel()
	urls := make(chan string, 1)
	app := shop(t, func(m *webhook.IncomingMessage) *twiml.Response {
		urls <- m.Media[0].URL
		return nil
	})
	d := start(t, "-number", shopNumber+"="+app+"/sms")
	var x sent
	if status := d.do(d.request("POST", "/phones/%2B15558675310/messages", url.Values{"To": {shopNumber}, "MediaUrl": {app + "/owl.png"}}), &x); status != 200 {
		t.Fatalf("HTTP %d", status)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, <-urls, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(d.env["TWILIO_ACCOUNT_SID"], d.env["TWILIO_AUTH_TOKEN"])
	resp, err := d.proxied().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "hoot" {
		t.Errorf("HTTP %d %q, %v", resp.StatusCode, body, err)
	}
}

func TestPhone(t *testing.T) {
	t.Parallel()
	app := shop(t, echo)
	d := start(t, "-number", shopNumber+"="+app+"/sms", "-number", "whatsapp:"+shopNumber+"="+app+"/sms")
	for _, prefix := range []string{"", "whatsapp:"} {
		path := "/phones/" + url.PathEscape(prefix+aliceNumber) + "/messages"
		var x sent
		form := url.Values{"To": {prefix + shopNumber}, "Body": {"hello"}, "ProfileName": {"Alice"}, "MediaUrl": {app + "/owl.png", "https://far.example/b.jpg"}}
		if status := d.do(d.request("POST", path, form), &x); status != 200 {
			t.Fatalf("HTTP %d", status)
		}
		if len(x.Webhooks) != 1 || len(x.Replies) != 1 || x.SID == "" {
			t.Fatalf("got %+v", x)
		}
		w := x.Webhooks[0]
		wantTwiML := twiml.Reply("You said hello").String()
		if w.URL != app+"/sms" || w.Status != 200 || w.TwiML == nil || *w.TwiML != wantTwiML || len(w.Problems) > 0 {
			t.Errorf("webhook %+v", w)
		}
		if got := w.Params.Get("ProfileName"); got != "Alice" {
			t.Errorf("ProfileName is %q", got)
		}
		var shown struct{ Messages []message }
		d.do(d.request("GET", path, nil), &shown)
		var got [][]string
		for _, m := range shown.Messages {
			line := []string{string(m.From), string(m.To), m.Body, m.Direction, m.Status}
			for _, f := range m.Media {
				line = append(line, f.ContentType)
			}
			got = append(got, line)
		}
		want := [][]string{
			{prefix + aliceNumber, prefix + shopNumber, "hello", "inbound", "received", "image/png", "image/jpeg"},
			{prefix + shopNumber, prefix + aliceNumber, "You said hello", "outbound-reply", "delivered"},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the phone shows (-want +got):\n%s", diff)
		}
		if x.SID != shown.Messages[0].SID || x.Replies[0].SID != shown.Messages[1].SID {
			t.Error("the SIDs of the answer are not those that the phone shows")
		}
	}
}

// The answer says what Twilio would have objected to.
func TestPhoneProblems(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, func(*webhook.IncomingMessage) *twiml.Response {
		return twiml.NewResponse(twiml.Element{Name: "message"})
	})+"/sms")
	var x sent
	d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), &x)
	if len(x.Webhooks) != 1 || len(x.Webhooks[0].Problems) != 1 || x.Webhooks[0].Problems[0].Path != "/Response/message[1]" {
		t.Errorf("got %+v", x)
	}
}
