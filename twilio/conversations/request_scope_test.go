package conversations_test

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

func webhookRows(s scope) map[string]row {
	list := &conversations.ListWebhooksParams{PageParams: page, Extra: extra}
	return map[string]row{
		"WebhookService.Create" + s.name: s.row("POST", "/Conversations/CH1/Webhooks",
			"Configuration.Filters=onMessageAdded&Configuration.Filters=onDeliveryUpdated&Configuration.FlowSid=FW1&Configuration.Method=post"+
				"&Configuration.ReplayAfter=0&Configuration.Triggers=help&Configuration.Triggers=agent"+
				"&Configuration.Url=https%3A%2F%2Fexample.com%2Fhook&New=x&Target=webhook",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Webhooks("CH1").Create(ctx, &conversations.CreateWebhookParams{
					Target: conversations.WebhookTargetWebhook, URL: "https://example.com/hook", Method: conversations.MethodPost,
					Filters:  []conversations.WebhookEvent{conversations.WebhookEventMessageAdded, conversations.WebhookEventDeliveryUpdated},
					Triggers: []string{"help", "agent"}, FlowSID: "FW1", ReplayAfter: new(twilio.Int), Extra: extra,
				})
			}),
		"WebhookService.Get" + s.name: s.row("GET", "/Conversations/CH1/Webhooks/WH1", "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Webhooks("CH1").Get(ctx, "WH1")
			}),
		"WebhookService.List" + s.name: s.row("GET", "/Conversations/CH1/Webhooks?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return twilio.Collect(s.conversations.Webhooks("CH1").List(ctx, list), 0)
			}),
		"WebhookService.ListPage" + s.name: s.row("GET", "/Conversations/CH1/Webhooks?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Webhooks("CH1").ListPage(ctx, list)
			}),
		"WebhookService.Update" + s.name: s.row("POST", "/Conversations/CH1/Webhooks/WH1",
			"Configuration.Filters=onMessageAdded&Configuration.FlowSid=FW1&Configuration.Method=get"+
				"&Configuration.Triggers=help&Configuration.Url=https%3A%2F%2Fexample.com%2Fhook&New=x",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Webhooks("CH1").Update(ctx, "WH1", &conversations.UpdateWebhookParams{
					URL: "https://example.com/hook", Method: conversations.MethodGet,
					Filters:  []conversations.WebhookEvent{conversations.WebhookEventMessageAdded},
					Triggers: []string{"help"}, FlowSID: "FW1", Extra: extra,
				})
			}),
		"WebhookService.Delete" + s.name: s.row("DELETE", "/Conversations/CH1/Webhooks/WH1", "",
			func(ctx context.Context, s services) (any, error) {
				return nil, s.conversations.Webhooks("CH1").Delete(ctx, "WH1")
			}),
	}
}

