package twilio

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/google/go-querystring/query"
)

// A plan is how a struct of parameters becomes a form, worked out once for its type, which saves a
// call a third of its allocations. It knows what nearly all parameters are, texts and switches under
// a name that is left out when empty. A struct that sets any other is left to go-querystring, by
// whose rules a plan goes.
type plan struct {
	fields []planned // by name
	extra  int       // the index of Extra, -1 if there is none
}

type planned struct {
	index int
	name  string
	add   adder // nil of a field that a plan does not know
}

// An adder appends a field that is not empty to a form.
type adder func(form []byte, name string, field reflect.Value) []byte

var plans sync.Map // *plan by reflect.Type

// planOf returns the plan of a struct type, nil if there cannot be one.
func planOf(t reflect.Type) *plan {
	p, known := plans.Load(t)
	if !known {
		p, _ = plans.LoadOrStore(t, newPlan(t))
	}
	return p.(*plan) //nolint:forcetypeassert // nothing else is stored
}

// newPlan makes the plan of a struct type, nil if it has fields that are not left out when zero.
func newPlan(t reflect.Type) *plan {
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
			p.fields = append(p.fields, planned{index: i, name: name, add: adderOf(f)})
		}
	}
	slices.SortStableFunc(p.fields, func(a, b planned) int { return strings.Compare(a.name, b.name) })
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

// adderOf returns the adder of a plain field, nil if there is more to it.
func adderOf(f reflect.StructField) adder {
	switch t := f.Type; {
	case f.Tag.Get("del") != "" || f.Tag.Get("layout") != "":
		return nil
	case t.Implements(reflect.TypeFor[query.Encoder]()):
		return nil
	case t.Implements(reflect.TypeFor[fmt.Formatter]()), t.Implements(reflect.TypeFor[error]()):
		return nil // which package fmt asks before a String
	case t.Kind() == reflect.String && t.Implements(reflect.TypeFor[fmt.Stringer]()):
		return func(form []byte, name string, v reflect.Value) []byte {
			text, _ := reflect.TypeAssert[fmt.Stringer](v)
			return appendParam(form, name, text.String())
		}
	case t.Kind() == reflect.String:
		return func(form []byte, name string, v reflect.Value) []byte { return appendParam(form, name, v.String()) }
	case t == reflect.TypeFor[[]string]():
		return func(form []byte, name string, v reflect.Value) []byte {
			for i := range v.Len() {
				form = appendParam(form, name, v.Index(i).String())
			}
			return form
		}
	case t == reflect.TypeFor[*bool]():
		return func(form []byte, name string, v reflect.Value) []byte {
			return appendParam(form, name, strconv.FormatBool(v.Elem().Bool()))
		}
	}
	return nil
}

// form appends what a struct holds, and reports false if that is not for the plan to say.
func (p *plan) form(form []byte, s reflect.Value) ([]byte, bool) {
	if p == nil || p.extra >= 0 && s.Field(p.extra).Len() > 0 {
		return form, false
	}
	for _, f := range p.fields {
		field := s.Field(f.index)
		switch {
		case field.IsZero():
		case f.add == nil:
			return form, false
		default:
			form = f.add(form, f.name, field)
		}
	}
	return form, true
}
