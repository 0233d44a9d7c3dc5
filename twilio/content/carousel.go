package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Carousel is a row of cards to scroll through, on WhatsApp and RCS. WhatsApp has to approve it
// even for use within a session.
//
// Twilio docs: https://www.twilio.com/docs/content/carousel
type Carousel struct {
	// Body is the text above the cards, which RCS does not show. Required.
	Body string `json:"body,omitempty"`
	// Cards are at most 10. Required.
	Cards []CarouselCard `json:"cards,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (c Carousel) MarshalJSON() ([]byte, error) {
	type plain Carousel
	return extra.Marshal(plain(c), c.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (c *Carousel) UnmarshalJSON(b []byte) error {
	type plain Carousel
	return extra.Unmarshal(b, (*plain)(c), &c.Extra)
}

// A CarouselCard is one card of a [Carousel].
type CarouselCard struct {
	// Title is the card's title.
	Title string `json:"title,omitempty"`
	// Body is its text. Required.
	Body string `json:"body,omitempty"`
	// Media is the URL of its image or video. Required.
	Media string `json:"media,omitempty"`
	// Actions are its buttons, 1 or 2, of type [ActionQuickReply], [ActionURL] or
	// [ActionPhoneNumber]. Required.
	Actions []Action `json:"actions,omitzero"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (c CarouselCard) MarshalJSON() ([]byte, error) {
	type plain CarouselCard
	return extra.Marshal(plain(c), c.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (c *CarouselCard) UnmarshalJSON(b []byte) error {
	type plain CarouselCard
	return extra.Unmarshal(b, (*plain)(c), &c.Extra)
}
