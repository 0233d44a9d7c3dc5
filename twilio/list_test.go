package twilio_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

const listPath = "/2010-04-01/Accounts/" + account + "/Messages.json"

// page is an answer with messages of these SIDs and a link to the next page.
func page(next string, sids ...string) string {
	items := make([]string, len(sids))
	for i, sid := range sids {
		items[i] = fmt.Sprintf(`{"sid":%q}`, sid)
	}
	link := "null"
	if next != "" {
		link = quote(next)
	}
	return `{"page":0,"messages":[` + strings.Join(items, ",") + `],"next_page_uri":` + link + `}`
}

// book answers with its pages by number, a second after they were asked for.
func book(pages ...string) func(int, *http.Request) (*http.Response, error) {
	return func(_ int, r *http.Request) (*http.Response, error) {
		select {
		case <-time.After(time.Second):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
		n := 0
		if v := r.URL.Query().Get("Page"); v != "" {
			if _, err := fmt.Sscan(v, &n); err != nil {
				return nil, err
			}
		}
		return reply(http.StatusOK, pages[n]), nil
	}
}

func next(n int) string { return fmt.Sprintf(listPath+"?PageSize=3&Page=%d&PageToken=PA%d", n, n) }

var threePages = []string{page(next(1), "a", "b", "c"), page(next(2), "d", "e", "f"), page("", "g")}

// heard ranges over a list and returns the SIDs that it yields, with "error" for an error.
func heard(seq func(func(*twilio.Message, error) bool)) []string {
	var got []string
	for m, err := range seq {
		switch {
		case err != nil && m != nil:
			got = append(got, "error and message")
		case err != nil:
			got = append(got, "error")
		default:
			got = append(got, m.SID)
		}
	}
	return got
}

func TestList(t *testing.T) {
	t.Parallel()
	first, foreign := listPath+"?PageSize=3", "https://evil.example:444"
	tests := map[string]struct {
		pages []string // in the order of requests
		want  []string
		urls  []string
	}{
		"three pages": {
			threePages, []string{"a", "b", "c", "d", "e", "f", "g"}, []string{first, next(1), next(2)},
		},
		"nothing":      {[]string{page("")}, nil, []string{first}},
		"null list":    {[]string{`{"messages":null}`}, nil, []string{first}},
		"null items":   {[]string{`{"messages":[null,{"sid":"a"},null]}`}, []string{"a"}, []string{first}},
		"other fields": {[]string{`{"end":1,"x":{"messages":[1]},"messages":[{"sid":"a"}],"start":0}`}, []string{"a"}, []string{first}},
		"empty pages go on": {
			[]string{page(next(1)), page(next(2)), page("", "a")}, []string{"a"}, []string{first, next(1), next(2)},
		},
		"foreign link": {
			[]string{page(foreign+next(1), "a"), page("", "b")}, []string{"a", "b"}, []string{first, next(1)},
		},
		"link without a scheme": {
			[]string{page("//evil.example"+next(1), "a"), page("", "b")}, []string{"a", "b"}, []string{first, next(1)},
		},
		"link with a password and a fragment": {
			[]string{page("https://u:p@evil.example"+next(1)+"#x", "a"), page("", "b")}, []string{"a", "b"}, []string{first, next(1)},
		},
		"link with escapes": {
			[]string{page("/a%2Fb/%C3%B8?To=%2B1&DateSent%3E=2008-01-02", "a"), page("", "b")}, []string{"a", "b"},
			[]string{first, "/a%2Fb/%C3%B8?To=%2B1&DateSent%3E=2008-01-02"},
		},
		"link without a query": {
			[]string{page("/elsewhere", "a"), page("", "b")}, []string{"a", "b"}, []string{first, "/elsewhere"},
		},
		"link to itself": {
			[]string{page(next(1), "a"), page(next(1), "b")}, []string{"a", "error"}, []string{first, next(1)},
		},
		"link that is none":     {[]string{page("http://%zz", "a")}, []string{"error"}, []string{first}},
		"link without a path":   {[]string{page("https://evil.example", "a")}, []string{"error"}, []string{first}},
		"link by another means": {[]string{page("mailto:a@b.example", "a")}, []string{"error"}, []string{first}},
		"link that is a number": {[]string{`{"messages":[],"next_page_uri":15558675310}`}, []string{"error"}, []string{first}},
		"error on page two": {
			[]string{page(next(1), "a", "b"), `{"messages":[{"sid":`}, []string{"a", "b", "error"}, []string{first, next(1)},
		},
		"no list":            {[]string{`{"message":[]}`}, []string{"error"}, []string{first}},
		"not a list":         {[]string{`{"messages":{}}`}, []string{"error"}, []string{first}},
		"not an object":      {[]string{`[]`}, []string{"error"}, []string{first}},
		"nothing at all":     {[]string{``}, []string{"error"}, []string{first}},
		"two answers":        {[]string{page("", "a") + page("", "b")}, []string{"error"}, []string{first}},
		"item of wrong kind": {[]string{`{"messages":["15558675310"]}`}, []string{"error"}, []string{first}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, func(n int, _ *http.Request) (*http.Response, error) {
				return reply(200, tt.pages[(n-1)%len(tt.pages)]), nil
			})
			list := w.client().Messages.List(t.Context(), &twilio.ListMessagesParams{PageParams: twilio.PageParams{PageSize: 3}})
			if n := w.count(); n != 0 {
				t.Fatalf("%d requests before the list is ranged over", n)
			}
			if diff := cmp.Diff(tt.want, heard(list)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.urls, w.urls()); diff != "" {
				t.Errorf("URLs (-want +got):\n%s", diff)
			}
			for _, err := range list {
				if err != nil && longDigits.MatchString(err.Error()) {
					t.Errorf("the error holds a number: %v", err)
				}
				break
			}
		})
	}
}

