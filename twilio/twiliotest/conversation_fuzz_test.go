package twiliotest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// FuzzConversations sends any request to Conversations: the emulator neither panics nor answers with
// anything but JSON in Twilio's shape or nothing.
func FuzzConversations(f *testing.F) {
	for _, seed := range [][3]string{
		{"POST", "Conversations", "Timers.Inactive=P1Y&Attributes=%7B&State=closed"},
		{"POST", "Conversations/open", "Timers.Closed=PT99999999999999999999S&UniqueName="},
		{"GET", "Conversations?StartDate=x&EndDate=y&PageSize=0", ""},
		{"POST", "Conversations/open/Participants", "MessagingBinding.Address=%2B15558675310&MessagingBinding.ProxyAddress=%2B15557122661"},
		{"POST", "Conversations/open/Participants/alice", "LastReadMessageIndex=-1&MessagingBinding.ProxyAddress="},
		{"POST", "Conversations/open/Messages", "Body=%00&Author=&DateCreated=never"},
		{"GET", "Conversations/open/Messages?Order=up&PageToken=DNIM1", ""},
		{"POST", "Conversations/open/Webhooks", "Target=trigger&Configuration.Triggers=&Configuration.ReplayAfter=x"},
		{"POST", "ConversationWithParticipants", "Participant=%5B%5D&Participant=null"},
		{"POST", "Configuration/Addresses", "Type=sms&Address=%2B15557122661&AutoCreation.StudioRetryCount=9"},
		{"POST", "Users/alice/Conversations/open", "LastReadMessageIndex=99&NotificationLevel=loud"},
		{"DELETE", "Services/IS00000000000000000000000000000002", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, method, path, body string) {
		w := newWorld(t)
		w.write(t, "alice", "Hi")
		answersInShape(t, w.tw, "https://conversations.twilio.com/", method, "v1/"+path, "application/x-www-form-urlencoded", body)
		w.tw.Wait()
	})
}

// FuzzAnswerToPreEvent lets an app answer anything when it is asked about a message. What is published
// can be read, or nothing is.
func FuzzAnswerToPreEvent(f *testing.F) {
	for _, seed := range []string{
		"", "{}", "OK", "null", "[]", `{"body":"x"}`, `{"body":null,"attributes":{"a":1}}`, `{"attributes":"{"}`, `{"author":5}`, `{"Body":"x"}`,
	} {
		f.Add(200, seed)
	}
	f.Add(403, "no")
	f.Add(503, "")
	f.Fuzz(func(t *testing.T, status int, answer string) {
		if status < 200 || status > 599 || status/100 == 3 {
			t.Skip("no answer that a handler gives")
		}
		w := newWorld(t)
		w.listen(t, http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
			out.WriteHeader(status)
			_, _ = io.WriteString(out, answer)
		}), conversations.WebhookEventMessageAdd)
		alice := w.tw.ConversationUser("", "alice")
		sent, err := alice.Send(w.open, "Hello")
		published := listed(t, alice, w.open)
		switch {
		case status >= 400 && (!isCode(err, 50056) || len(published) != 0):
			t.Errorf("rejected: %v, published %v", err, published)
		case status < 400 && (err != nil || fmt.Sprint(published) != fmt.Sprint([]string{sent.SID})):
			t.Errorf("sent %+v, %v, published %v", sent, err, published)
		case status < 400 && !json.Valid([]byte(sent.Attributes)):
			t.Errorf("attributes %q", sent.Attributes)
		}
	})
}

func listed(t *testing.T, u *twiliotest.ConversationUser, conversation string) []string {
	t.Helper()
	messages, err := u.Messages(conversation)
	must(t, err)
	var sids []string
	for _, m := range messages {
		sids = append(sids, m.SID)
	}
	return sids
}
