package twiliotest

import "reflect"

// refKind is a pointer to a record.
type refKind struct{ to *recordKind }

func (k refKind) String() string                      { return "*" + k.to.typ.String() }
func (refKind) copy(v, _ reflect.Value) reflect.Value { return v }
func (refKind) traits() traits                        { return traits{refers: true} }
func (refKind) same(now, was reflect.Value) bool      { return now.UnsafePointer() == was.UnsafePointer() }

func (k refKind) each(v reflect.Value, visit func(*recordKind, reflect.Value)) {
	if !v.IsNil() {
		visit(k.to, v)
	}
}

func (k refKind) write(w *imageWriter, now, _ reflect.Value) {
	if now.IsNil() {
		w.uint(0)
		return
	}
	w.uint(w.image.record(k.to, now).id)
}

func (k refKind) read(r *imageReader, into reflect.Value) {
	if id := r.uint(); id == 0 {
		into.SetZero()
	} else if p := r.record(k.to, id); p.IsValid() {
		into.Set(p)
	}
}

// pointerKind is a pointer to a value that nothing else points to.
type pointerKind struct {
	typ  reflect.Type
	elem imageKind
}

func (k *pointerKind) String() string { return "*" + k.elem.String() }
func (k *pointerKind) traits() traits { return traits{refers: k.elem.traits().refers, deep: true} }

func (k *pointerKind) same(now, was reflect.Value) bool {
	if now.IsNil() || was.IsNil() {
		return now.IsNil() == was.IsNil()
	}
	return k.elem.same(now.Elem(), was.Elem())
}

func (k *pointerKind) copy(v, _ reflect.Value) reflect.Value {
	if v.IsNil() {
		return reflect.Zero(k.typ) // and not v, which is where it may change
	}
	c := reflect.New(k.typ.Elem())
	c.Elem().Set(k.elem.copy(v.Elem(), reflect.Value{}))
	return c
}

func (k *pointerKind) write(w *imageWriter, now, _ reflect.Value) {
	if w.bool(!now.IsNil()); !now.IsNil() {
		k.elem.write(w, now.Elem(), reflect.Value{})
	}
}

func (k *pointerKind) read(r *imageReader, into reflect.Value) {
	if !r.bool() {
		into.SetZero()
		return
	}
	p := reflect.New(k.typ.Elem())
	k.elem.read(r, p.Elem())
	into.Set(p.Convert(k.typ))
}

func (k *pointerKind) each(v reflect.Value, visit func(*recordKind, reflect.Value)) {
	if !v.IsNil() {
		k.elem.each(v.Elem(), visit)
	}
}

// sliceKind is a slice. Of one that has grown only what is new is written.
type sliceKind struct {
	typ  reflect.Type
	elem imageKind
}

func (k *sliceKind) String() string { return "[]" + k.elem.String() }
func (k *sliceKind) traits() traits { return traits{refers: k.elem.traits().refers, deep: true} }

func (k *sliceKind) same(now, was reflect.Value) bool {
	n := now.Len()
	return n == was.Len() && now.IsNil() == was.IsNil() && k.prefix(now, was) == n
}

// prefix returns how many entries at the beginning are the same.
func (k *sliceKind) prefix(now, was reflect.Value) int {
	n := min(now.Len(), was.Len())
	for i := range n {
		if !k.elem.same(now.Index(i), was.Index(i)) {
			return i
		}
	}
	return n
}

func (k *sliceKind) copy(v, was reflect.Value) reflect.Value {
	if v.IsNil() {
		return reflect.Zero(k.typ) // and not v, which is where it may change
	}
	c := reflect.MakeSlice(k.typ, 0, v.Len())
	if was.IsValid() {
		c = was.Slice(0, k.prefix(v, was))
	}
	from := c.Len()
	if c = reflect.AppendSlice(c, v.Slice(from, v.Len())); k.elem.traits().deep {
		for i := from; i < v.Len(); i++ {
			c.Index(i).Set(k.elem.copy(v.Index(i), reflect.Value{}))
		}
	}
	return c
}

func (k *sliceKind) write(w *imageWriter, now, was reflect.Value) {
	if w.bool(!now.IsNil()); now.IsNil() {
		return
	}
	from := 0
	if was.IsValid() {
		from = k.prefix(now, was)
	}
	w.uint(uint64(from))
	w.uint(uint64(now.Len() - from))
	for i := from; i < now.Len(); i++ {
		k.elem.write(w, now.Index(i), reflect.Value{})
	}
}

