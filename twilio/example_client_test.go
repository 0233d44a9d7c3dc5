package twilio_test

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// An API key can be revoked by itself; a region has credentials of its own.
func ExampleNew() {
	ctx := context.Background()
	client := twilio.New(twilio.APIKey(accountSID, "SK1", "the key's secret"),
		twilio.WithRegion("ie1"),
		twilio.WithUserAgent("shop/1.4"),
		twilio.WithTimeout(10*time.Second),
		twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 5, MaxRetryAfter: time.Minute}),
		twilio.WithLogger(slog.Default()),
		answered(`204 `))

	if err := client.Account("AC2").Messages.Delete(ctx, "SM1"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(client.AccountSID() == accountSID)
	// Output:
	// DELETE https://api.dublin.ie1.twilio.com/2010-04-01/Accounts/AC2/Messages/SM1.json
	// true
}

func ExampleFromEnv() {
	for name, value := range map[string]string{ // as a shell or a container does
		"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_API_KEY": "SK1", "TWILIO_API_SECRET": "the key's secret",
	} {
		if err := os.Setenv(name, value); err != nil {
			log.Fatal(err)
		}
	}

	creds, err := twilio.FromEnv()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%v\n%+v\n", creds, creds) // secrets are never printed
	// Output:
	// API key of account AC1
	// API key of account AC1
}

// A test or a proxy stands in for one of Twilio's products.
func ExampleWithBaseURL() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		twilio.WithBaseURL("api", "http://127.0.0.1:4010"),
		answered(`{"price":"-0.00750","num_segments":"2","date_sent":"Fri, 24 May 2019 17:44:46 +0000"}`))

	message, err := client.Messages.Get(ctx, "SM1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(message.Price.Rat(), message.NumSegments, message.DateSent.Weekday())
	// Output:
	// GET http://127.0.0.1:4010/2010-04-01/Accounts/AC…/Messages/SM1.json
	// -3/400 2 Friday
}
