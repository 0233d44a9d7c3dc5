package twilio_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

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

func TestListStopsWhereLinksGoRound(t *testing.T) {
	t.Parallel()
	for length := 2; length <= 9; length++ {
		w := newWire(t, func(n int, _ *http.Request) (*http.Response, error) {
			next := n%length + 1
			return reply(http.StatusOK, fmt.Sprintf(`{"messages":[{"sid":"SM1"},{"sid":"SM2"}],"next_page_uri":"/Messages.json?Page=%d"}`, next)), nil
		})
		messages, err := twilio.Collect(w.client().Messages.List(t.Context(), nil), 0)
		if !errors.Is(err, twilio.ErrUnusable) {
			t.Errorf("a circle of %d pages: %v", length, err)
		}
		if len(messages) < 2*length || w.count() > 4*length {
			t.Errorf("a circle of %d pages: %d requests, %d messages", length, w.count(), len(messages))
		}
	}
}
