package twiliotest_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// Twilio itself heeds STOP: it answers, and sends nothing more from the number.
func ExampleTwilio_OptedOut() {
	tw := twiliotest.Start()
	defer tw.Close()
	shop := tw.AddNumber("+15557122661")
	alice := tw.Phone("+15558675310")

	alice.Send(shop, "STOP")
	_, err := tw.Client().Messages.Create(context.Background(), &twilio.CreateMessageParams{
		From: shop, To: alice.Address(), Body: "Half price today!",
	})
	fmt.Println(errors.Is(err, twilio.ErrUnsubscribedRecipient), tw.OptedOut(shop, alice.Address()))

	alice.Send(shop, "START")
	fmt.Println(tw.OptedOut(shop, alice.Address()))
	fmt.Print(alice.Transcript())
	// Output:
	// true true
	// false
	// > STOP
	// < You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.
	// > START
	// < You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.
}
