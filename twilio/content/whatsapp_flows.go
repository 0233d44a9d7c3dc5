package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// WhatsAppFlows is a text with a button that opens a form made at WhatsApp. For one that Twilio
// keeps, see [Flows].
//
// Twilio docs: https://www.twilio.com/docs/content/whatsapp-flows
type WhatsAppFlows struct {
	// Body is the text. Required.
	Body string `json:"body,omitempty"`
	// ButtonText is the text of the button that opens the form. Required.
	ButtonText string `json:"button_text,omitempty"`
	// Subtitle is a line below the text.
	Subtitle string `json:"subtitle,omitempty"`
	// MediaURL is a picture above the text.
	MediaURL string `json:"media_url,omitempty"`
	// FlowID identifies the form at WhatsApp. Required.
	FlowID string `json:"flow_id,omitempty"`
	// FlowToken comes back with the answers, to tell one filling of the form from another.
	FlowToken string `json:"flow_token,omitempty"`
	// FlowFirstPageID is the page that the form opens with.
	FlowFirstPageID string `json:"flow_first_page_id,omitempty"`
	// IsFlowFirstPageEndpoint says that the first page asks the form's endpoint for its data.
	IsFlowFirstPageEndpoint *bool `json:"is_flow_first_page_endpoint,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (w WhatsAppFlows) MarshalJSON() ([]byte, error) {
	type plain WhatsAppFlows
	return extra.Marshal(plain(w), w.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (w *WhatsAppFlows) UnmarshalJSON(b []byte) error {
	type plain WhatsAppFlows
	return extra.Unmarshal(b, (*plain)(w), &w.Extra)
}
