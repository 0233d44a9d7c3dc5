package twiliotest

import (
	"math"
	"reflect"
)

// anyKind is a value as JSON has it, and the pointers to strings that parameters are read into. It
// is not changed once it is stored.
type anyKind struct{ plain }

func (anyKind) String() string { return "any" }

func (anyKind) same(now, was reflect.Value) bool {
	return reflect.DeepEqual(now.Interface(), was.Interface())
}

// What an any can be.
const (
	anyNil = iota
	anyBool
	anyNumber
	anyString
	anyList
	anyObject
	anyPointer // to a string
	anyNoString
)

func (k anyKind) write(w *imageWriter, now, _ reflect.Value) { k.put(w, now.Interface()) }

func (k anyKind) put(w *imageWriter, v any) {
	switch v := v.(type) {
	case bool:
		w.uint(anyBool)
		w.bool(v)
	case float64:
		w.uint(anyNumber)
		w.uint(math.Float64bits(v))
	case string:
		w.uint(anyString)
		w.string(v)
	case *string:
		if v == nil {
			w.uint(anyNoString)
			return
		}
		w.uint(anyPointer)
		w.string(*v)
	case []any:
		w.uint(anyList)
		w.uint(uint64(len(v)))
		for _, entry := range v {
			k.put(w, entry)
		}
	case map[string]any:
		w.uint(anyObject)
		w.uint(uint64(len(v)))
		for name, entry := range v {
			w.string(name)
			k.put(w, entry)
		}
	default: // nothing but JSON is ever put there
		w.uint(anyNil)
	}
}

func (k anyKind) read(r *imageReader, into reflect.Value) {
	const deepest = 1000
	if v := k.get(r, deepest); v == nil {
		into.SetZero()
	} else {
		into.Set(reflect.ValueOf(v))
	}
}

func (k anyKind) get(r *imageReader, deepest int) any {
	switch what := r.uint(); {
	case deepest == 0:
		r.fail("a value is nested too deeply")
	case what == anyBool:
		return r.bool()
	case what == anyNumber:
		return math.Float64frombits(r.uint())
	case what == anyString:
		return r.string()
	case what == anyPointer:
		return new(r.string())
	case what == anyNoString:
		return (*string)(nil)
	case what == anyList:
		list := []any{}
		for range r.count() {
			if list = append(list, k.get(r, deepest-1)); r.err != nil {
				break
			}
		}
		return list
	case what == anyObject:
		object := map[string]any{}
		for range r.count() {
			name := r.string()
			if object[name] = k.get(r, deepest-1); r.err != nil {
				break
			}
		}
		return object
	}
	return nil
}
