package twiliotest_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// step is a call of an operation. Names that begin with $ stand for what was made before, and keep
// names what it makes.
type step struct {
	method, path, form, keep string
}

// surface is what the API's description says of the operations.
type surface struct {
	Operations []operation
	Resources  map[string]struct {
		Properties map[string]property
		OneOf      []struct{ Properties map[string]property } // in versions of the answer, the oldest first
	}
}

type property struct {
	Type     string
	Nullable bool
	Enum     []string
}

type operation struct {
	ID, Method, Path string
	Responses        map[string]struct {
		Schema string
		List   *struct{ Key, Schema string }
	}
}

// find returns the operation that a call is of.
func (s *surface) find(method, path string) *operation {
	for i, o := range s.Operations {
		want, got := strings.Split(o.Path, "/"), strings.Split(path, "/")
		if o.Method == method && len(want) == len(got) && !slices.ContainsFunc(want, func(segment string) bool {
			same := got[0] == segment || strings.HasPrefix(segment, "{") && strings.ContainsAny(got[0], "0123456789@") && len(got[0]) > 2
			got = got[1:]
			return !same
		}) {
			return &s.Operations[i]
		}
	}
	return nil
}

// everything calls every operation: those below an account and below a service at each.
func everything() []step {
	both := []step{
		{"POST", "/Roles", "FriendlyName=helper&Type=conversation&Permission=sendMessage&Permission=leaveConversation", "role"},
		{"GET", "/Roles", "", ""},
		{"GET", "/Roles/$role", "", ""},
		{"POST", "/Roles/$role", "Permission=sendMessage", ""},
		{"POST", "/Users", "Identity=user1@example.com&FriendlyName=One&Attributes={}", "user"},
		{"GET", "/Users", "", ""},
		{"GET", "/Users/$user", "", ""},
		{"POST", "/Users/$user", "FriendlyName=Uno", ""},

		{"POST", "/Conversations", "FriendlyName=Order+7&UniqueName=order-7&Timers.Inactive=PT1M&Timers.Closed=PT10M&Bindings.Email.Address=shop@example.com", "talk"},
		{"GET", "/Conversations", "", ""},
		{"GET", "/Conversations/$talk", "", ""},
		{"POST", "/Conversations/$talk", `Attributes={"order":7}`, ""},
		{"POST", "/Conversations/$talk/Participants", "Identity=user1@example.com", "part"},
		{"POST", "/Conversations/$talk/Participants", "MessagingBinding.Address=$customer&MessagingBinding.ProxyAddress=$number", ""},
		{"GET", "/Conversations/$talk/Participants", "", ""},
		{"GET", "/Conversations/$talk/Participants/$part", "", ""},
		{"POST", "/Conversations/$talk/Participants/$part", "RoleSid=$role&LastReadMessageIndex=0", ""},
		{"POST", "/Conversations/$talk/Messages", "Author=user1@example.com&Body=Hello", "message"},
		{"wait", "", "", ""},
		{"GET", "/Conversations/$talk/Messages", "Order=desc", ""},
		{"GET", "/Conversations/$talk/Messages/$message", "", ""},
		{"POST", "/Conversations/$talk/Messages/$message", "Body=Hi", ""},
		{"GET", "/Conversations/$talk/Messages/$message/Receipts", "", "receipt"},
		{"GET", "/Conversations/$talk/Messages/$message/Receipts/$receipt", "", ""},
		{"POST", "/Conversations/$talk/Webhooks", "Target=webhook&Configuration.Url=https://app.example/&Configuration.Filters=onMessageAdded", "hook"},
		{"GET", "/Conversations/$talk/Webhooks", "", ""},
		{"GET", "/Conversations/$talk/Webhooks/$hook", "", ""},
		{"POST", "/Conversations/$talk/Webhooks/$hook", "Configuration.Method=get", ""},
		{"DELETE", "/Conversations/$talk/Webhooks/$hook", "", ""},
		{"GET", "/ParticipantConversations", "Identity=user1@example.com", ""},
		{"GET", "/ParticipantConversations", "Address=$customer", ""},
		{"GET", "/Users/$user/Conversations", "", ""},
		{"GET", "/Users/$user/Conversations/$talk", "", ""},
		{"POST", "/Users/$user/Conversations/$talk", "NotificationLevel=muted&LastReadMessageIndex=0", ""},
		{"DELETE", "/Conversations/$talk/Messages/$message", "", ""},
		{"DELETE", "/Users/$user/Conversations/$talk", "", ""},
		{"POST", "/Conversations/$talk/Participants", "Identity=user1@example.com", "part"},
		{"DELETE", "/Conversations/$talk/Participants/$part", "", ""},
		{"POST", "/ConversationWithParticipants", `UniqueName=order-8&Participant={"identity":"user1@example.com"}`, ""},
		{"DELETE", "/Conversations/$talk", "", ""},
		{"DELETE", "/Users/$user", "", ""},
		{"DELETE", "/Roles/$role", "", ""},
	}
	steps := []step{
		{"GET", "/Configuration", "", ""},
		{"POST", "/Configuration", "DefaultInactiveTimer=PT1H", ""},
		{"GET", "/Configuration/Webhooks", "", ""},
		{"POST", "/Configuration/Webhooks", "Method=GET&Filters=onMessageAdded", ""},
		{"POST", "/Configuration/Addresses", "Type=sms&Address=$number&AutoCreation.Type=webhook&AutoCreation.WebhookUrl=https://app.example/", "address"},
		{"GET", "/Configuration/Addresses", "Type=sms", ""},
		{"GET", "/Configuration/Addresses/$address", "", ""},
		{"POST", "/Configuration/Addresses/$address", "AutoCreation.Enabled=false", ""},
		{"DELETE", "/Configuration/Addresses/$address", "", ""},
		{"POST", "/Credentials", "Type=fcm&Secret=s&FriendlyName=Phones", "credential"},
		{"GET", "/Credentials", "", ""},
		{"GET", "/Credentials/$credential", "", ""},
		{"POST", "/Credentials/$credential", "FriendlyName=Tablets", ""},
		{"DELETE", "/Credentials/$credential", "", ""},
		{"POST", "/Services", "FriendlyName=Shop", "service"},
		{"GET", "/Services", "", ""},
		{"GET", "/Services/$service", "", ""},
		{"GET", "/Services/$service/Configuration", "", ""},
		{"POST", "/Services/$service/Configuration", "ReachabilityEnabled=true", ""},
		{"GET", "/Services/$service/Configuration/Notifications", "", ""},
		{"POST", "/Services/$service/Configuration/Notifications", "NewMessage.Enabled=true", ""},
		{"GET", "/Services/$service/Configuration/Webhooks", "", ""},
		{"POST", "/Services/$service/Configuration/Webhooks", "PostWebhookUrl=https://app.example/", ""},
		{"bind", "", "", "binding"},
		{"GET", "/Services/$service/Bindings", "BindingType=fcm", ""},
		{"GET", "/Services/$service/Bindings/$binding", "", ""},
		{"DELETE", "/Services/$service/Bindings/$binding", "", ""},
	}
	steps = append(steps, both...)
	for _, s := range both {
		s.path = "/Services/$service" + s.path
		steps = append(steps, s)
	}
	return append(steps, step{"DELETE", "/Services/$service", "", ""})
}

