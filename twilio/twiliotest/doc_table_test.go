package twiliotest_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

var update = flag.Bool("update", false, "write the documentation's table of operations anew")

const tableFile = "doc.go"

// endpoint is an operation: a method at a path of a product.
type endpoint struct{ product, method, path string }

// verbs are what the table calls methods at a collection, and at an entry of one.
var verbs = []struct {
	name, method string
	entry        bool
}{
	{"create", http.MethodPost, false},
	{"list", http.MethodGet, false},
	{"fetch", http.MethodGet, true},
	{"update", http.MethodPost, true},
	{"replace", http.MethodPut, true},
	{"delete", http.MethodDelete, true},
}

// undescribed are the operations that the API's description leaves out.
var undescribed = []endpoint{
	{"mcs", http.MethodPost, "/v1/Services/{ServiceSid}/Media"},
	{"mcs", http.MethodGet, "/v1/Services/{ServiceSid}/Media/{Sid}"},
	{"mcs", http.MethodGet, "/v1/Services/{ServiceSid}/Media/{Sid}/Content"},
	{"oauth", http.MethodPost, "/v2/token"},
}

// tableRow is a row of the documentation's table: a product, a path and what can be done there.
var tableRow = regexp.MustCompile(`(?m)^//\t(\S+) +(/\S+) +(.+)$`)

// documented returns the table's rows: what is said to be emulated, by product and path.
func documented(t *testing.T) map[endpoint][]string {
	t.Helper()
	source, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[endpoint][]string{}
	for _, row := range tableRow.FindAllStringSubmatch(string(source), -1) {
		rows[endpoint{product: row[1], path: row[2]}] = strings.Fields(row[3])
	}
	if len(rows) < 20 {
		t.Fatalf("the table has %d rows", len(rows))
	}
	return rows
}

// said returns the operations that a row names.
func (e endpoint) said(words []string) []endpoint {
	var list []endpoint
	for _, word := range words {
		o := endpoint{e.product, word, e.path} // a method, where the path is no collection
		for _, v := range verbs {
			if v.name == word {
				o.method = v.method
				if v.entry {
					o.path += "/{Sid}"
				}
			}
		}
		list = append(list, o)
	}
	return list
}

// emulated reports whether the emulator has an operation: whether it answers with anything but that
// it has not.
func (e endpoint) emulated(t *testing.T, tw *twiliotest.Twilio) bool {
	t.Helper()
	path := e.path
	if e.product == "api" {
		path = regexp.MustCompile(`/Accounts/{\w+}`).ReplaceAllString(path, "/Accounts/"+tw.AccountSID()) + ".json"
	}
	path = regexp.MustCompile(`{\w+}`).ReplaceAllString(path, "XX00000000000000000000000000000001")
	r, err := http.NewRequestWithContext(t.Context(), e.method, "https://"+e.product+".twilio.com"+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
	resp, err := tw.HTTPClient().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode != http.StatusNotImplemented && resp.StatusCode != http.StatusMethodNotAllowed
}

// What the table says is emulated, and what it leaves out of its resources is not.
func TestTableOfOperationsIsTrue(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("it is being written")
	}
	tw := twiliotest.New(t)
	rows := documented(t)
	for row, words := range rows {
		if row.product == "chat" { // which had another name
			rows[endpoint{product: "ip-messaging", path: row.path}] = words
		}
	}
	for row, words := range rows {
		said := row.said(words)
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
			for _, path := range []string{row.path, row.path + "/{Sid}"} {
				e := endpoint{row.product, method, path}
				if _, another := rows[endpoint{product: row.product, path: path}]; another && path != row.path {
					continue
				}
				if got, want := e.emulated(t, tw), slices.Contains(said, e); got != want && !hidden(rows, e) {
					t.Errorf("%s %s %s: emulated %v, documented %v", e.product, method, path, got, want)
				}
			}
		}
	}
}

