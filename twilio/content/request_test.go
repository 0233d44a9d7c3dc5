package content_test

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

// TestRequests has a row for each method, with the one request that it is to send.
func TestRequests(t *testing.T) {
	t.Parallel()
	const host = "https://content.twilio.com"
	text := content.Types{Text: &content.Text{Body: "Hi {{1}}"}}
	list := &content.ListTemplatesParams{
		PageParams: twilio.PageParams{PageSize: 20}, Extra: url.Values{"New": {"x"}},
	}
	search := &content.SearchTemplatesParams{
		ContentName:        "^order_",
		Content:            "thanks",
		Language:           []string{"en", "es_MX"},
		ContentType:        []content.Type{content.TypeText, content.TypeQuickReply},
		ChannelEligibility: []string{"whatsapp:approved"},
		DateCreatedAfter:   twilio.Moment(time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("CET", 3600))),
		DateCreatedBefore:  twilio.Moment(time.Date(2026, 2, 2, 3, 4, 5, 0, time.UTC)),
		SortByDate:         content.SortOrderDescending,
		SortByContentName:  content.SortOrderAscending,
		PageParams:         twilio.PageParams{PageSize: 100},
		Extra:              url.Values{"New": {"x"}},
	}
	const searched = "?ChannelEligibility=whatsapp%3Aapproved&Content=thanks&ContentName=%5Eorder_" +
		"&ContentType=twilio%2Ftext&ContentType=twilio%2Fquick-reply" +
		"&DateCreatedAfter=2026-01-02T02%3A04%3A05Z&DateCreatedBefore=2026-02-02T03%3A04%3A05Z" +
		"&Language=en&Language=es_MX&New=x&PageSize=100&SortByContentName=asc&SortByDate=desc"
	for name, tt := range map[string]struct {
		call              func(context.Context, *content.Service) error
		method, url, body string
	}{
		"Templates.Create": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.Templates.Create(ctx, &content.CreateTemplateParams{
					FriendlyName: "hello", Language: "en", Variables: twilio.ContentVariables{"1": "Ada"},
					Types: text, Extra: map[string]any{"new": true},
				})
				return err
			},
			"POST", "/v1/Content",
			`{"friendly_name":"hello","language":"en","new":true,"types":{"twilio/text":{"body":"Hi {{1}}"}},"variables":{"1":"Ada"}}`,
		},
		"Templates.Get": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.Templates.Get(ctx, "HX1")
				return err
			},
			"GET", "/v1/Content/HX1", "",
		},
		"Templates.List": {
			func(ctx context.Context, s *content.Service) error {
				_, err := twilio.Collect(s.Templates.List(ctx, list), 0)
				return err
			},
			"GET", "/v1/Content?New=x&PageSize=20", "",
		},
		"Templates.List without parameters": {
			func(ctx context.Context, s *content.Service) error {
				_, err := twilio.Collect(s.Templates.List(ctx, nil), 0)
				return err
			},
			"GET", "/v1/Content", "",
		},
		"Templates.ListPage": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.Templates.ListPage(ctx, list)
				return err
			},
			"GET", "/v1/Content?New=x&PageSize=20", "",
		},
		"Templates.Search": {
			func(ctx context.Context, s *content.Service) error {
				_, err := twilio.Collect(s.Templates.Search(ctx, search), 0)
				return err
			},
			"GET", "/v2/Content" + searched, "",
		},
		"Templates.SearchPage": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.Templates.SearchPage(ctx, search)
				return err
			},
			"GET", "/v2/Content" + searched, "",
		},
		"Templates.Update": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.Templates.Update(ctx, "HX1", &content.UpdateTemplateParams{
					FriendlyName: "hello", Language: "en", Variables: twilio.ContentVariables{}, Types: text,
				})
				return err
			},
			"PUT", "/v1/Content/HX1",
			`{"friendly_name":"hello","language":"en","variables":{},"types":{"twilio/text":{"body":"Hi {{1}}"}}}`,
		},
		"Templates.Delete": {
			func(ctx context.Context, s *content.Service) error { return s.Templates.Delete(ctx, "HX1") },
			"DELETE", "/v1/Content/HX1", "",
		},
		"Templates.Approvals.Create": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.Templates.Approvals("HX1").Create(ctx, &content.CreateApprovalParams{
					Name: "hello", Category: content.CategoryUtility, Extra: map[string]any{"allow_category_change": false},
				})
				return err
			},
			"POST", "/v1/Content/HX1/ApprovalRequests/whatsapp",
			`{"allow_category_change":false,"category":"UTILITY","name":"hello"}`,
		},
		"Templates.Approvals.Get": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.Templates.Approvals("HX1").Get(ctx)
				return err
			},
			"GET", "/v1/Content/HX1/ApprovalRequests", "",
		},
		"TemplatesWithApproval.List": {
			func(ctx context.Context, s *content.Service) error {
				_, err := twilio.Collect(s.TemplatesWithApproval.List(ctx, list), 0)
				return err
			},
			"GET", "/v1/ContentAndApprovals?New=x&PageSize=20", "",
		},
		"TemplatesWithApproval.ListPage": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.TemplatesWithApproval.ListPage(ctx, list)
				return err
			},
			"GET", "/v1/ContentAndApprovals?New=x&PageSize=20", "",
		},
		"TemplatesWithApproval.Search": {
			func(ctx context.Context, s *content.Service) error {
				_, err := twilio.Collect(s.TemplatesWithApproval.Search(ctx, search), 0)
				return err
			},
			"GET", "/v2/ContentAndApprovals" + searched, "",
		},
		"TemplatesWithApproval.SearchPage": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.TemplatesWithApproval.SearchPage(ctx, search)
				return err
			},
			"GET", "/v2/ContentAndApprovals" + searched, "",
		},
		"LegacyTemplates.List": {
			func(ctx context.Context, s *content.Service) error {
				_, err := twilio.Collect(s.LegacyTemplates.List(ctx, list), 0)
				return err
			},
			"GET", "/v1/LegacyContent?New=x&PageSize=20", "",
		},
		"LegacyTemplates.ListPage": {
			func(ctx context.Context, s *content.Service) error {
				_, err := s.LegacyTemplates.ListPage(ctx, list)
				return err
			},
			"GET", "/v1/LegacyContent?New=x&PageSize=20", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &wire{answer: `{"contents":[]}`}
			if err := tt.call(t.Context(), w.service()); err != nil {
				t.Fatal(err)
			}
			want := []sent{{Method: tt.method, URL: host + tt.url, Body: tt.body}}
			if tt.body != "" {
				want[0].ContentType = "application/json"
			}
			if diff := cmp.Diff(want, w.sent); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEmptySIDSendsNothing(t *testing.T) {
	t.Parallel()
	w := &wire{answer: `{}`}
	s := w.service()
	_, get := s.Templates.Get(t.Context(), "")
	_, update := s.Templates.Update(t.Context(), "", nil)
	_, create := s.Templates.Approvals("").Create(t.Context(), nil)
	_, approvals := s.Templates.Approvals("").Get(t.Context())
	for name, err := range map[string]error{
		"Get": get, "Update": update, "Delete": s.Templates.Delete(t.Context(), ""),
		"Approvals.Create": create, "Approvals.Get": approvals,
	} {
		if !errors.Is(err, twilio.ErrPath) {
			t.Errorf("%s: %v, want ErrPath", name, err)
		}
	}
	if len(w.sent) > 0 {
		t.Errorf("sent %v", w.sent)
	}
}
