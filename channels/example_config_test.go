package channels_test

import (
	"fmt"

	"github.com/twiliokit/twiliokit/channels"
)

// A configuration is checked when the program starts, before Twilio refuses it or calls in vain.
func ExampleConfig_Validate() {
	config := channels.Config{
		Address:              "whatsapp:+15557122661",
		CallbackURL:          "https://shop.example/whatsapp#ct=2000&rc=2",
		FallbackURL:          "https://stand_by.example/whatsapp",
		StatusCallbackURL:    "/status",
		StatusCallbackMethod: "GET",
	}
	fmt.Println(config.Validate())
	// Output:
	// channels: configuration of "whatsapp:…61": FallbackURL: the host name has an underscore, which Twilio does not take
	// channels: configuration of "whatsapp:…61": StatusCallbackURL: it is not absolute: it begins with https:// or http://
	// channels: configuration of "whatsapp:…61": StatusCallbackMethod: the method is POST, in capitals
}

// Several instances of one channel run side by side, each with its own settings.
func ExampleConfigs() {
	configs := channels.Configs{
		{Address: "whatsapp:+15557122661", CallbackURL: "https://shop.example/orders"},
		{Address: "whatsapp:+15557122662", CallbackURL: "https://shop.example/support"},
		{Address: "+15557122661", CallbackURL: "https://shop.example/sms"},
	}
	if err := configs.Validate(); err != nil {
		fmt.Println(err)
	}
	fmt.Println(len(configs.On(channels.ChannelWhatsApp)), "on WhatsApp")
	if ours, ok := configs.For("whatsapp:+15557122662"); ok {
		fmt.Println(ours.CallbackURL)
	}
	// Output:
	// 2 on WhatsApp
	// https://shop.example/support
}
