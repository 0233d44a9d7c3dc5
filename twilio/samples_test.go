package twilio_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	apitest.Samples(t, "api_v2010", map[string]func() any{
		"CreateMessage":             apitest.One[twilio.Message](),
		"FetchMessage":              apitest.One[twilio.Message](),
		"UpdateMessage":             apitest.One[twilio.Message](),
		"ListMessage":               apitest.Page2010[twilio.Message]("messages"),
		"FetchMedia":                apitest.One[twilio.Media](),
		"UpdateAccount":             apitest.One[twilio.Account](),
		"ListAccount":               apitest.Page2010[twilio.Account]("accounts"),
		"CreateIncomingPhoneNumber": apitest.One[twilio.IncomingPhoneNumber](),
		"FetchIncomingPhoneNumber":  apitest.One[twilio.IncomingPhoneNumber](),
		"UpdateIncomingPhoneNumber": apitest.One[twilio.IncomingPhoneNumber](),
		"ListIncomingPhoneNumber":   apitest.Page2010[twilio.IncomingPhoneNumber]("incoming_phone_numbers"),
		"FetchShortCode":            apitest.One[twilio.ShortCode](),
		"UpdateShortCode":           apitest.One[twilio.ShortCode](),
		"ListShortCode":             apitest.Page2010[twilio.ShortCode]("short_codes"),
	})
}

func TestErrorCodesAreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	var table struct {
		Codes []struct {
			Code    twilio.ErrorCode
			Message string
		}
	}
	if err := json.Unmarshal(apitest.Shared(t, "data/error-codes.json"), &table); err != nil {
		t.Fatal(err)
	}
	want, got := map[twilio.ErrorCode]string{}, map[twilio.ErrorCode]string{}
	for _, c := range table.Codes {
		want[c.Code] = strings.TrimSpace(c.Message)
	}
	for c := range twilio.ErrorCode(100_000) {
		if name := c.Name(); name != "" {
			got[c] = name
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-shared +here):\n%s", diff)
	}
}

func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	apitest.Structs(t, "api_v2010", map[string]any{
		"api.v2010.account.message":                  twilio.Message{},
		"api.v2010.account.message.media":            twilio.Media{},
		"api.v2010.account.message.message_feedback": twilio.Feedback{},
		"api.v2010.account":                          twilio.Account{},
		"api.v2010.account.incoming_phone_number":    twilio.IncomingPhoneNumber{},
		"api.v2010.account.short_code":               twilio.ShortCode{},
	}, map[string]any{
		"CreateMessage": twilio.CreateMessageParams{}, "UpdateMessage": twilio.UpdateMessageParams{},
		"ListMessage": twilio.ListMessagesParams{}, "ListMedia": twilio.ListMediaParams{},
		"CreateMessageFeedback": twilio.CreateFeedbackParams{},
		"CreateAccount":         twilio.CreateAccountParams{}, "UpdateAccount": twilio.UpdateAccountParams{},
		"ListAccount":               twilio.ListAccountsParams{},
		"CreateIncomingPhoneNumber": twilio.CreateIncomingPhoneNumberParams{},
		"UpdateIncomingPhoneNumber": twilio.UpdateIncomingPhoneNumberParams{},
		"ListIncomingPhoneNumber":   twilio.ListIncomingPhoneNumbersParams{},
		"UpdateShortCode":           twilio.UpdateShortCodeParams{}, "ListShortCode": twilio.ListShortCodesParams{},
	})
}
