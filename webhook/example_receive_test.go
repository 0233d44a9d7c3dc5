package webhook_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

// A service answers messages and follows what becomes of its own.
func Example() {
	const authToken = "0123456789abcdef0123456789abcdef" // os.Getenv("TWILIO_AUTH_TOKEN")

	v, err := webhook.NewValidator(authToken)
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/sms", webhook.Messages(v, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		return twiml.Reply("Hello " + m.ProfileName), nil
	}))
	mux.Handle("/status", webhook.Statuses(v, func(_ context.Context, s *webhook.StatusCallback) error {
		fmt.Println(s.MessageSID, s.Status, s.Status.Final())
		return nil
	}))

	// What follows is Twilio's part.
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, webhooktest.NewRequest(authToken, http.MethodPost, "https://app.example/sms",
		webhooktest.MessageForm("whatsapp:+15558675310", "whatsapp:+15557122661", "Hi")))
	fmt.Println(w.Code, w.Body)

	w = httptest.NewRecorder()
	mux.ServeHTTP(w, webhooktest.NewRequest(authToken, http.MethodPost, "https://app.example/status",
		webhooktest.StatusForm(webhooktest.MessageSID, twilio.StatusDelivered)))
	fmt.Println(w.Code)

	// And this is somebody else.
	w = httptest.NewRecorder()
	mux.ServeHTTP(w, webhooktest.NewRequest("guess", http.MethodPost, "https://app.example/sms",
		webhooktest.MessageForm("+15558675310", "+15557122661", "Hi")))
	fmt.Println(w.Code)
	// Output:
	// 200 <?xml version="1.0" encoding="UTF-8"?><Response><Message>Hello Alice</Message></Response>
	// SM00000000000000000000000000000001 delivered true
	// 204
	// 403
}

// The function behind a handler is tested by calling it.
func ExampleParseMessage() {
	answer := func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		if m.Location == nil {
			return twiml.Reply("Where are you?"), nil
		}
		return twiml.Reply(fmt.Sprintf("%.2f, %.2f it is.", m.Location.Latitude, m.Location.Longitude)), nil
	}

	form := webhooktest.MessageForm("whatsapp:+15558675310", "whatsapp:+15557122661", "")
	form.Set("Latitude", "37.7576948")
	form.Set("Longitude", "-122.4726193")
	doc, err := answer(context.Background(), webhook.ParseMessage(form))
	fmt.Println(doc, err)
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?><Response><Message>37.76, -122.47 it is.</Message></Response> <nil>
}
