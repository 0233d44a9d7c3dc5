package webhook_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

func TestDecisions(t *testing.T) {
	t.Parallel()
	changed := func(body string) exchange {
		return exchange{Status: http.StatusOK, ContentType: "application/json", Body: body}
	}
	accepted := exchange{Status: http.StatusOK}
	message, sent := new(webhook.ConversationMessageAdd), new(webhook.ChatMediaMessageSend)
	for name, c := range map[string]struct {
		decision webhook.Decision
		want     exchange
	}{
		"zero":               {webhook.Decision{}, accepted},
		"accept":             {webhook.Accept(), accepted},
		"no changes":         {message.AcceptWith(webhook.ConversationMessageChanges{}), accepted},
		"body":               {message.AcceptWith(webhook.ConversationMessageChanges{Body: new("a <b> & \"c\"")}), changed(`{"body":"a <b> & \"c\""}`)},
		"empty body":         {message.AcceptWith(webhook.ConversationMessageChanges{Body: new("")}), changed(`{"body":""}`)},
		"not UTF-8":          {message.AcceptWith(webhook.ConversationMessageChanges{Body: new("\xff")}), changed(`{"body":"\ufffd"}`)},
		"all of a message":   {message.AcceptWith(webhook.ConversationMessageChanges{Body: new("b"), Author: new("a"), Attributes: new(webhook.JSON("{}"))}), changed(`{"body":"b","author":"a","attributes":"{}"}`)},
		"changed message":    {new(webhook.ConversationMessageUpdate).AcceptWith(webhook.ConversationMessageChanges{Author: new("a")}), changed(`{"author":"a"}`)},
		"conversation":       {new(webhook.ConversationAdd).AcceptWith(webhook.ConversationChanges{FriendlyName: new("n")}), changed(`{"friendly_name":"n"}`)},
		"other conversation": {new(webhook.ConversationUpdate).AcceptWith(webhook.ConversationChanges{FriendlyName: new("")}), changed(`{"friendly_name":""}`)},
		"Chat message":       {sent.AcceptWith(webhook.ChatMessageChanges{Body: new("b")}), changed(`{"body":"b"}`)},
		"Chat update":        {new(webhook.ChatMessageUpdate).AcceptWith(webhook.ChatMessageChanges{Body: new("b")}), changed(`{"body":"b"}`)},
		"Chat channel":       {new(webhook.ChatChannelAdd).AcceptWith(webhook.ChatChannelChanges{FriendlyName: new("n")}), changed(`{"friendly_name":"n"}`)},
		"Chat other channel": {new(webhook.ChatChannelUpdate).AcceptWith(webhook.ChatChannelChanges{FriendlyName: new("n")}), changed(`{"friendly_name":"n"}`)},
		"reject":             {webhook.Reject(http.StatusTeapot), plain(http.StatusTeapot)},
		"reject with 599":    {webhook.Reject(599), exchange{Status: 599, ContentType: "text/plain; charset=utf-8", Body: "\n"}},
		"reject with 200":    {webhook.Reject(http.StatusOK), plain(http.StatusForbidden)},
		"reject with 600":    {webhook.Reject(600), plain(http.StatusForbidden)},
	} {
		h := webhook.ConversationEvents(newValidator(t, token), webhook.ConversationHandlers{
			MessageAdd: func(context.Context, *webhook.ConversationMessageAdd) (webhook.Decision, error) {
				return c.decision, nil
			},
		})
		got := serve(h, webhooktest.NewRequest(token, "POST", eventURL, webhooktest.ConversationForm("onMessageAdd")))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		status, rejected := c.decision.Rejected()
		if rejected != (c.want.Status >= 400) || rejected && status != c.want.Status {
			t.Errorf("%s: Rejected() = %d, %t", name, status, rejected)
		}
		if changes := c.decision.Changes(); !rejected && string(changes) != c.want.Body {
			t.Errorf("%s: Changes() = %s", name, changes)
		}
	}
	if !cmp.Equal(webhook.Reject(403), webhook.Reject(0)) || cmp.Equal(webhook.Accept(), webhook.Reject(403)) {
		t.Error("decisions do not compare")
	}
}

