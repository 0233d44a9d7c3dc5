package twiliotest_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// BenchmarkKeptMessage is a message sent where 10,000 are stored already and the state is kept.
func BenchmarkKeptMessage(b *testing.B) {
	for _, kept := range []bool{false, true} {
		b.Run(fmt.Sprintf("kept=%t", kept), func(b *testing.B) {
			tw := twiliotest.Start()
			defer tw.Close()
			tw.AddNumber(shop)
			client := tw.Client()
			send := func(i int) {
				to := channels.Address(fmt.Sprintf("+1555%07d", i%500))
				if _, err := client.Messages.Create(b.Context(), &twilio.CreateMessageParams{From: shop, To: to, Body: "Hi"}); err != nil {
					b.Fatal(err)
				}
			}
			for i := range 10_000 {
				send(i)
			}
			tw.Wait()
			if kept {
				if err := tw.KeepState(filepath.Join(b.TempDir(), "state")); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				send(i)
			}
			b.StopTimer()
			tw.Wait()
		})
	}
}
