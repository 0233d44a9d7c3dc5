package content

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Type is the name of a content type: "twilio/text".
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type Type string

// The types that [Types] has a field for.
const (
	TypeText                   Type = "twilio/text"
	TypeMedia                  Type = "twilio/media"
	TypeLocation               Type = "twilio/location"
	TypeListPicker             Type = "twilio/list-picker"
	TypeCallToAction           Type = "twilio/call-to-action"
	TypeQuickReply             Type = "twilio/quick-reply"
	TypeCard                   Type = "twilio/card"
	TypeCatalog                Type = "twilio/catalog"
	TypeCarousel               Type = "twilio/carousel"
	TypeFlows                  Type = "twilio/flows"
	TypeSchedule               Type = "twilio/schedule"
	TypeWhatsAppCard           Type = "whatsapp/card"
	TypeWhatsAppAuthentication Type = "whatsapp/authentication"
	TypeWhatsAppFlows          Type = "whatsapp/flows"
)

// Types are the ways in which a template can be shown, those that it lacks nil. Twilio sends the
// richest that the recipient's channel can show, so that one template serves several channels.
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type Types struct {
	// Text is plain text, which every channel can show.
	Text *Text `json:"twilio/text,omitempty"`
	// Media are files with a text.
	Media *Media `json:"twilio/media,omitempty"`
	// Location is a pin on a map.
	Location *Location `json:"twilio/location,omitempty"`
	// ListPicker is a menu that opens from a button.
	ListPicker *ListPicker `json:"twilio/list-picker,omitempty"`
	// CallToAction is a text with buttons that lead out of the conversation.
	CallToAction *CallToAction `json:"twilio/call-to-action,omitempty"`
	// QuickReply is a text with buttons that answer.
	QuickReply *QuickReply `json:"twilio/quick-reply,omitempty"`
	// Card is a title with a picture and buttons.
	Card *Card `json:"twilio/card,omitempty"`
	// Catalog is a choice of products.
	Catalog *Catalog `json:"twilio/catalog,omitempty"`
	// Carousel is a row of cards to scroll through.
	Carousel *Carousel `json:"twilio/carousel,omitempty"`
	// Flows is a form of several pages that Twilio keeps.
	Flows *Flows `json:"twilio/flows,omitempty"`
	// Schedule is a choice of times.
	Schedule *Schedule `json:"twilio/schedule,omitempty"`
	// WhatsAppCard is WhatsApp's own card, with a header and a footer.
	WhatsAppCard *WhatsAppCard `json:"whatsapp/card,omitempty"`
	// WhatsAppAuthentication is a one-time passcode with a button that copies it.
	WhatsAppAuthentication *WhatsAppAuthentication `json:"whatsapp/authentication,omitempty"`
	// WhatsAppFlows is a form that was made at WhatsApp.
	WhatsAppFlows *WhatsAppFlows `json:"whatsapp/flows,omitempty"`
	// Other are types as JSON, by name: those that this version does not know, and those of a
	// shape that it did not expect. One of the same name as a field above takes its place.
	Other map[Type]json.RawMessage `json:"-"`
}

// Names returns the names of the types that t has, sorted.
func (t Types) Names() []Type {
	names := maps.Clone(t.Other)
	if names == nil {
		names = map[Type]json.RawMessage{}
	}
	for name, field := range t.fields() {
		if !field.IsNil() {
			names[name] = nil
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// MarshalJSON writes the types by name, those of Other among them.
func (t Types) MarshalJSON() ([]byte, error) {
	type plain Types
	return extra.Marshal(plain(t), t.Other)
}

// UnmarshalJSON reads types by name. What has no field, or does not fit into it, is kept in
// Other, so that one template that Twilio has made in a new way does not spoil a list.
func (t *Types) UnmarshalJSON(b []byte) error {
	var all map[Type]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	*t = Types{}
	for name, field := range t.fields() {
		raw, ok := all[name]
		if !ok {
			continue
		}
		v := reflect.New(field.Type())
		if json.Unmarshal(raw, v.Interface()) == nil {
			field.Set(v.Elem())
			delete(all, name)
		}
	}
	if len(all) > 0 {
		t.Other = all
	}
	return nil
}

// fields returns the pointers of t by the name of their type.
func (t *Types) fields() map[Type]reflect.Value {
	fields := map[Type]reflect.Value{}
	for f, v := range reflect.ValueOf(t).Elem().Fields() {
		if name := extra.Name(f); name != "" {
			fields[Type(name)] = v
		}
	}
	return fields
}
