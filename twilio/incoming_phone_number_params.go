package twilio

import (
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
)

// CreateIncomingPhoneNumberParams say which number to buy and how to set it up. One of
// PhoneNumber and AreaCode is required.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#create-an-incomingphonenumber-resource
type CreateIncomingPhoneNumberParams struct {
	// PhoneNumber is the number to buy, in E.164.
	PhoneNumber channels.Address `url:"PhoneNumber,omitempty"`
	// AreaCode buys any number in this area: three digits, in the US and Canada only.
	AreaCode string `url:"AreaCode,omitempty"`
	// FriendlyName describes the number for people, in up to 64 characters. By default it is the number,
	// written the way people do.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// SMSURL is what Twilio calls with a message received. See twiml.WithOverrides for its fragment.
	SMSURL string `url:"SmsUrl,omitempty"`
	// SMSMethod is how SMSURL is called: GET or POST. The default is POST.
	SMSMethod string `url:"SmsMethod,omitempty"`
	// SMSFallbackURL is what Twilio calls if SMSURL fails.
	SMSFallbackURL string `url:"SmsFallbackUrl,omitempty"`
	// SMSFallbackMethod is how SMSFallbackURL is called: GET or POST. The default is POST.
	SMSFallbackMethod string `url:"SmsFallbackMethod,omitempty"`
	// SMSApplicationSID is a TwiML application (AP…) whose URLs take the place of SMSURL and the rest.
	SMSApplicationSID string `url:"SmsApplicationSid,omitempty"`
	// StatusCallback is what Twilio calls with the status of calls.
	StatusCallback string `url:"StatusCallback,omitempty"`
	// StatusCallbackMethod is how StatusCallback is called: GET or POST. The default is POST.
	StatusCallbackMethod string `url:"StatusCallbackMethod,omitempty"`
	// VoiceURL is what Twilio calls with a call received.
	VoiceURL string `url:"VoiceUrl,omitempty"`
	// VoiceMethod is how VoiceURL is called: GET or POST. The default is POST.
	VoiceMethod string `url:"VoiceMethod,omitempty"`
	// VoiceFallbackURL is what Twilio calls if VoiceURL fails.
	VoiceFallbackURL string `url:"VoiceFallbackUrl,omitempty"`
	// VoiceFallbackMethod is how VoiceFallbackURL is called: GET or POST. The default is POST.
	VoiceFallbackMethod string `url:"VoiceFallbackMethod,omitempty"`
	// VoiceApplicationSID is a TwiML application (AP…) whose URLs take the place of VoiceURL and the
	// rest. Setting it removes TrunkSID.
	VoiceApplicationSID string `url:"VoiceApplicationSid,omitempty"`
	// VoiceCallerIDLookup looks up the name of who calls, at a price. The default is false.
	VoiceCallerIDLookup *bool `url:"VoiceCallerIdLookup,omitempty"`
	// VoiceReceiveMode says whether calls are voice or fax.
	VoiceReceiveMode VoiceReceiveMode `url:"VoiceReceiveMode,omitempty"`
	// TrunkSID is a SIP trunk (TK…) that takes the calls. Setting it removes VoiceApplicationSID.
	TrunkSID string `url:"TrunkSid,omitempty"`
	// EmergencyStatus says whether emergency calls can be made from the number.
	EmergencyStatus EmergencyStatus `url:"EmergencyStatus,omitempty"`
	// EmergencyAddressSID is the address (AD…) that emergency services are told.
	EmergencyAddressSID string `url:"EmergencyAddressSid,omitempty"`
	// AddressSID is the address (AD…) that some countries require.
	AddressSID string `url:"AddressSid,omitempty"`
	// IdentitySID is the identity (RI…) that some countries require.
	IdentitySID string `url:"IdentitySid,omitempty"`
	// BundleSID is the regulatory bundle (BU…) that some countries require.
	BundleSID string `url:"BundleSid,omitempty"`
	// APIVersion is the version of the API that calls are handled by.
	APIVersion string `url:"ApiVersion,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListIncomingPhoneNumbersParams filter the numbers of an account. The zero value lists all.
type ListIncomingPhoneNumbersParams struct {
	// PhoneNumber lists numbers that match: a part of one, with * for any digit.
	PhoneNumber string `url:"PhoneNumber,omitempty"`
	// FriendlyName lists numbers with this name only.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Beta says whether to list numbers that are new to Twilio. The default is true.
	Beta *bool `url:"Beta,omitempty"`
	// Origin lists numbers of one origin only: "twilio" or "hosted".
	Origin string `url:"Origin,omitempty"`
	PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateIncomingPhoneNumberParams change the settings of a number. A field that is left nil or
// empty stays as it is; a pointer to "" removes the setting.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#update-an-incomingphonenumber-resource
type UpdateIncomingPhoneNumberParams struct {
	// AccountSID moves the number to another account of the same owner.
	AccountSID string `url:"AccountSid,omitempty"`
	// FriendlyName describes the number for people, in up to 64 characters. By default it is the number,
	// written the way people do.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// SMSURL is what Twilio calls with a message received. See twiml.WithOverrides for its fragment.
	SMSURL *string `url:"SmsUrl,omitempty"`
	// SMSMethod is how SMSURL is called: GET or POST. The default is POST.
	SMSMethod string `url:"SmsMethod,omitempty"`
	// SMSFallbackURL is what Twilio calls if SMSURL fails.
	SMSFallbackURL *string `url:"SmsFallbackUrl,omitempty"`
	// SMSFallbackMethod is how SMSFallbackURL is called: GET or POST. The default is POST.
	SMSFallbackMethod string `url:"SmsFallbackMethod,omitempty"`
	// SMSApplicationSID is a TwiML application (AP…) whose URLs take the place of SMSURL and the rest.
	SMSApplicationSID *string `url:"SmsApplicationSid,omitempty"`
	// StatusCallback is what Twilio calls with the status of calls.
	StatusCallback *string `url:"StatusCallback,omitempty"`
	// StatusCallbackMethod is how StatusCallback is called: GET or POST. The default is POST.
	StatusCallbackMethod string `url:"StatusCallbackMethod,omitempty"`
	// VoiceURL is what Twilio calls with a call received.
	VoiceURL *string `url:"VoiceUrl,omitempty"`
	// VoiceMethod is how VoiceURL is called: GET or POST. The default is POST.
	VoiceMethod string `url:"VoiceMethod,omitempty"`
	// VoiceFallbackURL is what Twilio calls if VoiceURL fails.
	VoiceFallbackURL *string `url:"VoiceFallbackUrl,omitempty"`
	// VoiceFallbackMethod is how VoiceFallbackURL is called: GET or POST. The default is POST.
	VoiceFallbackMethod string `url:"VoiceFallbackMethod,omitempty"`
	// VoiceApplicationSID is a TwiML application (AP…) whose URLs take the place of VoiceURL and the
	// rest. Setting it removes TrunkSID.
	VoiceApplicationSID *string `url:"VoiceApplicationSid,omitempty"`
	// VoiceCallerIDLookup looks up the name of who calls, at a price. The default is false.
	VoiceCallerIDLookup *bool `url:"VoiceCallerIdLookup,omitempty"`
	// VoiceReceiveMode says whether calls are voice or fax.
	VoiceReceiveMode VoiceReceiveMode `url:"VoiceReceiveMode,omitempty"`
	// TrunkSID is a SIP trunk (TK…) that takes the calls. Setting it removes VoiceApplicationSID.
	TrunkSID *string `url:"TrunkSid,omitempty"`
	// EmergencyStatus says whether emergency calls can be made from the number.
	EmergencyStatus EmergencyStatus `url:"EmergencyStatus,omitempty"`
	// EmergencyAddressSID is the address (AD…) that emergency services are told.
	EmergencyAddressSID *string `url:"EmergencyAddressSid,omitempty"`
	// AddressSID is the address (AD…) that some countries require.
	AddressSID *string `url:"AddressSid,omitempty"`
	// IdentitySID is the identity (RI…) that some countries require.
	IdentitySID *string `url:"IdentitySid,omitempty"`
	// BundleSID is the regulatory bundle (BU…) that some countries require.
	BundleSID *string `url:"BundleSid,omitempty"`
	// APIVersion is the version of the API that calls are handled by.
	APIVersion string `url:"ApiVersion,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}
