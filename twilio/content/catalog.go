package content

import (
	"encoding/json"

	"github.com/twiliokit/twiliokit/twilio/internal/extra"
)

// Catalog is a choice of products from a catalog that WhatsApp knows.
//
// Twilio docs: https://www.twilio.com/docs/content/content-types-overview
type Catalog struct {
	// Title is the title.
	Title string `json:"title,omitempty"`
	// Body is the text. Required.
	Body string `json:"body,omitempty"`
	// Subtitle is a line below.
	Subtitle string `json:"subtitle,omitempty"`
	// ID identifies the catalog.
	ID string `json:"id,omitempty"`
	// Items are the products.
	Items []CatalogItem `json:"items,omitzero"`
	// DynamicItems is the placeholder whose value lists the products when a message is sent.
	DynamicItems string `json:"dynamic_items,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (c Catalog) MarshalJSON() ([]byte, error) {
	type plain Catalog
	return extra.Marshal(plain(c), c.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (c *Catalog) UnmarshalJSON(b []byte) error {
	type plain Catalog
	return extra.Unmarshal(b, (*plain)(c), &c.Extra)
}

// A CatalogItem is one product of a [Catalog].
type CatalogItem struct {
	// ID identifies the product in the catalog.
	ID string `json:"id,omitempty"`
	// SectionTitle is the heading that the product is listed under.
	SectionTitle string `json:"section_title,omitempty"`
	// Name is the product's.
	Name string `json:"name,omitempty"`
	// MediaURL is the product's picture.
	MediaURL string `json:"media_url,omitempty"`
	// Price is the product's, kept to the digit. The API names no currency.
	Price json.Number `json:"price,omitempty"`
	// Description is the product's.
	Description string `json:"description,omitempty"`
	// Extra holds members that this version does not know.
	Extra map[string]json.RawMessage `json:"-"`
}

// MarshalJSON writes the members of Extra along with the fields.
func (c CatalogItem) MarshalJSON() ([]byte, error) {
	type plain CatalogItem
	return extra.Marshal(plain(c), c.Extra)
}

// UnmarshalJSON reads members that have no field into Extra.
func (c *CatalogItem) UnmarshalJSON(b []byte) error {
	type plain CatalogItem
	return extra.Unmarshal(b, (*plain)(c), &c.Extra)
}
