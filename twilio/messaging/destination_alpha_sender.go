package messaging

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A DestinationAlphaSender is a name in the pool of a service that messages to one country come
// from.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
type DestinationAlphaSender struct {
	// SID identifies the name (AI…).
	SID string `json:"sid"`
	// AccountSID is the account that the name belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service of the pool (MG…).
	ServiceSID string `json:"service_sid"`
	// AlphaSender is the name that recipients see.
	AlphaSender string `json:"alpha_sender"`
	// ISOCountryCode is the country that the name is for, two letters, empty for a name that is for
	// all countries without one of their own.
	ISOCountryCode string `json:"iso_country_code"`
	// Capabilities are what the name can carry: "SMS".
	Capabilities []string `json:"capabilities"`
	// DateCreated is when the name came to the pool.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the record last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the record.
	URL string `json:"url"`
}

// CreateDestinationAlphaSenderParams are the name that joins the pool.
type CreateDestinationAlphaSenderParams struct {
	// AlphaSender is the name: up to 11 letters, digits, spaces and "-", "+", "_", "&", and not digits
	// alone. It is required.
	AlphaSender string `url:"AlphaSender,omitempty"`
	// ISOCountryCode is the country that the name is for, two letters. By default it is for all.
	ISOCountryCode string `url:"IsoCountryCode,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListDestinationAlphaSendersParams filter the pool's senders. The zero value lists all.
type ListDestinationAlphaSendersParams struct {
	// ISOCountryCode lists the names for this country only, two letters.
	ISOCountryCode string `url:"IsoCountryCode,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// DestinationAlphaSenderService keeps the alphanumeric senders in the pool of one service, by
// country. It is reached by [ServiceService.DestinationAlphaSenders].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
type DestinationAlphaSenderService struct {
	client *twilio.Client
	path   twilio.Path
}

// DestinationAlphaSenders returns the service for the alphanumeric senders, by country, in the pool
// of the Messaging Service with this SID (MG…).
func (s *ServiceService) DestinationAlphaSenders(serviceSID string) *DestinationAlphaSenderService {
	return &DestinationAlphaSenderService{client: s.client, path: s.path.ID(serviceSID).Join("DestinationAlphaSenders")}
}

// Create adds a name to the pool, for one country or for all.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
func (s *DestinationAlphaSenderService) Create(ctx context.Context, params *CreateDestinationAlphaSenderParams) (*DestinationAlphaSender, error) {
	return twilio.Post[DestinationAlphaSender](ctx, s.client, s.path, params)
}

// Get fetches a name of the pool by its SID (AI…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
func (s *DestinationAlphaSenderService) Get(ctx context.Context, sid string) (*DestinationAlphaSender, error) {
	return twilio.Get[DestinationAlphaSender](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the alphanumeric senders of the pool. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
func (s *DestinationAlphaSenderService) List(ctx context.Context, params *ListDestinationAlphaSendersParams) iter.Seq2[*DestinationAlphaSender, error] {
	return twilio.List[DestinationAlphaSender](ctx, s.client, s.path, "alpha_senders", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
func (s *DestinationAlphaSenderService) ListPage(ctx context.Context, params *ListDestinationAlphaSendersParams) (*twilio.Page[DestinationAlphaSender], error) {
	return twilio.ListPage[DestinationAlphaSender](ctx, s.client, s.path, "alpha_senders", params)
}

// Delete takes a name out of the pool.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
func (s *DestinationAlphaSenderService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
