package webhook_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/webhook"
)

func TestParseMessage(t *testing.T) {
	t.Parallel()
	params := url.Values{
		"MessageSid": {"MM1"}, "SmsSid": {"SM2"}, "SmsMessageSid": {"SM3"}, "AccountSid": {"AC1"}, "MessagingServiceSid": {"MG1"},
		"From": {"whatsapp:+15558675310"}, "To": {"whatsapp:+15557122661"}, "OtherRecipients1": {"+2"}, "OtherRecipients0": {"+1"},
		"Body": {"hi"}, "NumMedia": {"2"}, "NumSegments": {"3"}, "MessageType": {"text"}, "SmsStatus": {"received"},
		"MediaUrl0": {"https://m/0"}, "MediaContentType0": {"image/png"}, "MediaUrl1": {"https://m/1"}, "MediaContentType1": {"audio/ogg"},
		"ApiVersion": {"2010-04-01"}, "FromCity": {"A"}, "FromState": {"B"}, "FromZip": {"C"}, "FromCountry": {"D"},
		"ToCity": {"E"}, "ToState": {"F"}, "ToZip": {"G"}, "ToCountry": {"H"}, "OptOutType": {"STOP"},
		"ButtonText": {"Yes"}, "ButtonPayload": {"yes-7"}, "ButtonType": {"REPLY"},
		"Latitude": {"37.7576948"}, "Longitude": {"-122.4726193"}, "Address": {"1 St"}, "Label": {"Home"},
		"InteractiveData": {`{"a":1}`}, "FlowData": {`{"b":2}`},
		"OriginalRepliedMessageSid": {"SM9"}, "OriginalRepliedMessageSender": {"whatsapp:+15557122661"},
		"ReferralBody": {"b"}, "ReferralHeadline": {"h"}, "ReferralSourceId": {"i"}, "ReferralSourceType": {"post"},
		"ReferralSourceUrl": {"u"}, "ReferralMediaId": {"m"}, "ReferralMediaContentType": {"t"}, "ReferralMediaUrl": {"mu"},
		"ReferralNumMedia": {"1"}, "ReferralCtwaClid": {"c"},
		"ProfileName": {"Alice"}, "WaId": {"15558675310"}, "ExternalUserId": {"whatsapp:ID.1"}, "Forwarded": {"true"},
		"FrequentlyForwarded": {"true"}, "ChannelMetadata": {`{"type":"whatsapp"}`}, "AddOns": {`{"status":"successful"}`},
		"ErrorCode": {"11200"}, "ErrorUrl": {"https://app.example/sms"}, "ListId": {"unknown"},
	}
	want := &webhook.IncomingMessage{
		MessageSID: "MM1", SmsSID: "SM2", SmsMessageSID: "SM3", AccountSID: "AC1", MessagingServiceSID: "MG1",
		From: "whatsapp:+15558675310", To: "whatsapp:+15557122661", OtherRecipients: []channels.Address{"+1", "+2"},
		Body: "hi", NumMedia: 2, NumSegments: 3, MessageType: "text", SmsStatus: twilio.StatusReceived, APIVersion: "2010-04-01",
		Media:     []webhook.Media{{URL: "https://m/0", ContentType: "image/png"}, {URL: "https://m/1", ContentType: "audio/ogg"}},
		FromPlace: webhook.Place{City: "A", State: "B", Zip: "C", Country: "D"},
		ToPlace:   webhook.Place{City: "E", State: "F", Zip: "G", Country: "H"}, OptOutType: webhook.OptOutStop,
		Button:          &webhook.Button{Text: "Yes", Payload: "yes-7", Type: "REPLY"},
		Location:        &webhook.Location{Latitude: 37.7576948, Longitude: -122.4726193, Address: "1 St", Label: "Home"},
		InteractiveData: `{"a":1}`, FlowData: `{"b":2}`,
		RepliedTo: &webhook.RepliedMessage{MessageSID: "SM9", Sender: "whatsapp:+15557122661"},
		Referral: &webhook.Referral{Body: "b", Headline: "h", SourceID: "i", SourceType: "post", SourceURL: "u", NumMedia: 1,
			MediaID: "m", MediaContentType: "t", MediaURL: "mu", CTWAClickID: "c"},
		ProfileName: "Alice", WaID: "15558675310", ExternalUserID: "whatsapp:ID.1", Forwarded: true, FrequentlyForwarded: true,
		ChannelMetadata: `{"type":"whatsapp"}`, AddOns: `{"status":"successful"}`, ErrorCode: 11200, ErrorURL: "https://app.example/sms",
		Raw: params,
	}
	if diff := cmp.Diff(want, webhook.ParseMessage(params)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var metadata struct{ Type string }
	if err := want.ChannelMetadata.Decode(&metadata); err != nil || metadata.Type != "whatsapp" {
		t.Error(metadata, err)
	}
	if err := webhook.JSON("").Decode(&metadata); err == nil {
		t.Error("nothing is decoded")
	}
}

// What is missing, malformed, repeated or unknown costs nobody the rest.
func TestParseMessageOdd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		query string
		want  webhook.IncomingMessage
	}{
		"nothing":            {"", webhook.IncomingMessage{}},
		"older names":        {"SmsSid=SM2&SmsMessageSid=SM3", webhook.IncomingMessage{MessageSID: "SM3", SmsSID: "SM2", SmsMessageSID: "SM3"}},
		"oldest name":        {"SmsSid=SM2", webhook.IncomingMessage{MessageSID: "SM2", SmsSID: "SM2"}},
		"empty":              {"Body=&FromCity=&ButtonText=&Latitude=&OriginalRepliedMessageSid=", webhook.IncomingMessage{}},
		"no equals sign":     {"Body&From", webhook.IncomingMessage{}},
		"repeated":           {"Body=b&Body=a&Body=b", webhook.IncomingMessage{Body: "b"}},
		"other case":         {"body=x&BODY=y", webhook.IncomingMessage{}},
		"NUL and not UTF-8":  {"Body=%00%ff&%00=1", webhook.IncomingMessage{Body: "\x00\xff"}},
		"more equals signs":  {"Body=a=b==", webhook.IncomingMessage{Body: "a=b=="}},
		"many media":         {"NumMedia=99999999", webhook.IncomingMessage{NumMedia: 99999999}},
		"too many media":     {"NumMedia=99999999999999999999", webhook.IncomingMessage{}},
		"media not counted":  {"NumMedia=abc&MediaUrl0=u", webhook.IncomingMessage{Media: []webhook.Media{{URL: "u"}}}},
		"media below zero":   {"NumMedia=-1&NumSegments=%2B1&ErrorCode=1e3", webhook.IncomingMessage{}},
		"media with gaps":    {"MediaUrl10=b&MediaUrl2=a&MediaContentType10=t&MediaContentType5=x&MediaContentType0=y", webhook.IncomingMessage{Media: []webhook.Media{{URL: "a"}, {URL: "b", ContentType: "t"}}}},
		"media in odd names": {"MediaUrl=a&MediaUrl01=b&MediaUrl-1=c&MediaUrlx=d&MediaUrl99999999999=e&MediaUrl%2B1=f&MediaUrl0=", webhook.IncomingMessage{}},
		"no ad":              {"ReferralNumMedia=0", webhook.IncomingMessage{}},
		"half a location":    {"Latitude=1&Label=x", webhook.IncomingMessage{}},
		"no location":        {"Latitude=NaN&Longitude=1", webhook.IncomingMessage{}},
		"far away":           {"Latitude=91&Longitude=181", webhook.IncomingMessage{}},
		"origin":             {"Latitude=0&Longitude=0", webhook.IncomingMessage{Location: &webhook.Location{}}},
		"not forwarded":      {"Forwarded=false&FrequentlyForwarded=TRUE", webhook.IncomingMessage{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			params, err := url.ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			c.want.Raw = params
			if diff := cmp.Diff(&c.want, webhook.ParseMessage(params)); diff != "" {
				t.Errorf("Parse (-want +got):\n%s", diff)
			}
			// What has to be there makes no difference to the rest.
			complete := c.query + "&MessageSid=SM1&From=%2B1"
			got, err := webhook.DecodeMessage(request(http.MethodPost, smsURL, formType, complete, ""))
			if params.Has("From") && params.Get("From") == "" {
				if !errors.Is(err, webhook.ErrMalformed) {
					t.Errorf("no sender: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if params, err = url.ParseQuery(complete); err != nil {
				t.Fatal(err)
			}
			c.want.MessageSID, c.want.From, c.want.Raw = "SM1", "+1", params
			if diff := cmp.Diff(&c.want, got); diff != "" {
				t.Errorf("Decode (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	m, err := webhook.DecodeMessage(request(http.MethodGet, smsURL+"?shop=7&SmsSid=SM1&From=Al&Body=a+b&Body=c", "", "", ""))
	all := url.Values{"shop": {"7"}, "SmsSid": {"SM1"}, "From": {"Al"}, "Body": {"a b", "c"}}
	if diff := cmp.Diff(&webhook.IncomingMessage{MessageSID: "SM1", SmsSID: "SM1", From: "Al", Body: "a b", Raw: all, Query: all}, m); diff != "" || err != nil {
		t.Error(diff, err)
	}
	m, err = webhook.DecodeMessage(request(http.MethodPost, smsURL+"?shop=7", formType, "MessageSid=SM1&From=Al&Body=a", ""))
	want := &webhook.IncomingMessage{MessageSID: "SM1", From: "Al", Body: "a", Raw: url.Values{"MessageSid": {"SM1"}, "From": {"Al"}, "Body": {"a"}}, Query: url.Values{"shop": {"7"}}}
	if diff := cmp.Diff(want, m); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for name, r := range map[string]*http.Request{
		"malformed form":       request(http.MethodPost, smsURL, formType, "Body=%", ""),
		"malformed query":      request(http.MethodGet, smsURL+"?a;b", "", "", ""),
		"no message":           request(http.MethodPost, smsURL, formType, "From=Al&MessageStatus=sent", ""),
		"no sender, no status": request(http.MethodPost, smsURL, formType, "MessageSid=SM1", ""),
		"not a form":           request(http.MethodPost, smsURL, "application/json", "{}", ""),
		"form over 10 MB":      request(http.MethodPost, smsURL, formType, strings.Repeat("x", 10<<20+1), ""),
	} {
		want := webhook.ErrMalformed
		if strings.Contains(name, "over") {
			want = webhook.ErrBodyTooLarge
		}
		if m, err := webhook.DecodeMessage(r); m != nil || !errors.Is(err, want) {
			t.Errorf("%s: %v, %v", name, m, err)
		}
		if s, err := webhook.DecodeStatus(r); s != nil || !errors.Is(err, want) {
			t.Errorf("%s: %v, %v", name, s, err)
		}
	}
}

// Values of one name do not grow into each other.
func TestRawAppend(t *testing.T) {
	t.Parallel()
	m := webhook.ParseMessage(url.Values{"A": {"1"}, "B": {"2"}})
	m.Raw.Add("A", "x")
	if diff := cmp.Diff(url.Values{"A": {"1", "x"}, "B": {"2"}}, m.Raw); diff != "" {
		t.Error(diff)
	}
}

func TestParseStatus(t *testing.T) {
	t.Parallel()
	params := url.Values{
		"MessageSid": {"SM1"}, "SmsSid": {"SM2"}, "MessageStatus": {"undelivered"}, "SmsStatus": {"sent"}, "AccountSid": {"AC1"},
		"From": {"whatsapp:+1"}, "To": {"whatsapp:+2"}, "ApiVersion": {"2010-04-01"}, "MessagingServiceSid": {"MG1"},
		"ErrorCode": {"30003"}, "ErrorMessage": {"gone"}, "RawDlrDoneDate": {"2611211009"}, "ChannelInstallSid": {"XE1"},
		"ChannelStatusMessage": {"no"}, "ChannelPrefix": {"whatsapp"}, "EventType": {"UNDELIVERED"},
		"ChannelToAddress": {"+1555XXX"}, "StructuredMessage": {"true"}, "New": {"x"},
	}
	want := &webhook.StatusCallback{
		MessageSID: "SM1", SmsSID: "SM2", Status: twilio.StatusUndelivered, SmsStatus: twilio.StatusSent, AccountSID: "AC1",
		From: "whatsapp:+1", To: "whatsapp:+2", APIVersion: "2010-04-01", MessagingServiceSID: "MG1",
		ErrorCode: twilio.ErrUnreachableHandset, ErrorMessage: "gone", RawDlrDoneDate: "2611211009", ChannelInstallSID: "XE1",
		ChannelStatusMessage: "no", ChannelPrefix: channels.ChannelWhatsApp, EventType: "UNDELIVERED",
		ChannelToAddress: "+1555XXX", StructuredMessage: true, Raw: params,
	}
	s := webhook.ParseStatus(params)
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if at, ok := s.DoneDate(); !ok || !at.Equal(time.Date(2026, 11, 21, 10, 9, 0, 0, time.UTC)) {
		t.Error(at, ok)
	}
	if at, ok := new(webhook.StatusCallback).DoneDate(); ok || !at.IsZero() {
		t.Error(at, ok)
	}
	old := webhook.ParseStatus(url.Values{"SmsSid": {"SM2"}, "SmsStatus": {"sent"}})
	if old.MessageSID != "SM2" || old.Status != twilio.StatusSent {
		t.Error(old)
	}
}

// Logs show neither texts nor numbers.
func TestLogValue(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	params := url.Values{"MessageSid": {"SM1"}, "From": {"+15558675310"}, "To": {"+15557122661"}, "Body": {"hunter2"}, "MessageStatus": {"sent"}}
	logger.Info("in", slog.Any("message", webhook.ParseMessage(params)), slog.Any("status", *webhook.ParseStatus(params)))
	logger.Info("in", slog.Any("message", *webhook.ParseMessage(params)), slog.Any("status", webhook.ParseStatus(params)))
	const want = "message.sid=SM1 message.from=…10 message.to=…61 message.num_media=0 " +
		"status.sid=SM1 status.status=sent status.error_code=0 status.from=…10 status.to=…61\n"
	if strings.Count(log.String(), want) != 2 { // by pointer and by value
		t.Error(log.String())
	}
}

// A number that promises media costs no memory.
func TestDecodeAllocs(t *testing.T) {
	for _, n := range []string{"0", "99999999"} {
		params := url.Values{"NumMedia": {n}}
		if allocs := testing.AllocsPerRun(100, func() { webhook.ParseMessage(params) }); allocs > 10 {
			t.Errorf("NumMedia=%s: %v", n, allocs)
		}
	}
}
