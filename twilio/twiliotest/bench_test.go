//go:build unix

package twiliotest_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		twiliotest.Start().Close()
	}
}

// BenchmarkCircle is a typical test: a new emulator, a message out with its callbacks, a message
// in with its reply.
func BenchmarkCircle(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		tw := twiliotest.Start(twiliotest.WithLoopGuard(0, 0))
		app := http.NewServeMux()
		app.Handle("POST /sms", twiml.Reply("hello"))
		app.Handle("POST /status", &callbacks{})
		tw.Mount("https://app.example/", app)
		tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
		_, err := tw.Client().Messages.Create(b.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
		})
		if err != nil {
			b.Fatal(err)
		}
		tw.Wait()
		if x := tw.Phone(alice).Send(shop, "hi"); len(x.Replies) != 1 {
			b.Fatal("no reply")
		}
		tw.Close()
	}
}

// BenchmarkMessages is the throughput of messages with two callbacks each, to ever new people: to a
// handler that validates and decodes them, and to one that does nothing. On a machine with other work
// the processor's time counts, which is that of all together: client, emulator and handler.
func BenchmarkMessages(b *testing.B) {
	for _, kind := range []string{"typed", "trivial"} {
		b.Run(kind, func(b *testing.B) {
			tw := twiliotest.Start()
			defer tw.Close()
			tw.Mount("https://app.example/", statusHandler(b, tw, kind == "typed"))
			tw.AddNumber(shop)
			client := tw.Client()
			b.ReportAllocs()
			var people atomic.Int64
			start := processorTime(b)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					to := channels.Address(fmt.Sprintf("+1555%07d", people.Add(1)))
					_, err := client.Messages.Create(b.Context(), &twilio.CreateMessageParams{
						From: shop, To: to, Body: "Hi", StatusCallback: "https://app.example/status",
					})
					if err != nil {
						b.Error(err)
					}
				}
			})
			tw.Wait()
			b.StopTimer()
			took := processorTime(b) - start
			b.ReportMetric(float64(took.Nanoseconds())/1e3/float64(b.N), "cpu-µs/msg")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msgs/s")
		})
	}
}

// statusHandler returns a handler of status callbacks.
func statusHandler(tb testing.TB, tw *twiliotest.Twilio, typed bool) http.Handler {
	tb.Helper()
	if !typed {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	}
	v, err := webhook.NewValidator(tw.AuthToken())
	if err != nil {
		tb.Fatal(err)
	}
	return webhook.Statuses(v, func(context.Context, *webhook.StatusCallback) error { return nil })
}

// processorTime returns how long the process has kept processors busy.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
