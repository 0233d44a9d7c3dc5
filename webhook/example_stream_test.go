package webhook_test

import (
	"context"
	"fmt"
	"log"
	"net/http/httptest"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

// A service counts what was delivered, each message once.
func ExampleEventStream() {
	const authToken = "0123456789abcdef0123456789abcdef"
	v, err := webhook.NewValidator(authToken)
	if err != nil {
		log.Fatal(err)
	}
	seen := map[string]bool{} // in earnest a table with a unique key
	delivered := 0
	h := webhook.EventStream(v, func(_ context.Context, events []*webhook.StreamEvent) error {
		for _, e := range events {
			if seen[e.ID] {
				continue
			}
			seen[e.ID] = true
			switch data := e.Data.(type) {
			case *webhook.StreamMessageStatus:
				if data.Status == twilio.StatusDelivered {
					delivered++
				}
			case *webhook.ConversationMessageAdded:
				fmt.Println(data.Author, "wrote:", data.Body)
			case nil:
				fmt.Println("not known:", e.Type)
			}
		}
		return nil
	})

	status := map[string]any{"messageSid": webhooktest.MessageSID, "messageStatus": "delivered"}
	batch := webhooktest.NewStreamRequest(authToken, "https://app.example/stream",
		webhooktest.StreamEvent("EZ1", "com.twilio.messaging.message.delivered", status),
		webhooktest.StreamEvent("EZ2", "com.twilio.conversations.message.added", map[string]any{"Author": "alice", "MessageBody": "Hi"}),
		webhooktest.StreamEvent("EZ1", "com.twilio.messaging.message.delivered", status),
		webhooktest.StreamEvent("EZ3", "com.twilio.error-logs.error.logged", map[string]any{"error_code": 11200}),
	)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, batch)
	fmt.Println(w.Code, delivered)
	// Output:
	// alice wrote: Hi
	// not known: com.twilio.error-logs.error.logged
	// 204 1
}
