package messaging

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
)

// A BrandRegistrationOTP says that a one-time password is on its way to a sole proprietor.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-otp-resource
type BrandRegistrationOTP struct {
	// AccountSID is the account that the brand belongs to.
	AccountSID string `json:"account_sid"`
	// BrandRegistrationSID is the brand (BN…).
	BrandRegistrationSID string `json:"brand_registration_sid"`
}

// SendOTP sends the one-time password anew to the owner of a brand of type
// [BrandTypeSoleProprietor]. The owner answers the SMS with YES within 24 hours; until then, the
// brand is approved but its identity unverified. Twilio sends the first by itself. It is the API's
// SmsOtp.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/brand-registration-otp-resource
func (s *BrandRegistrationService) SendOTP(ctx context.Context, sid string) (*BrandRegistrationOTP, error) {
	return twilio.Post[BrandRegistrationOTP](ctx, s.client, s.path.ID(sid).Join("SmsOtp"), nil)
}
