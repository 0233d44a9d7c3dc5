package twiliotest_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// everyEvent is the filter that lets all through.
var everyEvent = []chat.WebhookEvent{
	"onMessageSend", "onMessageUpdate", "onMessageRemove", "onMediaMessageSend", "onChannelAdd", "onChannelUpdate",
	"onChannelDestroy", "onMemberAdd", "onMemberUpdate", "onMemberRemove", "onUserUpdate",
	"onMessageSent", "onMessageUpdated", "onMessageRemoved", "onMediaMessageSent", "onChannelAdded", "onChannelUpdated",
	"onChannelDestroyed", "onMemberAdded", "onMemberUpdated", "onMemberRemoved", "onUserAdded", "onUserUpdated",
}

// hookedChat returns a chat service whose webhooks go to app, before and after things happen.
func hookedChat(t *testing.T, app http.HandlerFunc, events ...chat.WebhookEvent) (*twiliotest.Twilio, *chat.API, string) {
	t.Helper()
	tw, api, service := newChat(t)
	tw.Mount("https://app.example/", app)
	succeed(t)(api.Services.Update(t.Context(), service, &chat.UpdateServiceParams{
		PreWebhookURL: new("https://app.example/pre"), PostWebhookURL: new("https://app.example/post"), WebhookFilters: events,
	}))
	return tw, api, service
}

// told returns the events that the app was called for, as their names and URLs' paths.
func told(tw *twiliotest.Twilio) []string {
	tw.Wait()
	var list []string
	for _, r := range tw.Requests() {
		u, err := url.Parse(r.URL)
		if err != nil {
			list = append(list, err.Error())
			continue
		}
		list = append(list, u.Path+" "+r.Params.Get("EventType"))
	}
	return list
}

func nothing(http.ResponseWriter, *http.Request) {}

