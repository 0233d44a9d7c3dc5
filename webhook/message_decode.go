package webhook

import (
	"cmp"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
)

var messageSchema = schemaOf[IncomingMessage]()

// newMessage decodes a form.
func newMessage(f form, query url.Values) *IncomingMessage {
	m := &IncomingMessage{Query: query}
	var mediaURLs, mediaTypes, recipients []numbered
	m.Raw = messageSchema.decode(f, reflect.ValueOf(m), func(name, value string) {
		mediaURLs = addNumbered(mediaURLs, "MediaUrl", name, value)
		mediaTypes = addNumbered(mediaTypes, "MediaContentType", name, value)
		recipients = addNumbered(recipients, "OtherRecipients", name, value)
	})
	m.MessageSID = cmp.Or(m.MessageSID, m.SmsMessageSID, m.SmsSID)
	m.Location = newLocation(m.Raw)
	for _, r := range sortNumbered(recipients) {
		m.OtherRecipients = append(m.OtherRecipients, channels.Address(r.value))
	}
	types := sortNumbered(mediaTypes)
	for _, u := range sortNumbered(mediaURLs) {
		media := Media{URL: u.value}
		for len(types) > 0 && types[0].n <= u.n {
			if types[0].n == u.n {
				media.ContentType = types[0].value
			}
			types = types[1:]
		}
		m.Media = append(m.Media, media)
	}
	return m
}

// newLocation returns the place that the parameters name, nil if one of its coordinates is missing
// or out of range.
func newLocation(params url.Values) *Location {
	if !params.Has("Latitude") {
		return nil
	}
	latitude, ok := degrees(params.Get("Latitude"), 90)
	longitude, ok2 := degrees(params.Get("Longitude"), 180)
	if !ok || !ok2 {
		return nil
	}
	return &Location{latitude, longitude, params.Get("Address"), params.Get("Label")}
}

// A numbered is the value of a parameter like MediaUrl0.
type numbered struct {
	n     int
	value string
}

// addNumbered adds value to list if name is prefix and a number. A number is written in
// one way only, so none occurs twice.
func addNumbered(list []numbered, prefix, name, value string) []numbered {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok || value == "" || len(digits) > 1 && digits[0] == '0' {
		return list
	}
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil {
		return list
	}
	return append(list, numbered{int(n), value})
}

func sortNumbered(list []numbered) []numbered {
	slices.SortFunc(list, func(a, b numbered) int { return cmp.Compare(a.n, b.n) })
	return list
}

// number reads a count or a code, which is 0 unless it is written in digits and fits an int.
func number(s string) int {
	n, err := strconv.ParseUint(s, 10, strconv.IntSize-1)
	if err != nil {
		return 0
	}
	return int(n)
}

// degrees reads a coordinate of at most limit in either direction.
func degrees(s string, limit float64) (float64, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= -limit && n <= limit) { // neither is true of NaN
		return 0, false
	}
	return n, true
}
