package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// An Action is a button. Which fields it needs depends on its Type.
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type Action struct {
	// Type is what the button does.
	Type ActionType `json:"type,omitempty"`
	// Title is the button's text. Required.
	Title string `json:"title,omitempty"`
	// ID comes back in the webhook when a button of type [ActionQuickReply] is tapped.
	ID string `json:"id,omitempty"`
	// URL is the page that a button of type [ActionURL] opens. The path may hold a placeholder.
	URL string `json:"url,omitempty"`
	// Phone is the number that a button of type [ActionPhoneNumber] calls, in E.164.
	Phone string `json:"phone,omitempty"`
	// Code is what a button of type [ActionCopyCode] copies.
	Code string `json:"code,omitempty"`
	// WebviewSize is how much of the screen a page takes on RCS. It is for cards.
	WebviewSize WebviewSize `json:"webview_size,omitempty"`
	// Extra holds members that this version does not know, as JSON. One of the same name as a field
	// above takes its place.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (a Action) MarshalJSON() ([]byte, error) {
	type plain Action
	return extra.Marshal(plain(a), a.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (a *Action) UnmarshalJSON(b []byte) error {
	type plain Action
	return extra.Unmarshal(b, (*plain)(a), &a.Extra)
}

// ActionType is what a button does.
type ActionType string

// What buttons do. Not every type of content takes all of them.
const (
	// ActionQuickReply answers with the button's title.
	ActionQuickReply ActionType = "QUICK_REPLY"
	// ActionURL opens a page.
	ActionURL ActionType = "URL"
	// ActionPhoneNumber calls a number.
	ActionPhoneNumber ActionType = "PHONE_NUMBER"
	// ActionCopyCode copies a code.
	ActionCopyCode ActionType = "COPY_CODE"
	// ActionVoiceCall calls the sender on WhatsApp.
	ActionVoiceCall ActionType = "VOICE_CALL"
	// ActionVoiceCallRequest asks whether the sender may call on WhatsApp.
	ActionVoiceCallRequest ActionType = "VOICE_CALL_REQUEST"
)

// WebviewSize is how much of the screen a page takes.
type WebviewSize string

// The sizes.
const (
	WebviewSizeTall WebviewSize = "TALL"
	WebviewSizeFull WebviewSize = "FULL"
	WebviewSizeHalf WebviewSize = "HALF"
	WebviewSizeNone WebviewSize = "NONE"
)
