package twiliotest

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// item is an entry of a list: its SID, and what makes its answer.
type item struct {
	sid  string
	body func() any
}

const (
	sidLength   = 34
	defaultPage = 50
	maxPage     = 1000
)

// tokenPrefix is what a page token begins with. After it comes the SID of the last item of the
// page before.
func (c *call) tokenPrefix() string {
	if c.product == "api" {
		return "PA"
	}
	return "DN"
}

// page answers with the page of items that the call asks for, in the shape of the call's
// product: that of the 2010 API, or that of v1 and v2. A page token says after which SID to go
// on, so that in a list in the order of its SIDs, rising or falling, it holds whatever comes or
// is deleted meanwhile.
func (c *call) page(key string, items []item) (any, error) {
	size, err := c.pageSize()
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(c.params.Get("Page")) // which only counts along
	if err != nil || number < 0 {
		number = 0
	}
	start, err := c.pageStart(items)
	if err != nil {
		return nil, err
	}
	end := min(start+size, len(items))
	list := make([]any, 0, end-start)
	for _, it := range items[start:end] {
		list = append(list, it.body())
	}
	this, first := c.pageLink(size, number, c.params.Get("PageToken")), c.pageLink(size, 0, "")
	var next, previous any // null where there is none
	if end < len(items) {
		next = c.pageLink(size, number+1, c.tokenPrefix()+items[end-1].sid)
	}
	if start > 0 && number > 0 {
		before := ""
		if start > size {
			before = c.tokenPrefix() + items[start-size-1].sid
		}
		previous = c.pageLink(size, number-1, before)
	}
	if c.product == "api" {
		return map[string]any{
			key: list, "page": number, "page_size": size, "start": start, "end": max(start, end-1),
			"uri": this, "first_page_uri": first, "next_page_uri": next, "previous_page_uri": previous,
		}, nil
	}
	return map[string]any{key: list, "meta": map[string]any{
		"page": number, "page_size": size, "key": key,
		"url": this, "first_page_url": first, "next_page_url": next, "previous_page_url": previous,
	}}, nil
}

// pageStart returns the index of the item that the call's page begins with.
func (c *call) pageStart(items []item) (int, error) {
	token := c.params.Get("PageToken")
	if token == "" {
		return 0, nil
	}
	sid, ok := strings.CutPrefix(token, c.tokenPrefix())
	if !ok || len(sid) != sidLength {
		return 0, refuse(http.StatusBadRequest, twilio.ErrInvalidPageToken, "Invalid PageToken")
	}
	if i := slices.IndexFunc(items, func(it item) bool { return it.sid == sid }); i >= 0 {
		return i + 1, nil
	}
	// The item has been deleted, but its place among the SIDs is still known.
	rising := len(items) > 1 && items[0].sid[2:] < items[1].sid[2:]
	start := slices.IndexFunc(items, func(it item) bool { return it.sid[2:] > sid[2:] == rising })
	if start < 0 {
		start = len(items)
	}
	return start, nil
}

func (c *call) pageSize() (int, error) {
	v := c.params.Get("PageSize")
	limit := cmp.Or(c.pageLimit, maxPage)
	if v == "" {
		return min(defaultPage, limit), nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		return 0, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid PageSize.")
	}
	return min(n, limit), nil
}

// pageLink returns the address of a page of the same list, filters included: a path in the 2010
// API, else a URL.
func (c *call) pageLink(size, number int, token string) string {
	v := maps.Clone(c.params)
	v.Set("PageSize", strconv.Itoa(size))
	v.Set("Page", strconv.Itoa(number))
	v.Del("PageToken")
	if token != "" {
		v.Set("PageToken", token)
	}
	link := c.path + "?" + v.Encode()
	if c.product == "api" {
		return link
	}
	return c.origin() + link
}

// dateFilter returns the test for a date that a list's parameters ask for: name alone is a day
// or a moment, name< and name> are bounds that include the day they name.
func dateFilter(p url.Values, name string) (func(time.Time) bool, error) {
	var tests []func(time.Time) bool
	for suffix, test := range map[string]func(t, from, until time.Time) bool{
		"": func(t, from, _ time.Time) bool { // SDKs write a day as its first moment
			from = from.UTC().Truncate(24 * time.Hour)
			return !t.Before(from) && t.Before(from.AddDate(0, 0, 1))
		},
		"<": func(t, _, until time.Time) bool { return t.Before(until) },
		">": func(t, from, _ time.Time) bool { return !t.Before(from) },
	} {
		v := p.Get(name + suffix)
		if v == "" {
			continue
		}
		from, until, ok := parseDate(v)
		if !ok {
			return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid %s", name)
		}
		tests = append(tests, func(t time.Time) bool { return !t.IsZero() && test(t, from, until) })
	}
	return func(t time.Time) bool {
		for _, test := range tests {
			if !test(t) {
				return false
			}
		}
		return true
	}, nil
}

// parseDate returns the span that a date stands for: a day, or a second.
func parseDate(v string) (from, until time.Time, ok bool) {
	if t, err := time.Parse(time.DateOnly, v); err == nil {
		return t, t.AddDate(0, 0, 1), true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", time.RFC1123Z} {
		if t, err := time.Parse(layout, v); err == nil {
			return t, t.Add(time.Second), true
		}
	}
	return from, until, false
}
