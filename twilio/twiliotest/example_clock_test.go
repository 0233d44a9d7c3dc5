package twiliotest_test

import (
	"context"
	"fmt"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A reminder for a day in the next month, on a clock that the test moves.
func ExampleTwilio_Advance() {
	tw := twiliotest.Start(twiliotest.WithClock(time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)))
	defer tw.Close()
	clinic := tw.AddNumber("+15557122661")
	service := tw.AddService("reminders", twiliotest.Senders(clinic))
	alice := tw.Phone("+15558675310")

	client, ctx := tw.Client(), context.Background()
	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		MessagingServiceSID: service, To: alice.Address(), Body: "See you at nine tomorrow.",
		SendAt: tw.Now().Add(34 * 24 * time.Hour), ScheduleType: twilio.ScheduleFixed,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.Status)

	tw.Advance(34 * 24 * time.Hour)
	fmt.Print(alice.Transcript())
	message, err = client.Messages.Get(ctx, message.SID)
	fmt.Println(message.Status, message.DateSent.Format(time.DateTime), err)
	// Output:
	// scheduled
	// < See you at nine tomorrow.
	// delivered 2026-04-04 09:00:00 <nil>
}
