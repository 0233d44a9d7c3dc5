package twilio

import (
	"context"
	"iter"
	"log/slog"
	"net/url"
	"time"

	"github.com/twiliokit/twiliokit/channels"
)

// A Message is one message sent or received, on any channel.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource
type Message struct {
	// SID identifies the message: SM…, or MM… if it carries media.
	SID string `json:"sid"`
	// AccountSID is the account that sent or received the message.
	AccountSID string `json:"account_sid"`
	// MessagingServiceSID is the Messaging Service that the message was sent with, if any.
	MessagingServiceSID string `json:"messaging_service_sid"`
	// From is the sender. It is empty until a Messaging Service has chosen one.
	From channels.Address `json:"from"`
	// To is the recipient.
	To channels.Address `json:"to"`
	// Body is the text, empty if it was redacted.
	Body string `json:"body"`
	// Status is how far the message has come.
	Status MessageStatus `json:"status"`
	// Direction says who sent the message and how.
	Direction Direction `json:"direction"`
	// NumSegments is how many segments the body was charged as, 0 until a sender is chosen.
	NumSegments Int `json:"num_segments"`
	// NumMedia is how many media files the message carries.
	NumMedia Int `json:"num_media"`
	// Price is the amount charged, as a negative number. It is empty until Twilio knows it, which
	// may be some time after the message was delivered.
	Price Decimal `json:"price"`
	// PriceUnit is the currency of Price, in ISO 4217: "USD".
	PriceUnit string `json:"price_unit"`
	// ErrorCode says why a message failed or was not delivered, 0 if all is well.
	ErrorCode ErrorCode `json:"error_code"`
	// ErrorMessage explains ErrorCode in words.
	ErrorMessage string `json:"error_message"`
	// DateCreated is when Twilio took the message.
	DateCreated Time `json:"date_created"`
	// DateSent is when the message left for the carrier, or arrived from it.
	DateSent Time `json:"date_sent"`
	// DateUpdated is when anything about the message last changed.
	DateUpdated Time `json:"date_updated"`
	// APIVersion is the version of the API that made the message.
	APIVersion string `json:"api_version"`
	// URI is the path of the message on the API's host.
	URI string `json:"uri"`
	// SubresourceURIs are the paths of what belongs to the message, by name: "media".
	SubresourceURIs map[string]string `json:"subresource_uris"`
}

// LogValue returns what may be logged of a message: neither its body nor anyone's number.
func (m Message) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("sid", m.SID),
		slog.String("direction", string(m.Direction)),
		slog.String("status", string(m.Status)),
		slog.Any("from", m.From),
		slog.Any("to", m.To),
	}
	if m.ErrorCode != 0 {
		attrs = append(attrs, slog.Int("error_code", int(m.ErrorCode)))
	}
	return slog.GroupValue(attrs...)
}

// Retention says whether Twilio keeps a part of a message once it has been sent.
type Retention string

// What Twilio keeps. Discard is for [CreateMessageParams.ContentRetention], obfuscate for
// [CreateMessageParams.AddressRetention].
const (
	RetentionRetain    Retention = "retain"
	RetentionDiscard   Retention = "discard"
	RetentionObfuscate Retention = "obfuscate"
)

// ScheduleType says how [CreateMessageParams.SendAt] is meant.
type ScheduleType string

// ScheduleFixed sends at the moment given, the one way there is.
const ScheduleFixed ScheduleType = "fixed"

// RiskCheck says whether SMS pumping protection looks at a message.
type RiskCheck string

// Whether a message is checked. Twilio checks unless told otherwise.
const (
	RiskCheckEnable  RiskCheck = "enable"
	RiskCheckDisable RiskCheck = "disable"
)

// TrafficType marks special traffic.
type TrafficType string

// TrafficFree marks a message that is not charged to its recipient.
const TrafficFree TrafficType = "free"

