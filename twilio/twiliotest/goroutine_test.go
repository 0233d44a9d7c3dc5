package twiliotest_test

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// TestGoroutines sends messages: no goroutine is left of one that has come to its end.
func TestGoroutines(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		v, err := webhook.NewValidator(tw.AuthToken())
		if err != nil {
			t.Fatal(err)
		}
		tw.Mount("https://app.example/", webhook.Statuses(v, func(context.Context, *webhook.StatusCallback) error { return nil }))
		tw.AddNumber(shop)
		before := goroutines(t)
		for range 500 {
			if _, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
				From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
			}); err != nil {
				t.Fatal(err)
			}
		}
		tw.Wait()
		if after := goroutines(t); after > before {
			t.Errorf("%d goroutines before, %d after 500 messages", before, after)
		}
	})
}

// TestScheduledCostNoGoroutine schedules messages and cancels them: each waits without a goroutine,
// and those that were canceled leave nothing that the bubble's end would wait for.
func TestScheduledCostNoGoroutine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		service := tw.AddService("later", twiliotest.Senders(shop))
		client := tw.Client()
		before := goroutines(t)
		var sids []string
		for n := range 300 {
			m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
				MessagingServiceSID: service, To: alice, Body: fmt.Sprint(n),
				ScheduleType: twilio.ScheduleFixed, SendAt: time.Now().Add(time.Hour),
			})
			if err != nil {
				t.Fatal(err)
			}
			sids = append(sids, m.SID)
		}
		if after := goroutines(t); after > before {
			t.Errorf("%d goroutines before, %d with 300 messages scheduled", before, after)
		}
		for _, sid := range sids[1:] {
			if _, err := client.Messages.Update(t.Context(), sid, &twilio.UpdateMessageParams{Status: twilio.StatusCanceled}); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		tw.Wait()
		if got := len(tw.Phone(alice).Messages()); got != 1 {
			t.Errorf("%d messages arrived, want the one that was not canceled", got)
		}
	})
}

// goroutines returns how many goroutines the test's bubble has, its own two included, once those that
// have work to do have done it.
func goroutines(t *testing.T) int {
	t.Helper()
	synctest.Wait()
	own := bubble.Find(stacks(false))
	if own == nil {
		t.Fatal("the test runs in no bubble")
	}
	n := 0
	for _, of := range bubble.FindAll(stacks(true), -1) {
		if bytes.Equal(of, own) {
			n++
		}
	}
	return n
}

// bubble is what a goroutine's stack says of the bubble it is in.
var bubble = regexp.MustCompile(`synctest bubble \d+\b`)

// stacks returns the stacks of this goroutine, or of all.
func stacks(all bool) []byte {
	for size := 1 << 16; ; size *= 2 {
		if buf := make([]byte, size); runtime.Stack(buf, all) < size {
			return buf
		}
	}
}
