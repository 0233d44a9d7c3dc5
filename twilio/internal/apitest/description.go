package apitest

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// here is the folder of the package under test.
var here = os.DirFS(".")

// Shared reads a file of the API's description, which is kept beside the repository. $SHARED
// says where else it is. A test that needs it is skipped where there is none.
func Shared(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("SHARED")
	if dir == "" {
		dir = filepath.Join(root(t), "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Skip(err)
	}
	return b
}

// root is the folder of the module.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the package")
		}
		dir = parent
	}
}

// description is what the API's description says of a product.
type description struct {
	Operations []struct {
		ID, Method, Path string
		Parameters       []struct{ Name, In string }
	}
	Resources map[string]resource
}

// resource is what the description says of a resource: its properties, or the shapes that it can
// have.
type resource struct {
	Properties map[string]json.RawMessage
	OneOf      []resource
}

// fields returns the names of all properties, of whatever shape.
func (r resource) fields() []string {
	names := map[string]bool{}
	for name := range r.Properties {
		names[name] = true
	}
	for _, shape := range r.OneOf {
		for _, name := range shape.fields() {
			names[name] = true
		}
	}
	return slices.Collect(maps.Keys(names))
}

func describe(t *testing.T, product string) description {
	t.Helper()
	var d description
	if err := json.Unmarshal(Shared(t, "api/"+product+".json"), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// Beyond is a value for [Structs] whose type has fields that the description does not give this
// resource or operation, for the reason that the caller writes beside it.
func Beyond(v any, names ...string) any { return beyond{v, names} }

type beyond struct {
	value any
	names []string
}

// Structs holds the fields of a package's types against the API's description, both ways.
// resources has a value for every resource of the product by its name there, params one for
// every operation that has parameters beside the path's and headers.
func Structs(t *testing.T, product string, resources, params map[string]any) {
	t.Helper()
	api := describe(t, product)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(api.Resources)), slices.Sorted(maps.Keys(resources))); diff != "" {
		t.Errorf("%s: resources (-API +here):\n%s", product, diff)
	}
	for name, v := range resources {
		compare(t, name, api.Resources[name].fields(), v)
	}
	known := map[string]bool{}
	for _, o := range api.Operations {
		known[o.ID] = true
		var want []string
		for _, p := range o.Parameters {
			if p.In != "path" && p.In != "header" {
				want = append(want, p.Name)
			}
		}
		v := params[o.ID]
		if v == nil {
			if len(want) > 0 {
				t.Errorf("%s has no parameters here", o.ID)
			}
			continue
		}
		compare(t, o.ID, want, v)
	}
	for id := range params {
		if !known[id] {
			t.Errorf("%s has no operation %s", product, id)
		}
	}
}

func compare(t *testing.T, name string, want []string, v any) {
	t.Helper()
	if b, ok := v.(beyond); ok {
		v, want = b.value, append(want, b.names...)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, tags(reflect.TypeOf(v)), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s %T (-API +here):\n%s", name, v, diff)
	}
}

// tags returns the names that a struct's fields have on the wire, sorted.
func tags(typ reflect.Type) []string {
	names := []string{}
	for _, f := range reflect.VisibleFields(typ) {
		for _, key := range []string{"json", "url"} {
			if name, _, _ := strings.Cut(f.Tag.Get(key), ","); name != "" && name != "-" {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// One returns a maker of what a sample of a single resource is read into.
func One[T any]() func() any { return func() any { return new(T) } }

// Page returns a maker of what a sample of a list is read into. key is the list's name.
func Page[T any](key string) func() any {
	return page[T](key, reflect.StructField{Name: "Meta", Type: reflect.TypeFor[Meta](), Tag: `json:"meta"`})
}

// Page2010 is [Page] for the 2010 API.
func Page2010[T any](key string) func() any {
	return page[T](key, reflect.StructField{Name: "Meta2010", Type: reflect.TypeFor[Meta2010](), Anonymous: true})
}

func page[T any](key string, rest reflect.StructField) func() any {
	t := reflect.StructOf([]reflect.StructField{
		{Name: "Items", Type: reflect.TypeFor[[]*T](), Tag: reflect.StructTag(`json:"` + key + `"`)}, rest,
	})
	return func() any { return reflect.New(t).Interface() }
}

// Meta2010 is what a page of the 2010 API says of itself.
type Meta2010 struct {
	FirstPageURI    string `json:"first_page_uri"`
	NextPageURI     string `json:"next_page_uri"`
	PreviousPageURI string `json:"previous_page_uri"`
	URI             string `json:"uri"`
	Page            int    `json:"page"`
	PageSize        int    `json:"page_size"`
	Start           int    `json:"start"`
	End             int    `json:"end"`
}

// Meta is what a page of the other APIs says of itself.
type Meta struct {
	Page            int    `json:"page"`
	PageSize        int    `json:"page_size"`
	FirstPageURL    string `json:"first_page_url"`
	PreviousPageURL string `json:"previous_page_url"`
	NextPageURL     string `json:"next_page_url"`
	URL             string `json:"url"`
	Key             string `json:"key"`
}

// Samples reads every sample answer of a product into what the package has for its operation,
// and reports what has no field there.
func Samples(t *testing.T, product string, into map[string]func() any) {
	t.Helper()
	var samples []struct {
		Operation, Name string
		Value           json.RawMessage
	}
	if err := json.Unmarshal(Shared(t, "api/examples/"+product+".json"), &samples); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range samples {
		if string(s.Value) == "null" {
			continue
		}
		if into[s.Operation] == nil {
			t.Errorf("%s %s: there is no type for this sample", product, s.Operation)
			continue
		}
		seen[s.Operation] = true
		v := into[s.Operation]()
		d := json.NewDecoder(bytes.NewReader(s.Value))
		d.DisallowUnknownFields()
		if err := d.Decode(v); err != nil {
			t.Errorf("%s %s %s: %v", product, s.Operation, s.Name, err)
		}
		if members := kept(reflect.ValueOf(v), s.Operation); members != nil {
			t.Errorf("%s %s: no field for %v", product, s.Name, members)
		}
	}
	for operation := range into {
		if !seen[operation] {
			t.Errorf("%s: there is no sample of %s", product, operation)
		}
	}
}

// kept returns the members that the fields Extra and Other in v have taken in: a strict decoder
// does not see them.
func kept(v reflect.Value, path string) []string {
	var found []string
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			found = kept(v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			found = append(found, kept(v.Index(i), path)...)
		}
	case reflect.Struct:
		for f, field := range v.Fields() {
			switch {
			case !f.IsExported():
			case (f.Name == "Extra" || f.Name == "Other") && field.Kind() == reflect.Map:
				for _, name := range field.MapKeys() {
					found = append(found, path+"."+name.String())
				}
			default:
				found = append(found, kept(field, path+"."+f.Name)...)
			}
		}
	}
	return found
}
