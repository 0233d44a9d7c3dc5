package content

import (
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// listKey is what every list of this API calls its items.
const listKey = "contents"

// ListTemplatesParams say how long the pages of a list are. v1 of the API has no filters: for
// those, see [SearchTemplatesParams].
type ListTemplatesParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// SearchTemplatesParams filter and sort templates. A template has to match all of the filters,
// and one of the values of a filter with several. The zero value lists all.
//
// Twilio docs: https://www.twilio.com/docs/content/content-api-resources
type SearchTemplatesParams struct {
	// ContentName finds templates by their friendly name: a regular expression.
	ContentName string `url:"ContentName,omitempty"`
	// Content finds templates by their texts: a regular expression.
	Content string `url:"Content,omitempty"`
	// Language finds templates in one of these languages.
	Language []string `url:"Language,omitempty"`
	// ContentType finds templates that have one of these types.
	ContentType []Type `url:"ContentType,omitempty"`
	// ChannelEligibility finds templates by a channel and a status of its approval, written
	// "whatsapp:approved".
	ChannelEligibility []string `url:"ChannelEligibility,omitempty"`
	// DateCreatedAfter finds templates made at this moment or later. See [twilio.Moment].
	DateCreatedAfter twilio.Date `url:"DateCreatedAfter,omitempty"`
	// DateCreatedBefore finds templates made at this moment or before. See [twilio.Moment].
	DateCreatedBefore twilio.Date `url:"DateCreatedBefore,omitempty"`
	// SortByDate sorts by the time of the last change.
	SortByDate SortOrder `url:"SortByDate,omitempty"`
	// SortByContentName sorts by friendly name.
	SortByContentName SortOrder `url:"SortByContentName,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// SortOrder is the direction in which a list is sorted.
type SortOrder string

// The directions.
const (
	SortOrderAscending  SortOrder = "asc"
	SortOrderDescending SortOrder = "desc"
)
