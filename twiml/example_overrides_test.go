package twiml_test

import (
	"fmt"
	"time"

	"github.com/twiliokit/twiliokit/twiml"
)

// Give up on a slow answer early, and ask again after a server error.
func ExampleWithOverrides() {
	next, err := twiml.WithOverrides("https://example.com/next?step=2", twiml.Overrides{
		ReadTimeout: 4 * time.Second,
		Retries:     new(2),
		RetryOn:     []twiml.RetryCondition{twiml.RetryOn5xx, twiml.RetryOnReadTimeout},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(next)
	fmt.Println(twiml.NewResponse(twiml.Redirect{URL: next}))
	// Output:
	// https://example.com/next?step=2#rt=4000&rc=2&rp=5xx,rt
	// <?xml version="1.0" encoding="UTF-8"?><Response><Redirect>https://example.com/next?step=2#rt=4000&amp;rc=2&amp;rp=5xx,rt</Redirect></Response>
}

// See what a URL asks for.
func ExampleParseOverrides() {
	bare, o, err := twiml.ParseOverrides("https://example.com/sms#ct=2000&rc=2")
	fmt.Println(bare, o.ConnectTimeout, *o.Retries, err)

	_, _, err = twiml.ParseOverrides("https://example.com/sms#rc=9")
	fmt.Println(err)
	// Output:
	// https://example.com/sms 2s 2 <nil>
	// twiml: overrides: Retries: not a number from 0 to 5
}
