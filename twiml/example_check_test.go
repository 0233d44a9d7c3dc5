package twiml_test

import (
	"fmt"

	"github.com/twiliokit/twiliokit/twiml"
)

// Find out before Twilio does.
func ExampleResponse_Check() {
	r := twiml.NewResponse(
		twiml.Message{Body: "One moment", Method: "PATCH"},
		twiml.Message{Action: "https://my_host.example.com/done"},
		twiml.Element{Name: "message", Children: []twiml.Node{twiml.Text("Hi")}},
		twiml.Redirect{URL: "/next"},
	)
	for _, p := range r.Check() {
		fmt.Println(p)
	}
	// Output:
	// /Response/Message[1]/@method: not GET or POST (refused, 14104)
	// /Response/Message[2]/@action: host names cannot have an underscore (refused, 11100)
	// /Response/Message[2]: message has neither text nor media (doubtful, 14103)
	// /Response/message[1]: never reached: a Message with an action comes before it (ignored)
	// /Response/message[1]: names are case-sensitive: write Message (ignored, 12200)
	// /Response/Redirect[1]: never reached: a Message with an action comes before it (ignored)
}
