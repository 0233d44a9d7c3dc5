package messaging

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A PhoneNumber is a phone number of the account's in the pool of a service.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/phonenumber-resource
type PhoneNumber struct {
	// SID identifies the number (PN…), in the account as in the pool.
	SID string `json:"sid"`
	// AccountSID is the account that the number belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service of the pool (MG…).
	ServiceSID string `json:"service_sid"`
	// PhoneNumber is the number in E.164.
	PhoneNumber channels.Address `json:"phone_number"`
	// CountryCode is the number's country, two letters of ISO 3166.
	CountryCode string `json:"country_code"`
	// Capabilities are what the number can carry: "SMS", "MMS", "Voice".
	Capabilities []string `json:"capabilities"`
	// DateCreated is when the number came to the pool.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the record last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the record.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a number of a pool.
func (n PhoneNumber) LogValue() slog.Value {
	return logMember(n.SID, n.ServiceSID, n.PhoneNumber)
}

// CreatePhoneNumberParams name the number that joins the pool.
type CreatePhoneNumberParams struct {
	// PhoneNumberSID is the number (PN…), which the account has already. It is required.
	PhoneNumberSID string `url:"PhoneNumberSid,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListPhoneNumbersParams say how long the pages of a list are.
type ListPhoneNumbersParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// PhoneNumberService keeps the phone numbers in the pool of one service. It is reached by
// [ServiceService.PhoneNumbers].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/phonenumber-resource
type PhoneNumberService struct {
	client *twilio.Client
	path   twilio.Path
}

// PhoneNumbers returns the service for the phone numbers in the pool of the Messaging Service with
// this SID (MG…).
func (s *ServiceService) PhoneNumbers(serviceSID string) *PhoneNumberService {
	return &PhoneNumberService{client: s.client, path: s.path.ID(serviceSID).Join("PhoneNumbers")}
}

// Create adds a number to the pool. The error matches [twilio.ErrSenderAlreadyInService] if it is
// there, [twilio.ErrSenderInAnotherService] if it has to leave another pool first, and
// [twilio.ErrServicePoolFull]: Twilio's default limit is 400 numbers.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/phonenumber-resource
func (s *PhoneNumberService) Create(ctx context.Context, params *CreatePhoneNumberParams) (*PhoneNumber, error) {
	return twilio.Post[PhoneNumber](ctx, s.client, s.path, params)
}

// Get fetches a number of the pool by its SID (PN…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/phonenumber-resource
func (s *PhoneNumberService) Get(ctx context.Context, sid string) (*PhoneNumber, error) {
	return twilio.Get[PhoneNumber](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the numbers of the pool. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/phonenumber-resource
func (s *PhoneNumberService) List(ctx context.Context, params *ListPhoneNumbersParams) iter.Seq2[*PhoneNumber, error] {
	return twilio.List[PhoneNumber](ctx, s.client, s.path, "phone_numbers", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/phonenumber-resource
func (s *PhoneNumberService) ListPage(ctx context.Context, params *ListPhoneNumbersParams) (*twilio.Page[PhoneNumber], error) {
	return twilio.ListPage[PhoneNumber](ctx, s.client, s.path, "phone_numbers", params)
}

// Delete takes a number out of the pool. It stays with the account.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/phonenumber-resource
func (s *PhoneNumberService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
