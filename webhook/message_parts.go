package webhook

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/channels"
)

// Media is one file that came with a message.
type Media struct {
	// URL is where the file is. It answers with a redirect; whether credentials are needed is a
	// setting of the account. The service of the REST API for media downloads it.
	URL string
	// ContentType is the file's MIME type, "image/jpeg", or empty if Twilio did not say.
	ContentType string
}

// A Place is where a phone number is registered. Any part may be empty.
type Place struct {
	City    string `param:"City"`    // in capitals: "SAN FRANCISCO"
	State   string `param:"State"`   // state or province: "CA"
	Zip     string `param:"Zip"`     // postal code
	Country string `param:"Country"` // in ISO 3166: "US"
}

// An OptOutType is what a person asked for by a keyword.
type OptOutType string

// What keywords ask for.
const (
	OptOutStop  OptOutType = "STOP"  // no more messages
	OptOutStart OptOutType = "START" // messages again
	OptOutHelp  OptOutType = "HELP"  // who is writing, and how to stop it
)

// A Button is a button of a message that was sent, and that the person has pressed.
type Button struct {
	Text    string `param:"ButtonText"`    // what stands on the button
	Payload string `param:"ButtonPayload"` // what the template gives the button to say; not shown to the person
	Type    string `param:"ButtonType"`    // "REPLY" or "ACTION"
}

// A Location is a place that a person shared.
type Location struct {
	Latitude  float64 // in degrees, -90 to 90
	Longitude float64 // in degrees, -180 to 180
	Address   string  // may be empty
	Label     string  // the name of the place; may be empty
}

// A RepliedMessage is one that another message quotes.
type RepliedMessage struct {
	MessageSID string           `param:"OriginalRepliedMessageSid"`
	Sender     channels.Address `param:"OriginalRepliedMessageSender"` // who sent the quoted message
}

// A Referral is the ad through which a person came to write on WhatsApp.
type Referral struct {
	Body             string `param:"ReferralBody"`       // text of the ad
	Headline         string `param:"ReferralHeadline"`   // title of the ad
	SourceID         string `param:"ReferralSourceId"`   // ID of the ad at Meta
	SourceType       string `param:"ReferralSourceType"` // "post" or "ad"
	SourceURL        string `param:"ReferralSourceUrl"`  // URL of the ad
	NumMedia         int    `param:"ReferralNumMedia"`   // how many media the ad has
	MediaID          string `param:"ReferralMediaId"`
	MediaContentType string `param:"ReferralMediaContentType"`
	MediaURL         string `param:"ReferralMediaUrl"`
	CTWAClickID      string `param:"ReferralCtwaClid"` // ID of the click, for Meta's Conversions API
}

// JSON is the text of a parameter that holds JSON. It is kept as it came and not looked at until
// it is decoded, so a malformed one costs nobody the message. Empty if there is none.
type JSON string

// Decode reads the text into v as json.Unmarshal does. Of an empty text it is an error.
func (j JSON) Decode(v any) error { return json.Unmarshal([]byte(j), v) }
