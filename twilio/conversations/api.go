package conversations

import "github.com/twiliokit/twiliokit/twilio"

// API is the Conversations API of one account. [New] makes it.
//
// Conversations, ParticipantConversations, Roles and Users are those of the account's default
// service, which [Configuration.DefaultChatServiceSID] names. [API.Service] has those of any
// other.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api
type API struct {
	// Conversations are those of the default service.
	Conversations *ConversationService
	// ParticipantConversations finds conversations by who takes part in them.
	ParticipantConversations *ParticipantConversationService
	// Roles are what users and participants may do in the default service.
	Roles *RoleService
	// Users are the people who chat in the default service.
	Users *UserService
	// Configuration is what conversations of the account are like unless told otherwise.
	Configuration *ConfigurationService
	// Webhooks is where the account's events are sent.
	Webhooks *WebhookConfigurationService
	// Addresses are the numbers and other addresses at which messages begin a conversation.
	Addresses *AddressConfigurationService
	// Services keep the conversations of one app apart from those of another.
	Services *ServiceService
	// Credentials are what push notifications are sent with.
	Credentials *CredentialService

	client *twilio.Client
}

// New returns the Conversations API of the client's account.
func New(client *twilio.Client) *API {
	base := twilio.At("conversations", "v1")
	return &API{
		Conversations:            newConversations(client, base),
		ParticipantConversations: &ParticipantConversationService{client: client, path: base.Join("ParticipantConversations")},
		Roles:                    &RoleService{client: client, path: base.Join("Roles")},
		Users:                    &UserService{client: client, path: base.Join("Users")},
		Configuration:            &ConfigurationService{client: client, path: base.Join("Configuration")},
		Webhooks:                 &WebhookConfigurationService{client: client, path: base.Join("Configuration", "Webhooks")},
		Addresses:                &AddressConfigurationService{client: client, path: base.Join("Configuration", "Addresses")},
		Services:                 &ServiceService{client: client, path: base.Join("Services")},
		Credentials:              &CredentialService{client: client, path: base.Join("Credentials")},
		client:                   client,
	}
}

// ServiceAPI is what belongs to one Conversation Service. [API.Service] makes it.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/service-resource
type ServiceAPI struct {
	// Conversations are those of the service.
	Conversations *ConversationService
	// ParticipantConversations finds conversations by who takes part in them.
	ParticipantConversations *ParticipantConversationService
	// Roles are what users and participants may do in the service.
	Roles *RoleService
	// Users are the people who chat in the service.
	Users *UserService
	// Bindings are the devices that push notifications are sent to.
	Bindings *BindingService
	// Configuration is what conversations of the service are like unless told otherwise.
	Configuration *ServiceConfigurationService
	// Notifications is what the service's push notifications say.
	Notifications *NotificationsService
	// Webhooks is where the service's events are sent.
	Webhooks *WebhookConfigurationService
}

// Service returns what belongs to a Conversation Service, by the service's SID (IS…). Nothing is
// sent.
func (a *API) Service(sid string) *ServiceAPI {
	client, base := a.client, twilio.At("conversations", "v1", "Services").ID(sid)
	return &ServiceAPI{
		Conversations:            newConversations(client, base),
		ParticipantConversations: &ParticipantConversationService{client: client, path: base.Join("ParticipantConversations")},
		Roles:                    &RoleService{client: client, path: base.Join("Roles")},
		Users:                    &UserService{client: client, path: base.Join("Users")},
		Bindings:                 &BindingService{client: client, path: base.Join("Bindings")},
		Configuration:            &ServiceConfigurationService{client: client, path: base.Join("Configuration")},
		Notifications:            &NotificationsService{client: client, path: base.Join("Configuration", "Notifications")},
		Webhooks:                 &WebhookConfigurationService{client: client, path: base.Join("Configuration", "Webhooks")},
	}
}

func newConversations(client *twilio.Client, base twilio.Path) *ConversationService {
	return &ConversationService{
		client:           client,
		path:             base.Join("Conversations"),
		withParticipants: base.Join("ConversationWithParticipants"),
	}
}

// WithWebhooks lets a call fire the webhooks of what it changes. By default they fire only for
// what people do in the SDKs and on messaging channels, not for what a program does by this API.
//
// Twilio docs: https://www.twilio.com/docs/conversations/conversations-webhooks
func WithWebhooks() twilio.CallOption { return twilio.WithHeader("X-Twilio-Webhook-Enabled", "true") }
