package twiml_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/twiliokit/twiliokit/twiml"
)

// Carry a document out, verb by verb.
func ExampleParse() {
	r, err := twiml.Parse(strings.NewReader(`<?xml version="1.0" encoding="UTF-8"?>
		<Response>
			<Message to="+15558675310">
				<Body>Store: 123 Easy St.</Body>
				<Media>https://demo.twilio.com/owl.png</Media>
			</Message>
			<Message>Opens at <!-- local time --> nine</Message>
			<Dial>+15557122661</Dial>
			<Redirect method="GET">/next</Redirect>
		</Response>`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range r.Children {
		switch n := n.(type) {
		case twiml.Message:
			fmt.Printf("send %q with %q\n", n.Text(), n.MediaURLs())
		case twiml.Redirect:
			fmt.Println("go on at", n.Target())
		case twiml.Element:
			fmt.Println("no idea how to", n.Name)
		}
	}
	// Output:
	// send "Store: 123 Easy St." with ["https://demo.twilio.com/owl.png"]
	// send "Opens at  nine" with []
	// no idea how to Dial
	// go on at /next
}

// The error has Twilio's code for what is wrong.
func ExampleParseError() {
	_, err := twiml.Parse(strings.NewReader("<response><Message>Hi</Message></response>"))
	fmt.Println(err)
	if perr, ok := errors.AsType[*twiml.ParseError](err); ok {
		fmt.Println(perr.Code)
	}
	// Output:
	// twiml: parse: root element is <response>, not <Response>: names are case-sensitive (12102)
	// 12102
}

// A verb that the package does not know is an Element.
func ExampleElement() {
	fmt.Println(twiml.NewResponse(twiml.Element{
		Name:     "Say",
		Attrs:    []twiml.Attr{{Name: "voice", Value: "Polly.Amy"}, {Name: "xml:lang", Value: "en-GB"}},
		Children: []twiml.Node{twiml.Text("Fish & chips")},
	}))
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Amy" xml:lang="en-GB">Fish &amp; chips</Say></Response>
}
