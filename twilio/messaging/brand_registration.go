package messaging

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A BrandRegistration is the registration of a business with The Campaign Registry (TCR), which US
// carriers ask for before a program may send from ten-digit numbers (A2P 10DLC). Campaigns hang on
// it: see [ServiceService.Campaigns].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-resource
type BrandRegistration struct {
	// SID identifies the brand (BN…).
	SID string `json:"sid"`
	// AccountSID is the account that the brand belongs to.
	AccountSID string `json:"account_sid"`
	// CustomerProfileBundleSID is the profile of the business in Trust Hub (BU…).
	CustomerProfileBundleSID string `json:"customer_profile_bundle_sid"`
	// A2PProfileBundleSID is the bundle in Trust Hub with what A2P asks for beyond that (BU…).
	A2PProfileBundleSID string `json:"a2p_profile_bundle_sid"`
	// BrandType says how much the business may send.
	BrandType BrandType `json:"brand_type"`
	// Status is how far the registration has come.
	Status BrandStatus `json:"status"`
	// TCRID is the brand's ID at the registry, empty before it is approved.
	TCRID string `json:"tcr_id"`
	// Errors say what was wrong, field by field, if Status is [BrandStatusFailed].
	Errors []RegistrationError `json:"errors"`
	// FailureReason says so in a sentence. Twilio has replaced it by Errors.
	FailureReason string `json:"failure_reason"`
	// BrandScore is the score, up to 100, that daily limits follow from: that of the secondary
	// vetting if there was one, else the registry's own. It is nil if there is none.
	BrandScore *twilio.Int `json:"brand_score"`
	// BrandFeedback says what holds the score down. Twilio no longer keeps it up.
	BrandFeedback []BrandFeedback `json:"brand_feedback"`
	// IdentityStatus is what the registry found out of the business.
	IdentityStatus BrandIdentityStatus `json:"identity_status"`
	// Russell3000 says that the business is in the Russell 3000 index, nil if that is not known.
	Russell3000 *bool `json:"russell_3000"`
	// GovernmentEntity says that the business is part of a government, nil if that is not known.
	GovernmentEntity *bool `json:"government_entity"`
	// TaxExemptStatus is the paragraph of section 501 that frees the business from taxes: "501c3".
	TaxExemptStatus string `json:"tax_exempt_status"`
	// SkipAutomaticSecVet says that there is no secondary vetting.
	SkipAutomaticSecVet bool `json:"skip_automatic_sec_vet"`
	// Mock says that the brand is for tests and was sent to nobody.
	Mock bool `json:"mock"`
	// DateCreated is when the brand was submitted.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the brand.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the brand, by name: "brand_vettings".
	Links map[string]string `json:"links"`
}

// BrandType says how much a business may send.
type BrandType string

// The types of brands.
const (
	// BrandTypeStandard is for businesses with a tax number, with any number of campaigns. A brand of
	// low volume is one too: it skips secondary vetting.
	BrandTypeStandard BrandType = "STANDARD"
	// BrandTypeSoleProprietor is for people without one who send little. It has a single campaign,
	// and its owner answers an SMS: see [BrandRegistrationService.SendOTP].
	BrandTypeSoleProprietor BrandType = "SOLE_PROPRIETOR"
)

// BrandStatus is how far the registration of a brand has come.
type BrandStatus string

// The statuses of a brand. It begins as [BrandStatusPending].
const (
	BrandStatusPending         BrandStatus = "PENDING"          // with the registry
	BrandStatusInReview        BrandStatus = "IN_REVIEW"        // people look at it
	BrandStatusApproved        BrandStatus = "APPROVED"         // campaigns follow, if IdentityStatus is verified
	BrandStatusFailed          BrandStatus = "FAILED"           // Errors say why
	BrandStatusSuspended       BrandStatus = "SUSPENDED"        // its campaigns cannot send
	BrandStatusDeletionPending BrandStatus = "DELETION_PENDING" // about to be deleted
	BrandStatusDeletionFailed  BrandStatus = "DELETION_FAILED"
)

// Final reports whether the registration has come to its end, approved or failed. To a brand that
// failed, [BrandRegistrationService.Update] gives another chance, and an approved one can still be
// suspended.
func (s BrandStatus) Final() bool { return s == BrandStatusApproved || s == BrandStatusFailed }

