package messaging

import (
	"log/slog"
	"maps"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// CreateChannelSenderParams say which sender to register. SenderID is required, and on WhatsApp
// Profile with a name.
type CreateChannelSenderParams struct {
	// SenderID is the address: on WhatsApp a number, by [channels.WhatsApp].
	SenderID channels.Address `json:"sender_id,omitempty"`
	// Configuration is how the sender is registered.
	Configuration *ChannelSenderConfiguration `json:"configuration,omitempty"`
	// Webhook is what Twilio calls for the sender.
	Webhook *ChannelSenderWebhook `json:"webhook,omitempty"`
	// Profile is what people see of the sender.
	Profile *ChannelSenderProfile `json:"profile,omitempty"`
	// Extra holds members of the body that this version does not know. One of the same name as a
	// field above takes its place.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the body with Extra in it.
func (p CreateChannelSenderParams) MarshalJSON() ([]byte, error) {
	type plain CreateChannelSenderParams
	return extra.Marshal(plain(p), p.Extra)
}

// LogValue returns what may be logged of the parameters: the number masked, and no code.
func (p CreateChannelSenderParams) LogValue() slog.Value {
	return slog.GroupValue(slog.Any("sender_id", p.SenderID))
}

// UpdateChannelSenderParams change a sender. What is nil is not sent.
type UpdateChannelSenderParams struct {
	// Configuration changes how the sender is registered, or hands in a code.
	Configuration *UpdateChannelSenderConfigurationParams `json:"configuration,omitempty"`
	// Webhook changes what Twilio calls for the sender.
	Webhook *UpdateChannelSenderWebhookParams `json:"webhook,omitempty"`
	// Profile changes what people see of the sender.
	Profile *UpdateChannelSenderProfileParams `json:"profile,omitempty"`
	// Extra holds members of the body that this version does not know. One of the same name as a
	// field above takes its place.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the body with Extra in it.
func (p UpdateChannelSenderParams) MarshalJSON() ([]byte, error) {
	type plain UpdateChannelSenderParams
	return extra.Marshal(plain(p), p.Extra)
}

// LogValue returns what may be logged of the parameters: which parts change, and no code.
func (p UpdateChannelSenderParams) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Bool("configuration", p.Configuration != nil),
		slog.Bool("webhook", p.Webhook != nil),
		slog.Bool("profile", p.Profile != nil),
	)
}

// UpdateChannelSenderConfigurationParams change how a sender is registered. What is nil or empty is
// not sent.
type UpdateChannelSenderConfigurationParams struct {
	// VerificationCode is the code that the number got.
	VerificationCode string `json:"verification_code,omitempty"`
	// VerificationMethod is how the number is to get a code.
	VerificationMethod VerificationMethod `json:"verification_method,omitempty"`
	// WABAID is the WhatsApp Business Account.
	WABAID string `json:"waba_id,omitempty"`
	// VoiceApplicationSID is the TwiML application (AP…) that answers calls on WhatsApp. A pointer to
	// "" is sent as null and ends them.
	VoiceApplicationSID *string `json:"voice_application_sid,omitempty"`
	// AccountType moves a software vendor's sender to another kind of account. A pointer to "" clears
	// it.
	AccountType *ChannelSenderAccountType `json:"account_type,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the members with Extra in them.
func (p UpdateChannelSenderConfigurationParams) MarshalJSON() ([]byte, error) {
	type plain UpdateChannelSenderConfigurationParams
	more := p.Extra
	if p.VoiceApplicationSID != nil && *p.VoiceApplicationSID == "" {
		more = map[string]any{"voice_application_sid": nil}
		maps.Copy(more, p.Extra)
	}
	return extra.Marshal(plain(p), more)
}

// UpdateChannelSenderWebhookParams change what Twilio calls for a sender. What is nil or empty is not
// sent; a pointer to "" clears.
type UpdateChannelSenderWebhookParams struct {
	// CallbackURL is called with a message received.
	CallbackURL *string `json:"callback_url,omitempty"`
	// CallbackMethod is how: POST or PUT.
	CallbackMethod string `json:"callback_method,omitempty"`
	// FallbackURL is called if CallbackURL fails.
	FallbackURL *string `json:"fallback_url,omitempty"`
	// FallbackMethod is how: POST or PUT.
	FallbackMethod string `json:"fallback_method,omitempty"`
	// StatusCallbackURL is called with the status of messages sent.
	StatusCallbackURL *string `json:"status_callback_url,omitempty"`
	// StatusCallbackMethod is how: POST.
	StatusCallbackMethod string `json:"status_callback_method,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the members with Extra in them.
func (p UpdateChannelSenderWebhookParams) MarshalJSON() ([]byte, error) {
	type plain UpdateChannelSenderWebhookParams
	return extra.Marshal(plain(p), p.Extra)
}

// UpdateChannelSenderProfileParams change what people see of a sender. What is nil or empty is not
// sent; a pointer to "", and a list that is empty and not nil, clear.
type UpdateChannelSenderProfileParams struct {
	// Name is the display name, which WhatsApp reviews anew.
	Name string `json:"name,omitempty"`
	// About is a line about the sender.
	About *string `json:"about,omitempty"`
	// Address is the street address.
	Address *string `json:"address,omitempty"`
	// Description is more about the sender.
	Description *string `json:"description,omitempty"`
	// LogoURL is a public picture.
	LogoURL *string `json:"logo_url,omitempty"`
	// BannerURL is a public picture behind the logo.
	BannerURL *string `json:"banner_url,omitempty"`
	// PrivacyURL is the privacy policy.
	PrivacyURL *string `json:"privacy_url,omitempty"`
	// TermsOfServiceURL are the terms.
	TermsOfServiceURL *string `json:"terms_of_service_url,omitempty"`
	// AccentColor is the color of the sender, in hexadecimal: "#1F4D2B".
	AccentColor *string `json:"accent_color,omitempty"`
	// Vertical is the line of business.
	Vertical Vertical `json:"vertical,omitempty"`
	// Websites take the place of all that there were.
	Websites []SenderWebsite `json:"websites,omitzero"`
	// Emails take the place of all that there were.
	Emails []SenderEmail `json:"emails,omitzero"`
	// PhoneNumbers take the place of all that there were.
	PhoneNumbers []SenderPhoneNumber `json:"phone_numbers,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]any `json:"-"`
}

// MarshalJSON writes the members with Extra in them.
func (p UpdateChannelSenderProfileParams) MarshalJSON() ([]byte, error) {
	type plain UpdateChannelSenderProfileParams
	return extra.Marshal(plain(p), p.Extra)
}
