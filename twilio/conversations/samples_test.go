package conversations_test

import (
	"maps"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	apitest.Samples(t, "conversations_v1", map[string]func() any{
		"CreateConfigurationAddress":                apitest.One[conversations.AddressConfiguration](),
		"CreateConversation":                        apitest.One[conversations.Conversation](),
		"CreateConversationMessage":                 apitest.One[conversations.Message](),
		"CreateConversationParticipant":             apitest.One[conversations.Participant](),
		"CreateConversationScopedWebhook":           apitest.One[conversations.Webhook](),
		"CreateConversationWithParticipants":        apitest.One[conversations.Conversation](),
		"CreateCredential":                          apitest.One[conversations.Credential](),
		"CreateService":                             apitest.One[conversations.Service](),
		"CreateServiceConversation":                 apitest.One[conversations.Conversation](),
		"CreateServiceConversationMessage":          apitest.One[conversations.Message](),
		"CreateServiceConversationParticipant":      apitest.One[conversations.Participant](),
		"CreateServiceConversationWithParticipants": apitest.One[conversations.Conversation](),
		"CreateServiceRole":                         apitest.One[conversations.Role](),
		"FetchConfigurationAddress":                 apitest.One[conversations.AddressConfiguration](),
		"FetchConversation":                         apitest.One[conversations.Conversation](),
		"FetchConversationParticipant":              apitest.One[conversations.Participant](),
		"FetchCredential":                           apitest.One[conversations.Credential](),
		"FetchRole":                                 apitest.One[conversations.Role](),
		"FetchServiceConfiguration":                 apitest.One[conversations.ServiceConfiguration](),
		"FetchServiceConversation":                  apitest.One[conversations.Conversation](),
		"FetchServiceConversationMessage":           apitest.One[conversations.Message](),
		"FetchServiceConversationParticipant":       apitest.One[conversations.Participant](),
		"FetchServiceConversationScopedWebhook":     apitest.One[conversations.Webhook](),
		"FetchServiceNotification":                  apitest.One[conversations.Notifications](),
		"FetchServiceRole":                          apitest.One[conversations.Role](),
		"FetchServiceUser":                          apitest.One[conversations.User](),
		"FetchServiceUserConversation":              apitest.One[conversations.UserConversation](),
		"FetchServiceWebhookConfiguration":          apitest.One[conversations.WebhookConfiguration](),
		"FetchUser":                                 apitest.One[conversations.User](),
		"ListConfigurationAddress":                  apitest.Page[conversations.AddressConfiguration]("address_configurations"),
		"ListConversation":                          apitest.Page[conversations.Conversation]("conversations"),
		"ListConversationMessage":                   apitest.Page[conversations.Message]("messages"),
		"ListConversationMessageReceipt":            apitest.Page[conversations.Receipt]("delivery_receipts"),
		"ListConversationParticipant":               apitest.Page[conversations.Participant]("participants"),
		"ListConversationScopedWebhook":             apitest.Page[conversations.Webhook]("webhooks"),
		"ListCredential":                            apitest.Page[conversations.Credential]("credentials"),
		"ListParticipantConversation":               apitest.Page[conversations.ParticipantConversation]("conversations"),
		"ListRole":                                  apitest.Page[conversations.Role]("roles"),
		"ListServiceBinding":                        apitest.Page[conversations.Binding]("bindings"),
		"ListServiceConversationMessage":            apitest.Page[conversations.Message]("messages"),
		"ListServiceConversationMessageReceipt":     apitest.Page[conversations.Receipt]("delivery_receipts"),
		"ListServiceConversationParticipant":        apitest.Page[conversations.Participant]("participants"),
		"ListServiceConversationScopedWebhook":      apitest.Page[conversations.Webhook]("webhooks"),
		"ListServiceParticipantConversation":        apitest.Page[conversations.ParticipantConversation]("conversations"),
		"ListServiceRole":                           apitest.Page[conversations.Role]("roles"),
		"ListServiceUserConversation":               apitest.Page[conversations.UserConversation]("conversations"),
		"ListUser":                                  apitest.Page[conversations.User]("users"),
		"ListUserConversation":                      apitest.Page[conversations.UserConversation]("conversations"),
		"UpdateConfiguration":                       apitest.One[conversations.Configuration](),
		"UpdateConversation":                        apitest.One[conversations.Conversation](),
		"UpdateConversationMessage":                 apitest.One[conversations.Message](),
		"UpdateConversationParticipant":             apitest.One[conversations.Participant](),
		"UpdateConversationScopedWebhook":           apitest.One[conversations.Webhook](),
		"UpdateCredential":                          apitest.One[conversations.Credential](),
		"UpdateRole":                                apitest.One[conversations.Role](),
		"UpdateServiceConversationMessage":          apitest.One[conversations.Message](),
		"UpdateServiceConversationParticipant":      apitest.One[conversations.Participant](),
		"UpdateServiceRole":                         apitest.One[conversations.Role](),
		"UpdateServiceUser":                         apitest.One[conversations.User](),
		"UpdateServiceUserConversation":             apitest.One[conversations.UserConversation](),
		"UpdateServiceWebhookConfiguration":         apitest.One[conversations.WebhookConfiguration](),
		"UpdateUserConversation":                    apitest.One[conversations.UserConversation](),
	})
}

