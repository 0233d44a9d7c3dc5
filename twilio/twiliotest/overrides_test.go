package twiliotest_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// flaky is an app that gives its answers in turn, the last for ever: a status, or "slow" for none.
// It notes the idempotency tokens that it is called with.
type flaky struct {
	mu      sync.Mutex
	answers []string
	tokens  []string
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	answer := f.answers[min(len(f.tokens), len(f.answers)-1)]
	f.tokens = append(f.tokens, r.Header.Get("I-Twilio-Idempotency-Token"))
	f.mu.Unlock()
	switch answer {
	case "slow":
		<-r.Context().Done()
	case "broken":
		panic(http.ErrAbortHandler)
	case "200":
		twiml.Reply("hello").ServeHTTP(w, r)
	default:
		status := 0
		_, _ = fmt.Sscan(answer, &status)
		w.WriteHeader(status)
	}
}

func (f *flaky) calls() (n int, sameToken bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, token := range f.tokens {
		if token != f.tokens[0] || token == "" {
			return len(f.tokens), false
		}
	}
	return len(f.tokens), true
}

func TestOverridesSayWhenToTryAgain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fragment, answers string
		calls             int
		took              time.Duration
		code              twilio.ErrorCode
	}{
		{"", "503 200", 1, 0, twilio.ErrHTTPRetrieval},
		{"", "slow", 1, 15 * time.Second, twilio.ErrHTTPConnection},
		{"rc=3", "503 200", 1, 0, twilio.ErrHTTPRetrieval}, // what is retried stays ct
		{"rp=5xx", "503 200", 2, 0, 0},                     // how often stays 1
		{"rp=5xx", "503 503 200", 2, 0, twilio.ErrHTTPRetrieval},
		{"rc=5&rp=5xx", "500 502 503 504 599 200", 6, 0, 0},
		{"rc=5&rp=5xx", "500", 6, 0, twilio.ErrHTTPRetrieval},
		{"rc=0&rp=all", "500", 1, 0, twilio.ErrHTTPRetrieval},
		{"rc=2&rp=5xx", "503 404 200", 2, 0, twilio.ErrHTTPRetrieval},
		{"rc=2&rp=4xx,5xx", "503 404 200", 3, 0, 0},
		{"rc=1&rp=4xx", "429 200", 2, 0, 0},
		{"rc=5&rp=all", "500 404 broken 200", 4, 0, 0},
		{"rc=1&rp=rt", "broken 200", 1, 0, twilio.ErrHTTPConnection},
		{"rt=2000&rc=2&rp=rt,5xx", "slow 500 200", 3, 2 * time.Second, 0},
		{"rt=2000", "slow 200", 1, 2 * time.Second, twilio.ErrHTTPConnection},
		{"rt=2000&tt=5000&rc=5&rp=rt", "slow", 3, 5 * time.Second, twilio.ErrHTTPConnection},
		{"tt=1000&rc=5&rp=all", "slow", 1, time.Second, twilio.ErrHTTPConnection},
		{"rc=5&rp=rt", "slow", 1, 15 * time.Second, twilio.ErrHTTPConnection},
		{"rc=1&rp=5xx", "204", 1, 0, 0},
	} {
		t.Run(tt.fragment+" "+tt.answers, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				app := &flaky{answers: strings.Fields(tt.answers)}
				tw := mounted(t, map[string]http.Handler{"/sms": app}, twiliotest.OnMessage("https://app.example/sms#"+tt.fragment))
				start := time.Now()
				x := tw.Phone(alice).Send(shop, "hi")
				if took := time.Since(start); took != tt.took {
					t.Errorf("it took %v, want %v", took, tt.took)
				}
				calls, same := app.calls()
				if calls != tt.calls || !same {
					t.Errorf("%d calls, with one token: %v; want %d", calls, same, tt.calls)
				}
				if len(x.Requests) != tt.calls || len(tw.Requests()) != tt.calls {
					t.Errorf("%d requests in the exchange and %d in all, want %d", len(x.Requests), len(tw.Requests()), tt.calls)
				}
				var want []twilio.ErrorCode
				if tt.code != 0 {
					want = append(want, tt.code)
				}
				if diff := cmp.Diff(want, codes(tw)); diff != "" {
					t.Errorf("alerts (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// codes returns those of the debugger's entries.
func codes(tw *twiliotest.Twilio) []twilio.ErrorCode {
	var list []twilio.ErrorCode
	for _, a := range tw.Alerts() {
		list = append(list, a.Code)
	}
	return list
}

func TestEachDeliveryHasItsToken(t *testing.T) {
	t.Parallel()
	app := &flaky{answers: []string{"503", "200"}}
	tw := mounted(t, map[string]http.Handler{"/sms": app}, twiliotest.OnMessage("https://app.example/sms#rp=5xx"))
	first := tw.Phone(alice).Send(shop, "hi").Requests
	second := tw.Phone(alice).Send(shop, "hi").Requests
	if len(first) != 2 || len(second) != 1 {
		t.Fatalf("%d and %d requests, want 2 and 1", len(first), len(second))
	}
	if first[0].Token != first[1].Token || first[0].Token == second[0].Token || first[0].Token != app.tokens[0] {
		t.Errorf("tokens %q, %q and %q; the app saw %q", first[0].Token, first[1].Token, second[0].Token, app.tokens)
	}
	if first[0].Status != http.StatusServiceUnavailable || first[0].Code != twilio.ErrHTTPRetrieval || first[1].Code != 0 {
		t.Errorf("tries: %+v", first)
	}
}

func TestUnreachableAppIsTriedTwice(t *testing.T) {
	t.Parallel()
	for fragment, want := range map[string]time.Duration{
		"": 10 * time.Second, "ct=1000": 2 * time.Second, "rc=0": 5 * time.Second, "rc=5": 15 * time.Second,
		"ct=10000": 15 * time.Second, "ct=100&rc=5&rp=all": 600 * time.Millisecond, "rp=5xx": 5 * time.Second,
		"tt=3000": 3 * time.Second,
	} {
		t.Run(fragment, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := mounted(t, map[string]http.Handler{"/fallback": twiml.Reply("sorry")},
					twiliotest.OnMessage("https://down.example/#"+fragment), twiliotest.OnFailure("https://app.example/fallback"))
				tw.Mount("https://down.example/", twiliotest.Unreachable())
				start := time.Now()
				tw.Phone(alice).Send(shop, "hi")
				if took := time.Since(start); took != want {
					t.Errorf("gave up after %v, want %v", took, want)
				}
				if diff := cmp.Diff([]twilio.ErrorCode{twilio.ErrHTTPConnection}, codes(tw)); diff != "" {
					t.Errorf("alerts (-want +got):\n%s", diff)
				}
				if last, _ := tw.Phone(alice).Last(); last.Body != "sorry" {
					t.Errorf("the phone shows %q", last.Body)
				}
			})
		})
	}
}

func TestAppThatComesUpInTimeIsReached(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		tw.Mount("https://app.example/", twiliotest.Unreachable())
		tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/"))
		time.AfterFunc(4*time.Second, func() { tw.Mount("https://app.example/", twiml.Reply("up")) })
		tw.Phone(alice).Send(shop, "hi")
		if diff := cmp.Diff("> hi\n< up\n", tw.Phone(alice).Transcript()); diff != "" || len(tw.Alerts()) > 0 {
			t.Errorf("alerts %v, transcript (-want +got):\n%s", tw.Alerts(), diff)
		}
	})
}

