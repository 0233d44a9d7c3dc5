package conversations

import (
	"context"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// WebhookConfiguration is where the events of an account or of a service are sent. Those of a
// service that has URLs of its own do not go to the account's. A conversation can have webhooks
// besides: see [Webhook].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/webhook-configuration-resource and
// https://www.twilio.com/docs/conversations/api/per-service-webhook-resource
type WebhookConfiguration struct {
	// AccountSID is the account.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service (IS…), empty for the account's configuration.
	ChatServiceSID string `json:"chat_service_sid"`
	// PreWebhookURL is asked before something happens.
	PreWebhookURL string `json:"pre_webhook_url"`
	// PostWebhookURL is told once something has happened.
	PostWebhookURL string `json:"post_webhook_url"`
	// Method is how both are called: GET or POST.
	Method string `json:"method"`
	// Filters are the events that are sent. No other is.
	Filters []WebhookEvent `json:"filters"`
	// Target says whether events go to the URLs or to Flex. A service's configuration has none.
	Target WebhookTarget `json:"target"`
	// URL is the address of the configuration.
	URL string `json:"url"`
}

// UpdateWebhookConfigurationParams change where events are sent. What is left out stays as it is.
type UpdateWebhookConfigurationParams struct {
	// PreWebhookURL is asked before something happens.
	PreWebhookURL *string `url:"PreWebhookUrl,omitempty"`
	// PostWebhookURL is told once something has happened.
	PostWebhookURL *string `url:"PostWebhookUrl,omitempty"`
	// Method is how both are called: GET or POST.
	Method string `url:"Method,omitempty"`
	// Filters are the events that are sent, all of them.
	Filters []WebhookEvent `url:"Filters,omitempty"`
	// Target is [WebhookTargetWebhook] or [WebhookTargetFlex]. Only the account has it.
	Target WebhookTarget `url:"Target,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// WebhookConfigurationService keeps where events are sent. It is reached as [API.Webhooks], for
// the account, and as [ServiceAPI.Webhooks].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/webhook-configuration-resource and
// https://www.twilio.com/docs/conversations/api/per-service-webhook-resource
type WebhookConfigurationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches the configuration.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/webhook-configuration-resource
func (s *WebhookConfigurationService) Get(ctx context.Context) (*WebhookConfiguration, error) {
	return twilio.Get[WebhookConfiguration](ctx, s.client, s.path, nil)
}

// Update changes the configuration.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/webhook-configuration-resource
func (s *WebhookConfigurationService) Update(ctx context.Context, params *UpdateWebhookConfigurationParams) (*WebhookConfiguration, error) {
	return twilio.Post[WebhookConfiguration](ctx, s.client, s.path, params)
}