func roleRows(s scope) map[string]row {
	list := &conversations.ListRolesParams{PageParams: page, Extra: extra}
	permissions := []conversations.Permission{conversations.PermissionSendMessage, conversations.PermissionLeaveConversation}
	const permitted = "Permission=sendMessage&Permission=leaveConversation"
	return map[string]row{
		"RoleService.Create" + s.name: s.row("POST", "/Roles", "FriendlyName=guest&New=x&"+permitted+"&Type=conversation",
			func(ctx context.Context, s services) (any, error) {
				return s.roles.Create(ctx, &conversations.CreateRoleParams{
					FriendlyName: "guest", Type: conversations.RoleTypeConversation, Permission: permissions, Extra: extra,
				})
			}),
		"RoleService.Get" + s.name: s.row("GET", "/Roles/RL1", "",
			func(ctx context.Context, s services) (any, error) { return s.roles.Get(ctx, "RL1") }),
		"RoleService.List" + s.name: s.row("GET", "/Roles?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) { return twilio.Collect(s.roles.List(ctx, list), 0) }),
		"RoleService.ListPage" + s.name: s.row("GET", "/Roles?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) { return s.roles.ListPage(ctx, list) }),
		"RoleService.Update" + s.name: s.row("POST", "/Roles/RL1", "New=x&"+permitted,
			func(ctx context.Context, s services) (any, error) {
				return s.roles.Update(ctx, "RL1", &conversations.UpdateRoleParams{Permission: permissions, Extra: extra})
			}),
		"RoleService.Delete" + s.name: s.row("DELETE", "/Roles/RL1", "",
			func(ctx context.Context, s services) (any, error) { return nil, s.roles.Delete(ctx, "RL1") }),
	}
}

func userRows(s scope) map[string]row {
	list := &conversations.ListUsersParams{PageParams: page, Extra: extra}
	of := &conversations.ListUserConversationsParams{PageParams: page, Extra: extra}
	return map[string]row{
		"UserService.Create" + s.name: s.webhooksRow("POST", "/Users",
			"Attributes=%7B%7D&FriendlyName=Alice&Identity=alice&New=x&RoleSid=RL1",
			func(ctx context.Context, s services) (any, error) {
				return s.users.Create(ctx, &conversations.CreateUserParams{
					Identity: "alice", FriendlyName: "Alice", RoleSID: "RL1", Attributes: "{}", Extra: extra,
				}, conversations.WithWebhooks())
			}),
		"UserService.Get" + s.name: s.row("GET", "/Users/alice%20%26%20bob", "",
			func(ctx context.Context, s services) (any, error) { return s.users.Get(ctx, "alice & bob") }),
		"UserService.List" + s.name: s.row("GET", "/Users?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) { return twilio.Collect(s.users.List(ctx, list), 0) }),
		"UserService.ListPage" + s.name: s.row("GET", "/Users?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) { return s.users.ListPage(ctx, list) }),
		"UserService.Update" + s.name: s.webhooksRow("POST", "/Users/alice",
			"Attributes=%7B%7D&FriendlyName=&New=x&RoleSid=RL1",
			func(ctx context.Context, s services) (any, error) {
				return s.users.Update(ctx, "alice", &conversations.UpdateUserParams{
					FriendlyName: new(""), RoleSID: "RL1", Attributes: "{}", Extra: extra,
				}, conversations.WithWebhooks())
			}),
		"UserService.Delete" + s.name: s.webhooksRow("DELETE", "/Users/alice", "",
			func(ctx context.Context, s services) (any, error) {
				return nil, s.users.Delete(ctx, "alice", conversations.WithWebhooks())
			}),
		"UserConversationService.Get" + s.name: s.row("GET", "/Users/alice/Conversations/order-7", "",
			func(ctx context.Context, s services) (any, error) {
				return s.users.Conversations("alice").Get(ctx, "order-7")
			}),
		"UserConversationService.List" + s.name: s.row("GET", "/Users/alice/Conversations?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return twilio.Collect(s.users.Conversations("alice").List(ctx, of), 0)
			}),
		"UserConversationService.ListPage" + s.name: s.row("GET", "/Users/alice/Conversations?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return s.users.Conversations("alice").ListPage(ctx, of)
			}),
		"UserConversationService.Update" + s.name: s.row("POST", "/Users/alice/Conversations/CH1",
			"LastReadMessageIndex=0&LastReadTimestamp=2026-01-02T03%3A04%3A05Z&New=x&NotificationLevel=muted",
			func(ctx context.Context, s services) (any, error) {
				return s.users.Conversations("alice").Update(ctx, "CH1", &conversations.UpdateUserConversationParams{
					NotificationLevel: conversations.NotificationLevelMuted, LastReadMessageIndex: new(twilio.Int),
					LastReadTimestamp: twilio.Moment(began), Extra: extra,
				})
			}),
		"UserConversationService.Delete" + s.name: s.row("DELETE", "/Users/alice/Conversations/CH1", "",
			func(ctx context.Context, s services) (any, error) {
				return nil, s.users.Conversations("alice").Delete(ctx, "CH1")
			}),
	}
}
