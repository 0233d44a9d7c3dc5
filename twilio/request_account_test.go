package twilio_test

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

// accountRequests are what the methods of accounts, numbers and short codes send.
func accountRequests() map[string]apitest.Request[*twilio.Client] {
	const (
		accountsURL = "https://api.twilio.com/2010-04-01/Accounts"
		numbersURL  = accountsURL + "/" + account + "/IncomingPhoneNumbers"
		codesURL    = accountsURL + "/" + account + "/SMS/ShortCodes"
	)
	return map[string]apitest.Request[*twilio.Client]{
		"AccountService.Create": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Accounts.Create(ctx, &twilio.CreateAccountParams{FriendlyName: "shop 2"})
			},
			Method: "POST", URL: accountsURL + ".json", Body: "FriendlyName=shop+2",
		},
		"AccountService.Get": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Accounts.Get(ctx, "AC2")
			},
			Method: "GET", URL: accountsURL + "/AC2.json",
		},
		"AccountService.List": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Collect(c.Accounts.List(ctx, &twilio.ListAccountsParams{
					FriendlyName: "a", Status: twilio.AccountStatusActive, PageParams: twilio.PageParams{PageSize: 2},
				}), 0)
			},
			Method: "GET", URL: accountsURL + ".json?FriendlyName=a&PageSize=2&Status=active",
		},
		"AccountService.ListPage": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Accounts.ListPage(ctx, nil)
			},
			Method: "GET", URL: accountsURL + ".json",
		},
		"AccountService.Update": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Accounts.Update(ctx, "AC2", &twilio.UpdateAccountParams{Status: twilio.AccountStatusSuspended})
			},
			Method: "POST", URL: accountsURL + "/AC2.json", Body: "Status=suspended",
		},
		"IncomingPhoneNumberService.Create": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.IncomingPhoneNumbers.Create(ctx, &twilio.CreateIncomingPhoneNumberParams{
					PhoneNumber: "+15557122661", SMSURL: "https://a.example/sms", SMSMethod: "GET",
				})
			},
			Method: "POST", URL: numbersURL + ".json",
			Body: "PhoneNumber=%2B15557122661&SmsMethod=GET&SmsUrl=https%3A%2F%2Fa.example%2Fsms",
		},
		"IncomingPhoneNumberService.Get": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.IncomingPhoneNumbers.Get(ctx, "PN1")
			},
			Method: "GET", URL: numbersURL + "/PN1.json",
		},
		"IncomingPhoneNumberService.List": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Collect(c.IncomingPhoneNumbers.List(ctx, &twilio.ListIncomingPhoneNumbersParams{
					PhoneNumber: "555****", Beta: new(false), Origin: "twilio", FriendlyName: "b",
				}), 0)
			},
			Method: "GET", URL: numbersURL + ".json?" +
				"Beta=false&FriendlyName=b&Origin=twilio&PhoneNumber=555%2A%2A%2A%2A",
		},
		"IncomingPhoneNumberService.ListPage": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.IncomingPhoneNumbers.ListPage(ctx, nil)
			},
			Method: "GET", URL: numbersURL + ".json",
		},
		"IncomingPhoneNumberService.Update": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.IncomingPhoneNumbers.Update(ctx, "PN1", &twilio.UpdateIncomingPhoneNumberParams{
					AccountSID: "AC2", SMSURL: new(""), VoiceCallerIDLookup: new(false),
				})
			},
			Method: "POST", URL: numbersURL + "/PN1.json", Body: "AccountSid=AC2&SmsUrl=&VoiceCallerIdLookup=false",
		},
		"IncomingPhoneNumberService.Delete": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return nil, c.IncomingPhoneNumbers.Delete(ctx, "PN1")
			},
			Method: "DELETE", URL: numbersURL + "/PN1.json",
		},
		"ShortCodeService.Get": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.ShortCodes.Get(ctx, "SC1")
			},
			Method: "GET", URL: codesURL + "/SC1.json",
		},
		"ShortCodeService.List": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Collect(c.ShortCodes.List(ctx, &twilio.ListShortCodesParams{ShortCode: "12*", FriendlyName: "c"}), 0)
			},
			Method: "GET", URL: codesURL + ".json?FriendlyName=c&ShortCode=12%2A",
		},
		"ShortCodeService.ListPage": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.ShortCodes.ListPage(ctx, nil)
			},
			Method: "GET", URL: codesURL + ".json",
		},
		"ShortCodeService.Update": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.ShortCodes.Update(ctx, "SC1", &twilio.UpdateShortCodeParams{SMSURL: new("https://a.example/")})
			},
			Method: "POST", URL: codesURL + "/SC1.json", Body: "SmsUrl=https%3A%2F%2Fa.example%2F",
		},
	}
}
