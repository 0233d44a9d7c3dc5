package twiliotest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

func TestHandlersThatDoNotEndDoNotHangTheTest(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]func(*twiliotest.Twilio) http.HandlerFunc{
		"writes for ever": func(*twiliotest.Twilio) http.HandlerFunc {
			return func(w http.ResponseWriter, _ *http.Request) {
				for {
					if _, err := io.WriteString(w, "…"); err != nil {
						return
					}
					time.Sleep(time.Second)
				}
			}
		},
		"ignores its context": func(*twiliotest.Twilio) http.HandlerFunc {
			return func(http.ResponseWriter, *http.Request) { time.Sleep(time.Hour) }
		},
		"calls Wait": func(tw *twiliotest.Twilio) http.HandlerFunc {
			return func(http.ResponseWriter, *http.Request) { tw.Wait() }
		},
		"calls Close": func(tw *twiliotest.Twilio) http.HandlerFunc {
			return func(http.ResponseWriter, *http.Request) { tw.Close() }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := twiliotest.Start()
				tw.Mount("https://app.example/", handler(tw))
				tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/"))
				start := time.Now()
				tw.Phone(alice).Send(shop, "hi")
				tw.Close()
				if took := time.Since(start); took > 30*time.Second {
					t.Errorf("it took %v", took)
				}
				if name != "calls Close" && len(tw.Alerts()) == 0 {
					t.Error("no alert")
				}
				if _, err := tw.Client().Messages.ListPage(t.Context(), nil); err == nil {
					t.Error("the API answers after Close")
				}
				time.Sleep(2 * time.Hour) // until the handlers have ended by themselves
			})
		})
	}
}

// A handler that calls FailNow of its test ends its goroutine, and nobody waits for an answer.
func TestHandlerThatEndsItsGoroutine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := mounted(t, map[string]http.Handler{
			"/sms": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { runtime.Goexit() }),
		})
		start := time.Now()
		tw.Phone(alice).Send(shop, "hi")
		if took := time.Since(start); took != 0 || len(tw.Alerts()) != 1 {
			t.Errorf("it took %v, and the alerts are %v", took, tw.Alerts())
		}
		tw.Wait()
	})
}

// TestEmulatorOfSeveralBubbles uses one emulator in several synctest bubbles, one after the other, and
// outside of them. Each bubble's time begins anew.
func TestEmulatorOfSeveralBubbles(t *testing.T) {
	t.Parallel()
	patient := false
	tw := mounted(t, map[string]http.Handler{"/sms": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if patient {
			<-r.Context().Done()
		}
		twiml.Reply("hello").ServeHTTP(w, r)
	})})
	later := time.Duration(0)
	for _, wait := range []time.Duration{0, 15 * time.Second, 15 * time.Second, 0, 15 * time.Second, 0} {
		patient = wait > 0
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(later)
			later += time.Second
			start := time.Now()
			tw.Phone(alice).Send(shop, "hi")
			if took := time.Since(start); took != wait {
				t.Errorf("Twilio waited for %v, want %v", took, wait)
			}
			tw.Wait()
		})
	}
	if x := tw.Phone(alice).Send(shop, "hi"); len(x.Replies) != 1 {
		t.Error("no reply outside")
	}
}

// What a handler makes of its request's context ends with it: when Twilio gives up, or has its answer.
func TestContextOfAWebhook(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ended, late := make(chan error, 6), make(chan error, 3)
		follow := func(r *http.Request, to chan error) context.Context {
			deadline, ok := r.Context().Deadline()
			if left := time.Until(deadline); !ok || left != 15*time.Second {
				t.Errorf("the deadline is in %v", left)
			}
			ctx, cancel := context.WithCancel(r.Context())
			stopped := context.AfterFunc(ctx, func() { t.Error("what was taken back was called") })
			if !stopped() {
				t.Error("it could not be taken back")
			}
			context.AfterFunc(r.Context(), func() { to <- r.Context().Err() })
			context.AfterFunc(ctx, func() { cancel(); to <- context.Cause(ctx) })
			go func() { <-ctx.Done(); to <- ctx.Err() }()
			return ctx
		}
		tw := mounted(t, map[string]http.Handler{
			"/sms": http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-follow(r, late).Done() }),
			"/status": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				follow(r, ended)
				w.WriteHeader(http.StatusNoContent)
			}),
		})
		_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
		})
		if err != nil {
			t.Fatal(err)
		}
		tw.Wait()
		for range 2 * 3 {
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("after the answer: %v", err)
			}
		}
		start := time.Now()
		tw.Phone(alice).Send(shop, "hi")
		if took := time.Since(start); took != 15*time.Second {
			t.Errorf("Twilio waited for %v", took)
		}
		for range 3 {
			if err := <-late; !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("after 15 seconds: %v", err)
			}
		}
	})
}

