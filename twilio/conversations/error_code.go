package conversations

import "github.com/twiliokit/twiliokit/twilio"

// Why Twilio refuses a call of this API, for errors.Is. Of the errors that all APIs have,
// [twilio.ErrNotFound] is the one most met: it matches whatever kind of thing is not there.
//
// Twilio docs: https://www.twilio.com/docs/api/errors
const (
	ErrRejectedByWebhook   twilio.ErrorCode = 50056 // the app's pre-event webhook refused what a user did
	ErrUserExists          twilio.ErrorCode = 50201 // there is a user with this identity
	ErrAttributesTooLong   twilio.ErrorCode = 50303
	ErrAttributesInvalid   twilio.ErrorCode = 50304 // they are not JSON
	ErrUniqueNameExists    twilio.ErrorCode = 50353 // another conversation of the service has it
	ErrTooManyWebhooks     twilio.ErrorCode = 50361 // a conversation has up to 5
	ErrInactiveTimer       twilio.ErrorCode = 50375 // it is shorter than 1 minute
	ErrClosedTimer         twilio.ErrorCode = 50376 // it is shorter than 10 minutes
	ErrClosed              twilio.ErrorCode = 50377 // a closed conversation stays as it is
	ErrInitializing        twilio.ErrorCode = 50386 // the conversation is not ready yet
	ErrAddressPairInUse    twilio.ErrorCode = 50416 // the participant's and the proxy address
	ErrAddressPairsInUse   twilio.ErrorCode = 50425 // the same, of a conversation that begins with its participants
	ErrTooManyParticipants twilio.ErrorCode = 50417 // more than 1,000
	ErrTooManyAddresses    twilio.ErrorCode = 50418 // more than 50 participants on messaging channels
	ErrParticipantExists   twilio.ErrorCode = 50433
	ErrGroupExists         twilio.ErrorCode = 50438 // a group MMS between the same numbers
)
