package twiliotest_test

import (
	"fmt"
	"net/http/httptest"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// An app that listens by itself is called over loopback.
func ExampleWithTransport() {
	t := printing{} // *testing.T in a test
	app := httptest.NewTLSServer(twiml.Reply("Open from 9 to 5."))
	defer app.Close()
	tw := twiliotest.Start(twiliotest.WithTransport(app.Client().Transport))
	defer tw.Close()
	shop := tw.AddNumber("+15557122661", twiliotest.OnMessage(app.URL+"/sms"))

	alice := tw.Phone("+15558675310")
	alice.Send(shop, "When are you open?")
	alice.Expect(t, "Open from 9 to 5.")
	fmt.Print(alice.Transcript())
	// Output:
	// > When are you open?
	// < Open from 9 to 5.
}
