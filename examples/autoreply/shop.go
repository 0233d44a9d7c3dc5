package main

import (
	"context"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// shop is open from Monday to Friday. now returns the time, in the shop's time zone.
type shop struct {
	now func() time.Time
}

const opening, closing = 9, 17 // hours

// answer replies to words that it knows, and to everything else by the hour. The same answer does on
// SMS, WhatsApp and wherever else a message comes from.
func (s *shop) answer(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
	word := channels.StandardKeywords().Match(m.Body)
	switch sms := m.From.Channel() == channels.ChannelSMS; {
	case word != channels.KeywordNone && sms:
		return nil, nil // Twilio has answered by itself
	case word == channels.KeywordOptOut:
		return nil, nil // for a shop that writes to people by itself see examples/optout
	case word == channels.KeywordHelp:
		return twiml.Reply("This is the cake shop. Reply MENU or HOURS, or just ask."), nil
	}
	switch strings.ToUpper(strings.Trim(m.Body, " .!?\n")) {
	case "MENU":
		return twiml.Reply("Cheesecake, carrot cake, or what you see here.", "https://demo.twilio.com/owl.png"), nil
	case "HOURS":
		return twiml.Reply("We are open from Monday to Friday, 9 to 5."), nil
	}
	now := s.now()
	if next := opens(now); next.After(now) {
		return twiml.Reply("We are closed. You hear from us on " + next.Format("Monday") + " from 9."), nil
	}
	return twiml.Reply("Thank you! One of us will answer in a minute."), nil
}

// opens returns when the shop is next open, which is t if it is open then.
func opens(t time.Time) time.Time {
	for ; ; t = time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location()) {
		switch {
		case t.Weekday() == time.Saturday, t.Weekday() == time.Sunday, t.Hour() >= closing:
		case t.Hour() < opening:
			return time.Date(t.Year(), t.Month(), t.Day(), opening, 0, 0, 0, t.Location())
		default:
			return t
		}
	}
}
