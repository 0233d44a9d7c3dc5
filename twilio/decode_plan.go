package twilio

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// unmarshal is [json.Unmarshal] into a zero value, several times faster for what nearly all answers
// are: objects of texts, numbers and dates under names in small letters.
func unmarshal[T any](b []byte, v *T) error {
	if into := reflect.ValueOf(v).Elem(); !read(b, into) {
		into.SetZero() // of which some may have been read
		return json.Unmarshal(b, v)
	}
	return nil
}

// read reads a document into v, a zero value. How to read a type is worked out once. What is not of the
// usual kind, or wrong in any way, is left to package json as a whole, and then read reports false: so
// what comes of an answer, and what is said of one that cannot be read, is what package json says.
func read(b []byte, v reflect.Value) bool {
	reads := readerOf(v.Type())
	if reads == nil {
		return false
	}
	s := scan{b: b}
	if len(b) <= short {
		s.whole = string(b)
	}
	if !reads(&s, v) {
		return false
	}
	s.space()
	return s.i == len(s.b)
}

// short is how many bytes of an answer its texts may keep in memory. It is more than a resource has, and
// less than a page of them, of which a program may want to keep one.
const short = 4 << 10

// A reader reads the next value of a document into v, and reports false if package json has to.
type reader func(s *scan, v reflect.Value) bool

var readers sync.Map // reader by reflect.Type

// readerOf returns the reader of a type, nil if it is for package json altogether.
func readerOf(t reflect.Type) reader {
	r, ok := readers.Load(t)
	if !ok {
		r, _ = readers.LoadOrStore(t, newReader(t, nil))
	}
	return r.(reader) //nolint:forcetypeassert // nothing else is stored
}

// readerWithin makes the reader of a type that is within some others.
func readerWithin(t reflect.Type, within []reflect.Type) reader {
	if r := newReader(t, within); r != nil {
		return r
	}
	return readAny
}

// newReader is readerWithin, but for that it returns nil for readAny.
func newReader(t reflect.Type, within []reflect.Type) reader {
	switch p := reflect.PointerTo(t); {
	case p.Implements(reflect.TypeFor[json.Unmarshaler]()):
		return readUnmarshaler
	case p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()), t == reflect.TypeFor[json.Number](), slices.Contains(within, t):
		return nil
	}
	within = append(slices.Clip(within), t)
	switch t.Kind() {
	case reflect.Struct:
		return structReader(t, within)
	case reflect.Pointer:
		return pointerReader(t, readerWithin(t.Elem(), within))
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return nil // as base64
		}
		return sliceReader(readerWithin(t.Elem(), within))
	case reflect.String:
		return readString
	case reflect.Bool:
		return readBool
	case reflect.Int, reflect.Int64:
		return readInt
	}
	if t == reflect.TypeFor[map[string]string]() {
		return readTexts
	}
	return nil
}

// member is a member of an object.
type member struct {
	name  string
	index int // of the struct's field
	read  reader
}

// structReader returns the reader of a struct, nil if package json has to read it. Its members are known
// by their exact names if all are in small letters: there are no others then that package json would take
// for the same.
func structReader(t reflect.Type, within []reflect.Type) reader {
	var members []member
	byName := map[string]int{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" && options == "", !f.IsExported() && !f.Anonymous:
			continue
		case f.Anonymous, name == "", strings.Trim(name, small) != "", strings.Contains(options, "string"):
			return nil
		}
		if _, twice := byName[name]; twice {
			return nil
		}
		byName[name] = len(members)
		members = append(members, member{name, i, readerWithin(f.Type, within)})
	}
	return func(s *scan, v reflect.Value) bool {
		if s.null() {
			return true
		}
		if !s.next('{') {
			return false
		}
		if s.next('}') {
			return true
		}
		for expected := 0; ; { // since members come in the order in which the documentation has them
			name, ok := s.name()
			if !ok {
				return false
			}
			at := expected
			if at >= len(members) || members[at].name != string(name) {
				if at, ok = byName[string(name)]; !ok {
					at = -1
				}
			}
			if at < 0 {
				_, ok = s.value()
			} else {
				ok = members[at].read(s, v.Field(members[at].index))
				expected = at + 1
			}
			switch {
			case !ok:
				return false
			case !s.next(','):
				return s.next('}')
			}
		}
	}
}

// small are the characters of a name in small letters.
const small = "abcdefghijklmnopqrstuvwxyz0123456789_"

func pointerReader(t reflect.Type, elem reader) reader {
	return func(s *scan, v reflect.Value) bool {
		if s.null() {
			v.SetZero()
			return true
		}
		if v.IsNil() {
			v.Set(reflect.New(t.Elem()))
		}
		return elem(s, v.Elem())
	}
}

func sliceReader(elem reader) reader {
	return func(s *scan, v reflect.Value) bool {
		switch {
		case s.null():
			v.SetZero()
			return true
		case v.Len() > 0, !s.next('['): // a member that comes twice
			return false
		case s.next(']'):
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
			return true
		}
		for n := 1; ; n++ {
			v.Grow(1)
			v.SetLen(n)
			switch {
			case !elem(s, v.Index(n-1)):
				return false
			case !s.next(','):
				return s.next(']')
			}
		}
	}
}

func readString(s *scan, v reflect.Value) bool {
	if s.null() {
		return true
	}
	text, ok := s.text()
	if ok {
		v.SetString(text)
	}
	return ok
}

func readBool(s *scan, v reflect.Value) bool {
	switch {
	case s.null():
	case s.literal("true"):
		v.SetBool(true)
	case s.literal("false"):
		v.SetBool(false)
	default:
		return false
	}
	return true
}

func readInt(s *scan, v reflect.Value) bool {
	if s.null() {
		return true
	}
	raw, ok := s.number()
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if !ok || err != nil || v.OverflowInt(n) {
		return false
	}
	v.SetInt(n)
	return true
}

func readTexts(s *scan, v reflect.Value) bool {
	if s.null() {
		v.SetZero()
		return true
	}
	if !s.next('{') {
		return false
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	texts := v.Interface().(map[string]string) //nolint:forcetypeassert // it is the reader of nothing else
	if s.next('}') {
		return true
	}
	for {
		name, ok := s.text()
		if !ok || !s.next(':') {
			return false
		}
		text := ""
		if !s.null() {
			if text, ok = s.text(); !ok {
				return false
			}
		}
		texts[name] = text
		if !s.next(',') {
			return s.next('}')
		}
	}
}

func readUnmarshaler(s *scan, v reflect.Value) bool {
	raw, ok := s.value()
	return ok && v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(raw) == nil //nolint:forcetypeassert // see newReader
}

func readAny(s *scan, v reflect.Value) bool {
	raw, ok := s.value()
	return ok && json.Unmarshal(raw, v.Addr().Interface()) == nil
}
