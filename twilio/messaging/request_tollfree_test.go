package messaging_test

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// business is the part of a form that a new verification and a correction have in common, as it is
// sent. What comes after it begins with D.
const business = "BusinessCity=Springfield&BusinessContactEmail=a%40b.example&BusinessContactFirstName=A" +
	"&BusinessContactLastName=B&BusinessContactPhone=%2B15558675310&BusinessCountry=US&BusinessName=Acme" +
	"&BusinessPostalCode=12345&BusinessRegistrationAuthority=EIN&BusinessRegistrationCountry=US" +
	"&BusinessRegistrationNumber=12-3456789&BusinessRegistrationPhoneNumber=%2B15557122661" +
	"&BusinessStateProvinceRegion=IL&BusinessStreetAddress=1+Main+St&BusinessStreetAddress2=Suite+2" +
	"&BusinessType=PRIVATE_PROFIT&BusinessWebsite=https%3A%2F%2Fa.example"

func tollfreeRequests() requests {
	list := &messaging.ListTollfreeVerificationsParams{
		TollfreePhoneNumberSID: "PN1", Status: messaging.TollfreeStatusRejected, ExternalReferenceID: "r",
		TrustProductSID: []string{"BU1", "BU2"}, IncludeSubAccounts: new(true), PageParams: page, Extra: extra,
	}
	const listed = "/v1/Tollfree/Verifications?ExternalReferenceId=r&IncludeSubAccounts=true&New=x&PageSize=20" +
		"&Status=TWILIO_REJECTED&TollfreePhoneNumberSid=PN1&TrustProductSid=BU1&TrustProductSid=BU2"
	return requests{
		"TollfreeVerificationService.Create": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TollfreeVerifications.Create(ctx, &messaging.CreateTollfreeVerificationParams{
					TollfreePhoneNumberSID: "PN1", CustomerProfileSID: "BU1", BusinessName: "Acme", DoingBusinessAs: "Ac",
					BusinessType: messaging.BusinessTypePrivateProfit, BusinessWebsite: "https://a.example",
					BusinessRegistrationNumber:    "12-3456789",
					BusinessRegistrationAuthority: messaging.BusinessRegistrationAuthorityEIN,
					BusinessRegistrationCountry:   "US", BusinessRegistrationPhoneNumber: "+15557122661",
					BusinessStreetAddress: "1 Main St", BusinessStreetAddress2: "Suite 2", BusinessCity: "Springfield",
					BusinessStateProvinceRegion: "IL", BusinessPostalCode: "12345", BusinessCountry: "US",
					BusinessContactFirstName: "A", BusinessContactLastName: "B", BusinessContactEmail: "a@b.example",
					BusinessContactPhone: "+15558675310", NotificationEmail: "n@b.example",
					UseCaseCategories: []messaging.TollfreeUseCase{messaging.TollfreeUseCaseK12, messaging.TollfreeUseCaseEvents},
					UseCaseSummary:    "u", ProductionMessageSample: "s", MessageVolume: "1,000",
					OptInType: messaging.OptInTypeWebForm, OptInImageURLs: []string{"i", "j"}, OptInKeywords: []string{"JOIN"},
					OptInConfirmationMessage: "c", HelpMessageSample: "h", PrivacyPolicyURL: "p", TermsAndConditionsURL: "t",
					AgeGatedContent: new(false), AdditionalInformation: "i",
					VettingProvider: messaging.TollfreeVettingProviderCampaignVerify, VettingID: "v", ExternalReferenceID: "r",
					Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Tollfree/Verifications",
			Body: "AdditionalInformation=i&AgeGatedContent=false&" + business + "&CustomerProfileSid=BU1&DoingBusinessAs=Ac" +
				"&ExternalReferenceId=r&HelpMessageSample=h&MessageVolume=1%2C000&New=x&NotificationEmail=n%40b.example" +
				"&OptInConfirmationMessage=c&OptInImageUrls=i&OptInImageUrls=j&OptInKeywords=JOIN&OptInType=WEB_FORM" +
				"&PrivacyPolicyUrl=p&ProductionMessageSample=s&TermsAndConditionsUrl=t&TollfreePhoneNumberSid=PN1" +
				"&UseCaseCategories=K12&UseCaseCategories=EVENTS&UseCaseSummary=u&VettingId=v&VettingProvider=CAMPAIGN_VERIFY",
		},
		"TollfreeVerificationService.Get": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TollfreeVerifications.Get(ctx, "HH1")
			},
			Method: "GET", URL: "/v1/Tollfree/Verifications/HH1",
		},
		"TollfreeVerificationService.List": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return twilio.Collect(s.TollfreeVerifications.List(ctx, list), 0)
			},
			Method: "GET", URL: listed,
		},
		"TollfreeVerificationService.ListPage": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TollfreeVerifications.ListPage(ctx, list)
			},
			Method: "GET", URL: listed,
		},
		"TollfreeVerificationService.Update": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return s.TollfreeVerifications.Update(ctx, "HH1", &messaging.UpdateTollfreeVerificationParams{
					EditReason: "Website fixed", BusinessName: "Acme", DoingBusinessAs: new(""),
					BusinessType: messaging.BusinessTypePrivateProfit, BusinessWebsite: "https://a.example",
					BusinessRegistrationNumber:    "12-3456789",
					BusinessRegistrationAuthority: messaging.BusinessRegistrationAuthorityEIN,
					BusinessRegistrationCountry:   "US", BusinessRegistrationPhoneNumber: "+15557122661",
					BusinessStreetAddress: "1 Main St", BusinessStreetAddress2: new("Suite 2"), BusinessCity: "Springfield",
					BusinessStateProvinceRegion: "IL", BusinessPostalCode: "12345", BusinessCountry: "US",
					BusinessContactFirstName: "A", BusinessContactLastName: "B", BusinessContactEmail: "a@b.example",
					BusinessContactPhone: "+15558675310", NotificationEmail: "n@b.example",
					UseCaseCategories: []messaging.TollfreeUseCase{messaging.TollfreeUseCaseMarketing},
					UseCaseSummary:    "u", ProductionMessageSample: "s", MessageVolume: "10",
					OptInType: messaging.OptInTypePaperForm, OptInImageURLs: []string{"i"}, OptInKeywords: []string{"JOIN"},
					OptInConfirmationMessage: new("c"), HelpMessageSample: new("h"), PrivacyPolicyURL: new("p"),
					TermsAndConditionsURL: new("t"), AgeGatedContent: new(true), AdditionalInformation: new(""),
					VettingProvider: messaging.TollfreeVettingProviderCampaignVerify, VettingID: "v", Extra: extra,
				})
			},
			Method: "POST", URL: "/v1/Tollfree/Verifications/HH1",
			Body: "AdditionalInformation=&AgeGatedContent=true&" + business + "&DoingBusinessAs=&EditReason=Website+fixed" +
				"&HelpMessageSample=h&MessageVolume=10&New=x&NotificationEmail=n%40b.example&OptInConfirmationMessage=c" +
				"&OptInImageUrls=i&OptInKeywords=JOIN&OptInType=PAPER_FORM&PrivacyPolicyUrl=p&ProductionMessageSample=s" +
				"&TermsAndConditionsUrl=t&UseCaseCategories=MARKETING&UseCaseSummary=u&VettingId=v&VettingProvider=CAMPAIGN_VERIFY",
		},
		"TollfreeVerificationService.Delete": {
			Call: func(ctx context.Context, s *messaging.API) (any, error) {
				return nil, s.TollfreeVerifications.Delete(ctx, "HH1")
			},
			Method: "DELETE", URL: "/v1/Tollfree/Verifications/HH1",
		},
	}
}
