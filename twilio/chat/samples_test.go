package chat_test

import (
	"testing"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	apitest.Samples(t, "chat_v2", map[string]func() any{
		"FetchService": apitest.One[chat.Service](), "CreateService": apitest.One[chat.Service](),
		"UpdateService": apitest.One[chat.Service](), "ListService": apitest.Page[chat.Service]("services"),
		"ListChannel": apitest.Page[chat.Channel]("channels"),
		"FetchMember": apitest.One[chat.Member](), "ListMember": apitest.Page[chat.Member]("members"),
		"FetchMessage": apitest.One[chat.Message](), "CreateMessage": apitest.One[chat.Message](),
		"ListMessage":  apitest.Page[chat.Message]("messages"),
		"CreateInvite": apitest.One[chat.Invite](), "ListInvite": apitest.Page[chat.Invite]("invites"),
		"FetchChannelWebhook": apitest.One[chat.ChannelWebhook](), "CreateChannelWebhook": apitest.One[chat.ChannelWebhook](),
		"UpdateChannelWebhook": apitest.One[chat.ChannelWebhook](),
		"ListChannelWebhook":   apitest.Page[chat.ChannelWebhook]("webhooks"),
		"ListUser":             apitest.Page[chat.User]("users"),
		"FetchUserChannel":     apitest.One[chat.UserChannel](), "UpdateUserChannel": apitest.One[chat.UserChannel](),
		"ListUserChannel":  apitest.Page[chat.UserChannel]("channels"),
		"FetchUserBinding": apitest.One[chat.UserBinding](), "ListUserBinding": apitest.Page[chat.UserBinding]("bindings"),
		"FetchBinding": apitest.One[chat.Binding](), "ListBinding": apitest.Page[chat.Binding]("bindings"),
		"FetchRole": apitest.One[chat.Role](), "UpdateRole": apitest.One[chat.Role](), "ListRole": apitest.Page[chat.Role]("roles"),
		"FetchCredential": apitest.One[chat.Credential](), "CreateCredential": apitest.One[chat.Credential](),
		"UpdateCredential": apitest.One[chat.Credential](),
	})
	apitest.Samples(t, "chat_v3", map[string]func() any{
		"UpdateChannel": apitest.One[chat.MigratedChannel](),
	})
}

func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	apitest.Structs(t, "chat_v2", map[string]any{
		"chat.v2.service":                         chat.Service{},
		"chat.v2.service.channel":                 chat.Channel{},
		"chat.v2.service.channel.member":          chat.Member{},
		"chat.v2.service.channel.message":         chat.Message{},
		"chat.v2.service.channel.invite":          chat.Invite{},
		"chat.v2.service.channel.channel_webhook": chat.ChannelWebhook{},
		"chat.v2.service.user":                    chat.User{},
		"chat.v2.service.user.user_channel":       chat.UserChannel{},
		"chat.v2.service.user.user_binding":       chat.UserBinding{},
		"chat.v2.service.binding":                 chat.Binding{},
		"chat.v2.service.role":                    chat.Role{},
		"chat.v2.credential":                      chat.Credential{},
	}, map[string]any{
		"CreateService": chat.CreateServiceParams{}, "UpdateService": chat.UpdateServiceParams{}, "ListService": chat.ListServicesParams{},
		"CreateChannel": chat.CreateChannelParams{}, "UpdateChannel": chat.UpdateChannelParams{}, "ListChannel": chat.ListChannelsParams{},
		"CreateMember": chat.CreateMemberParams{}, "UpdateMember": chat.UpdateMemberParams{}, "ListMember": chat.ListMembersParams{},
		"CreateMessage": chat.CreateMessageParams{}, "UpdateMessage": chat.UpdateMessageParams{}, "ListMessage": chat.ListMessagesParams{},
		"CreateInvite": chat.CreateInviteParams{}, "ListInvite": chat.ListInvitesParams{},
		"CreateChannelWebhook": chat.CreateChannelWebhookParams{}, "UpdateChannelWebhook": chat.UpdateChannelWebhookParams{},
		"ListChannelWebhook": chat.ListChannelWebhooksParams{},
		"CreateUser":         chat.CreateUserParams{}, "UpdateUser": chat.UpdateUserParams{}, "ListUser": chat.ListUsersParams{},
		"UpdateUserChannel": chat.UpdateUserChannelParams{}, "ListUserChannel": chat.ListUserChannelsParams{},
		"ListUserBinding": chat.ListUserBindingsParams{}, "ListBinding": chat.ListBindingsParams{},
		"CreateRole": chat.CreateRoleParams{}, "UpdateRole": chat.UpdateRoleParams{}, "ListRole": chat.ListRolesParams{},
		"CreateCredential": chat.CreateCredentialParams{}, "UpdateCredential": chat.UpdateCredentialParams{},
		"ListCredential": chat.ListCredentialsParams{},
	})
	apitest.Structs(t, "chat_v3", map[string]any{
		"chat.v3.channel": chat.MigratedChannel{},
	}, map[string]any{
		"UpdateChannel": chat.MigrateChannelParams{},
	})
}
