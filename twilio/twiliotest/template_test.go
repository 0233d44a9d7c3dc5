package twiliotest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A template is sent: the phone shows its text with the placeholders filled in, and a default
// where the message names no value.
func Example_template() {
	tw := twiliotest.Start()
	defer tw.Close()
	tw.AddNumber("+15557122661")
	service := tw.AddService("reminders", twiliotest.Senders("+15557122661"))
	alice := tw.Phone("+15558675310")

	client, ctx := tw.Client(), context.Background()
	template, err := content.New(client).Templates.Create(ctx, &content.CreateTemplateParams{
		FriendlyName: "reminder", Language: "en",
		Variables: twilio.ContentVariables{"1": "there", "2": "noon"},
		Types:     content.Types{Text: &content.Text{Body: "Hello {{1}}, see you at {{2}}."}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = client.Messages.Create(ctx, &twilio.CreateMessageParams{
		MessagingServiceSID: service, To: alice.Address(), ContentSID: template.SID,
		ContentVariables: twilio.ContentVariables{"1": "Alice"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	tw.Wait()
	fmt.Print(alice.Transcript())
	// Output:
	// < Hello Alice, see you at noon.
}

// makeTemplate makes a template that a test is about.
func makeTemplate(t *testing.T, client *twilio.Client, name string, types content.Types, variables twilio.ContentVariables) *content.Template {
	t.Helper()
	made, err := content.New(client).Templates.Create(t.Context(), &content.CreateTemplateParams{
		FriendlyName: name, Language: "en", Variables: variables, Types: types,
	})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func text(body string) content.Types { return content.Types{Text: &content.Text{Body: body}} }

func TestTemplateThroughTheAPI(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	templates := content.New(client).Templates
	made := makeTemplate(t, client, "reminder", text("Hello {{1}}"), twilio.ContentVariables{"1": "there"})
	self := "https://content.twilio.com/v1/Content/" + made.SID
	want := &content.Template{
		SID: made.SID, AccountSID: tw.AccountSID(), FriendlyName: "reminder", Language: "en",
		Variables: twilio.ContentVariables{"1": "there"}, Types: text("Hello {{1}}"),
		DateCreated: made.DateCreated, DateUpdated: made.DateUpdated, URL: self,
		Links: map[string]string{"approval_create": self + "/ApprovalRequests/whatsapp", "approval_fetch": self + "/ApprovalRequests"},
	}
	if diff := cmp.Diff(want, made); diff != "" || !strings.HasPrefix(made.SID, "HX") || made.DateCreated.IsZero() {
		t.Errorf("created (-want +got):\n%s", diff)
	}
	changed, err := templates.Update(t.Context(), made.SID, &content.UpdateTemplateParams{Types: text("Bye {{1}}")})
	if err != nil || changed.Types.Text.Body != "Bye {{1}}" || changed.FriendlyName != "reminder" || changed.Variables["1"] != "there" {
		t.Errorf("updated: %+v, %v", changed, err)
	}
	got, err := templates.Get(t.Context(), made.SID)
	if err != nil || cmp.Diff(changed, got) != "" {
		t.Errorf("fetched: %+v, %v; want what was updated", got, err)
	}
	list, err := twilio.Collect(templates.List(t.Context(), nil), 0)
	if err != nil || len(list) != 1 || cmp.Diff(changed, list[0]) != "" {
		t.Errorf("listed: %v, %v; want what was updated", list, err)
	}
	legacy, err := twilio.Collect(content.New(client).LegacyTemplates.List(t.Context(), nil), 0)
	if err != nil || len(legacy) != 0 {
		t.Errorf("legacy templates: %v, %v", legacy, err)
	}
	if err := templates.Delete(t.Context(), made.SID); err != nil {
		t.Fatal(err)
	}
	_, err = templates.Get(t.Context(), made.SID)
	wantRefusal(t, "fetch after delete", err, http.StatusNotFound, twilio.ErrResourceNotFound)
}

func TestTemplateRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	for name, tt := range map[string]struct {
		body string
		want twilio.ErrorCode
	}{
		"nothing":         {"", twilio.ErrUnknownParameters},
		"cut short":       {`{"language":"en"`, twilio.ErrUnknownParameters},
		"something after": {`{"language":"en","types":{"twilio/text":{"body":"x"}}}}`, twilio.ErrUnknownParameters},
		"a list":          {`[]`, twilio.ErrUnknownParameters},
		"a number":        {`{"language":"en","variables":{"1":5},"types":{"twilio/text":{"body":"x"}}}`, twilio.ErrUnknownParameters},
		"no types":        {`{"language":"en"}`, 92001},
		"null for a type": {`{"language":"en","types":{"twilio/text":null}}`, 92001},
		"no language":     {`{"types":{"twilio/text":{"body":"x"}}}`, 92003},
		"bad language":    {`{"language":"English","types":{"twilio/text":{"body":"x"}}}`, 92004},
		"unknown type":    {`{"language":"en","types":{"twilio/hologram":{"body":"x"}}}`, 92008},
		"no body":         {`{"language":"en","types":{"twilio/text":{}}}`, twilio.ErrUnknownParameters},
		"a type's string": {`{"language":"en","types":{"twilio/text":"x"}}`, twilio.ErrUnknownParameters},
		"a body's number": {`{"language":"en","types":{"twilio/text":{"body":5}}}`, twilio.ErrUnknownParameters},
		"an empty body":   {`{"language":"en","types":{"twilio/text":{"body":""}}}`, twilio.ErrUnknownParameters},
		"no actions":      {`{"language":"en","types":{"twilio/quick-reply":{"body":"x","actions":[ ]}}}`, twilio.ErrUnknownParameters},
		"an action":       {`{"language":"en","types":{"twilio/quick-reply":{"body":"x","actions":{"title":"Yes"}}}}`, twilio.ErrUnknownParameters},
		"a title's list":  {`{"language":"en","types":{"twilio/quick-reply":{"body":"x","actions":[{"title":["Yes"]}]}}}`, twilio.ErrUnknownParameters},
		"a file's text":   {`{"language":"en","types":{"twilio/media":{"media":"https://files.example/owl.png"}}}`, twilio.ErrUnknownParameters},
		"one of two":      {`{"language":"en","types":{"twilio/text":{"body":"x"},"twilio/media":{"media":[5]}}}`, twilio.ErrUnknownParameters},
	} {
		r, err := http.NewRequest("POST", "https://content.twilio.com/v1/Content", strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		r.Header.Set("Content-Type", "application/json")
		resp, err := tw.HTTPClient().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		var e struct{ Code, Status int }
		if err != nil || json.Unmarshal(b, &e) != nil || e.Status != 400 || e.Code != int(tt.want) {
			t.Errorf("%s: %s, %v; want HTTP 400 with code %d", name, b, err, tt.want)
		}
	}
}

func TestTemplateOnAPhone(t *testing.T) {
	t.Parallel()
	const wa = "whatsapp:"
	both := content.Types{
		Text:       &content.Text{Body: "Hello {{1}}"},
		QuickReply: &content.QuickReply{Body: "Hello {{1}}, coming?", Actions: []content.Action{{Title: "Yes", ID: "yes"}}},
	}
	for _, tt := range []struct {
		name      string
		types     content.Types
		defaults  twilio.ContentVariables
		variables twilio.ContentVariables
		from, to  channels.Address
		want      string
	}{
		{"text", text("Hello {{1}}, {{2}}"), nil, twilio.ContentVariables{"1": "Ada", "2": "{{1}}"}, shop, alice, "< Hello Ada, {{1}}\n"},
		{"default", text("Hello {{name}}"), twilio.ContentVariables{"name": "you"}, nil, shop, alice, "< Hello you\n"},
		{"value over default", text("Hello {{1}}"), twilio.ContentVariables{"1": "you"}, twilio.ContentVariables{"1": "Ada"}, shop, alice, "< Hello Ada\n"},
		{"files", content.Types{Media: &content.Media{Body: "Look", Media: []string{"https://files.example/{{1}}.png"}}}, nil, twilio.ContentVariables{"1": "owl"}, shop, alice, "< Look [image/png]\n"},
		{"text on SMS", both, nil, twilio.ContentVariables{"1": "Ada"}, shop, alice, "< Hello Ada\n"},
		{"the richer on WhatsApp", both, nil, twilio.ContentVariables{"1": "Ada"}, wa + shop, wa + alice, "< Hello Ada, coming?\n"},
		{"card", content.Types{Card: &content.Card{
			Title: "Owl {{1}}", Subtitle: "at home", Media: []string{"https://files.example/owl.png"},
		}}, nil, twilio.ContentVariables{"1": "Ada"}, wa + shop, wa + alice, "< Owl Ada\nat home [image/png]\n"},
		{"place", content.Types{Location: &content.Location{Label: "Owl Shop", Address: "123 Easy St."}}, nil, nil, wa + shop, wa + alice, "< Owl Shop\n123 Easy St.\n"},
		{"buttons reduced to text on SMS", content.Types{CallToAction: &content.CallToAction{
			Body: "See {{1}}", Actions: []content.Action{{Type: "URL", Title: "Open", URL: "https://app.example/"}},
		}}, twilio.ContentVariables{"1": "this"}, nil, shop, alice, "< See this\n"},
		{"passcode", content.Types{WhatsAppAuthentication: &content.WhatsAppAuthentication{
			AddSecurityRecommendation: new(true), Actions: []content.AuthenticationAction{{CopyCodeText: "Copy"}}, CodeExpirationMinutes: 5,
		}}, nil, twilio.ContentVariables{"1": "123456"}, wa + shop, wa + alice, "< 123456 is your verification code. For your security, do not share this code.\nThis code expires in 5 minutes.\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, twiliotest.WithoutSessionWindow())
			client := tw.Client()
			tw.AddNumber(tt.from)
			template := makeTemplate(t, client, "x", tt.types, tt.defaults)
			m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
				From: tt.from, To: tt.to, ContentSID: template.SID, ContentVariables: tt.variables,
			})
			if err != nil {
				t.Fatal(err)
			}
			tw.Wait()
			if diff := cmp.Diff(tt.want, tw.Phone(tt.to).Transcript()); diff != "" {
				t.Errorf("the phone (-want +got):\n%s", diff)
			}
			if media := strings.Contains(tt.want, "[image/"); media != strings.HasPrefix(m.SID, "MM") {
				t.Errorf("the message's SID is %s", m.SID)
			}
		})
	}
}

func TestTemplateMessageRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	client := tw.Client()
	greeting := makeTemplate(t, client, "greeting", text("Hello {{1}}"), nil).SID
	broken := makeTemplate(t, client, "broken", text("Hello {{1}"), twilio.ContentVariables{"1": "x"}).SID
	empty := makeTemplate(t, client, "empty", text("Hello {{}}"), nil).SID
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		raw    string // of ContentVariables
		want   twilio.ErrorCode
	}{
		"unknown":            {twilio.CreateMessageParams{ContentSID: "HX" + strings.Repeat("0", 32)}, "", twilio.ErrInvalidContentSID},
		"no SID":             {twilio.CreateMessageParams{ContentSID: "greeting"}, "", twilio.ErrInvalidContentSID},
		"body too":           {twilio.CreateMessageParams{ContentSID: greeting, Body: "Hi"}, `{"1":"Ada"}`, twilio.ErrBodyWithContentVariables},
		"body and variables": {twilio.CreateMessageParams{Body: "Hi"}, `{"1":"Ada"}`, twilio.ErrBodyWithContentVariables},
		"variables alone":    {twilio.CreateMessageParams{}, `{"1":"Ada"}`, 21654},
		"no JSON":            {twilio.CreateMessageParams{ContentSID: greeting}, `{1:Ada}`, twilio.ErrInvalidContentVariables},
		"a list":             {twilio.CreateMessageParams{ContentSID: greeting}, `["Ada"]`, twilio.ErrInvalidContentVariables},
		"null":               {twilio.CreateMessageParams{ContentSID: greeting}, `{"1":null}`, twilio.ErrInvalidContentVariables},
		"empty value":        {twilio.CreateMessageParams{ContentSID: greeting}, `{"1":""}`, twilio.ErrInvalidContentVariables},
		"no value":           {twilio.CreateMessageParams{ContentSID: greeting}, "", twilio.ErrInvalidContentVariables},
		"two lines":          {twilio.CreateMessageParams{ContentSID: greeting}, `{"1":"A\nB"}`, twilio.ErrInvalidContentVariables},
		"five spaces":        {twilio.CreateMessageParams{ContentSID: greeting}, `{"1":"A     B"}`, twilio.ErrInvalidContentVariables},
		"long value":         {twilio.CreateMessageParams{ContentSID: greeting}, `{"1":"` + strings.Repeat("x", 1601) + `"}`, 21658},
		"long text":          {twilio.CreateMessageParams{ContentSID: greeting}, `{"1":"` + strings.Repeat("x", 1600) + `"}`, twilio.ErrBodyTooLong},
		"open placeholder":   {twilio.CreateMessageParams{ContentSID: broken}, "", twilio.ErrInvalidContentVariables},
		"empty placeholder":  {twilio.CreateMessageParams{ContentSID: empty}, "", twilio.ErrInvalidContentVariables},
	} {
		p := tt.params
		p.From, p.To = shop, alice
		if tt.raw != "" {
			p.Extra = map[string][]string{"ContentVariables": {tt.raw}}
		}
		_, err := client.Messages.Create(t.Context(), &p)
		wantRefusal(t, name, err, http.StatusBadRequest, tt.want)
	}
	_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: shop, To: alice, ContentSID: greeting, MediaURL: []string{"https://files.example/owl.png"},
	})
	wantRefusal(t, "files too", err, http.StatusNotImplemented, 0)
	_, err = client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, ContentSID: greeting, Body: "Hi"})
	wantRefusal(t, "body without variables", err, http.StatusNotImplemented, 0)
	if got := tw.Phone(alice).Messages(); len(got) != 0 {
		t.Errorf("the phone shows %v", got)
	}
}