// TestChatEventsHaveTheirParameters does everything once, as a user and through the API.
func TestChatEventsHaveTheirParameters(t *testing.T) {
	t.Parallel()
	tw, api, service := hookedChat(t, nothing, everyEvent...)
	ctx := t.Context()
	roles, err := twilio.Collect(api.Roles(service).List(ctx, nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	alice, bob := tw.ChatUser(service, "alice"), tw.ChatUser(service, "bob")
	succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
	succeed(t)(alice.Join("talk"))
	succeed(t)(alice.UpdateChannel("talk", &chat.UpdateChannelParams{FriendlyName: new("Talk")}))
	succeed(t)(alice.Add("talk", "bob"))
	succeed(t)(alice.UpdateMember("talk", "bob", `{"a":1}`))
	succeed(t)(alice.Send("talk", "hi"))
	succeed(t)(alice.SendMedia("talk", chat.MessageMedia{ContentType: "image/png", Filename: "owl.png", Size: 7}))
	succeed(t)(alice.Edit("talk", 0, "hello"))
	if err := alice.Delete("talk", 0); err != nil {
		t.Fatal(err)
	}
	if err := bob.Leave("talk"); err != nil {
		t.Fatal(err)
	}
	succeed(t)(alice.UpdateUser("alice", &chat.UpdateUserParams{FriendlyName: new("Alice")}))
	if err := alice.DestroyChannel("talk"); err != nil {
		t.Fatal(err)
	}
	tw.Wait()

	common := []string{"AccountSid", "ClientIdentity", "EventType", "InstanceSid", "RetryCount", "Source"}
	message := []string{"Attributes", "Body", "ChannelSid", "From"}
	media := append([]string{"MediaContentType", "MediaFilename", "MediaSid", "MediaSize"}, message...)
	channel := []string{"Attributes", "CreatedBy", "FriendlyName", "UniqueName"}
	member := []string{"ChannelSid", "Identity", "RoleSid"}
	user := []string{"Attributes", "DateCreated", "FriendlyName", "Identity", "RoleSid", "UserSid"}
	plus := func(list []string, more ...string) []string { return slices.Concat(list, more) }
	want := map[string][]string{
		"onMessageSend":      message,
		"onMessageSent":      plus(message, "MessageSid", "Index", "DateCreated"),
		"onMediaMessageSend": media,
		"onMediaMessageSent": plus(media, "MessageSid", "Index", "DateCreated"),
		"onMessageUpdate":    plus(message, "MessageSid", "DateCreated", "ModifiedBy"),
		"onMessageUpdated":   plus(message, "MessageSid", "DateCreated", "ModifiedBy", "Index", "DateUpdated"),
		"onMessageRemove":    plus(message, "MessageSid", "DateCreated", "RemovedBy"),
		"onMessageRemoved":   plus(message, "MessageSid", "DateCreated", "RemovedBy", "Index", "DateRemoved"),
		"onChannelAdd":       plus(channel, "ChannelType"),
		"onChannelAdded":     plus(channel, "ChannelType", "ChannelSid", "DateCreated"),
		"onChannelUpdate":    plus(channel, "ChannelSid", "DateCreated"),
		"onChannelUpdated":   plus(channel, "ChannelSid", "DateCreated", "DateUpdated", "ChannelType"),
		"onChannelDestroy":   plus(channel, "ChannelSid", "DateCreated", "ChannelType"),
		"onChannelDestroyed": plus(channel, "ChannelSid", "DateCreated", "ChannelType", "DateDestroyed"),
		"onMemberAdd":        plus(member, "Reason"),
		"onMemberAdded":      plus(member, "Reason", "MemberSid", "DateCreated"),
		"onMemberUpdate":     plus(member, "MemberSid", "Attributes", "DateCreated"),
		"onMemberUpdated":    plus(member, "MemberSid", "Attributes", "DateCreated", "DateUpdated"),
		"onMemberRemove":     plus(member, "MemberSid", "Reason"),
		"onMemberRemoved":    plus(member, "MemberSid", "Reason", "DateCreated", "DateRemoved", "Attributes"),
		"onUserAdded":        user,
		"onUserUpdate":       plus(user, "DateUpdated"),
		"onUserUpdated":      plus(user, "DateUpdated"),
	}
	got := map[string][]string{}
	for _, r := range tw.Requests() {
		names := slices.Sorted(maps.Keys(r.Params))
		got[r.Params.Get("EventType")] = slices.DeleteFunc(names, func(n string) bool { return slices.Contains(common, n) })
		for _, name := range common {
			if !r.Params.Has(name) {
				t.Errorf("%s has no %s", r.Params.Get("EventType"), name)
			}
		}
		if source := r.Params.Get("Source"); source != "SDK" {
			t.Errorf("%s has the source %s", r.Params.Get("EventType"), source)
		}
		if r.Params.Get("EventType") == "onUserAdded" && r.Params.Get("RoleSid") != roles[1].SID {
			t.Errorf("a new user has the role %s, want %s", r.Params.Get("RoleSid"), roles[1].SID)
		}
	}
	for _, names := range want {
		slices.Sort(names)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
}

func TestTheAPIIsToldOfOnlyIfItAsks(t *testing.T) {
	t.Parallel()
	tw, api, service := hookedChat(t, nothing, everyEvent...)
	ctx, channels := t.Context(), api.Channels(service)
	for _, options := range [][]twilio.CallOption{nil, {chat.WithWebhooks()}} {
		ch, err := channels.Create(ctx, nil, options...)
		if err != nil {
			t.Fatal(err)
		}
		succeed(t)(channels.Members(ch.SID).Create(ctx, &chat.CreateMemberParams{Identity: "bob"}, options...))
		m, err := channels.Messages(ch.SID).Create(ctx, &chat.CreateMessageParams{Body: "hi"}, options...)
		if err != nil {
			t.Fatal(err)
		}
		succeed(t)(channels.Messages(ch.SID).Update(ctx, m.SID, &chat.UpdateMessageParams{Body: new("ho")}, options...))
		for _, err := range []error{
			channels.Messages(ch.SID).Delete(ctx, m.SID, options...),
			api.Users(service).Channels("bob").Delete(ctx, ch.SID, options...),
			channels.Delete(ctx, ch.SID, options...),
			api.Users(service).Delete(ctx, "bob"),
		} {
			if err != nil {
				t.Error(err)
			}
		}
	}
	want := []string{
		"/post onChannelAdded", "/post onUserAdded", "/post onMemberAdded", "/post onMessageSent", "/post onMessageUpdated",
		"/post onMessageRemoved", "/post onMemberRemoved", "/post onChannelDestroyed",
	}
	if diff := cmp.Diff(want, told(tw)); diff != "" {
		t.Errorf("the app was told (-want +got):\n%s", diff)
	}
	for _, r := range tw.Requests() {
		if r.Params.Get("Source") != "API" || r.Params.Has("ClientIdentity") {
			t.Errorf("from %s by %s", r.Params.Get("Source"), r.Params.Get("ClientIdentity"))
		}
	}
}

func TestNobodyIsToldWithoutFilters(t *testing.T) {
	t.Parallel()
	tw, api, service := hookedChat(t, nothing, chat.WebhookEventMessageSent)
	succeed(t)(tw.ChatUser(service, "alice").CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
	succeed(t)(tw.ChatUser(service, "alice").Join("talk"))
	succeed(t)(tw.ChatUser(service, "alice").Send("talk", "hi"))
	if diff := cmp.Diff([]string{"/post onMessageSent"}, told(tw)); diff != "" {
		t.Errorf("the app was told (-want +got):\n%s", diff)
	}
	succeed(t)(twilio.Post[object](t.Context(), tw.Client(), chatPath(service), url.Values{"WebhookFilters": {""}}))
	succeed(t)(tw.ChatUser(service, "alice").Send("talk", "hi"))
	if got := told(tw); len(got) != 1 {
		t.Errorf("without filters the app was told %v", got)
	}
	if s, err := api.Services.Get(t.Context(), service); err != nil || len(s.WebhookFilters) != 0 {
		t.Errorf("filters: %v, %v", s.WebhookFilters, err)
	}
}

// TestAnswersBeforeChat has the app decide about a message in all the ways that there are.
func TestAnswersBeforeChat(t *testing.T) {
	t.Parallel()
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	for name, tt := range map[string]struct {
		app      http.HandlerFunc
		want     string // what is said in the end
		code     twilio.ErrorCode
		alert    twilio.ErrorCode
		requests int
		took     time.Duration
	}{
		"nothing to say":      {answer(200, ""), "alice: hi\n", 0, 0, 1, 0},
		"nothing to change":   {answer(200, "{}"), "alice: hi\n", 0, 0, 1, 0},
		"no content":          {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, "alice: hi\n", 0, 0, 1, 0},
		"change":              {answer(200, `{"body":"HI","author":"eve","attributes":"{}","index":7,"x":null}`), "eve: HI\n", 0, 0, 1, 0},
		"change to nothing":   {answer(200, `{"body":""}`), "alice: \n", 0, 0, 1, 0},
		"change to an object": {answer(200, `{"attributes":{"a":1}}`), "alice: hi\n", 0, 0, 1, 0},
		"change badly":        {answer(200, `{"attributes":"{"}`), "alice: hi\n", 0, chat.ErrAttributesInvalid, 1, 0},
		"change in part":      {answer(200, `{"attributes":"{","body":"HI"}`), "alice: HI\n", 0, chat.ErrAttributesInvalid, 1, 0},
		"change to too much":  {answer(200, `{"body":"`+strings.Repeat("x", 32<<10+1)+`"}`), "alice: hi\n", 0, chat.ErrMessageBodyTooLong, 1, 0},
		"name somebody long":  {answer(200, `{"author":"`+strings.Repeat("x", 257)+`"}`), "alice: hi\n", 0, 50310, 1, 0},
		"no JSON":             {answer(200, `<Response/>`), "alice: hi\n", 0, 50057, 1, 0},
		"forbid":              {answer(403, ""), "", 50056, 0, 1, 0},
		"not there":           {answer(404, ""), "", 50056, 0, 1, 0},
		"broken":              {answer(500, ""), "", 50056, twilio.ErrHTTPRetrieval, 1, 0},
		"always busy":         {answer(503, ""), "", 50056, twilio.ErrHTTPRetrieval, 3, 3 * time.Second},
		"always too many":     {answer(429, ""), "", 50056, 0, 3, 3 * time.Second},
		"always asleep":       {func(http.ResponseWriter, *http.Request) { time.Sleep(time.Minute) }, "alice: hi\n", 0, 50076, 3, 18 * time.Second},
		"hung up on":          {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "alice: hi\n", 0, twilio.ErrHTTPConnection, 1, 0},
		"busy, then forbids":  {inTurn(answer(503, ""), answer(403, "")), "", 50056, twilio.ErrHTTPRetrieval, 2, time.Second},
		"asleep, then awakes": {inTurn(func(http.ResponseWriter, *http.Request) { time.Sleep(time.Minute) }, answer(200, `{"body":"HI"}`)), "alice: HI\n", 0, 50076, 2, 6 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw, api, service := hookedChat(t, tt.app, chat.WebhookEventMessageSend)
				succeed(t)(api.Services.Update(t.Context(), service, &chat.UpdateServiceParams{PreWebhookRetryCount: new(2)}))
				alice := tw.ChatUser(service, "alice")
				succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
				succeed(t)(alice.Join("talk"))
				start := time.Now()
				_, err := alice.Send("talk", "hi")
				if tt.code != 0 {
					wantRefusal(t, "send", err, http.StatusForbidden, tt.code)
				} else if err != nil {
					t.Error(err)
				}
				if took := time.Since(start); took != tt.took {
					t.Errorf("it took %v, want %v", took, tt.took)
				}
				if diff := cmp.Diff(tt.want, alice.Transcript("talk")); diff != "" {
					t.Errorf("what was said (-want +got):\n%s", diff)
				}
				for i, r := range tw.Requests() {
					if got := r.Params.Get("RetryCount"); got != fmt.Sprint(i) {
						t.Errorf("call %d has the RetryCount %s", i, got)
					}
					if r.Token == "" || r.Token != tw.Requests()[0].Token {
						t.Errorf("call %d has the token %q", i, r.Token)
					}
				}
				if n := len(tw.Requests()); n != tt.requests {
					t.Errorf("the app was called %d times, want %d", n, tt.requests)
				}
				alerts := tw.Alerts()
				if (len(alerts) > 0) != (tt.alert != 0) || len(alerts) > 0 && alerts[0].Code != tt.alert {
					t.Errorf("alerts %v, want %d", alerts, tt.alert)
				}
				time.Sleep(2 * time.Minute) // until the handlers have ended
			})
		})
	}
}

// inTurn answers the first request by the first handler, and so on.
func inTurn(handlers ...http.HandlerFunc) http.HandlerFunc {
	var served atomic.Int32
	return func(w http.ResponseWriter, r *http.Request) { handlers[served.Add(1)-1](w, r) }
}

func TestTheWorldChangesWhileTheAppDecides(t *testing.T) {
	t.Parallel()
	var api *chat.API
	var service string
	tw, api, service := hookedChat(t, func(_ http.ResponseWriter, r *http.Request) {
		if err := api.Channels(service).Delete(r.Context(), "talk"); err != nil {
			t.Error(err)
		}
	}, chat.WebhookEventMessageSend)
	alice := tw.ChatUser(service, "alice")
	succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
	succeed(t)(alice.Join("talk"))
	_, err := alice.Send("talk", "hi")
	wantRefusal(t, "send to a channel that is being deleted", err, http.StatusNotFound, chat.ErrChannelNotFound)
}

func TestWebhooksOfOneChannel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		busy := 2
		tw, api, service := hookedChat(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/busy" && busy > 0 {
				busy--
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		})
		ctx := t.Context()
		alice := tw.ChatUser(service, "alice")
		succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
		succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "other"}))
		hooks := api.Channels(service).Webhooks("talk")
		for _, p := range []*chat.CreateChannelWebhookParams{
			{Type: chat.WebhookTypeWebhook, URL: "https://app.example/members", Method: http.MethodGet, Filters: []chat.WebhookEvent{chat.WebhookEventMemberAdded}},
			{Type: chat.WebhookTypeTrigger, URL: "https://app.example/help", Triggers: []string{"help", "SOS"}},
			{Type: chat.WebhookTypeWebhook, URL: "https://app.example/busy", Filters: []chat.WebhookEvent{chat.WebhookEventMessageSent}, RetryCount: 2},
			{Type: chat.WebhookTypeStudio, FlowSID: "FW00000000000000000000000000000001"},
		} {
			succeed(t)(hooks.Create(ctx, p))
		}
		succeed(t)(alice.Join("talk"))
		succeed(t)(alice.Join("other"))
		succeed(t)(alice.Send("talk", "please HELP me"))
		succeed(t)(alice.Send("talk", "please"))
		succeed(t)(alice.Send("other", "help"))
		want := []string{
			"/members onMemberAdded", "/help onMessageSent", "/busy onMessageSent", "/busy onMessageSent", "/busy onMessageSent",
			"/busy onMessageSent",
		}
		if diff := cmp.Diff(want, told(tw)); diff != "" {
			t.Errorf("the app was told (-want +got):\n%s", diff)
		}
		if n := len(tw.Alerts()); n != 2 {
			t.Errorf("%d alerts, want one for each call that failed", n)
		}
		if r := tw.Requests()[0]; r.Method != http.MethodGet {
			t.Errorf("called by %s", r.Method)
		}

		var kept []string
		for w, err := range hooks.List(ctx, nil) {
			if err != nil {
				t.Fatal(err)
			}
			kept = append(kept, strings.TrimSpace(fmt.Sprintln(w.Type, w.Configuration.URL, w.Configuration.Filters, w.Configuration.Triggers, w.Configuration.FlowSID)))
			if w.Type == chat.WebhookTypeTrigger {
				succeed(t)(hooks.Update(ctx, w.SID, &chat.UpdateChannelWebhookParams{Triggers: []string{"bye"}}))
				continue
			}
			if err := hooks.Delete(ctx, w.SID); err != nil {
				t.Fatal(err)
			}
		}
		listed := []string{
			"webhook https://app.example/members [onMemberAdded] []", "trigger https://app.example/help [] [help SOS]",
			"webhook https://app.example/busy [onMessageSent] []", "studio  [] [] FW00000000000000000000000000000001",
		}
		if diff := cmp.Diff(listed, kept); diff != "" {
			t.Errorf("webhooks (-want +got):\n%s", diff)
		}
		succeed(t)(alice.Send("talk", "goodbye, no help needed"))
		if got := told(tw); len(got) != len(want)+1 || got[len(want)] != "/help onMessageSent" {
			t.Errorf("the app was told %v", got)
		}
	})
}