func TestListIsRangedOverAnew(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(200, page("", "a")))
	params := &twilio.ListMessagesParams{To: "+15558675310"}
	list := w.client().Messages.List(t.Context(), params)
	params.To = "+15550000000"
	for range 2 {
		if diff := cmp.Diff([]string{"a"}, heard(list)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	want := []string{listPath + "?To=%2B15558675310", listPath + "?To=%2B15558675310"}
	if diff := cmp.Diff(want, w.urls()); diff != "" {
		t.Errorf("URLs (-want +got):\n%s", diff)
	}
}

// TestListKeepsCredentialsHome follows links that name other hosts.
func TestListKeepsCredentialsHome(t *testing.T) {
	t.Parallel()
	w := newWire(t, inTurn(
		always(200, page("https://evil.example"+next(1), "a", "b")),
		always(200, page("http://api.twilio.com.evil.example/"+next(2), "c")),
		always(200, page("", "d")),
	))
	if got := heard(w.client().Messages.List(t.Context(), nil)); len(got) != 4 {
		t.Errorf("heard %q", got)
	}
	for _, s := range w.requests() {
		if !strings.HasPrefix(s.URL, "https://api.twilio.com/") || s.Header.Get("Authorization") == "" {
			t.Errorf("request to %s", s.URL)
		}
	}
}

func TestListSendsItsHeaders(t *testing.T) {
	t.Parallel()
	w := newWire(t, inTurn(always(200, page(next(1), "a")), always(200, page("", "b"))))
	c := w.client()
	for _, err := range twilio.List[twilio.Message](t.Context(), c, c.Path("Messages"), "messages", nil, twilio.WithHeader("X-A", "1")) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range w.requests() {
		if s.Header.Get("X-A") != "1" || s.Header.Get("Accept") != "application/json" {
			t.Errorf("headers of %s are %v", s.URL, s.Header)
		}
	}
}

func TestCollect(t *testing.T) {
	t.Parallel()
	w := newWire(t, inTurn(always(200, page(next(1), "a", "b")), always(500, ``)))
	list := w.client(once).Messages.List(t.Context(), nil)
	for limit, want := range map[int]int{1: 1, 2: 2} {
		w.mu.Lock()
		w.sent = nil
		w.mu.Unlock()
		got, err := twilio.Collect(list, limit)
		if err != nil || len(got) != want {
			t.Errorf("Collect(%d): %d items, %v", limit, len(got), err)
		}
	}
	w.mu.Lock()
	w.sent = nil
	w.mu.Unlock()
	if got, err := twilio.Collect(list, -1); len(got) != 2 || !errors.Is(err, twilio.ErrServer) {
		t.Errorf("Collect(-1): %d items, %v", len(got), err)
	}
}
