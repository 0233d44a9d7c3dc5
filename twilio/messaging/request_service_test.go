package messaging_test

import (
	"context"
	"errors"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// serviceRequests are the calls of services, their pools, links, typing and deactivations.
func serviceRequests() requests {
	return requests{
		"ServiceService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Create(ctx, &messaging.CreateServiceParams{
					FriendlyName: "Shop", InboundRequestURL: "https://a.example/in", InboundMethod: "GET",
					FallbackURL: "https://a.example/fall", FallbackMethod: "POST", StatusCallback: "https://a.example/status",
					UseInboundWebhookOnNumber: new(true), StickySender: new(false), AreaCodeGeomatch: new(true),
					MMSConverter: new(false), SmartEncoding: new(true), ValidityPeriod: twilio.Seconds(time.Hour.Seconds()),
					Usecase: messaging.UsecaseMarketing, ScanMessageContent: messaging.ScanMessageContentInherit,
					SynchronousValidation: new(false), FallbackToLongCode: new(true), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Services",
			Body: "AreaCodeGeomatch=true&FallbackMethod=POST&FallbackToLongCode=true&FallbackUrl=https%3A%2F%2Fa.example%2Ffall" +
				"&FriendlyName=Shop&InboundMethod=GET&InboundRequestUrl=https%3A%2F%2Fa.example%2Fin&MmsConverter=false&New=x" +
				"&ScanMessageContent=inherit&SmartEncoding=true&StatusCallback=https%3A%2F%2Fa.example%2Fstatus" +
				"&StickySender=false&SynchronousValidation=false&UseInboundWebhookOnNumber=true&Usecase=marketing&ValidityPeriod=3600",
		},
		"ServiceService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Get(ctx, "MG1")
			},
			Method: "GET", URL: "/v1/Services/MG1",
		},
		"ServiceService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.Services.List(ctx, &messaging.ListServicesParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v1/Services?New=x&PageSize=20",
		},
		"ServiceService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.ListPage(ctx, &messaging.ListServicesParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v1/Services?New=x&PageSize=20",
		},
		"ServiceService.Update": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Update(ctx, "MG1", &messaging.UpdateServiceParams{
					FriendlyName: "Shop", InboundRequestURL: new("https://a.example/in"), InboundMethod: "GET",
					FallbackURL: new("https://a.example/fall"), FallbackMethod: "POST", StatusCallback: new("https://a.example/status"),
					UseInboundWebhookOnNumber: new(true), StickySender: new(false), AreaCodeGeomatch: new(true),
					MMSConverter: new(false), SmartEncoding: new(true), ValidityPeriod: twilio.Seconds(time.Hour.Seconds()),
					Usecase: messaging.UsecaseMarketing, ScanMessageContent: messaging.ScanMessageContentInherit,
					SynchronousValidation: new(false), FallbackToLongCode: new(true), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Services/MG1",
			Body: "AreaCodeGeomatch=true&FallbackMethod=POST&FallbackToLongCode=true&FallbackUrl=https%3A%2F%2Fa.example%2Ffall" +
				"&FriendlyName=Shop&InboundMethod=GET&InboundRequestUrl=https%3A%2F%2Fa.example%2Fin&MmsConverter=false&New=x" +
				"&ScanMessageContent=inherit&SmartEncoding=true&StatusCallback=https%3A%2F%2Fa.example%2Fstatus" +
				"&StickySender=false&SynchronousValidation=false&UseInboundWebhookOnNumber=true&Usecase=marketing&ValidityPeriod=3600",
		},
		"ServiceService.Update to clear": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Update(ctx, "MG1", &messaging.UpdateServiceParams{
					InboundRequestURL: new(""), FallbackURL: new(""), StatusCallback: new(""),
				})
			},
			Method: "POST", URL: "/v1/Services/MG1",
			Body: "FallbackUrl=&InboundRequestUrl=&StatusCallback=",
		},
		"ServiceService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.Services.Delete(ctx, "MG1")
			},
			Method: "DELETE", URL: "/v1/Services/MG1",
		},
		"ServiceService.Usecases": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.Usecases(ctx)
			},
			Method: "GET", URL: "/v1/Services/Usecases",
		},
		"PhoneNumberService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.PhoneNumbers("MG1").Create(ctx, &messaging.CreatePhoneNumberParams{PhoneNumberSID: "PN1", Extra: extra})
			},
			Method: "POST", URL: "/v1/Services/MG1/PhoneNumbers",
			Body: "New=x&PhoneNumberSid=PN1",
		},
		"PhoneNumberService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.PhoneNumbers("MG1").Get(ctx, "PN1")
			},
			Method: "GET", URL: "/v1/Services/MG1/PhoneNumbers/PN1",
		},
		"PhoneNumberService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.Services.PhoneNumbers("MG1").List(ctx, &messaging.ListPhoneNumbersParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v1/Services/MG1/PhoneNumbers?New=x&PageSize=20",
		},
		"PhoneNumberService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.PhoneNumbers("MG1").ListPage(ctx, &messaging.ListPhoneNumbersParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v1/Services/MG1/PhoneNumbers?New=x&PageSize=20",
		},
		"PhoneNumberService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.Services.PhoneNumbers("MG1").Delete(ctx, "PN1")
			},
			Method: "DELETE", URL: "/v1/Services/MG1/PhoneNumbers/PN1",
		},
		"ShortCodeService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.ShortCodes("MG1").Create(ctx, &messaging.CreateShortCodeParams{ShortCodeSID: "SC1", Extra: extra})
			},
			Method: "POST", URL: "/v1/Services/MG1/ShortCodes",
			Body: "New=x&ShortCodeSid=SC1",
		},
		"ShortCodeService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.ShortCodes("MG1").Get(ctx, "SC1")
			},
			Method: "GET", URL: "/v1/Services/MG1/ShortCodes/SC1",
		},
		"ShortCodeService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.Services.ShortCodes("MG1").List(ctx, &messaging.ListShortCodesParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v1/Services/MG1/ShortCodes?New=x&PageSize=20",
		},
		"ShortCodeService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.ShortCodes("MG1").ListPage(ctx, &messaging.ListShortCodesParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v1/Services/MG1/ShortCodes?New=x&PageSize=20",
		},
		"ShortCodeService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.Services.ShortCodes("MG1").Delete(ctx, "SC1")
			},
			Method: "DELETE", URL: "/v1/Services/MG1/ShortCodes/SC1",
		},
		"AlphaSenderService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.AlphaSenders("MG1").Create(ctx, &messaging.CreateAlphaSenderParams{AlphaSender: "My Shop", Extra: extra})
			},
			Method: "POST", URL: "/v1/Services/MG1/AlphaSenders",
			Body: "AlphaSender=My+Shop&New=x",
		},
		"AlphaSenderService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.AlphaSenders("MG1").Get(ctx, "AI1")
			},
			Method: "GET", URL: "/v1/Services/MG1/AlphaSenders/AI1",
		},
		"AlphaSenderService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.Services.AlphaSenders("MG1").List(ctx, &messaging.ListAlphaSendersParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v1/Services/MG1/AlphaSenders?New=x&PageSize=20",
		},
		"AlphaSenderService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.AlphaSenders("MG1").ListPage(ctx, &messaging.ListAlphaSendersParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v1/Services/MG1/AlphaSenders?New=x&PageSize=20",
		},
		"AlphaSenderService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.Services.AlphaSenders("MG1").Delete(ctx, "AI1")
			},
			Method: "DELETE", URL: "/v1/Services/MG1/AlphaSenders/AI1",
		},
		"DestinationAlphaSenderService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.DestinationAlphaSenders("MG1").Create(ctx, &messaging.CreateDestinationAlphaSenderParams{AlphaSender: "My Shop", ISOCountryCode: "FR", Extra: extra})
			},
			Method: "POST", URL: "/v1/Services/MG1/DestinationAlphaSenders",
			Body: "AlphaSender=My+Shop&IsoCountryCode=FR&New=x",
		},
		"DestinationAlphaSenderService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.DestinationAlphaSenders("MG1").Get(ctx, "AI1")
			},
			Method: "GET", URL: "/v1/Services/MG1/DestinationAlphaSenders/AI1",
		},
		"DestinationAlphaSenderService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.Services.DestinationAlphaSenders("MG1").List(ctx, &messaging.ListDestinationAlphaSendersParams{ISOCountryCode: "FR", PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v1/Services/MG1/DestinationAlphaSenders?IsoCountryCode=FR&New=x&PageSize=20",
		},
		"DestinationAlphaSenderService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.DestinationAlphaSenders("MG1").ListPage(ctx, &messaging.ListDestinationAlphaSendersParams{ISOCountryCode: "FR", PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v1/Services/MG1/DestinationAlphaSenders?IsoCountryCode=FR&New=x&PageSize=20",
		},
		"DestinationAlphaSenderService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.Services.DestinationAlphaSenders("MG1").Delete(ctx, "AI1")
			},
			Method: "DELETE", URL: "/v1/Services/MG1/DestinationAlphaSenders/AI1",
		},
		"PoolChannelSenderService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.ChannelSenders("MG1").Create(ctx, &messaging.CreatePoolChannelSenderParams{SID: "XE1", Extra: extra})
			},
			Method: "POST", URL: "/v1/Services/MG1/ChannelSenders",
			Body: "New=x&Sid=XE1",
		},
		"PoolChannelSenderService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.ChannelSenders("MG1").Get(ctx, "XE1")
			},
			Method: "GET", URL: "/v1/Services/MG1/ChannelSenders/XE1",
		},
		"PoolChannelSenderService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.Services.ChannelSenders("MG1").List(ctx, &messaging.ListPoolChannelSendersParams{PageParams: page, Extra: extra}), 0)
			},
			Method: "GET", URL: "/v1/Services/MG1/ChannelSenders?New=x&PageSize=20",
		},
		"PoolChannelSenderService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Services.ChannelSenders("MG1").ListPage(ctx, &messaging.ListPoolChannelSendersParams{PageParams: page, Extra: extra})
			},
			Method: "GET", URL: "/v1/Services/MG1/ChannelSenders?New=x&PageSize=20",
		},
		"PoolChannelSenderService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.Services.ChannelSenders("MG1").Delete(ctx, "XE1")
			},
			Method: "DELETE", URL: "/v1/Services/MG1/ChannelSenders/XE1",
		},
		"DeactivationService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.Deactivations.Get(ctx, &messaging.DeactivationsParams{Date: twilio.Day(2026, 11, 20), Extra: extra})
			},
			Method: "GET", URL: "/v1/Deactivations?Date=2026-11-20&New=x",
		},
		"DeactivationService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				var numbers []channels.Address
				for number, err := range s.Deactivations.List(ctx, &messaging.DeactivationsParams{Date: twilio.Day(2026, 11, 20), Extra: extra}) {
					if errors.Is(err, twilio.ErrUnusable) { // the answer is not a file of numbers
						return numbers, nil
					}
					numbers = append(numbers, number)
				}
				return nil, errors.New("an object has been taken for numbers")
			},
			Method: "GET", URL: "/v1/Deactivations?Date=2026-11-20&New=x",
		},
		"DeactivationService.Open": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				file, err := s.Deactivations.Open(ctx, &messaging.DeactivationsParams{Date: twilio.Day(2026, 11, 20), Extra: extra}, 0)
				if err != nil {
					return nil, err
				}
				return nil, file.Close()
			},
			Method: "GET", URL: "/v1/Deactivations?Date=2026-11-20&New=x",
		},
		"LinkShorteningService.ValidateDNS": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.ValidateDNS(ctx, "DN1")
			},
			Method: "GET", URL: "/v1/LinkShortening/Domains/DN1/ValidateDns",
		},
		"LinkShorteningService.AssociationOf": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.AssociationOf(ctx, "MG1")
			},
			Method: "GET", URL: "/v1/LinkShortening/MessagingServices/MG1/Domain",
		},
		"DomainAssociationService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Associations("DN1").Create(ctx, "MG1")
			},
			Method: "POST", URL: "/v1/LinkShortening/Domains/DN1/MessagingServices/MG1",
		},
		"DomainAssociationService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.LinkShortening.Associations("DN1").Delete(ctx, "MG1")
			},
			Method: "DELETE", URL: "/v1/LinkShortening/Domains/DN1/MessagingServices/MG1",
		},
		"DomainConfigService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Configs.Get(ctx, "DN1")
			},
			Method: "GET", URL: "/v1/LinkShortening/Domains/DN1/Config",
		},
		"DomainConfigService.GetByService": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Configs.GetByService(ctx, "MG1")
			},
			Method: "GET", URL: "/v1/LinkShortening/MessagingService/MG1/DomainConfig",
		},
		"DomainConfigService.Update": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Configs.Update(ctx, "DN1", &messaging.UpdateDomainConfigParams{
					FallbackURL: new("https://a.example/"), CallbackURL: new(""), ContinueOnFailure: new(true), DisableHTTPS: new(false), Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/LinkShortening/Domains/DN1/Config",
			Body: "CallbackUrl=&ContinueOnFailure=true&DisableHttps=false&FallbackUrl=https%3A%2F%2Fa.example%2F&New=x",
		},
		"DomainCertificateService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Certificates.Get(ctx, "DN1")
			},
			Method: "GET", URL: "/v2/LinkShortening/Domains/DN1/Certificate",
		},
		"DomainCertificateService.GetV1": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Certificates.GetV1(ctx, "DN1")
			},
			Method: "GET", URL: "/v1/LinkShortening/Domains/DN1/Certificate",
		},
		"DomainCertificateService.Update": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Certificates.Update(ctx, "DN1", &messaging.UpdateDomainCertificateParams{
					TLSCert: "-----BEGIN", Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/LinkShortening/Domains/DN1/Certificate",
			Body: "New=x&TlsCert=-----BEGIN",
		},
		"DomainCertificateService.RequestManaged": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.LinkShortening.Certificates.RequestManaged(ctx, "DN1")
			},
			Method: "POST", URL: "/v1/LinkShortening/Domains/DN1/RequestManagedCert",
		},
		"DomainCertificateService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.LinkShortening.Certificates.Delete(ctx, "DN1")
			},
			Method: "DELETE", URL: "/v1/LinkShortening/Domains/DN1/Certificate",
		},
		"TypingIndicatorService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TypingIndicators.Create(ctx, &messaging.CreateTypingIndicatorParams{
					Channel: messaging.TypingChannelWhatsApp, MessageSID: "SM1", Extra: extra,
				})
			},
			Method: "POST", URL: "/v2/Indicators/Typing.json",
			Body: "New=x&channel=whatsapp&messageId=SM1",
		},
		"TypingIndicatorService.CreateWhatsApp": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TypingIndicators.CreateWhatsApp(ctx, &messaging.CreateWhatsAppTypingIndicatorParams{MessageSID: "SM1"})
			},
			Method: "POST", URL: "/v3/Indicators/Typing.json",
			Body: `{"channel":"WHATSAPP","messageId":"SM1"}`,
		},
		"TypingIndicatorService.CreateWhatsApp with more": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TypingIndicators.CreateWhatsApp(ctx, &messaging.CreateWhatsAppTypingIndicatorParams{
					MessageSID: "SM1", Extra: map[string]any{"new": 1, "channel": "OTHER"},
				})
			},
			Method: "POST", URL: "/v3/Indicators/Typing.json",
			Body: `{"channel":"OTHER","messageId":"SM1","new":1}`,
		},
		"TypingIndicatorService.CreateApple": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TypingIndicators.CreateApple(ctx, &messaging.CreateAppleTypingIndicatorParams{
					From: "business", To: "urn:mbid:1", Event: messaging.AppleTypingEventEnd,
				})
			},
			Method: "POST", URL: "/v3/Indicators/Typing.json",
			Body: `{"channel":"APPLE","from":"business","to":"urn:mbid:1","event":"END"}`,
		},
		"TypingIndicatorService.CreateApple with more": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TypingIndicators.CreateApple(ctx, &messaging.CreateAppleTypingIndicatorParams{
					From: "business", To: "urn:mbid:1", Extra: map[string]any{"new": true},
				})
			},
			Method: "POST", URL: "/v3/Indicators/Typing.json",
			Body: `{"channel":"APPLE","from":"business","new":true,"to":"urn:mbid:1"}`,
		},
	}
}
