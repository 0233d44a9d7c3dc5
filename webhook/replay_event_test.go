package webhook_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

// Twilio's tries to tell of one event differ by RetryCount and with it in their signature.
func TestReplayGuardOfRetriedEvents(t *testing.T) {
	t.Parallel()
	retried := func(change ...string) url.Values {
		form := webhooktest.ConversationForm("onMessageAdded")
		for i := 0; i < len(change); i += 2 {
			form.Set(change[i], change[i+1])
		}
		return form
	}
	for _, method := range []string{http.MethodPost, http.MethodGet} {
		for _, within := range []string{"handler", "middleware"} {
			var reported []error
			v := newValidator(t, token, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)), webhook.WithPreviousToken("old"),
				webhook.WithOnError(func(_ *http.Request, err error) { reported = append(reported, err) }))
			var fails error
			var counts []int
			h := webhook.ConversationEvents(v, webhook.ConversationHandlers{
				MessageAdded: func(_ context.Context, e *webhook.ConversationMessageAdded) error {
					counts = append(counts, e.RetryCount)
					return fails
				},
			})
			answer := exchange{Status: http.StatusNoContent}
			if within == "middleware" {
				h, answer = v.Middleware(h), document("<Response/>")
			}
			send := func(url string, form url.Values) exchange {
				return serve(h, webhooktest.NewRequest(token, method, url, form))
			}

			fails = errors.New("database is down")
			if got := send(eventURL, retried()); got.Status != http.StatusServiceUnavailable {
				t.Errorf("%s %s, first: %v", method, within, got)
			}
			fails, reported = nil, nil
			if got := send(eventURL, retried("RetryCount", "1")); got.Status != http.StatusNoContent {
				t.Errorf("%s %s, after a failure: %v", method, within, got)
			}
			if diff := cmp.Diff(answer, send(eventURL, retried("RetryCount", "2"))); diff != "" {
				t.Errorf("%s %s, after a success: %s", method, within, diff)
			}
			if len(reported) != 1 || !errors.Is(reported[0], webhook.ErrReplayed) {
				t.Errorf("%s %s reports %v", method, within, reported)
			}
			// What differs in more is another event, and what is not signed is none.
			send(eventURL, retried("RetryCount", "3", "MessageSid", "IM2"))
			send(eventURL+"?shop=7", retried("RetryCount", "4"))
			if got := serve(h, webhooktest.NewRequest("x", method, eventURL, retried("RetryCount", "5", "MessageSid", "IM3"))); got.Status != 403 {
				t.Errorf("%s %s, not signed: %v", method, within, got)
			}
			if diff := cmp.Diff([]int{0, 1, 3, 4}, counts); diff != "" {
				t.Errorf("%s %s, calls by RetryCount (-want +got):\n%s", method, within, diff)
			}
		}
	}
}

// A parameter of that name in the app's own URL, or in what is no event, tells requests apart.
func TestReplayGuardKeepsOtherCounts(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)))
	calls := 0
	h := v.Middleware(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls++ }))
	event := webhooktest.ConversationForm("onMessageAdded")
	message := webhooktest.MessageForm("+15558675310", "+15557122661", "hello")
	for _, count := range []string{"0", "1"} {
		serve(h, webhooktest.NewRequest(token, "POST", eventURL+"?RetryCount="+count, event))
		message.Set("RetryCount", count)
		serve(h, webhooktest.NewRequest(token, "POST", smsURL, message))
	}
	if calls != 4 {
		t.Errorf("%d calls, want 4", calls)
	}
}

// A contextGuard notes whether it is told of the end of a request with a context at its end.
type contextGuard struct{ finish, release error }

func (g *contextGuard) Claim(ctx context.Context, _ string) (webhook.Claim, error) {
	return webhook.Claim{State: webhook.ClaimNew}, ctx.Err()
}

func (g *contextGuard) Finish(ctx context.Context, _ string, _ []byte) error {
	g.finish = errors.Join(errTold, ctx.Err())
	return nil
}

func (g *contextGuard) Release(ctx context.Context, _ string) error {
	g.release = errors.Join(errTold, ctx.Err())
	return nil
}

var errTold = errors.New("told")

// Twilio hanging up does not keep a guard from its database.
func TestReplayGuardOutlivesTheRequest(t *testing.T) {
	t.Parallel()
	for _, fails := range []error{nil, errors.New("failed")} {
		g := &contextGuard{}
		ctx, hangUp := context.WithCancel(t.Context())
		h := webhook.Statuses(newValidator(t, token, webhook.WithReplayGuard(g)), func(context.Context, *webhook.StatusCallback) error {
			hangUp()
			return fails
		})
		r := webhooktest.NewRequest(token, "POST", smsURL, webhooktest.StatusForm("SM1", "sent"))
		serve(h, r.WithContext(ctx))
		told, not := g.finish, g.release
		if fails != nil {
			told, not = not, told
		}
		if !errors.Is(told, errTold) || errors.Is(told, context.Canceled) || not != nil {
			t.Errorf("%v: Finish was told with %v, Release with %v", fails, g.finish, g.release)
		}
	}
}
