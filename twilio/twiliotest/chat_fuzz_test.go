package twiliotest_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// FuzzChat sends any request to Chat, and lets the app answer anything to what a user then says:
// neither makes the emulator panic or answer out of shape.
func FuzzChat(f *testing.F) {
	const service = "v2/Services/IS00000000000000000000000000000001"
	for _, seed := range [][4]string{
		{"POST", "v2/Services", "FriendlyName=x", ""},
		{"POST", service, "WebhookFilters=&Limits.UserChannels=1&PostWebhookUrl=%00", `{"body":"x"}`},
		{"GET", service + "/Channels/talk/Messages?Order=desc&PageSize=1&PageToken=DN", "", `{"body":null}`},
		{"POST", service + "/Channels/talk/Members", "Identity=%ff&LastConsumedMessageIndex=-1", "{"},
		{"POST", service + "/Channels/talk/Messages", "Body=&MediaSid=ME&DateCreated=0", `[]`},
		{"POST", service + "/Channels/talk/Webhooks", "Type=trigger&Configuration.Url=https://app.example/&Configuration.Triggers=", `{"attributes":"{"}`},
		{"POST", service + "/Users/alice/Channels/talk", "NotificationLevel=Muted&LastConsumedMessageIndex=9", `{"author":""}`},
		{"DELETE", service + "/Users/alice", "", "{}"},
		{"DELETE", service + "/Channels/talk", "", "{}"},
		{"DELETE", service, "", "{}"},
		{"POST", "v3/Services/IS00000000000000000000000000000001/Channels/talk", "Type=private", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, method, path, body, answer string) {
		tw, api, sid := newChat(t)
		tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, answer)
		}))
		succeed(t)(api.Services.Update(t.Context(), sid, &chat.UpdateServiceParams{
			PreWebhookURL: new("https://app.example/"), WebhookFilters: []chat.WebhookEvent{chat.WebhookEventMessageSend},
		}))
		alice := tw.ChatUser(sid, "alice")
		succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
		succeed(t)(alice.Join("talk"))
		answersInShape(t, tw, "https://chat.twilio.com/", method, path, "application/x-www-form-urlencoded", body)
		speak(t, alice)
		tw.Wait()
	})
}

// speak has a user say something, which may be refused but not lost.
func speak(t *testing.T, u *twiliotest.ChatUser) {
	t.Helper()
	m, err := u.Send("talk", "hi")
	if (m == nil) == (err == nil) {
		t.Errorf("%v and %v", m, err)
	}
}
