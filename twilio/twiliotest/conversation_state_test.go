package twiliotest_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// shape is what a conversation says of its state: how long until it changes.
func (w *world) shape(t *testing.T) string {
	t.Helper()
	c, err := w.api.Conversations.Get(t.Context(), w.open)
	must(t, err)
	text := string(c.State)
	if at := c.Timers.DateInactive; !at.IsZero() {
		text += fmt.Sprint(", inactive in ", time.Until(at.Time))
	}
	if at := c.Timers.DateClosed; !at.IsZero() {
		text += fmt.Sprint(", closed in ", time.Until(at.Time))
	}
	return text
}

func TestTimersOfAConversation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.listen(t, ok, "onConversationStateUpdated")
		var got []string
		look := func(after time.Duration) {
			pass(w.tw, after)
			got = append(got, w.shape(t))
		}
		update := func(params conversations.UpdateConversationParams) {
			_, err := w.api.Conversations.Update(t.Context(), w.open, &params)
			must(t, err)
		}
		look(0)
		update(conversations.UpdateConversationParams{InactiveTimer: "PT10M", ClosedTimer: "PT1H"})
		look(0)
		look(9 * time.Minute)
		w.write(t, "alice", "Still there") // begins the timers anew
		look(0)
		look(10 * time.Minute)
		look(49 * time.Minute)
		w.customer.Send(w.number, "Yes") // and so does a phone, which wakes it up too
		look(0)
		update(conversations.UpdateConversationParams{State: "inactive"})
		look(0)
		w.add(t, &newParticipant{Identity: "bob"})
		look(0)
		update(conversations.UpdateConversationParams{InactiveTimer: "PT0S"}) // none
		look(0)
		update(conversations.UpdateConversationParams{ClosedTimer: "PT10M"})
		look(0)
		look(10 * time.Minute)
		look(1000 * time.Hour)
		if diff := cmp.Diff([]string{
			"active",
			"active, inactive in 10m0s, closed in 1h0m0s",
			"active, inactive in 1m0s, closed in 51m0s",
			"active, inactive in 10m0s, closed in 1h0m0s",
			"inactive, closed in 50m0s",
			"inactive, closed in 1m0s",
			"active, inactive in 10m0s, closed in 1h0m0s",
			"inactive, closed in 1h0m0s",
			"active, inactive in 10m0s, closed in 1h0m0s",
			"active, closed in 1h0m0s",
			"active, closed in 10m0s",
			"closed",
			"closed",
		}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		var told []string
		for _, r := range w.tw.Requests() {
			told = append(told, r.Params.Get("StateFrom")+" → "+r.Params.Get("StateTo")+" "+r.Params.Get("Reason")+" "+r.Params.Get("Source"))
		}
		if diff := cmp.Diff([]string{
			"active → inactive TIMER API", "inactive → active EVENT SMS", "active → closed TIMER API", // what the API did is silent
		}, told); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}

// A conversation has the account's timers unless it is told otherwise.
func TestTimersOfAnAccount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		_, err := w.api.Configuration.Update(t.Context(), &conversations.UpdateConfigurationParams{DefaultInactiveTimer: "PT1H", DefaultClosedTimer: "P1D"})
		must(t, err)
		for _, params := range []newConversation{{}, {InactiveTimer: "PT5M"}, {State: "inactive", ClosedTimer: "PT0S"}} {
			c, err := w.api.Conversations.Create(t.Context(), &params)
			must(t, err)
			w.open = c.SID
			want := map[conversations.Timer]string{
				"": "active, inactive in 1h0m0s, closed in 24h0m0s", "PT5M": "active, inactive in 5m0s, closed in 24h0m0s",
			}[params.InactiveTimer]
			if params.State != "" {
				want = "inactive"
			}
			if got := w.shape(t); got != want {
				t.Errorf("%+v: %s, want %s", params, got, want)
			}
		}
	})
}

// The timers of a conversation end with it.
func TestTimersOfADeletedConversation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.listen(t, ok, "onConversationStateUpdated")
		for _, name := range []string{w.open, w.empty} {
			_, err := w.api.Conversations.Update(t.Context(), name, &conversations.UpdateConversationParams{InactiveTimer: "PT1M", ClosedTimer: "PT10M"})
			must(t, err)
		}
		must(t, w.api.Conversations.Delete(t.Context(), w.open))
		pass(w.tw, time.Hour)
		var told []string
		for _, r := range w.tw.Requests() {
			told = append(told, r.Params.Get("ConversationSid")+" "+r.Params.Get("StateTo"))
		}
		if diff := cmp.Diff([]string{w.empty + " inactive", w.empty + " closed"}, told); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}
