package twilio

import (
	"fmt"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/google/go-querystring/query"
)

// A plan is how a struct of parameters becomes values, worked out once for its type, which saves a
// call a quarter of its allocations. It knows what nearly all parameters are, texts and switches under
// a name that is left out when empty. A struct that sets any other is left to go-querystring, by
// whose rules a plan goes.
type plan struct {
	fields []planned
	extra  int // the index of Extra, -1 if there is none
}

type planned struct {
	index int
	name  string
	add   func(field reflect.Value) []string // nil of a field that a plan does not know
}

// planOf returns the plan of a struct type, nil if it has fields that are not left out when zero.
func planOf(t reflect.Type) *plan {
	p := &plan{extra: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("url")
		name, option, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-":
			if f.Name == "Extra" && f.Type == reflect.TypeFor[url.Values]() {
				p.extra = i
			}
		case !f.IsExported() || f.Anonymous || name == "" || option != "omitempty" || !omitted(f.Type):
			return nil
		default:
			p.fields = append(p.fields, planned{index: i, name: name, add: adder(f)})
		}
	}
	return p
}

// omitted reports whether omitempty leaves out the zero value of a type.
func omitted(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		z, ok := reflect.TypeAssert[interface{ IsZero() bool }](reflect.Zero(t))
		return ok && z.IsZero()
	case reflect.Array, reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return false
	default:
		return true
	}
}

// adder returns what makes the values of a plain field that is not empty.
func adder(f reflect.StructField) func(reflect.Value) []string {
	switch t := f.Type; {
	case f.Tag.Get("del") != "" || f.Tag.Get("layout") != "":
		return nil
	case t.Implements(reflect.TypeFor[query.Encoder]()):
		return nil
	case t.Kind() == reflect.String && t.NumMethod() == 0:
		return func(v reflect.Value) []string { return []string{v.String()} }
	case t.Kind() == reflect.String:
		return func(v reflect.Value) []string { return []string{fmt.Sprint(v)} }
	case t == reflect.TypeFor[[]string]():
		return func(v reflect.Value) []string { s, _ := reflect.TypeAssert[[]string](v); return s }
	case t == reflect.TypeFor[*bool]():
		return func(v reflect.Value) []string { return []string{strconv.FormatBool(v.Elem().Bool())} }
	}
	return nil
}

// values returns what a struct holds, and false if that is not for the plan to say.
func (p *plan) values(s reflect.Value) (url.Values, bool) {
	if p == nil {
		return nil, false
	}
	values := url.Values{}
	for _, f := range p.fields {
		field := s.Field(f.index)
		switch {
		case field.IsZero():
		case f.add == nil:
			return nil, false
		default:
			if texts := f.add(field); len(texts) > 0 {
				values[f.name] = append(values[f.name], texts...)
			}
		}
	}
	return values, true
}
