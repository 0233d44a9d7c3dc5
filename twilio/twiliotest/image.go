package twiliotest

import (
	"maps"
	"reflect"
	"slices"
)

// image knows what of the state has been written, and so what has changed since. It is used with
// tw.mu held.
type image struct {
	kinds   *imageKinds
	records []map[uintptr]*imageRecord // by the number of their kind
	last    uint64                     // number of a record
	known   int                        // records
	met     int                        // of which this many were, in the last round
	round   uint64
	queue   []imageVisit
}

// imageRecord is a record that has been written. What it was then keeps it in memory, so that no
// other comes to be where it was.
type imageRecord struct {
	id    uint64
	round uint64        // in which it was looked at last
	of    reflect.Value // the pointer to it
	was   reflect.Value // when it was written, invalid if it has not been
	deep  []reflect.Value
	// shallow says that nothing is in what is deep, so that it cannot change unless the record's memory
	// does.
	shallow bool
}

type imageVisit struct {
	kind *recordKind
	e    *imageRecord
}

func newImage(kinds *imageKinds) *image {
	im := &image{kinds: kinds, records: make([]map[uintptr]*imageRecord, len(kinds.records))}
	for i := range im.records {
		im.records[i] = map[uintptr]*imageRecord{}
	}
	return im
}

// record returns what is known of a record, which is given a number if it is new.
func (im *image) record(kind *recordKind, p reflect.Value) *imageRecord {
	e := im.records[kind.number][p.Pointer()]
	if e == nil {
		im.last, im.known = im.last+1, im.known+1
		// p may be the place that points to the record, which can come to point to another.
		e = &imageRecord{id: im.last, of: reflect.NewAt(kind.typ, p.UnsafePointer())}
		im.records[kind.number][p.Pointer()] = e
	}
	return e
}

// changes returns the records that have changed since it was called last, nil if none has. All are
// looked at that can be reached from the root: that costs some 200 ns for each, and whoever changes
// one need not say so.
func (im *image) changes(root *stored) []byte {
	im.round, im.met = im.round+1, 0
	w := &imageWriter{image: im}
	visit := func(kind *recordKind, p reflect.Value) {
		if e := im.record(kind, p); e.round != im.round {
			e.round, im.met = im.round, im.met+1
			im.queue = append(im.queue, imageVisit{kind, e})
		}
	}
	visit(im.kinds.records[0], reflect.ValueOf(root))
	for len(im.queue) > 0 {
		next := im.queue[len(im.queue)-1]
		im.queue = im.queue[:len(im.queue)-1]
		v, isNew := next.e.of.Elem(), !next.e.was.IsValid()
		if changed := next.kind.changed(v, next.e); isNew || len(changed) > 0 {
			w.record(next.kind, v, next.e, changed)
			next.kind.note(v, next.e, changed)
		}
		if next.kind.known.refers {
			next.kind.each(v, visit)
		}
	}
	im.forget()
	return w.out
}

// forget lets go of records that nothing points to any more, once they are many.
func (im *image) forget() {
	const few = 1000
	if im.known <= 2*im.met+few {
		return
	}
	for _, records := range im.records {
		maps.DeleteFunc(records, func(_ uintptr, e *imageRecord) bool { return e.round != im.round })
	}
	im.known = im.met
}

// imageWriter writes what has changed.
type imageWriter struct {
	image *image
	out   []byte
}

// record writes the fields of a record that have changed.
func (w *imageWriter) record(kind *recordKind, v reflect.Value, e *imageRecord, changed []int) {
	w.uint(uint64(kind.number))
	w.uint(e.id)
	w.uint(uint64(len(changed)))
	for _, i := range changed {
		f := &kind.fields[i]
		w.uint(uint64(i))
		var was reflect.Value
		if e.was.IsValid() && f.deep {
			was = e.deep[f.deepAt]
		}
		f.kind.write(w, f.in(v), was)
	}
}

// dictionary is what the file's records are made of: the structs' names, and the names and kinds of
// their fields, in the order in which they are written.
func (k *imageKinds) dictionary() []byte {
	w := &imageWriter{}
	w.uint(uint64(len(k.records)))
	for _, s := range k.all() {
		w.string(s.String())
		w.uint(uint64(len(s.fields)))
		for _, f := range s.fields {
			w.string(f.name)
			w.string(f.kind.String())
		}
	}
	return w.out
}

// all returns the structs, first those that are records.
func (k *imageKinds) all() []*structKind {
	list := make([]*structKind, 0, len(k.records)+len(k.structs))
	for _, r := range k.records {
		list = append(list, &r.structKind)
	}
	return slices.Concat(list, k.structs)
}
