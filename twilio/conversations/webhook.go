package conversations

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Webhook tells a program or a Studio flow of what happens in one conversation. A conversation
// has up to 5.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource
type Webhook struct {
	// SID identifies the webhook: WH….
	SID string `json:"sid"`
	// AccountSID is the account that the webhook belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service (IS…). It comes only from below a service.
	ChatServiceSID string `json:"chat_service_sid"`
	// ConversationSID is the conversation: CH….
	ConversationSID string `json:"conversation_sid"`
	// Target is what is told.
	Target WebhookTarget `json:"target"`
	// Configuration is what it is told, and how.
	Configuration WebhookSettings `json:"configuration"`
	// DateCreated is when the webhook was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the webhook in the API. The address that is called is
	// Configuration.URL.
	URL string `json:"url"`
}

// WebhookSettings are what a webhook is told, and how. Which fields there are depends on its
// target.
type WebhookSettings struct {
	// URL is what is called.
	URL string `json:"url"`
	// Method is how it is called.
	Method Method `json:"method"`
	// Filters are the events that it is told of. A trigger may have its words here.
	Filters []WebhookEvent `json:"filters"`
	// Triggers are the words in messages that it is told of.
	Triggers []string `json:"triggers"`
	// FlowSID is the Studio flow: FW….
	FlowSID string `json:"flow_sid"`
	// ReplayAfter is the [Message.Index] from which on messages were told of once more, nil if
	// none were.
	ReplayAfter *twilio.Int `json:"replay_after"`
}

// WebhookTarget is what a webhook tells.
type WebhookTarget string

// What a webhook can tell. An account's webhook can be routed to Flex, a conversation's can call a
// URL, call it for certain words only, or start a Studio flow.
const (
	WebhookTargetWebhook WebhookTarget = "webhook"
	WebhookTargetTrigger WebhookTarget = "trigger"
	WebhookTargetStudio  WebhookTarget = "studio"
	WebhookTargetFlex    WebhookTarget = "flex"
)

// CreateWebhookParams are a new webhook. Target is required, with it URL and Filters, URL and
// Triggers, or FlowSID.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource#create-a-conversationscopedwebhook-resource
type CreateWebhookParams struct {
	// Target is what is told: [WebhookTargetWebhook], [WebhookTargetTrigger] or
	// [WebhookTargetStudio].
	Target WebhookTarget `url:"Target,omitempty"`
	// URL is what is called.
	URL string `url:"Configuration.Url,omitempty"`
	// Method is how it is called.
	Method Method `url:"Configuration.Method,omitempty"`
	// Filters are the events that it is told of.
	Filters []WebhookEvent `url:"Configuration.Filters,omitempty"`
	// Triggers are the words in messages that a trigger is told of.
	Triggers []string `url:"Configuration.Triggers,omitempty"`
	// FlowSID is the Studio flow: FW….
	FlowSID string `url:"Configuration.FlowSid,omitempty"`
	// ReplayAfter is the [Message.Index] from which on messages are told of once more. By default
	// none are.
	ReplayAfter *twilio.Int `url:"Configuration.ReplayAfter,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListWebhooksParams say which page of a conversation's webhooks is wanted. The zero value lists
// all.
type ListWebhooksParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateWebhookParams change a webhook. What is left out stays as it is.
type UpdateWebhookParams struct {
	// URL is what is called.
	URL string `url:"Configuration.Url,omitempty"`
	// Method is how it is called.
	Method Method `url:"Configuration.Method,omitempty"`
	// Filters are the events that it is told of, all of them.
	Filters []WebhookEvent `url:"Configuration.Filters,omitempty"`
	// Triggers are the words in messages that a trigger is told of, all of them.
	Triggers []string `url:"Configuration.Triggers,omitempty"`
	// FlowSID is the Studio flow: FW….
	FlowSID string `url:"Configuration.FlowSid,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// WebhookService keeps a conversation's own webhooks. It is reached as
// [ConversationService.Webhooks]. Those of the account and of a service are a
// [WebhookConfiguration].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource
type WebhookService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create adds a webhook. The error matches [ErrTooManyWebhooks] if there are 5.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource#create-a-conversationscopedwebhook-resource
func (s *WebhookService) Create(ctx context.Context, params *CreateWebhookParams) (*Webhook, error) {
	return twilio.Post[Webhook](ctx, s.client, s.path, params)
}

// Get fetches a webhook by its SID (WH…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource#fetch-a-conversationscopedwebhook-resource
func (s *WebhookService) Get(ctx context.Context, sid string) (*Webhook, error) {
	return twilio.Get[Webhook](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the webhooks. params may be nil. See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource#read-multiple-conversationscopedwebhook-resources
func (s *WebhookService) List(ctx context.Context, params *ListWebhooksParams) iter.Seq2[*Webhook, error] {
	return twilio.List[Webhook](ctx, s.client, s.path, "webhooks", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 5 webhooks to a page, as
// many as there can be.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource#read-multiple-conversationscopedwebhook-resources
func (s *WebhookService) ListPage(ctx context.Context, params *ListWebhooksParams) (*twilio.Page[Webhook], error) {
	return twilio.ListPage[Webhook](ctx, s.client, s.path, "webhooks", params)
}

// Update changes a webhook, by its SID (WH…).
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource#update-a-conversationscopedwebhook-resource
func (s *WebhookService) Update(ctx context.Context, sid string, params *UpdateWebhookParams) (*Webhook, error) {
	return twilio.Post[Webhook](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a webhook, by its SID (WH…).
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-scoped-webhook-resource#delete-a-conversationscopedwebhook-resource
func (s *WebhookService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
