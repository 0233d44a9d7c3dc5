package messaging

import (
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// CreateCampaignParams are what reviewers read. Required are BrandRegistrationSID, Description,
// Usecase, MessageFlow, MessageSamples, HasEmbeddedLinks and HasEmbeddedPhone.
type CreateCampaignParams struct {
	// BrandRegistrationSID is the brand that sends (BN…), approved.
	BrandRegistrationSID string `url:"BrandRegistrationSid,omitempty"`
	// Description says what the campaign does, in 40 to 4,096 characters.
	Description string `url:"Description,omitempty"`
	// Usecase is what the campaign is for. [CampaignService.Usecases] lists what the brand may choose.
	Usecase CampaignUsecase `url:"UsAppToPersonUsecase,omitempty"`
	// MessageFlow says how people agree to be written to, every way there is, in 40 to 2,048
	// characters.
	MessageFlow string `url:"MessageFlow,omitempty"`
	// MessageSamples are two to five messages as people will get them, of 20 to 1,024 characters each.
	MessageSamples []string `url:"MessageSamples,omitempty"`
	// HasEmbeddedLinks says whether messages hold links.
	HasEmbeddedLinks *bool `url:"HasEmbeddedLinks,omitempty"`
	// HasEmbeddedPhone says whether messages hold phone numbers.
	HasEmbeddedPhone *bool `url:"HasEmbeddedPhone,omitempty"`
	// OptInMessage answers one of OptInKeywords, in 20 to 320 characters: the brand, what was agreed
	// to, how to get help and how to opt out. Required where people opt in by SMS.
	OptInMessage string `url:"OptInMessage,omitempty"`
	// OptOutMessage answers one of OptOutKeywords, in 20 to 320 characters, and says that no more
	// messages follow. Required unless Twilio answers.
	OptOutMessage string `url:"OptOutMessage,omitempty"`
	// HelpMessage answers one of HelpKeywords, in 20 to 320 characters. Required unless Twilio answers.
	HelpMessage string `url:"HelpMessage,omitempty"`
	// OptInKeywords are what people write to opt in: letters and digits, up to 255 characters.
	// Required where people opt in by SMS.
	OptInKeywords []string `url:"OptInKeywords,omitempty"`
	// OptOutKeywords are what people write to opt out, alike. Required unless Twilio answers.
	OptOutKeywords []string `url:"OptOutKeywords,omitempty"`
	// HelpKeywords are what people write to get help, alike. Required unless Twilio answers.
	HelpKeywords []string `url:"HelpKeywords,omitempty"`
	// SubscriberOptIn says whether people opt in.
	SubscriberOptIn *bool `url:"SubscriberOptIn,omitempty"`
	// AgeGated says whether messages are about what is not for everybody's age.
	AgeGated *bool `url:"AgeGated,omitempty"`
	// DirectLending says whether messages are about loans.
	DirectLending *bool `url:"DirectLending,omitempty"`
	// PrivacyPolicyURL is the campaign's privacy policy. Send it with [WithAPIVersion].
	PrivacyPolicyURL string `url:"PrivacyPolicyUrl,omitempty"`
	// TermsAndConditionsURL are the campaign's terms. Send it with [WithAPIVersion].
	TermsAndConditionsURL string `url:"TermsAndConditionsUrl,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListCampaignsParams say how long the pages of a list are.
type ListCampaignsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateCampaignParams are what reviewers read the second time. All but the two URLs are required,
// changed or not.
type UpdateCampaignParams struct {
	// Description says what the campaign does, in 40 to 4,096 characters.
	Description string `url:"Description,omitempty"`
	// MessageFlow says how people agree to be written to, in 40 to 2,048 characters.
	MessageFlow string `url:"MessageFlow,omitempty"`
	// MessageSamples are two to five messages, of 20 to 1,024 characters each.
	MessageSamples []string `url:"MessageSamples,omitempty"`
	// HasEmbeddedLinks says whether messages hold links.
	HasEmbeddedLinks *bool `url:"HasEmbeddedLinks,omitempty"`
	// HasEmbeddedPhone says whether messages hold phone numbers.
	HasEmbeddedPhone *bool `url:"HasEmbeddedPhone,omitempty"`
	// AgeGated says whether messages are about what is not for everybody's age.
	AgeGated *bool `url:"AgeGated,omitempty"`
	// DirectLending says whether messages are about loans.
	DirectLending *bool `url:"DirectLending,omitempty"`
	// PrivacyPolicyURL is the campaign's privacy policy. Send it with [WithAPIVersion].
	PrivacyPolicyURL *string `url:"PrivacyPolicyUrl,omitempty"`
	// TermsAndConditionsURL are the campaign's terms. Send it with [WithAPIVersion].
	TermsAndConditionsURL *string `url:"TermsAndConditionsUrl,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}