func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	const v1, service = "conversations.v1.", "conversations.v1.service."
	resources := map[string]any{
		v1 + "configuration":                                   conversations.Configuration{},
		v1 + "configuration_address":                           conversations.AddressConfiguration{},
		v1 + "credential":                                      conversations.Credential{},
		v1 + "service":                                         conversations.Service{},
		service + "service_binding":                            conversations.Binding{},
		service + "service_configuration":                      conversations.ServiceConfiguration{},
		service + "service_configuration.service_notification": conversations.Notifications{},
		// The webhooks of the account belong to no service, and those of a service cannot go to Flex.
		v1 + "configuration.configuration_webhook":                      apitest.Beyond(conversations.WebhookConfiguration{}, "chat_service_sid"),
		service + "service_configuration.service_webhook_configuration": apitest.Beyond(conversations.WebhookConfiguration{}, "target"),
	}
	// What the default service has, any other has too, under the same name with "service" in each part.
	for part, v := range map[string]any{
		"conversation":                   conversations.Conversation{},
		"conversation_with_participants": conversations.Conversation{},
		"participant_conversation":       conversations.ParticipantConversation{},
		"role":                           conversations.Role{},
		"user":                           conversations.User{},
	} {
		resources[v1+part], resources[service+"service_"+part] = v, v
	}
	resources[v1+"user.user_conversation"] = conversations.UserConversation{}
	resources[service+"service_user.service_user_conversation"] = conversations.UserConversation{}
	// These name their service only below it.
	for part, v := range map[string]any{
		"message": conversations.Message{}, "participant": conversations.Participant{}, "scoped_webhook": conversations.Webhook{},
	} {
		resources[v1+"conversation.conversation_"+part] = apitest.Beyond(v, "chat_service_sid")
		resources[service+"service_conversation.service_conversation_"+part] = v
	}
	resources[v1+"conversation.conversation_message.conversation_message_receipt"] = apitest.Beyond(conversations.Receipt{}, "chat_service_sid")
	resources[service+"service_conversation.service_conversation_message.service_conversation_message_receipt"] = conversations.Receipt{}

	params := map[string]any{
		"UpdateConfiguration":        conversations.UpdateConfigurationParams{},
		"UpdateServiceConfiguration": conversations.UpdateServiceConfigurationParams{},
		"UpdateConfigurationWebhook": conversations.UpdateWebhookConfigurationParams{},
		// A service's webhooks cannot go to Flex.
		"UpdateServiceWebhookConfiguration": apitest.Beyond(conversations.UpdateWebhookConfigurationParams{}, "Target"),
		"UpdateServiceNotification":         conversations.UpdateNotificationsParams{},
		"ListConfigurationAddress":          conversations.ListAddressConfigurationsParams{},
		"CreateConfigurationAddress":        conversations.CreateAddressConfigurationParams{},
		"UpdateConfigurationAddress":        conversations.UpdateAddressConfigurationParams{},
		"ListService":                       conversations.ListServicesParams{},
		"CreateService":                     conversations.CreateServiceParams{},
		"ListServiceBinding":                conversations.ListBindingsParams{},
		"ListCredential":                    conversations.ListCredentialsParams{},
		"CreateCredential":                  conversations.CreateCredentialParams{},
		"UpdateCredential":                  conversations.UpdateCredentialParams{},
	}
	for _, scope := range []string{"", "Service"} {
		maps.Copy(params, map[string]any{
			"List" + scope + "Conversation":                   conversations.ListConversationsParams{},
			"Create" + scope + "Conversation":                 conversations.CreateConversationParams{},
			"Update" + scope + "Conversation":                 conversations.UpdateConversationParams{},
			"Create" + scope + "ConversationWithParticipants": conversations.CreateConversationWithParticipantsParams{},
			"List" + scope + "ConversationMessage":            conversations.ListMessagesParams{},
			"Create" + scope + "ConversationMessage":          conversations.CreateMessageParams{},
			"Update" + scope + "ConversationMessage":          conversations.UpdateMessageParams{},
			"List" + scope + "ConversationMessageReceipt":     conversations.ListReceiptsParams{},
			"List" + scope + "ConversationParticipant":        conversations.ListParticipantsParams{},
			"Create" + scope + "ConversationParticipant":      conversations.CreateParticipantParams{},
			"Update" + scope + "ConversationParticipant":      conversations.UpdateParticipantParams{},
			"List" + scope + "ConversationScopedWebhook":      conversations.ListWebhooksParams{},
			"Create" + scope + "ConversationScopedWebhook":    conversations.CreateWebhookParams{},
			"Update" + scope + "ConversationScopedWebhook":    conversations.UpdateWebhookParams{},
			"List" + scope + "ParticipantConversation":        conversations.ListParticipantConversationsParams{},
			"List" + scope + "Role":                           conversations.ListRolesParams{},
			"Create" + scope + "Role":                         conversations.CreateRoleParams{},
			"Update" + scope + "Role":                         conversations.UpdateRoleParams{},
			"List" + scope + "User":                           conversations.ListUsersParams{},
			"Create" + scope + "User":                         conversations.CreateUserParams{},
			"Update" + scope + "User":                         conversations.UpdateUserParams{},
			"List" + scope + "UserConversation":               conversations.ListUserConversationsParams{},
			"Update" + scope + "UserConversation":             conversations.UpdateUserConversationParams{},
		})
	}
	apitest.Structs(t, "conversations_v1", resources, params)
}
