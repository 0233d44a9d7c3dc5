package messaging

import (
	"context"
	"iter"
	"log/slog"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Campaign is what a brand sends through a Messaging Service, as it is registered with The
// Campaign Registry (TCR) for US A2P 10DLC: what for, with which words, and how people agree. The
// API calls it UsAppToPerson or Usa2p. A service has one.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource
type Campaign struct {
	// SID is [CampaignSID], the same for all.
	SID string `json:"sid"`
	// AccountSID is the account that the campaign belongs to.
	AccountSID string `json:"account_sid"`
	// BrandRegistrationSID is the brand that sends (BN…).
	BrandRegistrationSID string `json:"brand_registration_sid"`
	// MessagingServiceSID is the service that it sends through (MG…).
	MessagingServiceSID string `json:"messaging_service_sid"`
	// Description says what the campaign does.
	Description string `json:"description"`
	// Usecase is what the campaign is for.
	Usecase CampaignUsecase `json:"us_app_to_person_usecase"`
	// MessageFlow says how people agree to be written to.
	MessageFlow string `json:"message_flow"`
	// MessageSamples are what messages may read like.
	MessageSamples []string `json:"message_samples"`
	// HasEmbeddedLinks says that messages hold links.
	HasEmbeddedLinks bool `json:"has_embedded_links"`
	// HasEmbeddedPhone says that messages hold phone numbers.
	HasEmbeddedPhone bool `json:"has_embedded_phone"`
	// SubscriberOptIn says that people opt in.
	SubscriberOptIn bool `json:"subscriber_opt_in"`
	// AgeGated says that messages are about what is not for everybody's age.
	AgeGated bool `json:"age_gated"`
	// DirectLending says that messages are about loans.
	DirectLending bool `json:"direct_lending"`
	// OptInMessage answers one of OptInKeywords.
	OptInMessage string `json:"opt_in_message"`
	// OptOutMessage answers one of OptOutKeywords.
	OptOutMessage string `json:"opt_out_message"`
	// HelpMessage answers one of HelpKeywords.
	HelpMessage string `json:"help_message"`
	// OptInKeywords are what people write to opt in.
	OptInKeywords []string `json:"opt_in_keywords"`
	// OptOutKeywords are what people write to opt out.
	OptOutKeywords []string `json:"opt_out_keywords"`
	// HelpKeywords are what people write to get help.
	HelpKeywords []string `json:"help_keywords"`
	// PrivacyPolicyURL is the campaign's privacy policy. It is in answers of version 1.2 only: see
	// [WithAPIVersion].
	PrivacyPolicyURL string `json:"privacy_policy_url"`
	// TermsAndConditionsURL are the campaign's terms. They are in answers of version 1.2 only.
	TermsAndConditionsURL string `json:"terms_and_conditions_url"`
	// Status is how far the registration has come.
	Status CampaignStatus `json:"campaign_status"`
	// Errors say what was wrong, if Status is [CampaignStatusFailed].
	Errors []RegistrationError `json:"errors"`
	// CampaignID is the campaign's ID at the registry, empty before it has one.
	CampaignID string `json:"campaign_id"`
	// IsExternallyRegistered says that the campaign was registered elsewhere: see
	// [ExternalCampaignService].
	IsExternallyRegistered bool `json:"is_externally_registered"`
	// RateLimits are what carriers let through, nil before they say.
	RateLimits *CampaignRateLimits `json:"rate_limits"`
	// Mock says that the campaign is for tests, as its brand is, and was sent to nobody.
	Mock bool `json:"mock"`
	// DateCreated is when the campaign was submitted.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the campaign.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a campaign: none of its texts.
func (c Campaign) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", c.SID),
		slog.String("messaging_service_sid", c.MessagingServiceSID),
		slog.String("usecase", string(c.Usecase)),
		slog.String("status", string(c.Status)),
	)
}

// CampaignRateLimits are what carriers let through of a campaign.
type CampaignRateLimits struct {
	// ATT is AT&T's limit, for the campaign.
	ATT ATTRateLimit `json:"att"`
	// TMobile is T-Mobile's, for the brand.
	TMobile TMobileRateLimit `json:"tmobile"`
}

// An ATTRateLimit is what AT&T lets through of a campaign.
type ATTRateLimit struct {
	// MPS is how many segments a second the campaign may send.
	MPS twilio.Int `json:"mps"`
	// MessageClass is AT&T's class for the campaign, which the limit follows from: "A".
	MessageClass string `json:"msg_class"`
}

