package conversations_test

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// accountRows are the methods of what only an account has.
func accountRows() map[string]row {
	addresses := &conversations.ListAddressConfigurationsParams{
		Type: conversations.AddressTypeWhatsApp, PageParams: page, Extra: extra,
	}
	services := &conversations.ListServicesParams{PageParams: page, Extra: extra}
	credentials := &conversations.ListCredentialsParams{PageParams: page, Extra: extra}
	const began = "AutoCreation.ConversationServiceSid=IS1&AutoCreation.Enabled=false&AutoCreation.StudioFlowSid=FW1" +
		"&AutoCreation.StudioRetryCount=0&AutoCreation.Type=webhook&AutoCreation.WebhookFilters=onMessageAdded" +
		"&AutoCreation.WebhookFilters=onParticipantAdded&AutoCreation.WebhookMethod=post" +
		"&AutoCreation.WebhookUrl=https%3A%2F%2Fexample.com%2Fhook"
	const secrets = "ApiKey=key&Certificate=-----BEGIN+CERTIFICATE-----&FriendlyName=App&New=x" +
		"&PrivateKey=-----BEGIN+RSA+PRIVATE+KEY-----&Sandbox=false&Secret=secret&Type=apn"
	filters := []conversations.WebhookEvent{conversations.WebhookEventMessageAdded, conversations.WebhookEventParticipantAdded}
	return map[string]row{
		"ConfigurationService.Get": {
			Call:   func(ctx context.Context, a *conversations.API) (any, error) { return a.Configuration.Get(ctx) },
			Method: "GET", URL: "/v1/Configuration",
		},
		"ConfigurationService.Update": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Configuration.Update(ctx, &conversations.UpdateConfigurationParams{
					DefaultChatServiceSID: "IS1", DefaultMessagingServiceSID: "MG1",
					DefaultInactiveTimer: "PT1M", DefaultClosedTimer: "PT10M", Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Configuration",
			Body: "DefaultChatServiceSid=IS1&DefaultClosedTimer=PT10M&DefaultInactiveTimer=PT1M&DefaultMessagingServiceSid=MG1&New=x",
		},
		"WebhookConfigurationService.Get": {
			Call:   func(ctx context.Context, a *conversations.API) (any, error) { return a.Webhooks.Get(ctx) },
			Method: "GET", URL: "/v1/Configuration/Webhooks",
		},
		"WebhookConfigurationService.Update": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Webhooks.Update(ctx, &conversations.UpdateWebhookConfigurationParams{
					PreWebhookURL: new(""), PostWebhookURL: new("https://example.com/post"), Method: "POST",
					Filters: filters, Target: conversations.WebhookTargetFlex, Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Configuration/Webhooks",
			Body: "Filters=onMessageAdded&Filters=onParticipantAdded&Method=POST&New=x" +
				"&PostWebhookUrl=https%3A%2F%2Fexample.com%2Fpost&PreWebhookUrl=&Target=flex",
		},
		"AddressConfigurationService.Create": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Addresses.Create(ctx, &conversations.CreateAddressConfigurationParams{
					Type: conversations.AddressTypeSMS, Address: "+15557122661", AddressCountry: "US", FriendlyName: "Shop",
					AutoCreationEnabled: new(false), AutoCreationType: conversations.AutoCreationTypeWebhook,
					ConversationServiceSID: "IS1", WebhookURL: "https://example.com/hook", WebhookMethod: conversations.MethodPost,
					WebhookFilters: filters, StudioFlowSID: "FW1", StudioRetryCount: new(0), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Configuration/Addresses",
			Body: "Address=%2B15557122661&AddressCountry=US&" + began + "&FriendlyName=Shop&New=x&Type=sms",
		},
		"AddressConfigurationService.Get": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Addresses.Get(ctx, "whatsapp:+15557122661")
			},
			Method: "GET", URL: "/v1/Configuration/Addresses/whatsapp%3A%2B15557122661",
		},
		"AddressConfigurationService.List": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return twilio.Collect(a.Addresses.List(ctx, addresses), 0)
			},
			Method: "GET", URL: "/v1/Configuration/Addresses?New=x&PageSize=20&Type=whatsapp",
		},
		"AddressConfigurationService.ListPage": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Addresses.ListPage(ctx, addresses)
			},
			Method: "GET", URL: "/v1/Configuration/Addresses?New=x&PageSize=20&Type=whatsapp",
		},
		"AddressConfigurationService.Update": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Addresses.Update(ctx, "IG1", &conversations.UpdateAddressConfigurationParams{
					FriendlyName: new(""), AutoCreationEnabled: new(false), AutoCreationType: conversations.AutoCreationTypeWebhook,
					ConversationServiceSID: "IS1", WebhookURL: "https://example.com/hook", WebhookMethod: conversations.MethodPost,
					WebhookFilters: filters, StudioFlowSID: "FW1", StudioRetryCount: new(0), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Configuration/Addresses/IG1", Body: began + "&FriendlyName=&New=x",
		},
		"AddressConfigurationService.Delete": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return nil, a.Addresses.Delete(ctx, "IG1")
			},
			Method: "DELETE", URL: "/v1/Configuration/Addresses/IG1",
		},
		"ServiceService.Create": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Services.Create(ctx, &conversations.CreateServiceParams{FriendlyName: "Shop", Extra: extra})
			},
			Method: "POST", URL: "/v1/Services", Body: "FriendlyName=Shop&New=x",
		},
		"ServiceService.Get": {
			Call:   func(ctx context.Context, a *conversations.API) (any, error) { return a.Services.Get(ctx, "IS1") },
			Method: "GET", URL: "/v1/Services/IS1",
		},
		"ServiceService.List": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return twilio.Collect(a.Services.List(ctx, services), 0)
			},
			Method: "GET", URL: "/v1/Services?New=x&PageSize=20",
		},
		"ServiceService.ListPage": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Services.ListPage(ctx, services)
			},
			Method: "GET", URL: "/v1/Services?New=x&PageSize=20",
		},
		"ServiceService.Delete": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return nil, a.Services.Delete(ctx, "IS1")
			},
			Method: "DELETE", URL: "/v1/Services/IS1",
		},
		"CredentialService.Create": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Credentials.Create(ctx, &conversations.CreateCredentialParams{
					Type: conversations.CredentialTypeAPN, FriendlyName: "App",
					Certificate: "-----BEGIN CERTIFICATE-----", PrivateKey: "-----BEGIN RSA PRIVATE KEY-----",
					Sandbox: new(false), APIKey: "key", Secret: "secret", Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Credentials", Body: secrets,
		},
		"CredentialService.Get": {
			Call:   func(ctx context.Context, a *conversations.API) (any, error) { return a.Credentials.Get(ctx, "CR1") },
			Method: "GET", URL: "/v1/Credentials/CR1",
		},
		"CredentialService.List": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return twilio.Collect(a.Credentials.List(ctx, credentials), 0)
			},
			Method: "GET", URL: "/v1/Credentials?New=x&PageSize=20",
		},
		"CredentialService.ListPage": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Credentials.ListPage(ctx, credentials)
			},
			Method: "GET", URL: "/v1/Credentials?New=x&PageSize=20",
		},
		"CredentialService.Update": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Credentials.Update(ctx, "CR1", &conversations.UpdateCredentialParams{
					Type: conversations.CredentialTypeAPN, FriendlyName: new("App"),
					Certificate: "-----BEGIN CERTIFICATE-----", PrivateKey: "-----BEGIN RSA PRIVATE KEY-----",
					Sandbox: new(false), APIKey: "key", Secret: "secret", Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Credentials/CR1", Body: secrets,
		},
		"CredentialService.Delete": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return nil, a.Credentials.Delete(ctx, "CR1")
			},
			Method: "DELETE", URL: "/v1/Credentials/CR1",
		},
	}
}