func TestTemplateThatTheChannelCannotShowFails(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	client := tw.Client()
	card := makeTemplate(t, client, "card", content.Types{WhatsAppCard: &content.WhatsAppCard{Body: "Hi"}}, nil)
	m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, ContentSID: card.SID})
	if err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	if got, _ := tw.Message(m.SID); got.Status != twilio.StatusFailed || got.ErrorCode != 63006 {
		t.Errorf("the message is %s %d, want failed 63006", got.Status, got.ErrorCode)
	}
}

func TestApprovals(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		client := tw.Client()
		templates := content.New(client).Templates
		a := makeTemplate(t, client, "a", text("Hi"), nil).SID
		b := makeTemplate(t, client, "b", text("Hi"), nil).SID
		status := func(sid string) string {
			got, err := templates.Approvals(sid).Get(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return strings.TrimSpace(string(got.WhatsApp.Status) + " " + got.WhatsApp.RejectionReason)
		}
		var got []string
		got = append(got, status(a))
		params := &content.CreateApprovalParams{Name: "greeting_1", Category: content.CategoryMarketing}
		submitted, err := templates.Approvals(a).Create(t.Context(), params)
		if err != nil || submitted.ContentType != content.TypeText || submitted.Category != content.CategoryMarketing || submitted.Name != "greeting_1" {
			t.Fatalf("submit: %+v, %v", submitted, err)
		}
		_, err = templates.Approvals(a).Create(t.Context(), params)
		wantRefusal(t, "submit again", err, http.StatusBadRequest, 92009)
		for name, bad := range map[string]content.CreateApprovalParams{
			"no name":     {Category: content.CategoryUtility},
			"bad name":    {Name: "Greeting", Category: content.CategoryUtility},
			"no category": {Name: "x"}, "bad category": {Name: "x", Category: "SPAM"},
		} {
			_, err = templates.Approvals(b).Create(t.Context(), &bad)
			wantRefusal(t, name, err, http.StatusBadRequest, twilio.ErrUnknownParameters)
		}
		got = append(got, status(a))
		time.Sleep(time.Hour)
		got = append(got, status(a))
		tw.ApproveTemplate(a)
		tw.RejectTemplate(b, "too short")
		got = append(got, status(a), status(b))
		want := []string{"unsubmitted", "received", "pending", "approved", "rejected too short"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("statuses (-want +got):\n%s", diff)
		}
	})
}

