package webhook_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

var noon = twilio.Time{Time: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}

const (
	deliveredData = `{"messageSid":"SM1","timestamp":"2026-11-21T12:00:00Z","accountSid":"AC1","apiVersion":"2010-04-01",
		"eventName":"com.twilio.messaging.message.delivered","from":"+15557122661","to":"+15558675310","messageStatus":"delivered",
		"messagingServiceSid":"MG1","errorCode":30003,"body":"Hi","statusCallBackUrl":"https://app.example/s","tags":{"shop":"7"},
		"mnc":"090","mcc":"310","rawDlrDoneDate":"2611211009","numberOfSegments":"2","dateUpdated":"2026-11-21T12:00:00.000Z","new":[1]}`
	inboundData = `{"messageSid":"SM2","timestamp":"2026-11-21T12:00:00Z","accountSid":"AC1","messagingServiceSid":"MG1",
		"eventName":"com.twilio.messaging.inbound-message.received","from":"+15558675310","to":"+15557122661","body":"Hello",
		"recipients":["+15557122661","+15557122662"],"numMedia":1,"numSegments":2,"fromCity":"A","fromState":"B","fromZip":"C",
		"fromCountry":"D","toCity":"E","toState":"F","toZip":"G","toCountry":"H","mnc":"090","mcc":"310","optOutType":"STOP",
		"referralCtwaClid":"c","externalUserId":"whatsapp:ID.1"}`
)

func TestParseStreamData(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		eventType, data string
		want            any
	}{
		"message status": {"com.twilio.messaging.message.delivered", deliveredData, &webhook.StreamMessageStatus{
			MessageSID: "SM1", Status: twilio.StatusDelivered, Timestamp: noon, AccountSID: "AC1", MessagingServiceSID: "MG1",
			From: "+15557122661", To: "+15558675310", Body: "Hi", ErrorCode: 30003, NumSegments: 2, MCC: "310", MNC: "090",
			RawDlrDoneDate: "2611211009", StatusCallback: "https://app.example/s", Tags: `{"shop":"7"}`, DateUpdated: noon,
			APIVersion: "2010-04-01", EventName: "com.twilio.messaging.message.delivered",
		}},
		"inbound message": {"com.twilio.messaging.inbound-message.received", inboundData, &webhook.StreamInboundMessage{
			MessageSID: "SM2", Timestamp: noon, AccountSID: "AC1", MessagingServiceSID: "MG1", From: "+15558675310", To: "+15557122661",
			Recipients: []channels.Address{"+15557122661", "+15557122662"}, Body: "Hello", NumMedia: 1, NumSegments: 2,
			FromPlace: webhook.Place{City: "A", State: "B", Zip: "C", Country: "D"},
			ToPlace:   webhook.Place{City: "E", State: "F", Zip: "G", Country: "H"}, MCC: "310", MNC: "090",
			OptOutType: webhook.OptOutStop, CTWAClickID: "c", ExternalUserID: "whatsapp:ID.1",
			EventName: "com.twilio.messaging.inbound-message.received",
		}},
		"message in a conversation": {
			"com.twilio.conversations.message.added",
			`{"AccountSid":"AC1","Author":"alice","ParticipantSid":null,"ConversationSid":"CH1","MessageSid":"IM1","Index":10,
				"MessageBody":"Ahoy","Attributes":{"a":[1]},"DateCreated":"2026-11-21T12:00:00.000Z",
				"Media":[{"MediaSid":"ME1","Filename":"a.png","ContentType":"image/png","Size":12232}]}`,
			&webhook.ConversationMessageAdded{
				ConversationMessage: webhook.ConversationMessage{
					ConversationEvent: webhook.ConversationEvent{AccountSID: "AC1"}, ConversationSID: "CH1", Author: "alice",
					Body: "Ahoy", Attributes: `{"a":[1]}`,
					Media: []webhook.ConversationMedia{{SID: "ME1", Filename: "a.png", ContentType: "image/png", Size: 12232}},
				}, MessageSID: "IM1", Index: new(10), DateCreated: noon,
			},
		},
		"conversation": {
			"com.twilio.conversations.conversation.added",
			`{"conversation_sid":"CH1","MessageBody":"Ahoy","Attributes":["a","b"],"MessagingBinding":{"Address":["+2","+1"],"ProxyAddress":"+3","New":{"x":1}}}`,
			&webhook.ConversationAdded{
				Conversation: webhook.Conversation{Attributes: `["a","b"]`}, ConversationSID: "CH1", MessageBody: "Ahoy",
				Binding: webhook.MessagingBinding{Address: []channels.Address{"+2", "+1"}, ProxyAddress: "+3"},
			},
		},
		"user": {
			"com.twilio.conversations.user.updated", `{"UserSid":"US1","IsOnline":true,"isNotifiable":null}`,
			&webhook.ConversationUserUpdated{ConversationUser: webhook.ConversationUser{UserSID: "US1", IsOnline: new(true)}},
		},
		"state": {
			"com.twilio.conversations.conversation-state.updated", `{"Reason":"TIMER","StateTo":"closed"}`,
			&webhook.ConversationStateUpdated{Reason: webhook.StateReasonTimer, StateTo: "closed"},
		},
		"status of tomorrow": {"com.twilio.messaging.message.canceled", `{"messageSid":"SM1"}`, &webhook.StreamMessageStatus{MessageSID: "SM1"}},
		"nothing in it":      {"com.twilio.conversations.participant.removed", `{}`, &webhook.ConversationParticipantRemoved{}},
		"null":               {"com.twilio.conversations.participant.removed", `null`, nil},
		"list":               {"com.twilio.messaging.message.sent", `[1]`, nil},
		"text":               {"com.twilio.messaging.message.sent", `"hello"`, nil},
		"somebody else's":    {"messaging.message.sent", `{"messageSid":"SM1"}`, nil},
		"of another company": {"com.example.conversations.user.added", `{"UserSid":"US1"}`, nil},
		"no status":          {"com.twilio.messaging.message.", `{"messageSid":"SM1"}`, nil},
		"only messages":      {"com.twilio.messaging.message", `{"messageSid":"SM1"}`, nil},
		"other type":         {"com.twilio.error-logs.error.logged", `{"error_code":11200}`, nil},
		"no type":            {"", `{"a":1}`, nil},
	} {
		unwrapped, err := json.Marshal(c.data)
		if err != nil {
			t.Fatal(err)
		}
		for how, data := range map[string]string{"object": c.data, "string": string(unwrapped)} {
			if how == "string" && name == "text" {
				continue
			}
			events, err := webhook.ParseStream(webhooktest.StreamEvent("EZ1", c.eventType, json.RawMessage(data)))
			if err != nil || len(events) != 1 {
				t.Fatal(name, err)
			}
			got := events[0]
			if got.ID != "EZ1" || got.Type != c.eventType || got.SpecVersion != "1.0" || got.Time.Hour() != 10 ||
				got.Source == "" || got.DataSchema == "" || got.DataContentType == "" || got.Raw == "" {
				t.Errorf("%s: %+v", name, got)
			}
			if diff := cmp.Diff(compact(t, c.data), compact(t, string(got.RawData))); diff != "" && name != "text" {
				t.Errorf("%s as %s: RawData %s", name, how, diff)
			}
			if diff := cmp.Diff(c.want, got.Data, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Raw" }, cmp.Ignore())); diff != "" {
				t.Errorf("%s as %s (-want +got):\n%s", name, how, diff)
			}
		}
	}
}

