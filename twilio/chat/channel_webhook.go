package chat

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A ChannelWebhook is called for what happens in one channel, beside those of the service. A channel
// has 5 at most.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
type ChannelWebhook struct {
	// SID identifies the webhook: WH….
	SID string `json:"sid"`
	// AccountSID is the account that the webhook belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the channel is in.
	ServiceSID string `json:"service_sid"`
	// ChannelSID is the channel.
	ChannelSID string `json:"channel_sid"`
	// Type says what is called, and when.
	Type WebhookType `json:"type"`
	// Configuration holds what Type asks for.
	Configuration WebhookConfiguration `json:"configuration"`
	// DateCreated is when the webhook was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the webhook last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of this resource, not the one that is called.
	URL string `json:"url"`
}

// WebhookConfiguration says what a webhook calls and for what.
type WebhookConfiguration struct {
	// URL is what is called. A webhook of type [WebhookTypeStudio] has none.
	URL string `json:"url"`
	// Method is how it is called: GET or POST.
	Method string `json:"method"`
	// Filters are the events that a webhook of type [WebhookTypeWebhook] is called for.
	Filters []WebhookEvent `json:"filters"`
	// Triggers are the texts that a webhook of type [WebhookTypeTrigger] is called for.
	Triggers []string `json:"triggers"`
	// FlowSID is the Studio flow (FW…) that a webhook of type [WebhookTypeStudio] starts.
	FlowSID string `json:"flow_sid"`
	// RetryCount is how often a failed call is tried again.
	RetryCount twilio.Int `json:"retry_count"`
}

// WebhookType says what a webhook calls, and when.
type WebhookType string

// The types of webhooks.
const (
	WebhookTypeWebhook WebhookType = "webhook" // a URL, for events
	WebhookTypeTrigger WebhookType = "trigger" // a URL, for messages that hold a given text
	WebhookTypeStudio  WebhookType = "studio"  // a Studio flow, for events
)

// CreateChannelWebhookParams are a new webhook. Type is required, and what it asks for: URL and
// Filters, URL and Triggers, or FlowSID.
type CreateChannelWebhookParams struct {
	// Type says what is called, and when.
	Type WebhookType `url:"Type,omitempty"`
	// URL is what is called.
	URL string `url:"Configuration.Url,omitempty"`
	// Method is how it is called: GET or POST.
	Method string `url:"Configuration.Method,omitempty"`
	// Filters are the events that a webhook of type [WebhookTypeWebhook] is called for.
	Filters []WebhookEvent `url:"Configuration.Filters,omitempty"`
	// Triggers are up to 5 texts. A webhook of type [WebhookTypeTrigger] is called for each message
	// with one of them in it.
	Triggers []string `url:"Configuration.Triggers,omitempty"`
	// FlowSID is the Studio flow (FW…) that a webhook of type [WebhookTypeStudio] starts.
	FlowSID string `url:"Configuration.FlowSid,omitempty"`
	// RetryCount is how often a failed call is tried again, from 0 to 3. The default is 0.
	RetryCount int `url:"Configuration.RetryCount,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListChannelWebhooksParams say how the webhooks of a channel are fetched. The zero value lists all.
type ListChannelWebhooksParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateChannelWebhookParams change a webhook. Its type stays.
type UpdateChannelWebhookParams struct {
	// URL is what is called.
	URL string `url:"Configuration.Url,omitempty"`
	// Method is how it is called: GET or POST.
	Method string `url:"Configuration.Method,omitempty"`
	// Filters are the events that a webhook of type [WebhookTypeWebhook] is called for. They take the
	// place of those before.
	Filters []WebhookEvent `url:"Configuration.Filters,omitempty"`
	// Triggers are up to 5 texts that a webhook of type [WebhookTypeTrigger] is called for. They take
	// the place of those before.
	Triggers []string `url:"Configuration.Triggers,omitempty"`
	// FlowSID is the Studio flow (FW…) that a webhook of type [WebhookTypeStudio] starts.
	FlowSID string `url:"Configuration.FlowSid,omitempty"`
	// RetryCount is how often a failed call is tried again, from 0 to 3.
	RetryCount *int `url:"Configuration.RetryCount,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ChannelWebhookService creates, reads, changes and removes the webhooks of one channel. It is
// reached by [ChannelService.Webhooks].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
type ChannelWebhookService struct {
	client *twilio.Client
	path   twilio.Path
}

// Webhooks returns the service for the webhooks of the channel with this SID (CH…) or unique name.
func (s *ChannelService) Webhooks(channel string) *ChannelWebhookService {
	return &ChannelWebhookService{client: s.client, path: s.path.ID(channel).Join("Webhooks")}
}

// Create adds a webhook to the channel. The error matches [ErrTooManyWebhooks] if it has 5 already.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
func (s *ChannelWebhookService) Create(
	ctx context.Context, params *CreateChannelWebhookParams,
) (*ChannelWebhook, error) {
	return twilio.Post[ChannelWebhook](ctx, s.client, s.path, params)
}

// Get fetches a webhook by its SID (WH…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
func (s *ChannelWebhookService) Get(ctx context.Context, sid string) (*ChannelWebhook, error) {
	return twilio.Get[ChannelWebhook](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the channel's webhooks. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
func (s *ChannelWebhookService) List(
	ctx context.Context, params *ListChannelWebhooksParams,
) iter.Seq2[*ChannelWebhook, error] {
	return twilio.List[ChannelWebhook](ctx, s.client, s.path, "webhooks", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 5 webhooks to a page, which is
// also its limit.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
func (s *ChannelWebhookService) ListPage(
	ctx context.Context, params *ListChannelWebhooksParams,
) (*twilio.Page[ChannelWebhook], error) {
	return twilio.ListPage[ChannelWebhook](ctx, s.client, s.path, "webhooks", params)
}

// Update changes what is set in params of a webhook, and leaves the rest.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
func (s *ChannelWebhookService) Update(
	ctx context.Context, sid string, params *UpdateChannelWebhookParams,
) (*ChannelWebhook, error) {
	return twilio.Post[ChannelWebhook](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a webhook.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/channel-webhook-resource
func (s *ChannelWebhookService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
