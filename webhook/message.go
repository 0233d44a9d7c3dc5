package webhook

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
)

// Messages returns a handler for incoming messages on any channel. It verifies a request, POST
// or GET, hands the message to fn and answers with the document that fn returns; nil is the
// empty document, which tells Twilio to do nothing.
//
// If fn returns an error, or a document that cannot be written, the answer is 500 without
// further detail, and Twilio turns to the fallback URL if there is one. The error goes to the
// function of [WithOnError]. A panic is left to net/http, which drops the connection; Twilio
// takes that as a failure, too. Other answers: 405 to other methods, 400 and [ErrMalformed] to
// a request that Twilio signed and that is no message, as [DecodeMessage] says, and those of
// [Validator.Middleware].
//
// Twilio waits 15 seconds for an answer. The context ends when it hangs up, and carries nothing
// else.
//
// Twilio docs: https://www.twilio.com/docs/messaging/guides/webhook-request
func Messages(v *Validator, fn func(ctx context.Context, m *IncomingMessage) (*twiml.Response, error)) http.Handler {
	return handle(v, DecodeMessage, func(r *http.Request, _ *proof, m *IncomingMessage) (*answer, error) {
		doc, err := fn(r.Context(), m)
		if err != nil {
			return nil, err
		}
		return document(doc)
	})
}

// ParseMessage reads an incoming message from its parameters. It takes them as they are: what is
// missing, malformed or unknown is no error, see [IncomingMessage].
func ParseMessage(params url.Values) *IncomingMessage { return newMessage(formOf(params), nil) }

// DecodeMessage reads an incoming message from a request, without verifying it: that is for
// [Validator.Middleware]. The body, of at most 10 MiB, can be read again.
//
// A request that is not a form is [ErrMalformed], and so is one that names no message (MessageSid,
// SmsMessageSid or SmsSid) or no sender (From). Twilio sends neither, but who has recorded the
// signature of some other request to the URL could.
func DecodeMessage(r *http.Request) (*IncomingMessage, error) {
	f, query, err := readForm(r)
	if err != nil {
		return nil, err
	}
	m := newMessage(f, query)
	if m.MessageSID == "" || m.From == "" {
		return nil, fmt.Errorf("%w: no MessageSid or no From, so it is no message", ErrMalformed)
	}
	return m, nil
}

// An IncomingMessage is a message that a person sent to one of the account's senders.
//
// A field is zero if its parameter is absent, empty or, for a number, not one; Raw tells which.
// Of a parameter that comes more than once the field holds the first. Nothing is trimmed or
// checked: an address is what Twilio wrote, a text can hold any bytes.
//
// Twilio docs: https://www.twilio.com/docs/messaging/guides/webhook-request
type IncomingMessage struct {
	// MessageSID identifies the message: SM…, or MM… if it has media. Where only one of the older
	// parameters SmsMessageSid and SmsSid is there it is taken from that.
	MessageSID string `param:"MessageSid"`
	// SmsSID repeats MessageSID under a name that Twilio has deprecated.
	SmsSID string `param:"SmsSid"`
	// SmsMessageSID is another name of the kind.
	SmsMessageSID string `param:"SmsMessageSid"`
	// AccountSID is the account, or subaccount, that the message belongs to: AC….
	AccountSID string `param:"AccountSid"`
	// MessagingServiceSID is the Messaging Service that To belongs to, if any: MG….
	MessagingServiceSID string `param:"MessagingServiceSid"`

	// From is who sent the message.
	From channels.Address `param:"From"`
	// To is the account's sender that received it.
	To channels.Address `param:"To"`
	// OtherRecipients are those who got the same group message (MMS), by parameter number.
	OtherRecipients []channels.Address
	// Body is the text: up to 1600 characters, or empty.
	Body string `param:"Body"`
	// Media are the files that came with the message, by parameter number: as many as there are
	// parameters MediaUrl0, MediaUrl1 and so on, whatever NumMedia says.
	Media []Media
	// NumMedia is how many media Twilio says there are.
	NumMedia int `param:"NumMedia"`
	// NumSegments is how many SMS the text took; 1 on other channels.
	NumSegments int `param:"NumSegments"`
	// MessageType is what kind of message it is: seen are "text", "image", "button",
	// "interactive", "location" and "contacts".
	MessageType string `param:"MessageType"`
	// SmsStatus is "received".
	SmsStatus twilio.MessageStatus `param:"SmsStatus"`
	// APIVersion is the version of the webhook: "2010-04-01".
	APIVersion string `param:"ApiVersion"`

	// FromPlace is where the phone number From is registered, which need not be where anybody is.
	// Twilio knows it mostly for numbers in North America.
	FromPlace Place `param:"From"`
	// ToPlace is where the phone number To is registered.
	ToPlace Place `param:"To"`

	// OptOutType says that Advanced Opt-Out of the Messaging Service has recognized a keyword,
	// and answered it. Empty for other messages.
	OptOutType OptOutType `param:"OptOutType"`
	// Button is the button of a template that the person pressed, or nil.
	Button *Button
	// Location is a place that the person shared, or nil. It takes both coordinates, in range.
	Location *Location
	// InteractiveData describes what a person chose from an interactive message (WhatsApp).
	InteractiveData JSON `param:"InteractiveData"`
	// FlowData holds the answers that a person gave in a WhatsApp Flow.
	FlowData JSON `param:"FlowData"`
	// RepliedTo is the message that this one quotes, or nil. WhatsApp tells it for messages of
	// the last 7 days.
	RepliedTo *RepliedMessage
	// Referral is the ad that led the person here (click to WhatsApp), or nil.
	Referral *Referral

	// ProfileName is the name that the person goes by on WhatsApp.
	ProfileName string `param:"ProfileName"`
	// WaID is the person's WhatsApp ID, mostly the phone number without plus sign.
	WaID string `param:"WaId"`
	// ExternalUserID identifies the person where there is no phone number to do so:
	// "whatsapp:ID.…".
	ExternalUserID string `param:"ExternalUserId"`
	// Forwarded says that the message was forwarded (WhatsApp).
	Forwarded bool `param:"Forwarded"`
	// FrequentlyForwarded says that this happened many times.
	FrequentlyForwarded bool `param:"FrequentlyForwarded"`
	// ChannelMetadata is what else the channel says about the message: {"type": …, "data": …}.
	ChannelMetadata JSON `param:"ChannelMetadata"`
	// AddOns holds the results of the add-ons that are installed for incoming messages.
	AddOns JSON `param:"AddOns"`

	// ErrorCode says why this request goes to the fallback URL, 0 in requests to the primary URL.
	ErrorCode twilio.ErrorCode `param:"ErrorCode"`
	// ErrorURL is the URL that failed.
	ErrorURL string `param:"ErrorUrl"`

	// Raw holds every parameter, with all its values, those that have no field included. An
	// empty parameter is there and an absent one is not. On GET the parameters of the webhook's
	// own URL are among them.
	Raw url.Values
	// Query holds the parameters in the URL of the request, such as those that were written into
	// the webhook's own URL: "/sms?shop=7". Twilio signs them too.
	Query url.Values
}

// LogValue returns what may be logged of a message: neither its text nor anyone's number.
func (m IncomingMessage) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", m.MessageSID),
		slog.String("from", m.From.Redacted()),
		slog.String("to", m.To.Redacted()),
		slog.Int("num_media", len(m.Media)),
	)
}
