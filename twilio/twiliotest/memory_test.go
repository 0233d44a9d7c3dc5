package twiliotest_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// heap returns how many bytes are in use once all garbage is gone.
func heap() int {
	runtime.GC()
	runtime.GC() // what a sync.Pool held survives one
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// TestMemory sends messages and deletes them, until all that is kept of what happened is there, and
// then more: what these leave is what a phone shows, since deleting a record takes nothing from a
// person, and nothing at all of what never arrived. It is not parallel, or others would be counted.
func TestMemory(t *testing.T) {
	text := strings.Repeat("All work and no play. ", 50)
	for name, tt := range map[string]struct {
		refused twilio.ErrorCode
		limit   int // of bytes for each message
	}{
		"shown":   {limit: len(text) + 700},
		"refused": {refused: twilio.ErrUnreachableHandset, limit: 50},
	} {
		t.Run(name, func(t *testing.T) {
			tw := twiliotest.New(t)
			tw.AddNumber(shop)
			tw.Phone(alice).Fail(tt.refused)
			client := tw.Client()
			send := func(n int) {
				t.Helper()
				for range n {
					m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: text})
					if err != nil {
						t.Fatal(err)
					}
					tw.Wait()
					if err := client.Messages.Delete(t.Context(), m.SID); err != nil {
						t.Fatal(err)
					}
				}
			}
			send(7000)
			before := heap()
			const more = 10_000 // as many lines of the story are kept, so that it is as long again
			send(more)
			left := (heap() - before) / more
			t.Logf("%d bytes for each message", left)
			if left > tt.limit {
				t.Errorf("a message that was deleted leaves %d bytes, more than %d", left, tt.limit)
			}
		})
	}
}

// TestGoroutines sends messages: no goroutine is left of one that has come to its end. It is not
// parallel, or others would be counted.
func TestGoroutines(t *testing.T) {
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
	const ending = 2 // goroutines that have told that they are done and not yet returned
	if after := runtime.NumGoroutine(); after > before+ending {
		t.Errorf("%d goroutines before, %d after 500 messages", before, after)
	}
}

// TestScheduledCostNoGoroutine schedules messages and cancels them: each waits without a goroutine,
// and those that were canceled leave nothing that the bubble's end would wait for.
func TestScheduledCostNoGoroutine(t *testing.T) {
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
