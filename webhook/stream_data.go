package webhook

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
)

// streamReader returns what reads the data of events of a type, nil if the type is not known.
func streamReader(eventType string) func(data json.RawMessage) any {
	name, twilios := strings.CutPrefix(eventType, "com.twilio.")
	if !twilios {
		return nil
	}
	if status, ok := strings.CutPrefix(name, "messaging.message."); ok && status != "" {
		return streamReaders()["messaging.message.*"]
	}
	return streamReaders()[name]
}

var streamReaders = sync.OnceValue(func() map[string]func(data json.RawMessage) any {
	return map[string]func(data json.RawMessage) any{
		"messaging.message.*":                      newStreamReader[StreamMessageStatus](), // of any status
		"messaging.inbound-message.received":       newStreamReader[StreamInboundMessage](),
		"conversations.conversation.added":         newStreamReader[ConversationAdded](),
		"conversations.conversation.updated":       newStreamReader[ConversationUpdated](),
		"conversations.conversation.removed":       newStreamReader[ConversationRemoved](),
		"conversations.conversation-state.updated": newStreamReader[ConversationStateUpdated](),
		"conversations.message.added":              newStreamReader[ConversationMessageAdded](),
		"conversations.message.updated":            newStreamReader[ConversationMessageUpdated](),
		"conversations.message.removed":            newStreamReader[ConversationMessageRemoved](),
		"conversations.participant.added":          newStreamReader[ConversationParticipantAdded](),
		"conversations.participant.updated":        newStreamReader[ConversationParticipantUpdated](),
		"conversations.participant.removed":        newStreamReader[ConversationParticipantRemoved](),
		"conversations.user.added":                 newStreamReader[ConversationUserAdded](),
		"conversations.user.updated":               newStreamReader[ConversationUserUpdated](),
	}
})

// newStreamReader returns what reads data as if its properties were the parameters of a webhook.
// Of data that is not an object it makes nil.
func newStreamReader[E any, P eventPointer[E]]() func(data json.RawMessage) any {
	s := schemaOf[E]()
	names := newPropertyNames(s)
	return func(data json.RawMessage) any {
		var properties map[string]json.RawMessage
		if json.Unmarshal(data, &properties) != nil || properties == nil {
			return nil
		}
		f := names.form(nil, "", properties)
		f.sort()
		return newEvent[E, P](s, &notice{form: f})
	}
}

// A propertyNames holds the parameters of a schema by what properties may be called instead.
type propertyNames struct {
	params  map[string]schemaField
	objects map[string]bool // whose properties are parameters
}

func newPropertyNames(s schema) propertyNames {
	n := propertyNames{map[string]schemaField{}, map[string]bool{}}
	for _, field := range s {
		n.params[fold(field.name)] = field
		if object, _, ok := strings.Cut(field.name, "."); ok {
			n.objects[fold(object)] = true
		}
	}
	// A stream calls the text of every message so, a webhook only that of a conversation's first.
	if body, ok := n.params["body"]; ok && body.name == "Body" {
		n.params["messagebody"] = body
	}
	return n
}

// form appends properties as parameters. Those that webhooks have get the name that they have
// there. Strings are taken as they are and anything else as JSON; a list of strings gives several
// parameters where a webhook would, and null none.
func (n propertyNames) form(f form, prefix string, properties map[string]json.RawMessage) form {
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		value := properties[name]
		name = prefix + name
		field, known := n.params[fold(name)]
		if known {
			name = field.name
		}
		var text string
		var list []string
		var object map[string]json.RawMessage
		switch {
		case string(value) == "null":
		case json.Unmarshal(value, &text) == nil:
			f = append(f, param{name, text})
		case known && field.many && json.Unmarshal(value, &list) == nil:
			for _, s := range list {
				f = append(f, param{name, s})
			}
		case n.objects[fold(name)] && json.Unmarshal(value, &object) == nil:
			f = n.form(f, name+".", object)
		default:
			f = append(f, param{name, string(value)})
		}
	}
	return f
}
