package webhook

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/twiliokit/twiliokit/twilio"
)

// EventStream returns a handler for the webhook sink of Event Streams, which posts events of many
// products as JSON, one or several at a time. It verifies a request, hands its events to fn and
// answers 204. If fn returns an error the answer is 503, upon which Twilio sends the whole batch
// again, and the error goes to the function of [WithOnError].
//
// Twilio delivers an event at least once, in any order: keep the IDs of those that must not count
// twice. A batch over the limit of [WithMaxBody] is answered with 413: raise the limit if batches
// are large. What is not a JSON array of events, or one event by itself, is [ErrMalformed] and
// answered with 400; events of unknown types and data of any kind are not. A batch is taken or
// refused as a whole: if one of its elements is no object, fn sees none of them. For an empty batch
// fn is not called. Other answers are those
// of [Messages]. The requests name no account outside the events, so a [TokenFunc] is asked for
// the account "".
//
// Twilio docs: https://www.twilio.com/docs/events/webhook-quickstart
func EventStream(v *Validator, fn func(ctx context.Context, events []*StreamEvent) error) http.Handler {
	return handle(v, decodeStream, func(r *http.Request, _ *proof, s *stream) (*answer, error) {
		if len(s.events) == 0 {
			return &answer{status: http.StatusNoContent}, nil
		}
		if err := fn(r.Context(), s.events); err != nil {
			return status(http.StatusServiceUnavailable), err
		}
		return &answer{status: http.StatusNoContent}, nil
	})
}

// A StreamEvent is one event of an Event Stream, in the envelope of CloudEvents 1.0. A field that
// Twilio did not send, or sent as another kind of value, is zero.
//
// Twilio docs: https://www.twilio.com/docs/events/event-types
type StreamEvent struct {
	// ID identifies the event. An event that is delivered again has the same.
	ID string
	// Type is what happened: "com.twilio.messaging.message.delivered".
	Type string
	// Source is what it happened to, in a form that depends on the type.
	Source string
	// Subject is what else the event is about, mostly empty.
	Subject string
	// Time is when Twilio wrote the event.
	Time twilio.Time
	// SpecVersion is the version of CloudEvents: "1.0".
	SpecVersion string
	// DataSchema is the URL of the schema of the data, which ends in its version.
	DataSchema string
	// DataContentType should be "application/json". It is not looked at.
	DataContentType string

	// Data is what happened, by the type of the event a pointer to one of
	//
	//   - [StreamMessageStatus] for com.twilio.messaging.message.*,
	//   - [StreamInboundMessage] for com.twilio.messaging.inbound-message.received,
	//   - the struct that [ConversationEvents] gets for com.twilio.conversations.*, such as
	//     [ConversationMessageAdded] for …message.added, with Raw made from the properties of
	//     the data. What the webhook does not tell is there only in Raw.
	//
	// It is nil for other types, and if the data is not an object.
	Data any
	// RawData is the data as it came. JSON in a string, as some events have it, is
	// unwrapped.
	RawData JSON
	// Raw is the whole event as it came.
	Raw JSON
}

// LogValue returns what may be logged of an event: nothing of its data.
func (e StreamEvent) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", e.ID), slog.String("type", e.Type))
}

// A stream is a request of Event Streams.
type stream struct{ events []*StreamEvent }

func decodeStream(r *http.Request) (*stream, error) {
	events, err := DecodeStream(r)
	return &stream{events}, err
}

// DecodeStream reads the events of an Event Stream from a request, without verifying it. See
// [DecodeMessage]. What is not JSON, or not an event or an array of events, is [ErrMalformed].
func DecodeStream(r *http.Request) ([]*StreamEvent, error) {
	if isForm(r) {
		return nil, fmt.Errorf("%w: a form, where events are JSON", ErrMalformed)
	}
	b, err := readBody(r, maxUnverified)
	if err != nil {
		return nil, err
	}
	return ParseStream(b.data)
}

// ParseStream reads the events of an Event Stream from a body. See [DecodeStream].
func ParseStream(body []byte) ([]*StreamEvent, error) {
	// One event by itself is what a sink without batches may send.
	var list []json.RawMessage
	if err := json.Unmarshal(body, &list); err != nil || list == nil {
		list = []json.RawMessage{body}
	}
	events := make([]*StreamEvent, 0, len(list))
	for i, raw := range list {
		var properties map[string]json.RawMessage
		if err := json.Unmarshal(raw, &properties); err != nil || properties == nil {
			return nil, fmt.Errorf("%w: event %d is not a JSON object", ErrMalformed, i)
		}
		events = append(events, newStreamEvent(raw, properties))
	}
	return events, nil
}

// newStreamEvent reads one event.
func newStreamEvent(raw json.RawMessage, properties map[string]json.RawMessage) *StreamEvent {
	e := &StreamEvent{Raw: JSON(raw)}
	for name, field := range map[string]any{
		"id": &e.ID, "type": &e.Type, "source": &e.Source, "subject": &e.Subject, "time": &e.Time, "specversion": &e.SpecVersion,
		"dataschema": &e.DataSchema, "datacontenttype": &e.DataContentType,
	} {
		if value, ok := properties[name]; ok {
			_ = json.Unmarshal(value, field) // which leaves it zero if it is of another kind
		}
	}
	data := properties["data"]
	var text string
	if json.Unmarshal(data, &text) == nil && json.Valid([]byte(text)) {
		data = json.RawMessage(text)
	}
	e.RawData = JSON(data)
	if read := streamReader(e.Type); read != nil {
		e.Data = read(data)
	}
	return e
}
