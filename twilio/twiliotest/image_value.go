package twiliotest

import (
	"math"
	"math/big"
	"reflect"
	"time"
)

// A plain kind's values are what they are: they point to nothing that changes.
type plain struct{}

func (plain) copy(v, _ reflect.Value) reflect.Value                { return v }
func (plain) each(reflect.Value, func(*recordKind, reflect.Value)) {}
func (plain) traits() traits                                       { return traits{} }

// scalarKind is a boolean, a number or a string.
type scalarKind struct{ kind reflect.Kind }

func (k scalarKind) String() string {
	switch {
	case k.kind >= reflect.Int && k.kind <= reflect.Int64:
		return "int"
	case k.kind >= reflect.Uint && k.kind <= reflect.Uint64:
		return "uint"
	}
	return k.kind.String()
}

func (scalarKind) copy(v, _ reflect.Value) reflect.Value                { return v }
func (scalarKind) each(reflect.Value, func(*recordKind, reflect.Value)) {}
func (scalarKind) traits() traits                                       { return traits{} }

func (k scalarKind) same(now, was reflect.Value) bool {
	switch k.String() {
	case "bool":
		return now.Bool() == was.Bool()
	case "int":
		return now.Int() == was.Int()
	case "uint":
		return now.Uint() == was.Uint()
	case "float64":
		return math.Float64bits(now.Float()) == math.Float64bits(was.Float())
	}
	return now.String() == was.String()
}

func (k scalarKind) write(w *imageWriter, now, _ reflect.Value) {
	switch k.String() {
	case "bool":
		w.bool(now.Bool())
	case "int":
		w.int(now.Int())
	case "uint":
		w.uint(now.Uint())
	case "float64":
		w.uint(math.Float64bits(now.Float()))
	default:
		w.string(now.String())
	}
}

func (k scalarKind) read(r *imageReader, into reflect.Value) {
	switch k.String() {
	case "bool":
		into.SetBool(r.bool())
	case "int":
		if n := r.int(); into.OverflowInt(n) {
			r.fail("a number is too large")
		} else {
			into.SetInt(n)
		}
	case "uint":
		if n := r.uint(); into.OverflowUint(n) {
			r.fail("a number is too large")
		} else {
			into.SetUint(n)
		}
	case "float64":
		into.SetFloat(math.Float64frombits(r.uint()))
	default:
		into.SetString(r.string())
	}
}

// bytesKind is a slice of bytes. Nobody writes into one that is stored, so that a large file need
// not be compared.
type bytesKind struct{ plain }

func (bytesKind) String() string { return "bytes" }

func (bytesKind) same(now, was reflect.Value) bool {
	return now.Len() == was.Len() && now.IsNil() == was.IsNil() && now.UnsafePointer() == was.UnsafePointer()
}

func (bytesKind) write(w *imageWriter, now, _ reflect.Value) {
	if w.bool(!now.IsNil()); !now.IsNil() {
		w.string(string(now.Bytes()))
	}
}

func (bytesKind) read(r *imageReader, into reflect.Value) {
	if !r.bool() {
		into.SetZero()
		return
	}
	into.SetBytes([]byte(r.string()))
}

// timeKind is a moment. Whether it is told in UTC or in the place's time is kept.
type timeKind struct{ plain }

func (timeKind) String() string { return "time" }

// same is also about how a moment is told.
func (timeKind) same(now, was reflect.Value) bool {
	a, b := timeOf(now), timeOf(was)
	return a.Equal(b) && a.Location() == b.Location()
}

func timeOf(v reflect.Value) time.Time {
	if v.CanAddr() {
		return *v.Addr().Interface().(*time.Time)
	}
	return v.Interface().(time.Time)
}

func (timeKind) write(w *imageWriter, now, _ reflect.Value) {
	t := timeOf(now)
	w.int(t.Unix())
	w.uint(uint64(t.Nanosecond()))
	w.bool(t.Location() == time.UTC)
}

func (timeKind) read(r *imageReader, into reflect.Value) {
	seconds, nanos, utc := r.int(), r.uint(), r.bool()
	if nanos >= uint64(time.Second) {
		r.fail("a time is none")
		return
	}
	t := time.Unix(seconds, int64(nanos))
	if utc {
		t = t.UTC()
	}
	if t.IsZero() {
		t = time.Time{}
	}
	into.Set(reflect.ValueOf(t))
}

// ratKind is an amount, which never changes.
type ratKind struct{ plain }

func (ratKind) String() string { return "rat" }

func (ratKind) same(now, was reflect.Value) bool { return now.UnsafePointer() == was.UnsafePointer() }

func (ratKind) write(w *imageWriter, now, _ reflect.Value) {
	if now.IsNil() {
		w.string("")
		return
	}
	w.string(now.Interface().(*big.Rat).RatString())
}

func (ratKind) read(r *imageReader, into reflect.Value) {
	text := r.string()
	if text == "" {
		into.SetZero()
		return
	}
	const most = 1000 // digits, so that an exponent does not fill the memory
	if amount, ok := new(big.Rat).SetString(text); len(text) < most && ok {
		into.Set(reflect.ValueOf(amount))
		return
	}
	r.fail("an amount is none")
}

// emulatorKind is a pointer to the emulator itself, or to its clock.
type emulatorKind struct{ plain }

func (emulatorKind) String() string                                   { return "emulator" }
func (emulatorKind) same(_, _ reflect.Value) bool                     { return true }
func (emulatorKind) write(*imageWriter, reflect.Value, reflect.Value) {}

func (emulatorKind) read(r *imageReader, into reflect.Value) {
	if into.Type() == reflect.TypeFor[*Twilio]() {
		into.Set(reflect.ValueOf(r.tw))
		return
	}
	into.Set(reflect.ValueOf(r.tw.cfg.clock))
}
