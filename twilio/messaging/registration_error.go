package messaging

import "github.com/twiliokit/twiliokit/twilio"

// A RegistrationError is one thing that kept a brand or a campaign from being registered.
//
// Twilio docs: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/troubleshooting-a2p-brands
type RegistrationError struct {
	// Code is the error's number: 30701 and the like for brands, 30897 for campaigns.
	Code twilio.ErrorCode `json:"error_code"`
	// Description says in words what is wrong.
	Description string `json:"description"`
	// Fields are what it is wrong with: "region", "MESSAGE_FLOW".
	Fields []string `json:"fields"`
	// URL is the page that explains the error.
	URL string `json:"url"`
}
