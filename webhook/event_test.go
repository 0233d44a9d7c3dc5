package webhook_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

var update = flag.Bool("update", false, "write the golden files of events")

const eventURL = "https://app.example/events"

// A product is what can send events.
type product struct {
	form    func(eventType string) url.Values
	handler func(v *webhook.Validator, h reflect.Value) http.Handler
	fields  reflect.Type // the struct of functions
}

var products = map[string]product{
	"conversation": {webhooktest.ConversationForm, func(v *webhook.Validator, h reflect.Value) http.Handler {
		return webhook.ConversationEvents(v, h.Interface().(webhook.ConversationHandlers))
	}, reflect.TypeFor[webhook.ConversationHandlers]()},
	"chat": {webhooktest.ChatForm, func(v *webhook.Validator, h reflect.Value) http.Handler {
		return webhook.ChatEvents(v, h.Interface().(webhook.ChatHandlers))
	}, reflect.TypeFor[webhook.ChatHandlers]()},
}

// An arrival is a call of one of the app's functions.
type arrival struct {
	Function string
	Event    any
}

// listen returns a handler with a function for every event, and what they are called with.
func (p product) listen(v *webhook.Validator) (http.Handler, *[]arrival) {
	var got []arrival
	handlers := reflect.New(p.fields).Elem()
	for i := range p.fields.NumField() {
		f := p.fields.Field(i)
		if f.Type.Kind() != reflect.Func {
			continue
		}
		handlers.Field(i).Set(reflect.MakeFunc(f.Type, func(args []reflect.Value) []reflect.Value {
			got = append(got, arrival{f.Name, args[1].Interface()})
			results := make([]reflect.Value, f.Type.NumOut())
			for j := range results {
				results[j] = reflect.Zero(f.Type.Out(j))
			}
			return results
		}))
	}
	return p.handler(v, handlers), &got
}

