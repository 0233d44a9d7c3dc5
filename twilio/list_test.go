package twilio_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
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

// TestListBreak leaves the loop at each item in turn, and sees what was sent by then.
func TestListBreak(t *testing.T) {
	t.Parallel()
	for after, want := range []int{0, 1, 2, 2, 2, 3} {
		if after == 0 {
			continue
		}
		t.Run(fmt.Sprint(after), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w, n := newWire(t, book(threePages...)), 0
				for _, err := range w.client().Messages.List(t.Context(), nil) {
					if err != nil {
						t.Fatal(err)
					}
					synctest.Wait() // whatever is fetched ahead is on its way
					if n++; n == after {
						break
					}
				}
				time.Sleep(time.Hour)
				if got := w.count(); got != want {
					t.Errorf("%d requests, want %d", got, want)
				}
			}) // which fails if a goroutine is left
		})
	}
}

// TestListBreakAtOnce gives a page that is fetched ahead no time to be asked for.
func TestListBreakAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w, n := newWire(t, book(threePages...)), 0
		start := time.Now()
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if n++; err != nil || n == 2 {
				break
			}
		}
		if took := time.Since(start); took != time.Second || w.count() > 2 {
			t.Errorf("%d requests in %v", w.count(), took)
		}
	})
}

// TestListBreakWaits has a transport that takes its time to give a request up: the loop is not
// left before it has.
func TestListBreakWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var gone atomic.Bool
		w := newWire(t, func(n int, r *http.Request) (*http.Response, error) {
			if n == 1 {
				return reply(http.StatusOK, threePages[0]), nil
			}
			<-r.Context().Done()
			time.Sleep(time.Second)
			gone.Store(true)
			return nil, r.Context().Err()
		})
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if err != nil {
				t.Fatal(err)
			}
			if synctest.Wait(); w.count() == 2 {
				break
			}
		}
		if !gone.Load() {
			t.Error("a request outlives the loop")
		}
	})
}

func TestListPanicLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWire(t, book(threePages...))
		defer func() {
			if recover() == nil {
				t.Error("the panic is lost")
			}
		}()
		n := 0
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if n++; err != nil || n == 2 {
				panic("in the loop")
			}
		}
	})
}

// TestListFetchesOnePageAhead has pages that take a second to fetch and items that take half a
// second to work on.
func TestListFetchesOnePageAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w, start := newWire(t, book(threePages...)), time.Now()
		var requests []int
		for _, err := range w.client().Messages.List(t.Context(), nil) {
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second / 2)
			requests = append(requests, w.count())
		}
		// Never more than the page in hand and the one after it.
		if diff := cmp.Diff([]int{1, 2, 2, 2, 3, 3, 3}, requests); diff != "" {
			t.Errorf("requests by the end of each item (-want +got):\n%s", diff)
		}
		// The first page takes a second, and seven items half a second each; the rest overlaps.
		if took := time.Since(start); took != time.Second+7*time.Second/2 {
			t.Errorf("it took %v", took)
		}
	})
}

func TestListContextEnds(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]time.Duration{
		"on the first page": time.Second / 2, "while the next is fetched ahead": 1500 * time.Millisecond,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWire(t, book(threePages...))
				ctx, cancel := context.WithTimeout(t.Context(), at)
				defer cancel()
				errs := 0
				for _, err := range w.client(once).Messages.List(ctx, nil) {
					if err == nil {
						continue
					}
					errs++
					if !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("error is %v", err)
					}
				}
				if deadline, _ := ctx.Deadline(); errs != 1 || time.Since(deadline) != 0 {
					t.Errorf("%d errors, %v after the deadline", errs, time.Since(deadline))
				}
			})
		})
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

type service struct{ SID string }

// TestListShapes reads the lists of the other products through List and At.
func TestListShapes(t *testing.T) {
	t.Parallel()
	const meta = `{"meta":{"page":0,"page_size":2,"key":"services",%s},"services":[{"sid":%q}]}`
	for name, tt := range map[string]struct {
		pages []string
		urls  []string
	}{
		"v1": {
			[]string{
				fmt.Sprintf(meta, `"next_page_url":"https://messaging.twilio.com/v1/Services?PageSize=2&Page=1&PageToken=x"`, "a"),
				fmt.Sprintf(meta, `"next_page_url":null,"previous_page_url":"https://messaging.twilio.com/v1/Services?Page=0"`, "b"),
			},
			[]string{
				"https://messaging.twilio.com/v1/Services?PageSize=2",
				"https://messaging.twilio.com/v1/Services?PageSize=2&Page=1&PageToken=x",
			},
		},
		"v3": {
			[]string{fmt.Sprintf(meta, `"next_token":"a?b/c=&"`, "a"), fmt.Sprintf(meta, `"next_token":null`, "b")},
			[]string{
				"https://messaging.twilio.com/v1/Services?PageSize=2",
				"https://messaging.twilio.com/v1/Services?PageSize=2&PageToken=a%3Fb%2Fc%3D%26",
			},
		},
		"v3, empty token": {
			[]string{fmt.Sprintf(meta, `"next_token":"/abc"`, "a"), fmt.Sprintf(meta, `"next_token":""`, "b")},
			[]string{
				"https://messaging.twilio.com/v1/Services?PageSize=2",
				"https://messaging.twilio.com/v1/Services?PageSize=2&PageToken=%2Fabc",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t, func(n int, _ *http.Request) (*http.Response, error) { return reply(200, tt.pages[n-1]), nil })
			got, err := twilio.Collect(twilio.List[service](t.Context(), w.client(), twilio.At("messaging", "v1", "Services"),
				"services", twilio.PageParams{PageSize: 2}), 0)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]*service{{"a"}, {"b"}}, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.urls, w.urls()); diff != "" {
				t.Errorf("URLs (-want +got):\n%s", diff)
			}
		})
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