// TestPostEventsCloseInTime closes the emulator while the app sleeps over an event and more wait.
func TestPostEventsCloseInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, _, service := hookedChat(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, chat.WebhookEventMessageSent)
		alice := tw.ChatUser(service, "alice")
		succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
		succeed(t)(alice.Join("talk"))
		for range 10 {
			succeed(t)(alice.Send("talk", "hi"))
		}
		start := time.Now()
		tw.Close()
		if took := time.Since(start); took != 0 {
			t.Errorf("Close took %v", took)
		}
		if _, err := alice.Send("talk", "hi"); err == nil {
			t.Error("a closed emulator takes messages")
		}
	})
}

func TestTheAppNamesChannels(t *testing.T) {
	t.Parallel()
	tw, _, service := hookedChat(t, func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("EventType") == "onUserUpdate" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		_, _ = io.WriteString(w, `{"friendly_name":"The `+r.FormValue("UniqueName")+` club","unique_name":"x","body":"y"}`)
	}, chat.WebhookEventChannelAdd, chat.WebhookEventUserUpdate)
	alice := tw.ChatUser(service, "alice")
	ch, err := alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "chess", FriendlyName: "mine"})
	if err != nil || ch.FriendlyName != "The chess club" || ch.UniqueName != "chess" || ch.CreatedBy != "alice" {
		t.Errorf("%+v, %v", ch, err)
	}
	_, err = alice.UpdateUser("alice", &chat.UpdateUserParams{FriendlyName: new("Queen")})
	wantRefusal(t, "a name that the app forbids", err, http.StatusForbidden, 50056)
}