func TestInvalidOverridesAreAlertsAndNotTaken(t *testing.T) {
	t.Parallel()
	for fragment, want := range map[string]twilio.ErrorCode{
		"e=mars&rp=5xx": 11240, "e=ashburn-ix&rp=4xx": 11242, "rc=6&rp=5xx": 11243, "rp=3xx&rc=1": 11243,
		"rt=1&rp=5xx": 11100, "rp=5xx&rp=5xx": 11243,
	} {
		t.Run(fragment, func(t *testing.T) {
			t.Parallel()
			app := &flaky{answers: []string{"500"}}
			tw := mounted(t, map[string]http.Handler{"/sms": app}, twiliotest.OnMessage("https://app.example/sms#"+fragment))
			tw.Phone(alice).Send(shop, "hi")
			if diff := cmp.Diff([]twilio.ErrorCode{want, twilio.ErrHTTPRetrieval}, codes(tw)); diff != "" {
				t.Errorf("alerts (-want +got):\n%s", diff)
			}
			if calls, _ := app.calls(); calls != 1 {
				t.Errorf("%d calls, want 1", calls)
			}
		})
	}
	t.Run("with Interconnect", func(t *testing.T) {
		t.Parallel()
		tw := twiliotest.New(t, twiliotest.WithInterconnect())
		tw.Mount("https://app.example/", twiml.Reply("hello"))
		tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/#e=ashburn-ix,dublin"))
		tw.Phone(alice).Send(shop, "hi")
		if got := tw.Alerts(); len(got) > 0 {
			t.Error(got)
		}
	})
}

func TestOverridesOfURLsInTwiML(t *testing.T) {
	t.Parallel()
	next, status := &flaky{answers: []string{"503", "200"}}, &flaky{answers: []string{"503", "204"}}
	tw := mounted(t, map[string]http.Handler{
		"/sms":    xml(`<Response><Message statusCallback="/status#rc=1&amp;rp=5xx">one</Message><Redirect>next#rp=5xx</Redirect></Response>`),
		"/next":   next,
		"/status": status,
	})
	tw.Phone(alice).Send(shop, "hi")
	if diff := cmp.Diff("> hi\n< one\n< hello\n", tw.Phone(alice).Transcript()); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}
	if got := tw.Alerts(); len(got) > 0 {
		t.Error(got)
	}
	if calls, _ := status.calls(); calls != 3 { // sent, sent again, delivered
		t.Errorf("%d status callbacks, want 3", calls)
	}
}
