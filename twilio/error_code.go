package twilio

import (
	"cmp"
	"slices"
	"strconv"
)

// An ErrorCode is the number that Twilio gives each thing that can go wrong, in answers of the
// REST API, on messages that failed and in webhooks. It is an error in itself, so that a caller
// can branch on it wherever it stands in a chain of errors:
//
//	errors.Is(err, twilio.ErrUnsubscribedRecipient)
//
// The constants below are the codes that programs that send messages decide on. Every other
// code is a number away: twilio.ErrorCode(30034).
//
// Twilio docs: https://www.twilio.com/docs/api/errors
type ErrorCode int

// Codes of the platform.
const (
	ErrUnknownParameters ErrorCode = 20001 // a parameter is missing or has a value it cannot have
	ErrAuthentication    ErrorCode = 20003 // the credentials are not accepted
	ErrMethodNotAllowed  ErrorCode = 20004
	ErrAccountNotActive  ErrorCode = 20005
	ErrAccessDenied      ErrorCode = 20006
	ErrPageSizeTooLarge  ErrorCode = 20007
	ErrTestCredentials   ErrorCode = 20008 // test credentials reach only a few operations
	ErrNotComplete       ErrorCode = 20009 // a message cannot be deleted or redacted before it has ended
	ErrResourceNotFound  ErrorCode = 20404
	ErrInvalidParameter  ErrorCode = 20422
	ErrRateLimited       ErrorCode = 20429
	ErrInvalidPageToken  ErrorCode = 21481
)

// Codes of a message that Twilio refuses to take, or takes and cannot deliver.
const (
	ErrInvalidTo                 ErrorCode = 21211
	ErrInvalidFrom               ErrorCode = 21212
	ErrToShortCode               ErrorCode = 21265
	ErrSameToAndFrom             ErrorCode = 21266
	ErrAlphanumericOnTrial       ErrorCode = 21267
	ErrToPremium                 ErrorCode = 21268 // a premium rate or information service
	ErrRegionNotPermitted        ErrorCode = 21408 // geo permissions do not allow the recipient's region
	ErrFromRequired              ErrorCode = 21603 // neither From nor MessagingServiceSid
	ErrToRequired                ErrorCode = 21604
	ErrFromNotCapable            ErrorCode = 21606 // From cannot send: 21659 to 21661 say why, where Twilio knows
	ErrToNotVerified             ErrorCode = 21608 // a trial account sends to verified numbers only
	ErrInvalidStatusCallback     ErrorCode = 21609
	ErrUnsubscribedRecipient     ErrorCode = 21610 // the recipient replied STOP to the sender
	ErrFromQueueFull             ErrorCode = 21611
	ErrUnreachableCombination    ErrorCode = 21612 // From cannot reach To
	ErrToNotMobile               ErrorCode = 21614
	ErrBodyTooLong               ErrorCode = 21617 // over 1,600 characters
	ErrContentRequired           ErrorCode = 21619 // none of Body, MediaUrl and ContentSid
	ErrInvalidMediaURL           ErrorCode = 21620
	ErrTooManyMedia              ErrorCode = 21623
	ErrInvalidValidityPeriod     ErrorCode = 21624
	ErrToLandline                ErrorCode = 21635
	ErrContentSIDRequired        ErrorCode = 21654 // ContentVariables without a ContentSid
	ErrInvalidContentSID         ErrorCode = 21655
	ErrInvalidContentVariables   ErrorCode = 21656
	ErrContentVariableTooLong    ErrorCode = 21658
	ErrFromNotTwilio             ErrorCode = 21659 // or a short code of another country than To's
	ErrFromOfAnotherAccount      ErrorCode = 21660
	ErrFromNotSMSCapable         ErrorCode = 21661
	ErrFallbackFromNeedsService  ErrorCode = 21666
	ErrServiceNotFound           ErrorCode = 21701 // there is no such Messaging Service
	ErrServiceHasNoSender        ErrorCode = 21703 // no sender of the pool can send the message
	ErrServiceIsEmpty            ErrorCode = 21704
	ErrInvalidServiceSID         ErrorCode = 21705
	ErrSenderAlreadyInService    ErrorCode = 21710
	ErrSenderNotInService        ErrorCode = 21711
	ErrSenderInAnotherService    ErrorCode = 21712
	ErrServicePoolFull           ErrorCode = 21714
	ErrChannelMismatch           ErrorCode = 21910 // From and To are not of one channel
	ErrQueueOverflow             ErrorCode = 30001
	ErrAccountSuspended          ErrorCode = 30002
	ErrUnreachableHandset        ErrorCode = 30003
	ErrMessageBlocked            ErrorCode = 30004
	ErrUnknownHandset            ErrorCode = 30005
	ErrLandline                  ErrorCode = 30006
	ErrMessageFiltered           ErrorCode = 30007
	ErrUnknownDelivery           ErrorCode = 30008
	ErrTollFreeNotVerified       ErrorCode = 30032
	ErrUnregisteredNumber        ErrorCode = 30034 // a US number without an A2P 10DLC campaign
	ErrValidityPeriodExpired     ErrorCode = 30036
	ErrMessageNotCancelable      ErrorCode = 30409
	ErrSendAtRequired            ErrorCode = 35111
	ErrSendAtTooSoon             ErrorCode = 35114 // or not a date
	ErrSendAtTooLate             ErrorCode = 35115
	ErrScheduleNeedsService      ErrorCode = 35118
	ErrTooManyScheduled          ErrorCode = 35125
	ErrNotSchedulable            ErrorCode = 35126 // on this channel, or with this ScheduleType
	ErrBodyWithContentVariables  ErrorCode = 35127
	ErrContentNotFormatted       ErrorCode = 63006 // the template has no type that the channel can show
	ErrChannelSenderNotFound     ErrorCode = 63007
	ErrSandboxNotJoined          ErrorCode = 63015
	ErrOutsideWindow             ErrorCode = 63016 // over 24 hours since the person wrote: use a template
	ErrMediaNotFetched           ErrorCode = 63019 // Twilio could not fetch a MediaUrl
	ErrChannelSameToAndFrom      ErrorCode = 63031
	ErrRecipientOptedOut         ErrorCode = 63033
	ErrRecipientNotReachableRCS  ErrorCode = 63036
	ErrMarketingNotDelivered     ErrorCode = 63049
	ErrOptedOutOfMarketing       ErrorCode = 63050
	ErrTemplateRateLimitExceeded ErrorCode = 63057
)