func TestApprovalInItsCategory(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	templates := content.New(tw.Client()).Templates
	for name, tt := range map[string]struct {
		extra map[string]any
		want  bool
	}{
		"as it is by default": {nil, true},
		"allowed":             {map[string]any{"allow_category_change": true}, true},
		"not allowed":         {map[string]any{"allow_category_change": false}, false},
	} {
		approvals := templates.Approvals(makeTemplate(t, tw.Client(), "a", text("Hi"), nil).SID)
		made, err := approvals.Create(t.Context(), &content.CreateApprovalParams{
			Name: "a", Category: content.CategoryUtility, Extra: tt.extra,
		})
		if err != nil || made.AllowCategoryChange != tt.want {
			t.Errorf("%s: %+v, %v", name, made, err)
		}
		if got, err := approvals.Get(t.Context()); err != nil || got.WhatsApp.AllowCategoryChange != tt.want {
			t.Errorf("%s: fetched %+v, %v", name, got, err)
		}
	}
}

func TestApprovalByItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithApproval(time.Hour))
		client := tw.Client()
		approvals := content.New(client).Templates.Approvals(makeTemplate(t, client, "a", text("Hi"), nil).SID)
		if _, err := approvals.Create(t.Context(), &content.CreateApprovalParams{Name: "a", Category: content.CategoryUtility}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []content.ApprovalStatus{content.ApprovalStatusReceived, content.ApprovalStatusPending, content.ApprovalStatusApproved} {
			got, err := approvals.Get(t.Context())
			if err != nil || got.WhatsApp.Status != want {
				t.Errorf("%v, %v; want %s", got, err, want)
			}
			time.Sleep(30 * time.Minute)
		}
	})
}

