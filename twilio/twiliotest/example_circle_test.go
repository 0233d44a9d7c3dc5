package twiliotest_test

import (
	"context"
	"fmt"
	"net/http"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// A customer writes, the app answers, and the app writes first.
func Example() {
	tw := twiliotest.Start() // twiliotest.New(t) in a test
	defer tw.Close()

	app := http.NewServeMux()
	app.Handle("POST /sms", twiml.NewResponse(
		twiml.Message{Body: "Store: 123 Easy St.", Media: []string{"https://demo.twilio.com/owl.png"}},
		twiml.Redirect{URL: "/hours"},
	))
	app.Handle("POST /hours", twiml.Reply("Open from 9 to 5."))
	tw.Mount("https://app.example/", app)

	shop := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://app.example/sms"))
	alice := tw.Phone("+15558675310")
	alice.Send(shop, "Where are you?")

	_, err := tw.Client().Messages.Create(context.Background(), &twilio.CreateMessageParams{
		From: shop, To: alice.Address(), Body: "Your order is ready.",
	})
	if err != nil {
		fmt.Println(err)
	}
	tw.Wait()

	fmt.Print(alice.Transcript())
	// Output:
	// > Where are you?
	// < Store: 123 Easy St. [image/png]
	// < Open from 9 to 5.
	// < Your order is ready.
}

// A message that cannot be delivered ends as undelivered, with the code that says why.
func ExamplePhone_Refuse() {
	tw := twiliotest.Start()
	defer tw.Close()
	shop := tw.AddNumber("+15557122661")
	bob := tw.Phone("+15558675310")
	bob.Refuse(twilio.ErrUnreachableHandset)

	client := tw.Client()
	message, err := client.Messages.Create(context.Background(), &twilio.CreateMessageParams{
		From: shop, To: bob.Address(), Body: "Are you there?",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.Status)
	tw.Wait()
	message, err = client.Messages.Get(context.Background(), message.SID)
	fmt.Println(message.Status, message.ErrorCode, err)
	// Output:
	// queued
	// undelivered 30003 Unreachable destination handset <nil>
}
