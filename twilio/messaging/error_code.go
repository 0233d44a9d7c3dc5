package messaging

import "github.com/twiliokit/twiliokit/twilio"

// Codes with which Twilio refuses a call of this API, for errors.Is. Those of pools that sending
// meets too, such as [twilio.ErrSenderAlreadyInService], are in package twilio.
//
// Twilio docs: https://www.twilio.com/docs/api/errors
const (
	ErrAlphaSenderRequired twilio.ErrorCode = 21708
	ErrInvalidAlphaSender  twilio.ErrorCode = 21709 // or not authorized
	ErrInvalidUsecase      twilio.ErrorCode = 21713
	ErrDeactivationsTooOld twilio.ErrorCode = 30113 // the list of a day is not kept for ever
	ErrDeactivationsNotYet twilio.ErrorCode = 30114 // the list of the day is not there yet
	ErrInvalidDateFormat   twilio.ErrorCode = 30115
)
