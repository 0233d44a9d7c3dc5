package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Media are files with a text, or a long text that is to be sent as MMS.
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type Media struct {
	// Body is the text.
	Body string `json:"body,omitempty"`
	// Media are the URLs of the files, which have to be public. The path may hold placeholders, the
	// host may not. Required; an empty slice that is not nil is sent.
	Media []string `json:"media,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (m Media) MarshalJSON() ([]byte, error) {
	type plain Media
	return extra.Marshal(plain(m), m.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (m *Media) UnmarshalJSON(b []byte) error {
	type plain Media
	return extra.Unmarshal(b, (*plain)(m), &m.Extra)
}
