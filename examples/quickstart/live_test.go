package main

import (
	"context"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// Without an auth token no signature can be checked, so the program follows the message and ends.
func TestLiveFollows(t *testing.T) {
	t.Parallel()
	const unserved = "Webhooks are not served: they are signed with the auth token, and TWILIO_AUTH_TOKEN is not set.\n"
	for name, tt := range map[string]struct {
		deliver, interrupt time.Duration
		refuse             twilio.ErrorCode
		want, wantErr      string
		wantTook           time.Duration
	}{
		"delivered": {
			deliver: 3 * time.Second, wantTook: 6 * time.Second,
			want: "Message SM is queued.\nMessage SM is sent.\nMessage SM is delivered.\n",
		},
		"undelivered": {
			deliver: 3 * time.Second, refuse: twilio.ErrUnreachableHandset, wantTook: 6 * time.Second,
			want:    "Message SM is queued.\nMessage SM is sent.\nMessage SM is undelivered.\n",
			wantErr: "message SM: " + twilio.ErrUnreachableHandset.Error(),
		},
		"never confirmed": {
			deliver: time.Hour, wantTook: time.Minute,
			want: "Message SM is queued.\nMessage SM is sent.\n" +
				"A minute has passed and message SM is still sent: many carriers confirm nothing.\n",
		},
		"interrupted": {
			deliver: time.Hour, interrupt: 5500 * time.Millisecond, wantTook: 5500 * time.Millisecond,
			want: "Message SM is queued.\nMessage SM is sent.\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := twiliotest.New(t, twiliotest.WithDelays(2500*time.Millisecond, tt.deliver))
				tw.Phone(aliceNumber).Refuse(tt.refuse)
				a := &account{client: tw.Client(), from: tw.AddNumber(shopNumber)}
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if tt.interrupt > 0 {
					time.AfterFunc(tt.interrupt, cancel)
				}
				var out strings.Builder
				start := time.Now()
				err := live(ctx, log.New(&out, "", 0), a, aliceNumber, "", shopURL)
				got := regexp.MustCompile(`SM\w{32}`).ReplaceAllString(out.String(), "SM")
				if diff := cmp.Diff(unserved+tt.want, got); diff != "" {
					t.Errorf("output (-want +got):\n%s", diff)
				}
				if took := time.Since(start); took != tt.wantTook {
					t.Errorf("took %v, want %v", took, tt.wantTook)
				}
				gotErr := ""
				if err != nil {
					gotErr = regexp.MustCompile(`SM\w{32}`).ReplaceAllString(err.Error(), "SM")
				}
				if gotErr != tt.wantErr {
					t.Errorf("error %q, want %q", gotErr, tt.wantErr)
				}
			})
		})
	}
}

// buffer is a strings.Builder for several goroutines. It closes seen when it holds until.
type buffer struct {
	mu    sync.Mutex
	b     strings.Builder
	until string
	seen  chan struct{}
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := b.b.Write(p)
	if b.until != "" && strings.Contains(b.b.String(), b.until) {
		b.until = ""
		close(b.seen)
	}
	return n, err
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// address is where the program says that it serves.
func (b *buffer) address(t *testing.T) *url.URL {
	t.Helper()
	u, err := url.Parse(regexp.MustCompile(`http://[\d.]+:\d+`).FindString(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// start runs live on loopback until the test calls stop, which returns what it returned. It waits
// for the output to hold until.
func start(t *testing.T, a *account, public, until string) (out *buffer, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out = &buffer{until: until, seen: make(chan struct{})}
	done := make(chan error, 1)
	go func() { done <- live(ctx, log.New(out, "", 0), a, aliceNumber, "127.0.0.1:0", public) }()
	stop = func() error {
		cancel()
		return <-done
	}
	select {
	case <-out.seen:
	case err := <-done:
		cancel()
		t.Fatalf("live ended: %v\n%s", err, out)
	}
	return out, stop
}

func proxy(to *url.URL) http.Handler {
	return &httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) {
		p.SetURL(to)
		p.Out.Host = p.In.Host
	}}
}

// TestLiveBehindATunnel runs the program's own server, with the emulator in Twilio's place. The
// tunnel in front of the server is on another host, speaks TLS and takes a prefix off the path.
func TestLiveBehindATunnel(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	from := tw.AddNumber(shopNumber, twiliotest.OnMessage(shopURL+"/app/sms"))
	listening := make(chan http.Handler, 1)
	tunnel := sync.OnceValue(func() http.Handler { return http.StripPrefix("/app", <-listening) })
	tw.Mount(shopURL, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { tunnel().ServeHTTP(w, r) }))
	out, stop := start(t, &account{client: tw.Client(), from: from, token: tw.AuthToken()}, shopURL+"/app/", "text it")
	listening <- proxy(out.address(t))

	tw.Wait()
	alice := tw.Phone(aliceNumber)
	alice.Send(from, "Where are you?")
	if err := stop(); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"is sent", "is delivered", "POST /sms", "POST /hours"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out)
		}
	}
	if last, _ := alice.Last(); last.Body != "Open from 9 to 5." {
		t.Errorf("Alice got %q", last.Body)
	}
}

// With no URL given the webhooks are served all the same, for a Twilio that reaches -listen itself.
func TestLiveWithoutURL(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	from := tw.AddNumber(shopNumber)
	out, stop := start(t, &account{client: tw.Client(), from: from, token: tw.AuthToken()}, "", "by -url")
	address := out.address(t)
	tw.Mount(address.String(), proxy(address))
	tw.AddNumber(shopNumber, twiliotest.OnMessage(address.String()+"/sms"))

	alice := tw.Phone(aliceNumber)
	alice.Send(from, "Where are you?")
	if last, _ := alice.Last(); last.Body != "Open from 9 to 5." {
		t.Errorf("Alice got %q", last.Body)
	}
	// A stranger's request is refused, and the program says so.
	response, err := new(http.Client).PostForm(address.String()+"/sms", url.Values{"Body": {"x"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	if got := out.String(); !strings.Contains(got, "POST /sms") || !strings.Contains(got, "no signature") {
		t.Errorf("output:\n%s", got)
	}
}
