package channels_test

import (
	"testing"

	"github.com/twiliokit/twiliokit/channels"
)

func BenchmarkParse(b *testing.B) {
	for _, in := range []string{"+15558675310", "whatsapp:+15558675310", "TWILIO", "rcs:acme_q5yx2_agent"} {
		b.Run(in, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := channels.Parse(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRedacted(b *testing.B) {
	b.ReportAllocs()
	a := channels.WhatsApp("+15558675310")
	for b.Loop() {
		if a.Redacted() != "whatsapp:…10" {
			b.Fatal(a.Redacted())
		}
	}
}