// TestAnAppTalksBack has the app answer an event through the API and as a user, from within its
// handler.
func TestAnAppTalksBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var bot *twiliotest.ChatUser
		tw, _, service := hookedChat(t, func(_ http.ResponseWriter, r *http.Request) {
			if r.FormValue("From") == "alice" {
				succeed(t)(bot.Send("talk", "You said: "+r.FormValue("Body")))
			}
		}, chat.WebhookEventMessageSent)
		alice := tw.ChatUser(service, "alice")
		bot = tw.ChatUser(service, "bot")
		succeed(t)(alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"}))
		succeed(t)(alice.Join("talk"))
		succeed(t)(bot.Join("talk"))
		succeed(t)(alice.Send("talk", "hi"))
		tw.Wait() // for the answer, which is under way
		succeed(t)(alice.SendMedia("talk", chat.MessageMedia{ContentType: "image/png"}))
		tw.Wait()
		if diff := cmp.Diff("alice: hi\nbot: You said: hi\nalice: [image/png]\n", alice.Transcript("talk")); diff != "" {
			t.Errorf("what was said (-want +got):\n%s", diff)
		}
	})
}

// A name that the app gives a channel and that it cannot have is not taken, and neither is a text
// for a message that is a file.
func TestTheAppAsksForWhatCannotBe(t *testing.T) {
	t.Parallel()
	name := strings.Repeat("x", 65)
	tw, _, service := hookedChat(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"friendly_name":"`+name+`","body":"text"}`)
	}, chat.WebhookEventChannelAdd, chat.WebhookEventChannelUpdate, chat.WebhookEventMessageUpdate)
	alice := tw.ChatUser(service, "alice")
	ch, err := alice.CreateChannel(&chat.CreateChannelParams{UniqueName: "talk", FriendlyName: "mine"})
	if err != nil || ch.FriendlyName != "mine" {
		t.Errorf("created %+v, %v", ch, err)
	}
	succeed(t)(alice.Join("talk"))
	ch, err = alice.UpdateChannel("talk", &chat.UpdateChannelParams{Attributes: `{"a":1}`})
	if err != nil || ch.FriendlyName != name || ch.Attributes != `{"a":1}` { // which may be longer later
		t.Errorf("updated %+v, %v", ch, err)
	}
	succeed(t)(alice.SendMedia("talk", chat.MessageMedia{ContentType: "image/png"}))
	m, err := alice.EditAttributes("talk", 0, `{"b":2}`)
	if err != nil || m.Body != "" || m.Attributes != `{"b":2}` {
		t.Errorf("edited %+v, %v", m, err)
	}
	var got []string
	for _, a := range tw.Alerts() {
		got = append(got, fmt.Sprint(int(a.Code), " ", a.URL, " ", a.Text))
	}
	if diff := cmp.Diff([]string{
		"50003 https://app.example/pre the answer's friendly_name is not taken",
		"50509 https://app.example/pre the answer's body is not taken",
	}, got); diff != "" {
		t.Errorf("alerts (-want +got):\n%s", diff)
	}
}
