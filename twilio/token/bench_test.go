package token_test

import (
	"testing"

	"github.com/twiliokit/twiliokit/twilio/token"
)

func BenchmarkMake(b *testing.B) {
	key := newKey(b)
	params := &token.Params{Identity: "alice", Chat: &token.ChatGrant{ServiceSID: serviceSID}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := key.Make(params); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	key := newKey(b)
	signed, err := key.Make(&token.Params{Identity: "alice", Chat: &token.ChatGrant{ServiceSID: serviceSID}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := key.Verify(signed); err != nil {
			b.Fatal(err)
		}
	}
}