// CreateMessageParams say what to send, to whom and from where. To is required, as is one of
// From and MessagingServiceSID, and one of Body, MediaURL and ContentSID.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
type CreateMessageParams struct {
	// To is the recipient: a phone number in E.164 or a channel address.
	To channels.Address `url:"To,omitempty"`
	// From is the sender: a phone number, short code or channel address of the account, or an
	// alphanumeric sender ID. With a MessagingServiceSID it names a sender of the service's pool.
	From channels.Address `url:"From,omitempty"`
	// MessagingServiceSID is the Messaging Service (MG…) whose pool the sender is chosen from.
	MessagingServiceSID string `url:"MessagingServiceSid,omitempty"`
	// Body is the text, at most 1,600 characters. Over 160 GSM-7 or 70 UCS-2 characters, an SMS
	// is sent and charged in segments.
	Body string `url:"Body,omitempty"`
	// MediaURL are up to 10 files to send along, one on WhatsApp. Twilio fetches them, so they
	// have to be public. JPEG, PNG and GIF may have 5 MB in all, other types 500 kB.
	MediaURL []string `url:"MediaUrl,omitempty"`
	// ContentSID is the content template (HX…) to send in place of a body.
	ContentSID string `url:"ContentSid,omitempty"`
	// ContentVariables are the values of the template's placeholders. Those left out take the
	// template's own defaults.
	ContentVariables ContentVariables `url:"ContentVariables,omitempty"`
	// StatusCallback is the URL that Twilio calls when the status of the message changes. It
	// takes the place of the Messaging Service's. Its host may not contain an underscore.
	StatusCallback string `url:"StatusCallback,omitempty"`
	// ApplicationSID is the TwiML application (AP…) whose message status callback is called. It
	// is ignored if StatusCallback is given.
	ApplicationSID string `url:"ApplicationSid,omitempty"`
	// SendAt is when to send, between 5 minutes and 35 days from now. It needs a
	// MessagingServiceSID and ScheduleType.
	SendAt time.Time `url:"SendAt,omitempty"`
	// ScheduleType is [ScheduleFixed] for a message with SendAt.
	ScheduleType ScheduleType `url:"ScheduleType,omitempty"`
	// ValidityPeriod is how many seconds the message may wait in Twilio's queue before it fails,
	// from 1 to 36,000. Twilio's default is 36,000; less than 5 is of little use.
	ValidityPeriod Seconds `url:"ValidityPeriod,omitempty"`
	// SmartEncoded replaces characters that would force UCS-2, such as curly quotes, by their
	// look-alikes in GSM-7.
	SmartEncoded *bool `url:"SmartEncoded,omitempty"`
	// ShortenURLs replaces links in Body by short ones. It needs a MessagingServiceSID with link
	// shortening set up. The default is false.
	ShortenURLs *bool `url:"ShortenUrls,omitempty"`
	// SendAsMMS sends the text as one MMS, with media or without.
	SendAsMMS *bool `url:"SendAsMms,omitempty"`
	// FallbackFrom is the SMS sender to use if the recipient cannot be reached over RCS. It
	// needs a MessagingServiceSID with an RCS sender.
	FallbackFrom channels.Address `url:"FallbackFrom,omitempty"`
	// PersistentAction are rich actions on channels other than SMS. On WhatsApp, one of the form
	// "geo:37.787890,-122.391664|375 Beale St" sends a location.
	PersistentAction []string `url:"PersistentAction,omitempty"`
	// ProvideFeedback says that the outcome will be reported with [MessageService.Feedback]. The
	// default is false.
	ProvideFeedback *bool `url:"ProvideFeedback,omitempty"`
	// ContentRetention says whether Twilio keeps the body. The default is [RetentionRetain].
	ContentRetention Retention `url:"ContentRetention,omitempty"`
	// AddressRetention says whether Twilio keeps the addresses. The default is
	// [RetentionRetain].
	AddressRetention Retention `url:"AddressRetention,omitempty"`
	// RiskCheck says whether SMS pumping protection looks at the message.
	RiskCheck RiskCheck `url:"RiskCheck,omitempty"`
	// TrafficType marks special traffic.
	TrafficType TrafficType `url:"TrafficType,omitempty"`
	// Attempt is how often the message has been tried, this time included, over all providers.
	Attempt int `url:"Attempt,omitempty"`
	// MaxPrice has had no effect since June 2024.
	MaxPrice Decimal `url:"MaxPrice,omitempty"`
	// ForceDelivery is reserved by Twilio.
	ForceDelivery *bool `url:"ForceDelivery,omitempty"`
	// Extra holds parameters that this version does not know. One of the same name as a field
	// above takes its place.
	Extra url.Values `url:"-"`
}

