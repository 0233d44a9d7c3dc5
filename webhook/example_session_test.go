package webhook_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

// A table is what a guest has told so far.
type table struct {
	Day string
}

// A conversation goes on from message to message without a database.
func ExampleMessagesWithSession() {
	v, err := webhook.NewValidator("0123456789abcdef0123456789abcdef")
	if err != nil {
		log.Fatal(err)
	}
	book := func(_ context.Context, m *webhook.IncomingMessage, s *webhook.Session[table]) (*twiml.Response, error) {
		if s.Value.Day == "" {
			s.Value.Day = m.Body
			return twiml.Reply("How many are you?"), nil
		}
		day := s.Value.Day
		s.End()
		return twiml.Reply("See you on " + day + ", all " + m.Body + "."), nil
	}
	h := webhook.MessagesWithSession(v, book)

	var cookies []*http.Cookie // Twilio keeps them
	for _, body := range []string{"Friday", "4"} {
		r := webhooktest.NewRequest("0123456789abcdef0123456789abcdef", http.MethodPost, "https://app.example/sms",
			webhooktest.MessageForm("+15558675310", "+15557122661", body))
		for _, c := range cookies {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		cookies = w.Result().Cookies()
		fmt.Println(w.Body)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><Response><Message>How many are you?</Message></Response>
	// <?xml version="1.0" encoding="UTF-8"?><Response><Message>See you on Friday, all 4.</Message></Response>
}
