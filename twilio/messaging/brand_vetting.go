package messaging

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A BrandVetting is what a third party says of a brand, which can raise its limits.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-vetting-resource
type BrandVetting struct {
	// SID identifies the vetting (VT…).
	SID string `json:"brand_vetting_sid"`
	// AccountSID is the account that the brand belongs to.
	AccountSID string `json:"account_sid"`
	// BrandSID is the brand (BN…).
	BrandSID string `json:"brand_sid"`
	// VettingProvider is the third party.
	VettingProvider BrandVettingProvider `json:"vetting_provider"`
	// VettingID is the third party's own ID. Campaign Verify's is a token: keep it to yourself.
	VettingID string `json:"vetting_id"`
	// VettingClass is the kind of vetting.
	VettingClass VettingClass `json:"vetting_class"`
	// VettingStatus is how far the vetting has come.
	VettingStatus VettingStatus `json:"vetting_status"`
	// DateCreated is when the record was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the record.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a vetting: not the third party's token.
func (v BrandVetting) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", v.SID),
		slog.String("brand_sid", v.BrandSID),
		slog.String("provider", string(v.VettingProvider)),
		slog.String("status", string(v.VettingStatus)),
	)
}

// BrandVettingProvider is a third party that vets brands.
type BrandVettingProvider string

// The third parties.
const (
	// BrandVettingProviderCampaignVerify vets political organizations.
	BrandVettingProviderCampaignVerify BrandVettingProvider = "campaign-verify"
	// BrandVettingProviderAegis does the secondary vetting.
	BrandVettingProviderAegis BrandVettingProvider = "aegis"
)

// VettingClass is a kind of vetting.
type VettingClass string

// The kinds of vetting.
const (
	VettingClassStandard  VettingClass = "STANDARD"  // by Aegis
	VettingClassPolitical VettingClass = "POLITICAL" // by Campaign Verify
)

// VettingStatus is how far a vetting has come.
type VettingStatus string

// The statuses of a vetting. Twilio's text has the first, its sample of an answer the second for a
// vetting under way.
const (
	VettingStatusPending    VettingStatus = "PENDING"
	VettingStatusInProgress VettingStatus = "IN_PROGRESS"
	VettingStatusSuccess    VettingStatus = "SUCCESS"
	VettingStatusFailed     VettingStatus = "FAILED"
)

// CreateBrandVettingParams ask for a vetting, or import one.
type CreateBrandVettingParams struct {
	// VettingProvider is the third party. It is required.
	VettingProvider BrandVettingProvider `url:"VettingProvider,omitempty"`
	// VettingID is the third party's ID of a vetting that exists: Campaign Verify's token.
	VettingID string `url:"VettingId,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// LogValue returns what may be logged of the parameters: not the third party's token.
func (p CreateBrandVettingParams) LogValue() slog.Value {
	return slog.GroupValue(slog.String("provider", string(p.VettingProvider)), slog.Bool("vetting_id", p.VettingID != ""))
}

// ListBrandVettingsParams filter the vettings of a brand. The zero value lists all.
type ListBrandVettingsParams struct {
	// VettingProvider lists the vettings by this third party only.
	VettingProvider BrandVettingProvider `url:"VettingProvider,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// BrandVettingService asks for and reads the vettings of one brand. It is reached by
// [BrandRegistrationService.Vettings].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-vetting-resource
type BrandVettingService struct {
	client *twilio.Client
	path   twilio.Path
}

// Vettings returns the service for the vettings of the brand with this SID (BN…).
func (s *BrandRegistrationService) Vettings(brandSID string) *BrandVettingService {
	return &BrandVettingService{client: s.client, path: s.path.ID(brandSID).Join("Vettings")}
}

// Create asks for a vetting of the brand, which is charged for, or imports one.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-vetting-resource
func (s *BrandVettingService) Create(ctx context.Context, params *CreateBrandVettingParams) (*BrandVetting, error) {
	return twilio.Post[BrandVetting](ctx, s.client, s.path, params)
}

// Get fetches a vetting by its SID (VT…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-vetting-resource
func (s *BrandVettingService) Get(ctx context.Context, sid string) (*BrandVetting, error) {
	return twilio.Get[BrandVetting](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the vettings of the brand. params may be nil. See [twilio.List] for how the pages
// are fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-vetting-resource
func (s *BrandVettingService) List(ctx context.Context, params *ListBrandVettingsParams) iter.Seq2[*BrandVetting, error] {
	return twilio.List[BrandVetting](ctx, s.client, s.path, "data", params)
}

// ListPage fetches one page of what List returns.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-vetting-resource
func (s *BrandVettingService) ListPage(ctx context.Context, params *ListBrandVettingsParams) (*twilio.Page[BrandVetting], error) {
	return twilio.ListPage[BrandVetting](ctx, s.client, s.path, "data", params)
}
