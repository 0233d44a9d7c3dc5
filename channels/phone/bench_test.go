package phone_test

import (
	"testing"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/phone"
)

func BenchmarkParse(b *testing.B) {
	for _, in := range [][2]string{{"(212) 555-0123", "US"}, {"0151 23456789", "DE"}, {"+447400123456", ""}, {"12345", "US"}} {
		b.Run(in[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := phone.Parse(in[0], in[1]); err != nil && in[0] != "12345" {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNational(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if phone.National("+4915123456789") != "01512 3456789" {
			b.Fatal("written otherwise")
		}
	}
}

func BenchmarkKindOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if phone.KindOf(channels.Address("+4915123456789")) != phone.KindMobile {
			b.Fatal("of another kind")
		}
	}
}
