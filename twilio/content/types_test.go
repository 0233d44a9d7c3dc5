package content_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/content"
)

// full has every type with every field that this version knows.
var full = map[string]struct {
	json  string
	types content.Types
}{
	"twilio/text": {`{"body":"Hi {{1}}"}`, content.Types{Text: &content.Text{Body: "Hi {{1}}"}}},
	"twilio/media": {
		`{"body":"See","media":["https://example.com/{{1}}"]}`,
		content.Types{Media: &content.Media{Body: "See", Media: []string{"https://example.com/{{1}}"}}},
	},
	"twilio/location": {
		`{"latitude":0,"longitude":-122.3916,"label":"L","id":"i","address":"375 Beale St"}`,
		content.Types{Location: &content.Location{Longitude: -122.3916, Label: "L", ID: "i", Address: "375 Beale St"}},
	},
	"twilio/list-picker": {
		`{"body":"Where to?","button":"Choose","items":[{"id":"nyc","item":"New York","description":"from $99"}]}`,
		content.Types{ListPicker: &content.ListPicker{Body: "Where to?", Button: "Choose", Items: []content.ListItem{
			{ID: "nyc", Item: "New York", Description: "from $99"},
		}}},
	},
	"twilio/call-to-action": {
		`{"body":"Fly","actions":[{"type":"URL","title":"Site","url":"https://example.com"},` +
			`{"type":"PHONE_NUMBER","title":"Call","phone":"+15551234567"},{"type":"COPY_CODE","title":"Copy","code":"FLY20"},` +
			`{"type":"VOICE_CALL","title":"Ring","id":"v"},{"type":"VOICE_CALL_REQUEST","title":"May we?"}]}`,
		content.Types{CallToAction: &content.CallToAction{Body: "Fly", Actions: []content.Action{
			{Type: content.ActionURL, Title: "Site", URL: "https://example.com"},
			{Type: content.ActionPhoneNumber, Title: "Call", Phone: "+15551234567"},
			{Type: content.ActionCopyCode, Title: "Copy", Code: "FLY20"},
			{Type: content.ActionVoiceCall, Title: "Ring", ID: "v"},
			{Type: content.ActionVoiceCallRequest, Title: "May we?"},
		}}},
	},
	"twilio/quick-reply": {
		`{"body":"Ok?","actions":[{"title":"Yes","id":"yes"},{"type":"QUICK_REPLY","title":"No","id":"no"}]}`,
		content.Types{QuickReply: &content.QuickReply{Body: "Ok?", Actions: []content.Action{
			{Title: "Yes", ID: "yes"}, {Type: content.ActionQuickReply, Title: "No", ID: "no"},
		}}},
	},
	"twilio/card": {
		`{"title":"T","body":"B","subtitle":"S","media":["https://example.com/a.png"],` +
			`"actions":[{"type":"URL","title":"Go","url":"https://example.com","webview_size":"TALL"}]}`,
		content.Types{Card: &content.Card{
			Title: "T", Body: "B", Subtitle: "S", Media: []string{"https://example.com/a.png"},
			Actions: []content.Action{{
				Type: content.ActionURL, Title: "Go", URL: "https://example.com", WebviewSize: content.WebviewSizeTall,
			}},
		}},
	},
	"twilio/catalog": {
		`{"title":"T","body":"B","subtitle":"S","id":"c","items":[{"id":"p","section_title":"Hats","name":"Hat",` +
			`"media_url":"https://example.com/h.png","price":19.90,"description":"Warm"}],"dynamic_items":"{{1}}"}`,
		content.Types{Catalog: &content.Catalog{
			Title: "T", Body: "B", Subtitle: "S", ID: "c", DynamicItems: "{{1}}",
			Items: []content.CatalogItem{{
				ID: "p", SectionTitle: "Hats", Name: "Hat", MediaURL: "https://example.com/h.png", Price: "19.90", Description: "Warm",
			}},
		}},
	},
	"twilio/carousel": {
		`{"body":"B","cards":[{"title":"T","body":"b","media":"https://example.com/a.png","actions":[{"type":"QUICK_REPLY","title":"Yes","id":"y"}]}]}`,
		content.Types{Carousel: &content.Carousel{Body: "B", Cards: []content.CarouselCard{{
			Title: "T", Body: "b", Media: "https://example.com/a.png",
			Actions: []content.Action{{Type: content.ActionQuickReply, Title: "Yes", ID: "y"}},
		}}}},
	},
	"twilio/flows": {
		`{"body":"B","button_text":"Open","subtitle":"S","media_url":"https://example.com/a.png","type":"SURVEY","pages":[` +
			`{"id":"one","next_page_id":"two","title":"T","subtitle":"s","layout":[` +
			`{"type":"SHORT_TEXT","name":"mail","label":"Mail","text":"hint","required":false,"input_type":"EMAIL"},` +
			`{"type":"DATE_PICKER","label":"When","min_date":"2026-01-01","max_date":"2026-02-01","unavailable_dates":"[]"}]},` +
			`{"id":"two","title":"T","layout":[{"type":"LIST","label":"L","options":"[{\"id\":\"a\",\"title\":\"A\"}]"},` +
			`{"type":"RICH_TEXT","text_list":["p"]},{"type":"MEDIA","url":"https://example.com/a.png"}]}]}`,
		content.Types{Flows: &content.Flows{
			Body: "B", ButtonText: "Open", Subtitle: "S", MediaURL: "https://example.com/a.png", Type: content.FlowTypeSurvey,
			Pages: []content.FlowPage{
				{ID: "one", NextPageID: "two", Title: "T", Subtitle: "s", Layout: []content.FlowComponent{
					{Type: content.FlowShortText, Name: "mail", Label: "Mail", Text: "hint", Required: new(false), InputType: content.FlowInputEmail},
					{Type: content.FlowDatePicker, Label: "When", MinDate: "2026-01-01", MaxDate: "2026-02-01", UnavailableDates: "[]"},
				}},
				{ID: "two", Title: "T", Layout: []content.FlowComponent{
					{Type: content.FlowList, Label: "L", Options: content.FlowOptions(content.FlowOption{ID: "a", Title: "A"})},
					{Type: content.FlowRichText, TextList: []string{"p"}},
					{Type: content.FlowMedia, URL: "https://example.com/a.png"},
				}},
			},
		}},
	},
	"twilio/schedule": {
		`{"id":"s","title":"T","timeSlots":"{{1}}"}`,
		content.Types{Schedule: &content.Schedule{ID: "s", Title: "T", TimeSlots: "{{1}}"}},
	},
	"whatsapp/card": {
		`{"body":"B","footer":"F","header_text":"H","media":[],"actions":[{"type":"PHONE_NUMBER","title":"Call","phone":"+15551234567"}]}`,
		content.Types{WhatsAppCard: &content.WhatsAppCard{
			Body: "B", Footer: "F", HeaderText: "H", Media: []string{},
			Actions: []content.Action{{Type: content.ActionPhoneNumber, Title: "Call", Phone: "+15551234567"}},
		}},
	},
	"whatsapp/authentication": {
		`{"add_security_recommendation":false,"code_expiration_minutes":5,"actions":[{"type":"COPY_CODE","copy_code_text":"Copy"}]}`,
		content.Types{WhatsAppAuthentication: &content.WhatsAppAuthentication{
			AddSecurityRecommendation: new(false), CodeExpirationMinutes: 5,
			Actions: []content.AuthenticationAction{{Type: content.ActionCopyCode, CopyCodeText: "Copy"}},
		}},
	},
	"whatsapp/flows": {
		`{"body":"B","button_text":"Open","subtitle":"S","media_url":"https://example.com/a.png","flow_id":"1","flow_token":"t",` +
			`"flow_first_page_id":"P","is_flow_first_page_endpoint":true}`,
		content.Types{WhatsAppFlows: &content.WhatsAppFlows{
			Body: "B", ButtonText: "Open", Subtitle: "S", MediaURL: "https://example.com/a.png", FlowID: "1", FlowToken: "t",
			FlowFirstPageID: "P", IsFlowFirstPageEndpoint: new(true),
		}},
	},
}

