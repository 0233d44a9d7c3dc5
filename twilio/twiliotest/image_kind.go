package twiliotest

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"time"
)

// An image is the emulator's state as bytes: see [Twilio.KeepState]. It is made by reflection, so
// that who adds a field to something that is stored has nothing else to do. What cannot be kept, such
// as a function or a channel, needs the tag keep:"-", and a place in state_resume.go if it is missed
// after a restart.
//
// Every struct of this package that something points to is a record, which is written once, has a
// number, and is pointed to by that. Everything else is a value within a record.

// imageKind is how the values of one type are kept.
type imageKind interface { //nolint:interfacebloat // all that is done with a type is in one place
	// String is the type as the file's dictionary tells it.
	String() string
	// same reports whether a value is still what it was when was, a copy, was made.
	same(now, was reflect.Value) bool
	// copy makes what same compares with later. If was is valid it is the copy made before, which
	// is nobody else's and can be made into the new one.
	copy(v, was reflect.Value) reflect.Value
	// write writes a value, or if was is valid what makes that one of it.
	write(w *imageWriter, now, was reflect.Value)
	// read reads what write has written, onto what was.
	read(r *imageReader, into reflect.Value)
	// each visits the records that a value points to.
	each(v reflect.Value, visit func(*recordKind, reflect.Value))
	// traits are known once all kinds are.
	traits() traits
}

type traits struct {
	refers bool // values can point to records
	deep   bool // values can change though the memory that they are in directly does not
}

// imageKinds are the kinds of all types that can be reached from the root.
type imageKinds struct {
	byType  map[reflect.Type]imageKind
	records []*recordKind // the root's first
	structs []*structKind // of values
	lost    []string      // what cannot be kept and does not say so
}

// newImageKinds returns the kinds of what is stored, or what of it cannot be kept.
func newImageKinds() (*imageKinds, error) {
	k := &imageKinds{byType: map[reflect.Type]imageKind{}}
	k.record(reflect.TypeFor[stored]())
	for _, s := range k.structs {
		for _, r := range k.records {
			if s.typ == r.typ {
				k.lost = append(k.lost, s.typ.String()+" is stored both as a value and behind a pointer")
			}
		}
		s.settle()
	}
	for _, r := range k.records {
		r.settle()
	}
	if len(k.lost) > 0 {
		return nil, fmt.Errorf("cannot be kept: %s", strings.Join(k.lost, "; "))
	}
	return k, nil
}

// of returns the kind of a type. where says what has the type, for who has to be told that it cannot
// be kept.
func (k *imageKinds) of(t reflect.Type, where string) imageKind {
	if kind := k.byType[t]; kind != nil {
		return kind
	}
	switch t {
	case reflect.TypeFor[*Twilio](), reflect.TypeFor[*clock]():
		return emulatorKind{}
	case reflect.TypeFor[time.Time]():
		return timeKind{}
	case reflect.TypeFor[*big.Rat]():
		return ratKind{}
	case reflect.TypeFor[any]():
		return anyKind{}
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return scalarKind{t.Kind()}
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct && t.Elem().PkgPath() == reflect.TypeFor[stored]().PkgPath() {
			return refKind{k.record(t.Elem())}
		}
		return k.hold(t, func() imageKind { return &pointerKind{typ: t, elem: k.of(t.Elem(), where)} })
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return bytesKind{}
		}
		return k.hold(t, func() imageKind { return &sliceKind{typ: t, elem: k.of(t.Elem(), where)} })
	case reflect.Map:
		return k.hold(t, func() imageKind {
			return &mapKind{typ: t, key: k.of(t.Key(), where), elem: k.of(t.Elem(), where)}
		})
	case reflect.Struct:
		k.foreign(t, where)
		return k.structure(t)
	default:
		k.lost = append(k.lost, fmt.Sprintf("%s is a %s, and has no tag keep:\"-\"", where, t))
		return scalarKind{t.Kind()}
	}
}

// foreign sees to it that a struct of another package is no more than it shows.
func (k *imageKinds) foreign(t reflect.Type, where string) {
	for f := range t.Fields() {
		if t.PkgPath() != reflect.TypeFor[stored]().PkgPath() && !f.IsExported() {
			k.lost = append(k.lost, fmt.Sprintf("%s is a %s, of which nobody knows what is in it, and has no tag keep:\"-\"", where, t))
			return
		}
	}
}

func (k *imageKinds) hold(t reflect.Type, kind func() imageKind) imageKind {
	made := kind()
	k.byType[t] = made
	return made
}

// structure returns the kind of a struct that is a value.
func (k *imageKinds) structure(t reflect.Type) *structKind {
	s := &structKind{typ: t, memory: reflect.ArrayOf(int(t.Size()), reflect.TypeFor[byte]())}
	k.byType[t] = s // before its fields, which may hold others of it
	k.structs = append(k.structs, s)
	s.fields = k.fields(t, nil, "", false)
	return s
}

// record returns the kind of a struct that is a record.
func (k *imageKinds) record(t reflect.Type) *recordKind {
	p := reflect.PointerTo(t)
	if ref, ok := k.byType[p].(refKind); ok {
		return ref.to
	}
	r := &recordKind{number: len(k.records), structKind: structKind{
		typ: t, memory: reflect.ArrayOf(int(t.Size()), reflect.TypeFor[byte]()),
	}}
	k.byType[p] = refKind{r}
	k.records = append(k.records, r)
	r.fields = k.fields(t, nil, "", true)
	return r
}

// fields returns those of a struct that are kept. Those of structs within it are fields of a record
// too, so that one that changes need not be written with all others.
func (k *imageKinds) fields(t reflect.Type, path []int, prefix string, flat bool) []imageField {
	var list []imageField
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(append([]int(nil), path...), i)
		if f.Tag.Get("keep") == "-" {
			continue
		}
		if flat && f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[time.Time]() {
			k.foreign(f.Type, t.String()+"."+f.Name)
			list = append(list, k.fields(f.Type, at, prefix+f.Name+".", true)...)
			continue
		}
		list = append(list, imageField{name: prefix + f.Name, path: at, kind: k.of(f.Type, t.String()+"."+f.Name)})
	}
	return list
}
