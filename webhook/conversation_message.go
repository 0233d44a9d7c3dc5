package webhook

import (
	"encoding/json"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// A ConversationMessage is what the events of a message in a conversation tell about it.
type ConversationMessage struct {
	ConversationEvent
	// ConversationSID is the conversation: CH….
	ConversationSID string `param:"ConversationSid"`
	// ParticipantSID is who wrote the message, MB…, empty if no participant did.
	ParticipantSID string `param:"ParticipantSid"`
	// Author is who wrote it, by identity or address.
	Author string `param:"Author"`
	// Body is the text.
	Body string `param:"Body"`
	// Attributes is the app's own JSON.
	Attributes JSON `param:"Attributes"`
	// Media are the files that came with the message. If the parameter is not what it should be
	// there are none, and Raw has it.
	Media []ConversationMedia `param:"Media"`
}

// ConversationMessageChanges are what an answer to [ConversationMessageAdd] and
// [ConversationMessageUpdate] can change. What is nil stays as it is. Twilio names the three, and
// not the type of attributes: they are sent as a string that holds JSON, as the REST API takes them.
type ConversationMessageChanges struct {
	Body       *string `json:"body,omitempty"`
	Author     *string `json:"author,omitempty"`
	Attributes *JSON   `json:"attributes,omitempty"`
}

// A ConversationMessageAdd says that somebody is about to send a message (onMessageAdd).
type ConversationMessageAdd struct {
	ConversationMessage
}

// AcceptWith lets the message be sent with changes.
func (*ConversationMessageAdd) AcceptWith(changes ConversationMessageChanges) Decision {
	return acceptWith(changes)
}

// A ConversationMessageAdded says that a message was sent (onMessageAdded).
type ConversationMessageAdded struct {
	ConversationMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// MessagingServiceSID is the Messaging Service that the conversation sends with: MG….
	MessagingServiceSID string `param:"MessagingServiceSid"`
	// Index is the message's place in the conversation, from 0, and nil if Twilio did not say.
	Index       *int        `param:"Index"`
	DateCreated twilio.Time `param:"DateCreated"`
}

// A ConversationMessageUpdate says that somebody is about to change a message (onMessageUpdate).
type ConversationMessageUpdate struct {
	ConversationMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// Index is the message's place in the conversation, from 0, and nil if Twilio did not say.
	Index       *int        `param:"Index"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
}

// AcceptWith lets the message be changed in another way.
func (*ConversationMessageUpdate) AcceptWith(changes ConversationMessageChanges) Decision {
	return acceptWith(changes)
}

// A ConversationMessageUpdated says that a message was changed (onMessageUpdated).
type ConversationMessageUpdated struct {
	ConversationMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// Index is the message's place in the conversation, from 0, and nil if Twilio did not say.
	Index       *int        `param:"Index"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
}

// A ConversationMessageRemove says that somebody is about to delete a message (onMessageRemove).
type ConversationMessageRemove struct {
	ConversationMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// Index is the message's place in the conversation, from 0, and nil if Twilio did not say.
	Index       *int        `param:"Index"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
}

// A ConversationMessageRemoved says that a message was deleted (onMessageRemoved).
type ConversationMessageRemoved struct {
	ConversationMessage
	// MessageSID identifies the message: IM….
	MessageSID string `param:"MessageSid"`
	// Index is the message's place in the conversation, from 0, and nil if Twilio did not say.
	Index       *int        `param:"Index"`
	DateCreated twilio.Time `param:"DateCreated"`
	DateUpdated twilio.Time `param:"DateUpdated"`
	DateRemoved twilio.Time `param:"DateRemoved"`
}

// A ConversationMedia is one file of a message in a conversation.
type ConversationMedia struct {
	// SID identifies the file at the Media Content Service: ME….
	SID string
	// Filename is the file's name, which may be empty.
	Filename string
	// ContentType is its MIME type: "image/png".
	ContentType string
	// Size is its size in bytes.
	Size int64
	// Other holds what else Twilio says about the file, by the name it uses.
	Other map[string]json.RawMessage
}

// UnmarshalJSON reads one element of the parameter Media. Names are taken in any case and with or
// without underscores, as webhooks and the REST API differ in them; a value of another kind
// than expected is kept in Other.
func (m *ConversationMedia) UnmarshalJSON(b []byte) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(b, &values); err != nil {
		return err
	}
	*m = ConversationMedia{}
	for name, value := range values {
		var field any
		switch fold(name) {
		case "sid", "mediasid":
			field = &m.SID
		case "filename":
			field = &m.Filename
		case "contenttype":
			field = &m.ContentType
		case "size":
			field = &m.Size
		}
		if field != nil && json.Unmarshal(value, field) == nil {
			continue
		}
		if m.Other == nil {
			m.Other = map[string]json.RawMessage{}
		}
		m.Other[name] = value
	}
	return nil
}

// fold makes names equal that differ in case and underscores.
func fold(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }
