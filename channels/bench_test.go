package channels_test

import (
	"strings"
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

func BenchmarkSegments(b *testing.B) {
	for name, body := range map[string]string{
		"GSM-7/160":  strings.Repeat("Your code {1}. ", 10) + "Thanks",
		"GSM-7/1600": strings.Repeat("Your code is 123 ", 94),
		"UCS-2/70":   strings.Repeat("Добрый день. ", 5) + "Пока!",
		"UCS-2/1600": strings.Repeat("“Good day” 👩\u200d👧 ", 100),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if channels.Segments(body).Count < 1 {
					b.Fatal("no segment")
				}
			}
		})
	}
}

func BenchmarkSmartEncode(b *testing.B) {
	for name, body := range map[string]string{
		"plain":  strings.Repeat("Your code is 123 ", 10),
		"dressy": strings.Repeat("“It’s 123” — ok ", 10),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if channels.SmartEncode(body) == "" {
					b.Fatal("nothing left")
				}
			}
		})
	}
}
