package messaging_test

import (
	"maps"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// merged returns the entries of all tables in one.
func merged[V any](tables ...map[string]V) map[string]V {
	all := map[string]V{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	apitest.Samples(t, "messaging_v1", merged(serviceSamples, complianceSamples))
	apitest.Samples(t, "messaging_v2", merged(complianceSamplesV2))
}

func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	apitest.Structs(t, "messaging_v1", merged(serviceResources, complianceResources), merged(serviceParams, complianceParams))
	apitest.Structs(t, "messaging_v2", merged(serviceResourcesV2, complianceResourcesV2), merged(serviceParamsV2, complianceParamsV2))
	apitest.Structs(t, "messaging_v3", nil, nil)
}

var serviceSamples = map[string]func() any{
	"ListService":                          apitest.Page[messaging.Service]("services"),
	"FetchService":                         apitest.One[messaging.Service](),
	"FetchUsecase":                         apitest.One[messaging.Usecases](),
	"ListPhoneNumber":                      apitest.Page[messaging.PhoneNumber]("phone_numbers"),
	"CreateShortCode":                      apitest.One[messaging.ShortCode](),
	"FetchShortCode":                       apitest.One[messaging.ShortCode](),
	"ListAlphaSender":                      apitest.Page[messaging.AlphaSender]("alpha_senders"),
	"CreateAlphaSender":                    apitest.One[messaging.AlphaSender](),
	"ListDestinationAlphaSender":           apitest.Page[messaging.DestinationAlphaSender]("alpha_senders"),
	"CreateDestinationAlphaSender":         apitest.One[messaging.DestinationAlphaSender](),
	"ListChannelSender":                    apitest.Page[messaging.PoolChannelSender]("senders"),
	"CreateChannelSender":                  apitest.One[messaging.PoolChannelSender](),
	"FetchChannelSender":                   apitest.One[messaging.PoolChannelSender](),
	"FetchDeactivation":                    apitest.One[messaging.Deactivation](),
	"FetchDomainCertV4":                    apitest.One[messaging.DomainCertificate](),
	"UpdateDomainCertV4":                   apitest.One[messaging.DomainCertificate](),
	"UpdateRequestManagedCert":             apitest.One[messaging.DomainCertificate](),
	"FetchDomainConfig":                    apitest.One[messaging.DomainConfig](),
	"CreateLinkshorteningMessagingService": apitest.One[messaging.DomainAssociation](),
	"FetchLinkshorteningMessagingServiceDomainAssociation": apitest.One[messaging.DomainAssociation](),
}

var serviceResources = map[string]any{
	"messaging.v1.service":                          messaging.Service{},
	"messaging.v1.usecase":                          messaging.Usecases{},
	"messaging.v1.service.phone_number":             messaging.PhoneNumber{},
	"messaging.v1.service.short_code":               messaging.ShortCode{},
	"messaging.v1.service.alpha_sender":             messaging.AlphaSender{},
	"messaging.v1.service.destination_alpha_sender": messaging.DestinationAlphaSender{},
	"messaging.v1.service.channel_sender":           messaging.PoolChannelSender{},
	"messaging.v1.deactivation":                     messaging.Deactivation{},
	// Only v2 and a request for a managed certificate tell who manages it.
	"messaging.v1.domain_cert_v4":       apitest.Beyond(messaging.DomainCertificate{}, "managed", "requesting"),
	"messaging.v1.request_managed_cert": apitest.Beyond(messaging.DomainCertificate{}, "cert_in_validation"),
	// Two resources are one here, and each lacks one field of the other.
	"messaging.v1.domain_config":                                       apitest.Beyond(messaging.DomainConfig{}, "messaging_service_sid"),
	"messaging.v1.domain_config_messaging_service":                     apitest.Beyond(messaging.DomainConfig{}, "disable_https"),
	"messaging.v1.domain_dns_validation":                               messaging.DNSValidation{},
	"messaging.v1.linkshortening_messaging_service":                    messaging.DomainAssociation{},
	"messaging.v1.linkshortening_messaging_service_domain_association": messaging.DomainAssociation{},
}

var serviceParams = map[string]any{
	"CreateService":                messaging.CreateServiceParams{},
	"UpdateService":                messaging.UpdateServiceParams{},
	"ListService":                  messaging.ListServicesParams{},
	"CreatePhoneNumber":            messaging.CreatePhoneNumberParams{},
	"ListPhoneNumber":              messaging.ListPhoneNumbersParams{},
	"CreateShortCode":              messaging.CreateShortCodeParams{},
	"ListShortCode":                messaging.ListShortCodesParams{},
	"CreateAlphaSender":            messaging.CreateAlphaSenderParams{},
	"ListAlphaSender":              messaging.ListAlphaSendersParams{},
	"CreateDestinationAlphaSender": messaging.CreateDestinationAlphaSenderParams{},
	"ListDestinationAlphaSender":   messaging.ListDestinationAlphaSendersParams{},
	"CreateChannelSender":          messaging.CreatePoolChannelSenderParams{},
	"ListChannelSender":            messaging.ListPoolChannelSendersParams{},
	"FetchDeactivation":            messaging.DeactivationsParams{},
	"UpdateDomainCertV4":           messaging.UpdateDomainCertificateParams{},
	"UpdateDomainConfig":           messaging.UpdateDomainConfigParams{},
}

var serviceResourcesV2 = map[string]any{"messaging.v2.domain_cert_v4": messaging.DomainCertificate{}}

var serviceParamsV2 = map[string]any{"CreateTypingIndicator": messaging.CreateTypingIndicatorParams{}}
