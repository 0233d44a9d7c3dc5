package webhook

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// A schema says which parameter goes to which field of an event, by the fields' param tags. It is
// sorted by name, as forms are, so that one is filled from the other in one pass.
//
// A field is a string, an int or a bool of any type; a *int, a *bool or a [twilio.Time], which stay
// zero unless the value is one; a slice of strings, which takes all values; or another slice, which
// is read from JSON. Structs are entered, and their tag stands before the names in them; one behind
// a pointer is made for the first of its fields that is not zero.
type schema []schemaField

type schemaField struct {
	name  string
	index []int // the way to the field
	set   func(field reflect.Value, values []string)
	zero  func(value string) bool // whether a value leaves the field zero
	many  bool                    // whether it takes all values
}

// schemaOf returns the schema of E.
func schemaOf[E any]() schema {
	var s schema
	s.add(reflect.TypeFor[E](), nil, "")
	slices.SortFunc(s, func(a, b schemaField) int { return strings.Compare(a.name, b.name) })
	return s
}

// add adds the fields of a struct, which index leads to. prefix stands before their names.
func (s *schema) add(t reflect.Type, index []int, prefix string) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clone(index), i)
		name, tagged := f.Tag.Lookup("param")
		name = prefix + name
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case inner.Kind() == reflect.Struct && inner != reflect.TypeFor[twilio.Time]():
			s.add(inner, at, name)
		case tagged:
			*s = append(*s, schemaField{name, at, setter(f.Type), zero(f.Type), isMany(f.Type)})
		}
	}
}

// setter returns what sets a field of type t. The field is zero before.
func setter(t reflect.Type) func(field reflect.Value, values []string) {
	switch {
	case t == reflect.TypeFor[twilio.Time]():
		return func(field reflect.Value, values []string) {
			var at twilio.Time
			if at.UnmarshalJSON([]byte(values[0])) == nil {
				field.Set(reflect.ValueOf(at))
			}
		}
	case t == reflect.TypeFor[*int]():
		return func(field reflect.Value, values []string) {
			if n, err := strconv.Atoi(values[0]); err == nil {
				field.Set(reflect.ValueOf(&n))
			}
		}
	case t == reflect.TypeFor[*bool]():
		return func(field reflect.Value, values []string) {
			if values[0] == "true" || values[0] == "false" {
				field.Set(reflect.ValueOf(new(values[0] == "true")))
			}
		}
	case t.Kind() == reflect.String:
		return func(field reflect.Value, values []string) { field.SetString(values[0]) }
	case t.Kind() == reflect.Int:
		return func(field reflect.Value, values []string) { field.SetInt(int64(number(values[0]))) }
	case t.Kind() == reflect.Bool:
		return func(field reflect.Value, values []string) { field.SetBool(values[0] == "true") }
	case isMany(t):
		return func(field reflect.Value, values []string) {
			field.Set(reflect.MakeSlice(t, len(values), len(values)))
			for i, v := range values {
				field.Index(i).SetString(v)
			}
		}
	case t.Kind() == reflect.Slice:
		return func(field reflect.Value, values []string) {
			list := reflect.New(t)
			if json.Unmarshal([]byte(values[0]), list.Interface()) == nil {
				field.Set(list.Elem())
			}
		}
	}
	panic("webhook: no parameter can be read into " + t.String())
}

// isMany reports whether a field of type t takes all values of its parameter.
func isMany(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String
}

// zero returns what tells whether a value leaves a field of type t zero.
func zero(t reflect.Type) func(value string) bool {
	switch t.Kind() {
	case reflect.Int:
		return func(value string) bool { return number(value) == 0 }
	case reflect.Bool:
		return func(value string) bool { return value != "true" }
	}
	return func(value string) bool { return value == "" }
}

// decode sets the fields of event, a pointer to a struct, and returns all values of the form. What
// the schema does not have goes to rest, if that is not nil.
func (s schema) decode(f form, event reflect.Value, rest func(name, value string)) url.Values {
	raw := make(url.Values, len(f))
	values := make([]string, len(f)) // what the slices in raw are cut from
	for i := 0; i < len(f); {
		name, start := f[i].name, i
		for ; i < len(f) && f[i].name == name; i++ {
			values[i] = f[i].value
		}
		raw[name] = values[start:i:i]
		for len(s) > 0 && s[0].name < name {
			s = s[1:]
		}
		switch {
		case len(s) > 0 && s[0].name == name:
			s[0].fill(event.Elem(), raw[name])
		case rest != nil:
			rest(name, values[start])
		}
	}
	return raw
}

// fill sets the field of event that f stands for.
func (f *schemaField) fill(event reflect.Value, values []string) {
	v := event
	for _, i := range f.index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				if f.zero(values[0]) {
					return
				}
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	f.set(v, values)
}
