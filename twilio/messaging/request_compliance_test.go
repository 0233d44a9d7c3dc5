package messaging_test

import (
	"context"
	"maps"
	"net/http"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// complianceRequests are the calls of registrations and of senders on channels.
func complianceRequests() requests {
	rows := requests{}
	maps.Copy(rows, brandRequests())
	maps.Copy(rows, campaignRequests())
	maps.Copy(rows, tollfreeRequests())
	maps.Copy(rows, channelSenderRequests())
	return rows
}

func brandRequests() requests {
	list := &messaging.ListBrandRegistrationsParams{PageParams: page, Extra: extra}
	vettings := &messaging.ListBrandVettingsParams{
		VettingProvider: messaging.BrandVettingProviderAegis, PageParams: page, Extra: extra,
	}
	return requests{
		"BrandRegistrationService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.Create(ctx, &messaging.CreateBrandRegistrationParams{
					CustomerProfileBundleSID: "BU1", A2PProfileBundleSID: "BU2", BrandType: messaging.BrandTypeStandard,
					Mock: new(true), SkipAutomaticSecVet: new(false), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/a2p/BrandRegistrations",
			Body: "A2PProfileBundleSid=BU2&BrandType=STANDARD&CustomerProfileBundleSid=BU1&Mock=true&New=x&SkipAutomaticSecVet=false",
		},
		"BrandRegistrationService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.Get(ctx, "BN1")
			},
			Method: "GET", URL: "/v1/a2p/BrandRegistrations/BN1",
		},
		"BrandRegistrationService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.BrandRegistrations.List(ctx, list), 0)
			},
			Method: "GET", URL: "/v1/a2p/BrandRegistrations?New=x&PageSize=20",
		},
		"BrandRegistrationService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.ListPage(ctx, list)
			},
			Method: "GET", URL: "/v1/a2p/BrandRegistrations?New=x&PageSize=20",
		},
		"BrandRegistrationService.Update": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.Update(ctx, "BN1")
			},
			Method: "POST", URL: "/v1/a2p/BrandRegistrations/BN1",
		},
		"BrandRegistrationService.SendOTP": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.SendOTP(ctx, "BN1")
			},
			Method: "POST", URL: "/v1/a2p/BrandRegistrations/BN1/SmsOtp",
		},
		"BrandVettingService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.Vettings("BN1").Create(ctx, &messaging.CreateBrandVettingParams{
					VettingProvider: messaging.BrandVettingProviderCampaignVerify, VettingID: "cv|1.0", Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/a2p/BrandRegistrations/BN1/Vettings",
			Body: "New=x&VettingId=cv%7C1.0&VettingProvider=campaign-verify",
		},
		"BrandVettingService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.Vettings("BN1").Get(ctx, "VT1")
			},
			Method: "GET", URL: "/v1/a2p/BrandRegistrations/BN1/Vettings/VT1",
		},
		"BrandVettingService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.BrandRegistrations.Vettings("BN1").List(ctx, vettings), 0)
			},
			Method: "GET", URL: "/v1/a2p/BrandRegistrations/BN1/Vettings?New=x&PageSize=20&VettingProvider=aegis",
		},
		"BrandVettingService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.BrandRegistrations.Vettings("BN1").ListPage(ctx, vettings)
			},
			Method: "GET", URL: "/v1/a2p/BrandRegistrations/BN1/Vettings?New=x&PageSize=20&VettingProvider=aegis",
		},
	}
}

