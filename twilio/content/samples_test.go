package content_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	apitest.Samples(t, "content_v1", map[string]func() any{
		"FetchApprovalFetch":      apitest.One[content.Approvals](),
		"FetchContent":            apitest.One[content.Template](),
		"ListContent":             apitest.Page[content.Template]("contents"),
		"ListContentAndApprovals": apitest.Page[content.TemplateWithApproval]("contents"),
		"ListLegacyContent":       apitest.Page[content.LegacyTemplate]("contents"),
	})
	apitest.Samples(t, "content_v2", map[string]func() any{
		"ListContent": apitest.Page[content.Template]("contents"),
	})
}

func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	apitest.Structs(t, "content_v1", map[string]any{
		"content.v1.content":               content.Template{},
		"content.v1.content_and_approvals": content.TemplateWithApproval{},
		"content.v1.legacy_content":        content.LegacyTemplate{},
		// A type and flows are in the answers of fetches only.
		"content.v1.content.approval_create": apitest.Beyond(content.Approval{}, "type", "flows"),
		"content.v1.content.approval_fetch":  content.Approvals{},
	}, map[string]any{
		"CreateContent": content.CreateTemplateParams{}, "UpdateContent": content.UpdateTemplateParams{},
		"CreateApprovalCreate": content.CreateApprovalParams{},
		"ListContent":          content.ListTemplatesParams{}, "ListContentAndApprovals": content.ListTemplatesParams{},
		"ListLegacyContent": content.ListTemplatesParams{},
	})
	apitest.Structs(t, "content_v2", map[string]any{
		"content.v1.content":               content.Template{},
		"content.v1.content_and_approvals": content.TemplateWithApproval{},
	}, map[string]any{
		"ListContent": content.SearchTemplatesParams{}, "ListContentAndApprovals": content.SearchTemplatesParams{},
	})
}

// description is the part of the API's description that the test below holds the package to.
type description struct {
	Operations []struct {
		Parameters []struct {
			Name       string
			Properties map[string]schema
		}
	}
}

type schema struct {
	Properties map[string]schema
	Items      *schema
}

// TestTypesAreThoseOfTheAPI holds the content types, down to the last button, against the API's
// description. The API's documentation has a few fields more, and those are named here.
func TestTypesAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	var api description
	if err := json.Unmarshal(apitest.Shared(t, "api/content_v1.json"), &api); err != nil {
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