func TestSearchTemplates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		client := tw.Client()
		service := content.New(client)
		start := time.Now()
		makeTemplate(t, client, "bravo", text("one owl"), nil)
		time.Sleep(time.Hour)
		makeTemplate(t, client, "charlie", content.Types{Media: &content.Media{Body: "two owls", Media: []string{"https://files.example/owl.png"}}}, nil)
		time.Sleep(time.Hour)
		alpha := makeTemplate(t, client, "alpha", text("three crows"), nil)
		tw.ApproveTemplate(alpha.SID)
		for name, tt := range map[string]struct {
			params content.SearchTemplatesParams
			want   string
		}{
			"all":            {content.SearchTemplatesParams{}, "alpha charlie bravo"},
			"name":           {content.SearchTemplatesParams{ContentName: "^(a|b)"}, "alpha bravo"},
			"text":           {content.SearchTemplatesParams{Content: "owls?"}, "charlie bravo"},
			"type":           {content.SearchTemplatesParams{ContentType: []content.Type{content.TypeMedia, content.TypeCard}}, "charlie"},
			"language":       {content.SearchTemplatesParams{Language: []string{"de", "en"}}, "alpha charlie bravo"},
			"other language": {content.SearchTemplatesParams{Language: []string{"de"}}, ""},
			"eligible":       {content.SearchTemplatesParams{ChannelEligibility: []string{"whatsapp:approved"}}, "alpha"},
			"after":          {content.SearchTemplatesParams{DateCreatedAfter: twilio.Moment(start.Add(time.Hour))}, "alpha charlie"},
			"before":         {content.SearchTemplatesParams{DateCreatedBefore: twilio.Moment(start.Add(time.Hour))}, "charlie bravo"},
			"two filters":    {content.SearchTemplatesParams{ContentName: "r", Content: "owl "}, ""},
			"by name":        {content.SearchTemplatesParams{SortByContentName: content.SortOrderAscending}, "alpha bravo charlie"},
			"by date":        {content.SearchTemplatesParams{SortByDate: content.SortOrderAscending}, "bravo charlie alpha"},
			"pages by name": {content.SearchTemplatesParams{
				SortByContentName: content.SortOrderDescending, PageParams: twilio.PageParams{PageSize: 1},
			}, "charlie bravo alpha"},
		} {
			var names []string
			for found, err := range service.Templates.Search(t.Context(), &tt.params) {
				if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
				names = append(names, found.FriendlyName)
			}
			if got := strings.Join(names, " "); got != tt.want {
				t.Errorf("%s: %q, want %q", name, got, tt.want)
			}
		}
		for name, bad := range map[string]content.SearchTemplatesParams{
			"bad expression": {Content: "("}, "bad order": {SortByDate: "up"},
		} {
			_, err := service.Templates.SearchPage(t.Context(), &bad)
			wantRefusal(t, name, err, http.StatusBadRequest, twilio.ErrUnknownParameters)
		}
		var statuses []string
		for found, err := range service.TemplatesWithApproval.Search(t.Context(), &content.SearchTemplatesParams{SortByContentName: content.SortOrderAscending}) {
			if err != nil {
				t.Fatal(err)
			}
			statuses = append(statuses, found.FriendlyName+" "+string(found.Approval.Status))
		}
		if diff := cmp.Diff([]string{"alpha approved", "bravo unsubmitted", "charlie unsubmitted"}, statuses); diff != "" {
			t.Errorf("approvals (-want +got):\n%s", diff)
		}
		all, err := twilio.Collect(service.TemplatesWithApproval.List(t.Context(), nil), 0)
		if err != nil || len(all) != 3 || all[0].Approval.ContentType != content.TypeText {
			t.Errorf("v1: %v, %v", all, err)
		}
	})
}

// What WhatsApp has paused or disabled opens no session, and is sent within one.
func TestTemplatesTakenBack(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	from := tw.AddNumber(channels.WhatsApp(shop))
	sid := makeTemplate(t, tw.Client(), "a", text("Hi"), nil).SID
	phone := tw.Phone(channels.WhatsApp(alice))
	write := func() twilio.ErrorCode {
		t.Helper()
		return send(t, tw, &twilio.CreateMessageParams{From: from, To: phone.Address(), ContentSID: sid}).ErrorCode
	}
	got := []twilio.ErrorCode{write()}
	for _, decide := range []func(string){
		tw.ApproveTemplate, tw.PauseTemplate, tw.ApproveTemplate, tw.DisableTemplate,
		func(sid string) { tw.RejectTemplate(sid, "spam") },
	} {
		decide(sid)
		got = append(got, write())
	}
	tw.PauseTemplate(sid)
	phone.Send(from, "Hello?")
	got = append(got, write())
	const outside = twilio.ErrOutsideWindow
	if diff := cmp.Diff([]twilio.ErrorCode{outside, 0, 63041, 0, 63042, outside, 0}, got); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
}