func (k *sliceKind) read(r *imageReader, into reflect.Value) {
	if !r.bool() {
		into.SetZero()
		return
	}
	from, count := r.uint(), r.count()
	if from > uint64(into.Len()) {
		r.fail("a list is shorter than it was")
		return
	}
	list := into.Slice(0, int(from))
	if into.IsNil() {
		list = reflect.MakeSlice(k.typ, 0, 0)
	}
	for range count {
		entry := reflect.New(k.typ.Elem()).Elem()
		if k.elem.read(r, entry); r.err != nil {
			return
		}
		list = reflect.Append(list, entry)
	}
	into.Set(list)
}

func (k *sliceKind) each(v reflect.Value, visit func(*recordKind, reflect.Value)) {
	for i := range v.Len() {
		k.elem.each(v.Index(i), visit)
	}
}

// mapKind is a map. Of one that changes only the entries are written that do.
type mapKind struct {
	typ       reflect.Type
	key, elem imageKind
}

func (k *mapKind) String() string { return "map[" + k.key.String() + "]" + k.elem.String() }

func (k *mapKind) traits() traits {
	return traits{refers: k.key.traits().refers || k.elem.traits().refers, deep: true}
}

func (k *mapKind) same(now, was reflect.Value) bool {
	if now.Len() != was.Len() || now.IsNil() != was.IsNil() {
		return false
	}
	for entries := now.MapRange(); entries.Next(); {
		if old := was.MapIndex(entries.Key()); !old.IsValid() || !k.elem.same(entries.Value(), old) {
			return false
		}
	}
	return true
}

func (k *mapKind) copy(v, was reflect.Value) reflect.Value {
	if v.IsNil() {
		return reflect.Zero(k.typ) // and not v, which is where it may change
	}
	if !was.IsValid() || was.IsNil() {
		was = reflect.MakeMapWithSize(k.typ, v.Len())
	}
	gone, set := k.changes(v, was)
	for _, key := range gone {
		was.SetMapIndex(key, reflect.Value{})
	}
	for _, key := range set {
		was.SetMapIndex(key, k.elem.copy(v.MapIndex(key), reflect.Value{}))
	}
	return was
}

// changes returns the keys of entries that are no more, and of those that are new or others.
func (k *mapKind) changes(now, was reflect.Value) (gone, set []reflect.Value) {
	for entries := now.MapRange(); entries.Next(); {
		if old := was.MapIndex(entries.Key()); !old.IsValid() || !k.elem.same(entries.Value(), old) {
			set = append(set, entries.Key())
		}
	}
	for entries := was.MapRange(); entries.Next(); {
		if !now.MapIndex(entries.Key()).IsValid() {
			gone = append(gone, entries.Key())
		}
	}
	return gone, set
}

func (k *mapKind) write(w *imageWriter, now, was reflect.Value) {
	if w.bool(!now.IsNil()); now.IsNil() {
		return
	}
	if !was.IsValid() || was.IsNil() {
		was = reflect.MakeMap(k.typ)
	}
	gone, set := k.changes(now, was)
	w.uint(uint64(len(gone)))
	for _, key := range gone {
		k.key.write(w, key, reflect.Value{})
	}
	w.uint(uint64(len(set)))
	for _, key := range set {
		k.key.write(w, key, reflect.Value{})
		k.elem.write(w, now.MapIndex(key), reflect.Value{})
	}
}

func (k *mapKind) read(r *imageReader, into reflect.Value) {
	if !r.bool() {
		into.SetZero()
		return
	}
	if into.IsNil() {
		into.Set(reflect.MakeMap(k.typ))
	}
	key := func() reflect.Value {
		v := reflect.New(k.typ.Key()).Elem()
		k.key.read(r, v)
		return v
	}
	for range r.count() {
		if name := key(); r.err == nil {
			into.SetMapIndex(name, reflect.Value{})
		}
	}
	for range r.count() {
		name, entry := key(), reflect.New(k.typ.Elem()).Elem()
		if k.elem.read(r, entry); r.err != nil {
			return
		}
		into.SetMapIndex(name, entry)
	}
}

func (k *mapKind) each(v reflect.Value, visit func(*recordKind, reflect.Value)) {
	keys, elems := k.key.traits().refers, k.elem.traits().refers
	for entries := v.MapRange(); entries.Next(); {
		if keys {
			k.key.each(entries.Key(), visit)
		}
		if elems {
			k.elem.each(entries.Value(), visit)
		}
	}
}
