package twiliotest

import (
	"bytes"
	"reflect"
	"slices"
)

// imageField is a field of a struct, or of one within it.
type imageField struct {
	name string
	path []int
	kind imageKind
	traits
	deepAt int // its place among those that are deep
}

// in returns the field of a struct, open to be read and set as if it were exported.
//
// Reflection lets nobody set a field that is not exported, nor look at all that it holds. That is to
// keep packages out of each other's structs. These are our own, and of package channels where they
// are values: reflect.NewAt gives the field as a variable of its type, which is what it is.
func (f *imageField) in(v reflect.Value) reflect.Value {
	v = f.seen(v)
	return reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
}

// seen returns the field of a struct to look at.
func (f *imageField) seen(v reflect.Value) reflect.Value {
	for _, i := range f.path {
		v = v.Field(i)
	}
	return v
}

// structKind is a struct that is a value.
type structKind struct {
	typ    reflect.Type
	memory reflect.Type // an array of as many bytes
	fields []imageField
	deep   int // how many fields are
	known  traits
	state  int // of settling
}

func (s *structKind) String() string { return s.typ.String() }

// traits are those of the fields. A struct that holds itself has all.
func (s *structKind) traits() traits {
	s.settle()
	return s.known
}

func (s *structKind) settle() {
	if s.state != 0 {
		return
	}
	s.state, s.known = 1, traits{refers: true, deep: true}
	var known traits
	for i := range s.fields {
		f := &s.fields[i]
		f.traits = f.kind.traits()
		if f.deep {
			f.deepAt = s.deep
			s.deep++
		}
		known.refers = known.refers || f.refers
		known.deep = known.deep || f.deep
	}
	s.known = known
}

// bytes returns the memory that a struct is in. That of two which are the same bytes tells quickly
// that they are the same but for what slices, maps and pointers lead to.
func (s *structKind) bytes(v reflect.Value) []byte {
	return reflect.NewAt(s.memory, v.Addr().UnsafePointer()).Elem().Bytes()
}

func (s *structKind) same(now, was reflect.Value) bool {
	alike := now.CanAddr() && was.CanAddr() && bytes.Equal(s.bytes(now), s.bytes(was))
	if alike && s.deep == 0 {
		return true
	}
	now, was = addressable(now), addressable(was)
	for i := range s.fields {
		if f := &s.fields[i]; (f.deep || !alike) && !f.kind.same(f.in(now), f.in(was)) {
			return false
		}
	}
	return true
}

func (s *structKind) copy(v, _ reflect.Value) reflect.Value {
	c := reflect.New(s.typ).Elem()
	c.Set(v)
	for i := range s.fields {
		if f := &s.fields[i]; f.deep {
			f.in(c).Set(f.kind.copy(f.in(c), reflect.Value{}))
		}
	}
	return c
}

func (s *structKind) write(w *imageWriter, now, _ reflect.Value) {
	now = addressable(now)
	for i := range s.fields {
		s.fields[i].kind.write(w, s.fields[i].in(now), reflect.Value{})
	}
}

func (s *structKind) read(r *imageReader, into reflect.Value) {
	for _, i := range r.fields[s] { // those that the file has
		if r.err != nil {
			return
		}
		s.fields[i].kind.read(r, s.fields[i].in(into))
	}
}

func (s *structKind) each(v reflect.Value, visit func(*recordKind, reflect.Value)) {
	v = addressable(v)
	for i := range s.fields {
		f := &s.fields[i]
		if !f.refers {
			continue
		}
		if ref, ok := f.kind.(refKind); ok { // which most are
			ref.each(f.seen(v), visit)
			continue
		}
		f.kind.each(f.in(v), visit)
	}
}

// addressable returns a struct in a variable, so that its fields can be got at.
func addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	return c
}

// recordKind is a struct that is pointed to.
type recordKind struct {
	structKind
	number int
}

// changed returns the fields of a record that are not what they were when it was written last.
func (k *recordKind) changed(v reflect.Value, e *imageRecord) []int {
	var list []int
	alike := e.was.IsValid() && bytes.Equal(k.bytes(v), k.bytes(e.was))
	if alike && e.shallow {
		return nil
	}
	for i := range k.fields {
		switch f := &k.fields[i]; {
		case !e.was.IsValid():
			if !f.in(v).IsZero() {
				list = append(list, i)
			}
		case f.deep:
			if !f.kind.same(f.in(v), e.deep[f.deepAt]) {
				list = append(list, i)
			}
		case !alike && !f.kind.same(f.in(v), f.in(e.was)):
			list = append(list, i)
		}
	}
	return list
}

// note makes a record's copy, which tells later what has changed.
func (k *recordKind) note(v reflect.Value, e *imageRecord, changed []int) {
	if !e.was.IsValid() {
		e.was, e.deep = reflect.New(k.typ).Elem(), make([]reflect.Value, k.deep)
		changed = nil
		for i := range k.fields {
			changed = append(changed, i)
		}
	}
	e.was.Set(v)
	for _, i := range changed {
		if f := &k.fields[i]; f.deep {
			e.deep[f.deepAt] = f.kind.copy(f.in(v), e.deep[f.deepAt])
		}
	}
	e.shallow = !slices.ContainsFunc(e.deep, func(d reflect.Value) bool { return !d.IsZero() && (d.Kind() != reflect.Slice || d.Len() > 0) })
}