// What becomes of an event when its function fails, or is late.
func TestEventFunctionFails(t *testing.T) {
	t.Parallel()
	broken := errors.New("database is down")
	for _, c := range []struct {
		name           string
		takes          time.Duration
		heeds          bool // the end of its context
		err            error
		reject, accept int // the answers by default and with AcceptOnError
		after          time.Duration
		reported       error
	}{
		{"in time", 3900 * time.Millisecond, true, nil, 200, 200, 3900 * time.Millisecond, nil},
		{"error", time.Second, true, broken, 500, 200, time.Second, broken},
		{"heeds its context", time.Minute, true, nil, 500, 200, webhook.PreEventTimeout, context.DeadlineExceeded},
		{"a little late", 4200 * time.Millisecond, false, nil, 200, 200, 4200 * time.Millisecond, nil},
		{"heeds nothing", time.Minute, false, nil, 500, 200, webhook.PreEventTimeout + 250*time.Millisecond, webhook.ErrUndecided},
	} {
		for _, acceptOnError := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				var reported error
				v := newValidator(t, token, webhook.WithOnError(func(_ *http.Request, err error) { reported = err }))
				h := webhook.ConversationEvents(v, webhook.ConversationHandlers{
					AcceptOnError: acceptOnError,
					MessageAdd: func(ctx context.Context, _ *webhook.ConversationMessageAdd) (webhook.Decision, error) {
						done := ctx.Done()
						if !c.heeds {
							done = nil
						}
						select {
						case <-time.After(c.takes):
						case <-done:
							return webhook.Accept(), ctx.Err()
						}
						return webhook.Accept(), c.err
					},
				})
				want := c.reject
				if acceptOnError {
					want = c.accept
				}
				began := time.Now()
				got := serve(h, webhooktest.NewRequest(token, "POST", eventURL, webhooktest.ConversationForm("onMessageAdd")))
				if took := time.Since(began); got.Status != want || took != c.after || !errors.Is(reported, c.reported) {
					t.Errorf("%s, %t: %v after %s, reports %v", c.name, acceptOnError, got, took, reported)
				}
				if got.Status == http.StatusOK && got.Body != "" {
					t.Errorf("%s: %v", c.name, got)
				}
				time.Sleep(time.Minute) // a function that heeds nothing goes on
			})
		}
	}
}

func TestPostEventFails(t *testing.T) {
	t.Parallel()
	var reported error
	v := newValidator(t, token, webhook.WithOnError(func(_ *http.Request, err error) { reported = err }))
	fails := func(context.Context, *webhook.UnknownEvent) error { return io.ErrUnexpectedEOF }
	for name, h := range map[string]http.Handler{
		"onMemberAdded": webhook.ChatEvents(v, webhook.ChatHandlers{AcceptOnError: true,
			MemberAdded: func(context.Context, *webhook.ChatMemberAdded) error { return io.ErrUnexpectedEOF }}),
		"onReactionAdded": webhook.ChatEvents(v, webhook.ChatHandlers{AcceptOnError: true, Unknown: fails}),
	} {
		reported = nil
		got := serve(h, webhooktest.NewRequest(token, "POST", eventURL, webhooktest.ChatForm(name)))
		if diff := cmp.Diff(plain(503), got); diff != "" || !errors.Is(reported, io.ErrUnexpectedEOF) {
			t.Errorf("%s: %s, reports %v", name, diff, reported)
		}
	}
	h := webhook.ConversationEvents(v, webhook.ConversationHandlers{Unknown: fails})
	got := serve(h, webhooktest.NewRequest(token, "POST", eventURL, webhooktest.ConversationForm("onReactionAdd")))
	if diff := cmp.Diff(plain(500), got); diff != "" {
		t.Error(diff)
	}
}

