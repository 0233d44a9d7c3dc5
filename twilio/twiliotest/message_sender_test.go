package twiliotest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// Each kind of sender that cannot write to a recipient has a code of its own.
func TestSendersThatCannotWrite(t *testing.T) {
	t.Parallel()
	const (
		london    = "+447700900456"
		voiceOnly = "+15557122663"
		textOnly  = "+15557122664"
		branch    = "+15557122665"
	)
	picture := []string{"https://elsewhere.example/owl.png"}
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		want   twilio.ErrorCode
		text   string
	}{
		"of nobody": {
			twilio.CreateMessageParams{From: "+15550000000", To: alice}, twilio.ErrFromNotTwilio,
			"'From' +15550000000 is not a Twilio phone number or Short Code country mismatch",
		},
		"of another account": {
			twilio.CreateMessageParams{From: branch, To: alice}, twilio.ErrFromOfAnotherAccount,
			"Mismatch between the 'From' number +15557122665 and the account AC00000000000000000000000000000000",
		},
		"for calls only": {
			twilio.CreateMessageParams{From: voiceOnly, To: alice}, twilio.ErrFromNotSMSCapable,
			"'From' number +15557122663 is not SMS-capable",
		},
		"for texts only":          {twilio.CreateMessageParams{From: textOnly, To: alice}, 0, ""},
		"media of texts only":     {twilio.CreateMessageParams{From: textOnly, To: alice, MediaURL: picture}, 21621, ""},
		"short code at home":      {twilio.CreateMessageParams{From: "12345", To: alice}, 0, ""},
		"short code abroad":       {twilio.CreateMessageParams{From: "12345", To: london}, twilio.ErrFromNotTwilio, ""},
		"alphanumeric abroad":     {twilio.CreateMessageParams{From: "Owls", To: london}, 0, ""},
		"alphanumeric in the US":  {twilio.CreateMessageParams{From: "Owls", To: alice}, twilio.ErrUnreachableCombination, "Message cannot be sent with the current combination of 'To' (+15558675310) and/or 'From' (Owls) parameters"},
		"alphanumeric in Canada":  {twilio.CreateMessageParams{From: "Owls", To: "+14165550123"}, twilio.ErrUnreachableCombination, ""},
		"to a short code":         {twilio.CreateMessageParams{From: shop, To: "12345"}, twilio.ErrToShortCode, "'To' number cannot be a Short Code: 12345"},
		"to a premium number":     {twilio.CreateMessageParams{From: shop, To: "+19005550123"}, twilio.ErrToPremium, ""},
		"to a number beside that": {twilio.CreateMessageParams{From: shop, To: "+19015550123"}, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t)
			tw.AddNumber(shop)
			tw.AddNumber("12345")
			tw.AddNumber(voiceOnly, twiliotest.WithoutSMS())
			tw.AddNumber(textOnly, twiliotest.WithoutMMS())
			sub, _ := tw.AddSubaccount()
			tw.AddNumberTo(sub, branch)
			tt.params.Body = "Hi"
			_, err := tw.Client().Messages.Create(t.Context(), &tt.params)
			if got := codeOf(err); got != tt.want || (err == nil) != (tt.want == 0) {
				t.Fatalf("got %v, want %d", err, tt.want)
			}
			if got := textOf(err); tt.text != "" && got != tt.text {
				t.Errorf("got %q, want %q", got, tt.text)
			}
		})
	}
}

// A service finds out on the way that the sender which a message names cannot write to its recipient.
func TestServiceSendersThatCannotWrite(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	tw.AddNumber("12345")
	tw.AddNumber(shop, twiliotest.WithoutMMS())
	service := tw.AddService("pool", twiliotest.Senders(shop, "12345", "Owls"))
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		want   twilio.ErrorCode
	}{
		"name":       {twilio.CreateMessageParams{From: "Owls", To: alice}, twilio.ErrUnreachableCombination},
		"short code": {twilio.CreateMessageParams{From: "12345", To: "+447700900456"}, twilio.ErrFromNotTwilio},
		// The MMS Converter is for recipients.
		"file": {twilio.CreateMessageParams{From: shop, To: alice, MediaURL: []string{"https://elsewhere.example/owl.png"}}, 21621},
		"text": {twilio.CreateMessageParams{From: shop, To: alice}, 0},
	} {
		tt.params.MessagingServiceSID, tt.params.Body = service, "Hi"
		if m := send(t, tw, &tt.params); m.ErrorCode != tt.want || (m.Status == twilio.StatusFailed) != (tt.want != 0) {
			t.Errorf("%s: %s with %d, want %d", name, m.Status, m.ErrorCode, tt.want)
		}
	}
	deaf := tw.AddNumber("+15557122663", twiliotest.WithoutSMS())
	list, err := twilio.Collect(client.IncomingPhoneNumbers.List(t.Context(), &twilio.ListIncomingPhoneNumbersParams{PhoneNumber: string(deaf)}), 0)
	if err != nil || len(list) != 1 || list[0].Capabilities.SMS || list[0].Capabilities.MMS || !list[0].Capabilities.Voice {
		t.Fatalf("a number without SMS: %+v, %v", list, err)
	}
	_, err = messaging.New(client).Services.PhoneNumbers(service).Create(t.Context(), &messaging.CreatePhoneNumberParams{PhoneNumberSID: list[0].SID})
	if codeOf(err) != 21715 {
		t.Errorf("it joins a service: %v", err)
	}
}

// A reply cannot leave from a number for calls, and the debugger hears of it.
func TestReplyFromANumberForCalls(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber("+15557122663", twiliotest.WithoutSMS())
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
	tw.Mount("https://app.example/", twiml.NewResponse(twiml.Message{Body: "Hello", From: "+15557122663"}))
	tw.Phone(alice).Send(shop, "hi")
	if alerts := tw.Alerts(); len(alerts) != 1 || alerts[0].Code != 14108 {
		t.Errorf("alerts: %v, want 14108", alerts)
	}
}

// A person does not keep a sender that carriers no longer take.
func TestSenderThatIsNotRegisteredDoesNotStick(t *testing.T) {
	t.Parallel()
	const tollFree = "+18885550100"
	for name, tt := range map[string]struct {
		options []twiliotest.Option
		want    []channels.Address
	}{
		"anything goes":    {nil, []channels.Address{shop, shop, shop}},
		"registered alone": {[]twiliotest.Option{twiliotest.WithRegistration()}, []channels.Address{shop, tollFree, shop}},
	} {
		tw := twiliotest.New(t, tt.options...)
		tw.AddNumber(shop)
		tw.AddNumber(tollFree)
		service := tw.AddService("pool", twiliotest.Senders(shop, tollFree))
		var got []channels.Address
		for range tt.want {
			got = append(got, send(t, tw, &twilio.CreateMessageParams{MessagingServiceSID: service, To: "+14155550123", Body: "Hi"}).From)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: senders (-want +got):\n%s", name, diff)
		}
	}
}
