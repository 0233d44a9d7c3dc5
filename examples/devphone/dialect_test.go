package main

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const sending = "To=%2B15558675310&From=%2B15557122661&Body=Hi"

// post is a request to send a message as it stands on the wire, with further header lines.
func (d *running) post(version, body string, header ...string) string {
	credentials := base64.StdEncoding.EncodeToString([]byte(d.env["TWILIO_ACCOUNT_SID"] + ":" + d.env["TWILIO_AUTH_TOKEN"]))
	lines := append([]string{
		"POST /2010-04-01/Accounts/" + d.env["TWILIO_ACCOUNT_SID"] + "/Messages.json HTTP/" + version,
		"host: api.twilio.com", "authorization: Basic " + credentials,
	}, header...)
	return strings.Join(lines, "\r\n") + "\r\n\r\n" + body
}

// The libraries of other languages, and what stands between them and Twilio, each speak HTTP in a
// way of their own.
func TestDialects(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	const form = "content-type: application/x-www-form-urlencoded"
	sized := fmt.Sprintf("content-length: %d", len(sending))
	for name, tt := range map[string]struct {
		connect string // the request for the tunnel, but for its last line
		tls     *tls.Config
		request string
	}{
		"names in small letters": {request: d.post("1.1", sending, form, sized)},
		"a tunnel by HTTP/1.0":   {connect: "CONNECT api.twilio.com:443 HTTP/1.0", request: d.post("1.1", sending, form, sized)},
		"credentials for the proxy": {
			connect: "CONNECT api.twilio.com:443 HTTP/1.1\r\nHost: api.twilio.com:443\r\nProxy-Authorization: Basic dTpw\r\nProxy-Connection: keep-alive",
			request: d.post("1.1", sending, form, sized),
		},
		"TLS 1.2":                  {tls: &tls.Config{MaxVersion: tls.VersionTLS12}, request: d.post("1.1", sending, form, sized)},
		"HTTP/1.0":                 {tls: &tls.Config{NextProtos: []string{"http/1.0"}}, request: d.post("1.0", sending, form, sized)},
		"HTTP/2 if there were":     {tls: &tls.Config{NextProtos: []string{"h2", "http/1.1"}}, request: d.post("1.1", sending, form, sized)},
		"chunks":                   {request: d.post("1.1", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(sending), sending), form, "transfer-encoding: chunked")},
		"a charset":                {request: d.post("1.1", sending, form+"; charset=ISO-8859-1", sized)},
		"no content type":          {request: d.post("1.1", sending, sized)},
		"what twilio-java accepts": {request: d.post("1.1", sending, form, sized, "accept-encoding: utf-8", "accept: application/json")},
		"the port in the host":     {request: strings.Replace(d.post("1.1", sending, form, sized), "host: api.twilio.com", "host: api.twilio.com:443", 1)},
		"an absolute URL":          {request: strings.Replace(d.post("1.1", sending, form, sized), "POST ", "POST https://api.twilio.com", 1)},
		"asking before the body":   {request: d.post("1.1", sending, form, sized, "expect: 100-continue")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tt.connect == "" {
				tt.connect = "CONNECT api.twilio.com:443 HTTP/1.1\r\nHost: api.twilio.com:443"
			}
			if tt.tls == nil {
				tt.tls = new(tls.Config)
			}
			tt.tls.RootCAs = d.proxied().Transport.(*http.Transport).TLSClientConfig.RootCAs
			tt.tls.ServerName = "api.twilio.com"
			conn := tls.Client(d.tunnelBy(tt.connect), tt.tls)
			_, _ = io.WriteString(conn, tt.request) // what comes back tells more
			r := bufio.NewReader(conn)
			resp, err := http.ReadResponse(r, nil)
			if err == nil && resp.StatusCode == http.StatusContinue {
				resp, err = http.ReadResponse(r, nil)
			}
			if err != nil || resp.StatusCode != http.StatusCreated {
				t.Errorf("%v, %v", resp, err)
			}
		})
	}
}

// A client that names no host in its TLS handshake gets the certificate of the tunnel's.
func TestTunnelWithoutSNI(t *testing.T) {
	t.Parallel()
	conn := tls.Client(start(t).tunnel("chat.twilio.com:443"), &tls.Config{InsecureSkipVerify: true})
	if err := conn.HandshakeContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	if names := conn.ConnectionState().PeerCertificates[0].DNSNames; !slices.Equal(names, []string{"chat.twilio.com"}) {
		t.Errorf("the certificate is for %v", names)
	}
}

// Python's requests sends the body of a POST in a segment of its own, and through a proxy not before
// the one with the header is acknowledged.
func TestHeaderAndBodyApart(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	raw := d.tunnel("api.twilio.com:443")
	if err := raw.(*net.TCPConn).SetNoDelay(false); err != nil {
		t.Fatal(err)
	}
	conn := tls.Client(raw, &tls.Config{
		RootCAs: d.proxied().Transport.(*http.Transport).TLSClientConfig.RootCAs, ServerName: "api.twilio.com",
	})
	r := bufio.NewReader(conn)
	header := d.post("1.1", "", "content-type: application/x-www-form-urlencoded", fmt.Sprintf("content-length: %d", len(sending)))
	fastest := time.Hour
	for range 20 {
		began := time.Now()
		for _, part := range []string{header, sending} {
			if _, err := io.WriteString(conn, part); err != nil {
				t.Fatal(err)
			}
		}
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusCreated {
			t.Fatalf("HTTP %d, %v", resp.StatusCode, err)
		}
		fastest = min(fastest, time.Since(began)) // once the connection has settled, all are alike
	}
	if runtime.GOOS == "linux" && fastest > 30*time.Millisecond {
		t.Errorf("the fastest of twenty answers took %v", fastest)
	}
}
