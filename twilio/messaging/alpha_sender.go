package messaging

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// An AlphaSender is a name in the pool of a service that messages come from in place of a number,
// in the countries that allow it. It cannot be answered.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/alphasender-resource
type AlphaSender struct {
	// SID identifies the name (AI…).
	SID string `json:"sid"`
	// AccountSID is the account that the name belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service of the pool (MG…).
	ServiceSID string `json:"service_sid"`
	// AlphaSender is the name that recipients see.
	AlphaSender string `json:"alpha_sender"`
	// Capabilities are what the name can carry: "SMS".
	Capabilities []string `json:"capabilities"`
	// DateCreated is when the name came to the pool.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the record last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the record.
	URL string `json:"url"`
}

// CreateAlphaSenderParams are the name that joins the pool.
type CreateAlphaSenderParams struct {
	// AlphaSender is the name: up to 11 letters, digits, spaces and "-", "+", "_", "&", and not digits
	// alone. It is required.
	AlphaSender string `url:"AlphaSender,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListAlphaSendersParams say how long the pages of a list are.
type ListAlphaSendersParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// AlphaSenderService keeps the alphanumeric senders in the pool of one service. It is reached by
// [ServiceService.AlphaSenders].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/alphasender-resource
type AlphaSenderService struct {
	client *twilio.Client
	path   twilio.Path
}

// AlphaSenders returns the service for the alphanumeric senders in the pool of the Messaging Service
// with this SID (MG…).
func (s *ServiceService) AlphaSenders(serviceSID string) *AlphaSenderService {
	return &AlphaSenderService{client: s.client, path: s.path.ID(serviceSID).Join("AlphaSenders")}
}

// Create adds a name to the pool, for all countries. See [ServiceService.DestinationAlphaSenders]
// for a name per country.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/alphasender-resource
func (s *AlphaSenderService) Create(ctx context.Context, params *CreateAlphaSenderParams) (*AlphaSender, error) {
	return twilio.Post[AlphaSender](ctx, s.client, s.path, params)
}

// Get fetches a name of the pool by its SID (AI…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/alphasender-resource
func (s *AlphaSenderService) Get(ctx context.Context, sid string) (*AlphaSender, error) {
	return twilio.Get[AlphaSender](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the alphanumeric senders of the pool. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/alphasender-resource
func (s *AlphaSenderService) List(ctx context.Context, params *ListAlphaSendersParams) iter.Seq2[*AlphaSender, error] {
	return twilio.List[AlphaSender](ctx, s.client, s.path, "alpha_senders", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/alphasender-resource
func (s *AlphaSenderService) ListPage(ctx context.Context, params *ListAlphaSendersParams) (*twilio.Page[AlphaSender], error) {
	return twilio.ListPage[AlphaSender](ctx, s.client, s.path, "alpha_senders", params)
}

// Delete takes a name out of the pool.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/alphasender-resource
func (s *AlphaSenderService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
