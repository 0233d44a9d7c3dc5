package twilio_test

import (
	"context"
	"fmt"
	"log"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A program reaches what this library does not model by a path, and structs of its own.
func ExampleGet() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`{"phone_number":"+15558675310","valid":true}`))

	type lookup struct {
		PhoneNumber string `json:"phone_number"`
		Valid       bool   `json:"valid"`
	}
	path := twilio.At("lookups", "v2", "PhoneNumbers").ID("+15558675310")
	number, err := twilio.Get[lookup](ctx, client, path, url.Values{"Fields": {"line_status"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(number.PhoneNumber, number.Valid)
	// Output:
	// GET https://lookups.twilio.com/v2/PhoneNumbers/%2B15558675310?Fields=line_status
	// +15558675310 true
}

func ExampleClient_Path() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken), answered(`{"sid":"CA1","status":"completed"}`))

	type call struct{ SID, Status string }
	callSID := "CA1"
	c, err := twilio.Post[call](ctx, client, client.Path("Calls").ID(callSID), struct {
		Status string `url:"Status,omitempty"`
	}{"completed"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.SID, c.Status)
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Calls/CA1.json Status=completed
	// CA1 completed
}

func ExampleJSON() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken), answered(`201 {"sid":"HX1"}`))

	type template struct {
		SID  string `json:"sid,omitempty"`
		Name string `json:"friendly_name,omitempty"`
	}
	made, err := twilio.Post[template](ctx, client, twilio.At("content", "v1", "Content"),
		twilio.JSON{Body: template{Name: "table_ready"}}, twilio.WithHeader("Accept-Language", "en"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(made.SID)
	// Output:
	// POST https://content.twilio.com/v1/Content {"friendly_name":"table_ready"}
	// HX1
}

// List knows the shapes that lists have in all versions of the API.
func ExampleList() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken), answered(
		`{"meta":{"next_page_url":"https://messaging.twilio.com/v1/Services?Page=1&PageToken=x"},"services":[{"sid":"MG2"}]}`,
		`{"meta":{"next_page_url":null},"services":[{"sid":"MG1"}]}`,
	))

	type service struct{ SID string }
	path := twilio.At("messaging", "v1", "Services")
	for s, err := range twilio.List[service](ctx, client, path, "services", twilio.PageParams{PageSize: 1}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(s.SID)
	}
	// Output:
	// GET https://messaging.twilio.com/v1/Services?PageSize=1
	// MG2
	// GET https://messaging.twilio.com/v1/Services?Page=1&PageToken=x
	// MG1
}
