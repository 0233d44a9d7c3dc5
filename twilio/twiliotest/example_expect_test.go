package twiliotest_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// printing stands for the test's own *testing.T.
type printing struct{}

func (printing) Helper()                           {}
func (printing) Fatalf(format string, args ...any) { fmt.Printf(format, args...) }

// A test reads like the story that it tells: who writes what, and what comes.
func ExamplePhone_Expect() {
	t := printing{} // *testing.T in a test
	tw := twiliotest.Start()
	defer tw.Close()
	tw.Mount("https://app.example/sms", twiml.Reply("Open from 9 to 5."))
	shop := tw.AddNumber("+15557122661", twiliotest.OnMessage("https://app.example/sms"))
	alice := tw.Phone("+15558675310")

	alice.Send(shop, "When are you open?")
	alice.Expect(t, "Open from 9 to 5.")

	_, err := tw.Client().Messages.Create(context.Background(), &twilio.CreateMessageParams{
		From: shop, To: alice.Address(), Body: "Your code is 123456.",
	})
	if err != nil {
		fmt.Println(err)
	}
	code := alice.ExpectMatch(t, `code is (\d+)`)[1]
	alice.Send(shop, code)
	alice.Expect(t, "Open from 9 to 5.")
	alice.Expect(t) // nothing more
	tw.ExpectNoAlerts(t)
	fmt.Print(alice.Transcript())
	// Output:
	// > When are you open?
	// < Open from 9 to 5.
	// < Your code is 123456.
	// > 123456
	// < Open from 9 to 5.
}
