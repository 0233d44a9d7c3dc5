package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// QuickReply is a text with buttons that answer it.
//
// Twilio docs: https://www.twilio.com/docs/content/twilio-quick-reply
type QuickReply struct {
	// Body is the text above the buttons, at most 1,024 characters. Required.
	Body string `json:"body,omitempty"`
	// Actions are the buttons, from 1 to 10, at most 3 if the template is sent on WhatsApp without
	// approval. Title and ID are all that they need; Type is [ActionQuickReply], which may be left
	// out. Required.
	Actions []Action `json:"actions,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (q QuickReply) MarshalJSON() ([]byte, error) {
	type plain QuickReply
	return extra.Marshal(plain(q), q.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (q *QuickReply) UnmarshalJSON(b []byte) error {
	type plain QuickReply
	return extra.Unmarshal(b, (*plain)(q), &q.Extra)
}
