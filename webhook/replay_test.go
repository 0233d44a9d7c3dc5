package webhook_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
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
	if diff := cmp.Diff(document("<Response/>"), send(smsURL)); diff != "" || calls != 2 {
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
		serve(h, webhooktest.NewRequest(token, "POST", smsURL, form))
	}
	if calls != 2 {
		t.Error(calls)
	}
}

type brokenGuard struct{ claim, release error }

func (g brokenGuard) Claim(context.Context, string) (bool, error) { return true, g.claim }
func (g brokenGuard) Release(context.Context, string) error       { return g.release }

func TestReplayGuardBroken(t *testing.T) {
	t.Parallel()
	down := errors.New("redis is down")
	for _, c := range []struct {
		guard brokenGuard
		want  []string
	}{
		{brokenGuard{claim: down}, []string{"webhook: replay guard: redis is down"}},
		{brokenGuard{release: down}, []string{"webhook: handler: failed", "webhook: replay guard: redis is down"}},
	} {
		var reported []string
		v := newValidator(t, token, webhook.WithReplayGuard(c.guard),
			webhook.WithOnError(func(_ *http.Request, err error) { reported = append(reported, err.Error()) }))
		h := webhook.Statuses(v, func(context.Context, *webhook.StatusCallback) error { return errors.New("failed") })
		got := serve(h, webhooktest.NewRequest(token, "POST", smsURL, webhooktest.StatusForm("SM1", "sent")))
		if diff := cmp.Diff(plain(500), got) + cmp.Diff(c.want, reported); diff != "" {
			t.Error(diff)
		}
	}
}

func TestReplayMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := webhook.NewReplayMemory(3, time.Minute)
		claim := func(key string, want bool) {
			t.Helper()
			if got, err := g.Claim(t.Context(), key); got != want || err != nil {
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
				if isNew, _ := g.Claim(t.Context(), strconv.Itoa(i)); isNew {
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
