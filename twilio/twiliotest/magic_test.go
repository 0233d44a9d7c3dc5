package twiliotest_test

import (
	"errors"
	"testing"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// newRehearsal is an emulator and a client with test credentials.
func newRehearsal(t *testing.T) (*twiliotest.Twilio, *twilio.Client) {
	t.Helper()
	tw := twiliotest.New(t)
	return tw, twilio.New(twilio.AuthToken(tw.AddTestCredentials()), twilio.WithHTTPClient(tw.HTTPClient()))
}

func codeOf(err error) twilio.ErrorCode {
	e, ok := errors.AsType[*twilio.Error](err)
	if !ok {
		return 0
	}
	return e.Code
}

func TestMagicNumbersOfMessages(t *testing.T) {
	t.Parallel()
	const valid = "+15005550006"
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		want   twilio.ErrorCode
	}{
		"valid":                  {twilio.CreateMessageParams{From: valid, To: alice, Body: "Hi"}, 0},
		"invalid sender":         {twilio.CreateMessageParams{From: "+15005550001", To: alice, Body: "Hi"}, twilio.ErrInvalidFrom},
		"not ours":               {twilio.CreateMessageParams{From: "+15005550007", To: alice, Body: "Hi"}, twilio.ErrFromNotCapable},
		"a full queue":           {twilio.CreateMessageParams{From: "+15005550008", To: alice, Body: "Hi"}, twilio.ErrFromQueueFull},
		"any other":              {twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"}, twilio.ErrFromNotCapable},
		"invalid recipient":      {twilio.CreateMessageParams{From: valid, To: "+15005550001", Body: "Hi"}, twilio.ErrInvalidTo},
		"out of reach":           {twilio.CreateMessageParams{From: valid, To: "+15005550002", Body: "Hi"}, twilio.ErrUnreachableCombination},
		"no permission":          {twilio.CreateMessageParams{From: valid, To: "+15005550003", Body: "Hi"}, twilio.ErrRegionNotPermitted},
		"unsubscribed":           {twilio.CreateMessageParams{From: valid, To: "+15005550004", Body: "Hi"}, twilio.ErrUnsubscribedRecipient},
		"landline":               {twilio.CreateMessageParams{From: valid, To: "+15005550009", Body: "Hi"}, twilio.ErrToNotMobile},
		"validated as otherwise": {twilio.CreateMessageParams{From: valid, To: alice}, twilio.ErrContentRequired},
		"of a service":           {twilio.CreateMessageParams{MessagingServiceSID: "MG00000000000000000000000000000001", To: alice, Body: "Hi"}, twilio.ErrUnknownParameters},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw, client := newRehearsal(t)
			tw.Mount("https://app.example/", tw) // whatever: nothing calls it
			tt.params.StatusCallback = "https://app.example/status"
			m, err := client.Messages.Create(t.Context(), &tt.params)
			if got := codeOf(err); got != tt.want || (err == nil) != (tt.want == 0) {
				t.Fatalf("got %v, want %d", err, tt.want)
			}
			tw.Wait()
			tw.Phone(alice).Expect(t)
			if len(tw.Requests()) != 0 || len(tw.Messages()) != 0 {
				t.Errorf("there is a callback or a message: %v", tw.Dump())
			}
			if err != nil {
				return
			}
			if m.Status != twilio.StatusQueued || m.SID == "" || m.Body != "Hi" {
				t.Errorf("got %v", m)
			}
			if _, kept := tw.Message(m.SID); kept {
				t.Error("the message is stored")
			}
		})
	}
}

func TestMagicNumbersToBuy(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		params twilio.CreateIncomingPhoneNumberParams
		want   twilio.ErrorCode
	}{
		"available":       {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: "+15005550006", SMSURL: "https://app.example/sms"}, 0},
		"taken":           {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: "+15005550000"}, twilio.ErrNumberNotAvailable},
		"invalid":         {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: "+15005550001"}, twilio.ErrInvalidNumber},
		"any other":       {twilio.CreateIncomingPhoneNumberParams{PhoneNumber: "+15557122661"}, twilio.ErrInvalidNumber},
		"an area":         {twilio.CreateIncomingPhoneNumberParams{AreaCode: "500"}, 0},
		"an area without": {twilio.CreateIncomingPhoneNumberParams{AreaCode: "533"}, twilio.ErrNoNumberInAreaCode},
		"a bad URL":       {twilio.CreateIncomingPhoneNumberParams{AreaCode: "500", SMSURL: "sms"}, twilio.ErrInvalidURL},
		"neither":         {twilio.CreateIncomingPhoneNumberParams{}, twilio.ErrUnknownParameters},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw, client := newRehearsal(t)
			n, err := client.IncomingPhoneNumbers.Create(t.Context(), &tt.params)
			if got := codeOf(err); got != tt.want || (err == nil) != (tt.want == 0) {
				t.Fatalf("got %v, want %d", err, tt.want)
			}
			if err == nil && (n.PhoneNumber != "+15005550006" || n.SMSURL != tt.params.SMSURL) {
				t.Errorf("got %v", n)
			}
			if x := tw.Phone(alice).Send(channels.Address("+15005550006"), "hi"); x.Message.SID != "" {
				t.Error("somebody has the number")
			}
		})
	}
}

func TestTestCredentialsDoNothingElse(t *testing.T) {
	t.Parallel()
	tw, client := newRehearsal(t)
	_, err := client.Messages.ListPage(t.Context(), nil)
	_, other := twilio.Get[struct{}](t.Context(), client, twilio.At("messaging", "v1", "Services"), nil)
	for _, err := range []error{err, other} {
		if e, ok := errors.AsType[*twilio.Error](err); !ok || e.Status != 403 || e.Code != twilio.ErrTestCredentials {
			t.Errorf("got %v, want HTTP 403 and 20008", err)
		}
	}
	tw.AddNumber(shop)
	_, err = tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: "+15005550004", Body: "Hi"})
	if err != nil {
		t.Errorf("magic with live credentials: %v", err)
	}
}

func textOf(err error) string {
	e, ok := errors.AsType[*twilio.Error](err)
	if !ok {
		return ""
	}
	return e.Message
}
