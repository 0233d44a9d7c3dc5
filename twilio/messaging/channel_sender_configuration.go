package messaging

// ChannelSenderConfiguration is how a sender is registered with its channel. Of a new sender, what
// is empty is not sent.
type ChannelSenderConfiguration struct {
	// WABAID is the WhatsApp Business Account. By default it is that of the account's other senders.
	WABAID string `json:"waba_id,omitempty"`
	// VerificationMethod is how the number gets its code. The default is [VerificationMethodSMS].
	VerificationMethod VerificationMethod `json:"verification_method,omitempty"`
	// VerificationCode is the code. Answers leave it out.
	VerificationCode string `json:"verification_code,omitempty"`
	// VoiceApplicationSID is the TwiML application (AP…) that answers calls on WhatsApp.
	VoiceApplicationSID string `json:"voice_application_sid,omitempty"`
	// AccountType is set where a software vendor moves a sender to another kind of account.
	AccountType ChannelSenderAccountType `json:"account_type,omitempty"`
}

// VerificationMethod is how a number gets its code.
type VerificationMethod string

// How a number gets its code.
const (
	VerificationMethodSMS   VerificationMethod = "sms"
	VerificationMethodVoice VerificationMethod = "voice" // by a call
)

// ChannelSenderAccountType is the kind of account that an independent software vendor (ISV) moves a
// sender to.
type ChannelSenderAccountType string

// The kinds of accounts.
const (
	ChannelSenderAccountTypeISV           ChannelSenderAccountType = "ISV"
	ChannelSenderAccountTypeISVSubAccount ChannelSenderAccountType = "ISVSubAccount"
)

// ChannelSenderWebhook is what Twilio calls for a sender. Of a new sender, what is empty is not sent.
type ChannelSenderWebhook struct {
	// CallbackURL is called with a message received.
	CallbackURL string `json:"callback_url,omitempty"`
	// CallbackMethod is how: POST or PUT.
	CallbackMethod string `json:"callback_method,omitempty"`
	// FallbackURL is called if CallbackURL fails.
	FallbackURL string `json:"fallback_url,omitempty"`
	// FallbackMethod is how: POST or PUT.
	FallbackMethod string `json:"fallback_method,omitempty"`
	// StatusCallbackURL is called with the status of messages sent.
	StatusCallbackURL string `json:"status_callback_url,omitempty"`
	// StatusCallbackMethod is how: POST.
	StatusCallbackMethod string `json:"status_callback_method,omitempty"`
}

// ChannelSenderProperties are what WhatsApp thinks of a sender.
type ChannelSenderProperties struct {
	// QualityRating is how recipients take its messages, in WhatsApp's words: "HIGH".
	QualityRating string `json:"quality_rating"`
	// MessagingLimit is how many people it may write to first in a day, in words.
	MessagingLimit string `json:"messaging_limit"`
}

// ChannelSenderCompliance is how far an RCS sender's launch has come.
type ChannelSenderCompliance struct {
	// RegistrationSID is the registration that stands for all countries without one of their own.
	RegistrationSID string `json:"registration_sid"`
	// Countries are the countries that the sender is or will be launched in.
	Countries []ChannelSenderCountry `json:"countries"`
}

// A ChannelSenderCountry is how far an RCS sender's launch has come in one country.
type ChannelSenderCountry struct {
	// Country is the country, two letters of ISO 3166.
	Country string `json:"country"`
	// RegistrationSID is the country's own registration, if it has one.
	RegistrationSID string `json:"registration_sid"`
	// Status sums up the carriers': online, offline, in Twilio's review or pending verification.
	Status ChannelSenderStatus `json:"status"`
	// Carriers are the country's carriers as the API gives them. It does not say what is in them.
	Carriers []map[string]any `json:"carriers"`
}
