package chat

import "github.com/twiliokit/twiliokit/twilio"

// The codes that programs branch on. An error matches the code of Twilio's refusal,
// as does any other code by its number: twilio.ErrorCode(50207). Of what is not there, these tell
// which thing; [twilio.ErrNotFound] is matched whichever it is.
//
// Twilio docs: https://www.twilio.com/docs/api/errors
const (
	ErrServiceNotFound    twilio.ErrorCode = 50050
	ErrRejectedByWebhook  twilio.ErrorCode = 50056 // the app's pre-event webhook refused what a user did
	ErrRoleNotFound       twilio.ErrorCode = 50100
	ErrPermissionNotFound twilio.ErrorCode = 50104 // there is no such permission
	ErrUnauthorized       twilio.ErrorCode = 50107 // a role does not permit what was asked for
	ErrUserNotFound       twilio.ErrorCode = 50200
	ErrUserExists         twilio.ErrorCode = 50201
	ErrUserChannelLimit   twilio.ErrorCode = 50208 // the user is in as many channels as the service allows
	ErrUserAlreadyInvited twilio.ErrorCode = 50212
	ErrChannelNotFound    twilio.ErrorCode = 50300
	ErrAttributesTooLong  twilio.ErrorCode = 50303
	ErrAttributesInvalid  twilio.ErrorCode = 50304 // they are not JSON
	ErrUniqueNameInvalid  twilio.ErrorCode = 50306 // it looks like a channel's SID
	ErrUniqueNameExists   twilio.ErrorCode = 50307
	ErrWebhookNotFound    twilio.ErrorCode = 50320
	ErrTooManyWebhooks    twilio.ErrorCode = 50321 // a channel has 5 at most
	ErrTooManyTriggers    twilio.ErrorCode = 50322 // a webhook has 5 triggers at most
	ErrNotMember          twilio.ErrorCode = 50400
	ErrMemberNotFound     twilio.ErrorCode = 50402
	ErrChannelMemberLimit twilio.ErrorCode = 50403 // the channel has as many members as the service allows
	ErrMemberExists       twilio.ErrorCode = 50404
	ErrMessageNotFound    twilio.ErrorCode = 50500
	ErrMessageBodyTooLong twilio.ErrorCode = 50504
	ErrMediaNotFound      twilio.ErrorCode = 50507
	ErrInviteNotFound     twilio.ErrorCode = 50601
)
