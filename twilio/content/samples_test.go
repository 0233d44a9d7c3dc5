package content_test

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

	"github.com/twiliokit/twiliokit/twilio/content"
)

// shared reads a file of the API's description, which is kept beside the repository. $SHARED
// says where else it is. A test that needs it is skipped where there is none.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Skip(err)
	}
	return b
}

// strict decodes a sample and refuses fields that the type does not have.
func strict(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// kept returns the fields Extra and Other in v that hold something. A strict decoder does not
// see what they take in.
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
			case f.Name == "Extra" || f.Name == "Other":
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

type page[T any] struct {
	Contents []T `json:"contents"`
	Meta     struct {
		Page            int    `json:"page"`
		PageSize        int    `json:"page_size"`
		FirstPageURL    string `json:"first_page_url"`
		PreviousPageURL string `json:"previous_page_url"`
		NextPageURL     string `json:"next_page_url"`
		URL             string `json:"url"`
		Key             string `json:"key"`
	} `json:"meta"`
}

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	for product, into := range map[string]map[string]func() any{
		"content_v1": {
			"FetchApprovalFetch":      func() any { return new(content.Approvals) },
			"FetchContent":            func() any { return new(content.Template) },
			"ListContent":             func() any { return new(page[content.Template]) },
			"ListContentAndApprovals": func() any { return new(page[content.TemplateWithApproval]) },
			"ListLegacyContent":       func() any { return new(page[content.LegacyTemplate]) },
		},
		"content_v2": {
			"ListContent": func() any { return new(page[content.Template]) },
		},
	} {
		var samples []struct {
			Operation, Name string
			Value           json.RawMessage
		}
		if err := json.Unmarshal(shared(t, "api/examples/"+product+".json"), &samples); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, s := range samples {
			if into[s.Operation] == nil {
				t.Errorf("%s %s: there is no type for this sample", product, s.Operation)
				continue
			}
			seen[s.Operation] = true
			v := into[s.Operation]()
			if err := strict(s.Value, v); err != nil {
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
}

// description is the part of the API's description that the tests below hold the package to.
type description struct {
	Operations []struct {
		ID         string
		Parameters []struct {
			Name, In   string
			Properties map[string]schema
		}
	}
	Resources map[string]schema
}

type schema struct {
	Properties map[string]schema
	Items      *schema
	Enum       []string
}

// TestStructsAreThoseOfTheAPI holds the fields of resources and parameters against the API's
// description, both ways.
func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	for product, structs := range map[string]struct{ resources, params map[string]any }{
		"content_v1": {
			map[string]any{
				"content.v1.content":                content.Template{},
				"content.v1.content_and_approvals":  content.TemplateWithApproval{},
				"content.v1.legacy_content":         content.LegacyTemplate{},
				"content.v1.content.approval_fetch": content.Approvals{},
			},
			map[string]any{
				"CreateContent": content.CreateTemplateParams{}, "UpdateContent": content.UpdateTemplateParams{},
				"CreateApprovalCreate": content.CreateApprovalParams{},
				"ListContent":          content.ListTemplatesParams{}, "ListContentAndApprovals": content.ListTemplatesParams{},
				"ListLegacyContent": content.ListTemplatesParams{},
			},
		},
		"content_v2": {
			map[string]any{
				"content.v1.content":               content.Template{},
				"content.v1.content_and_approvals": content.TemplateWithApproval{},
			},
			map[string]any{
				"ListContent": content.SearchTemplatesParams{}, "ListContentAndApprovals": content.SearchTemplatesParams{},
			},
		},
	} {
		var api description
		if err := json.Unmarshal(shared(t, "api/"+product+".json"), &api); err != nil {
			t.Fatal(err)
		}
		for name, v := range structs.resources {
			want := slices.Sorted(maps.Keys(api.Resources[name].Properties))
			if diff := cmp.Diff(want, tags(reflect.TypeOf(v))); diff != "" {
				t.Errorf("%T (-API +here):\n%s", v, diff)
			}
		}
		for _, o := range api.Operations {
			want := []string{}
			for _, p := range o.Parameters {
				if p.In != "path" {
					want = append(want, p.Name)
				}
			}
			v := structs.params[o.ID]
			if v == nil {
				if len(want) > 0 {
					t.Errorf("%s has no parameters here", o.ID)
				}
				continue
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, tags(reflect.TypeOf(v))); diff != "" {
				t.Errorf("%s %T (-API +here):\n%s", o.ID, v, diff)
			}
		}
	}
}

// TestTypesAreThoseOfTheAPI holds the content types, down to the last button, against the API's
// description. The API's documentation has a few fields more, and those are named here.
func TestTypesAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	var api description
	if err := json.Unmarshal(shared(t, "api/content_v1.json"), &api); err != nil {
		t.Fatal(err)
	}
	more := []string{"types.twilio/card.body"}
	checked := 0
	for _, o := range api.Operations {
		for _, p := range o.Parameters {
			if p.Name == "types" {
				checked++
				compare(t, schema{Properties: p.Properties}, reflect.TypeFor[content.Types](), p.Name, more)
			}
		}
	}
	if checked != 2 {
		t.Errorf("%d operations take types, want 2", checked)
	}
}

func compare(t *testing.T, s schema, typ reflect.Type, path string, more []string) {
	t.Helper()
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if s.Items != nil {
		compare(t, *s.Items, typ, path, more)
		return
	}
	if s.Properties == nil {
		return
	}
	here := map[string]reflect.Type{}
	for f := range typ.Fields() {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "-" {
			here[name] = f.Type
		}
	}
	for name, property := range s.Properties {
		if here[name] == nil {
			t.Errorf("%s.%s is missing from %v", path, name, typ)
			continue
		}
		compare(t, property, here[name], path+"."+name, more)
	}
	if strings.HasSuffix(path, ".actions") {
		return // one struct serves all kinds of buttons
	}
	for name := range here {
		if _, ok := s.Properties[name]; !ok && !slices.Contains(more, path+"."+name) {
			t.Errorf("%s.%s of %v is not in the API", path, name, typ)
		}
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
