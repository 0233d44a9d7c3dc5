package twiliotest_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// TestGoroutines sends messages: no goroutine is left of one that has come to its end. It is not
// parallel, or others would be counted.
func TestGoroutines(t *testing.T) { //nolint:paralleltest // others would be counted
	before := runtime.NumGoroutine()
	tw := twiliotest.New(t)
	v, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		t.Fatal(err)
	}
	tw.Mount("https://app.example/", webhook.Statuses(v, func(context.Context, *webhook.StatusCallback) error { return nil }))
	tw.AddNumber(shop)
	for range 500 {
		if _, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
		}); err != nil {
			t.Fatal(err)
		}
	}
	tw.Wait()
	for range 10_000 { // for those that have told that they are done and not yet returned
		if runtime.NumGoroutine() <= before {
			break
		}
		runtime.Gosched()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after 500 messages", before, after)
	}
}

// TestScheduledCostNoGoroutine schedules messages and cancels them: each waits without a goroutine,
// and those that were canceled leave nothing that the bubble's end would wait for.
func TestScheduledCostNoGoroutine(t *testing.T) { //nolint:paralleltest // others would be counted
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		service := tw.AddService("later", twiliotest.Senders(shop))
		client := tw.Client()
		before := runtime.NumGoroutine()
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
		synctest.Wait()
		if after := runtime.NumGoroutine(); after > before {
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