func campaignRequests() requests {
	const campaigns = "/v1/Services/MG1/Compliance/Usa2p"
	list := &messaging.ListCampaignsParams{PageParams: page, Extra: extra}
	version := http.Header{"X-Twilio-Api-Version": {"v1.2"}}
	return requests{
		"CampaignService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Campaigns("MG1").Create(ctx, &messaging.CreateCampaignParams{
					BrandRegistrationSID: "BN1", Description: "d", Usecase: messaging.CampaignUsecaseMixed, MessageFlow: "f",
					MessageSamples: []string{"one", "two"}, HasEmbeddedLinks: new(true), HasEmbeddedPhone: new(false),
					OptInMessage: "in", OptOutMessage: "out", HelpMessage: "help", OptInKeywords: []string{"START", "YES"},
					OptOutKeywords: []string{"STOP"}, HelpKeywords: []string{"HELP"}, SubscriberOptIn: new(true),
					AgeGated: new(false), DirectLending: new(false), PrivacyPolicyURL: "https://a.example/p",
					TermsAndConditionsURL: "https://a.example/t", Extra: extra,
				}, messaging.WithAPIVersion("v1.2"))
			},
			Method: "POST", URL: campaigns, Header: version,
			Body: "AgeGated=false&BrandRegistrationSid=BN1&Description=d&DirectLending=false&HasEmbeddedLinks=true" +
				"&HasEmbeddedPhone=false&HelpKeywords=HELP&HelpMessage=help&MessageFlow=f&MessageSamples=one&MessageSamples=two" +
				"&New=x&OptInKeywords=START&OptInKeywords=YES&OptInMessage=in&OptOutKeywords=STOP&OptOutMessage=out" +
				"&PrivacyPolicyUrl=https%3A%2F%2Fa.example%2Fp&SubscriberOptIn=true" +
				"&TermsAndConditionsUrl=https%3A%2F%2Fa.example%2Ft&UsAppToPersonUsecase=MIXED",
		},
		"CampaignService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Campaigns("MG1").Get(ctx, "QE1", messaging.WithAPIVersion("v1.2"))
			},
			Method: "GET", URL: campaigns + "/QE1", Header: version,
		},
		"CampaignService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.Services.Campaigns("MG1").List(ctx, list, messaging.WithAPIVersion("v1.2")), 0)
			},
			Method: "GET", URL: campaigns + "?New=x&PageSize=20", Header: version,
		},
		"CampaignService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Campaigns("MG1").ListPage(ctx, list, messaging.WithAPIVersion("v1.2"))
			},
			Method: "GET", URL: campaigns + "?New=x&PageSize=20", Header: version,
		},
		"CampaignService.Update": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Campaigns("MG1").Update(ctx, "QE1", &messaging.UpdateCampaignParams{
					Description: "d", MessageFlow: "f", MessageSamples: []string{"one", "two"}, HasEmbeddedLinks: new(true),
					HasEmbeddedPhone: new(false), AgeGated: new(false), DirectLending: new(false),
					PrivacyPolicyURL: new(""), TermsAndConditionsURL: new("https://a.example/t"), Extra: extra,
				}, messaging.WithAPIVersion("v1.2"))
			},
			Method: "POST", URL: campaigns + "/QE1", Header: version,
			Body: "AgeGated=false&Description=d&DirectLending=false&HasEmbeddedLinks=true&HasEmbeddedPhone=false&MessageFlow=f" +
				"&MessageSamples=one&MessageSamples=two&New=x&PrivacyPolicyUrl=&TermsAndConditionsUrl=https%3A%2F%2Fa.example%2Ft",
		},
		"CampaignService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.Services.Campaigns("MG1").Delete(ctx, "QE1")
			},
			Method: "DELETE", URL: campaigns + "/QE1",
		},
		"CampaignService.Usecases": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Campaigns("MG1").Usecases(ctx, &messaging.CampaignUsecasesParams{
					BrandRegistrationSID: "BN1", Extra: extra,
				})
			},
			Method: "GET", URL: campaigns + "/Usecases?BrandRegistrationSid=BN1&New=x",
		},
		"CampaignService.Usecases of any brand": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Campaigns("MG1").Usecases(ctx, nil)
			},
			Method: "GET", URL: campaigns + "/Usecases",
		},
		"ExternalCampaignService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.ExternalCampaigns.Create(ctx, &messaging.CreateExternalCampaignParams{
					CampaignID: "CM1", MessagingServiceSID: "MG1", CNPMigration: new(true), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Services/PreregisteredUsa2p",
			Body: "CampaignId=CM1&CnpMigration=true&MessagingServiceSid=MG1&New=x",
		},
	}
}

