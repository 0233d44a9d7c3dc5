package main

import (
	"context"
	"flag"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestDemo(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	synctest.Test(t, func(t *testing.T) { // the pace takes no time here
		if err := run(t.Context(), &out, nil); err != nil {
			t.Error(err)
		}
	})
	if *update {
		if err := os.WriteFile("testdata/demo.txt", []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

func TestBadArguments(t *testing.T) {
	t.Setenv("TWILIO_ACCOUNT_SID", "")
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"unknown flag":   {[]string{"-x"}, "flag provided but not defined"},
		"malformed -to":  {[]string{"-to", "555 1234"}, "-to: "},
		"no credentials": {[]string{"-to", "+15558675310"}, "TWILIO_ACCOUNT_SID"},
	} {
		err := run(t.Context(), new(strings.Builder), tt.args)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want it to contain %q", name, err, tt.want)
		}
	}
}

func TestLiveFollowsTheStatus(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(2*time.Second, 3*time.Second))
		a := &account{client: tw.Client(), from: tw.AddNumber(shopNumber)}
		var out strings.Builder
		if err := live(t.Context(), log.New(&out, "", 0), a, aliceNumber, "", ""); err != nil {
			t.Fatal(err)
		}
		if got := regexp.MustCompile(`is (\w+)`).FindAllString(out.String(), -1); strings.Join(got, " ") != "is queued is sent is delivered" {
			t.Errorf("output:\n%s", &out)
		}
	})
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

// TestLiveServesWebhooks runs the program's own server on loopback, with the emulator in Twilio's
// place and a tunnel in front of the server.
func TestLiveServesWebhooks(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	from := tw.AddNumber(shopNumber, twiliotest.OnMessage(shopURL+"/sms"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := &buffer{until: "text it", seen: make(chan struct{})}
	var tunnel http.HandlerFunc = func(w http.ResponseWriter, r *http.Request) {
		address := regexp.MustCompile(`http://[\d.]+:\d+`).FindString(out.String())
		target, err := url.Parse(address)
		if err != nil {
			t.Error(err)
			return
		}
		(&httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) { p.SetURL(target) }}).ServeHTTP(w, r)
	}
	tw.Mount(shopURL, tunnel)
	done := make(chan error, 1)
	a := &account{client: tw.Client(), from: from, token: tw.AuthToken()}
	go func() { done <- live(ctx, log.New(out, "", 0), a, aliceNumber, "127.0.0.1:0", shopURL+"/") }()

	select {
	case <-out.seen:
	case err := <-done:
		t.Fatalf("live ended: %v\n%s", err, out)
	}
	tw.Wait()
	alice := tw.Phone(aliceNumber)
	alice.Send(from, "Where are you?")
	cancel()
	if err := <-done; err != nil {
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
