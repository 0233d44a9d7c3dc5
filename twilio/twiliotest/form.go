package twiliotest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/internal/escape"
)

// formData is what a webhook tells, sorted by name, as it is signed and sent.
type formData []field

type field struct{ name, value string }

// sorted returns what a map holds. Values of one name stay in their order.
func sorted(values url.Values) formData {
	f := make(formData, 0, len(values))
	for name, list := range values {
		for _, v := range list {
			f = append(f, field{name, v})
		}
	}
	f.sort()
	return f
}

func (f formData) sort() {
	slices.SortStableFunc(f, func(a, b field) int { return strings.Compare(a.name, b.name) })
}

// get returns the first value of a name, "" if there is none.
func (f formData) get(name string) string {
	for _, p := range f {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

// all yields the names and values in order.
func (f formData) all(yield func(name, value string) bool) {
	for _, p := range f {
		if !yield(p.name, p.value) {
			return
		}
	}
}

// encode returns what Encode of [url.Values] does.
func (f formData) encode() string {
	size := 0
	for _, p := range f {
		size += len(p.name) + len(p.value) + len("=&+++")
	}
	var stack [512]byte // enough for most, so that it is copied once, as a text
	b := stack[:0]
	if size > len(stack) {
		b = make([]byte, 0, size)
	}
	for i, p := range f {
		if i > 0 {
			b = append(b, '&')
		}
		b = append(escape.AppendForm(b, p.name), '=')
		b = escape.AppendForm(b, p.value)
	}
	return string(b)
}

// values returns the form as a map.
func (f formData) values() url.Values {
	values := make(url.Values, len(f))
	for name, value := range f.all {
		values[name] = append(values[name], value)
	}
	return values
}