// ListMessagesParams filter the messages of an account. The zero value lists all.
type ListMessagesParams struct {
	// To lists messages to this recipient only.
	To channels.Address `url:"To,omitempty"`
	// From lists messages from this sender only.
	From channels.Address `url:"From,omitempty"`
	// DateSent lists messages sent on this day. See [Day].
	DateSent Date `url:"DateSent,omitempty"`
	// DateSentUntil lists messages sent on or before this day or moment.
	DateSentUntil Date `url:"DateSent<,omitempty"`
	// DateSentFrom lists messages sent on or after this day or moment.
	DateSentFrom Date `url:"DateSent>,omitempty"`
	PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateMessageParams change a message that exists. Only two changes are possible, and
// [MessageService.Redact] and [MessageService.Cancel] are their names.
type UpdateMessageParams struct {
	// Body, if it points to "", removes the text for good. Twilio takes no other text.
	Body *string `url:"Body,omitempty"`
	// Status, if [StatusCanceled], takes back a message that has not been sent.
	Status MessageStatus `url:"Status,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// MessageService sends messages and reads the log of those sent and received. It is reached as
// [Client.Messages].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource
type MessageService struct {
	client *Client
	path   Path
}

// Create sends a message. It returns as soon as Twilio has taken the message, with a status of
// [StatusQueued], [StatusAccepted] (a Messaging Service will choose the sender) or
// [StatusScheduled]. What becomes of it is told to the StatusCallback, and by [MessageService.Get].
//
// The error matches the code of Twilio's refusal, such as [ErrInvalidTo] or
// [ErrUnsubscribedRecipient]. If the connection broke on the way, the message may or may not
// have been sent; Create never tries again in that case.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
func (s *MessageService) Create(ctx context.Context, params *CreateMessageParams) (*Message, error) {
	return Post[Message](ctx, s.client, s.path, params)
}

// Get fetches a message by its SID (SM… or MM…). The error matches [ErrNotFound] if there is
// none, which is also so after it was deleted.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#fetch-a-message-resource
func (s *MessageService) Get(ctx context.Context, sid string) (*Message, error) {
	return Get[Message](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's messages, sent and received, newest first. params may be nil. See
// [List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
func (s *MessageService) List(ctx context.Context, params *ListMessagesParams) iter.Seq2[*Message, error] {
	return List[Message](ctx, s.client, s.path, "messages", params)
}

// ListPage fetches one page of what List returns, for screens. Twilio's default is 50 messages
// to a page and its limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
func (s *MessageService) ListPage(ctx context.Context, params *ListMessagesParams) (*Page[Message], error) {
	return ListPage[Message](ctx, s.client, s.path, "messages", params)
}

// Update changes a message. [MessageService.Redact] and [MessageService.Cancel] say the same
// more plainly.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#update-a-message-resource
func (s *MessageService) Update(ctx context.Context, sid string, params *UpdateMessageParams) (*Message, error) {
	return Post[Message](ctx, s.client, s.path.ID(sid), params)
}

// Redact removes the text of a message for good and keeps the rest of the record. The error
// matches [ErrNotComplete] while the message is under way.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#update-a-message-resource
func (s *MessageService) Redact(ctx context.Context, sid string) (*Message, error) {
	return s.Update(ctx, sid, &UpdateMessageParams{Body: new("")})
}

// Cancel takes back a message that is scheduled, or that has not left Twilio's queue. The error
// matches [ErrMessageNotCancelable] if it is too late.
//
// Twilio docs: https://www.twilio.com/docs/messaging/features/message-scheduling#cancel-a-scheduled-message
func (s *MessageService) Cancel(ctx context.Context, sid string) (*Message, error) {
	return s.Update(ctx, sid, &UpdateMessageParams{Status: StatusCanceled})
}

// Delete removes a message and its media from the account for good. The error matches
// [ErrNotComplete] while the message is under way.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-resource#delete-a-message-resource
func (s *MessageService) Delete(ctx context.Context, sid string) error {
	return Delete(ctx, s.client, s.path.ID(sid))
}