// TestPages walks a list to its end and back by the parameters that pages give.
func TestPages(t *testing.T) {
	t.Parallel()
	link := func(name string, n int) string {
		return fmt.Sprintf(`%q:"%s?To=%%2B1&PageSize=2&Page=%d&PageToken=P%d"`, name, listPath, n, n)
	}
	pages := map[string]string{
		"":  `{"messages":[{"sid":"a"}],"previous_page_uri":null,` + link("next_page_uri", 1) + `}`,
		"0": `{"messages":[{"sid":"a"}],"previous_page_uri":null,` + link("next_page_uri", 1) + `}`,
		"1": `{"messages":[{"sid":"b"}],"previous_page_uri":"` + listPath + `?PageSize=2&Page=0",` + link("next_page_uri", 2) + `}`,
		"2": `{"messages":[{"sid":"c"}],` + link("previous_page_uri", 1) + `,"next_page_uri":""}`,
	}
	w := newWire(t, func(_ int, r *http.Request) (*http.Response, error) {
		return reply(200, pages[r.URL.Query().Get("Page")]), nil
	})
	c, at := w.client(), &twilio.PageParams{PageSize: 2}
	var got []string
	turn := func(to func(*twilio.Page[twilio.Message]) *twilio.PageParams) {
		for at != nil {
			p, err := c.Messages.ListPage(t.Context(), &twilio.ListMessagesParams{To: "+1", PageParams: *at})
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, p.Items[0].SID)
			last := at
			if at = to(p); at == nil {
				at = last
				return
			}
		}
	}
	turn(func(p *twilio.Page[twilio.Message]) *twilio.PageParams { return p.Next })
	turn(func(p *twilio.Page[twilio.Message]) *twilio.PageParams { return p.Previous })
	if diff := cmp.Diff([]string{"a", "b", "c", "c", "b", "a"}, got); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	want := []string{
		listPath + "?PageSize=2&To=%2B1", listPath + "?Page=1&PageSize=2&PageToken=P1&To=%2B1",
		listPath + "?Page=2&PageSize=2&PageToken=P2&To=%2B1", listPath + "?Page=2&PageSize=2&PageToken=P2&To=%2B1",
		listPath + "?Page=1&PageSize=2&PageToken=P1&To=%2B1", listPath + "?PageSize=2&To=%2B1",
	}
	if diff := cmp.Diff(want, w.urls()); diff != "" {
		t.Errorf("URLs (-want +got):\n%s", diff)
	}
}

func TestPageByToken(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(200, `{"meta":{"next_token":"n","previous_token":"p"},"services":[]}`))
	p, err := twilio.ListPage[service](t.Context(), w.client(), twilio.At("messaging", "v3", "X"), "services", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]*twilio.PageParams{{PageToken: "n"}, {PageToken: "p"}}, []*twilio.PageParams{p.Next, p.Previous}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
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

// TestListKeepsTwoPages ranges over 10,000 messages and counts those that the collector cannot
// free, whenever a page has been read.
func TestListKeepsTwoPages(t *testing.T) {
	t.Parallel()
	const total, size = 10_000, 1000
	w := newWire(t, func(_ int, r *http.Request) (*http.Response, error) { return pages(total, size)(r) })
	var made, freed atomic.Int64
	n, most := 0, int64(0)
	for m, err := range w.client().Messages.List(t.Context(), &twilio.ListMessagesParams{PageParams: twilio.PageParams{PageSize: size}}) {
		if err != nil {
			t.Fatal(err)
		}
		made.Add(1)
		runtime.AddCleanup(m, func(int) { freed.Add(1) }, 0)
		if n++; n%size == size/2 { // in the middle of a page
			for range 100 { // cleanups run some time after the collection
				if runtime.GC(); made.Load()-freed.Load() <= size {
					break
				}
			}
			most = max(most, made.Load()-freed.Load())
		}
	}
	// Messages of this page that were yielded and, where the collector is late, of the one before.
	if n != total || most > 2*size {
		t.Errorf("%d messages, up to %d of those read were kept", n, most)
	}
}
