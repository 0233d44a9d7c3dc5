package main

import (
	"context"
	"log"
	"net/http"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// shop is the service: what a program that uses the library has to write. It is the same on the
// built-in Twilio and on the real one.
type shop struct {
	out *log.Logger
}

// handler returns the shop's webhooks. Each checks the signature before anything else.
func (s *shop) handler(v *webhook.Validator) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /sms", webhook.Messages(v, s.answer))
	mux.Handle("POST /hours", webhook.Messages(v, s.hours))
	mux.Handle("POST /status", webhook.Statuses(v, s.status))
	return mux
}

// answer replies to a customer with text and a picture, and goes on with hours.
func (s *shop) answer(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
	name := m.ProfileName
	if name == "" {
		name = "there"
	}
	s.out.Printf("      POST /sms     signature valid; over %s, %d characters, message %s",
		m.From.Channel(), len(m.Body), short(m.MessageSID))
	return twiml.NewResponse(
		twiml.Message{
			Body:  "Hello " + name + ", we are at 123 Easy St.",
			Media: []string{"https://demo.twilio.com/owl.png"},
		},
		twiml.Redirect{URL: "hours"}, // beside this one, wherever Twilio reaches it
	), nil
}

// hours is where the redirect in answer leads.
func (s *shop) hours(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
	s.out.Printf("      POST /hours   signature valid; the redirect was followed for %s", short(m.MessageSID))
	return twiml.Reply("Open from 9 to 5."), nil
}

// status is told how far a message has come.
func (s *shop) status(_ context.Context, c *webhook.StatusCallback) error {
	why := ""
	if c.ErrorCode != 0 {
		why = ": " + c.ErrorCode.Error()
	}
	s.out.Printf("      POST /status  signature valid; message %s is %s%s", short(c.MessageSID), c.Status, why)
	return nil
}

// short returns the end of a SID, which is enough to tell a few apart.
func short(sid string) string {
	if len(sid) < 6 {
		return sid
	}
	return sid[:2] + "…" + sid[len(sid)-4:]
}
