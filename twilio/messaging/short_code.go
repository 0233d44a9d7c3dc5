package messaging

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A ShortCode is a short number of the account's in the pool of a service.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/services-shortcode-resource
type ShortCode struct {
	// SID identifies the short code (SC…), in the account as in the pool.
	SID string `json:"sid"`
	// AccountSID is the account that the short code belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service of the pool (MG…).
	ServiceSID string `json:"service_sid"`
	// ShortCode is the number, of 3 to 8 digits.
	ShortCode channels.Address `json:"short_code"`
	// CountryCode is the short code's country, two letters of ISO 3166.
	CountryCode string `json:"country_code"`
	// Capabilities are what the short code can carry: "SMS", "MMS".
	Capabilities []string `json:"capabilities"`
	// DateCreated is when the short code came to the pool.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the record last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the record.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a short code of a pool.
func (c ShortCode) LogValue() slog.Value {
	return logMember(c.SID, c.ServiceSID, c.ShortCode)
}

// CreateShortCodeParams name the short code that joins the pool.
type CreateShortCodeParams struct {
	// ShortCodeSID is the short code (SC…), which the account has already. It is required.
	ShortCodeSID string `url:"ShortCodeSid,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListShortCodesParams say how long the pages of a list are.
type ListShortCodesParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ShortCodeService keeps the short codes in the pool of one service. It is reached by
// [ServiceService.ShortCodes].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/services-shortcode-resource
type ShortCodeService struct {
	client *twilio.Client
	path   twilio.Path
}

// ShortCodes returns the service for the short codes in the pool of the Messaging Service with this
// SID (MG…).
func (s *ServiceService) ShortCodes(serviceSID string) *ShortCodeService {
	return &ShortCodeService{client: s.client, path: s.path.ID(serviceSID).Join("ShortCodes")}
}

// Create adds a short code to the pool. The error matches [twilio.ErrSenderAlreadyInService] if it
// is there, and [twilio.ErrSenderInAnotherService] if it has to leave another pool first.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/services-shortcode-resource
func (s *ShortCodeService) Create(ctx context.Context, params *CreateShortCodeParams) (*ShortCode, error) {
	return twilio.Post[ShortCode](ctx, s.client, s.path, params)
}

// Get fetches a short code of the pool by its SID (SC…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/services-shortcode-resource
func (s *ShortCodeService) Get(ctx context.Context, sid string) (*ShortCode, error) {
	return twilio.Get[ShortCode](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the short codes of the pool. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/services-shortcode-resource
func (s *ShortCodeService) List(ctx context.Context, params *ListShortCodesParams) iter.Seq2[*ShortCode, error] {
	return twilio.List[ShortCode](ctx, s.client, s.path, "short_codes", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/services-shortcode-resource
func (s *ShortCodeService) ListPage(ctx context.Context, params *ListShortCodesParams) (*twilio.Page[ShortCode], error) {
	return twilio.ListPage[ShortCode](ctx, s.client, s.path, "short_codes", params)
}

// Delete takes a short code out of the pool. It stays with the account.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/services-shortcode-resource
func (s *ShortCodeService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
