package twilio

import (
	"context"
	"iter"

	"github.com/twiliokit/twiliokit/channels"
)

// An IncomingPhoneNumber is a phone number of the account's, and what happens to the messages
// and calls that it receives.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
type IncomingPhoneNumber struct {
	// SID identifies the number: PN….
	SID string `json:"sid"`
	// AccountSID is the account that the number belongs to.
	AccountSID string `json:"account_sid"`
	// PhoneNumber is the number, in E.164.
	PhoneNumber channels.Address `json:"phone_number"`
	// FriendlyName describes the number for people.
	FriendlyName string `json:"friendly_name"`
	// Capabilities says what the number can send and receive.
	Capabilities PhoneNumberCapabilities `json:"capabilities"`
	// Type is the kind of number: "local", "tollfree", "mobile".
	Type string `json:"type"`
	// Status is "in-use" for a number that can be used.
	Status string `json:"status"`
	// Origin is "twilio", or "hosted" for a number that another carrier owns.
	Origin string `json:"origin"`
	// Beta says that the number is of a kind that is new to Twilio.
	Beta bool `json:"beta"`
	// SMSURL is what Twilio calls with a message received.
	SMSURL string `json:"sms_url"`
	// SMSMethod is how SMSURL is called: GET or POST.
	SMSMethod string `json:"sms_method"`
	// SMSFallbackURL is what Twilio calls if SMSURL fails.
	SMSFallbackURL string `json:"sms_fallback_url"`
	// SMSFallbackMethod is how SMSFallbackURL is called: GET or POST.
	SMSFallbackMethod string `json:"sms_fallback_method"`
	// SMSApplicationSID is a TwiML application (AP…) whose URLs take the place of SMSURL and the rest.
	SMSApplicationSID string `json:"sms_application_sid"`
	// StatusCallback is what Twilio calls with the status of calls.
	StatusCallback string `json:"status_callback"`
	// StatusCallbackMethod is how StatusCallback is called: GET or POST.
	StatusCallbackMethod string `json:"status_callback_method"`
	// VoiceURL is what Twilio calls with a call received.
	VoiceURL string `json:"voice_url"`
	// VoiceMethod is how VoiceURL is called: GET or POST.
	VoiceMethod string `json:"voice_method"`
	// VoiceFallbackURL is what Twilio calls if VoiceURL fails.
	VoiceFallbackURL string `json:"voice_fallback_url"`
	// VoiceFallbackMethod is how VoiceFallbackURL is called: GET or POST.
	VoiceFallbackMethod string `json:"voice_fallback_method"`
	// VoiceApplicationSID is a TwiML application (AP…) whose URLs take the place of VoiceURL.
	VoiceApplicationSID string `json:"voice_application_sid"`
	// VoiceCallerIDLookup says that the name of who calls is looked up.
	VoiceCallerIDLookup bool `json:"voice_caller_id_lookup"`
	// VoiceReceiveMode says whether calls are voice or fax.
	VoiceReceiveMode VoiceReceiveMode `json:"voice_receive_mode"`
	// TrunkSID is the SIP trunk (TK…) that takes the calls, if any.
	TrunkSID string `json:"trunk_sid"`
	// EmergencyStatus says whether emergency calls can be made from the number.
	EmergencyStatus EmergencyStatus `json:"emergency_status"`
	// EmergencyAddressSID is the address (AD…) that emergency services are told.
	EmergencyAddressSID string `json:"emergency_address_sid"`
	// EmergencyAddressStatus is how far the registration of that address has come: "registered",
	// "pending-registration", "registration-failure", …
	EmergencyAddressStatus string `json:"emergency_address_status"`
	// AddressRequirements says which address the number has to have.
	AddressRequirements AddressRequirement `json:"address_requirements"`
	// AddressSID is the address (AD…) that some countries require.
	AddressSID string `json:"address_sid"`
	// IdentitySID is the identity (RI…) that some countries require.
	IdentitySID string `json:"identity_sid"`
	// BundleSID is the regulatory bundle (BU…) that some countries require.
	BundleSID string `json:"bundle_sid"`
	// APIVersion is the version of the API that calls are handled by.
	APIVersion string `json:"api_version"`
	// DateCreated is when the number came to the account.
	DateCreated Time `json:"date_created"`
	// DateUpdated is when its settings last changed.
	DateUpdated Time `json:"date_updated"`
	// URI is the path of the number on the API's host.
	URI string `json:"uri"`
}