// serviceRows are the methods of what only a service has.
func serviceRows() map[string]row {
	bindings := &conversations.ListBindingsParams{
		BindingType: []conversations.BindingType{conversations.BindingTypeAPN, conversations.BindingTypeFCM},
		Identity:    []string{"alice", "bob"}, PageParams: page, Extra: extra,
	}
	const bound = "?BindingType=apn&BindingType=fcm&Identity=alice&Identity=bob&New=x&PageSize=20"
	return map[string]row{
		"BindingService.Get": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Bindings.Get(ctx, "BS1")
			},
			Method: "GET", URL: "/v1/Services/IS1/Bindings/BS1",
		},
		"BindingService.List": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return twilio.Collect(a.Service("IS1").Bindings.List(ctx, bindings), 0)
			},
			Method: "GET", URL: "/v1/Services/IS1/Bindings" + bound,
		},
		"BindingService.ListPage": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Bindings.ListPage(ctx, bindings)
			},
			Method: "GET", URL: "/v1/Services/IS1/Bindings" + bound,
		},
		"BindingService.Delete": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return nil, a.Service("IS1").Bindings.Delete(ctx, "BS1")
			},
			Method: "DELETE", URL: "/v1/Services/IS1/Bindings/BS1",
		},
		"ServiceConfigurationService.Get": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Configuration.Get(ctx)
			},
			Method: "GET", URL: "/v1/Services/IS1/Configuration",
		},
		"ServiceConfigurationService.Update": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Configuration.Update(ctx, &conversations.UpdateServiceConfigurationParams{
					DefaultConversationCreatorRoleSID: "RL1", DefaultConversationRoleSID: "RL2",
					DefaultChatServiceRoleSID: "RL3", ReachabilityEnabled: new(false), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Services/IS1/Configuration",
			Body: "DefaultChatServiceRoleSid=RL3&DefaultConversationCreatorRoleSid=RL1&DefaultConversationRoleSid=RL2&New=x&ReachabilityEnabled=false",
		},
		"NotificationsService.Get": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Notifications.Get(ctx)
			},
			Method: "GET", URL: "/v1/Services/IS1/Configuration/Notifications",
		},
		"NotificationsService.Update": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Notifications.Update(ctx, &conversations.UpdateNotificationsParams{
					LogEnabled:        new(true),
					NewMessageEnabled: new(true), NewMessageTemplate: new("${MESSAGE}"), NewMessageSound: new("ring"),
					NewMessageBadgeCountEnabled: new(false),
					NewMessageWithMediaEnabled:  new(false), NewMessageWithMediaTemplate: new("${MEDIA}"),
					AddedToConversationEnabled: new(true), AddedToConversationTemplate: new("in"), AddedToConversationSound: new(""),
					RemovedFromConversationEnabled: new(false), RemovedFromConversationTemplate: new("out"),
					RemovedFromConversationSound: new(""), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Services/IS1/Configuration/Notifications",
			Body: "AddedToConversation.Enabled=true&AddedToConversation.Sound=&AddedToConversation.Template=in&LogEnabled=true&New=x" +
				"&NewMessage.BadgeCountEnabled=false&NewMessage.Enabled=true&NewMessage.Sound=ring&NewMessage.Template=%24%7BMESSAGE%7D" +
				"&NewMessage.WithMedia.Enabled=false&NewMessage.WithMedia.Template=%24%7BMEDIA%7D" +
				"&RemovedFromConversation.Enabled=false&RemovedFromConversation.Sound=&RemovedFromConversation.Template=out",
		},
		"WebhookConfigurationService.Get of a service": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Webhooks.Get(ctx)
			},
			Method: "GET", URL: "/v1/Services/IS1/Configuration/Webhooks",
		},
		"WebhookConfigurationService.Update of a service": {
			Call: func(ctx context.Context, a *conversations.API) (any, error) {
				return a.Service("IS1").Webhooks.Update(ctx, &conversations.UpdateWebhookConfigurationParams{Method: "GET"})
			},
			Method: "POST", URL: "/v1/Services/IS1/Configuration/Webhooks", Body: "Method=GET",
		},
	}
}