// A panic reaches net/http with its stack, though the function runs on a goroutine of its own.
func TestPreEventPanics(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		f    func()
		want error
		text string
	}{
		"abort": {func() { panic(http.ErrAbortHandler) }, http.ErrAbortHandler, "abort"},
		"error": {func() { panic(io.ErrUnexpectedEOF) }, io.ErrUnexpectedEOF, "decision_test.go"},
		"text":  {func() { panic("no such member") }, nil, "no such member"},
		"exit":  {runtime.Goexit, http.ErrAbortHandler, "abort"},
	} {
		h := webhook.ChatEvents(newValidator(t, token), webhook.ChatHandlers{
			MemberAdd: func(context.Context, *webhook.ChatMemberAdd) (webhook.Decision, error) {
				c.f()
				return webhook.Accept(), nil
			},
		})
		func() {
			defer func() {
				err, _ := recover().(error)
				if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
					t.Errorf("%s: %v", name, err)
				}
			}()
			serve(h, webhooktest.NewRequest(token, "POST", eventURL, webhooktest.ChatForm("onMemberAdd")))
		}()
	}
}

// What comes of a function after the answer has gone is reported all the same.
func TestPreEventFailsLate(t *testing.T) {
	t.Parallel()
	broken := errors.New("database is down")
	for name, c := range map[string]struct {
		f    func() error
		want error
		text string
	}{
		"error":   {func() error { return broken }, broken, "database is down"},
		"panic":   {func() error { panic(io.ErrUnexpectedEOF) }, io.ErrUnexpectedEOF, "decision_test.go"},
		"success": {func() error { return nil }, nil, ""},
		"abort":   {func() error { panic(http.ErrAbortHandler) }, nil, ""},
		"exit":    {func() error { runtime.Goexit(); return nil }, nil, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			reported := make(chan error, 5)
			v := newValidator(t, token, webhook.WithOnError(func(r *http.Request, err error) {
				if r.URL.Path != "/events" {
					t.Errorf("%s: of a request to %s", name, r.URL)
				}
				reported <- err
			}))
			h := webhook.ConversationEvents(v, webhook.ConversationHandlers{
				MessageAdd: func(context.Context, *webhook.ConversationMessageAdd) (webhook.Decision, error) {
					time.Sleep(time.Minute)
					return webhook.Accept(), c.f()
				},
			})
			got := serve(h, webhooktest.NewRequest(token, "POST", eventURL, webhooktest.ConversationForm("onMessageAdd")))
			if diff := cmp.Diff(plain(http.StatusInternalServerError), got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			if err := <-reported; !errors.Is(err, webhook.ErrUndecided) {
				t.Errorf("%s: reports %v", name, err)
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			close(reported)
			err, ok := <-reported
			if ok != (c.want != nil) || ok && (!errors.Is(err, c.want) || errors.Is(err, webhook.ErrUndecided) || !strings.Contains(err.Error(), c.text)) {
				t.Errorf("%s: reports %v later, want %v", name, err, c.want)
			}
		})
	}
}

// The same text written twice is filtered twice; what has happened is heard of once.
func TestReplayGuardOfEvents(t *testing.T) {
	t.Parallel()
	v := newValidator(t, token, webhook.WithReplayGuard(webhook.NewReplayMemory(100, time.Hour)))
	before, after := 0, 0
	h := webhook.ConversationEvents(v, webhook.ConversationHandlers{
		MessageAdd: func(_ context.Context, e *webhook.ConversationMessageAdd) (webhook.Decision, error) {
			before++
			return e.AcceptWith(webhook.ConversationMessageChanges{Body: new("masked")}), nil
		},
		MessageAdded: func(context.Context, *webhook.ConversationMessageAdded) error {
			after++
			return nil
		},
	})
	for name, h := range map[string]http.Handler{"handler": h, "within middleware": v.Middleware(h)} {
		before, after = 0, 0
		for range 2 {
			for event, want := range map[string]string{"onMessageAdd": `{"body":"masked"}`, "onMessageAdded": ""} {
				form := webhooktest.ConversationForm(event)
				form.Set("MessageBody", name) // another for each handler
				got := serve(h, webhooktest.NewRequest(token, "POST", eventURL, form))
				if got.Body != want && (event != "onMessageAdded" || got.Body != "<Response/>") {
					t.Errorf("%s, %s: %v", name, event, got)
				}
			}
		}
		if before != 2 || after != 1 {
			t.Errorf("%s: %d calls before, %d after", name, before, after)
		}
	}
}
