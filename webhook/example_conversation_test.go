package webhook_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"

	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

// A filter hides card numbers before anybody sees them, and a bot welcomes who writes.
func ExampleConversationEvents() {
	const authToken = "0123456789abcdef0123456789abcdef"
	v, err := webhook.NewValidator(authToken)
	if err != nil {
		log.Fatal(err)
	}
	card := regexp.MustCompile(`\d{4}( ?\d{4}){3}`)
	h := webhook.ConversationEvents(v, webhook.ConversationHandlers{
		MessageAdd: func(_ context.Context, e *webhook.ConversationMessageAdd) (webhook.Decision, error) {
			if e.Body == "" && len(e.Media) == 0 {
				return webhook.Reject(http.StatusUnprocessableEntity), nil
			}
			if masked := card.ReplaceAllString(e.Body, "(card number)"); masked != e.Body {
				return e.AcceptWith(webhook.ConversationMessageChanges{Body: new(masked)}), nil
			}
			return webhook.Accept(), nil
		},
		MessageAdded: func(_ context.Context, e *webhook.ConversationMessageAdded) error {
			fmt.Println(e.Author, "wrote", e.MessageSID, "at", e.DateCreated.Format("15:04"))
			return nil
		},
	})

	for _, event := range []struct{ name, body string }{
		{"onMessageAdd", "Take it from 4242 4242 4242 4242"},
		{"onMessageAdd", "Hello"},
		{"onMessageAdded", "Hello"},
		{"onParticipantAdded", ""}, // no function for it
	} {
		form := webhooktest.ConversationForm(event.name)
		form.Set("Body", event.body)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, webhooktest.NewRequest(authToken, http.MethodPost, "https://app.example/conversations", form))
		fmt.Printf("%s: %d [%s]\n", event.name, w.Code, w.Body)
	}
	// Output:
	// onMessageAdd: 200 [{"body":"Take it from (card number)"}]
	// onMessageAdd: 200 []
	// alice wrote IM00000000000000000000000000000001 at 10:00
	// onMessageAdded: 204 []
	// onParticipantAdded: 204 []
}

// Chat has the same events under other names.
func ExampleChatEvents() {
	const authToken = "0123456789abcdef0123456789abcdef"
	v, err := webhook.NewValidator(authToken)
	if err != nil {
		log.Fatal(err)
	}
	h := webhook.ChatEvents(v, webhook.ChatHandlers{
		ChannelAdd: func(_ context.Context, e *webhook.ChatChannelAdd) (webhook.Decision, error) {
			if e.ChannelType != webhook.ChatChannelTypePrivate {
				return webhook.Reject(http.StatusForbidden), nil
			}
			return webhook.Accept(), nil
		},
		MemberAdded: func(_ context.Context, e *webhook.ChatMemberAdded) error {
			fmt.Println(e.Identity, e.Reason)
			return nil
		},
	})

	form := webhooktest.ChatForm("onChannelAdd")
	form.Set("ChannelType", "public")
	for _, r := range []*http.Request{
		webhooktest.NewRequest(authToken, http.MethodPost, "https://app.example/chat", form),
		webhooktest.NewRequest(authToken, http.MethodGet, "https://app.example/chat", webhooktest.ChatForm("onMemberAdded")),
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Println(w.Code)
	}
	// Output:
	// 403
	// alice JOINED
	// 204
}

// The function for an event is tested by calling it.
func ExampleParseEvent() {
	quiet := func(_ context.Context, e *webhook.ConversationMessageAdd) (webhook.Decision, error) {
		return e.AcceptWith(webhook.ConversationMessageChanges{Attributes: new(webhook.JSON(`{"quiet":true}`))}), nil
	}
	e := webhook.ParseEvent[webhook.ConversationMessageAdd](url.Values{"Body": {"Hi"}})
	d, err := quiet(context.Background(), e)
	fmt.Println(d.Changes(), err)
	// Output:
	// {"attributes":"{\"quiet\":true}"} <nil>
}