// PhoneNumberCapabilities says what a number can send and receive.
type PhoneNumberCapabilities struct {
	SMS   bool `json:"sms"`
	MMS   bool `json:"mms"`
	Voice bool `json:"voice"`
	Fax   bool `json:"fax"`
}

// VoiceReceiveMode says what a number takes calls for.
type VoiceReceiveMode string

// What a number takes calls for. Twilio has retired fax.
const (
	VoiceReceiveModeVoice VoiceReceiveMode = "voice"
	VoiceReceiveModeFax   VoiceReceiveMode = "fax"
)

// EmergencyStatus says whether emergency calls can be made from a number.
type EmergencyStatus string

// Whether emergency calls can be made.
const (
	EmergencyStatusActive   EmergencyStatus = "Active"
	EmergencyStatusInactive EmergencyStatus = "Inactive"
)

// AddressRequirement says which address a country requires of a number's owner.
type AddressRequirement string

// Which address is required: none, any in the world, one in the number's country, or one
// outside it.
const (
	AddressRequirementNone    AddressRequirement = "none"
	AddressRequirementAny     AddressRequirement = "any"
	AddressRequirementLocal   AddressRequirement = "local"
	AddressRequirementForeign AddressRequirement = "foreign"
)

// IncomingPhoneNumberService buys, sets up and releases the account's phone numbers. It is
// reached as [Client.IncomingPhoneNumbers].
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
type IncomingPhoneNumberService struct {
	client *Client
	path   Path
}

// Create buys a number: the one in PhoneNumber, or any in AreaCode. The error matches
// [ErrNumberNotAvailable] if somebody else has it, and [ErrNoNumberInAreaCode].
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#create-an-incomingphonenumber-resource
func (s *IncomingPhoneNumberService) Create(ctx context.Context, params *CreateIncomingPhoneNumberParams) (*IncomingPhoneNumber, error) {
	return Post[IncomingPhoneNumber](ctx, s.client, s.path, params)
}

// Get fetches a number by its SID (PN…).
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#fetch-an-incomingphonenumber-resource
func (s *IncomingPhoneNumberService) Get(ctx context.Context, sid string) (*IncomingPhoneNumber, error) {
	return Get[IncomingPhoneNumber](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's numbers. params may be nil. See [List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#read-multiple-incomingphonenumber-resources
func (s *IncomingPhoneNumberService) List(ctx context.Context, params *ListIncomingPhoneNumbersParams) iter.Seq2[*IncomingPhoneNumber, error] {
	return List[IncomingPhoneNumber](ctx, s.client, s.path, "incoming_phone_numbers", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 numbers to a page and
// its limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#read-multiple-incomingphonenumber-resources
func (s *IncomingPhoneNumberService) ListPage(ctx context.Context, params *ListIncomingPhoneNumbersParams) (*Page[IncomingPhoneNumber], error) {
	return ListPage[IncomingPhoneNumber](ctx, s.client, s.path, "incoming_phone_numbers", params)
}

// Update changes the settings of a number. With AccountSID it moves the number to another
// account.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#update-an-incomingphonenumber-resource
func (s *IncomingPhoneNumberService) Update(ctx context.Context, sid string, params *UpdateIncomingPhoneNumberParams) (*IncomingPhoneNumber, error) {
	return Post[IncomingPhoneNumber](ctx, s.client, s.path.ID(sid), params)
}

// Delete releases a number. Somebody else may have it soon after.
//
// Twilio docs: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#delete-an-incomingphonenumber-resource
func (s *IncomingPhoneNumberService) Delete(ctx context.Context, sid string) error {
	return Delete(ctx, s.client, s.path.ID(sid))
}