// Codes of numbers and accounts.
const (
	ErrInvalidURL         ErrorCode = 21402
	ErrInvalidMethod      ErrorCode = 21403
	ErrInvalidNumber      ErrorCode = 21421
	ErrNumberNotAvailable ErrorCode = 21422
	ErrInvalidAreaCode    ErrorCode = 21451
	ErrNoNumberInAreaCode ErrorCode = 21452
	ErrInvalidAccountSID  ErrorCode = 21470
)

// Codes that Twilio reports when it calls a webhook and cannot use the answer.
const (
	ErrHTTPRetrieval           ErrorCode = 11200
	ErrHTTPConnection          ErrorCode = 11205
	ErrHTTPProtocol            ErrorCode = 11206
	ErrHTTPBadHost             ErrorCode = 11210
	ErrHTTPTooManyRedirects    ErrorCode = 11215
	ErrHTTPStatus              ErrorCode = 11217
	ErrDocumentParse           ErrorCode = 12100
	ErrRootNotResponse         ErrorCode = 12102
	ErrSchemaWarning           ErrorCode = 12200
	ErrInvalidContentType      ErrorCode = 12300
	ErrReplyInvalidTo          ErrorCode = 14101
	ErrReplyInvalidFrom        ErrorCode = 14102
	ErrReplyInvalidBody        ErrorCode = 14103
	ErrReplyInvalidMethod      ErrorCode = 14104
	ErrReplyInvalidCallback    ErrorCode = 14105
	ErrDocumentRetrievalLimit  ErrorCode = 14106
	ErrReplyRateLimit          ErrorCode = 14107
	ErrReplyLimit              ErrorCode = 14109
	ErrInvalidVerbForSMS       ErrorCode = 14110
	ErrWebhookSignatureInvalid ErrorCode = 57012
)

// errorName is one row of the generated table.
type errorName struct {
	code ErrorCode
	name string
}

// Name returns what Twilio calls the code, or "" for a code that this version does not know.
func (c ErrorCode) Name() string {
	i, ok := slices.BinarySearchFunc(errorNames[:], c, func(e errorName, c ErrorCode) int {
		return cmp.Compare(e.code, c)
	})
	if !ok {
		return ""
	}
	return errorNames[i].name
}

// Error returns the number and the name: "21610 Attempt to send to unsubscribed recipient".
func (c ErrorCode) Error() string {
	if c == 0 {
		return "no error code"
	}
	number := strconv.Itoa(int(c))
	if name := c.Name(); name != "" {
		return number + " " + name
	}
	return "error code " + number
}

// URL returns the page that explains the code and what to do about it.
func (c ErrorCode) URL() string {
	return "https://www.twilio.com/docs/api/errors/" + strconv.Itoa(int(c))
}

// UnmarshalJSON reads a number, a number in quotes, or null, which is zero: no error.
func (c *ErrorCode) UnmarshalJSON(b []byte) error {
	var n Int
	if err := n.UnmarshalJSON(b); err != nil {
		return err
	}
	*c = ErrorCode(n)
	return nil
}