func channelSenderRequests() requests {
	list := &messaging.ListChannelSendersParams{Channel: channels.ChannelWhatsApp, PageParams: page, Extra: extra}
	rows := requests{
		"ChannelSenderService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.ChannelSenders.Create(ctx, &messaging.CreateChannelSenderParams{
					SenderID: channels.WhatsApp("+15557122661"),
					Configuration: &messaging.ChannelSenderConfiguration{
						WABAID: "1", VerificationMethod: messaging.VerificationMethodVoice, VerificationCode: "123456",
						VoiceApplicationSID: "AP1", AccountType: messaging.ChannelSenderAccountTypeISV,
					},
					Webhook: &messaging.ChannelSenderWebhook{
						CallbackURL: "c", CallbackMethod: "POST", FallbackURL: "f", FallbackMethod: "PUT",
						StatusCallbackURL: "s", StatusCallbackMethod: "POST",
					},
					Profile: &messaging.ChannelSenderProfile{
						Name: "Acme", About: "a", Address: "1 Main St", Description: "d", LogoURL: "l", BannerURL: "b",
						PrivacyURL: "p", TermsOfServiceURL: "t", AccentColor: "#123456", Vertical: messaging.VerticalOther,
						Websites:     []messaging.SenderWebsite{{Website: "w", Label: "Site"}},
						Emails:       []messaging.SenderEmail{{Email: "a@b.example", Label: "Mail"}},
						PhoneNumbers: []messaging.SenderPhoneNumber{{PhoneNumber: "+15558675310", Label: "Call"}},
					},
				})
			},
			Method: "POST", URL: "/v2/Channels/Senders",
			Body: `{"sender_id":"whatsapp:+15557122661","configuration":{"waba_id":"1","verification_method":"voice",` +
				`"verification_code":"123456","voice_application_sid":"AP1","account_type":"ISV"},"webhook":{"callback_url":"c",` +
				`"callback_method":"POST","fallback_url":"f","fallback_method":"PUT","status_callback_url":"s",` +
				`"status_callback_method":"POST"},"profile":{"name":"Acme","about":"a","address":"1 Main St","description":"d",` +
				`"logo_url":"l","banner_url":"b","privacy_url":"p","terms_of_service_url":"t","accent_color":"#123456",` +
				`"vertical":"Other","websites":[{"website":"w","label":"Site"}],"emails":[{"email":"a@b.example","label":"Mail"}],` +
				`"phone_numbers":[{"phone_number":"+15558675310","label":"Call"}]}}`,
		},
		"ChannelSenderService.Create with the least": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.ChannelSenders.Create(ctx, &messaging.CreateChannelSenderParams{
					SenderID: "rcs:acme_agent", Extra: map[string]any{"new": true},
				})
			},
			Method: "POST", URL: "/v2/Channels/Senders", Body: `{"new":true,"sender_id":"rcs:acme_agent"}`,
		},
		"ChannelSenderService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.ChannelSenders.Get(ctx, "XE1")
			},
			Method: "GET", URL: "/v2/Channels/Senders/XE1",
		},
		"ChannelSenderService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.ChannelSenders.List(ctx, list), 0)
			},
			Method: "GET", URL: "/v2/Channels/Senders?Channel=whatsapp&New=x&PageSize=20",
		},
		"ChannelSenderService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.ChannelSenders.ListPage(ctx, list)
			},
			Method: "GET", URL: "/v2/Channels/Senders?Channel=whatsapp&New=x&PageSize=20",
		},
		"ChannelSenderService.Update": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.ChannelSenders.Update(ctx, "XE1", &messaging.UpdateChannelSenderParams{
					Configuration: &messaging.UpdateChannelSenderConfigurationParams{
						VerificationCode: "123456", VerificationMethod: messaging.VerificationMethodSMS, WABAID: "1",
						VoiceApplicationSID: new("AP1"), AccountType: new(messaging.ChannelSenderAccountTypeISVSubAccount),
					},
					Webhook: &messaging.UpdateChannelSenderWebhookParams{
						CallbackURL: new("c"), CallbackMethod: "POST", FallbackURL: new("f"), FallbackMethod: "PUT",
						StatusCallbackURL: new("s"), StatusCallbackMethod: "POST",
					},
					Profile: &messaging.UpdateChannelSenderProfileParams{
						Name: "Acme", About: new("a"), Address: new("1 Main St"), Description: new("d"), LogoURL: new("l"),
						BannerURL: new("b"), PrivacyURL: new("p"), TermsOfServiceURL: new("t"), AccentColor: new("#123456"),
						Vertical:     messaging.VerticalBeautySpaAndSalon,
						Websites:     []messaging.SenderWebsite{{Website: "w", Label: "Site"}},
						Emails:       []messaging.SenderEmail{{Email: "a@b.example", Label: "Mail"}},
						PhoneNumbers: []messaging.SenderPhoneNumber{{PhoneNumber: "+15558675310", Label: "Call"}},
					},
				})
			},
			Method: "POST", URL: "/v2/Channels/Senders/XE1",
			Body: `{"configuration":{"verification_code":"123456","verification_method":"sms","waba_id":"1",` +
				`"voice_application_sid":"AP1","account_type":"ISVSubAccount"},"webhook":{"callback_url":"c",` +
				`"callback_method":"POST","fallback_url":"f","fallback_method":"PUT","status_callback_url":"s",` +
				`"status_callback_method":"POST"},"profile":{"name":"Acme","about":"a","address":"1 Main St","description":"d",` +
				`"logo_url":"l","banner_url":"b","privacy_url":"p","terms_of_service_url":"t","accent_color":"#123456",` +
				`"vertical":"Beauty, Spa and Salon","websites":[{"website":"w","label":"Site"}],` +
				`"emails":[{"email":"a@b.example","label":"Mail"}],"phone_numbers":[{"phone_number":"+15558675310","label":"Call"}]}}`,
		},
		"ChannelSenderService.Update that clears": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.ChannelSenders.Update(ctx, "XE1", &messaging.UpdateChannelSenderParams{
					Configuration: &messaging.UpdateChannelSenderConfigurationParams{
						VoiceApplicationSID: new(""), AccountType: new(messaging.ChannelSenderAccountType("")),
					},
					Webhook: &messaging.UpdateChannelSenderWebhookParams{FallbackURL: new("")},
					Profile: &messaging.UpdateChannelSenderProfileParams{About: new(""), Emails: []messaging.SenderEmail{}},
				})
			},
			Method: "POST", URL: "/v2/Channels/Senders/XE1",
			Body: `{"configuration":{"account_type":"","voice_application_sid":null},"webhook":{"fallback_url":""},` +
				`"profile":{"about":"","emails":[]}}`,
		},
		"ChannelSenderService.Update with new members": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				more := map[string]any{"new": 1}
				return s.ChannelSenders.Update(ctx, "XE1", &messaging.UpdateChannelSenderParams{
					Configuration: &messaging.UpdateChannelSenderConfigurationParams{WABAID: "1", Extra: more},
					Webhook:       &messaging.UpdateChannelSenderWebhookParams{CallbackMethod: "PUT", Extra: more},
					Profile:       &messaging.UpdateChannelSenderProfileParams{Name: "Acme", Extra: more},
					Extra:         more,
				})
			},
			Method: "POST", URL: "/v2/Channels/Senders/XE1",
			Body: `{"configuration":{"new":1,"waba_id":"1"},"new":1,"profile":{"name":"Acme","new":1},` +
				`"webhook":{"callback_method":"PUT","new":1}}`,
		},
		"ChannelSenderService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.ChannelSenders.Delete(ctx, "XE1")
			},
			Method: "DELETE", URL: "/v2/Channels/Senders/XE1",
		},
	}
	for name, row := range rows {
		row.Answer = `{"senders":[]}` // a sender's compliance is not the table's list of campaigns
		rows[name] = row
	}
	return rows
}