func TestHandlersAreHeldToHTTP(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	var failed error
	mux := http.NewServeMux()
	mux.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "5") })
	mux.HandleFunc("/long", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1")
		_, failed = io.WriteString(w, "long")
	})
	mux.HandleFunc("/none", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
		_, failed = io.WriteString(w, "body")
	})
	mux.HandleFunc("/sniff", func(w http.ResponseWriter, _ *http.Request) {
		for _, part := range []string{"<", "?xml version=\"1.0\"?>", "<Response/>"} {
			_, failed = io.WriteString(w, part)
		}
	})
	mux.HandleFunc("/control", func(w http.ResponseWriter, r *http.Request) {
		c := http.NewResponseController(w)
		failed = errors.Join(c.SetWriteDeadline(time.Time{}), c.SetReadDeadline(time.Time{}), c.EnableFullDuplex(), c.Flush())
		_, _ = io.WriteString(w, fmt.Sprint(r.Header.Get("Content-Length"), r.TLS != nil, r.Host, r.RequestURI))
	})
	tw.Mount("https://app.example:443/", mux)
	for _, tt := range []struct {
		path, body, contentType string
		fails, write            error
	}{
		{"/short", "", "", io.ErrUnexpectedEOF, nil},
		{"/long", "", "", io.ErrUnexpectedEOF, http.ErrContentLength},
		{"/none", "", "", nil, http.ErrBodyNotAllowed},
		{"/sniff", `<?xml version="1.0"?><Response/>`, "text/xml; charset=utf-8", nil, nil},
		{"/control?a=%2F", "3trueapp.example/control?a=%2F", "text/plain; charset=utf-8", nil, nil},
	} {
		failed = nil
		resp, err := tw.HTTPClient().Post("https://app.example"+tt.path, "text/plain", strings.NewReader("abc"))
		if !errors.Is(err, tt.fails) || !errors.Is(failed, tt.write) {
			t.Errorf("%s: %v; Write returned %v", tt.path, err, failed)
		}
		if err != nil {
			continue
		}
		b, err := io.ReadAll(resp.Body)
		if err = errors.Join(err, resp.Body.Close()); err != nil {
			t.Error(err)
		}
		if string(b) != tt.body || resp.Header.Get("Content-Type") != tt.contentType {
			t.Errorf("%s: %q as %q", tt.path, b, resp.Header.Get("Content-Type"))
		}
	}
}

func TestRedirectOfAWebhookKeepsItsParameters(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect} {
		tw := mounted(t, map[string]http.Handler{
			"/sms": http.RedirectHandler("/new?x=1", status),
			"/new": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				twiml.Reply(r.Method+" "+r.FormValue("x")+" "+r.FormValue("Body")).ServeHTTP(w, r)
			}),
		})
		tw.Phone(alice).Send(shop, "hi")
		want := map[int]string{http.StatusFound: "GET 1 hi", http.StatusTemporaryRedirect: "POST 1 hi"}[status]
		if last, _ := tw.Phone(alice).Last(); last.Body != want {
			t.Errorf("HTTP %d: the app saw %q, want %q", status, last.Body, want)
		}
	}
}

