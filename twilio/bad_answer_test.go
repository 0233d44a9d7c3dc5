package twilio_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// endless is an answer of a gigabyte that is made as it is read. It counts what was.
type endless struct {
	left, read int64
}

func (e *endless) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(b)), e.left)
	for i := range b[:n] {
		b[i] = ' '
	}
	e.left -= n
	e.read += n
	return int(n), nil
}

func TestAnswerOfAGigabyte(t *testing.T) {
	t.Parallel()
	const gigabyte = 1 << 30
	for name, tt := range map[string]struct {
		status   int
		length   int64
		call     func(context.Context, *twilio.Client) error
		bound    int64
		tooLarge bool
	}{
		"message":              {200, -1, methods["GET"], 33 << 20, true},
		"message, length told": {200, gigabyte, methods["GET"], 33 << 20, true},
		"list":                 {200, -1, methods["list"], 33 << 20, true},
		"delete":               {200, -1, methods["DELETE"], 33 << 20, true},
		"refusal":              {400, -1, methods["GET"], 2 << 20, false},
		"refusal of a file":    {404, -1, methods["download"], 2 << 20, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := &endless{left: gigabyte}
			w := newWire(t, func(int, *http.Request) (*http.Response, error) {
				return replyReader(tt.status, body, tt.length), nil
			})
			err := tt.call(t.Context(), w.client())
			if errors.Is(err, twilio.ErrTooLarge) != tt.tooLarge || err == nil {
				t.Errorf("error is %v", err)
			}
			if e, ok := errors.AsType[*twilio.Error](err); !tt.tooLarge && (!ok || e.Status != tt.status) {
				t.Errorf("error is %v, want an *Error of HTTP %d", err, tt.status)
			}
			if body.read > tt.bound || w.count() != 1 {
				t.Errorf("%d bytes were read in %d requests", body.read, w.count())
			}
		})
	}
}

// server is a loopback server and a client of it. It fails the test if connections or
// goroutines are left when both have been closed.
func server(t *testing.T, handler http.HandlerFunc, options ...twilio.Option) (*twilio.Client, *atomic.Int64) {
	t.Helper()
	s := httptest.NewUnstartedServer(handler)
	opened, open := new(atomic.Int64), new(atomic.Int64)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			opened.Add(1)
			open.Add(1)
		case http.StateClosed, http.StateHijacked:
			open.Add(-1)
		}
	}
	s.Start()
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		deadline := time.Now().Add(5 * time.Second)
		for open.Load() > 0 && time.Now().Before(deadline) {
			runtime.Gosched()
		}
		if n := open.Load(); n > 0 {
			t.Errorf("%d connections are left open", n)
		}
		s.Close()
	})
	options = append([]twilio.Option{
		twilio.WithHTTPClient(&http.Client{Transport: transport}), twilio.WithBaseURL("api", s.URL),
	}, options...)
	return twilio.New(twilio.AuthToken(account, token), options...), opened
}

