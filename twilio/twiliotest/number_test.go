package twiliotest_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

func TestNumberThroughTheAPI(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.Mount("https://app.example/sms", twiml.Reply("hello"))
	numbers := tw.Client().IncomingPhoneNumbers

	bought, err := numbers.Create(t.Context(), &twilio.CreateIncomingPhoneNumberParams{
		PhoneNumber: shop, SMSURL: "https://app.example/sms",
	})
	if err != nil {
		t.Fatal(err)
	}
	if bought.FriendlyName != "(555) 712-2661" || bought.SMSMethod != http.MethodPost || !bought.Capabilities.SMS {
		t.Errorf("bought %+v", bought)
	}
	tw.Phone(alice).Send(shop, "hi")
	if _, err := numbers.Update(t.Context(), bought.SID, &twilio.UpdateIncomingPhoneNumberParams{SMSURL: new("")}); err != nil {
		t.Fatal(err)
	}
	tw.Phone(alice).Send(shop, "still there?")
	if diff := cmp.Diff("> hi\n< hello\n> still there?\n", tw.Phone(alice).Transcript()); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}

	for name, tt := range map[string]struct {
		params twilio.CreateIncomingPhoneNumberParams
		want   twilio.ErrorCode
	}{
		"taken":         {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: shop}, twilio.ErrNumberNotAvailable},
		"malformed":     {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: "555"}, twilio.ErrInvalidNumber},
		"bad area code": {twilio.CreateIncomingPhoneNumberParams{AreaCode: "1x"}, twilio.ErrInvalidAreaCode},
		"neither":       {twilio.CreateIncomingPhoneNumberParams{}, twilio.ErrUnknownParameters},
		"bad URL":       {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: alice, SMSURL: "sms"}, twilio.ErrInvalidURL},
		"bad method":    {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: alice, SMSMethod: "PUT"}, twilio.ErrInvalidMethod},
	} {
		if _, err := numbers.Create(t.Context(), &tt.params); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want code %d", name, err, tt.want)
		}
	}

	byArea, err := numbers.Create(t.Context(), &twilio.CreateIncomingPhoneNumberParams{AreaCode: "415"})
	if err != nil {
		t.Fatal(err)
	}
	for pattern, want := range map[string]int{"": 2, "415": 1, "555712****": 1, "+1": 2, "999": 0} {
		list, err := twilio.Collect(numbers.List(t.Context(), &twilio.ListIncomingPhoneNumbersParams{PhoneNumber: pattern}), 0)
		if err != nil || len(list) != want {
			t.Errorf("numbers like %q: %d, %v; want %d", pattern, len(list), err, want)
		}
	}
	if err := numbers.Delete(t.Context(), byArea.SID); err != nil {
		t.Fatal(err)
	}
	if _, err := numbers.Get(t.Context(), byArea.SID); !errors.Is(err, twilio.ErrNotFound) {
		t.Errorf("get after delete: %v", err)
	}
}

func TestShortCodes(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.Mount("https://app.example/", twiml.Reply("hello"))
	tw.AddNumber("12345")
	tw.AddNumber(shop)
	codes := tw.Client().ShortCodes
	list, err := twilio.Collect(codes.List(t.Context(), &twilio.ListShortCodesParams{ShortCode: "123"}), 0)
	if err != nil || len(list) != 1 || list[0].ShortCode != "12345" {
		t.Fatalf("short codes: %+v, %v", list, err)
	}
	if _, err := codes.Update(t.Context(), list[0].SID, &twilio.UpdateShortCodeParams{SMSURL: new("https://app.example/")}); err != nil {
		t.Fatal(err)
	}
	got, err := codes.Get(t.Context(), list[0].SID)
	if err != nil || got.SMSURL != "https://app.example/" {
		t.Errorf("short code: %+v, %v", got, err)
	}
	tw.Phone(alice).Send("12345", "JOIN")
	if last, _ := tw.Phone(alice).Last(); last.Body != "hello" {
		t.Errorf("the phone shows %q", last.Body)
	}
	if _, err := tw.Client().IncomingPhoneNumbers.Get(t.Context(), got.SID); !errors.Is(err, twilio.ErrNotFound) {
		t.Errorf("a short code as a phone number: %v", err)
	}
}

func TestSubaccountsThroughTheAPI(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	client := tw.Client()
	sub, err := client.Accounts.Create(t.Context(), &twilio.CreateAccountParams{FriendlyName: "branch"})
	if err != nil {
		t.Fatal(err)
	}
	branch := twilio.New(twilio.AuthToken(sub.SID, string(sub.AuthToken)), twilio.WithHTTPClient(tw.HTTPClient()))

	own, err := twilio.Collect(client.IncomingPhoneNumbers.List(t.Context(), nil), 0)
	if err != nil || len(own) != 1 {
		t.Fatalf("numbers: %v, %v", own, err)
	}
	if _, err := client.IncomingPhoneNumbers.Update(t.Context(), own[0].SID, &twilio.UpdateIncomingPhoneNumberParams{AccountSID: sub.SID}); err != nil {
		t.Fatalf("move number: %v", err)
	}
	message := &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"}
	if _, err := branch.Messages.Create(t.Context(), message); err != nil {
		t.Errorf("the branch sends from the number it got: %v", err)
	}
	if _, err := client.Messages.Create(t.Context(), message); !errors.Is(err, twilio.ErrFromOfAnotherAccount) {
		t.Errorf("the parent sends from the number it gave away: %v", err)
	}

	all, err := twilio.Collect(client.Accounts.List(t.Context(), nil), 0)
	if err != nil || len(all) != 2 || all[0].OwnerAccountSID != tw.AccountSID() {
		t.Errorf("accounts: %v, %v", all, err)
	}
	if _, err := branch.Accounts.Create(t.Context(), nil); !errors.Is(err, twilio.ErrAccessDenied) {
		t.Errorf("subaccount of a subaccount: %v", err)
	}
	if _, err := client.Accounts.Update(t.Context(), tw.AccountSID(), &twilio.UpdateAccountParams{Status: twilio.AccountStatusClosed}); !errors.Is(err, twilio.ErrBadRequest) {
		t.Errorf("close the parent: %v", err)
	}
	for _, status := range []twilio.AccountStatus{twilio.AccountStatusSuspended, twilio.AccountStatusActive, twilio.AccountStatusClosed} {
		got, err := client.Accounts.Update(t.Context(), sub.SID, &twilio.UpdateAccountParams{Status: status})
		if err != nil || got.Status != status {
			t.Errorf("%s: %v, %v", status, got, err)
		}
		_, err = branch.Messages.ListPage(t.Context(), nil)
		if active := status == twilio.AccountStatusActive; active != (err == nil) || !active && !errors.Is(err, twilio.ErrAccountNotActive) {
			t.Errorf("%s: the branch lists its messages: %v", status, err)
		}
	}
	if _, err := client.Accounts.Update(t.Context(), sub.SID, &twilio.UpdateAccountParams{Status: twilio.AccountStatusActive}); !errors.Is(err, twilio.ErrBadRequest) {
		t.Errorf("revive what is closed: %v", err)
	}
}
