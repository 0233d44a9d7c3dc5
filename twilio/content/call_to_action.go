package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// CallToAction is a text with buttons that lead out of the conversation: to a page, to a call.
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type CallToAction struct {
	// Body is the text. Required.
	Body string `json:"body,omitempty"`
	// Actions are the buttons. Required.
	Actions []Action `json:"actions,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (c CallToAction) MarshalJSON() ([]byte, error) {
	type plain CallToAction
	return extra.Marshal(plain(c), c.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (c *CallToAction) UnmarshalJSON(b []byte) error {
	type plain CallToAction
	return extra.Unmarshal(b, (*plain)(c), &c.Extra)
}
