package content_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

func TestTemplate(t *testing.T) {
	t.Parallel()
	at := twilio.Time{Time: time.Date(2015, 7, 30, 19, 0, 0, 0, time.UTC)}
	for name, tt := range map[string]struct {
		answer string
		want   content.Template
	}{
		"full": {
			`{"sid":"HX1","account_sid":"AC1","friendly_name":"n","language":"en","variables":{"1":"Ada"},` +
				`"types":{"twilio/text":{"body":"B"}},"url":"https://content.twilio.com/v1/Content/HX1",` +
				`"date_created":"2015-07-30T19:00:00Z","date_updated":"2015-07-30T19:00:00Z","links":{"approval_fetch":"u"}}`,
			content.Template{
				SID: "HX1", AccountSID: "AC1", FriendlyName: "n", Language: "en",
				Variables: twilio.ContentVariables{"1": "Ada"}, Types: content.Types{Text: &content.Text{Body: "B"}},
				URL: "https://content.twilio.com/v1/Content/HX1", DateCreated: at, DateUpdated: at,
				Links: map[string]string{"approval_fetch": "u"},
			},
		},
		"nulls": {
			`{"sid":null,"account_sid":null,"friendly_name":null,"language":null,"variables":null,"types":null,` +
				`"url":null,"date_created":null,"date_updated":null,"links":null}`,
			content.Template{},
		},
		"variables that are no texts": {
			`{"variables":{"1":"Ada","2":12.50,"3":true,"4":null,"5":{"a":[]}}}`,
			content.Template{Variables: twilio.ContentVariables{"1": "Ada", "2": "12.50", "3": "true", "4": "", "5": `{"a":[]}`}},
		},
		"unknown field": {`{"sid":"HX1","new":{}}`, content.Template{SID: "HX1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &apitest.Wire{Answer: tt.answer}
			got, err := content.New(w.Client()).Templates.Get(t.Context(), "HX1")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, *got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestApprovals(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer string
		want   content.Approvals
	}{
		"full": {
			`{"sid":"HX1","account_sid":"AC1","url":"u","whatsapp":{"type":"whatsapp","name":"n","category":"UTILITY",` +
				`"content_type":"twilio/flows","status":"rejected","rejection_reason":"why","allow_category_change":true,` +
				`"flows":{"id":"f","status":"DRAFT"}}}`,
			content.Approvals{SID: "HX1", AccountSID: "AC1", URL: "u", WhatsApp: content.Approval{
				Type: "whatsapp", Name: "n", Category: content.CategoryUtility, ContentType: content.TypeFlows,
				Status: content.ApprovalStatusRejected, RejectionReason: "why", AllowCategoryChange: true,
				Flows: &content.ApprovalFlow{ID: "f", Status: "DRAFT"},
			}},
		},
		"nulls": {`{"sid":null,"account_sid":null,"url":null,"whatsapp":null}`, content.Approvals{}},
		"inner nulls": {
			`{"whatsapp":{"type":null,"name":null,"category":null,"content_type":null,"status":null,` +
				`"rejection_reason":null,"allow_category_change":null,"flows":null}}`,
			content.Approvals{},
		},
		"unknown values": {
			`{"whatsapp":{"status":"appealed","category":"NEWS","content_type":"twilio/new","new":1}}`,
			content.Approvals{WhatsApp: content.Approval{Status: "appealed", Category: "NEWS", ContentType: "twilio/new"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &apitest.Wire{Answer: tt.answer}
			got, err := content.New(w.Client()).Templates.Approvals("HX1").Get(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, *got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLogsHoldNoTexts(t *testing.T) {
	t.Parallel()
	const secret = "SECRET"
	variables := twilio.ContentVariables{"1": secret}
	types := content.Types{Text: &content.Text{Body: secret}}
	var b bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey {
			return slog.Attr{}
		}
		return a
	}}))
	logger.Info("", slog.Any("t", &content.Template{SID: "HX1", Language: "en", Variables: variables, Types: types}))
	logger.Info("", slog.Any("t", &content.TemplateWithApproval{
		SID: "HX1", Language: "en", Variables: variables, Types: types,
		Approval: content.Approval{Status: content.ApprovalStatusApproved, RejectionReason: secret},
	}))
	logger.Info("", slog.Any("t", &content.LegacyTemplate{SID: "HX1", Language: "en", Variables: variables, Types: types, LegacyBody: secret}))
	logger.Info("", slog.Any("t", (*content.Template)(nil)))
	logger.Info("", slog.Any("t", (*content.TemplateWithApproval)(nil)))
	logger.Info("", slog.Any("t", (*content.LegacyTemplate)(nil)))
	want := strings.Join([]string{
		"t.sid=HX1 t.language=en t.types=[twilio/text]",
		"t.sid=HX1 t.language=en t.types=[twilio/text] t.approval=approved",
		"t.sid=HX1 t.language=en t.types=[twilio/text]",
		"t=<nil>", "t=<nil>", "t=<nil>", "",
	}, "\n")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