// hidden reports whether a path with a placeholder is also one of another row, such as
// /Content/{Sid} of /Content/…: then its answer says nothing.
func hidden(rows map[endpoint][]string, e endpoint) bool {
	for row, words := range rows {
		for _, o := range row.said(words) {
			if o.product == e.product && o.method == e.method && o.path != e.path && sameShape(o.path, e.path) {
				return true
			}
		}
	}
	return false
}

func sameShape(a, b string) bool {
	p, q := strings.Split(a, "/"), strings.Split(b, "/")
	return len(p) == len(q) && !slices.ContainsFunc(p, func(s string) bool {
		other := q[0]
		q = q[1:]
		return s != other && s[0] != '{' && other[0] != '{'
	})
}

// Every operation of the API's description is in the table if the emulator has it, and else not.
func TestTableOfOperationsIsComplete(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	all, have := described(t), map[endpoint]bool{}
	for _, e := range all {
		if e.emulated(t, tw) {
			have[e] = true
		}
	}
	got, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(got), tableHead)
	want := before + table(all, have)
	if *update {
		if err := os.WriteFile(tableFile, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s (-want +got), to be written by go test -run TableOfOperations -update:\n%s", tableFile, diff)
	}
}

// described returns the operations of all products.
func described(t *testing.T) []endpoint {
	t.Helper()
	list := slices.Clone(undescribed)
	for _, product := range []string{
		"api_v2010", "chat_v2", "chat_v3", "content_v1", "content_v2", "conversations_v1",
		"messaging_v1", "messaging_v2", "messaging_v3", "notify_v1",
	} {
		var d struct {
			Operations []struct{ Method, Path string }
		}
		if err := json.Unmarshal(apitest.Shared(t, filepath.Join("api", product+".json")), &d); err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(product, "_")
		for _, o := range d.Operations {
			path := o.Path
			if name == "api" {
				path = strings.TrimSuffix(path, ".json")
			}
			list = append(list, endpoint{name, o.Method, path})
		}
	}
	return list
}

// table returns the end of the file, with the table of those operations that the emulator has.
func table(all []endpoint, have map[endpoint]bool) string {
	collections := map[endpoint]bool{}
	for _, e := range all {
		if parent, ok := entryOf(e.path); ok {
			collections[endpoint{product: e.product, path: parent}] = true
		}
	}
	rows := map[endpoint][]string{}
	for e := range maps.Keys(have) {
		parent, entry := entryOf(e.path)
		if !entry {
			parent = e.path
		}
		row, word := endpoint{product: e.product, path: parent}, e.method
		if collections[row] {
			for _, v := range verbs {
				if v.method == e.method && v.entry == entry {
					word = v.name
				}
			}
		}
		rows[row] = append(rows[row], word)
	}
	lines := make([]string, 0, len(rows))
	for row, words := range rows {
		slices.SortFunc(words, func(a, b string) int { return rank(a) - rank(b) })
		lines = append(lines, fmt.Sprintf("//\t%-14s %-84s %s\n", row.product, row.path, strings.Join(words, " ")))
	}
	slices.Sort(lines)
	return tableHead + strings.Join(lines, "") + "package twiliotest\n"
}

func rank(word string) int {
	for i, v := range verbs {
		if v.name == word {
			return i
		}
	}
	return len(verbs) + int(word[0])
}

// entryOf returns the path of the collection that a path is an entry of.
func entryOf(path string) (string, bool) {
	i := strings.LastIndex(path, "/")
	return path[:i], strings.HasPrefix(path[i:], "/{")
}

const tableHead = `// # Every operation
//
// The table below has every operation that is emulated, by its host's first label and its path; a test
// holds it to the emulator. Where a path is a collection, list and create are of it, and fetch, update,
// replace and delete are of an entry. Chat is under ip-messaging, too. Paths of the 2010 API end in
// .json.
//
`
