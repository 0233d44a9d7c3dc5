package twiml_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/twiliokit/twiliokit/twiml"
)

// Answer a message with text and a picture, then go on with another document.
func Example() {
	r := twiml.NewResponse(
		twiml.Message{Body: "Store: 123 Easy St.", Media: []string{"https://demo.twilio.com/owl.png"}},
		twiml.Redirect{URL: "https://example.com/next"},
	)
	if _, err := r.WriteTo(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><Response><Message><Body>Store: 123 Easy St.</Body><Media>https://demo.twilio.com/owl.png</Media></Message><Redirect>https://example.com/next</Redirect></Response>
}

// Most answers are one message.
func ExampleReply() {
	fmt.Println(twiml.Reply("Thanks, we are on our way!"))
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><Response><Message>Thanks, we are on our way!</Message></Response>
}

// An empty document is how a service says nothing.
func ExampleResponse_silence() {
	fmt.Println(twiml.NewResponse())
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><Response/>
}

// A document that never changes is its own handler.
func ExampleResponse_ServeHTTP() {
	mux := http.NewServeMux()
	mux.Handle("/closed", twiml.Reply("We are closed until Monday."))

	rec := httptest.NewRecorder()
	mux.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/closed", nil))
	fmt.Println(rec.Code, rec.Header().Get("Content-Type"))

	again := httptest.NewRequest(http.MethodGet, "/closed", nil)
	again.Header.Set("If-None-Match", rec.Header().Get("ETag"))
	rec = httptest.NewRecorder()
	mux.ServeHTTP(rec, again)
	fmt.Println(rec.Code)
	// Output:
	// 200 text/xml; charset=utf-8
	// 304
}

// A busy service keeps its buffer.
func ExampleResponse_AppendTo() {
	buf := make([]byte, 0, 1024)
	for _, name := range []string{"Ada", "Bob"} {
		var err error
		if buf, err = twiml.Reply("Hello " + name).AppendTo(buf[:0]); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(buf))
	}
	// Output:
	// 87
	// 87
}

// What XML cannot carry is an error that says where it stands.
func ExampleWriteError() {
	_, err := twiml.Reply("beep \a").AppendTo(nil)
	fmt.Println(err)
	// Output:
	// twiml: /Response/Message[1]/Body: character U+0007 cannot be written in XML
}
