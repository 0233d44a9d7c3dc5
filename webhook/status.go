package webhook

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// Statuses returns a handler for status callbacks: what became of messages that were sent. It
// verifies a request, POST or GET, hands it to fn and answers 204. If fn returns an error the
// answer is 500 and the error goes to the function of [WithOnError]. Other answers are those of
// [Messages].
//
// Twilio makes no promise about the order of callbacks: "delivered" can come before "sent". By
// default it does not repeat one that was answered with an error; twiml.WithOverrides writes
// into the callback's URL that it should.
//
// Twilio docs: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
func Statuses(v *Validator, fn func(ctx context.Context, s *StatusCallback) error) http.Handler {
	return handle(v, DecodeStatus, func(r *http.Request, _ *proof, s *StatusCallback) (*answer, error) {
		if err := fn(r.Context(), s); err != nil {
			return nil, err
		}
		return &answer{status: http.StatusNoContent}, nil
	})
}

// ParseStatus reads a status callback from its parameters. Like [ParseMessage] it takes them as
// they are.
func ParseStatus(params url.Values) *StatusCallback { return newStatus(formOf(params), nil) }

// DecodeStatus reads a status callback from a request, without verifying it. See [DecodeMessage].
// What a callback cannot do without is the message (MessageSid or SmsSid) and its status
// (MessageStatus or SmsStatus).
func DecodeStatus(r *http.Request) (*StatusCallback, error) {
	f, query, err := readForm(r)
	if err != nil {
		return nil, err
	}
	s := newStatus(f, query)
	if s.MessageSID == "" || s.Status == "" {
		return nil, fmt.Errorf("%w: no MessageSid or no MessageStatus, so it is no status callback", ErrMalformed)
	}
	return s, nil
}

// A StatusCallback says that a message has come a step further. Fields are filled as those of
// an [IncomingMessage] are.
//
// Twilio docs: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
type StatusCallback struct {
	// MessageSID identifies the message, as the answer to its creation did. Where only the older
	// parameter SmsSid is there it is taken from that.
	MessageSID string `param:"MessageSid"`
	// Status is how far the message has come (parameter MessageStatus, or SmsStatus where that is
	// missing).
	Status twilio.MessageStatus `param:"MessageStatus"`
	// SmsSID and SmsStatus repeat MessageSID and Status under names that Twilio has deprecated.
	SmsSID    string               `param:"SmsSid"`
	SmsStatus twilio.MessageStatus `param:"SmsStatus"`
	// AccountSID is the account that sent the message.
	AccountSID string `param:"AccountSid"`
	// MessagingServiceSID is the Messaging Service that the message was sent with, if any.
	MessagingServiceSID string `param:"MessagingServiceSid"`
	// From is the sender of the message.
	From channels.Address `param:"From"`
	// To is its recipient.
	To channels.Address `param:"To"`
	// APIVersion is the version of the webhook: "2010-04-01".
	APIVersion string `param:"ApiVersion"`

	// ErrorCode says why the message failed or was not delivered, 0 if all is well.
	ErrorCode twilio.ErrorCode `param:"ErrorCode"`
	// ErrorMessage explains ErrorCode in words.
	ErrorMessage string `param:"ErrorMessage"`
	// RawDlrDoneDate is when the carrier said that the message was delivered or not, as the
	// carrier wrote it: YYMMDDhhmm. SMS and MMS only; [StatusCallback.DoneDate] reads it.
	RawDlrDoneDate string `param:"RawDlrDoneDate"`

	// ChannelInstallSID identifies the installation of the channel that the message went
	// through: XE…. This and the following come from channels other than SMS.
	ChannelInstallSID string `param:"ChannelInstallSid"`
	// ChannelStatusMessage is what the channel says about a message that failed.
	ChannelStatusMessage string `param:"ChannelStatusMessage"`
	// ChannelPrefix is the channel: "whatsapp".
	ChannelPrefix channels.Channel `param:"ChannelPrefix"`
	// ChannelToAddress is the recipient as the channel shows it, partly masked.
	ChannelToAddress channels.Address `param:"ChannelToAddress"`
	// EventType is the channel's own name for what happened: "READ", "DELIVERED", "UNDELIVERED".
	EventType string `param:"EventType"`
	// StructuredMessage says that the message was sent from a template.
	StructuredMessage bool `param:"StructuredMessage"`

	// Raw holds every parameter, with all its values, those that have no field included. On GET
	// the parameters of the callback's own URL are among them.
	Raw url.Values
	// Query holds the parameters in the URL of the request, such as those that were written into
	// StatusCallback when the message was sent: "/status?order=7". Twilio signs them too.
	Query url.Values
}

// DoneDate returns the time in RawDlrDoneDate, and false if there is none. Carriers do not say
// which time zone they mean; it is read as UTC.
func (s *StatusCallback) DoneDate() (time.Time, bool) {
	t, err := time.Parse("0601021504", s.RawDlrDoneDate)
	return t, err == nil
}

// LogValue returns what may be logged of a callback: nobody's number.
func (s StatusCallback) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", s.MessageSID),
		slog.String("status", string(s.Status)),
		slog.Int("error_code", int(s.ErrorCode)),
		slog.String("from", s.From.Redacted()),
		slog.String("to", s.To.Redacted()),
	)
}

var statusSchema = schemaOf[StatusCallback]()

// newStatus decodes a form.
func newStatus(f form, query url.Values) *StatusCallback {
	s := &StatusCallback{Query: query}
	s.Raw = statusSchema.decode(f, reflect.ValueOf(s), nil)
	s.MessageSID = cmp.Or(s.MessageSID, s.SmsSID)
	s.Status = cmp.Or(s.Status, s.SmsStatus)
	return s
}
