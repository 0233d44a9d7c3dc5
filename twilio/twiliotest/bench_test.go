package twiliotest_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
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

// BenchmarkMessages is the throughput of messages with two callbacks each, to ever new people.
func BenchmarkMessages(b *testing.B) {
	tw := twiliotest.Start()
	defer tw.Close()
	tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}))
	tw.AddNumber(shop)
	client := tw.Client()
	b.ReportAllocs()
	var people atomic.Int64
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
}
