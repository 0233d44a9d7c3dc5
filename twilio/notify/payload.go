package notify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
)

// A Payload is a JSON object of a notification, of the shape that a push service asks for.
type Payload map[string]any

// EncodeValues writes the payload into a form, as JSON. It is called while parameters are encoded.
func (p Payload) EncodeValues(key string, v *url.Values) error {
	b, err := json.Marshal(map[string]any(p))
	if err != nil {
		return fmt.Errorf("payload %s: %w", key, err)
	}
	v.Set(key, string(b))
	return nil
}

// UnmarshalJSON reads an object, a string that holds one, "" or null. Numbers become [json.Number],
// kept to the digit.
func (p *Payload) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil && text != "" {
		b = []byte(text)
	}
	if b = bytes.TrimSpace(b); string(b) == "null" || string(b) == `""` {
		*p = nil
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var object map[string]any
	if err := d.Decode(&object); err != nil {
		return errNoObject
	}
	if _, err := d.Token(); err != io.EOF {
		return errNoObject
	}
	*p = object
	return nil
}

var errNoObject = errors.New("a payload is not a JSON object")

// Destinations are addresses that a notification is sent to without their being bindings.
type Destinations []Destination

// A Destination is an address and how it is reached.
type Destination struct {
	// BindingType is how notifications get there.
	BindingType BindingType `json:"binding_type"`
	// Address is where to: a device's token, or a phone number in E.164.
	Address string `json:"address"`
}

// EncodeValues writes each destination into a form, as JSON. It is called while parameters are
// encoded.
func (d Destinations) EncodeValues(key string, v *url.Values) error {
	for _, destination := range d {
		b, err := json.Marshal(destination)
		if err != nil {
			return fmt.Errorf("destination: %w", err)
		}
		v.Add(key, string(b))
	}
	return nil
}
