package messaging_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// Every day, a program drops the numbers that their owners gave up the day before.
func ExampleDeactivationService_List() {
	client := answered("https://files.example/2026-11-20.txt?signature=…", "15558675310\n15558675311\n15558675312\n")
	subscribers := map[channels.Address]string{"+15558675309": "Ada", "+15558675311": "Bob"}

	day := twilio.Day(2026, 11, 20)
	for number, err := range messaging.New(client).Deactivations.List(context.Background(), &messaging.DeactivationsParams{Date: day}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		delete(subscribers, number)
	}
	fmt.Println(len(subscribers), subscribers["+15558675309"])
	// Output:
	// GET /v1/Deactivations?Date=2026-11-20
	// GET https://files.example/2026-11-20.txt?signature=…
	// 1 Ada
}
