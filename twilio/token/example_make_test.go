package token_test

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/twiliokit/twiliokit/twilio/token"
)

// A fixed clock, so that what is printed stays the same.
func clock() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

// A token lets Alice's browser into a Conversations service.
func Example() {
	key, err := token.NewKey(
		"AC00000000000000000000000000000001", // os.Getenv("TWILIO_ACCOUNT_SID")
		"SK00000000000000000000000000000002", // os.Getenv("TWILIO_API_KEY")
		"made-up-secret",                     // os.Getenv("TWILIO_API_SECRET")
		token.WithClock(clock),
	)
	if err != nil {
		log.Fatal(err)
	}
	signed, err := key.Make(&token.Params{
		Identity: "alice",
		Chat:     &token.ChatGrant{ServiceSID: "IS00000000000000000000000000000003"},
	})
	if err != nil {
		log.Fatal(err)
	}

	// The browser gives it to Twilio's SDK. A test reads what it says.
	claims, err := key.Verify(signed)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(claims.Identity, claims.Chat.ServiceSID)
	fmt.Println("until", claims.Expires)
	// Output:
	// alice IS00000000000000000000000000000003
	// until 2026-01-02 04:04:05 +0000 UTC
}

// Any grant can be given by its name: Voice, Video and Sync here, for ten minutes.
func ExampleKey_Make() {
	key, err := token.NewKey("AC00000000000000000000000000000001", "SK00000000000000000000000000000002", "made-up-secret",
		token.WithClock(clock), token.WithRegion("ie1"))
	if err != nil {
		log.Fatal(err)
	}
	signed, err := key.Make(&token.Params{
		Identity: "alice",
		Grants: map[string]any{
			"voice": map[string]any{
				"incoming": map[string]any{"allow": true},
				"outgoing": map[string]any{"application_sid": "AP00000000000000000000000000000004"},
			},
			"video":     map[string]any{"room": "daily"},
			"data_sync": map[string]any{"service_sid": "IS00000000000000000000000000000003"},
		},
		TTL: 10 * time.Minute,
	})
	if err != nil {
		log.Fatal(err)
	}

	claims, err := token.Decode(signed)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(claims.Region, claims.Expires.Sub(claims.IssuedAt))
	fmt.Printf("%s\n", claims.Grants["voice"])
	fmt.Printf("%s\n", claims.Grants["video"])
	// Output:
	// ie1 10m0s
	// {"incoming":{"allow":true},"outgoing":{"application_sid":"AP00000000000000000000000000000004"}}
	// {"room":"daily"}
}

// A service that is sent tokens tells why one is refused.
func ExampleKey_Verify() {
	now := clock()
	key, err := token.NewKey("AC00000000000000000000000000000001", "SK00000000000000000000000000000002", "made-up-secret",
		token.WithClock(func() time.Time { return now }))
	if err != nil {
		log.Fatal(err)
	}
	signed, err := key.Make(&token.Params{Identity: "alice"})
	if err != nil {
		log.Fatal(err)
	}

	now = now.Add(time.Hour)
	_, err = key.Verify(signed)
	fmt.Println(errors.Is(err, token.ErrExpired), err)

	_, err = key.Verify(signed[:len(signed)-8] + "AAAAAAAA")
	fmt.Println(errors.Is(err, token.ErrSignature), err)
	// Output:
	// true token: verify: token has expired
	// true token: verify: wrong signature
}
