package twilio

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// PageParams say which page of a list [Page] is to be, and how long pages are. They are part of
// every list's parameters. Ranging over a list needs PageSize at most.
type PageParams struct {
	// PageSize is how many resources a page holds. Twilio's default is 50 in most products and
	// its limit 1,000 in the 2010 API, 100 or less in others. Larger pages mean fewer calls.
	PageSize int `url:"PageSize,omitempty"`
	// Page is the page's number, counted from 0. Twilio uses it only together with PageToken.
	Page int `url:"Page,omitempty"`
	// PageToken says where the page starts. It comes from [Page.Next] or [Page.Previous].
	PageToken string `url:"PageToken,omitempty"`
}

// A Page is one page of a list, for programs that show lists a page at a time. Next and
// Previous hold the parameters that lead to the neighbouring pages, nil where there is none.
// They keep for as long as the list does, so a web page can carry them in its links.
type Page[T any] struct {
	Items          []*T
	Next, Previous *PageParams

	next link
}

// List returns the resources below p, as one sequence over all pages. key is the name that the
// answer gives the list, such as "messages". params, which may be nil, is a struct with url tags
// or a [url.Values].
//
// The first request is sent when the sequence is ranged over, and ranging again starts anew
// with the parameters as they were when List was called. The next page is fetched while the
// caller is at work on the one before, from its second item on; there are never more than two
// in memory. An error is the last thing that the sequence yields. Leaving the loop ends any
// request under way; no goroutine outlives the loop.
//
// Of a link to a next page, only the path and the query are used, so credentials are never sent
// to a host that an answer names.
func List[T any](ctx context.Context, c *Client, p Path, key string, params any, options ...CallOption) iter.Seq2[*T, error] {
	form, err := formOf(params)
	query := string(form)
	return func(yield func(*T, error) bool) {
		if err != nil {
			yield(nil, failed(http.MethodGet, p, err))
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		var ahead chan fetched[T]
		defer func() { // however the caller leaves the loop
			cancel()
			if ahead != nil {
				<-ahead
			}
		}()
		page, err := listPage[T](ctx, c, p, key, query, link{}, options)
		var circle circle
		for {
			if err != nil {
				yield(nil, failed(http.MethodGet, p, err))
				return
			}
			next := page.next
			if circle.closedBy(next) {
				yield(nil, failed(http.MethodGet, p, fmt.Errorf("%w: the links to the next page form a circle", ErrUnusable)))
				return
			}
			for i, item := range page.Items {
				if i == 1 && next != (link{}) {
					ahead = make(chan fetched[T], 1)
					go func() {
						page, err := listPage[T](ctx, c, p, key, query, next, options)
						ahead <- fetched[T]{page, err}
					}()
				}
				if !yield(item, nil) {
					return
				}
			}
			switch {
			case next == (link{}):
				return
			case ahead != nil:
				result := <-ahead
				page, err, ahead = result.page, result.err, nil
			default:
				page, err = listPage[T](ctx, c, p, key, query, next, options)
			}
		}
	}
}

// fetched is what came of fetching a page ahead of its use.
type fetched[T any] struct {
	page *Page[T]
	err  error
}

// ListPage fetches one page of a list. Its parameters are those of [List].
func ListPage[T any](ctx context.Context, c *Client, p Path, key string, params any, options ...CallOption) (*Page[T], error) {
	form, err := formOf(params)
	if err != nil {
		return nil, failed(http.MethodGet, p, err)
	}
	page, err := listPage[T](ctx, c, p, key, string(form), link{}, options)
	if err != nil {
		return nil, failed(http.MethodGet, p, err)
	}
	return page, nil
}

// Collect gathers the first limit items of a list in a slice, all of them if limit is zero or
// less. With an error it returns the items that came before.
func Collect[T any](seq iter.Seq2[*T, error], limit int) ([]*T, error) {
	var items []*T
	for item, err := range seq {
		if err != nil {
			return items, err
		}
		items = append(items, item)
		if len(items) == limit {
			break
		}
	}
	return items, nil
}

// listPage fetches the page that query asks for, or the one that a link leads to.
func listPage[T any](ctx context.Context, c *Client, p Path, key, query string, to link, options []CallOption) (*Page[T], error) {
	r := newRequest(http.MethodGet, p)
	r.query = query
	for _, option := range options {
		option(r)
	}
	switch {
	case to.path != "":
		target := p
		target.escaped, target.suffix = to.path, ""
		r.url = c.core.url(target)
		r.url.RawQuery = to.query
	case to.token != "":
		r.query = withToken(query, to.token)
	}
	resp, err := c.core.do(ctx, r)
	if err != nil {
		return nil, err
	}
	defer c.core.release(resp)
	page, err := decodePage[T](resp.buf.Bytes(), key)
	if err != nil {
		return nil, unusable(resp, err)
	}
	if page.next != (link{}) && page.next == to {
		return nil, unusable(resp, errors.New("the link to the next page leads to the same page"))
	}
	return page, nil
}

// withToken returns query for the page that a bare token leads to.
func withToken(query, token string) string {
	values, err := url.ParseQuery(query)
	if err != nil { // it has been made by Encode
		return query
	}
	values.Set("PageToken", token)
	return string(appendForm(nil, values))
}

// pageMeta is what v1 and v2 (links) and v3 (tokens) say of a page.
type pageMeta struct {
	Next          link   `json:"next_page_url"`
	Previous      link   `json:"previous_page_url"`
	NextToken     string `json:"next_token"`
	PreviousToken string `json:"previous_token"`
}

// decodePage reads the list shapes of the 2010 API (next_page_uri), of v1 and v2
// (meta.next_page_url) and of v3 (meta.next_token). The list's name is known only now, so the
// struct to read into is put together here: that reads the page in place, where a json.Decoder
// over its members copies it three times (2 MB for 1,000 messages, beside 1.3 MB of messages).
func decodePage[T any](b []byte, key string) (*Page[T], error) {
	if b = bytes.TrimSpace(b); len(b) == 0 || b[0] != '{' {
		return nil, errors.New("read page: it is not an object")
	}
	v := reflect.New(reflect.StructOf([]reflect.StructField{
		{Name: "Items", Type: reflect.TypeFor[*[]*T](), Tag: reflect.StructTag("json:" + strconv.Quote(key))},
		{Name: "Next", Type: reflect.TypeFor[link](), Tag: `json:"next_page_uri"`},
		{Name: "Previous", Type: reflect.TypeFor[link](), Tag: `json:"previous_page_uri"`},
		{Name: "Meta", Type: reflect.TypeFor[pageMeta](), Tag: `json:"meta"`},
	}))
	var (
		items    = v.Elem().Field(0).Addr().Interface().(**[]*T)
		next     = v.Elem().Field(1).Addr().Interface().(*link)
		previous = v.Elem().Field(2).Addr().Interface().(*link)
		meta     = v.Elem().Field(3).Addr().Interface().(*pageMeta)
		list     []*T // stays nil if the page has no member of that name
		page     = new(Page[T])
	)
	*items = &list
	if !read(b, v.Elem()) {
		v.Elem().SetZero()
		list, *items = nil, &list
		if err := json.Unmarshal(b, v.Interface()); err != nil {
			return nil, fmt.Errorf("read page: %w", plain(err))
		}
	}
	if *items != nil && list == nil { // null sets *items to nil
		return nil, fmt.Errorf("read page: it has no list %q", key)
	}
	page.Items = slices.DeleteFunc(list, func(item *T) bool { return item == nil })
	page.next = cmp.Or(*next, meta.Next, link{token: meta.NextToken})
	page.Next = page.next.params()
	page.Previous = cmp.Or(*previous, meta.Previous, link{token: meta.PreviousToken}).params()
	return page, nil
}

// link leads to a page: a path and a query on the product's host, or a bare token, as v3 gives
// them. The host that a link names is dropped.
type link struct{ path, query, token string }

func (l *link) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == "" {
		*l = link{}
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Opaque != "" || !strings.HasPrefix(u.EscapedPath(), "/") {
		return errors.New("a link to a page has no path")
	}
	*l = link{path: u.EscapedPath(), query: u.RawQuery}
	return nil
}

func (l link) params() *PageParams {
	if l.path == "" {
		if l.token == "" {
			return nil
		}
		return &PageParams{PageToken: l.token}
	}
	v, err := url.ParseQuery(l.query)
	if err != nil {
		return nil
	}
	p := &PageParams{PageToken: v.Get("PageToken")}
	p.Page, _ = strconv.Atoi(v.Get("Page"))         // a number that is missing is page 0
	p.PageSize, _ = strconv.Atoi(v.Get("PageSize")) // and Twilio's default size
	return p
}

// circle finds out whether the links to the next page lead round in a circle, however long, by
// one link alone: it compares each with an earlier one, which it renews at longer and longer
// intervals (Brent's algorithm).
type circle struct {
	mark        link
	steps, turn int
}

func (c *circle) closedBy(next link) bool {
	if next == (link{}) {
		return false
	}
	if next == c.mark {
		return true
	}
	if c.steps++; c.steps > c.turn {
		c.mark, c.steps, c.turn = next, 0, 2*c.turn+1
	}
	return false
}
