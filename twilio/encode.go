package twilio

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"

	"github.com/google/go-querystring/query"

	"github.com/twiliokit/twiliokit/twilio/internal/escape"
)

// formOf turns a struct with url tags, with its field Extra merged into it, into a form.
func formOf(params any) ([]byte, error) {
	if params == nil {
		return nil, nil
	}
	form := make([]byte, 0, 256)
	if s := reflect.Indirect(reflect.ValueOf(params)); s.Kind() == reflect.Struct && s.Type() != reflect.TypeFor[JSON]() {
		if form, ok := planOf(s.Type()).form(form, s); ok {
			return form, nil
		}
	}
	values, err := encode(params)
	if err != nil {
		return nil, err
	}
	return appendForm(form[:0], values), nil
}

// encode turns parameters into values, by the rules of go-querystring.
func encode(params any) (url.Values, error) {
	switch params := params.(type) {
	case url.Values:
		return params, nil
	case JSON:
		return nil, errors.New("encode parameters: JSON cannot be a query")
	}
	values, err := query.Values(params)
	if err != nil {
		return nil, fmt.Errorf("encode parameters: %w", err)
	}
	s := reflect.Indirect(reflect.ValueOf(params))
	if s.Kind() != reflect.Struct {
		return values, nil
	}
	if field := s.FieldByName("Extra"); field.IsValid() && field.CanInterface() {
		extra, _ := reflect.TypeAssert[url.Values](field)
		maps.Copy(values, extra)
	}
	return values, nil
}

// appendForm appends what url.Values.Encode returns. Encode makes a string of every name and
// value on the way; this makes none, which is a tenth of what a call allocates.
func appendForm(form []byte, v url.Values) []byte {
	names := make([]string, 0, len(v))
	for name := range v {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range v[name] {
			form = appendParam(form, name, value)
		}
	}
	return form
}

func appendParam(form []byte, name, value string) []byte {
	if len(form) > 0 {
		form = append(form, '&')
	}
	form = escape.AppendForm(form, name)
	form = append(form, '=')
	return escape.AppendForm(form, value)
}