// BrandIdentityStatus is what the registry found out of a business.
type BrandIdentityStatus string

// What the registry knows of a business. Campaigns need one that is verified. A sole proprietor is,
// once the SMS has been answered: see [BrandRegistrationService.SendOTP].
const (
	BrandIdentityStatusSelfDeclared   BrandIdentityStatus = "SELF_DECLARED"
	BrandIdentityStatusUnverified     BrandIdentityStatus = "UNVERIFIED"
	BrandIdentityStatusVerified       BrandIdentityStatus = "VERIFIED"
	BrandIdentityStatusVettedVerified BrandIdentityStatus = "VETTED_VERIFIED" // by a third party as well
)

// BrandFeedback names what holds a brand's score down.
type BrandFeedback string

// What holds a brand's score down.
const (
	BrandFeedbackTaxID            BrandFeedback = "TAX_ID"
	BrandFeedbackStockSymbol      BrandFeedback = "STOCK_SYMBOL"
	BrandFeedbackNonprofit        BrandFeedback = "NONPROFIT"
	BrandFeedbackGovernmentEntity BrandFeedback = "GOVERNMENT_ENTITY"
	BrandFeedbackOthers           BrandFeedback = "OTHERS"
)

// CreateBrandRegistrationParams say which business to register. Both bundles are required, and have
// to be made and approved in Trust Hub before.
type CreateBrandRegistrationParams struct {
	// CustomerProfileBundleSID is the profile of the business in Trust Hub (BU…).
	CustomerProfileBundleSID string `url:"CustomerProfileBundleSid,omitempty"`
	// A2PProfileBundleSID is the bundle in Trust Hub with what A2P asks for beyond that (BU…).
	A2PProfileBundleSID string `url:"A2PProfileBundleSid,omitempty"`
	// BrandType is [BrandTypeStandard] or [BrandTypeSoleProprietor].
	BrandType BrandType `url:"BrandType,omitempty"`
	// Mock makes a brand for tests, which goes to no registry, and whose campaigns are mock ones, too.
	// The default is false.
	Mock *bool `url:"Mock,omitempty"`
	// SkipAutomaticSecVet does without the secondary vetting that a standard brand otherwise gets and
	// pays for, and without its higher limits. It is for brands of low volume and for political
	// organizations.
	SkipAutomaticSecVet *bool `url:"SkipAutomaticSecVet,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListBrandRegistrationsParams say how long the pages of a list are.
type ListBrandRegistrationsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// BrandRegistrationService registers brands for US A2P 10DLC. It is reached as
// [API.BrandRegistrations].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-resource
type BrandRegistrationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create submits a brand to the registry, which is charged for unless it is a mock. The answer's
// status is [BrandStatusPending]; [BrandRegistrationService.Get] tells what becomes of it, after
// minutes as a rule, and after days if people look at it.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-resource
func (s *BrandRegistrationService) Create(ctx context.Context, params *CreateBrandRegistrationParams) (*BrandRegistration, error) {
	return twilio.Post[BrandRegistration](ctx, s.client, s.path, params)
}

// Get fetches a brand by its SID (BN…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-resource#retrieve-a-specific-brandregistration
func (s *BrandRegistrationService) Get(ctx context.Context, sid string) (*BrandRegistration, error) {
	return twilio.Get[BrandRegistration](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's brands. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-resource#retrieve-a-list-of-brandregistrations
func (s *BrandRegistrationService) List(ctx context.Context, params *ListBrandRegistrationsParams) iter.Seq2[*BrandRegistration, error] {
	return twilio.List[BrandRegistration](ctx, s.client, s.path, "data", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-resource#retrieve-a-list-of-brandregistrations
func (s *BrandRegistrationService) ListPage(ctx context.Context, params *ListBrandRegistrationsParams) (*twilio.Page[BrandRegistration], error) {
	return twilio.ListPage[BrandRegistration](ctx, s.client, s.path, "data", params)
}

// Update submits a brand again. It takes no parameters: correct the profiles in Trust Hub first. It
// is for a brand that failed, or whose identity is unverified.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-resource#update-a-brandregistration
func (s *BrandRegistrationService) Update(ctx context.Context, sid string) (*BrandRegistration, error) {
	return twilio.Post[BrandRegistration](ctx, s.client, s.path.ID(sid), nil)
}
