//go:build unix && !race

package twiliotest_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// TestAllocations holds what can be counted of the emulator's speed: a message costs so many
// allocations from the call of the client to the answer of the handler to its second callback, and a
// new emulator so many. Today they are 140 and 42. It is not parallel, or others would be counted, and
// the race detector has sync.Pool forget on purpose.
func TestAllocations(t *testing.T) {
	tw := twiliotest.New(t)
	tw.Mount("https://app.example/", statusHandler(t, tw, true))
	tw.AddNumber(shop)
	client := tw.Client()
	message := testing.AllocsPerRun(500, func() {
		_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
		})
		if err != nil {
			t.Fatal(err)
		}
		tw.Wait()
	})
	start := testing.AllocsPerRun(100, func() { twiliotest.Start().Close() })
	t.Logf("%v allocations a message, %v an emulator", message, start)
	if message > 180 {
		t.Errorf("a message with two callbacks makes %v allocations, more than 180", message)
	}
	if start > 50 {
		t.Errorf("a new emulator makes %v allocations, more than 50", start)
	}
}

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
func TestMemory(t *testing.T) { //nolint:paralleltest // others would be counted
	text := strings.Repeat("All work and no play. ", 50)
	for name, tt := range map[string]struct { //nolint:paralleltest // others would be counted
		refused twilio.ErrorCode
		lines   int // of the story that each message is, of which some 10,000 are kept
		limit   int // of bytes for each message
	}{
		"shown":   {lines: 4, limit: len(text) + 700},
		"refused": {refused: twilio.ErrUnreachableHandset, lines: 3, limit: 50},
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
			send(21_000 / tt.lines)
			before := heap()
			more := 10_000 / tt.lines // so that the story is as long again
			send(more)
			left := (heap() - before) / more
			t.Logf("%d bytes for each message", left)
			if left > tt.limit {
				t.Errorf("a message that was deleted leaves %d bytes, more than %d", left, tt.limit)
			}
		})
	}
}
