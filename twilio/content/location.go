package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Location is a pin on a map. WhatsApp alone shows it, and only within a session.
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type Location struct {
	// Latitude is in degrees, north positive. Required.
	Latitude float64 `json:"latitude"`
	// Longitude is in degrees, east positive. Required.
	Longitude float64 `json:"longitude"`
	// Label is shown beside the pin.
	Label string `json:"label,omitempty"`
	// ID identifies the place to the account.
	ID string `json:"id,omitempty"`
	// Address is the place in words.
	Address string `json:"address,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (l Location) MarshalJSON() ([]byte, error) {
	type plain Location
	return extra.Marshal(plain(l), l.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (l *Location) UnmarshalJSON(b []byte) error {
	type plain Location
	return extra.Unmarshal(b, (*plain)(l), &l.Extra)
}
