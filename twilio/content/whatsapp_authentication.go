package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// WhatsAppAuthentication is a one-time passcode. WhatsApp writes the text; the passcode is the one
// placeholder, set when a message is sent. It has to be approved before that.
//
// Twilio docs: https://www.twilio.com/docs/content/whatsappauthentication
type WhatsAppAuthentication struct {
	// AddSecurityRecommendation adds a line that says not to share the code.
	AddSecurityRecommendation *bool `json:"add_security_recommendation,omitempty"`
	// CodeExpirationMinutes adds a footer that says for how many minutes the code is good.
	CodeExpirationMinutes twilio.Int `json:"code_expiration_minutes,omitempty"`
	// Actions are the buttons. Required.
	Actions []AuthenticationAction `json:"actions,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (w WhatsAppAuthentication) MarshalJSON() ([]byte, error) {
	type plain WhatsAppAuthentication
	return extra.Marshal(plain(w), w.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (w *WhatsAppAuthentication) UnmarshalJSON(b []byte) error {
	type plain WhatsAppAuthentication
	return extra.Unmarshal(b, (*plain)(w), &w.Extra)
}

// An AuthenticationAction is a button of a [WhatsAppAuthentication].
type AuthenticationAction struct {
	// Type is [ActionCopyCode]. Required.
	Type ActionType `json:"type,omitempty"`
	// CopyCodeText is the button's text. Required.
	CopyCodeText string `json:"copy_code_text,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (a AuthenticationAction) MarshalJSON() ([]byte, error) {
	type plain AuthenticationAction
	return extra.Marshal(plain(a), a.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (a *AuthenticationAction) UnmarshalJSON(b []byte) error {
	type plain AuthenticationAction
	return extra.Unmarshal(b, (*plain)(a), &a.Extra)
}
