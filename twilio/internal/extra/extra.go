// Package extra reads and writes JSON objects whose members a struct knows in part. A struct with
// a field Extra for the rest calls it from its MarshalJSON and UnmarshalJSON.
package extra

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
)

// Marshal writes a struct as an object with the members of more in it. One of more's takes the
// place of one of the struct's.
func Marshal[K ~string, V any](known any, more map[K]V) ([]byte, error) {
	b, err := json.Marshal(known)
	if err != nil || len(more) == 0 {
		return b, err
	}
	var all map[K]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, err
	}
	for name, v := range more {
		if all[name], err = json.Marshal(v); err != nil {
			return nil, err
		}
	}
	return json.Marshal(all)
}

// Unmarshal reads an object into the struct that known points to, and the members that it has no
// field for into more.
func Unmarshal(b []byte, known any, more *map[string]json.RawMessage) error {
	if err := json.Unmarshal(b, known); err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	t := reflect.TypeOf(known).Elem()
	maps.DeleteFunc(all, func(name string, _ json.RawMessage) bool {
		for f := range t.Fields() {
			if strings.EqualFold(name, Name(f)) { // as encoding/json matches them
				return true
			}
		}
		return false
	})
	*more = nil
	if len(all) > 0 {
		*more = all
	}
	return nil
}

// Name returns the name of a field in JSON, "" if it has none.
func Name(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "-" {
		return ""
	}
	return name
}
