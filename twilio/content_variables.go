package twilio

import (
	"encoding/json"
	"net/url"
)

// ContentVariables are the values of a content template's placeholders, by the placeholder's
// name, which is a number more often than not: {"1": "Ada", "2": "12:30"}.
//
// Twilio docs: https://www.twilio.com/docs/content/using-variables-with-content-api
type ContentVariables map[string]string

// EncodeValues writes the variables as the JSON text that the API takes. It is called while
// parameters are encoded.
func (c ContentVariables) EncodeValues(key string, v *url.Values) error {
	b, err := json.Marshal(map[string]string(c))
	if err != nil {
		return err
	}
	v.Set(key, string(b))
	return nil
}

// UnmarshalJSON reads an object. A value that is a number, true or false keeps its spelling, and
// null is the empty text.
func (c *ContentVariables) UnmarshalJSON(b []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	*c = nil
	if raw != nil {
		*c = make(ContentVariables, len(raw))
	}
	for name, value := range raw {
		text := string(value)
		switch text[0] {
		case '"':
			if err := json.Unmarshal(value, &text); err != nil {
				return err
			}
		case 'n':
			text = ""
		}
		(*c)[name] = text
	}
	return nil
}
