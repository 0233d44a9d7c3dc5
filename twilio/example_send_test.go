package twilio_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

const (
	accountSID = account
	authToken  = token
)

func Example() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`201 {"sid":"SM1","status":"queued"}`))

	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		To:   "+15558675310",
		From: "+15557122661",
		Body: "Your table is ready.",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(message.SID, message.Status)
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json Body=Your+table+is+ready.&From=%2B15557122661&To=%2B15558675310
	// SM1 queued
}

// A business writes first on WhatsApp with a template that was approved.
func ExampleMessageService_Create_template() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`201 {"sid":"SM1","status":"queued"}`))

	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		To:               channels.WhatsApp("+15558675310"),
		From:             channels.WhatsApp("+15557122661"),
		ContentSID:       "HX1",
		ContentVariables: twilio.ContentVariables{"1": "Ada", "2": "12:30"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(message.SID, message.Status)
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json ContentSid=HX1&ContentVariables=%7B%221%22%3A%22Ada%22%2C%222%22%3A%2212%3A30%22%7D&From=whatsapp%3A%2B15557122661&To=whatsapp%3A%2B15558675310
	// SM1 queued
}

// A Messaging Service sends at the time given, and Cancel takes the message back before that.
func ExampleMessageService_Cancel() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`201 {"sid":"SM1","status":"scheduled"}`, `{"sid":"SM1","status":"canceled"}`))

	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		To:                  "+15558675310",
		MessagingServiceSID: "MG1",
		Body:                "Your table will be ready at eight.",
		SendAt:              time.Date(2026, time.December, 24, 19, 30, 0, 0, time.UTC),
		ScheduleType:        twilio.ScheduleFixed,
	})
	if err != nil {
		log.Fatal(err)
	}
	message, err = client.Messages.Cancel(ctx, message.SID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(message.SID, message.Status)
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json Body=Your+table+will+be+ready+at+eight.&MessagingServiceSid=MG1&ScheduleType=fixed&SendAt=2026-12-24T19%3A30%3A00Z&To=%2B15558675310
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages/SM1.json Status=canceled
	// SM1 canceled
}

func ExampleMessageService_Redact() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`{"sid":"SM1","body":"","status":"delivered"}`))

	// The same as Update(ctx, "SM1", &twilio.UpdateMessageParams{Body: new("")}).
	message, err := client.Messages.Redact(ctx, "SM1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s %q\n", message.SID, message.Body)
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages/SM1.json Body=
	// SM1 ""
}

// The outcome of a message teaches Twilio which routes deliver.
func ExampleFeedbackService_Create() {
	ctx := context.Background()
	client := twilio.New(twilio.AuthToken(accountSID, authToken),
		answered(`{"message_sid":"SM1","outcome":"confirmed"}`))

	feedback, err := client.Messages.Feedback("SM1").Create(ctx, &twilio.CreateFeedbackParams{
		Outcome: twilio.OutcomeConfirmed,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(feedback.Outcome)
	// Output:
	// POST https://api.twilio.com/2010-04-01/Accounts/AC…/Messages/SM1/Feedback.json Outcome=confirmed
	// confirmed
}

func ExampleSeconds() {
	wait := 4 * time.Hour
	params := &twilio.CreateMessageParams{ValidityPeriod: twilio.Seconds(wait.Seconds())}
	fmt.Println(params.ValidityPeriod, params.ValidityPeriod.Duration())
	// Output: 14400 4h0m0s
}