func compact(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// What has no field is in Raw.
func TestParseStreamRaw(t *testing.T) {
	t.Parallel()
	events, err := webhook.ParseStream([]byte(`{"type":"com.twilio.conversations.conversation.added","data":
		{"conversationsid":"CH1","MessagingBinding":{"address":"+1","New":{"x":1}},"Bindings":{"Email":{}},"N":1.50,"B":false,"L":["a"],"Z":null}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"ConversationSid": {"CH1"}, "MessagingBinding.Address": {"+1"}, "MessagingBinding.New": {`{"x":1}`},
		"Bindings": {`{"Email":{}}`}, "N": {"1.50"}, "B": {"false"}, "L": {`["a"]`},
	}
	if diff := cmp.Diff(want, events[0].Data.(*webhook.ConversationAdded).Raw); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseStream(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]*webhook.StreamEvent{
		`[]`: {},
		`{}`: {{Raw: "{}"}},
		` [{"id":1,"time":"x","data":[],"type":"a"}, {"id":"b","datacontenttype":"2025-10-08T07:17:02.363Z"}]`: {
			{Type: "a", RawData: "[]", Raw: `{"id":1,"time":"x","data":[],"type":"a"}`},
			{ID: "b", DataContentType: "2025-10-08T07:17:02.363Z", Raw: `{"id":"b","datacontenttype":"2025-10-08T07:17:02.363Z"}`},
		},
		`{"data":"not JSON"}`:                            {{RawData: `"not JSON"`, Raw: `{"data":"not JSON"}`}},
		`{"id":"a","id":"b","subject":"s","source":"o"}`: {{ID: "b", Subject: "s", Source: "o", Raw: `{"id":"a","id":"b","subject":"s","source":"o"}`}},
	} {
		got, err := webhook.ParseStream([]byte(body))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", body, err, diff)
		}
	}
	for _, body := range []string{"", "null", "1", `"x"`, "[1]", "[null]", "[{}", "{}{}", "[{}]x", strings.Repeat("[", 20000)} {
		if got, err := webhook.ParseStream([]byte(body)); got != nil || !errors.Is(err, webhook.ErrMalformed) {
			t.Errorf("%.20q: %v, %v", body, got, err)
		}
	}
}

func TestEventStream(t *testing.T) {
	t.Parallel()
	broken := errors.New("database is down")
	var reported, fails error
	calls, empty := 0, 0
	v := newValidator(t, token, webhook.WithMaxBody(4000), webhook.WithOnError(func(_ *http.Request, err error) { reported = err }))
	h := webhook.EventStream(v, func(_ context.Context, events []*webhook.StreamEvent) error {
		if len(events) == 0 {
			empty++
		}
		calls += len(events)
		return fails
	})
	sent := webhooktest.StreamEvent("EZ1", "com.twilio.messaging.message.sent", json.RawMessage(deliveredData))
	long := webhooktest.StreamEvent("EZ1", "x", strings.Repeat("x", 4000))
	cloudEvents := webhooktest.NewStreamRequest(token, eventURL, sent)
	cloudEvents.Header.Set("Content-Type", "application/cloudevents-batch+json; charset=utf-8")
	forged := webhooktest.NewStreamRequest(token, eventURL, sent)
	forged.Body = http.NoBody
	for _, c := range []struct {
		name     string
		request  *http.Request
		fails    error
		status   int
		calls    int
		reported error
	}{
		{"batch", webhooktest.NewStreamRequest(token, eventURL, sent, sent), nil, 204, 2, nil},
		{"empty batch", webhooktest.NewStreamRequest(token, eventURL), broken, 204, 0, nil},
		{"one is no event", webhooktest.NewJSONRequest(token, eventURL, []byte("["+string(sent)+",1]")), nil, 400, 0, webhook.ErrMalformed},
		{"query", webhooktest.NewStreamRequest(token, eventURL+"?shop=7", sent), nil, 204, 1, nil},
		{"another content type", cloudEvents, nil, 204, 1, nil},
		{"function fails", webhooktest.NewStreamRequest(token, eventURL, sent), broken, 503, 1, broken},
		{"too large", webhooktest.NewStreamRequest(token, eventURL, long), nil, 413, 0, webhook.ErrBodyTooLarge},
		{"not events", webhooktest.NewJSONRequest(token, eventURL, []byte("[1]")), nil, 400, 0, webhook.ErrMalformed},
		{"form", webhooktest.NewRequest(token, "POST", eventURL, url.Values{"[]": {""}}), nil, 400, 0, webhook.ErrMalformed},
		{"GET", webhooktest.NewRequest(token, "GET", eventURL, nil), nil, 400, 0, webhook.ErrMalformed},
		{"another body", forged, nil, 403, 0, webhook.ErrBodyHash},
		{"another token", webhooktest.NewStreamRequest("x", eventURL, sent), nil, 403, 0, webhook.ErrBadSignature},
	} {
		reported, fails, calls = nil, c.fails, 0
		got := serve(h, c.request)
		want := exchange{Status: c.status}
		if c.status != http.StatusNoContent {
			want = plain(c.status)
		}
		if diff := cmp.Diff(want, got); diff != "" || calls != c.calls || !errors.Is(reported, c.reported) {
			t.Errorf("%s: %s, %d events, reports %v", c.name, diff, calls, reported)
		}
	}
	if empty != 0 {
		t.Errorf("%d calls for nothing", empty)
	}
}

func TestStreamLogValue(t *testing.T) {
	t.Parallel()
	events, err := webhook.ParseStream([]byte(`[{"id":"EZ1","type":"com.twilio.messaging.message.sent","data":` + deliveredData +
		`},{"id":"EZ2","type":"com.twilio.messaging.inbound-message.received","data":` + inboundData + `}]`))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		text := logged(t, e) + logged(t, *e) + logged(t, e.Data)
		if !strings.Contains(text, "e.id=EZ") || !strings.Contains(text, "e.sid=SM") || strings.Contains(text, "+1555") || strings.Contains(text, "H") {
			t.Error(text)
		}
	}
}
