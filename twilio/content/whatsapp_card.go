package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// WhatsAppCard is WhatsApp's own card: a text with at least one of a header, a footer and buttons.
// It has to be approved before it is sent.
//
// Twilio docs: https://www.twilio.com/docs/content/whatsappcard
type WhatsAppCard struct {
	// Body is the text. Required.
	Body string `json:"body,omitempty"`
	// Footer is a line below.
	Footer string `json:"footer,omitempty"`
	// HeaderText is a line above. A card has it or Media, not both.
	HeaderText string `json:"header_text,omitempty"`
	// Media are the URLs of public files. Of a template with placeholders, WhatsApp approves one
	// kind: image, video or document.
	Media []string `json:"media,omitzero"`
	// Actions are the buttons.
	Actions []Action `json:"actions,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (w WhatsAppCard) MarshalJSON() ([]byte, error) {
	type plain WhatsAppCard
	return extra.Marshal(plain(w), w.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (w *WhatsAppCard) UnmarshalJSON(b []byte) error {
	type plain WhatsAppCard
	return extra.Unmarshal(b, (*plain)(w), &w.Extra)
}
