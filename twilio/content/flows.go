package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Flows is a text with a button that opens a form of several pages inside WhatsApp. It is published
// when the template is approved. For a form made at WhatsApp, see [WhatsAppFlows].
//
// Twilio docs: https://www.twilio.com/docs/content/flows
type Flows struct {
	// Body is the text, at most 1,024 characters. Required.
	Body string `json:"body,omitempty"`
	// ButtonText is the text of the button that opens the form. Required.
	ButtonText string `json:"button_text,omitempty"`
	// Subtitle is a line below the text, at most 1,024 characters.
	Subtitle string `json:"subtitle,omitempty"`
	// MediaURL is a PNG, JPEG, MP4 or PDF above the text. The path may hold placeholders, the host
	// may not.
	MediaURL string `json:"media_url,omitempty"`
	// Type is what the form is for. Required.
	Type FlowType `json:"type,omitempty"`
	// Pages are the form's, at most 10. Required.
	Pages []FlowPage `json:"pages,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (f Flows) MarshalJSON() ([]byte, error) {
	type plain Flows
	return extra.Marshal(plain(f), f.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (f *Flows) UnmarshalJSON(b []byte) error {
	type plain Flows
	return extra.Unmarshal(b, (*plain)(f), &f.Extra)
}

// FlowType is what a form is for.
type FlowType string

// What forms are for.
const (
	FlowTypeSignUp             FlowType = "SIGN_UP"
	FlowTypeSignIn             FlowType = "SIGN_IN"
	FlowTypeAppointmentBooking FlowType = "APPOINTMENT_BOOKING"
	FlowTypeLeadGeneration     FlowType = "LEAD_GENERATION"
	FlowTypeContactUs          FlowType = "CONTACT_US"
	FlowTypeCustomerSupport    FlowType = "CUSTOMER_SUPPORT"
	FlowTypeSurvey             FlowType = "SURVEY"
	FlowTypeOther              FlowType = "OTHER"
)

// A FlowPage is one page of a form.
type FlowPage struct {
	// ID identifies the page in the webhook, at most 20 characters. Required.
	ID string `json:"id,omitempty"`
	// NextPageID is the page that follows, empty on the last.
	NextPageID string `json:"next_page_id,omitempty"`
	// Title is the line above the page. Required.
	Title string `json:"title,omitempty"`
	// Subtitle is the first line of the page.
	Subtitle string `json:"subtitle,omitempty"`
	// Layout are the page's parts, from top to bottom. Required.
	Layout []FlowComponent `json:"layout,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (f FlowPage) MarshalJSON() ([]byte, error) {
	type plain FlowPage
	return extra.Marshal(plain(f), f.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (f *FlowPage) UnmarshalJSON(b []byte) error {
	type plain FlowPage
	return extra.Unmarshal(b, (*plain)(f), &f.Extra)
}
