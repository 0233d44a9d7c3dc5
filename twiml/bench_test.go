package twiml_test

import (
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twiml"
)

func reply() *twiml.Response {
	return twiml.NewResponse(
		twiml.Message{Body: "Store: 123 Easy St. & more", Media: []string{"https://demo.twilio.com/owl.png"}},
		twiml.Redirect{URL: "https://example.com/next"},
	)
}

func BenchmarkAppendTo(b *testing.B) {
	r := reply()
	buf := make([]byte, 0, 1024)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.AppendTo(buf); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	doc := reply().String()
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := twiml.Parse(strings.NewReader(doc)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParseHostile reads the documents within the size limit that cost the most.
func BenchmarkParseHostile(b *testing.B) {
	fill := func(head, piece, tail string) string {
		n := (twiml.MaxSize - len(head) - len(tail)) / len(piece)
		return head + strings.Repeat(piece, n) + tail
	}
	for name, doc := range map[string]string{
		"elements": fill("<Response>", "<a/>", "</Response>"),
		"depth":    fill("<Response>", "<a>", ""),
		"attrs":    fill("<Response ", "a='' ", "/>"),
		"texts":    fill("<Response>", "a<?b?>", "</Response>"),
		"endless":  strings.Repeat("<a>", 1<<20),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := twiml.Parse(strings.NewReader(doc)); err == nil {
					b.Fatal("no error")
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	r := reply()
	b.ReportAllocs()
	for b.Loop() {
		if p := r.Check(); p != nil {
			b.Fatal(p)
		}
	}
}