// shown is an event as JSON, without what holds all of the request.
func shown(event any) string {
	e := reflect.ValueOf(event).Elem()
	e.FieldByName("Raw").SetZero()
	e.FieldByName("Query").SetZero()
	b, err := json.MarshalIndent(event, "", "\t")
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// Every event calls the function of its name and fills every field that it has a parameter for.
func TestEvents(t *testing.T) {
	t.Parallel()
	for name, p := range products {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, got := p.listen(newValidator(t, token))
			send := func(method string, form url.Values) (exchange, []arrival) {
				*got = nil
				return serve(h, webhooktest.NewRequest(token, method, eventURL, form)), *got
			}
			var golden bytes.Buffer
			for function := range p.fields.Fields() {
				if function.Type.Kind() != reflect.Func || function.Name == "Unknown" {
					continue
				}
				want := exchange{Status: http.StatusNoContent}
				if function.Type.NumOut() == 2 {
					want.Status = http.StatusOK
				}
				form := p.form("on" + function.Name)
				answer, arrived := send(http.MethodPost, form)
				if diff := cmp.Diff(want, answer); diff != "" || len(arrived) != 1 || arrived[0].Function != function.Name {
					t.Fatalf("%s: %s, %v", function.Name, diff, arrived)
				}
				if diff := cmp.Diff(form, reflect.ValueOf(arrived[0].Event).Elem().FieldByName("Raw").Interface()); diff != "" {
					t.Errorf("%s: Raw (-want +got):\n%s", function.Name, diff)
				}
				text := shown(arrived[0].Event)
				golden.WriteString("on" + function.Name + " " + text + "\n\n")

				answer, arrived = send(http.MethodGet, form)
				if diff := cmp.Diff(want, answer) + cmp.Diff(text, shown(arrived[0].Event)); diff != "" {
					t.Errorf("GET %s: %s", function.Name, diff)
				}
				for param := range form {
					if param == "EventType" {
						continue
					}
					other := p.form("on" + function.Name)
					other.Set(param, "7")
					if _, arrived := send(http.MethodPost, other); shown(arrived[0].Event) == text {
						t.Errorf("%s has no field for %s", function.Name, param)
					}
				}
			}
			file := "testdata/" + name + "_events.golden"
			if *update {
				if err := os.WriteFile(file, golden.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), golden.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// What is missing, malformed, repeated or unknown costs nobody the rest.
func TestParseEventOdd(t *testing.T) {
	t.Parallel()
	parse := func(query string) (*webhook.ConversationParticipantAdded, url.Values) {
		params, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		return webhook.ParseEvent[webhook.ConversationParticipantAdded](params), params
	}
	type fields = webhook.ConversationParticipant
	for _, c := range []struct {
		query string
		want  func(p *fields)
	}{
		{"", func(*fields) {}},
		{"Identity=b&Identity=a&New=x", func(p *fields) { p.Identity = "b" }},
		{"Identity=&Attributes=%7B+%7D", func(p *fields) { p.Attributes = "{ }" }},
		{"Attributes=%7Bnot+JSON", func(p *fields) { p.Attributes = "{not JSON" }},
		{"LastReadMessageIndex=0", func(p *fields) { p.LastReadMessageIndex = new(0) }},
		{"LastReadMessageIndex=none&RetryCount=-1", func(*fields) {}},
		{"DateCreated=yesterday&DateUpdated=", func(*fields) {}},
		{"MessagingBinding.Address=%2B2&MessagingBinding.Address=%2B1&MessagingBinding.Type=SMS", func(p *fields) {
			p.Binding.Type, p.Binding.Address = "SMS", append(p.Binding.Address, "+2", "+1")
		}},
		{"MessagingBinding=x&messagingbinding.type=y", func(*fields) {}},
	} {
		got, params := parse(c.query)
		want := new(webhook.ConversationParticipantAdded)
		c.want(&want.ConversationParticipant)
		want.Raw = params
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.query, diff)
		}
	}
	at, _ := parse("DateCreated=Sat%2C+21+Nov+2026+10%3A00%3A00+%2B0000&DateUpdated=2026-11-21T10%3A00%3A00%2B02%3A00")
	if at.DateCreated.UnixMilli() != 1795255200000 || at.DateCreated.Sub(at.DateUpdated.Time).Hours() != 2 {
		t.Error(at.DateCreated, at.DateUpdated)
	}
}

func TestConversationMedia(t *testing.T) {
	t.Parallel()
	raw := func(s string) json.RawMessage { return json.RawMessage(s) }
	for text, want := range map[string][]webhook.ConversationMedia{
		"":          nil,
		"null":      nil,
		"[]":        {},
		"[1]":       nil,
		`{"Sid":1}`: nil,
		`[{"Sid":"ME1","Filename":"a","ContentType":"image/png","Size":3},{}]`: {
			{SID: "ME1", Filename: "a", ContentType: "image/png", Size: 3}, {}},
		`[{"MediaSid":"ME1","content_type":"t","SIZE":4294967296}]`: {{SID: "ME1", ContentType: "t", Size: 1 << 32}},
		`[{"Size":"big","Category":"media"}]`:                       {{Other: map[string]json.RawMessage{"Size": raw(`"big"`), "Category": raw(`"media"`)}}},
	} {
		got := webhook.ParseEvent[webhook.ConversationMessageAdd](url.Values{"Media": {text}})
		if diff := cmp.Diff(want, got.Media); diff != "" || got.Raw.Get("Media") != text {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestUnknownEvents(t *testing.T) {
	t.Parallel()
	for name, p := range products {
		h, got := p.listen(newValidator(t, token))
		none := p.handler(newValidator(t, token), reflect.New(p.fields).Elem())
		for event, status := range map[string]int{
			"onReactionAdd": 200, "onReactionAdded": 204, "onReactionSent": 204, "reaction": 204, "onmessageadd": 200,
		} {
			*got = nil
			form := p.form(event)
			form.Set("RetryCount", "2")
			request := func() *http.Request { return webhooktest.NewRequest(token, "POST", eventURL+"?shop=7", form) }
			want := []arrival{{"Unknown", &webhook.UnknownEvent{
				EventType: event, AccountSID: webhooktest.AccountSID, Source: webhook.EventSourceSDK, ClientIdentity: "alice",
				RetryCount: 2, Raw: form, Query: url.Values{"shop": {"7"}},
			}}}
			if diff := cmp.Diff(exchange{Status: status}, serve(h, request())) + cmp.Diff(want, *got); diff != "" {
				t.Errorf("%s %s: %s", name, event, diff)
			}
			if diff := cmp.Diff(exchange{Status: status}, serve(none, request())); diff != "" {
				t.Errorf("%s %s: %s", name, event, diff)
			}
		}
		for event, status := range map[string]int{"onMessageUpdate": 200, "onMessageUpdated": 204} {
			if got := serve(none, webhooktest.NewRequest(token, "POST", eventURL, p.form(event))); got.Status != status || got.Body != "" {
				t.Errorf("%s without a function: %v", event, got)
			}
		}
		for what, r := range map[string]*http.Request{
			"no EventType":       webhooktest.NewRequest(token, "POST", eventURL, url.Values{"Body": {"x"}}),
			"signature of a GET": unformed(eventURL + "?" + p.form("onMessageAdd").Encode()),
			"malformed":          request(http.MethodPost, eventURL, formType, "EventType=%", webhook.Sign(token, eventURL, nil)),
		} {
			if diff := cmp.Diff(plain(400), serve(h, r)); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
		if diff := cmp.Diff(plain(403), serve(h, webhooktest.NewRequest("x", "POST", eventURL, p.form("onMessageAdd")))); diff != "" {
			t.Error(diff)
		}
		if got := serve(h, webhooktest.NewRequest(token, "PUT", eventURL, p.form("onMessageAdd"))); got.Status != 405 {
			t.Error(got)
		}
	}
}

// Logs show neither texts nor names.
func TestEventLogValue(t *testing.T) {
	t.Parallel()
	for _, event := range []any{
		webhook.ParseEvent[webhook.ConversationMessageAdded](webhooktest.ConversationForm("onMessageAdded")),
		*webhook.ParseEvent[webhook.ConversationParticipantAdded](webhooktest.ConversationForm("onParticipantAdded")),
		webhook.ParseEvent[webhook.ChatMessageSent](webhooktest.ChatForm("onMessageSent")),
		*webhook.ParseEvent[webhook.ChatUserUpdated](webhooktest.ChatForm("onUserUpdated")),
		webhook.ParseEvent[webhook.UnknownEvent](webhooktest.ChatForm("onUserUpdated")),
	} {
		text := logged(t, event)
		if !strings.Contains(text, "e.event=on") || !strings.Contains(text, "e.AccountSid=AC") || strings.ContainsAny(text, "+{") ||
			strings.Contains(text, "alice") || strings.Contains(text, "Hello") {
			t.Error(text)
		}
	}
}

func logged(t *testing.T, event any) string {
	t.Helper()
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("in", slog.Any("e", event))
	return log.String()
}
