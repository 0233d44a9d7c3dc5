package content

import "github.com/twiliokit/twiliokit/twilio"

// Codes with which Twilio refuses a template, for errors.Is.
//
// Twilio docs: https://www.twilio.com/docs/api/errors
const (
	ErrTypesRequired    twilio.ErrorCode = 92001
	ErrTooManyVariables twilio.ErrorCode = 92002
	ErrLanguageRequired twilio.ErrorCode = 92003
	ErrInvalidLanguage  twilio.ErrorCode = 92004
	ErrUnsupportedType  twilio.ErrorCode = 92008
	ErrAlreadySubmitted twilio.ErrorCode = 92009 // for approval
)