func TestWhatCheckCallsRefusedIsNotSent(t *testing.T) {
	t.Parallel()
	for name, document := range map[string]string{
		"method":          `<Message action="/a" method="PUT">x</Message>`,
		"action host":     `<Message action="https://a_b.example/">x</Message>`,
		"redirect method": `<Redirect method="DELETE">/a</Redirect>`,
		"callback scheme": `<Message statusCallback="mailto:a@b.example">x</Message>`,
		"media scheme":    `<Message><Media>ftp://a.example/x.png</Media></Message>`,
		"sender":          `<Message from="ACME+Inc">x</Message>`,
		"foreign sender":  `<Message from="+19995550000">x</Message>`,
		"900 emoji":       `<Message>` + strings.Repeat("😀", 900) + `</Message>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := mounted(t, map[string]http.Handler{
				"/sms": xml(`<Response>` + document + `</Response>`),
				"/a":   twiml.Reply("reached"),
			})
			x := tw.Phone(alice).Send(shop, "hi")
			if len(x.Replies) != 0 || len(tw.Alerts()) != 1 {
				t.Errorf("%d replies, alerts %v; want none and one", len(x.Replies), tw.Alerts())
			}
			kept := tw.Requests()
			if len(kept) != 1 || kept[0].TwiML == nil {
				t.Errorf("requests: %+v", kept)
			}
			if diff := cmp.Diff(x.Requests, kept); diff != "" {
				t.Errorf("the exchange's requests and the emulator's (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRepliesArriveInOrderAndAreNotWaitedForByTheNextVerb(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(time.Hour, time.Hour))
		mux := http.NewServeMux()
		mux.Handle("/sms", xml(`<Response><Message>1</Message><Message>2</Message><Redirect>/more</Redirect></Response>`))
		start, more := time.Now(), time.Duration(-1)
		mux.HandleFunc("/more", func(w http.ResponseWriter, r *http.Request) {
			more = time.Since(start)
			twiml.Reply("3").ServeHTTP(w, r)
		})
		tw.Mount("https://app.example", mux)
		tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
		go tw.Phone(alice).Send(shop, "hi")
		synctest.Wait()
		if more != 0 {
			t.Errorf("the redirect was followed after %v", more)
		}
		tw.Wait()
		if took := time.Since(start); took != 2*time.Hour {
			t.Errorf("Wait returned after %v, want 2h", took)
		}
		if diff := cmp.Diff("> hi\n< 1\n< 2\n< 3\n", tw.Phone(alice).Transcript()); diff != "" {
			t.Errorf("transcript (-want +got):\n%s", diff)
		}
	})
}

func TestMessagesBetweenChannels(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	number := tw.AddNumber(channels.WhatsApp(shop))
	_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: number, To: number, Body: "me"})
	if !errors.Is(err, twilio.ErrChannelSameToAndFrom) {
		t.Errorf("to itself: %v", err)
	}
	for name, mistake := range map[string]func(){
		"another channel":  func() { tw.Phone(alice).Send(number, "hi") },
		"no number":        func() { tw.AddNumber("not a number at all!") },
		"no person":        func() { tw.Phone("TWILIO") },
		"no URL":           func() { tw.Mount("app", http.NotFoundHandler()) },
		"no handler":       func() { tw.Mount("https://app.example", nil) },
		"no failure":       func() { tw.FailNext(&twilio.Error{Code: 21211}) },
		"no error":         func() { tw.FailNext(nil) },
		"no fault":         func() { tw.Inject(twiliotest.Fault{}) },
		"a name":           func() { tw.AddNumber("TWILIO") },
		"no country":       func() { tw.AddNumber("12345", twiliotest.InCountry("Germany")) },
		"a URL":            func() { tw.AddDomain("https://links.shop.example") },
		"no host":          func() { tw.AddDomain("") },
		"no account":       func() { tw.AddNumberTo("AC9", shop) },
		"somebody else's ": func() { sub, _ := tw.AddSubaccount(); tw.AddNumberTo(sub, number) },
	} {
		func() {
			defer func() {
				if v := fmt.Sprint(recover()); !strings.HasPrefix(v, "twiliotest: ") {
					t.Errorf("%s: recovered %v", name, v)
				}
			}()
			mistake()
		}()
	}
}

func TestMediaThatCannotBeHadFailsTheMessage(t *testing.T) {
	t.Parallel()
	tw, app := twiliotest.New(t), &callbacks{}
	mux := http.NewServeMux()
	mux.Handle("/status", app)
	mux.Handle("/moved", http.RedirectHandler("/owl", http.StatusFound))
	mux.HandleFunc("/owl", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "an owl") })
	tw.Mount("https://app.example", mux)
	tw.AddNumber(shop)
	for _, path := range []string{"/missing", "/moved"} {
		_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, MediaURL: []string{"https://app.example" + path},
			StatusCallback: "https://app.example/status",
		})
		if err != nil {
			t.Fatal(err)
		}
		tw.Wait()
	}
	if diff := cmp.Diff([]string{"failed 63019", "sent", "delivered"}, app.statuses()); diff != "" {
		t.Errorf("callbacks (-want +got):\n%s", diff)
	}
	if last, _ := tw.Phone(alice).Last(); len(last.Media) != 1 || string(last.Media[0].Data) != "an owl" {
		t.Errorf("the phone shows %+v", last)
	}
}

func TestServedOverAConnection(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	for host, want := range map[string]string{"api.twilio.com": "401", "api.twilio.com:443": "401", "elsewhere.example": "421"} {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET /2010-04-01/Accounts.json HTTP/1.1\r\nHost: " + host + "\r\n\r\n")))
		if err != nil {
			t.Fatal(err)
		}
		w := &answer{header: http.Header{}}
		tw.ServeHTTP(w, r)
		if got := fmt.Sprint(w.status); got != want {
			t.Errorf("%s: HTTP %s, want %s", host, got, want)
		}
	}
}

// answer is a plain [http.ResponseWriter].
type answer struct {
	header http.Header
	status int
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return len(b), nil }

// Numbers are listed as they were made, though the SIDs of channel senders count up by themselves.
func TestNumbersInOrder(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	var want, got []channels.Address
	for i := range 8 {
		number := channels.Address(fmt.Sprintf("+1555712266%d", i))
		want = append(want, tw.AddNumber(number), tw.AddNumber(channels.WhatsApp(string(number))))
	}
	for _, n := range tw.Numbers() {
		got = append(got, n.Address)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