func TestEachTypeBothWays(t *testing.T) {
	t.Parallel()
	for name, tt := range full {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := `{"` + name + `":` + tt.json + `}`
			got := read[content.Types](t, text)
			if diff := cmp.Diff(tt.types, got); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(read[any](t, text), read[any](t, write(t, got))); diff != "" {
				t.Errorf("written (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]content.Type{content.Type(name)}, got.Names()); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
		})
	}
	if want := reflect.TypeFor[content.Types]().NumField() - 1; len(full) != want {
		t.Errorf("%d types are tested, there are %d", len(full), want)
	}
}

// TestUnknownMembersAreKept puts an unknown member into every object of every type.
func TestUnknownMembersAreKept(t *testing.T) {
	t.Parallel()
	for name, tt := range full {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := enrich(read[any](t, tt.json))
			got := read[content.Types](t, `{"`+name+`":`+write(t, want)+`}`)
			if got.Other != nil {
				t.Errorf("Other = %s", write(t, got.Other))
			}
			if diff := cmp.Diff(map[string]any{name: want}, read[any](t, write(t, got))); diff != "" {
				t.Errorf("written (-want +got):\n%s", diff)
			}
		})
	}
}

func enrich(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, member := range v {
			enrich(member)
		}
		v["new_member"] = map[string]any{"deep": []any{"x", nil, 1.5}}
	case []any:
		for _, item := range v {
			enrich(item)
		}
	}
	return v
}

