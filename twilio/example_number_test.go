package twilio_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A number is told where its messages go. Fields that are left out stay as they are, and a
// pointer to "" removes a setting.
func ExampleIncomingPhoneNumberService_Update() {
	tw := twiliotest.Start() // in place of Twilio
	defer tw.Close()
	tw.AddNumber("+15557122661")
	ctx, client := context.Background(), tw.Client()

	for number, err := range client.IncomingPhoneNumbers.List(ctx, &twilio.ListIncomingPhoneNumbersParams{PhoneNumber: "+15557122661"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		number, err = client.IncomingPhoneNumbers.Update(ctx, number.SID, &twilio.UpdateIncomingPhoneNumberParams{
			SMSURL:         new("https://app.example/sms"),
			SMSFallbackURL: new("https://backup.example/sms"),
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(number.FriendlyName, number.SMSMethod, number.SMSURL)
	}
	// Output:
	// (555) 712-2661 POST https://app.example/sms
}

// A subaccount has numbers, messages and an auth token of its own. The parent's credentials
// reach it through Account.
func ExampleClient_Account() {
	tw := twiliotest.Start() // in place of Twilio
	defer tw.Close()
	ctx, client := context.Background(), tw.Client()

	branch, err := client.Accounts.Create(ctx, &twilio.CreateAccountParams{FriendlyName: "Branch in Oakland"})
	if err != nil {
		fmt.Println(err)
		return
	}
	number, err := client.Account(branch.SID).IncomingPhoneNumbers.Create(ctx, &twilio.CreateIncomingPhoneNumberParams{AreaCode: "510"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(branch.FriendlyName, branch.Status, number.PhoneNumber)
	// Output:
	// Branch in Oakland active +15105550000
}
