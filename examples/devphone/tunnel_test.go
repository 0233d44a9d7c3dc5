package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// A program that asks the proxy for an https server of this machine talks to that server.
func TestTunnelToLoopback(t *testing.T) {
	t.Parallel()
	d := start(t)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "it's me")
	}))
	t.Cleanup(server.Close)
	proxy, err := url.Parse(d.env["HTTPS_PROXY"])
	if err != nil {
		t.Fatal(err)
	}
	transport := server.Client().Transport.(*http.Transport)
	transport.Proxy = func(*http.Request) (*url.URL, error) { return proxy, nil }
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "it's me" {
		t.Errorf("%q, %v", body, err)
	}
}

// tunnel opens one to one of Twilio's hosts by hand.
func (d *running) tunnel(host string) net.Conn {
	d.t.Helper()
	return d.tunnelBy(fmt.Sprintf("CONNECT %s HTTP/1.1\r\nHost: %[1]s", host))
}

// tunnelBy opens one by a request without its last line.
func (d *running) tunnelBy(request string) net.Conn {
	d.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(d.env["EMULATOR"], "http://"))
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { conn.Close() })
	fmt.Fprintf(conn, "%s\r\n\r\n", request)
	resp, err := http.ReadResponse(bufio.NewReader(io.LimitReader(conn, int64(len("HTTP/1.1 200 Connection established\r\n\r\n")))), nil)
	if err != nil || resp.StatusCode != http.StatusOK {
		d.t.Fatalf("CONNECT: %v, %v", resp, err)
	}
	return conn
}

// Some programs tunnel what is not TLS, too.
func TestTunnelWithoutTLS(t *testing.T) {
	t.Parallel()
	conn := start(t).tunnel("api.twilio.com:80")
	fmt.Fprint(conn, "GET /2010-04-01/Accounts.json HTTP/1.1\r\nHost: api.twilio.com\r\n\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("%v, %v", resp, err)
	}
}

// A tunnel to Twilio has certificates for Twilio's hosts, whichever the client names, and no other.
func TestCertificates(t *testing.T) {
	t.Parallel()
	d := start(t)
	roots := d.proxied().Transport.(*http.Transport).TLSClientConfig.RootCAs
	for name, good := range map[string]bool{
		"api.twilio.com": true, "chat.us1.twilio.com": true, "mms.twiliocdn.com": true,
		"far.example": false, "twilio.com.far.example": false,
	} {
		conn := tls.Client(d.tunnel("api.twilio.com:443"), &tls.Config{ServerName: name, RootCAs: roots})
		if err := conn.HandshakeContext(t.Context()); (err == nil) != good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Were the authority's key stolen, it would be good for Twilio's hosts alone.
func TestAuthorityIsConstrained(t *testing.T) {
	t.Parallel()
	ca, err := newAuthority()
	if err != nil {
		t.Fatal(err)
	}
	first, err := ca.leaf("API.twilio.com:443")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := ca.leaf("api.twilio.com"); err != nil || again != first {
		t.Errorf("a certificate is made twice: %v", err)
	}
	if _, err := ca.leaf("far.example"); err == nil {
		t.Error("there is a certificate for far.example")
	}
	if !ca.certificate.PermittedDNSDomainsCritical || len(ca.certificate.PermittedDNSDomains) == 0 {
		t.Error("the authority is not constrained")
	}
	roots := x509.NewCertPool()
	roots.AddCert(ca.certificate)
	leaf, err := x509.ParseCertificate(first.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: "api.twilio.com", Roots: roots}); err != nil {
		t.Error(err)
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	for host, want := range map[string][2]bool{ // emulated, loopback
		"api.twilio.com": {true, false}, "API.Twilio.COM.:443": {true, false}, "nottwilio.com": {false, false},
		"localhost:4010": {false, true}, "app.localhost": {false, true}, "127.0.0.1:1": {false, true}, "127.1.2.3": {false, true},
		"[::1]:4010": {false, true}, "::1": {false, true}, "[::ffff:127.0.0.1]:1": {false, true}, "10.0.0.1": {false, false},
		"127.0.0.1.example": {false, false}, "localhost.example": {false, false}, "": {false, false}, ":4010": {false, false},
	} {
		if got := [2]bool{emulated(hostname(host)), loopback(hostname(host))}; got != want {
			t.Errorf("%q: %v, want %v", host, got, want)
		}
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), &out, []string{"-h"}); err != nil {
		t.Error(err)
	}
	for _, flag := range []string{"-addr", "-env", "-account", "-token", "-number", "-state", "-allow", "-forward"} {
		if !strings.Contains(out.String(), flag) {
			t.Errorf("-h does not explain %s", flag)
		}
	}
}
