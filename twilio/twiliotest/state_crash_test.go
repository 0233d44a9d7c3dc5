package twiliotest_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const crashFile = "TWILIOTEST_STATE"

// TestStateServer is the program that TestStateSurvivesCrashes kills.
func TestStateServer(t *testing.T) {
	file := os.Getenv(crashFile)
	if file == "" {
		t.Skip("it is run by another test")
	}
	t.Parallel()
	tw := twiliotest.Start()
	defer tw.Close()
	if err := tw.KeepState(file); err != nil {
		t.Fatal(err)
	}
	if !tw.HasNumber(shop) {
		tw.AddNumber(shop)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = fmt.Fprintf(os.Stdout, "listens on %s\n", listener.Addr())
	t.Fatal(http.Serve(listener, tw))
}

// A program that is killed again and again while clients send loses nothing that it acknowledged, and
// does nothing twice.
func TestStateSurvivesCrashes(t *testing.T) {
	t.Parallel()
	const crashes, clients, each = 6, 4, 25
	file := filepath.Join(t.TempDir(), "state")
	var mu sync.Mutex
	acknowledged := map[string]string{} // body by SID
	for crash := range crashes {
		server, to := startServer(t, file)
		client := twilio.New(twilio.AuthToken("AC00000000000000000000000000000000", "0123456789abcdef0123456789abcdef"),
			twilio.WithHTTPClient(&http.Client{Transport: direct(to)}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		var busy sync.WaitGroup
		for n := range clients {
			busy.Go(func() {
				for i := 0; ; i++ {
					if n == 0 && i == each+crash*3 {
						_ = server.Process.Kill() // the others are in the midst of it
						return
					}
					body := fmt.Sprintf("message %d of client %d in run %d", i, n, crash)
					m, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{From: shop, To: alice, Body: body})
					if err != nil {
						if n == 0 {
							t.Errorf("before the crash: %v", err)
							_ = server.Process.Kill() // which ends the others
						}
						return
					}
					mu.Lock()
					if other, ok := acknowledged[m.SID]; ok {
						t.Errorf("%s is the SID of %q and of %q", m.SID, other, body)
					}
					acknowledged[m.SID] = body
					mu.Unlock()
				}
			})
		}
		busy.Wait()
		_ = server.Wait() // it was killed
		cancel()
	}
	tw := twiliotest.New(t)
	if err := tw.KeepState(file); err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	times := map[string]int{}
	for _, m := range tw.Messages() {
		times[m.Body]++
		if body, ok := acknowledged[m.SID]; ok && body != m.Body {
			t.Errorf("%s was %q and is %q", m.SID, body, m.Body)
		}
		if m.Status != twilio.StatusDelivered {
			t.Errorf("%s is %s", m.SID, m.Status)
		}
	}
	shown := map[string]int{}
	for _, m := range tw.Phone(alice).Messages() {
		shown[m.SID]++
	}
	for sid, body := range acknowledged {
		if times[body] != 1 || shown[sid] != 1 {
			t.Errorf("%s is stored %d times and shown %d times", sid, times[body], shown[sid])
		}
	}
	if len(acknowledged) < crashes*each {
		t.Errorf("only %d messages were acknowledged", len(acknowledged))
	}
}

// startServer runs the program and returns its address once it listens.
func startServer(t *testing.T, file string) (*exec.Cmd, string) {
	t.Helper()
	server := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestStateServer$")
	server.Env = append(os.Environ(), crashFile+"="+file)
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "listens on "); ok {
			return server, address
		}
		t.Log(lines.Text())
	}
	t.Fatal("the program does not listen")
	return nil, ""
}

// direct is a transport that takes all requests to one address of this machine.
type direct string

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	there := r.Clone(r.Context())
	there.Host, there.URL.Scheme, there.URL.Host = r.URL.Host, "http", string(d)
	return http.DefaultTransport.RoundTrip(there)
}
