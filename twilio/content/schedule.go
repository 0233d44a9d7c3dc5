package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Schedule is a choice of times.
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type Schedule struct {
	// ID identifies the schedule to the account. Required.
	ID string `json:"id,omitempty"`
	// Title is the title. Required.
	Title string `json:"title,omitempty"`
	// TimeSlots are the times to choose from, as a text or a placeholder. Required.
	TimeSlots string `json:"timeSlots,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (s Schedule) MarshalJSON() ([]byte, error) {
	type plain Schedule
	return extra.Marshal(plain(s), s.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (s *Schedule) UnmarshalJSON(b []byte) error {
	type plain Schedule
	return extra.Unmarshal(b, (*plain)(s), &s.Extra)
}
