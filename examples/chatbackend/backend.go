package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/token"
	"github.com/twiliokit/twiliokit/webhook"
)

// backend is the server's part of the chat.
type backend struct {
	out      *log.Logger
	service  string // IS…
	number   channels.Address
	talks    *conversations.ServiceAPI
	sessions *sessions
	turn     atomic.Int64 // of agents, who get new customers one after the other
}

// handler serves the page's calls and Twilio's.
func (b *backend) handler(v *webhook.Validator, key *token.Key) (http.Handler, error) {
	fresh, err := token.NewRefresh(key, b.grant)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /login", b.sessions.login)
	mux.Handle("/token", fresh)
	mux.HandleFunc("POST /conversations", b.open)
	mux.Handle("/events", webhook.ConversationEvents(v, webhook.ConversationHandlers{
		MessageAdd:               b.moderate,
		ConversationAdded:        b.assign,
		ConversationStateUpdated: b.note,
	}))
	return http.NewCrossOriginProtection().Handler(mux), nil
}

// grant lets an agent who is signed in into the chat.
func (b *backend) grant(r *http.Request) (*token.Params, error) {
	agent, ok := b.sessions.agent(r)
	if !ok {
		return nil, token.ErrSignedOut
	}
	return &token.Params{Identity: agent, Chat: &token.ChatGrant{ServiceSID: b.service}}, nil
}

var (
	card = regexp.MustCompile(`\b\d(?:[ -]?\d){12,18}\b`)
	rude = regexp.MustCompile(`(?i)\b(stupid|idiot)\b`)
)

// moderate decides about a message that a chat client or a phone is sending.
func (b *backend) moderate(_ context.Context, e *webhook.ConversationMessageAdd) (webhook.Decision, error) {
	if rude.MatchString(e.Body) {
		b.out.Print("   The backend refuses a message.")
		return webhook.Reject(http.StatusForbidden), nil
	}
	hidden := card.ReplaceAllStringFunc(e.Body, func(number string) string {
		return strings.Repeat("•", 4) + number[len(number)-4:]
	})
	if hidden != e.Body {
		b.out.Print("   The backend hides a card number.")
		return e.AcceptWith(webhook.ConversationMessageChanges{Body: &hidden}), nil
	}
	return webhook.Accept(), nil
}

// assign brings an agent into a conversation that a customer has begun by a text.
func (b *backend) assign(ctx context.Context, e *webhook.ConversationAdded) error {
	if e.Source != webhook.EventSourceSMS {
		return nil
	}
	agents := b.sessions.agents()
	agent := agents[int(b.turn.Add(1)-1)%len(agents)]
	_, err := b.talks.Conversations.Participants(e.ConversationSID).Create(ctx,
		&conversations.CreateParticipantParams{Identity: agent})
	if errors.Is(err, conversations.ErrParticipantExists) { // the event came twice
		return nil
	}
	if err == nil {
		b.out.Printf("   A customer has texted in, and %s takes it.", agent)
	}
	return err
}

func (b *backend) note(_ context.Context, e *webhook.ConversationStateUpdated) error {
	b.out.Printf("   The conversation is %s (%s).", e.StateTo, e.Reason)
	return nil
}

// open begins a conversation of an agent who is signed in with the customer at a number.
func (b *backend) open(w http.ResponseWriter, r *http.Request) {
	agent, ok := b.sessions.agent(r)
	if !ok {
		http.Error(w, "sign in first", http.StatusUnauthorized)
		return
	}
	customer, err := channels.Parse(r.FormValue("to"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	c, err := b.talks.Conversations.CreateWithParticipants(r.Context(), &conversations.CreateConversationWithParticipantsParams{
		Participants: conversations.NewParticipants{
			{Identity: agent},
			{Address: customer, ProxyAddress: b.number},
		},
	})
	switch {
	case errors.Is(err, conversations.ErrAddressPairsInUse):
		http.Error(w, "somebody is talking with this customer", http.StatusConflict)
	case err != nil:
		b.out.Print(err)
		http.Error(w, "the conversation could not be begun", http.StatusBadGateway)
	default:
		w.WriteHeader(http.StatusCreated)
		if _, err := w.Write([]byte(c.SID)); err != nil {
			b.out.Print(err)
		}
	}
}
