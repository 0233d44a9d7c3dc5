package messaging

import (
	"context"
	"iter"
	"log/slog"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A TollfreeVerification is the review that a toll-free number needs before it may send to the US
// and Canada: who the business is, what it sends, and how people agree. Without one, messages fail
// with error 30032.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
type TollfreeVerification struct {
	// SID identifies the verification (HH…).
	SID string `json:"sid"`
	// AccountSID is the account that the verification belongs to.
	AccountSID string `json:"account_sid"`
	// Status is how far the review has come.
	Status TollfreeStatus `json:"status"`
	// RejectionReasons say what was wrong, if Status is [TollfreeStatusRejected].
	RejectionReasons []TollfreeRejectionReason `json:"rejection_reasons"`
	// RejectionReason is the first of them in words.
	RejectionReason string `json:"rejection_reason"`
	// ErrorCode is the first of them as a number, 0 if nothing was wrong.
	ErrorCode twilio.ErrorCode `json:"error_code"`
	// EditAllowed says whether the verification, rejected, can be corrected by
	// [TollfreeVerificationService.Update]. It is nil where the question does not arise.
	EditAllowed *bool `json:"edit_allowed"`
	// EditExpiration is until when it can be, with priority over new ones.
	EditExpiration twilio.Time `json:"edit_expiration"`
	// TollfreePhoneNumberSID is the number (PN…).
	TollfreePhoneNumberSID string `json:"tollfree_phone_number_sid"`
	// TollfreePhoneNumber is the number itself.
	TollfreePhoneNumber channels.Address `json:"tollfree_phone_number"`
	// CustomerProfileSID is the profile of the business in Trust Hub (BU…).
	CustomerProfileSID string `json:"customer_profile_sid"`
	// TrustProductSID is the verification's own bundle in Trust Hub (BU…).
	TrustProductSID string `json:"trust_product_sid"`
	// RegulatedItemSID is what ties the number to that bundle (RA…).
	RegulatedItemSID string `json:"regulated_item_sid"`
	// BusinessName is the business.
	BusinessName string `json:"business_name"`
	// DoingBusinessAs is another name that it trades under.
	DoingBusinessAs string `json:"doing_business_as"`
	// BusinessType is the business's legal form.
	BusinessType BusinessType `json:"business_type"`
	// BusinessWebsite is its website.
	BusinessWebsite string `json:"business_website"`
	// BusinessRegistrationNumber is its number at BusinessRegistrationAuthority.
	BusinessRegistrationNumber string `json:"business_registration_number"`
	// BusinessRegistrationAuthority is the kind of that number.
	BusinessRegistrationAuthority BusinessRegistrationAuthority `json:"business_registration_authority"`
	// BusinessRegistrationCountry is the country of that number.
	BusinessRegistrationCountry string `json:"business_registration_country"`
	// BusinessRegistrationPhoneNumber is the phone number of the business.
	BusinessRegistrationPhoneNumber channels.Address `json:"business_registration_phone_number"`
	// BusinessStreetAddress is the street of the business.
	BusinessStreetAddress string `json:"business_street_address"`
	// BusinessStreetAddress2 is a second line of it.
	BusinessStreetAddress2 string `json:"business_street_address2"`
	// BusinessCity is its city.
	BusinessCity string `json:"business_city"`
	// BusinessStateProvinceRegion is its state or province.
	BusinessStateProvinceRegion string `json:"business_state_province_region"`
	// BusinessPostalCode is its postal code.
	BusinessPostalCode string `json:"business_postal_code"`
	// BusinessCountry is its country.
	BusinessCountry string `json:"business_country"`
	// BusinessContactFirstName is a person there.
	BusinessContactFirstName string `json:"business_contact_first_name"`
	// BusinessContactLastName is the person's last name.
	BusinessContactLastName string `json:"business_contact_last_name"`
	// BusinessContactEmail is the person's e-mail address.
	BusinessContactEmail string `json:"business_contact_email"`
	// BusinessContactPhone is the person's number.
	BusinessContactPhone channels.Address `json:"business_contact_phone"`
	// NotificationEmail is who is told of the outcome.
	NotificationEmail string `json:"notification_email"`
	// UseCaseCategories are what messages are for.
	UseCaseCategories []TollfreeUseCase `json:"use_case_categories"`
	// UseCaseSummary says so in words.
	UseCaseSummary string `json:"use_case_summary"`
	// ProductionMessageSample is a message as people get it.
	ProductionMessageSample string `json:"production_message_sample"`
	// MessageVolume is about how many messages are sent in a month, as text: "1,000".
	MessageVolume string `json:"message_volume"`
	// OptInType is how people agree to be written to.
	OptInType OptInType `json:"opt_in_type"`
	// OptInImageURLs are pictures of how they do.
	OptInImageURLs []string `json:"opt_in_image_urls"`
	// OptInKeywords are what people write to opt in.
	OptInKeywords []string `json:"opt_in_keywords"`
	// OptInConfirmationMessage is what they get in answer.
	OptInConfirmationMessage string `json:"opt_in_confirmation_message"`
	// HelpMessageSample is what people get who ask for help.
	HelpMessageSample string `json:"help_message_sample"`
	// PrivacyPolicyURL is the business's privacy policy.
	PrivacyPolicyURL string `json:"privacy_policy_url"`
	// TermsAndConditionsURL are its terms.
	TermsAndConditionsURL string `json:"terms_and_conditions_url"`
	// AgeGatedContent says that messages are about what is not for everybody's age.
	AgeGatedContent bool `json:"age_gated_content"`
	// AdditionalInformation is what else reviewers were told.
	AdditionalInformation string `json:"additional_information"`
	// VettingProvider is the third party that vetted a political organization.
	VettingProvider TollfreeVettingProvider `json:"vetting_provider"`
	// VettingID is the third party's token: keep it to yourself.
	VettingID string `json:"vetting_id"`
	// VettingIDExpiration is until when the token is good.
	VettingIDExpiration twilio.Time `json:"vetting_id_expiration"`
	// ExternalReferenceID is what the account calls the verification.
	ExternalReferenceID string `json:"external_reference_id"`
	// ResourceLinks are the addresses of what it rests on in Trust Hub, by name: "customer_profile".
	ResourceLinks map[string]string `json:"resource_links"`
	// DateCreated is when the verification was submitted.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the verification.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a verification: no person, text or token, and no number in
// full.
func (v TollfreeVerification) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("sid", v.SID),
		slog.String("status", string(v.Status)),
		slog.Any("tollfree_phone_number", v.TollfreePhoneNumber),
	}
	if v.ErrorCode != 0 {
		attrs = append(attrs, slog.Int("error_code", int(v.ErrorCode)))
	}
	return slog.GroupValue(attrs...)
}