func TestUnknownTypeIsKept(t *testing.T) {
	t.Parallel()
	const text = `{"twilio/pay":{"price":1.10,"big":12345678901234567890},"twilio/text":{"body":"B"}}`
	got := read[content.Types](t, text)
	want := content.Types{
		Text:  &content.Text{Body: "B"},
		Other: map[content.Type]json.RawMessage{"twilio/pay": json.RawMessage(`{"price":1.10,"big":12345678901234567890}`)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(text, write(t, got)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]content.Type{"twilio/pay", "twilio/text"}, got.Names()); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestTypeOfUnexpectedShapeIsKept(t *testing.T) {
	t.Parallel()
	const text = `{"twilio/location":{"latitude":"{{1}}","longitude":"{{2}}"},"twilio/text":{"body":"B"}}`
	got := read[content.Types](t, text)
	if got.Location != nil || got.Text == nil {
		t.Errorf("got %+v", got)
	}
	if diff := cmp.Diff(text, write(t, got)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
}

func TestTypesThatAreNot(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`null`, `{}`, `{"twilio/text":null}`} {
		if diff := cmp.Diff(content.Types{}, read[content.Types](t, text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{`[]`, `"twilio/text"`, `{"twilio/text":`} {
		if err := json.Unmarshal([]byte(text), new(content.Types)); err == nil {
			t.Errorf("%s is read without an error", text)
		}
	}
	if _, err := json.Marshal(content.Types{Other: map[content.Type]json.RawMessage{"x": json.RawMessage(`{`)}}); err == nil {
		t.Error("JSON that is none is written without an error")
	}
}

func TestReadingAgainForgets(t *testing.T) {
	t.Parallel()
	got := read[content.Types](t, `{"twilio/text":{"body":"B","new":1},"twilio/pay":{}}`)
	if err := json.Unmarshal([]byte(`{"twilio/media":{"media":["u"]}}`), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(content.Types{Media: &content.Media{Media: []string{"u"}}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFlowOptionsOfNothing(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff("[]", content.FlowOptions()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
