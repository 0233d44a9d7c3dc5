package twiliotest_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// roundTripper is a function that is a transport.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The app runs behind a real port; its webhook and its media are fetched from there.
func TestWithTransport(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sms", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Twilio-Signature") == "" {
			t.Error("the webhook is not signed")
		}
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write([]byte(`<Response><Message><Body>Hi</Body><Media>/owl</Media><Media>https://elsewhere.example/a.png</Media></Message></Response>`))
	})
	mux.HandleFunc("GET /owl", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/x-owl")
		_, _ = w.Write([]byte("hoot"))
	})
	app := httptest.NewServer(mux)
	t.Cleanup(app.Close)

	direct := app.Client().Transport
	tw := twiliotest.New(t, twiliotest.WithTransport(roundTripper(func(r *http.Request) (*http.Response, error) {
		if "http://"+r.URL.Host != app.URL {
			return nil, &twiliotest.HostError{Host: r.URL.Host}
		}
		return direct.RoundTrip(r)
	})))
	shop := tw.AddNumber("+15557122661", twiliotest.OnMessage(app.URL+"/sms"))
	alice := tw.Phone("+15558675310")
	alice.Send(shop, "hello")

	last, _ := alice.Last()
	got := []string{string(last.Status), last.Body}
	for _, m := range last.Media {
		got = append(got, m.ContentType)
	}
	if diff := cmp.Diff([]string{"delivered", "Hi", "image/x-owl", "image/png"}, got); diff != "" {
		t.Errorf("what came (-want +got):\n%s", diff)
	}
	if string(last.Media[0].Data) != "hoot" {
		t.Errorf("the file from the app is %q", last.Media[0].Data)
	}
	if alerts := tw.Alerts(); len(alerts) > 0 {
		t.Errorf("alerts: %v", alerts)
	}
}

// A host that the transport knows nothing of is as bad as one where there is no transport.
func TestWithTransportRefusing(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithTransport(roundTripper(func(r *http.Request) (*http.Response, error) {
		return nil, &twiliotest.HostError{Host: r.URL.Host}
	})))
	shop := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://elsewhere.example/sms"))
	tw.Phone("+15558675310").Send(shop, "hello")
	if alerts := tw.Alerts(); len(alerts) != 1 || !errors.Is(alerts[0].Code, twilio.ErrHTTPBadHost) {
		t.Errorf("alerts: %v, want %v", alerts, twilio.ErrHTTPBadHost)
	}
}

func TestChanged(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	changed := tw.Changed()
	select {
	case <-changed:
		t.Fatal("something happened before anything was done")
	default:
	}
	tw.Phone("+15558675310").Send(tw.AddNumber("+15557122661"), "hello")
	select {
	case <-changed:
	default:
		t.Error("a message was sent, and nothing has changed")
	}
}

// What is wrong with a server out there has the debugger's own codes.
func TestServersThatCannotBeTrusted(t *testing.T) {
	t.Parallel()
	app := httptest.NewUnstartedServer(http.NotFoundHandler())
	app.Config.ErrorLog = log.New(io.Discard, "", 0) // where it would complain of its clients
	app.StartTLS()
	t.Cleanup(app.Close)
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	trusting := app.Client().Transport.(*http.Transport)
	expired := trusting.Clone()
	expired.TLSClientConfig.Time = func() time.Time { return time.Now().AddDate(200, 0, 0) }
	elsewhere := trusting.Clone()
	elsewhere.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, app.Listener.Addr().String())
	}
	nowhere := roundTripper(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "shop.example", IsNotFound: true}}
	})
	for name, tt := range map[string]struct {
		way  http.RoundTripper
		url  string
		code twilio.ErrorCode
	}{
		"an authority that nobody knows": {http.DefaultTransport, app.URL, 11237},
		"expired":                        {expired, app.URL, 11236},
		"of another host":                {elsewhere, "https://shop.test", 11235},
		"no TLS":                         {http.DefaultTransport, strings.Replace(plain.URL, "http:", "https:", 1), 11220},
		"no host":                        {nowhere, "https://shop.example", twilio.ErrHTTPBadHost},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, twiliotest.WithTransport(tt.way))
			shop := tw.AddNumber("+15557122661", twiliotest.OnMessage(tt.url+"/sms"))
			tw.Phone("+15558675310").Send(shop, "hello")
			if got := tw.Alerts(); len(got) != 1 || got[0].Code != tt.code {
				t.Errorf("alerts: %v, want one with code %d", got, tt.code)
			}
		})
	}
}
