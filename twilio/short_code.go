package twilio

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
)

// A ShortCode is a short number of the account's, and what happens to the messages that it
// receives.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/short-code-resource
type ShortCode struct {
	// SID identifies the short code: SC….
	SID string `json:"sid"`
	// AccountSID is the account that the short code belongs to.
	AccountSID string `json:"account_sid"`
	// ShortCode is the number, of 3 to 8 digits.
	ShortCode channels.Address `json:"short_code"`
	// FriendlyName describes the short code for people. By default it is the number.
	FriendlyName string `json:"friendly_name"`
	// SMSURL is what Twilio calls with a message received.
	SMSURL string `json:"sms_url"`
	// SMSMethod is how SMSURL is called: GET or POST.
	SMSMethod string `json:"sms_method"`
	// SMSFallbackURL is what Twilio calls if SMSURL fails.
	SMSFallbackURL string `json:"sms_fallback_url"`
	// SMSFallbackMethod is how SMSFallbackURL is called: GET or POST.
	SMSFallbackMethod string `json:"sms_fallback_method"`
	// APIVersion is the version of the API that a message is handled by.
	APIVersion string `json:"api_version"`
	// DateCreated is when the short code came to the account.
	DateCreated Time `json:"date_created"`
	// DateUpdated is when its settings last changed.
	DateUpdated Time `json:"date_updated"`
	// URI is the path of the short code on the API's host.
	URI string `json:"uri"`
}

// ListShortCodesParams filter the short codes of an account. The zero value lists all.
type ListShortCodesParams struct {
	// FriendlyName lists short codes with this name only.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// ShortCode lists short codes that match: digits, with * for any digit.
	ShortCode string `url:"ShortCode,omitempty"`
	PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateShortCodeParams change the settings of a short code. A URL that points to "" is removed.
type UpdateShortCodeParams struct {
	// FriendlyName describes the short code, in up to 64 characters.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// SMSURL is what Twilio calls with a message received.
	SMSURL *string `url:"SmsUrl,omitempty"`
	// SMSMethod is how SMSURL is called: GET or POST.
	SMSMethod string `url:"SmsMethod,omitempty"`
	// SMSFallbackURL is what Twilio calls if SMSURL fails.
	SMSFallbackURL *string `url:"SmsFallbackUrl,omitempty"`
	// SMSFallbackMethod is how SMSFallbackURL is called: GET or POST.
	SMSFallbackMethod string `url:"SmsFallbackMethod,omitempty"`
	// APIVersion is 2010-04-01 or 2008-08-01.
	APIVersion string `url:"ApiVersion,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ShortCodeService manages the short codes of an account. It is reached as [Client.ShortCodes].
// Short codes are leased through Twilio's console, so there is none to create or delete here.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/short-code-resource
type ShortCodeService struct {
	client *Client
	path   Path
}

// Get fetches a short code by its SID (SC…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/short-code-resource#fetch-a-shortcode-resource
func (s *ShortCodeService) Get(ctx context.Context, sid string) (*ShortCode, error) {
	return Get[ShortCode](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's short codes. params may be nil. See [List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/short-code-resource#read-multiple-shortcode-resources
func (s *ShortCodeService) List(ctx context.Context, params *ListShortCodesParams) iter.Seq2[*ShortCode, error] {
	return List[ShortCode](ctx, s.client, s.path, "short_codes", params)
}

// ListPage fetches one page of what List returns.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/short-code-resource#read-multiple-shortcode-resources
func (s *ShortCodeService) ListPage(ctx context.Context, params *ListShortCodesParams) (*Page[ShortCode], error) {
	return ListPage[ShortCode](ctx, s.client, s.path, "short_codes", params)
}

// Update changes the settings of a short code.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/short-code-resource#update-a-shortcode-resource
func (s *ShortCodeService) Update(ctx context.Context, sid string, params *UpdateShortCodeParams) (*ShortCode, error) {
	return Post[ShortCode](ctx, s.client, s.path.ID(sid), params)
}
