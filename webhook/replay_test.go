package webhook_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

func TestReplayGuard(t *testing.T) {
	t.Parallel()
	var reported []error
	v := newValidator(t, token, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)),
		webhook.WithOnError(func(_ *http.Request, err error) { reported = append(reported, err) }))
	calls, fail := 0, true
	h := webhook.Messages(v, func(context.Context, *webhook.IncomingMessage) (*twiml.Response, error) {
		calls++
		if fail {
			return nil, errors.New("failed")
		}
		return twiml.Reply("done"), nil
	})
	form := webhooktest.MessageForm("+15558675310", "+15557122661", "hello")
	send := func(url string) exchange { return serve(h, webhooktest.NewRequest(token, "POST", url, form)) }

	if got := send(smsURL); got.Status != 500 || calls != 1 {
		t.Fatal(got, calls)
	}
	fail = false
	if got := send(smsURL); got.Status != 200 || calls != 2 { // Twilio tries again
		t.Fatal(got, calls)
	}
	reported = nil
	again := document(`<?xml version="1.0" encoding="UTF-8"?><Response><Message>done</Message></Response>`)
	if diff := cmp.Diff(again, send(smsURL)); diff != "" || calls != 2 {
		t.Fatal(diff, calls)
	}
	if len(reported) != 1 || !errors.Is(reported[0], webhook.ErrReplayed) {
		t.Error(reported)
	}
	if send(smsURL + "?step=2"); calls != 3 { // a Redirect has the same parameters
		t.Error(calls)
	}
	form.Set("MessageSid", "SM2")
	if send(smsURL); calls != 4 {
		t.Error(calls)
	}
	// Without a valid signature a request claims nothing.
	form.Set("MessageSid", "SM3")
	if got := serve(h, webhooktest.NewRequest("x", "POST", smsURL, form)); got.Status != 403 {
		t.Error(got)
	}
	if send(smsURL); calls != 5 {
		t.Error(calls)
	}
}

func TestReplayGuardPanic(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)))
	calls := 0
	h := webhook.Statuses(v, func(context.Context, *webhook.StatusCallback) error {
		if calls++; calls == 1 {
			panic("first")
		}
		return nil
	})
	send := func() (status int) {
		defer func() { _ = recover() }()
		return serve(h, webhooktest.NewRequest(token, "POST", smsURL, webhooktest.StatusForm("SM1", "sent"))).Status
	}
	send()
	if got := send(); got != 204 || calls != 2 {
		t.Error(got, calls)
	}
}

func TestReplayGuardMiddleware(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)))
	statuses := []int{500, 404, 0}
	calls := 0
	var last exchange
	h := v.Middleware(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := http.NewResponseController(w).Flush(); statuses[calls] == 0 && err != nil {
			t.Error(err)
		}
		if statuses[calls] != 0 {
			w.WriteHeader(statuses[calls])
		}
		calls++
	}))
	form := webhooktest.StatusForm("SM1", "sent")
	for range 4 {
		last = serve(h, webhooktest.NewRequest(token, "POST", smsURL, form))
	}
	if diff := cmp.Diff(document("<Response/>"), last); diff != "" {
		t.Error(diff)
	}
	if calls != 2 {
		t.Error(calls)
	}
}

// A fixedGuard knows the same of every request.
type fixedGuard struct {
	known                  webhook.Claim
	claim, finish, release error
}

func (g fixedGuard) Claim(context.Context, string) (webhook.Claim, error) { return g.known, g.claim }
func (g fixedGuard) Finish(context.Context, string, []byte) error         { return g.finish }
func (g fixedGuard) Release(context.Context, string) error                { return g.release }

func TestReplayGuardBroken(t *testing.T) {
	t.Parallel()
	down, unknown := errors.New("redis is down"), webhook.Claim{State: webhook.ClaimNew}
	for _, c := range []struct {
		guard  fixedGuard
		err    error
		status int
		want   []string
	}{
		{fixedGuard{claim: down}, nil, 500, []string{"webhook: replay guard: redis is down"}},
		{fixedGuard{}, nil, 500, []string{"webhook: replay guard: claim has the state 0"}},
		{fixedGuard{known: unknown, release: down}, errors.New("failed"), 500,
			[]string{"webhook: handler: failed", "webhook: replay guard: redis is down"}},
		{fixedGuard{known: unknown, finish: down}, nil, 204, []string{"webhook: replay guard: redis is down"}},
		{fixedGuard{known: webhook.Claim{State: webhook.ClaimDone, Answer: []byte("x")}}, nil, 200, []string{"webhook: request was sent before"}},
		{fixedGuard{known: webhook.Claim{State: webhook.ClaimDone, Answer: []byte(`{"status":9}`)}}, nil, 200, []string{"webhook: request was sent before"}},
	} {
		var reported []string
		v := newValidator(t, token, webhook.WithReplayGuard(c.guard),
			webhook.WithOnError(func(_ *http.Request, err error) { reported = append(reported, err.Error()) }))
		h := webhook.Statuses(v, func(context.Context, *webhook.StatusCallback) error { return c.err })
		got := serve(h, webhooktest.NewRequest(token, "POST", smsURL, webhooktest.StatusForm("SM1", "sent")))
		if diff := cmp.Diff(c.status, got.Status) + cmp.Diff(c.want, reported); diff != "" {
			t.Error(diff)
		}
	}
}

