package content_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answered returns a client that prints each request and answers it with the next of these
// bodies. In place of it, use twilio.New with nothing but credentials.
func answered(bodies ...string) *twilio.Client {
	n := 0
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		body := ""
		if r.Body != nil {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			body = " " + string(b)
		}
		if _, err := fmt.Fprintln(os.Stdout, r.Method, r.URL.RequestURI()+body); err != nil {
			return nil, err
		}
		n++
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(bodies[n-1])), Request: r}, nil
	})
	return twilio.New(twilio.AuthToken("AC00000000000000000000000000000001", "token"), twilio.WithHTTPClient(&http.Client{Transport: transport}))
}

// A template with buttons for WhatsApp and a plain text for SMS.
func ExampleTemplateService_Create() {
	client := answered(`{"sid":"HX0123","types":{
		"twilio/quick-reply":{"body":"Your table for {{1}} is booked. Will you come?","actions":[
			{"type":"QUICK_REPLY","title":"Yes","id":"come"},{"type":"QUICK_REPLY","title":"No","id":"cancel"}]},
		"twilio/text":{"body":"Your table for {{1}} is booked."}}}`)

	template, err := content.New(client).Templates.Create(context.Background(), &content.CreateTemplateParams{
		FriendlyName: "table_booked",
		Language:     "en",
		Variables:    twilio.ContentVariables{"1": "two"},
		Types: content.Types{
			QuickReply: &content.QuickReply{
				Body: "Your table for {{1}} is booked. Will you come?",
				Actions: []content.Action{
					{Title: "Yes", ID: "come"},
					{Title: "No", ID: "cancel"},
				},
			},
			Text: &content.Text{Body: "Your table for {{1}} is booked."},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(template.SID, template.Types.Names())
	if q := template.Types.QuickReply; q != nil {
		for _, action := range q.Actions {
			fmt.Println(action.ID, action.Title)
		}
	}
	// Output:
	// POST /v1/Content {"friendly_name":"table_booked","language":"en","variables":{"1":"two"},"types":{"twilio/text":{"body":"Your table for {{1}} is booked."},"twilio/quick-reply":{"body":"Your table for {{1}} is booked. Will you come?","actions":[{"title":"Yes","id":"come"},{"title":"No","id":"cancel"}]}}}
	// HX0123 [twilio/quick-reply twilio/text]
	// come Yes
	// cancel No
}

// Read, change and write back. What this version does not know of the template is kept.
func ExampleTemplateService_Update() {
	ctx := context.Background()
	client := answered(
		`{"sid":"HX0123","language":"en","types":{"twilio/text":{"body":"Helo"},"twilio/pay":{"price":"1.10"}}}`,
		`{"sid":"HX0123"}`,
	)

	templates := content.New(client).Templates
	template, err := templates.Get(ctx, "HX0123")
	if err != nil {
		fmt.Println(err)
		return
	}
	template.Types.Text.Body = "Hello"
	if _, err = templates.Update(ctx, template.SID, &content.UpdateTemplateParams{
		Language: template.Language,
		Types:    template.Types,
	}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// GET /v1/Content/HX0123
	// PUT /v1/Content/HX0123 {"language":"en","types":{"twilio/pay":{"price":"1.10"},"twilio/text":{"body":"Hello"}}}
}

// Submit a template to WhatsApp, and ask later what became of it.
func ExampleTemplateService_Approvals() {
	ctx := context.Background()
	client := answered(
		`{"name":"table_booked","category":"UTILITY","status":"received"}`,
		`{"sid":"HX0123","whatsapp":{"name":"table_booked","category":"UTILITY","status":"approved"}}`,
	)

	approvals := content.New(client).Templates.Approvals("HX0123")
	if _, err := approvals.Create(ctx, &content.CreateApprovalParams{
		Name:     "table_booked",
		Category: content.CategoryUtility,
	}); err != nil {
		fmt.Println(err)
		return
	}
	got, err := approvals.Get(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(got.WhatsApp.Status == content.ApprovalStatusApproved)
	// Output:
	// POST /v1/Content/HX0123/ApprovalRequests/whatsapp {"name":"table_booked","category":"UTILITY"}
	// GET /v1/Content/HX0123/ApprovalRequests
	// true
}

// The templates that can be sent on WhatsApp at any time.
func ExampleTemplateWithApprovalService_Search() {
	client := answered(`{"contents":[{"sid":"HX0123","friendly_name":"table_booked",
		"approval_requests":{"status":"approved","category":"UTILITY"}}],"meta":{"next_page_url":null}}`)

	for template, err := range content.New(client).TemplatesWithApproval.Search(context.Background(), &content.SearchTemplatesParams{
		ChannelEligibility: []string{"whatsapp:approved"},
		Language:           []string{"en"},
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(template.SID, template.FriendlyName, template.Approval.Category)
	}
	// Output:
	// GET /v2/ContentAndApprovals?ChannelEligibility=whatsapp%3Aapproved&Language=en
	// HX0123 table_booked UTILITY
}

// A form of one page.
func ExampleFlowOptions() {
	page := content.FlowPage{
		ID:    "how",
		Title: "How was it?",
		Layout: []content.FlowComponent{{
			Type:  content.FlowSingleSelect,
			Label: "Your meal",
			Options: content.FlowOptions(
				content.FlowOption{ID: "good", Title: "Good"},
				content.FlowOption{ID: "bad", Title: "Not so good"},
			),
		}},
	}
	fmt.Println(page.Layout[0].Options)
	// Output:
	// [{"id":"good","title":"Good"},{"id":"bad","title":"Not so good"}]
}
