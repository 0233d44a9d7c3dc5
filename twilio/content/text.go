package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Text is plain text.
//
// Twilio docs: https://www.twilio.com/docs/content/twilio-text
type Text struct {
	// Body is the text, at most 1,600 characters, with placeholders. Required.
	Body string `json:"body,omitempty"`
	// Extra holds members that this version does not know, as JSON. One of the same name as a field
	// above takes its place.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (t Text) MarshalJSON() ([]byte, error) {
	type plain Text
	return extra.Marshal(plain(t), t.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (t *Text) UnmarshalJSON(b []byte) error {
	type plain Text
	return extra.Unmarshal(b, (*plain)(t), &t.Extra)
}
