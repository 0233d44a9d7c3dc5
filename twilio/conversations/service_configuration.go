package conversations

import (
	"context"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// ServiceConfiguration is what conversations of one service are like unless told otherwise.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-configuration-resource
type ServiceConfiguration struct {
	// ChatServiceSID is the service: IS….
	ChatServiceSID string `json:"chat_service_sid"`
	// DefaultConversationCreatorRoleSID is the role (RL…) of a user who makes a conversation, in
	// that conversation.
	DefaultConversationCreatorRoleSID string `json:"default_conversation_creator_role_sid"`
	// DefaultConversationRoleSID is the role (RL…) of participants.
	DefaultConversationRoleSID string `json:"default_conversation_role_sid"`
	// DefaultChatServiceRoleSID is the role (RL…) of users in the service.
	DefaultChatServiceRoleSID string `json:"default_chat_service_role_sid"`
	// ReachabilityEnabled says whether [User.IsOnline] and [User.IsNotifiable] are told.
	ReachabilityEnabled bool `json:"reachability_enabled"`
	// URL is the address of the configuration.
	URL string `json:"url"`
	// Links are the addresses of what belongs to it, by name: "notifications".
	Links map[string]string `json:"links"`
}

// UpdateServiceConfigurationParams change what conversations of the service are like from now on.
// What is left out stays as it is.
type UpdateServiceConfigurationParams struct {
	// DefaultConversationCreatorRoleSID is the role (RL…) of a user who makes a conversation, in
	// that conversation.
	DefaultConversationCreatorRoleSID string `url:"DefaultConversationCreatorRoleSid,omitempty"`
	// DefaultConversationRoleSID is the role (RL…) of participants.
	DefaultConversationRoleSID string `url:"DefaultConversationRoleSid,omitempty"`
	// DefaultChatServiceRoleSID is the role (RL…) of users in the service.
	DefaultChatServiceRoleSID string `url:"DefaultChatServiceRoleSid,omitempty"`
	// ReachabilityEnabled says whether it is told who is online and can be notified. The default is
	// false.
	ReachabilityEnabled *bool `url:"ReachabilityEnabled,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ServiceConfigurationService keeps a service's configuration. It is reached as
// [ServiceAPI.Configuration].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-configuration-resource
type ServiceConfigurationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Get fetches the configuration. The error matches [twilio.ErrNotFound] if there is no such
// service.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-configuration-resource#fetch-a-serviceconfiguration-resource
func (s *ServiceConfigurationService) Get(ctx context.Context) (*ServiceConfiguration, error) {
	return twilio.Get[ServiceConfiguration](ctx, s.client, s.path, nil)
}

// Update changes the configuration.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-configuration-resource#update-a-serviceconfiguration-resource
func (s *ServiceConfigurationService) Update(ctx context.Context, params *UpdateServiceConfigurationParams) (*ServiceConfiguration, error) {
	return twilio.Post[ServiceConfiguration](ctx, s.client, s.path, params)
}
