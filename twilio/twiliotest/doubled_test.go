package twiliotest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// postTwice sends parameters that the library sends once: each first empty, then with its value.
func postTwice(t *testing.T, tw *twiliotest.Twilio, target string, params url.Values) {
	t.Helper()
	for name, values := range params {
		params[name] = append([]string{""}, values...)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, target, strings.NewReader(params.Encode()))
	must(t, err)
	r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := tw.HTTPClient().Do(r)
	must(t, err)
	must(t, resp.Body.Close())
	if resp.StatusCode != http.StatusOK {
		t.Errorf("POST %s is answered with %d", target, resp.StatusCode)
	}
}

// Of a parameter that comes twice the first counts, so no second one gets past the checks.
func TestParametersThatComeTwice(t *testing.T) {
	t.Parallel()
	t.Run("chat", func(t *testing.T) {
		t.Parallel()
		tw, api, service := newChat(t)
		want, err := api.Services.Get(t.Context(), service)
		must(t, err)
		postTwice(t, tw, "https://chat.twilio.com/v2/Services/"+service, url.Values{
			"Limits.ChannelMembers": {"zzz"}, "WebhookMethod": {"BREW"}, "DefaultServiceRoleSid": {"RLnope"},
			"PreWebhookUrl": {"nowhere"}, "PreWebhookRetryCount": {"99"}, "FriendlyName": {"other"},
			"Notifications.NewMessage.Template": {"second"},
		})
		got, err := api.Services.Get(t.Context(), service)
		must(t, err)
		got.DateUpdated, want.DateUpdated = chat.Service{}.DateUpdated, chat.Service{}.DateUpdated
		want.DefaultServiceRoleSID = "" // which its first value empties
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("conversations", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		want, err := w.api.Webhooks.Get(t.Context())
		must(t, err)
		const base = "https://conversations.twilio.com/v1"
		postTwice(t, w.tw, base+"/Configuration/Webhooks", url.Values{
			"Method": {"BREW"}, "PreWebhookUrl": {"nowhere"}, "PostWebhookUrl": {"nowhere"}, "Target": {"moon"},
		})
		got, err := w.api.Webhooks.Get(t.Context())
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("webhooks (-want +got):\n%s", diff)
		}
		before, err := w.api.Conversations.Get(t.Context(), w.open)
		must(t, err)
		postTwice(t, w.tw, base+"/Conversations/"+w.open, url.Values{
			"FriendlyName": {strings.Repeat("x", 300)}, "Attributes": {"{"}, "Timers.Inactive": {"soon"}, "MessagingServiceSid": {"MG"},
		})
		after, err := w.api.Conversations.Get(t.Context(), w.open)
		must(t, err)
		before.DateUpdated, after.DateUpdated = conversations.Conversation{}.DateUpdated, conversations.Conversation{}.DateUpdated
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("a conversation (-want +got):\n%s", diff)
		}
	})
	t.Run("messaging", func(t *testing.T) {
		t.Parallel()
		tw := twiliotest.New(t)
		sid := tw.AddService("shop")
		api := messaging.New(tw.Client())
		want, err := api.Services.Get(t.Context(), sid)
		must(t, err)
		postTwice(t, tw, "https://messaging.twilio.com/v1/Services/"+sid, url.Values{
			"FriendlyName": {"other"}, "ValidityPeriod": {"zzz"}, "StickySender": {"maybe"}, "InboundMethod": {"BREW"},
			"InboundRequestUrl": {"nowhere"}, "Usecase": {"none"}, "ScanMessageContent": {"no"},
		})
		got, err := api.Services.Get(t.Context(), sid)
		must(t, err)
		got.DateUpdated, want.DateUpdated = messaging.Service{}.DateUpdated, messaging.Service{}.DateUpdated
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
