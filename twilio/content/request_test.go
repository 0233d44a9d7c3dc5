package content_test

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

// TestRequests has a row for each method, with the one request that it is to send.
func TestRequests(t *testing.T) {
	t.Parallel()
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
	apitest.Requests(t, []string{"content_v1", "content_v2"}, "https://content.twilio.com", `{"contents":[]}`,
		content.New, map[string]apitest.Request[*content.API]{
			"TemplateService.Create": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.Templates.Create(ctx, &content.CreateTemplateParams{
						FriendlyName: "hello", Language: "en", Variables: twilio.ContentVariables{"1": "Ada"},
						Types: text, Extra: map[string]any{"new": true},
					})
				},
				Method: "POST", URL: "/v1/Content",
				Body: `{"friendly_name":"hello","language":"en","new":true,"types":{"twilio/text":{"body":"Hi {{1}}"}},"variables":{"1":"Ada"}}`,
			},
			"TemplateService.Get": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.Templates.Get(ctx, "HX1")
				},
				Method: "GET", URL: "/v1/Content/HX1",
			},
			"TemplateService.List": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return twilio.Collect(s.Templates.List(ctx, list), 0)
				},
				Method: "GET", URL: "/v1/Content?New=x&PageSize=20",
			},
			"TemplateService.List without parameters": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return twilio.Collect(s.Templates.List(ctx, nil), 0)
				},
				Method: "GET", URL: "/v1/Content",
			},
			"TemplateService.ListPage": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.Templates.ListPage(ctx, list)
				},
				Method: "GET", URL: "/v1/Content?New=x&PageSize=20",
			},
			"TemplateService.Search": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return twilio.Collect(s.Templates.Search(ctx, search), 0)
				},
				Method: "GET", URL: "/v2/Content" + searched,
			},
			"TemplateService.SearchPage": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.Templates.SearchPage(ctx, search)
				},
				Method: "GET", URL: "/v2/Content" + searched,
			},
			"TemplateService.Update": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.Templates.Update(ctx, "HX1", &content.UpdateTemplateParams{
						FriendlyName: "hello", Language: "en", Variables: twilio.ContentVariables{}, Types: text,
					})
				},
				Method: "PUT", URL: "/v1/Content/HX1",
				Body: `{"friendly_name":"hello","language":"en","variables":{},"types":{"twilio/text":{"body":"Hi {{1}}"}}}`,
			},
			"TemplateService.Delete": {
				Call:   func(ctx context.Context, s *content.API) (any, error) { return nil, s.Templates.Delete(ctx, "HX1") },
				Method: "DELETE", URL: "/v1/Content/HX1",
			},
			"ApprovalService.Create": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.Templates.Approvals("HX1").Create(ctx, &content.CreateApprovalParams{
						Name: "hello", Category: content.CategoryUtility, Extra: map[string]any{"allow_category_change": false},
					})
				},
				Method: "POST", URL: "/v1/Content/HX1/ApprovalRequests/whatsapp",
				Body: `{"allow_category_change":false,"category":"UTILITY","name":"hello"}`,
			},
			"ApprovalService.Get": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.Templates.Approvals("HX1").Get(ctx)
				},
				Method: "GET", URL: "/v1/Content/HX1/ApprovalRequests",
			},
			"TemplateWithApprovalService.List": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return twilio.Collect(s.TemplatesWithApproval.List(ctx, list), 0)
				},
				Method: "GET", URL: "/v1/ContentAndApprovals?New=x&PageSize=20",
			},
			"TemplateWithApprovalService.ListPage": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.TemplatesWithApproval.ListPage(ctx, list)
				},
				Method: "GET", URL: "/v1/ContentAndApprovals?New=x&PageSize=20",
			},
			"TemplateWithApprovalService.Search": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return twilio.Collect(s.TemplatesWithApproval.Search(ctx, search), 0)
				},
				Method: "GET", URL: "/v2/ContentAndApprovals" + searched,
			},
			"TemplateWithApprovalService.SearchPage": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.TemplatesWithApproval.SearchPage(ctx, search)
				},
				Method: "GET", URL: "/v2/ContentAndApprovals" + searched,
			},
			"LegacyTemplateService.List": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return twilio.Collect(s.LegacyTemplates.List(ctx, list), 0)
				},
				Method: "GET", URL: "/v1/LegacyContent?New=x&PageSize=20",
			},
			"LegacyTemplateService.ListPage": {
				Call: func(ctx context.Context, s *content.API) (any, error) {
					return s.LegacyTemplates.ListPage(ctx, list)
				},
				Method: "GET", URL: "/v1/LegacyContent?New=x&PageSize=20",
			},
		})
}

func TestEmptySIDSendsNothing(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{}`}
	s := content.New(w.Client())
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
	if sent := w.Sent(); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}