func TestConnectionsAreUsedAgain(t *testing.T) {
	t.Parallel()
	big := strings.Repeat(" ", 200_000)
	c, opened := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch n := r.URL.Query().Get("n"); n {
		case "204":
			w.WriteHeader(http.StatusNoContent)
		case "":
			_, _ = io.WriteString(w, `{"messages":[]}`+big)
		default:
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, big)
		}
	}, once)
	for range 5 {
		for name, call := range methods {
			if name == "download" { // its body is left unread
				continue
			}
			if err := call(t.Context(), c); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, n := range []string{"204", "400"} {
			_, _ = twilio.Get[struct{}](t.Context(), c, c.Path("X"), url.Values{"n": {n}})
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections were made", n)
	}
}

// TestServerBreaksOff closes the connection at each stage of an answer.
func TestServerBreaksOff(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"before the answer":   "",
		"amid the status":     "HTTP/1.1 20",
		"amid the headers":    "HTTP/1.1 200 OK\r\nContent-Le",
		"before the body":     "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
		"amid the body":       "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sid\":",
		"amid a chunk":        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{\"sid\":",
		"with garbage":        "SSH-2.0-OpenSSH_9.6\r\n",
		"with a huge header":  "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 12<<20) + "\r\n\r\n{}",
		"with a bad redirect": "HTTP/1.1 302 Found\r\nLocation: http://%zz\r\nContent-Length: 0\r\n\r\n",
	} {
		for method, call := range methods {
			t.Run(name+"/"+method, func(t *testing.T) {
				t.Parallel()
				var tries atomic.Int64
				c, _ := server(t, func(w http.ResponseWriter, _ *http.Request) {
					tries.Add(1)
					conn, rw, err := http.NewResponseController(w).Hijack()
					if err != nil {
						t.Error(err)
						return
					}
					_, _ = rw.WriteString(raw)
					_ = rw.Flush()
					_ = conn.Close()
				}, twilio.WithRetry(twilio.RetryPolicy{BaseDelay: time.Nanosecond}))
				err := call(t.Context(), c)
				if method == "download" && strings.HasSuffix(name, "the body") || method == "download" && name == "amid a chunk" {
					return // breaks off while it is read: TestDownloadBreaksOff
				}
				if err == nil {
					t.Error("no error")
				}
				want := map[string]int64{"POST": 1, "PUT": 1}[method]
				if n := tries.Load(); want != 0 && n != want || n > 3 {
					t.Errorf("%d requests, want %d", n, want)
				}
			})
		}
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	c := twilio.New(twilio.AuthToken(account, token), twilio.WithBaseURL("api", "http://"+l.Addr().String()),
		twilio.WithRetry(twilio.RetryPolicy{BaseDelay: time.Nanosecond}))
	_, err = c.Messages.Create(t.Context(), &twilio.CreateMessageParams{To: "+15558675310"})
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "dial" {
		t.Errorf("error is %v", err)
	}
}

// TestContextEndsAtEachStage cancels a call from within the server or the dialer.
func TestContextEndsAtEachStage(t *testing.T) {
	t.Parallel()
	for name, stage := range map[string]func(w http.ResponseWriter){
		"before the headers": func(http.ResponseWriter) {},
		"amid the body": func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, `{"sid":`)
			_ = http.NewResponseController(w).Flush()
		},
	} {
		for method, call := range methods {
			t.Run(name+"/"+method, func(t *testing.T) {
				t.Parallel()
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				c, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.Copy(io.Discard, r.Body) // or the server does not see the client leave
					stage(w)
					cancel()
					<-r.Context().Done()
				})
				if method == "download" {
					call = func(ctx context.Context, c *twilio.Client) error {
						d, err := c.Messages.Media(messageSID).Download(ctx, mediaSID, 0)
						if err != nil {
							return err
						}
						defer d.Close()
						_, err = io.Copy(io.Discard, d)
						return err
					}
				}
				if err := call(ctx, c); !errors.Is(err, context.Canceled) {
					t.Errorf("error is %v", err)
				}
			})
		}
	}
	t.Run("while it connects", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		hc := &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			cancel()
			<-t.Context().Done() // net/http lets a dial go on for other requests
			return nil, t.Context().Err()
		}}}
		c := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc))
		if err := methods["POST"](ctx, c); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v", err)
		}
	})
}

// TestManyCallers shares a client among goroutines, for the race detector.
func TestManyCallers(t *testing.T) {
	t.Parallel()
	c, opened := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			_, _ = fmt.Fprintf(w, `{"sid":%q,"messages":[{"sid":"a"}]}`, r.URL.Path)
		}
	})
	done := make(chan error)
	for i := range 16 {
		go func() {
			done <- func() error {
				for n := range 20 {
					sid := fmt.Sprintf("SM%d.%d", i, n)
					m, err := c.Messages.Get(t.Context(), sid)
					if err != nil {
						return err
					}
					if !strings.HasSuffix(m.SID, "/"+sid+".json") {
						return fmt.Errorf("asked for %s and got %s", sid, m.SID)
					}
					if _, err := twilio.Collect(c.Messages.List(t.Context(), nil), 0); err != nil {
						return err
					}
				}
				return nil
			}()
		}()
	}
	for range 16 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := opened.Load(); n > 2*16 { // net/http may dial while another caller returns a connection
		t.Errorf("%d connections for 16 callers", n)
	}
}