// A request that comes again while it is carried out waits for the outcome.
func TestReplayGuardUnderWay(t *testing.T) {
	t.Parallel()
	const reply = `<?xml version="1.0" encoding="UTF-8"?><Response><Message>run 1</Message></Response>`
	broken := errors.New("failed")
	for _, c := range []struct {
		name    string
		first   error
		takes   time.Duration // the first run
		hangsUp time.Duration // who sent the request again
		want    exchange      // for the second
		after   time.Duration // from its start
		calls   int
		report  error
	}{
		{"the first succeeds", nil, 4 * time.Second, time.Hour, document(reply), 3 * time.Second, 1, webhook.ErrReplayed},
		{"the first fails", broken, 4 * time.Second, time.Hour,
			document(strings.Replace(reply, "1<", "2<", 1)), 3 * time.Second, 2, broken},
		{"the first takes too long", nil, time.Minute, time.Hour, plain(503), 15 * time.Second, 1, webhook.ErrUnderWay},
		{"the second hangs up", nil, time.Minute, 2 * time.Second, plain(503), 2 * time.Second, 1, webhook.ErrUnderWay},
	} {
		synctest.Test(t, func(t *testing.T) {
			reported := make(chan error, 2)
			v := newValidator(t, token, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)),
				webhook.WithOnError(func(_ *http.Request, err error) { reported <- err }))
			var calls atomic.Int64
			h := webhook.Messages(v, func(context.Context, *webhook.IncomingMessage) (*twiml.Response, error) {
				run := int(calls.Add(1))
				if run == 1 {
					time.Sleep(c.takes)
					return twiml.Reply("run 1"), c.first
				}
				return twiml.Reply("run " + strconv.Itoa(run)), nil
			})
			request := func() *http.Request {
				return webhooktest.NewRequest(token, "POST", smsURL, webhooktest.MessageForm("+15558675310", "+15557122661", "hello"))
			}
			go serve(h, request())
			time.Sleep(time.Second)
			ctx, cancel := context.WithTimeout(t.Context(), c.hangsUp)
			defer cancel()
			began := time.Now()
			got := serve(h, request().WithContext(ctx))
			took := time.Since(began)
			if diff := cmp.Diff(c.want, got); diff != "" || int(calls.Load()) != c.calls || took < c.after || took > c.after+time.Second {
				t.Errorf("%s: %s, %d calls, after %s", c.name, diff, calls.Load(), took)
			}
			if err := <-reported; !errors.Is(err, c.report) {
				t.Errorf("%s: %v", c.name, err)
			}
			time.Sleep(time.Minute)
		})
	}
}

// A session's cookie belongs to the answer.
func TestReplayGuardSession(t *testing.T) {
	t.Parallel()
	c := newChat(t, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)))
	c.say("tea")
	first := c.cookie
	c.cookie = nil
	if got := c.say("tea"); got != "noted" || c.cookie == nil || c.cookie.Value != first.Value || !c.cookie.Secure {
		t.Error(got, c.cookie)
	}
}

func TestReplayMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := webhook.NewReplayMemory(3, time.Minute)
		claim := func(key string, isNew bool) {
			t.Helper()
			want := webhook.ClaimUnderWay
			if isNew {
				want = webhook.ClaimNew
			}
			if got, err := g.Claim(t.Context(), key); got.State != want || err != nil {
				t.Errorf("Claim(%s) = %v, %v", key, got, err)
			}
		}
		finished := func(key, want string) {
			t.Helper()
			if got, err := g.Claim(t.Context(), key); got.State != webhook.ClaimDone || string(got.Answer) != want || err != nil {
				t.Errorf("Claim(%s) = %v, %v", key, got, err)
			}
		}
		claim("a", true)
		claim("a", false)
		time.Sleep(30 * time.Second)
		claim("b", true)
		if err := g.Release(t.Context(), "b"); err != nil {
			t.Error(err)
		}
		claim("b", true)
		time.Sleep(30 * time.Second)
		claim("a", true) // its minute is over
		claim("b", false)
		claim("c", true)
		claim("d", true) // one too many: b, the oldest, makes room
		claim("b", true)
		claim("d", false)
		if err := g.Finish(t.Context(), "d", []byte("yes")); err != nil {
			t.Error(err)
		}
		time.Sleep(59 * time.Second)
		finished("d", "yes")
		if err := g.Finish(t.Context(), "forgotten", nil); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Second)
		claim("d", true) // a minute after it was finished
		finished("forgotten", "")
		if err := g.Release(t.Context(), "unknown"); err != nil {
			t.Error(err)
		}
	})

	g := webhook.NewReplayMemory(1000, time.Hour)
	var claimed atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 100 {
				if c, _ := g.Claim(t.Context(), strconv.Itoa(i)); c.State == webhook.ClaimNew {
					claimed.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if claimed.Load() != 100 {
		t.Error(claimed.Load())
	}
}
