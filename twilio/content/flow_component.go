package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// A FlowComponent is a part of a [FlowPage]: a question, a text or a picture. Which fields it needs
// depends on its Type. A text is all placeholder or has none.
//
// Twilio docs: https://www.twilio.com/docs/content/flows
type FlowComponent struct {
	// Type is the kind of part. Required.
	Type FlowComponentType `json:"type,omitempty"`
	// Name names the part in the answers.
	Name string `json:"name,omitempty"`
	// Label is the question, or the footer's button.
	Label string `json:"label,omitempty"`
	// Text is the text, or the hint below a question.
	Text string `json:"text,omitempty"`
	// Required says that the question has to be answered. The default is false.
	Required *bool `json:"required,omitempty"`
	// InputType is what [FlowShortText] takes. The default is [FlowInputText].
	InputType FlowInputType `json:"input_type,omitempty"`
	// Options are the choices of a question, as [FlowOptions] writes them, or a placeholder.
	Options string `json:"options,omitempty"`
	// MinDate is the first day that [FlowDatePicker] offers: "2026-11-21".
	MinDate string `json:"min_date,omitempty"`
	// MaxDate is the last day that it offers.
	MaxDate string `json:"max_date,omitempty"`
	// UnavailableDates are days between that it does not offer, a JSON array as text.
	UnavailableDates string `json:"unavailable_dates,omitempty"`
	// TextList are the paragraphs of [FlowRichText], in WhatsApp's Markdown.
	TextList []string `json:"text_list,omitzero"`
	// URL is the picture of [FlowMedia], a JPEG or PNG.
	URL string `json:"url,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (f FlowComponent) MarshalJSON() ([]byte, error) {
	type plain FlowComponent
	return extra.Marshal(plain(f), f.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (f *FlowComponent) UnmarshalJSON(b []byte) error {
	type plain FlowComponent
	return extra.Unmarshal(b, (*plain)(f), &f.Extra)
}

// FlowComponentType is the kind of a [FlowComponent].
type FlowComponentType string

// The kinds.
const (
	FlowShortText      FlowComponentType = "SHORT_TEXT"
	FlowLongText       FlowComponentType = "LONG_TEXT"
	FlowSingleSelect   FlowComponentType = "SINGLE_SELECT"
	FlowMultiSelect    FlowComponentType = "MULTI_SELECT" // MULTIPLE_SELECT in the docs' example
	FlowDatePicker     FlowComponentType = "DATE_PICKER"
	FlowList           FlowComponentType = "LIST"
	FlowTextHeading    FlowComponentType = "TEXT_HEADING"
	FlowTextSubheading FlowComponentType = "TEXT_SUBHEADING"
	FlowTextCaption    FlowComponentType = "TEXT_CAPTION"
	FlowTextBody       FlowComponentType = "TEXT_BODY"
	FlowRichText       FlowComponentType = "RICH_TEXT"
	FlowMedia          FlowComponentType = "MEDIA"
	FlowFooter         FlowComponentType = "FOOTER"
)

// FlowInputType is what a line of text may hold.
type FlowInputType string

// What a line of text may hold.
const (
	FlowInputText     FlowInputType = "TEXT"
	FlowInputNumber   FlowInputType = "NUMBER"
	FlowInputEmail    FlowInputType = "EMAIL"
	FlowInputPassword FlowInputType = "PASSWORD"
	FlowInputPasscode FlowInputType = "PASSCODE"
	FlowInputPhone    FlowInputType = "PHONE"
)

// A FlowOption is one choice of a question.
type FlowOption struct {
	// ID comes back in the webhook if the option is chosen.
	ID string `json:"id"`
	// Title is the option's text.
	Title string `json:"title"`
}

// FlowOptions writes choices as [FlowComponent.Options] takes them: a JSON array as text.
func FlowOptions(options ...FlowOption) string {
	b, err := json.Marshal(append([]FlowOption{}, options...)) // none is [], not null
	if err != nil {
		return "" // never: strings can always be written
	}
	return string(b)
}
