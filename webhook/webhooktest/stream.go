package webhooktest

import (
	"encoding/json"
	"net/http"
)

// StreamEvent returns an event of Event Streams, in the envelope that Twilio puts it in: of a type
// such as "com.twilio.messaging.message.delivered", with data that is encoded as JSON. It panics if
// data cannot be.
func StreamEvent(id, eventType string, data any) json.RawMessage {
	event, err := json.Marshal(map[string]any{
		"specversion": "1.0", "type": eventType, "source": "AB00000000000000000000000000000001", "id": id,
		"dataschema":      "https://events-schemas.twilio.com/Schema/1",
		"datacontenttype": "application/json", "time": "2026-11-21T10:00:00.000Z", "data": data,
	})
	if err != nil {
		panic(err)
	}
	return event
}

// NewStreamRequest returns a signed request with which Event Streams would post a batch of events
// to rawURL, to be given to a handler. See [NewJSONRequest].
func NewStreamRequest(authToken, rawURL string, events ...json.RawMessage) *http.Request {
	batch := []byte{'['}
	for i, e := range events {
		if i > 0 {
			batch = append(batch, ',')
		}
		batch = append(batch, e...)
	}
	return NewJSONRequest(authToken, rawURL, append(batch, ']'))
}
