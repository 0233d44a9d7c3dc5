package webhook

import (
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A StreamMessageStatus says how far a message has come: the data of
// com.twilio.messaging.message.queued, sent, delivered, failed, undelivered and read.
//
// Twilio docs: https://www.twilio.com/docs/events/event-types/messaging/message
type StreamMessageStatus struct {
	// MessageSID identifies the message: SM… or MM….
	MessageSID string `param:"messageSid"`
	// Status is how far it has come.
	Status twilio.MessageStatus `param:"messageStatus"`
	// Timestamp is when that happened.
	Timestamp twilio.Time `param:"timestamp"`
	// AccountSID is the account that sent the message.
	AccountSID string `param:"accountSid"`
	// MessagingServiceSID is the Messaging Service that it was sent with, if any.
	MessagingServiceSID string `param:"messagingServiceSid"`
	// From is the sender and To the recipient.
	From channels.Address `param:"from"`
	To   channels.Address `param:"to"`
	// Body is the text, where the version of the schema has it.
	Body string `param:"body"`
	// ErrorCode says why the message did not arrive, 0 if all is well.
	ErrorCode twilio.ErrorCode `param:"errorCode"`
	// NumSegments is how many SMS the text took.
	NumSegments int `param:"numberOfSegments"`
	// MCC and MNC are the country and the network of the recipient.
	MCC string `param:"mcc"`
	MNC string `param:"mnc"`
	// RawDlrDoneDate is when the carrier said so, as it wrote it: YYMMDDhhmm.
	RawDlrDoneDate string `param:"rawDlrDoneDate"`
	// StatusCallback is the URL of the message's status callback.
	StatusCallback string `param:"statusCallBackUrl"`
	// Tags are those that the message was sent with, as JSON.
	Tags JSON `param:"tags"`
	// DateUpdated is when the message last changed.
	DateUpdated twilio.Time `param:"dateUpdated"`
	// APIVersion is the version of the API that the message was sent with.
	APIVersion string `param:"apiVersion"`
	// EventName is the type of the event.
	EventName string `param:"eventName"`
	// Raw holds every property of the data by its name: strings as they are, numbers and objects as
	// JSON.
	Raw url.Values
}

func (s *StreamMessageStatus) keep(raw, _ url.Values) { s.Raw = raw }

// LogValue returns what may be logged of a status: nobody's number, and no text.
func (s StreamMessageStatus) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", s.MessageSID),
		slog.String("status", string(s.Status)),
		slog.Int("error_code", int(s.ErrorCode)),
		slog.String("from", s.From.Redacted()),
		slog.String("to", s.To.Redacted()),
	)
}

// A StreamInboundMessage is a message that a person sent to one of the account's senders: the data
// of com.twilio.messaging.inbound-message.received. It has less than an [IncomingMessage], and no
// answer.
//
// Twilio docs: https://www.twilio.com/docs/events/event-types/messaging/inbound-message
type StreamInboundMessage struct {
	// MessageSID identifies the message: SM… or MM….
	MessageSID string `param:"messageSid"`
	// Timestamp is when it arrived.
	Timestamp twilio.Time `param:"timestamp"`
	// AccountSID is the account that it belongs to.
	AccountSID string `param:"accountSid"`
	// MessagingServiceSID is the Messaging Service that To belongs to, if any.
	MessagingServiceSID string `param:"messagingServiceSid"`
	// From is who sent the message, and To the account's sender that received it.
	From channels.Address `param:"from"`
	To   channels.Address `param:"to"`
	// Recipients are all who got a group message.
	Recipients []channels.Address `param:"recipients"`
	// Body is the text.
	Body string `param:"body"`
	// NumMedia is how many files came with it; the REST API has them.
	NumMedia int `param:"numMedia"`
	// NumSegments is how many SMS the text took.
	NumSegments int `param:"numSegments"`
	// FromPlace and ToPlace are where the numbers are registered.
	FromPlace Place `param:"from"`
	ToPlace   Place `param:"to"`
	// MCC and MNC are the country and the network of the sender.
	MCC string `param:"mcc"`
	MNC string `param:"mnc"`
	// OptOutType says that Advanced Opt-Out has recognized a keyword, and answered it.
	OptOutType OptOutType `param:"optOutType"`
	// CTWAClickID is the click on an ad that led the person here.
	CTWAClickID string `param:"referralCtwaClid"`
	// ExternalUserID identifies the person where there is no phone number to do so.
	ExternalUserID string `param:"externalUserId"`
	// EventName is the type of the event.
	EventName string `param:"eventName"`
	// Raw holds every property of the data by its name: strings as they are, numbers and objects as
	// JSON.
	Raw url.Values
}

func (m *StreamInboundMessage) keep(raw, _ url.Values) { m.Raw = raw }

// LogValue returns what may be logged of a message: neither its text nor anyone's number.
func (m StreamInboundMessage) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", m.MessageSID),
		slog.String("from", m.From.Redacted()),
		slog.String("to", m.To.Redacted()),
		slog.Int("num_media", m.NumMedia),
	)
}
