package chat

import "github.com/twiliokit/twiliokit/twilio"

// API is Programmable Chat of one account. [New] makes it.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest
type API struct {
	// Services creates, reads, changes and removes services, which all else belongs to.
	Services *ServiceService
	// Credentials keeps the keys with which Twilio sends push notifications.
	Credentials *CredentialService

	client   *twilio.Client
	services twilio.Path
	v3       twilio.Path
}

// New returns Programmable Chat of the client's account.
func New(client *twilio.Client) *API {
	services := twilio.At("chat", "v2", "Services")
	return &API{
		Services:    &ServiceService{client: client, path: services},
		Credentials: &CredentialService{client: client, path: twilio.At("chat", "v2", "Credentials")},
		client:      client,
		services:    services,
		v3:          twilio.At("chat", "v3", "Services"),
	}
}

// WithWebhooks has a call reported to the service's webhooks, as it would be if an app had made
// it. Without it, changes made by this API call no webhook. Even so only the webhooks that follow
// an event are called, never those that could prevent it.
//
// Twilio docs: https://www.twilio.com/docs/chat/webhook-events
func WithWebhooks() twilio.CallOption {
	return twilio.WithHeader("X-Twilio-Webhook-Enabled", "true")
}
