package main

import (
	"context"
	"fmt"
	"log"
	"net/http"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/token"
	"github.com/twiliokit/twiliokit/webhook"
)

// shop is the account in which a shop chats.
type shop struct {
	client      *twilio.Client
	authToken   string
	key         *token.Key
	service     string
	number      channels.Address
	url, agents string
}

// prepare has Twilio tell the backend what happens in the service and begin a conversation there
// with whoever texts the number. Doing it again changes nothing.
func (s *shop) prepare(ctx context.Context) error {
	api := conversations.New(s.client)
	events := s.url + "/events"
	_, err := api.Service(s.service).Webhooks.Update(ctx, &conversations.UpdateWebhookConfigurationParams{
		PreWebhookURL: &events, PostWebhookURL: &events, Method: http.MethodPost,
		Filters: []conversations.WebhookEvent{
			conversations.WebhookEventMessageAdd,
			conversations.WebhookEventConversationAdded,
			conversations.WebhookEventConversationStateUpdated,
		},
	})
	if err != nil {
		return fmt.Errorf("set the service's webhooks: %w", err)
	}
	for a, err := range api.Addresses.List(ctx, nil) {
		if err != nil {
			return fmt.Errorf("find the number's configuration: %w", err)
		}
		if a.Address == s.number {
			_, err := api.Addresses.Update(ctx, a.SID, &conversations.UpdateAddressConfigurationParams{
				AutoCreationEnabled: new(true), AutoCreationType: conversations.AutoCreationTypeDefault,
				ConversationServiceSID: s.service,
			})
			return err
		}
	}
	if _, err = api.Addresses.Create(ctx, &conversations.CreateAddressConfigurationParams{
		Type: conversations.AddressTypeSMS, Address: s.number,
		AutoCreationEnabled: new(true), AutoCreationType: conversations.AutoCreationTypeDefault,
		ConversationServiceSID: s.service,
	}); err != nil {
		return fmt.Errorf("have the number begin conversations: %w", err)
	}
	return nil
}

// backend returns the shop's handler.
func (s *shop) backend(out *log.Logger) (http.Handler, error) {
	people, err := newSessions(s.agents)
	if err != nil {
		return nil, err
	}
	validator, err := webhook.NewValidator(s.authToken, webhook.WithBaseURL(s.url),
		webhook.WithOnError(func(_ *http.Request, err error) { out.Print(err) }))
	if err != nil {
		return nil, err
	}
	b := &backend{
		out: out, service: s.service, number: s.number, sessions: people,
		talks: conversations.New(s.client).Service(s.service),
	}
	return b.handler(validator, s.key)
}