// TestEveryOperationOfConversations holds each answer to the API's description: its status, and all
// fields and no others, of the types that it says.
func TestEveryOperationOfConversations(t *testing.T) {
	t.Parallel()
	var api surface
	if err := json.Unmarshal(apitest.Shared(t, "api/conversations_v1.json"), &api); err != nil {
		t.Fatal(err)
	}
	tw := twiliotest.New(t)
	tw.Mount("https://app.example/", http.NotFoundHandler())
	made := map[string]string{
		"number":   url.QueryEscape(string(tw.AddNumber("+15557122661"))),
		"customer": url.QueryEscape(string(tw.Phone("+15558675310").Address())),
	}
	fill := func(text string) string {
		for _, name := range slices.Backward(slices.Sorted(maps.Keys(made))) {
			text = strings.ReplaceAll(text, "$"+name, made[name])
		}
		return text
	}
	called := map[string]bool{}
	for _, s := range everything() {
		switch s.method {
		case "wait":
			tw.Wait()
			continue
		case "bind":
			made[s.keep] = tw.ConversationUser(made["service"], "phone-owner").Bind("fcm", "a-device")
			continue
		}
		path, form := "/v1"+fill(s.path), fill(s.form)
		o := api.find(s.method, path)
		if o == nil {
			t.Errorf("%s %s is no operation", s.method, path)
			continue
		}
		called[o.ID] = true
		target, body := "https://conversations.twilio.com"+path, io.Reader(http.NoBody)
		if s.method == http.MethodGet {
			target += "?" + form
		} else {
			body = strings.NewReader(form)
		}
		r, err := http.NewRequestWithContext(t.Context(), s.method, target, body)
		must(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		resp, err := tw.HTTPClient().Do(r)
		must(t, err)
		answer, err := io.ReadAll(resp.Body)
		must(t, err)
		must(t, resp.Body.Close())
		want, ok := o.Responses[strconv.Itoa(resp.StatusCode)]
		if !ok {
			t.Errorf("%s: HTTP %d %s", o.ID, resp.StatusCode, answer)
			continue
		}
		if sid := api.check(t, o.ID, answer, want.Schema, want.List); s.keep != "" {
			made[s.keep] = sid
		}
	}
	for _, o := range api.Operations {
		if !called[o.ID] {
			t.Errorf("%s was not called", o.ID)
		}
	}
}

// check compares an answer with its schema and returns the SID in it, for a list that of its first
// item.
func (s *surface) check(t *testing.T, id string, answer []byte, schema string, list *struct{ Key, Schema string }) string {
	t.Helper()
	if schema == "" && list == nil {
		if len(answer) > 0 {
			t.Errorf("%s answers with %s", id, answer)
		}
		return ""
	}
	var body map[string]any
	must(t, json.Unmarshal(answer, &body))
	if list == nil {
		s.checkFields(t, id, body, schema)
		sid, _ := body["sid"].(string)
		return sid
	}
	items, _ := body[list.Key].([]any)
	if len(items) == 0 {
		t.Errorf("%s lists nothing: %s", id, answer)
		return ""
	}
	for _, it := range items {
		s.checkFields(t, id, it.(map[string]any), list.Schema)
	}
	sid, _ := items[0].(map[string]any)["sid"].(string)
	return sid
}

func (s *surface) checkFields(t *testing.T, id string, body map[string]any, schema string) {
	t.Helper()
	want := s.Resources[schema].Properties
	if versions := s.Resources[schema].OneOf; len(versions) > 0 {
		want = versions[0].Properties
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(body))); diff != "" {
		t.Errorf("%s: fields (-description +answer):\n%s", id, diff)
	}
	for name, p := range want {
		fits := false
		switch v := body[name].(type) {
		case nil:
			fits = p.Nullable || p.Type == ""
		case string:
			fits = p.Type == "string" && (len(p.Enum) == 0 || slices.Contains(p.Enum, v))
		case float64:
			fits = p.Type == "integer"
		case bool:
			fits = p.Type == "boolean"
		case []any:
			fits = p.Type == "array"
		case map[string]any:
			fits = p.Type == "object" || p.Type == ""
		}
		if !fits {
			t.Errorf("%s: %s is %v, which is no %+v", id, name, body[name], p)
		}
	}
}