// A TMobileRateLimit is what T-Mobile lets through of a brand.
type TMobileRateLimit struct {
	// BrandTier is T-Mobile's tier for the brand, which the daily limit follows from: "TOP".
	BrandTier string `json:"brand_tier"`
}

// CampaignSID is the SID of every campaign: each service has one of its own by this SID. It is what
// [CampaignService.Get] and the like take.
const CampaignSID = "QE2c6890da8086d771620e9b13fadeba0b"

// CampaignStatus is how far the registration of a campaign has come.
type CampaignStatus string

// The statuses of a campaign.
const (
	CampaignStatusPending    CampaignStatus = "PENDING"     // not yet with the registry
	CampaignStatusInProgress CampaignStatus = "IN_PROGRESS" // under review
	CampaignStatusVerified   CampaignStatus = "VERIFIED"    // the service's numbers can send
	CampaignStatusFailed     CampaignStatus = "FAILED"      // Errors say why
)

// Final reports whether the registration has come to its end, verified or failed. A campaign that
// failed can be corrected: see [CampaignService.Update].
func (s CampaignStatus) Final() bool {
	return s == CampaignStatusVerified || s == CampaignStatusFailed
}

// CampaignService registers the campaign of one service. It is reached by
// [ServiceService.Campaigns].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource
type CampaignService struct {
	client *twilio.Client
	path   twilio.Path
}

// Campaigns returns the service for the US A2P 10DLC campaign (UsAppToPerson) of the Messaging
// Service with this SID (MG…).
func (s *ServiceService) Campaigns(serviceSID string) *CampaignService {
	return &CampaignService{client: s.client, path: s.path.ID(serviceSID).Join("Compliance", "Usa2p")}
}

// WithAPIVersion asks for another version of the API's answers, by the header X-Twilio-Api-Version.
// From "v1.2" on, a campaign has its [Campaign.PrivacyPolicyURL] and
// [Campaign.TermsAndConditionsURL].
func WithAPIVersion(version string) twilio.CallOption {
	return twilio.WithHeader("X-Twilio-Api-Version", version)
}

// Create submits a campaign for review, which is charged for unless the brand is a mock. Its brand
// has to be approved: the error is 21717 otherwise. [CampaignService.Get] tells what becomes of it,
// after days as a rule. options may be [WithAPIVersion].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource#create-a-usa2p-resource
func (s *CampaignService) Create(ctx context.Context, params *CreateCampaignParams, options ...twilio.CallOption) (*Campaign, error) {
	return twilio.Post[Campaign](ctx, s.client, s.path, params, options...)
}

// Get fetches the campaign with this SID, [CampaignSID]. The error matches [twilio.ErrNotFound] if the
// service has none.
// options may be [WithAPIVersion].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource#retrieve-a-usa2p-resource
func (s *CampaignService) Get(ctx context.Context, sid string, options ...twilio.CallOption) (*Campaign, error) {
	return twilio.Get[Campaign](ctx, s.client, s.path.ID(sid), nil, options...)
}

// List returns the campaigns of the service. params may be nil, options may be [WithAPIVersion].
// See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource#retrieve-a-list-of-usa2p-resources
func (s *CampaignService) List(ctx context.Context, params *ListCampaignsParams, options ...twilio.CallOption) iter.Seq2[*Campaign, error] {
	return twilio.List[Campaign](ctx, s.client, s.path, "compliance", params, options...)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource#retrieve-a-list-of-usa2p-resources
func (s *CampaignService) ListPage(ctx context.Context, params *ListCampaignsParams, options ...twilio.CallOption) (*twilio.Page[Campaign], error) {
	return twilio.ListPage[Campaign](ctx, s.client, s.path, "compliance", params, options...)
}

// Update corrects a campaign that failed and submits it again. Its brand and its use stay. options
// may be [WithAPIVersion].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource
func (s *CampaignService) Update(ctx context.Context, sid string, params *UpdateCampaignParams, options ...twilio.CallOption) (*Campaign, error) {
	return twilio.Post[Campaign](ctx, s.client, s.path.ID(sid), params, options...)
}

// Delete takes a campaign off the service for good. From then on, nothing goes out to the US from the
// service's ten-digit numbers, until another campaign is verified.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptoperson-resource#delete-a-usa2p-resource
func (s *CampaignService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
