package messaging_test

import (
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

var complianceSamples = map[string]func() any{
	"CreateBrandRegistrationOtp": apitest.One[messaging.BrandRegistrationOTP](),
	"CreateBrandRegistrations":   apitest.One[messaging.BrandRegistration](),
	"FetchBrandRegistrations":    apitest.One[messaging.BrandRegistration](),
	"UpdateBrandRegistrations":   apitest.One[messaging.BrandRegistration](),
	"ListBrandRegistrations":     apitest.Page[messaging.BrandRegistration]("data"),
	"FetchBrandVetting":          apitest.One[messaging.BrandVetting](),
	"CreateUsAppToPerson":        apitest.One[messaging.Campaign](),
	"FetchUsAppToPerson":         apitest.One[messaging.Campaign](),
	"ListUsAppToPerson":          apitest.Page[messaging.Campaign]("compliance"),
	"CreateExternalCampaign":     apitest.One[messaging.ExternalCampaign](),
	"CreateTollfreeVerification": apitest.One[messaging.TollfreeVerification](),
	"FetchTollfreeVerification":  apitest.One[messaging.TollfreeVerification](),
	"ListTollfreeVerification":   apitest.Page[messaging.TollfreeVerification]("verifications"),
}

var complianceResources = map[string]any{
	"messaging.v1.brand_registrations":                        messaging.BrandRegistration{},
	"messaging.v1.brand_registrations.brand_registration_otp": messaging.BrandRegistrationOTP{},
	"messaging.v1.brand_registrations.brand_vetting":          messaging.BrandVetting{},
	"messaging.v1.service.us_app_to_person_response":          messaging.Campaign{},
	"messaging.v1.service.us_app_to_person_usecase":           messaging.CampaignUsecases{},
	"messaging.v1.external_campaign":                          messaging.ExternalCampaign{},
	"messaging.v1.tollfree_verification":                      messaging.TollfreeVerification{},
}

var complianceParams = map[string]any{
	"CreateBrandRegistrations": messaging.CreateBrandRegistrationParams{},
	"ListBrandRegistrations":   messaging.ListBrandRegistrationsParams{},
	"CreateBrandVetting":       messaging.CreateBrandVettingParams{},
	// The list has pages, and the description leaves out how to ask for them.
	"ListBrandVetting":           apitest.Beyond(messaging.ListBrandVettingsParams{}, "PageSize", "Page", "PageToken"),
	"CreateUsAppToPerson":        messaging.CreateCampaignParams{},
	"ListUsAppToPerson":          messaging.ListCampaignsParams{},
	"UpdateUsAppToPerson":        messaging.UpdateCampaignParams{},
	"FetchUsAppToPersonUsecase":  messaging.CampaignUsecasesParams{},
	"CreateExternalCampaign":     messaging.CreateExternalCampaignParams{},
	"CreateTollfreeVerification": messaging.CreateTollfreeVerificationParams{},
	"ListTollfreeVerification":   messaging.ListTollfreeVerificationsParams{},
	"UpdateTollfreeVerification": messaging.UpdateTollfreeVerificationParams{},
}

var complianceSamplesV2 = map[string]func() any{
	"ListChannelsSender":   apitest.Page[messaging.ChannelSender]("senders"),
	"UpdateChannelsSender": apitest.One[messaging.ChannelSender](),
}

var complianceResourcesV2 = map[string]any{
	"messaging.v2.channels_sender_response": messaging.ChannelSender{},
}

var complianceParamsV2 = map[string]any{
	"CreateChannelsSender": messaging.CreateChannelSenderParams{},
	"ListChannelsSender":   messaging.ListChannelSendersParams{},
	"UpdateChannelsSender": messaging.UpdateChannelSenderParams{},
}
