package chat_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

// TestRequests has a row for each method, with the one request that it is to send.
func TestRequests(t *testing.T) {
	t.Parallel()
	var (
		page    = twilio.PageParams{PageSize: 20}
		extra   = url.Values{"New": {"x"}}
		hooks   = http.Header{"X-Twilio-Webhook-Enabled": {"true"}}
		created = twilio.Moment(time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("CET", 3600)))
		updated = twilio.Moment(time.Date(2026, 2, 2, 3, 4, 5, 0, time.UTC))
	)
	const answer = `{"services":[],"channels":[],"members":[],"messages":[],"invites":[],"webhooks":[],"users":[],` +
		`"bindings":[],"roles":[],"credentials":[]}`
	rows := map[string]apitest.Request[*chat.API]{
		"ServiceService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Services.Create(ctx, &chat.CreateServiceParams{FriendlyName: "Shop", Extra: extra})
			},
			Method: "POST", URL: "/v2/Services",
			Body: "FriendlyName=Shop&New=x",
		},
		"ServiceService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Services.Get(ctx, "IS1")
			},
			Method: "GET", URL: "/v2/Services/IS1",
		},
		"ServiceService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Services.List(ctx, &chat.ListServicesParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services?New=x&PageSize=20",
		},
		"ServiceService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Services.List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services",
		},
		"ServiceService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Services.ListPage(ctx, &chat.ListServicesParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services?New=x&PageSize=20",
		},
		"ServiceService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Services.Delete(ctx, "IS1")
			},
			Method: "DELETE", URL: "/v2/Services/IS1",
		},
		"ServiceService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Services.Update(ctx, "IS1", &chat.UpdateServiceParams{
					FriendlyName: new("Shop"), DefaultServiceRoleSID: "RL1", DefaultChannelRoleSID: "RL2",
					DefaultChannelCreatorRoleSID: "RL3", ReadStatusEnabled: new(false), ReachabilityEnabled: new(true),
					TypingIndicatorTimeout: new(twilio.Seconds(7)), ConsumptionReportInterval: new(twilio.Seconds(9)),
					LimitChannelMembers: 500, LimitUserChannels: 600, MediaCompatibilityMessage: new("a file"),
					PreWebhookURL: new("https://a.example/pre"), PostWebhookURL: new(""), WebhookMethod: "GET",
					WebhookFilters:       []chat.WebhookEvent{chat.WebhookEventMessageSend, chat.WebhookEventMessageSent},
					PreWebhookRetryCount: new(2), PostWebhookRetryCount: new(0), NotificationsLogEnabled: new(true),
					NewMessageEnabled: new(true), NewMessageTemplate: new("n"), NewMessageSound: new("ding"),
					NewMessageBadgeCountEnabled: new(true),
					AddedToChannelEnabled:       new(true), AddedToChannelTemplate: new("a"), AddedToChannelSound: new("as"),
					RemovedFromChannelEnabled: new(false), RemovedFromChannelTemplate: new("r"), RemovedFromChannelSound: new("rs"),
					InvitedToChannelEnabled: new(true), InvitedToChannelTemplate: new("i"), InvitedToChannelSound: new(""),
					Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Services/IS1",
			Body: "ConsumptionReportInterval=9&DefaultChannelCreatorRoleSid=RL3&DefaultChannelRoleSid=RL2" +
				"&DefaultServiceRoleSid=RL1&FriendlyName=Shop&Limits.ChannelMembers=500&Limits.UserChannels=600" +
				"&Media.CompatibilityMessage=a+file&New=x" +
				"&Notifications.AddedToChannel.Enabled=true&Notifications.AddedToChannel.Sound=as" +
				"&Notifications.AddedToChannel.Template=a" +
				"&Notifications.InvitedToChannel.Enabled=true&Notifications.InvitedToChannel.Sound=" +
				"&Notifications.InvitedToChannel.Template=i&Notifications.LogEnabled=true" +
				"&Notifications.NewMessage.BadgeCountEnabled=true&Notifications.NewMessage.Enabled=true" +
				"&Notifications.NewMessage.Sound=ding&Notifications.NewMessage.Template=n" +
				"&Notifications.RemovedFromChannel.Enabled=false&Notifications.RemovedFromChannel.Sound=rs" +
				"&Notifications.RemovedFromChannel.Template=r" +
				"&PostWebhookRetryCount=0&PostWebhookUrl=&PreWebhookRetryCount=2" +
				"&PreWebhookUrl=https%3A%2F%2Fa.example%2Fpre&ReachabilityEnabled=true&ReadStatusEnabled=false" +
				"&TypingIndicatorTimeout=7&WebhookFilters=onMessageSend&WebhookFilters=onMessageSent&WebhookMethod=GET",
		},
		"ChannelService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Create(ctx, &chat.CreateChannelParams{
					FriendlyName: "All", UniqueName: "all", Attributes: `{"a":1}`, Type: chat.ChannelTypePrivate,
					CreatedBy: "alice", DateCreated: created, DateUpdated: updated, Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels",
			Body:   "Attributes=%7B%22a%22%3A1%7D&CreatedBy=alice&DateCreated=2026-01-02T02%3A04%3A05Z&DateUpdated=2026-02-02T03%3A04%3A05Z&FriendlyName=All&New=x&Type=private&UniqueName=all",
			Header: hooks,
		},
		"ChannelService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Get(ctx, "CH1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1",
		},
		"ChannelService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").List(ctx, &chat.ListChannelsParams{
					Type: []chat.ChannelType{chat.ChannelTypePublic, chat.ChannelTypePrivate}, PageParams: page, Extra: extra,
				}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels?New=x&PageSize=20&Type=public&Type=private",
		},
		"ChannelService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels",
		},
		"ChannelService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").ListPage(ctx, &chat.ListChannelsParams{
					Type: []chat.ChannelType{chat.ChannelTypePublic, chat.ChannelTypePrivate}, PageParams: page, Extra: extra,
				})
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels?New=x&PageSize=20&Type=public&Type=private",
		},
		"ChannelService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Channels("IS1").Delete(ctx, "CH1", chat.WithWebhooks())
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Channels/CH1",
			Header: hooks,
		},
		"ChannelService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Update(ctx, "all our/things", &chat.UpdateChannelParams{
					FriendlyName: new(""), UniqueName: new("all"), Attributes: "{}", CreatedBy: "alice",
					DateCreated: created, DateUpdated: updated, Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/all%20our%2Fthings",
			Body:   "Attributes=%7B%7D&CreatedBy=alice&DateCreated=2026-01-02T02%3A04%3A05Z&DateUpdated=2026-02-02T03%3A04%3A05Z&FriendlyName=&New=x&UniqueName=all",
			Header: hooks,
		},
		"ChannelService.Migrate": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Migrate(ctx, "CH1", &chat.MigrateChannelParams{
					Type: chat.ChannelTypePrivate, MessagingServiceSID: "MG1", Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v3/Services/IS1/Channels/CH1",
			Body:   "MessagingServiceSid=MG1&New=x&Type=private",
			Header: hooks,
		},
		"MemberService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Members("CH1").Create(ctx, &chat.CreateMemberParams{
					Identity: "alice@example.com", RoleSID: "RL1", Attributes: "{}", LastConsumedMessageIndex: new(twilio.Int(0)),
					LastConsumptionTimestamp: created, DateCreated: created, DateUpdated: updated, Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/CH1/Members",
			Body:   "Attributes=%7B%7D&DateCreated=2026-01-02T02%3A04%3A05Z&DateUpdated=2026-02-02T03%3A04%3A05Z&Identity=alice%40example.com&LastConsumedMessageIndex=0&LastConsumptionTimestamp=2026-01-02T02%3A04%3A05Z&New=x&RoleSid=RL1",
			Header: hooks,
		},
		"MemberService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Members("CH1").Get(ctx, "alice")
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Members/alice",
		},
		"MemberService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Members("CH1").List(ctx, &chat.ListMembersParams{Identity: []string{"alice", "bob"}, PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Members?Identity=alice&Identity=bob&New=x&PageSize=20",
		},
		"MemberService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Members("CH1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Members",
		},
		"MemberService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Members("CH1").ListPage(ctx, &chat.ListMembersParams{Identity: []string{"alice", "bob"}, PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Members?Identity=alice&Identity=bob&New=x&PageSize=20",
		},
		"MemberService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Channels("IS1").Members("CH1").Delete(ctx, "alice", chat.WithWebhooks())
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Channels/CH1/Members/alice",
			Header: hooks,
		},
		"MemberService.Get of any identity": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Members("#general").Get(ctx, "whatsapp:+15558675310/ü?")
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/%23general/Members/whatsapp%3A%2B15558675310%2F%C3%BC%3F",
		},
		"MemberService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Members("CH1").Update(ctx, "alice", &chat.UpdateMemberParams{
					RoleSID: "RL1", Attributes: "{}", LastConsumedMessageIndex: new(twilio.Int(0)),
					LastConsumptionTimestamp: created, DateCreated: created, DateUpdated: updated, Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/CH1/Members/alice",
			Body:   "Attributes=%7B%7D&DateCreated=2026-01-02T02%3A04%3A05Z&DateUpdated=2026-02-02T03%3A04%3A05Z&LastConsumedMessageIndex=0&LastConsumptionTimestamp=2026-01-02T02%3A04%3A05Z&New=x&RoleSid=RL1",
			Header: hooks,
		},
		"MessageService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Messages("CH1").Create(ctx, &chat.CreateMessageParams{
					From: "alice", Body: "Hi & bye", MediaSID: "ME1", Attributes: "{}", LastUpdatedBy: "bob",
					DateCreated: created, DateUpdated: updated, Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/CH1/Messages",
			Body:   "Attributes=%7B%7D&Body=Hi+%26+bye&DateCreated=2026-01-02T02%3A04%3A05Z&DateUpdated=2026-02-02T03%3A04%3A05Z&From=alice&LastUpdatedBy=bob&MediaSid=ME1&New=x",
			Header: hooks,
		},
		"MessageService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Messages("CH1").Get(ctx, "IM1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Messages/IM1",
		},
		"MessageService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Messages("CH1").List(ctx, &chat.ListMessagesParams{Order: chat.OrderDescending, PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Messages?New=x&Order=desc&PageSize=20",
		},
		"MessageService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Messages("CH1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Messages",
		},
		"MessageService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Messages("CH1").ListPage(ctx, &chat.ListMessagesParams{Order: chat.OrderDescending, PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Messages?New=x&Order=desc&PageSize=20",
		},
		"MessageService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Channels("IS1").Messages("CH1").Delete(ctx, "IM1", chat.WithWebhooks())
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Channels/CH1/Messages/IM1",
			Header: hooks,
		},
		"MessageService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Messages("CH1").Update(ctx, "IM1", &chat.UpdateMessageParams{
					Body: new(""), Attributes: "{}", LastUpdatedBy: "bob", From: "alice",
					DateCreated: created, DateUpdated: updated, Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/CH1/Messages/IM1",
			Body:   "Attributes=%7B%7D&Body=&DateCreated=2026-01-02T02%3A04%3A05Z&DateUpdated=2026-02-02T03%3A04%3A05Z&From=alice&LastUpdatedBy=bob&New=x",
			Header: hooks,
		},
		"InviteService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Invites("CH1").Create(ctx, &chat.CreateInviteParams{Identity: "bob", RoleSID: "RL1", Extra: extra})
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/CH1/Invites",
			Body: "Identity=bob&New=x&RoleSid=RL1",
		},
		"InviteService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Invites("CH1").Get(ctx, "IN1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Invites/IN1",
		},
		"InviteService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Invites("CH1").List(ctx, &chat.ListInvitesParams{Identity: []string{"bob"}, PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Invites?Identity=bob&New=x&PageSize=20",
		},
		"InviteService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Invites("CH1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Invites",
		},
		"InviteService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Invites("CH1").ListPage(ctx, &chat.ListInvitesParams{Identity: []string{"bob"}, PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Invites?Identity=bob&New=x&PageSize=20",
		},
		"InviteService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Channels("IS1").Invites("CH1").Delete(ctx, "IN1")
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Channels/CH1/Invites/IN1",
		},
		"ChannelWebhookService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Webhooks("CH1").Create(ctx, &chat.CreateChannelWebhookParams{
					Type: chat.WebhookTypeTrigger, URL: "https://a.example/", Method: "POST",
					Filters:  []chat.WebhookEvent{chat.WebhookEventMessageSent, chat.WebhookEventMemberAdded},
					Triggers: []string{"help", "stop"}, FlowSID: "FW1", RetryCount: 3, Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/CH1/Webhooks",
			Body: "Configuration.Filters=onMessageSent&Configuration.Filters=onMemberAdded&Configuration.FlowSid=FW1&Configuration.Method=POST&Configuration.RetryCount=3&Configuration.Triggers=help&Configuration.Triggers=stop&Configuration.Url=https%3A%2F%2Fa.example%2F&New=x&Type=trigger",
		},
		"ChannelWebhookService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Webhooks("CH1").Get(ctx, "WH1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Webhooks/WH1",
		},
		"ChannelWebhookService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Webhooks("CH1").List(ctx, &chat.ListChannelWebhooksParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Webhooks?New=x&PageSize=20",
		},
		"ChannelWebhookService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Channels("IS1").Webhooks("CH1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Webhooks",
		},
		"ChannelWebhookService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Webhooks("CH1").ListPage(ctx, &chat.ListChannelWebhooksParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services/IS1/Channels/CH1/Webhooks?New=x&PageSize=20",
		},
		"ChannelWebhookService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Channels("IS1").Webhooks("CH1").Delete(ctx, "WH1")
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Channels/CH1/Webhooks/WH1",
		},
		"ChannelWebhookService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Channels("IS1").Webhooks("CH1").Update(ctx, "WH1", &chat.UpdateChannelWebhookParams{
					URL: "https://a.example/", Method: "GET", Filters: []chat.WebhookEvent{chat.WebhookEventUserAdded},
					Triggers: []string{"help"}, FlowSID: "FW1", RetryCount: new(0), Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Services/IS1/Channels/CH1/Webhooks/WH1",
			Body: "Configuration.Filters=onUserAdded&Configuration.FlowSid=FW1&Configuration.Method=GET&Configuration.RetryCount=0&Configuration.Triggers=help&Configuration.Url=https%3A%2F%2Fa.example%2F&New=x",
		},
		"UserService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Create(ctx, &chat.CreateUserParams{
					Identity: "alice", FriendlyName: "Alice", RoleSID: "RL1", Attributes: "{}", Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Users",
			Body:   "Attributes=%7B%7D&FriendlyName=Alice&Identity=alice&New=x&RoleSid=RL1",
			Header: hooks,
		},
		"UserService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Get(ctx, "US1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/US1",
		},
		"UserService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Users("IS1").List(ctx, &chat.ListUsersParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Users?New=x&PageSize=20",
		},
		"UserService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Users("IS1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Users",
		},
		"UserService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").ListPage(ctx, &chat.ListUsersParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services/IS1/Users?New=x&PageSize=20",
		},
		"UserService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Users("IS1").Delete(ctx, "US1")
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Users/US1",
		},
		"UserService.Get of an identity": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Get(ctx, "alice@example.com")
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice%40example.com",
		},
		"UserService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Update(ctx, "alice", &chat.UpdateUserParams{
					FriendlyName: new("Al"), RoleSID: "RL1", Attributes: "{}", Extra: extra,
				}, chat.WithWebhooks())
			},
			Method: "POST", URL: "/v2/Services/IS1/Users/alice",
			Body:   "Attributes=%7B%7D&FriendlyName=Al&New=x&RoleSid=RL1",
			Header: hooks,
		},
		"UserChannelService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Channels("alice").Get(ctx, "CH1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Channels/CH1",
		},
		"UserChannelService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Users("IS1").Channels("alice").List(ctx, &chat.ListUserChannelsParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Channels?New=x&PageSize=20",
		},
		"UserChannelService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Users("IS1").Channels("alice").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Channels",
		},
		"UserChannelService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Channels("alice").ListPage(ctx, &chat.ListUserChannelsParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Channels?New=x&PageSize=20",
		},
		"UserChannelService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Users("IS1").Channels("alice").Delete(ctx, "CH1", chat.WithWebhooks())
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Users/alice/Channels/CH1",
			Header: hooks,
		},
		"UserChannelService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Channels("alice").Update(ctx, "CH1", &chat.UpdateUserChannelParams{
					NotificationLevel: chat.NotificationLevelMuted, LastConsumedMessageIndex: new(twilio.Int(0)),
					LastConsumptionTimestamp: created, Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Services/IS1/Users/alice/Channels/CH1",
			Body: "LastConsumedMessageIndex=0&LastConsumptionTimestamp=2026-01-02T02%3A04%3A05Z&New=x&NotificationLevel=muted",
		},
		"UserBindingService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Bindings("alice").Get(ctx, "BS1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Bindings/BS1",
		},
		"UserBindingService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Users("IS1").Bindings("alice").List(ctx, &chat.ListUserBindingsParams{
					BindingType: []chat.BindingType{chat.BindingTypeAPN, chat.BindingTypeFCM}, PageParams: page, Extra: extra,
				}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Bindings?BindingType=apn&BindingType=fcm&New=x&PageSize=20",
		},
		"UserBindingService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Users("IS1").Bindings("alice").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Bindings",
		},
		"UserBindingService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Users("IS1").Bindings("alice").ListPage(ctx, &chat.ListUserBindingsParams{
					BindingType: []chat.BindingType{chat.BindingTypeAPN, chat.BindingTypeFCM}, PageParams: page, Extra: extra,
				})
			},
			Method: "GET", URL: "/v2/Services/IS1/Users/alice/Bindings?BindingType=apn&BindingType=fcm&New=x&PageSize=20",
		},
		"UserBindingService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Users("IS1").Bindings("alice").Delete(ctx, "BS1")
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Users/alice/Bindings/BS1",
		},
		"BindingService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Bindings("IS1").Get(ctx, "BS1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Bindings/BS1",
		},
		"BindingService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Bindings("IS1").List(ctx, &chat.ListBindingsParams{
					Identity: []string{"alice"}, BindingType: []chat.BindingType{chat.BindingTypeGCM}, PageParams: page, Extra: extra,
				}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Bindings?BindingType=gcm&Identity=alice&New=x&PageSize=20",
		},
		"BindingService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Bindings("IS1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Bindings",
		},
		"BindingService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Bindings("IS1").ListPage(ctx, &chat.ListBindingsParams{
					Identity: []string{"alice"}, BindingType: []chat.BindingType{chat.BindingTypeGCM}, PageParams: page, Extra: extra,
				})
			},
			Method: "GET", URL: "/v2/Services/IS1/Bindings?BindingType=gcm&Identity=alice&New=x&PageSize=20",
		},
		"BindingService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Bindings("IS1").Delete(ctx, "BS1")
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Bindings/BS1",
		},
		"RoleService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Roles("IS1").Create(ctx, &chat.CreateRoleParams{
					FriendlyName: "reader", Type: chat.RoleTypeDeployment,
					Permission: []chat.Permission{chat.DeploymentPermissionJoinChannel, chat.DeploymentPermissionEditOwnUserInfo},
					Extra:      extra,
				})
			},
			Method: "POST", URL: "/v2/Services/IS1/Roles",
			Body: "FriendlyName=reader&New=x&Permission=joinChannel&Permission=editOwnUserInfo&Type=deployment",
		},
		"RoleService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Roles("IS1").Get(ctx, "RL1")
			},
			Method: "GET", URL: "/v2/Services/IS1/Roles/RL1",
		},
		"RoleService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Roles("IS1").List(ctx, &chat.ListRolesParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Roles?New=x&PageSize=20",
		},
		"RoleService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Roles("IS1").List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Services/IS1/Roles",
		},
		"RoleService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Roles("IS1").ListPage(ctx, &chat.ListRolesParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Services/IS1/Roles?New=x&PageSize=20",
		},
		"RoleService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Roles("IS1").Delete(ctx, "RL1")
			},
			Method: "DELETE", URL: "/v2/Services/IS1/Roles/RL1",
		},
		"RoleService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Roles("IS1").Update(ctx, "RL1", &chat.UpdateRoleParams{
					Permission: []chat.Permission{chat.ChannelPermissionSendMessage}, Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Services/IS1/Roles/RL1",
			Body: "New=x&Permission=sendMessage",
		},
		"CredentialService.Create": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Credentials.Create(ctx, &chat.CreateCredentialParams{
					Type: chat.CredentialTypeAPN, FriendlyName: "iOS", Certificate: "cert+", PrivateKey: "key",
					Sandbox: new(false), APIKey: "api", Secret: "secret", Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Credentials",
			Body: "ApiKey=api&Certificate=cert%2B&FriendlyName=iOS&New=x&PrivateKey=key&Sandbox=false&Secret=secret&Type=apn",
		},
		"CredentialService.Get": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Credentials.Get(ctx, "CR1")
			},
			Method: "GET", URL: "/v2/Credentials/CR1",
		},
		"CredentialService.List": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Credentials.List(ctx, &chat.ListCredentialsParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v2/Credentials?New=x&PageSize=20",
		},
		"CredentialService.List without parameters": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return twilio.Collect(c.Credentials.List(ctx, nil), 0)
			},
			Method: "GET", URL: "/v2/Credentials",
		},
		"CredentialService.ListPage": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Credentials.ListPage(ctx, &chat.ListCredentialsParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v2/Credentials?New=x&PageSize=20",
		},
		"CredentialService.Delete": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return nil, c.Credentials.Delete(ctx, "CR1")
			},
			Method: "DELETE", URL: "/v2/Credentials/CR1",
		},
		"CredentialService.Update": {
			Call: func(ctx context.Context, c *chat.API) (any, error) {
				return c.Credentials.Update(ctx, "CR1", &chat.UpdateCredentialParams{
					FriendlyName: new(""), Certificate: "cert", PrivateKey: "key", Sandbox: new(true), APIKey: "api",
					Secret: "secret", Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Credentials/CR1",
			Body: "ApiKey=api&Certificate=cert&FriendlyName=&New=x&PrivateKey=key&Sandbox=true&Secret=secret",
		},
	}
	apitest.Requests(t, []string{"chat_v2", "chat_v3"}, "https://chat.twilio.com", answer, chat.New, rows)
}

func TestWebhooksAreNotCalledUnlessAskedFor(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{}`}
	c := chat.New(w.Client())
	if _, err := c.Channels("IS1").Messages("CH1").Create(t.Context(), &chat.CreateMessageParams{Body: "Hi"}); err != nil {
		t.Fatal(err)
	}
	for _, sent := range w.Sent() {
		if v, ok := sent.Header["X-Twilio-Webhook-Enabled"]; ok {
			t.Errorf("X-Twilio-Webhook-Enabled: %v", v)
		}
	}
}

func TestEmptyNameSendsNothing(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{}`}
	c := chat.New(w.Client())
	_, service := c.Channels("").Get(t.Context(), "CH1")
	_, channel := c.Channels("IS1").Members("").Get(t.Context(), "alice")
	_, member := c.Channels("IS1").Members("CH1").Get(t.Context(), "")
	_, migrate := c.Channels("").Migrate(t.Context(), "CH1", nil)
	_, user := c.Users("IS1").Channels("").Get(t.Context(), "CH1")
	for name, err := range map[string]error{
		"service": service, "channel": channel, "member": member, "migrate": migrate, "user": user,
		"delete": c.Services.Delete(t.Context(), ""),
	} {
		if !errors.Is(err, twilio.ErrPath) {
			t.Errorf("%s: %v, want ErrPath", name, err)
		}
	}
	if sent := w.Sent(); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}