// A TollfreeRejectionReason is one thing that kept a number from being verified.
type TollfreeRejectionReason struct {
	// Code is the reason's number, from 30440 on.
	Code twilio.ErrorCode `json:"code"`
	// Reason says it in words.
	Reason string `json:"reason"`
}

// TollfreeStatus is how far a review has come.
type TollfreeStatus string

// The statuses of a verification. It begins as [TollfreeStatusPendingReview].
const (
	TollfreeStatusPendingReview TollfreeStatus = "PENDING_REVIEW" // waits for a reviewer
	TollfreeStatusInReview      TollfreeStatus = "IN_REVIEW"
	TollfreeStatusApproved      TollfreeStatus = "TWILIO_APPROVED" // the number can send
	TollfreeStatusRejected      TollfreeStatus = "TWILIO_REJECTED" // RejectionReasons say why
)

// Final reports whether the review has come to its end, approved or rejected. One that was rejected
// can be corrected if [TollfreeVerification.EditAllowed] says so.
func (s TollfreeStatus) Final() bool {
	return s == TollfreeStatusApproved || s == TollfreeStatusRejected
}

// TollfreeVerificationService has toll-free numbers verified. It is reached as
// [API.TollfreeVerifications].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
type TollfreeVerificationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create submits a number for review. The answer's status is [TollfreeStatusPendingReview];
// [TollfreeVerificationService.Get] tells what becomes of it, after days as a rule.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
func (s *TollfreeVerificationService) Create(ctx context.Context, params *CreateTollfreeVerificationParams) (*TollfreeVerification, error) {
	return twilio.Post[TollfreeVerification](ctx, s.client, s.path, params)
}

// Get fetches a verification by its SID (HH…). The error matches [twilio.ErrNotFound] if there is
// none.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
func (s *TollfreeVerificationService) Get(ctx context.Context, sid string) (*TollfreeVerification, error) {
	return twilio.Get[TollfreeVerification](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's verifications. params may be nil. See [twilio.List] for how the pages
// are fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
func (s *TollfreeVerificationService) List(ctx context.Context, params *ListTollfreeVerificationsParams) iter.Seq2[*TollfreeVerification, error] {
	return twilio.List[TollfreeVerification](ctx, s.client, s.path, "verifications", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
func (s *TollfreeVerificationService) ListPage(ctx context.Context, params *ListTollfreeVerificationsParams) (*twilio.Page[TollfreeVerification], error) {
	return twilio.ListPage[TollfreeVerification](ctx, s.client, s.path, "verifications", params)
}

// Update corrects a verification that was rejected and submits it again. What params leave nil or
// empty stays as it is. It works while [TollfreeVerification.EditAllowed] is true and
// [TollfreeVerification.EditExpiration] has not passed.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
func (s *TollfreeVerificationService) Update(ctx context.Context, sid string, params *UpdateTollfreeVerificationParams) (*TollfreeVerification, error) {
	return twilio.Post[TollfreeVerification](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a verification for good, approved or not, so that the number can no longer send to
// the US and Canada.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource
func (s *TollfreeVerificationService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
