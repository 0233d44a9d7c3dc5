package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// ListPicker is a menu that opens from a button. WhatsApp alone shows it, and only within a
// session: it cannot be submitted for approval.
//
// Twilio docs: https://www.twilio.com/docs/content/twiliolist-picker
type ListPicker struct {
	// Body is the text, at most 1,024 characters. Required.
	Body string `json:"body,omitempty"`
	// Button is the text of the button that opens the menu. Required.
	Button string `json:"button,omitempty"`
	// Items are the menu's, from 1 to 10. Required.
	Items []ListItem `json:"items,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (l ListPicker) MarshalJSON() ([]byte, error) {
	type plain ListPicker
	return extra.Marshal(plain(l), l.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (l *ListPicker) UnmarshalJSON(b []byte) error {
	type plain ListPicker
	return extra.Unmarshal(b, (*plain)(l), &l.Extra)
}

// A ListItem is one choice of a [ListPicker].
type ListItem struct {
	// ID comes back in the webhook when the item is chosen, at most 200 characters. Required.
	ID string `json:"id,omitempty"`
	// Item is the text of the choice, at most 24 characters. Required.
	Item string `json:"item,omitempty"`
	// Description is a line below it, at most 72 characters.
	Description string `json:"description,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (l ListItem) MarshalJSON() ([]byte, error) {
	type plain ListItem
	return extra.Marshal(plain(l), l.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (l *ListItem) UnmarshalJSON(b []byte) error {
	type plain ListItem
	return extra.Unmarshal(b, (*plain)(l), &l.Extra)
}
