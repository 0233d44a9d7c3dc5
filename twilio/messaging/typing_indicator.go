package messaging

import (
	"context"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// A TypingIndicator says what became of showing somebody that an answer is being written.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
type TypingIndicator struct {
	// Success says that the indicator has been sent.
	Success bool `json:"success"`
}

// TypingChannel is a channel that can show that somebody is writing.
type TypingChannel string

// The channels of [TypingIndicatorService.Create].
const (
	TypingChannelWhatsApp TypingChannel = "whatsapp"
)

// AppleTypingEvent is the beginning or the end of writing.
type AppleTypingEvent string

// The beginning and the end of writing.
const (
	AppleTypingEventStart AppleTypingEvent = "START"
	AppleTypingEventEnd   AppleTypingEvent = "END"
)

// CreateTypingIndicatorParams say which message is being answered. Both are required.
type CreateTypingIndicatorParams struct {
	// Channel is the message's channel.
	Channel TypingChannel `url:"channel,omitempty"`
	// MessageSID is the message received that is being answered (SM… or MM…).
	MessageSID string `url:"messageId,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// CreateWhatsAppTypingIndicatorParams say which message on WhatsApp is being answered.
type CreateWhatsAppTypingIndicatorParams struct {
	// MessageSID is a recent message received that is being answered (SM… or MM…). It is required.
	MessageSID string `json:"messageId,omitempty"`
	// Extra holds members of the body that this version does not know. One of the same name as a
	// field above takes its place.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the body with the channel and Extra in it.
func (p CreateWhatsAppTypingIndicatorParams) MarshalJSON() ([]byte, error) {
	type plain CreateWhatsAppTypingIndicatorParams
	return extra.Marshal(struct {
		Channel string `json:"channel"`
		plain
	}{"WHATSAPP", plain(p)}, p.Extra)
}

// CreateAppleTypingIndicatorParams say who writes to whom on Apple Messages for Business. From and
// To are required.
type CreateAppleTypingIndicatorParams struct {
	// From is the business, by its ID at Apple.
	From channels.Address `json:"from,omitempty"`
	// To is the customer, by the ID that Apple gives them.
	To channels.Address `json:"to,omitempty"`
	// Event says whether writing begins or ends. By default it begins.
	Event AppleTypingEvent `json:"event,omitempty"`
	// Extra holds members of the body that this version does not know. One of the same name as a
	// field above takes its place.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the body with the channel and Extra in it.
func (p CreateAppleTypingIndicatorParams) MarshalJSON() ([]byte, error) {
	type plain CreateAppleTypingIndicatorParams
	return extra.Marshal(struct {
		Channel string `json:"channel"`
		plain
	}{"APPLE", plain(p)}, p.Extra)
}

// LogValue returns what may be logged of an indicator: nobody's ID in full.
func (p CreateAppleTypingIndicatorParams) LogValue() slog.Value {
	return slog.GroupValue(slog.Any("from", p.From), slog.Any("to", p.To), slog.String("event", string(p.Event)))
}

// TypingIndicatorService shows people that an answer is being written. It is reached as
// [API.TypingIndicators].
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
type TypingIndicatorService struct {
	client *twilio.Client
	v2, v3 twilio.Path
}

// Create shows the sender of a message that it is being answered, in v2 of the API, which knows
// WhatsApp alone. WhatsApp takes the indicator away when the answer arrives, and by itself after 25
// seconds; it also marks the message as read.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
func (s *TypingIndicatorService) Create(ctx context.Context, params *CreateTypingIndicatorParams) (*TypingIndicator, error) {
	return twilio.Post[TypingIndicator](ctx, s.client, s.v2, params)
}

// CreateWhatsApp is Create in v3 of the API.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
func (s *TypingIndicatorService) CreateWhatsApp(ctx context.Context, params *CreateWhatsAppTypingIndicatorParams) (*TypingIndicator, error) {
	return twilio.Post[TypingIndicator](ctx, s.client, s.v3, twilio.JSON{Body: params})
}

// CreateApple shows a customer on Apple Messages for Business that an answer is being written, or
// no longer, in v3 of the API.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
func (s *TypingIndicatorService) CreateApple(ctx context.Context, params *CreateAppleTypingIndicatorParams) (*TypingIndicator, error) {
	return twilio.Post[TypingIndicator](ctx, s.client, s.v3, twilio.JSON{Body: params})
}
