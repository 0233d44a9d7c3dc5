package channels_test

import (
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
)

// A program with numbers of its own asks which of them writes to whom.
func ExamplePool() {
	pool := channels.NewPool(
		channels.Sender{Address: "+15105550001"},
		channels.Sender{Address: "+13125550001"},
		channels.Sender{Address: "+447700900001"},
		channels.Sender{Address: "Owl Shop"}, // not in the United States
	)
	last := map[channels.Address]channels.Address{} // of each person
	for _, to := range []channels.Address{
		"+12125550101", "+12125550102", "+12125550101", "+447700900101", "+15105550101",
	} {
		from, err := pool.Choose(to, channels.Preference{Last: last[to], AreaCode: true})
		if err != nil {
			fmt.Println(err)
			return
		}
		last[to] = from
		fmt.Printf("%s writes to %s\n", from, to)
	}
	// Output:
	// +15105550001 writes to +12125550101
	// +13125550001 writes to +12125550102
	// +15105550001 writes to +12125550101
	// Owl Shop writes to +447700900101
	// +15105550001 writes to +15105550101
}

func ExampleAddress_Country() {
	for _, a := range []channels.Address{"+15558675310", "+14165550101", "whatsapp:+447700900123", "12345"} {
		fmt.Printf("%q\n", a.Country())
	}
	// Output:
	// "US"
	// "CA"
	// "GB"
	// ""
}
