package channels_test

import (
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
)

// A program asks of each inbound message whether it is a keyword before it reads it.
func ExampleKeywords() {
	words := channels.StandardKeywords()
	for _, body := range []string{"Stop", "stop please", "YES", "info"} {
		switch words.Match(body) {
		case channels.KeywordOptOut:
			fmt.Println(body, "- no more messages")
		case channels.KeywordOptIn:
			fmt.Println(body, "- messages again")
		case channels.KeywordHelp:
			fmt.Println(body, "- who we are")
		case channels.KeywordNone:
			fmt.Println(body, "- an ordinary message")
		}
	}
	fmt.Println("toll-free YES:", channels.TollFreeKeywords().Match("YES") == channels.KeywordOptIn)
	// Output:
	// Stop - no more messages
	// stop please - an ordinary message
	// YES - messages again
	// info - who we are
	// toll-free YES: false
}

// People are understood in the words of their country.
func ExampleKeywords_In() {
	words := channels.StandardKeywords()
	words.Overrides = map[string]channels.Keywords{
		"FR": {OptOut: []string{"ARRÊT", "ARRET"}, OptIn: []string{"REPRENDRE"}, Help: []string{"AIDE"}},
	}
	if err := words.Validate(); err != nil {
		fmt.Println(err)
	}
	for _, from := range []channels.Address{"+33612345678", "+15558675310"} {
		fmt.Printf("%s: %q\n", from.Country(), words.In(from.Country()).Match("Arrêt"))
	}
	// Output:
	// FR: "STOP"
	// US: ""
}

// Words that come from a file are checked when the program starts.
func ExampleKeywords_Validate() {
	words := channels.Keywords{
		OptOut: []string{"BASTA", "NO MORE"},
		OptIn:  []string{"SI", "Basta"},
	}
	fmt.Println(words.Validate())
	// Output:
	// channels: not valid keywords: OptOut[1] "NO MORE": a keyword is one word, without white space
	// channels: not valid keywords: OptIn[1] "Basta": it asks for STOP too
}
