package twilio_test

import (
	"context"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

// TestAccountRequests holds what the methods of accounts, numbers and short codes send.
func TestAccountRequests(t *testing.T) {
	t.Parallel()
	const (
		accountsURL = "https://api.twilio.com/2010-04-01/Accounts"
		numbersURL  = accountsURL + "/" + account + "/IncomingPhoneNumbers"
		codesURL    = accountsURL + "/" + account + "/SMS/ShortCodes"
	)
	checkRequests(t, map[string]requestTest{
		"Accounts.Create": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Accounts.Create(ctx, &twilio.CreateAccountParams{FriendlyName: "shop 2"})
				return err
			},
			method: "POST", url: accountsURL + ".json", form: "FriendlyName=shop+2",
		},
		"Accounts.Get": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Accounts.Get(ctx, "AC2")
				return err
			},
			method: "GET", url: accountsURL + "/AC2.json",
		},
		"Accounts.List": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Collect(c.Accounts.List(ctx, &twilio.ListAccountsParams{
					FriendlyName: "a", Status: twilio.AccountStatusActive, PageParams: twilio.PageParams{PageSize: 2},
				}), 0)
				return err
			},
			method: "GET", url: accountsURL + ".json", query: "FriendlyName=a&PageSize=2&Status=active",
		},
		"Accounts.ListPage": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Accounts.ListPage(ctx, nil)
				return err
			},
			method: "GET", url: accountsURL + ".json",
		},
		"Accounts.Update": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Accounts.Update(ctx, "AC2", &twilio.UpdateAccountParams{Status: twilio.AccountStatusSuspended})
				return err
			},
			method: "POST", url: accountsURL + "/AC2.json", form: "Status=suspended",
		},
		"IncomingPhoneNumbers.Create": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.IncomingPhoneNumbers.Create(ctx, &twilio.CreateIncomingPhoneNumberParams{
					PhoneNumber: "+15557122661", SMSURL: "https://a.example/sms", SMSMethod: "GET",
				})
				return err
			},
			method: "POST", url: numbersURL + ".json",
			form: "PhoneNumber=%2B15557122661&SmsMethod=GET&SmsUrl=https%3A%2F%2Fa.example%2Fsms",
		},
		"IncomingPhoneNumbers.Get": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.IncomingPhoneNumbers.Get(ctx, "PN1")
				return err
			},
			method: "GET", url: numbersURL + "/PN1.json",
		},
		"IncomingPhoneNumbers.List": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Collect(c.IncomingPhoneNumbers.List(ctx, &twilio.ListIncomingPhoneNumbersParams{
					PhoneNumber: "555****", Beta: new(false), Origin: "twilio", FriendlyName: "b",
				}), 0)
				return err
			},
			method: "GET", url: numbersURL + ".json",
			query: "Beta=false&FriendlyName=b&Origin=twilio&PhoneNumber=555%2A%2A%2A%2A",
		},
		"IncomingPhoneNumbers.ListPage": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.IncomingPhoneNumbers.ListPage(ctx, nil)
				return err
			},
			method: "GET", url: numbersURL + ".json",
		},
		"IncomingPhoneNumbers.Update": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.IncomingPhoneNumbers.Update(ctx, "PN1", &twilio.UpdateIncomingPhoneNumberParams{
					AccountSID: "AC2", SMSURL: new(""), VoiceCallerIDLookup: new(false),
				})
				return err
			},
			method: "POST", url: numbersURL + "/PN1.json", form: "AccountSid=AC2&SmsUrl=&VoiceCallerIdLookup=false",
		},
		"IncomingPhoneNumbers.Delete": {
			call: func(ctx context.Context, c *twilio.Client) error {
				return c.IncomingPhoneNumbers.Delete(ctx, "PN1")
			},
			method: "DELETE", url: numbersURL + "/PN1.json",
		},
		"ShortCodes.Get": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.ShortCodes.Get(ctx, "SC1")
				return err
			},
			method: "GET", url: codesURL + "/SC1.json",
		},
		"ShortCodes.List": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Collect(c.ShortCodes.List(ctx, &twilio.ListShortCodesParams{ShortCode: "12*", FriendlyName: "c"}), 0)
				return err
			},
			method: "GET", url: codesURL + ".json", query: "FriendlyName=c&ShortCode=12%2A",
		},
		"ShortCodes.ListPage": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.ShortCodes.ListPage(ctx, nil)
				return err
			},
			method: "GET", url: codesURL + ".json",
		},
		"ShortCodes.Update": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.ShortCodes.Update(ctx, "SC1", &twilio.UpdateShortCodeParams{SMSURL: new("https://a.example/")})
				return err
			},
			method: "POST", url: codesURL + "/SC1.json", form: "SmsUrl=https%3A%2F%2Fa.example%2F",
		},
	})
}
