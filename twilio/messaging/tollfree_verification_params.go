package messaging

import (
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// CreateTollfreeVerificationParams are what reviewers read. Required are TollfreePhoneNumberSID,
// BusinessName, BusinessWebsite, NotificationEmail, UseCaseCategories, UseCaseSummary,
// ProductionMessageSample, MessageVolume, OptInType and OptInImageURLs.
type CreateTollfreeVerificationParams struct {
	// TollfreePhoneNumberSID is the number (PN…), which the account has already.
	TollfreePhoneNumberSID string `url:"TollfreePhoneNumberSid,omitempty"`
	// CustomerProfileSID is the profile of the business in Trust Hub (BU…). Those who act for
	// others give their customer's.
	CustomerProfileSID string `url:"CustomerProfileSid,omitempty"`
	// BusinessName is the business whose messages they are, by its legal name.
	BusinessName string `url:"BusinessName,omitempty"`
	// DoingBusinessAs is another name that it trades under.
	DoingBusinessAs string `url:"DoingBusinessAs,omitempty"`
	// BusinessType is the business's legal form. Twilio's text calls it required.
	BusinessType BusinessType `url:"BusinessType,omitempty"`
	// BusinessWebsite is its website, which reviewers look at.
	BusinessWebsite string `url:"BusinessWebsite,omitempty"`
	// BusinessRegistrationNumber is its number at BusinessRegistrationAuthority. Required of all but
	// sole proprietors, as are the next two.
	BusinessRegistrationNumber string `url:"BusinessRegistrationNumber,omitempty"`
	// BusinessRegistrationAuthority is the kind of that number.
	BusinessRegistrationAuthority BusinessRegistrationAuthority `url:"BusinessRegistrationAuthority,omitempty"`
	// BusinessRegistrationCountry is the country of that number, two letters.
	BusinessRegistrationCountry string `url:"BusinessRegistrationCountry,omitempty"`
	// BusinessRegistrationPhoneNumber is the phone number of the business, in E.164.
	BusinessRegistrationPhoneNumber channels.Address `url:"BusinessRegistrationPhoneNumber,omitempty"`
	// BusinessStreetAddress is the street of the business.
	BusinessStreetAddress string `url:"BusinessStreetAddress,omitempty"`
	// BusinessStreetAddress2 is a second line of it.
	BusinessStreetAddress2 string `url:"BusinessStreetAddress2,omitempty"`
	// BusinessCity is its city.
	BusinessCity string `url:"BusinessCity,omitempty"`
	// BusinessStateProvinceRegion is its state or province.
	BusinessStateProvinceRegion string `url:"BusinessStateProvinceRegion,omitempty"`
	// BusinessPostalCode is its postal code.
	BusinessPostalCode string `url:"BusinessPostalCode,omitempty"`
	// BusinessCountry is its country, two letters.
	BusinessCountry string `url:"BusinessCountry,omitempty"`
	// BusinessContactFirstName is a person there.
	BusinessContactFirstName string `url:"BusinessContactFirstName,omitempty"`
	// BusinessContactLastName is the person's last name.
	BusinessContactLastName string `url:"BusinessContactLastName,omitempty"`
	// BusinessContactEmail is the person's e-mail address.
	BusinessContactEmail string `url:"BusinessContactEmail,omitempty"`
	// BusinessContactPhone is the person's number, in E.164.
	BusinessContactPhone channels.Address `url:"BusinessContactPhone,omitempty"`
	// NotificationEmail is who is told of the outcome.
	NotificationEmail string `url:"NotificationEmail,omitempty"`
	// UseCaseCategories are what messages are for, as many as apply.
	UseCaseCategories []TollfreeUseCase `url:"UseCaseCategories,omitempty"`
	// UseCaseSummary says so in words.
	UseCaseSummary string `url:"UseCaseSummary,omitempty"`
	// ProductionMessageSample is a message as people will get it.
	ProductionMessageSample string `url:"ProductionMessageSample,omitempty"`
	// MessageVolume is about how many messages will be sent in a month, as text: "1,000".
	MessageVolume string `url:"MessageVolume,omitempty"`
	// OptInType is how people agree to be written to.
	OptInType OptInType `url:"OptInType,omitempty"`
	// OptInImageURLs are public pictures of how they do.
	OptInImageURLs []string `url:"OptInImageUrls,omitempty"`
	// OptInKeywords are what people write to opt in.
	OptInKeywords []string `url:"OptInKeywords,omitempty"`
	// OptInConfirmationMessage is what they get in answer.
	OptInConfirmationMessage string `url:"OptInConfirmationMessage,omitempty"`
	// HelpMessageSample is what people get who ask for help.
	HelpMessageSample string `url:"HelpMessageSample,omitempty"`
	// PrivacyPolicyURL is the business's privacy policy.
	PrivacyPolicyURL string `url:"PrivacyPolicyUrl,omitempty"`
	// TermsAndConditionsURL are its terms.
	TermsAndConditionsURL string `url:"TermsAndConditionsUrl,omitempty"`
	// AgeGatedContent says whether messages are about what is not for everybody's age.
	AgeGatedContent *bool `url:"AgeGatedContent,omitempty"`
	// AdditionalInformation is what else reviewers should know.
	AdditionalInformation string `url:"AdditionalInformation,omitempty"`
	// VettingProvider is the third party that vetted a political organization.
	VettingProvider TollfreeVettingProvider `url:"VettingProvider,omitempty"`
	// VettingID is the third party's token.
	VettingID string `url:"VettingId,omitempty"`
	// ExternalReferenceID is what the account calls the verification.
	ExternalReferenceID string `url:"ExternalReferenceId,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListTollfreeVerificationsParams filter the verifications of an account. The zero value lists all.
type ListTollfreeVerificationsParams struct {
	// TollfreePhoneNumberSID lists the verifications of this number only (PN…).
	TollfreePhoneNumberSID string `url:"TollfreePhoneNumberSid,omitempty"`
	// Status lists verifications with this status only.
	Status TollfreeStatus `url:"Status,omitempty"`
	// ExternalReferenceID lists verifications that the account calls so.
	ExternalReferenceID string `url:"ExternalReferenceId,omitempty"`
	// TrustProductSID lists the verifications with these bundles in Trust Hub only (BU…).
	TrustProductSID []string `url:"TrustProductSid,omitempty"`
	// IncludeSubAccounts lists those of subaccounts, too.
	IncludeSubAccounts *bool `url:"IncludeSubAccounts,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateTollfreeVerificationParams correct what reviewers read. What is nil or empty stays as it is;
// a pointer to "" clears.
type UpdateTollfreeVerificationParams struct {
	// EditReason says what has changed: "Website fixed".
	EditReason string `url:"EditReason,omitempty"`
	// BusinessName is the business whose messages they are, by its legal name.
	BusinessName string `url:"BusinessName,omitempty"`
	// DoingBusinessAs is another name that it trades under.
	DoingBusinessAs *string `url:"DoingBusinessAs,omitempty"`
	// BusinessType is the business's legal form. Twilio's text calls it required.
	BusinessType BusinessType `url:"BusinessType,omitempty"`
	// BusinessWebsite is its website, which reviewers look at.
	BusinessWebsite string `url:"BusinessWebsite,omitempty"`
	// BusinessRegistrationNumber is its number at BusinessRegistrationAuthority. Required of all but
	// sole proprietors, as are the next two.
	BusinessRegistrationNumber string `url:"BusinessRegistrationNumber,omitempty"`
	// BusinessRegistrationAuthority is the kind of that number.
	BusinessRegistrationAuthority BusinessRegistrationAuthority `url:"BusinessRegistrationAuthority,omitempty"`
	// BusinessRegistrationCountry is the country of that number, two letters.
	BusinessRegistrationCountry string `url:"BusinessRegistrationCountry,omitempty"`
	// BusinessRegistrationPhoneNumber is the phone number of the business, in E.164.
	BusinessRegistrationPhoneNumber channels.Address `url:"BusinessRegistrationPhoneNumber,omitempty"`
	// BusinessStreetAddress is the street of the business.
	BusinessStreetAddress string `url:"BusinessStreetAddress,omitempty"`
	// BusinessStreetAddress2 is a second line of it.
	BusinessStreetAddress2 *string `url:"BusinessStreetAddress2,omitempty"`
	// BusinessCity is its city.
	BusinessCity string `url:"BusinessCity,omitempty"`
	// BusinessStateProvinceRegion is its state or province.
	BusinessStateProvinceRegion string `url:"BusinessStateProvinceRegion,omitempty"`
	// BusinessPostalCode is its postal code.
	BusinessPostalCode string `url:"BusinessPostalCode,omitempty"`
	// BusinessCountry is its country, two letters.
	BusinessCountry string `url:"BusinessCountry,omitempty"`
	// BusinessContactFirstName is a person there.
	BusinessContactFirstName string `url:"BusinessContactFirstName,omitempty"`
	// BusinessContactLastName is the person's last name.
	BusinessContactLastName string `url:"BusinessContactLastName,omitempty"`
	// BusinessContactEmail is the person's e-mail address.
	BusinessContactEmail string `url:"BusinessContactEmail,omitempty"`
	// BusinessContactPhone is the person's number, in E.164.
	BusinessContactPhone channels.Address `url:"BusinessContactPhone,omitempty"`
	// NotificationEmail is who is told of the outcome.
	NotificationEmail string `url:"NotificationEmail,omitempty"`
	// UseCaseCategories are what messages are for, as many as apply.
	UseCaseCategories []TollfreeUseCase `url:"UseCaseCategories,omitempty"`
	// UseCaseSummary says so in words.
	UseCaseSummary string `url:"UseCaseSummary,omitempty"`
	// ProductionMessageSample is a message as people will get it.
	ProductionMessageSample string `url:"ProductionMessageSample,omitempty"`
	// MessageVolume is about how many messages will be sent in a month, as text: "1,000".
	MessageVolume string `url:"MessageVolume,omitempty"`
	// OptInType is how people agree to be written to.
	OptInType OptInType `url:"OptInType,omitempty"`
	// OptInImageURLs are public pictures of how they do.
	OptInImageURLs []string `url:"OptInImageUrls,omitempty"`
	// OptInKeywords are what people write to opt in.
	OptInKeywords []string `url:"OptInKeywords,omitempty"`
	// OptInConfirmationMessage is what they get in answer.
	OptInConfirmationMessage *string `url:"OptInConfirmationMessage,omitempty"`
	// HelpMessageSample is what people get who ask for help.
	HelpMessageSample *string `url:"HelpMessageSample,omitempty"`
	// PrivacyPolicyURL is the business's privacy policy.
	PrivacyPolicyURL *string `url:"PrivacyPolicyUrl,omitempty"`
	// TermsAndConditionsURL are its terms.
	TermsAndConditionsURL *string `url:"TermsAndConditionsUrl,omitempty"`
	// AgeGatedContent says whether messages are about what is not for everybody's age.
	AgeGatedContent *bool `url:"AgeGatedContent,omitempty"`
	// AdditionalInformation is what else reviewers should know.
	AdditionalInformation *string `url:"AdditionalInformation,omitempty"`
	// VettingProvider is the third party that vetted a political organization.
	VettingProvider TollfreeVettingProvider `url:"VettingProvider,omitempty"`
	// VettingID is the third party's token.
	VettingID string `url:"VettingId,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}
