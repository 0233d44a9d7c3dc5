package webhook_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

// Whatever net/url reads is in Raw, and what it refuses is refused.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		smsForm, "", "&", "=", "==", "a=b=c", "a&b", "%", "%4", "%zz", "a=1;b=2", "+%2b=%00%ff", "NumMedia=99999999",
		"MediaUrl0=a&MediaUrl1=b&MediaContentType1=c&MediaUrl00=d", "Body=b&Body=a&Body=b", "Latitude=1&Longitude=1e999",
		strings.Repeat("a=1&", 100),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, form string) {
		form = "MessageSid=SM1&MessageStatus=sent&From=%2B1&" + form
		want, err := url.ParseQuery(form)
		m, ours := webhook.DecodeMessage(request(http.MethodPost, smsURL, formType, form, ""))
		if (err == nil) != (ours == nil) || ours != nil && !errors.Is(ours, webhook.ErrMalformed) {
			t.Fatalf("%q: %v, but net/url says %v", form, ours, err)
		}
		if err != nil {
			return
		}
		if diff := cmp.Diff(want, m.Raw); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", form, diff)
		}
		if diff := cmp.Diff(m, webhook.ParseMessage(m.Raw)); diff != "" {
			t.Fatalf("%q (-decoded +parsed):\n%s", form, diff)
		}
		if m.Body != want.Get("Body") || len(m.Media) > len(want) {
			t.Fatalf("%q: %+v", form, m)
		}
		if _, err := webhook.DecodeStatus(request(http.MethodPost, smsURL, formType, form, "")); err != nil {
			t.Fatal(err)
		}
	})
}

// What Sign signs, Verify accepts; with one byte changed it refuses.
func FuzzSignature(f *testing.F) {
	f.Add("token", "/sms?a=b", smsForm, 3, byte(1))
	f.Add("\x00", "/", "", 0, byte(0x20))
	f.Add("t", "/", "&", 0, byte(9)) // a parameter called "/" is not a path
	f.Add("t", "/it's?a=%40%3A%27'", "a=%00&b=%ff&a=2&a=1", 9, byte(0x80))
	f.Fuzz(func(t *testing.T, token, path, form string, at int, flip byte) {
		params, err := url.ParseQuery(form)
		if err != nil || token == "" || strings.TrimSpace(token) != token || flip == 0 || at < 0 || !strings.HasPrefix(path, "/") || strings.Contains(path, "#") {
			return
		}
		const host = "https://app.example"
		v := newValidator(t, token)
		signed := func(path, form string) *http.Request {
			r := request(http.MethodPost, host+"/", formType, form, webhook.Sign(token, host+path, params))
			r.RequestURI = path
			return r
		}
		r := signed(path, form)
		if err := v.Verify(r); err != nil {
			t.Fatal(err)
		}

		signature := []byte(r.Header.Get(webhook.SignatureHeader))
		signature[at%len(signature)] ^= flip
		r.Header.Set(webhook.SignatureHeader, string(signature))
		if err := v.Verify(r); !errors.Is(err, webhook.ErrBadSignature) {
			t.Fatalf("another signature: %v", err)
		}

		r = signed(path, form)
		changed := []byte(path)
		changed[at%len(changed)] ^= flip
		if s := string(changed); strings.HasPrefix(s, "/") && !strings.Contains(s, "#") && !same(s, path) {
			r.RequestURI = s
			if err := v.Verify(r); !errors.Is(err, webhook.ErrBadSignature) {
				t.Fatalf("%q for %q: %v", s, path, err)
			}
		}

		if form == "" {
			return
		}
		changed = []byte(form)
		changed[at%len(changed)] ^= flip
		other, err := url.ParseQuery(string(changed))
		if err != nil || joined(other) == joined(params) {
			return
		}
		r = signed(path, string(changed))
		if err := v.Verify(r); !errors.Is(err, webhook.ErrBadSignature) {
			t.Fatalf("form %q for %q: %v", changed, form, err)
		}
	})
}

// same reports whether Twilio may have signed one path and called the other.
func same(a, b string) bool {
	plain := strings.NewReplacer("%27", "'", "%40", "@", "%3A", ":", "%3a", ":")
	return plain.Replace(a) == plain.Replace(b)
}

// joined is what the signature sees of a form: borders between names and values are not in it.
func joined(params url.Values) string { return webhook.Sign("any", "", params) }

// Whatever a form holds is an event, with all of it in Raw.
func FuzzParseEvent(f *testing.F) {
	for _, event := range []string{"onMessageAdd", "onConversationAdd", "onParticipantUpdated", "onUserUpdated"} {
		f.Add(webhooktest.ConversationForm(event).Encode())
	}
	for _, event := range []string{"onMediaMessageSend", "onMemberRemoved"} {
		f.Add(webhooktest.ChatForm(event).Encode())
	}
	f.Add("Media=[{}]&Index=-1&DateCreated=%00&MessagingBinding.Address=a&MessagingBinding.Address=b&isOnline=TRUE")
	f.Add(`Media=[{"size":{"a":1},"Sid":null}]`)
	f.Fuzz(func(t *testing.T, form string) {
		params, err := url.ParseQuery(form)
		if err != nil {
			return
		}
		added := webhook.ParseEvent[webhook.ConversationAdded](params)
		joined := webhook.ParseEvent[webhook.ConversationParticipantUpdated](params)
		message := webhook.ParseEvent[webhook.ConversationMessageRemoved](params)
		sent := webhook.ParseEvent[webhook.ChatMediaMessageSent](params)
		for _, raw := range []url.Values{added.Raw, joined.Raw, message.Raw, sent.Raw} {
			if diff := cmp.Diff(params, raw); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		}
		if len(added.Binding.Address) != len(params["MessagingBinding.Address"]) || message.Body != params.Get("Body") ||
			string(message.Attributes) != params.Get("Attributes") || sent.Media.Filename != params.Get("MediaFilename") {
			t.Fatalf("%+v %+v %+v", added, message, sent)
		}
		if user := webhook.ParseEvent[webhook.ConversationUserUpdated](params); user.IsOnline != nil && !params.Has("isOnline") {
			t.Fatal(*user.IsOnline)
		}
	})
}

// A body is events or malformed, and no event is lost.
func FuzzParseStream(f *testing.F) {
	f.Add([]byte(`[{"id":"EZ1","type":"com.twilio.messaging.message.delivered","data":` + deliveredData + `}]`))
	f.Add([]byte(`{"type":"com.twilio.messaging.inbound-message.received","data":` + inboundData + `}`))
	f.Add([]byte(`[{"type":"com.twilio.conversations.conversation.added","data":"{\"MessagingBinding\":{\"Address\":[\"a\",\"b\"]}}"}]`))
	f.Add([]byte(`[{"type":"com.twilio.conversations.message.added","data":{"Media":[{"Size":1}],"body":1,"MessageBody":null}},{}]`))
	f.Add([]byte(`[{"data":"`))
	f.Fuzz(func(t *testing.T, body []byte) {
		events, err := webhook.ParseStream(body)
		if err != nil {
			if !errors.Is(err, webhook.ErrMalformed) || events != nil {
				t.Fatal(events, err)
			}
			return
		}
		var list []json.RawMessage
		if json.Unmarshal(body, &list) == nil && len(list) != len(events) {
			t.Fatalf("%d events of %d", len(events), len(list))
		}
		for _, e := range events {
			again, err := webhook.ParseStream([]byte(e.Raw))
			if err != nil || len(again) != 1 {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e, again[0]); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			_ = e.LogValue()
		}
	})
}
