package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Card is a title or a text with at least one of a subtitle, media and buttons.
//
// Twilio docs: https://www.twilio.com/docs/content/twiliocard
type Card struct {
	// Title is the card's title. It, or Body, is required.
	Title string `json:"title,omitempty"`
	// Body is the card's text.
	Body string `json:"body,omitempty"`
	// Subtitle is a line below. RCS does not show it.
	Subtitle string `json:"subtitle,omitempty"`
	// Media are the URLs of public files. Of a template with placeholders, WhatsApp approves one
	// kind: image, video or document.
	Media []string `json:"media,omitzero"`
	// Actions are the buttons.
	Actions []Action `json:"actions,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (c Card) MarshalJSON() ([]byte, error) {
	type plain Card
	return extra.Marshal(plain(c), c.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (c *Card) UnmarshalJSON(b []byte) error {
	type plain Card
	return extra.Unmarshal(b, (*plain)(c), &c.Extra)
}
