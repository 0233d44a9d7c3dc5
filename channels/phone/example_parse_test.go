package phone_test

import (
	"errors"
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/phone"
)

// A sign-up form asks for a phone number, and people answer as they are used to at home.
func Example() {
	for _, typed := range []string{"(555) 867-5310", "whatsapp:0151 23456789", "+44 20 7946 0958"} {
		region := "US"
		if typed[0] == 'w' {
			region = "DE"
		}
		to, err := phone.Parse(typed, region)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s is %s in %s\n", to, phone.National(to), phone.Region(to))
	}
	// Output:
	// +15558675310 is (555) 867-5310 in US
	// whatsapp:+4915123456789 is 01512 3456789 in DE
	// +442079460958 is 020 7946 0958 in GB
}

// What cannot be read is told apart, for the form to say what is missing.
func ExampleParse_errors() {
	for _, typed := range []string{"867-5310", "555-867-531", "(555) 867-5310 ext. 12", "none"} {
		_, err := phone.Parse(typed, "US")
		fmt.Println(errors.Is(err, phone.ErrLocal), errors.Is(err, channels.ErrAddress), err)
	}
	// Output:
	// true true phone: not a phone number: its area code is missing
	// false true phone: not a phone number: it is too short for its country
	// false true phone: not a phone number: it has an extension
	// false true phone: not a phone number: there is no phone number in it
}

// A campaign leaves out numbers that cannot receive a text.
func ExampleKindOf() {
	for _, to := range []channels.Address{"+4915123456789", "+493012345678", "+18005550123", "+12125550123"} {
		switch kind := phone.KindOf(to); kind {
		case phone.KindMobile, phone.KindFixedOrMobile:
			fmt.Println("send to", phone.International(to))
		default:
			fmt.Println("leave out", kind)
		}
	}
	// Output:
	// send to +49 1512 3456789
	// leave out fixed
	// leave out toll-free
	// send to +1 212-555-0123
}
