package twiliotest

import (
	"encoding/binary"
	"fmt"
	"reflect"
)

func (w *imageWriter) uint(n uint64) { w.out = binary.AppendUvarint(w.out, n) }
func (w *imageWriter) int(n int64)   { w.out = binary.AppendVarint(w.out, n) }

func (w *imageWriter) bool(b bool) {
	n := uint64(0)
	if b {
		n = 1
	}
	w.uint(n)
}

func (w *imageWriter) string(s string) {
	w.uint(uint64(len(s)))
	w.out = append(w.out, s...)
}

// imageReader makes a state of what an imageWriter has written. The first thing that is wrong ends
// it.
type imageReader struct {
	tw      *Twilio
	kinds   *imageKinds
	in      []byte
	err     error
	numbers []*recordKind // of the file's kinds of records
	fields  map[*structKind][]int
	records map[uint64]*readRecord
}

// readRecord is a record that the file has, or that another points to.
type readRecord struct {
	kind *recordKind
	at   reflect.Value // the pointer to it
	met  bool          // it has been read
}

func (r *imageReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
	r.in = nil
}

func (r *imageReader) uint() uint64 {
	n, size := binary.Uvarint(r.in)
	if size <= 0 {
		r.fail("a record ends too early")
		return 0
	}
	r.in = r.in[size:]
	return n
}

func (r *imageReader) int() int64 {
	n, size := binary.Varint(r.in)
	if size <= 0 {
		r.fail("a record ends too early")
		return 0
	}
	r.in = r.in[size:]
	return n
}

func (r *imageReader) bool() bool { return r.uint() != 0 }

// count reads how many things follow, of which each takes a byte at least.
func (r *imageReader) count() uint64 {
	n := r.uint()
	if n > uint64(len(r.in)) {
		r.fail("a record ends too early")
		return 0
	}
	return n
}

func (r *imageReader) string() string {
	n := r.count()
	s := string(r.in[:n])
	r.in = r.in[n:]
	return s
}

// dictionary reads that of a file. A field that the file does not know stays empty; one that this
// program does not know, or knows as something else, cannot be read.
func (r *imageReader) dictionary(in []byte) error {
	r.in = in
	byName := map[string]*structKind{}
	for _, s := range r.kinds.all() {
		byName[s.String()] = s
	}
	records := r.count()
	r.fields = map[*structKind][]int{}
	for n := uint64(0); len(r.in) > 0; n++ {
		name := r.string()
		s := byName[name]
		if s == nil {
			r.fail("it has a %q, which this version does not know", name)
			return r.err
		}
		if n < records {
			for _, kind := range r.kinds.records {
				if &kind.structKind == s {
					r.numbers = append(r.numbers, kind)
				}
			}
		}
		for range r.count() {
			r.fields[s] = append(r.fields[s], r.field(s))
		}
	}
	if r.err == nil && (uint64(len(r.numbers)) != records || records == 0) {
		r.fail("its dictionary is incomplete")
	}
	return r.err
}

// field returns which of a struct's fields comes next in the dictionary.
func (r *imageReader) field(s *structKind) int {
	name, kind := r.string(), r.string()
	for i, f := range s.fields {
		if f.name != name {
			continue
		}
		if f.kind.String() != kind {
			r.fail("its %s.%s is a %s and not a %s", s, name, kind, f.kind)
		}
		return i
	}
	if r.err == nil {
		r.fail("it has a field %s.%s, which this version does not know", s, name)
	}
	return 0
}

// apply reads records that have changed.
func (r *imageReader) apply(in []byte) error {
	for r.in = in; len(r.in) > 0 && r.err == nil; {
		number, id, count := r.uint(), r.uint(), r.count()
		if number >= uint64(len(r.numbers)) {
			r.fail("a record is of no kind")
			break
		}
		kind := r.numbers[number]
		p := r.record(kind, id)
		if !p.IsValid() {
			break
		}
		r.records[id].met = true
		for range count {
			i, fields := r.uint(), r.fields[&kind.structKind]
			if i >= uint64(len(fields)) {
				r.fail("a field of a record is none")
				return r.err
			}
			f := &kind.fields[fields[i]]
			if f.kind.read(r, f.in(p.Elem())); r.err != nil {
				return r.err
			}
		}
	}
	return r.err
}

// record returns the pointer to a record, which may be yet to be read. It is invalid if there is
// none.
func (r *imageReader) record(kind *recordKind, id uint64) reflect.Value {
	known := r.records[id]
	if known == nil {
		known = &readRecord{kind: kind, at: reflect.New(kind.typ)}
		r.records[id] = known
	}
	if known.kind != kind || id == 0 {
		r.fail("a record is of two kinds")
		return reflect.Value{}
	}
	return known.at
}

// finish returns the state once all is read.
func (r *imageReader) finish() (*stored, error) {
	for _, known := range r.records {
		if !known.met {
			r.fail("a record is missing")
		}
	}
	if known := r.records[1]; r.err == nil && known != nil {
		if root, ok := reflect.TypeAssert[*stored](known.at); ok {
			return root, nil
		}
	}
	if r.err == nil {
		r.fail("it has no state")
	}
	return nil, r.err
}
