package conversations

import (
	"context"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// Configuration is what conversations of an account are like unless told otherwise.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/configuration-resource
type Configuration struct {
	// AccountSID is the account.
	AccountSID string `json:"account_sid"`
	// DefaultChatServiceSID is the Conversation Service (IS…) that a conversation belongs to if
	// none is named.
	DefaultChatServiceSID string `json:"default_chat_service_sid"`
	// DefaultMessagingServiceSID is the Messaging Service (MG…) by which messages leave.
	DefaultMessagingServiceSID string `json:"default_messaging_service_sid"`
	// DefaultInactiveTimer is how long nothing may happen until a conversation becomes inactive.
	DefaultInactiveTimer Timer `json:"default_inactive_timer"`
	// DefaultClosedTimer is how long until a conversation is closed.
	DefaultClosedTimer Timer `json:"default_closed_timer"`
	// URL is the address of the configuration.
	URL string `json:"url"`
	// Links are the addresses of what belongs to it, by name: "webhooks".
	Links map[string]string `json:"links"`
}

// UpdateConfigurationParams change what conversations are like from now on. What is left out stays
// as it is, and so do conversations that exist.
type UpdateConfigurationParams struct {
	// DefaultChatServiceSID is the Conversation Service (IS…) of new conversations.
	DefaultChatServiceSID string `url:"DefaultChatServiceSid,omitempty"`
	// DefaultMessagingServiceSID is the Messaging Service (MG…) by which messages leave.
	DefaultMessagingServiceSID string `url:"DefaultMessagingServiceSid,omitempty"`
	// DefaultInactiveTimer is how long nothing may happen until a conversation becomes inactive,
	// at least 1 minute.
	DefaultInactiveTimer Timer `url:"DefaultInactiveTimer,omitempty"`
	// DefaultClosedTimer is how long until a conversation is closed, at least 10 minutes.
	DefaultClosedTimer Timer `url:"DefaultClosedTimer,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ConfigurationService keeps an account's configuration. It is reached as [API.Configuration].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/configuration-resource
type ConfigurationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches the configuration.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/configuration-resource#fetch-a-configuration-resource
func (s *ConfigurationService) Get(ctx context.Context) (*Configuration, error) {
	return twilio.Get[Configuration](ctx, s.client, s.path, nil)
}

// Update changes the configuration.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/configuration-resource#update-a-configuration-resource
func (s *ConfigurationService) Update(ctx context.Context, params *UpdateConfigurationParams) (*Configuration, error) {
	return twilio.Post[Configuration](ctx, s.client, s.path, params)
}
