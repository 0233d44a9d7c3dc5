package apitest

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Request is a row of [Requests]: a call, and the one request that it is to send.
type Request[S any] struct {
	// Call's first result is not looked at: it lets a call be returned as it stands.
	Call func(context.Context, S) (any, error)
	// Method is the verb.
	Method string
	// URL is the path and the query. What comes before is the same for all rows.
	URL string
	// Body is the form as it is sent, sorted, or the JSON where it starts with a brace.
	Body string
	// Header holds the headers, beside those of every call, that are to be sent.
	Header http.Header
	// Answer is the body of the answer, where the table's does not fit.
	Answer string
}

// Requests carries out every row on a wire of its own and compares what was sent. A row's name is
// the method that it calls, such as "MessageService.Create", and may go on after a space.
// Every exported method of the package under test that takes a context is to have a row, and
// every operation of the products is to be called by one.
//
// prefix is what all URLs begin with, such as https://chat.twilio.com, and answer the body of
// every answer: an object with the lists that the package reads, all empty.
func Requests[S any](
	t *testing.T, products []string, prefix, answer string,
	service func(*twilio.Client) S, rows map[string]Request[S],
) {
	t.Helper()
	Sends(t, prefix, answer, service, rows)
	var calls []called
	for _, row := range rows {
		calls = append(calls, newCalled(row.Method, prefix+row.URL))
	}
	t.Run("every method has a row", func(t *testing.T) {
		t.Parallel()
		tested := map[string]bool{}
		for name := range rows {
			method, _, _ := strings.Cut(name, " ")
			tested[method] = true
		}
		for _, method := range methods(t) {
			if !tested[method] {
				t.Errorf("%s has no row", method)
			}
			delete(tested, method)
		}
		for method := range tested {
			t.Errorf("there is no method %s", method)
		}
	})
	t.Run("every operation has a row", func(t *testing.T) {
		t.Parallel()
		for _, product := range products {
			for _, o := range describe(t, product).Operations {
				if !slices.ContainsFunc(calls, func(c called) bool { return c.is(o.Method, o.Path) }) {
					t.Errorf("%s: no row sends %s %s", product, o.Method, o.Path)
				}
			}
		}
	})
}

// Sends is [Requests] for rows that need not be all, nor have the names of methods.
func Sends[S any](
	t *testing.T, prefix, answer string, service func(*twilio.Client) S, rows map[string]Request[S],
) {
	t.Helper()
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &Wire{Answer: answer}
			if row.Answer != "" {
				w.Answer = row.Answer
			}
			if _, err := row.Call(t.Context(), service(w.Client())); err != nil {
				t.Fatal(err)
			}
			want := []Sent{{Method: row.Method, URL: prefix + row.URL, Body: row.Body, Header: row.Header}}
			if strings.HasPrefix(row.Body, "{") {
				want[0].Type = "application/json"
			}
			got := w.Sent()
			for i := range got {
				got[i].Header = only(got[i].Header, row.Header)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

// only returns the headers that are wanted, nil if there are none.
func only(h, wanted http.Header) http.Header {
	var kept http.Header
	for name := range wanted {
		if v := h.Values(name); v != nil {
			if kept == nil {
				kept = http.Header{}
			}
			kept[http.CanonicalHeaderKey(name)] = v
		}
	}
	return kept
}

// called is the verb and the segments of a path that a row sends.
type called struct {
	method   string
	segments []string
}

func newCalled(method, address string) called {
	c := called{method: method}
	path, _, _ := strings.Cut(address, "?")
	if _, rest, ok := strings.Cut(path, "://"); ok {
		path = rest[strings.IndexByte(rest+"/", '/'):]
	}
	for segment := range strings.SplitSeq(path, "/") {
		if s, err := url.PathUnescape(segment); err == nil {
			segment = s
		}
		c.segments = append(c.segments, segment)
	}
	return c
}

// is reports whether the call is of the operation with this verb and path. A name in braces
// stands for a value, which is never a word of the path itself.
func (c called) is(method, path string) bool {
	pattern := strings.Split(path, "/")
	if method != c.method || len(pattern) != len(c.segments) {
		return false
	}
	for i, want := range pattern {
		before, suffix, variable := strings.Cut(want, "{")
		if _, after, ok := strings.Cut(suffix, "}"); variable && ok {
			if v, ok := strings.CutSuffix(strings.TrimPrefix(c.segments[i], before), after); !ok || v == "" {
				return false
			}
			continue
		}
		if c.segments[i] != want {
			return false
		}
	}
	return true
}

// methods returns the exported methods, of the package in the current folder, whose first
// parameter is a context: "Type.Method".
func methods(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(here, "*.go")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || !f.Name.IsExported() || !takesContext(f) {
				continue
			}
			if receiver := typeName(f.Recv.List[0].Type); ast.IsExported(receiver) {
				found = append(found, receiver+"."+f.Name.Name)
			}
		}
	}
	return found
}

func takesContext(f *ast.FuncDecl) bool {
	if len(f.Type.Params.List) == 0 {
		return false
	}
	s, ok := f.Type.Params.List[0].Type.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Context"
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
