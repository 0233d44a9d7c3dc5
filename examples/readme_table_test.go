package examples_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/notify"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

var update = flag.Bool("update", false, "write README's table anew")

// products are the entries to the client's packages, by the folder of each. The 2010 API's is the
// client itself.
func products(c *twilio.Client) map[string]any {
	return map[string]any{
		"twilio":               c,
		"twilio/chat":          chat.New(c),
		"twilio/content":       content.New(c),
		"twilio/conversations": conversations.New(c),
		"twilio/messaging":     messaging.New(c),
		"twilio/notify":        notify.New(c),
	}
}

// TestReadmeTable generates README's table of what is covered from the services themselves: it
// calls each method on the built-in Twilio, which answers 501 to what it does not have.
//
//	go test ./examples -run TestReadmeTable -update
func TestReadmeTable(t *testing.T) {
	t.Parallel()
	tw := twiliotest.Start() // not New, which would print all these calls if one of them surprises
	t.Cleanup(tw.Close)
	client := tw.Client(twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 1}))
	entries := products(client)
	folders, err := filepath.Glob("../twilio/*/api.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if name := "twilio/" + filepath.Base(filepath.Dir(folder)); entries[name] == nil {
			t.Errorf("%s is no entry of products", name)
		}
	}
	table := "| Resource | Methods | On the built-in Twilio |\n|---|---|---|\n"
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		w := walk{seen: map[reflect.Type]bool{}, name: name}
		w.visit(t, reflect.ValueOf(entries[name]), nil)
		table += w.table.String()
	}
	const begin, end = "<!-- table: written by go test ./examples -run TestReadmeTable -update -->\n", "<!-- end of table -->\n"
	b, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), begin)
	got, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("README.md has no place for the table")
	}
	if *update {
		if err := os.WriteFile("../README.md", []byte(before+begin+table+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(table, got); diff != "" {
		t.Errorf("README's table (-code +README), which -update writes anew:\n%s", diff)
	}
}

// walk goes through a package's services from its entry and writes a row for each.
type walk struct {
	name  string
	seen  map[reflect.Type]bool
	table strings.Builder
}

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
)

func (w *walk) visit(t *testing.T, v reflect.Value, path []string) {
	t.Helper()
	if w.seen[v.Type()] {
		return
	}
	w.seen[v.Type()] = true
	var verbs, emulated []string
	var below []func()
	for f, field := range v.Elem().Fields() {
		if f.IsExported() && isService(f.Type) {
			below = append(below, func() { w.visit(t, field, append(slices.Clone(path), f.Name)) })
		}
	}
	for m, method := range v.Methods() {
		switch {
		case m.Type.NumIn() > 1 && m.Type.In(1) == contextType:
			if base, ok := strings.CutSuffix(m.Name, "Page"); ok && v.MethodByName(base).IsValid() {
				continue // the same, a page at a time
			}
			verbs = append(verbs, m.Name)
			if isEmulated(t, method) {
				emulated = append(emulated, m.Name)
			}
		case m.Type.NumOut() == 1 && isService(m.Type.Out(0)):
			below = append(below, func() {
				w.visit(t, method.Call(arguments(t, method.Type()))[0], append(slices.Clone(path), m.Name))
			})
		}
	}
	if len(verbs) > 0 {
		answer := "no"
		switch {
		case len(emulated) == len(verbs):
			answer = "yes"
		case len(emulated) > 0:
			answer = strings.Join(emulated, ", ")
		}
		name := strings.Join(path, ".")
		if _, product, ok := strings.Cut(w.name, "/"); ok {
			name = strings.TrimSuffix(product+"."+name, ".")
		}
		fmt.Fprintf(&w.table, "| `%s` | %s | %s |\n", name, strings.Join(inOrder(verbs), ", "), answer)
	}
	for _, f := range below {
		f()
	}
}

// inOrder puts the verbs that most services have first, in the order of a resource's life.
func inOrder(verbs []string) []string {
	usual := []string{"Create", "Get", "List", "Update", "Delete"}
	slices.SortStableFunc(verbs, func(a, b string) int {
		place := func(s string) int {
			if i := slices.Index(usual, s); i >= 0 {
				return i
			}
			return len(usual)
		}
		return place(a) - place(b)
	})
	return verbs
}

// isService reports whether a type has methods that call the API, or leads to one that has.
func isService(typ reflect.Type) bool {
	if typ.Kind() != reflect.Pointer || typ.Elem().Kind() != reflect.Struct {
		return false
	}
	name := typ.Elem().Name()
	return strings.HasSuffix(name, "Service") || strings.HasSuffix(name, "API")
}

// arguments are values for a function's parameters: names for texts, empty structs, nothing for the
// rest.
func arguments(t *testing.T, typ reflect.Type) []reflect.Value {
	t.Helper()
	var in []reflect.Value
	for i := range typ.NumIn() {
		if typ.IsVariadic() && i == typ.NumIn()-1 {
			break
		}
		v := reflect.Zero(typ.In(i))
		switch {
		case typ.In(i) == contextType:
			v = reflect.ValueOf(t.Context())
		case v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct:
			v = reflect.New(v.Type().Elem())
		case v.Kind() == reflect.String:
			v = reflect.ValueOf("XX00000000000000000000000000000000").Convert(typ.In(i))
		}
		in = append(in, v)
	}
	return in
}

// isEmulated calls a method and reports whether the answer is other than 501.
func isEmulated(t *testing.T, method reflect.Value) bool {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%v: %v", method.Type(), r)
		}
	}()
	out := method.Call(arguments(t, method.Type()))
	last := out[len(out)-1]
	var err error
	switch {
	case last.Type() == errorType:
		err, _ = reflect.TypeAssert[error](last)
	case last.Kind() == reflect.Func:
		for _, second := range last.Seq2() {
			err, _ = reflect.TypeAssert[error](second)
			break
		}
	}
	e, ok := errors.AsType[*twilio.Error](err)
	return !ok || e.Status != http.StatusNotImplemented
}
