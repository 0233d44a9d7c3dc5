package twiliotest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// send makes a message and returns its record once it has arrived.
func send(t *testing.T, tw *twiliotest.Twilio, params *twilio.CreateMessageParams) *twilio.Message {
	t.Helper()
	client := tw.Client()
	made, err := client.Messages.Create(t.Context(), params)
	if err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	m, err := client.Messages.Get(t.Context(), made.SID)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSegmentsAreCountedAsSMSIsCut(t *testing.T) {
	t.Parallel()
	const person = "+15558675310"
	tw := twiliotest.New(t, twiliotest.WithoutSessionWindow())
	shop := tw.AddNumber("+15557122661")
	business := tw.AddNumber("whatsapp:+15557122661")
	for _, tt := range []struct {
		name     string
		from, to channels.Address
		body     string
		want     twilio.Int
	}{
		{"one", shop, person, strings.Repeat("a", 160), 1},
		{"GSM-7", shop, person, strings.Repeat("a", 161), 2},
		{"a pair that does not cross a border", shop, person, strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), 3},
		{"UCS-2", shop, person, "😜" + strings.Repeat("1", 69), 2},
		{"a flag that does not cross a border", shop, person, strings.Repeat("ш", 65) + "🇮🇹" + strings.Repeat("ш", 66), 3},
		{"other channels", business, "whatsapp:+15558675310", strings.Repeat("a", 1000), 1},
	} {
		m := send(t, tw, &twilio.CreateMessageParams{From: tt.from, To: tt.to, Body: tt.body})
		if m.NumSegments != tt.want {
			t.Errorf("%s: %d segments, want %d", tt.name, m.NumSegments, tt.want)
		}
	}
}

func TestSmartEncodingShortensWhatArrives(t *testing.T) {
	t.Parallel()
	body := "“Hello” — " + strings.Repeat("a", 80)
	type outcome struct {
		Segments       twilio.Int
		Record, Arrive string
	}
	plain, smart := outcome{2, body, body}, outcome{1, body, channels.SmartEncode(body)}
	for _, tt := range []struct {
		name    string
		service string // its SmartEncoding, "" to send without one
		message *bool
		want    outcome
	}{
		{"nobody asks", "", nil, plain},
		{"the message asks", "", new(true), smart},
		{"the service asks", "true", nil, smart},
		{"the service does not", "false", nil, plain},
		{"the message declines", "true", new(false), plain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t)
			params := &twilio.CreateMessageParams{To: alice, Body: body, SmartEncoded: tt.message}
			if number := tw.AddNumber(shop); tt.service == "" {
				params.From = number
			} else {
				params.MessagingServiceSID = tw.AddService("news", twiliotest.Senders(number),
					twiliotest.ServiceSetting("SmartEncoding", tt.service))
			}
			m := send(t, tw, params)
			shown, _ := tw.Phone(alice).Last()
			if diff := cmp.Diff(tt.want, outcome{m.NumSegments, m.Body, shown.Body}); diff != "" {
				t.Error(diff)
			}
		})
	}
}
