package channels_test

import (
	"fmt"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
)

// One curly quote makes an SMS three times as dear.
func ExampleSegments() {
	body := "It’s ready! " + strings.Repeat("Pick it up at the shop. ", 6)
	for _, text := range []string{body, channels.SmartEncode(body)} {
		s := channels.Segments(text)
		fmt.Println(s.Encoding, s.Characters, "characters,", s.Count, "SMS")
		for at, character := range s.Foreign() {
			fmt.Printf("%s at %d\n", character, at)
		}
	}
	// Output:
	// UCS-2 156 characters, 3 SMS
	// ’ at 2
	// GSM-7 156 characters, 1 SMS
}

// What people see as one character is not cut in two.
func ExampleSegmentation_Parts() {
	body := strings.Repeat("x", 60) + "👨‍👩‍👧‍👦 is one character"
	for _, part := range channels.Segments(body).Parts() {
		fmt.Println(strings.TrimLeft(part, "x"))
	}
	// Output:
	//
	// 👨‍👩‍👧‍👦 is one character
}
