package twiliotest_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// allEvents are those that the webhooks of an account can have.
var allEvents = []conversations.WebhookEvent{
	"onConversationAdd", "onConversationAdded", "onConversationUpdate", "onConversationUpdated", "onConversationRemove",
	"onConversationRemoved", "onConversationStateUpdated", "onMessageAdd", "onMessageAdded", "onMessageUpdate", "onMessageUpdated",
	"onMessageRemove", "onMessageRemoved", "onParticipantAdd", "onParticipantAdded", "onParticipantUpdate", "onParticipantUpdated",
	"onParticipantRemove", "onParticipantRemoved", "onDeliveryUpdated", "onUserAdded", "onUserUpdate", "onUserUpdated",
}

// listen sends the account's events to an app, pre-events to /pre and the others to /post.
func (w *world) listen(t *testing.T, app http.Handler, events ...conversations.WebhookEvent) {
	t.Helper()
	w.tw.Mount("https://app.example/", app)
	_, err := w.api.Webhooks.Update(t.Context(), &conversations.UpdateWebhookConfigurationParams{
		PreWebhookURL: new("https://app.example/pre"), PostWebhookURL: new("https://app.example/post"), Filters: events,
	})
	must(t, err)
}

// events returns the webhooks so far, by their type.
func (w *world) events() []string {
	w.tw.Wait()
	var names []string
	for _, r := range w.tw.Requests() {
		names = append(names, r.Params.Get("EventType"))
	}
	return names
}

// ok answers 200.
var ok = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

func TestCallsOfTheAPIAreSilentUnlessTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.listen(t, ok, allEvents...)
	messages := w.api.Conversations.Messages(w.open)
	m := w.write(t, "alice", "Hi") // silent, but for what becomes of it on the customer's phone
	w.tw.Wait()
	_, err := messages.Update(t.Context(), m.SID, &conversations.UpdateMessageParams{Body: new("Hi!")}, conversations.WithWebhooks())
	must(t, err)
	must(t, messages.Delete(t.Context(), m.SID, conversations.WithWebhooks()))
	_, err = w.api.Conversations.Update(t.Context(), w.open, &conversations.UpdateConversationParams{State: "inactive"}, conversations.WithWebhooks())
	must(t, err)
	_, err = messages.Create(t.Context(), &newMessage{Author: string(w.customer.Address()), Body: "Still there?"}, conversations.WithWebhooks())
	must(t, err)
	_, err = w.api.Conversations.Participants(w.open).Create(t.Context(), &newParticipant{Identity: "bob"}, conversations.WithWebhooks())
	must(t, err)
	if diff := cmp.Diff([]string{
		"onDeliveryUpdated", "onDeliveryUpdated",
		"onMessageUpdated", "onMessageRemoved",
		"onConversationUpdated", "onConversationStateUpdated",
		"onConversationStateUpdated", "onMessageAdded",
		"onUserAdded", "onParticipantAdded",
	}, w.events()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestEventsHaveTheirParameters compares the parameters of each event with those that are
// documented.
func TestEventsHaveTheirParameters(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.listen(t, ok, allEvents...)
	_, err := w.api.Service(w.service(t)).Configuration.Update(t.Context(), &conversations.UpdateServiceConfigurationParams{ReachabilityEnabled: new(true)})
	must(t, err)
	_, err = w.api.Addresses.Create(t.Context(), &newAddress{Type: "sms", Address: w.number, AutoCreationEnabled: new(true)})
	must(t, err)
	carol := w.tw.ConversationUser("", "carol") // onUserAdded
	talk, err := carol.Create("Order 7")
	must(t, err)
	_, err = w.api.Conversations.Update(t.Context(), talk.SID, &conversations.UpdateConversationParams{UniqueName: new("order-7"), State: "inactive"}, conversations.WithWebhooks())
	must(t, err)
	must(t, carol.Join(talk.SID))
	must(t, carol.Rename(talk.SID, "Order 8"))
	must(t, carol.SetFriendlyName("Carol"))
	m, err := carol.Send(talk.SID, "", carol.Upload("image/png", "cat.png", []byte("png")))
	must(t, err)
	_, err = carol.Edit(talk.SID, m.SID, "A cat")
	must(t, err)
	must(t, carol.Read(talk.SID, 0))
	must(t, carol.SetAttributes(talk.SID, `{"seat":1}`))
	must(t, carol.Delete(talk.SID, m.SID))
	must(t, carol.Add(talk.SID, "alice"))
	must(t, carol.Remove(talk.SID, "alice"))
	must(t, carol.Destroy(talk.SID))
	dave := w.tw.Phone("+15558675399")
	dave.Send(w.number, "Hello", twiliotest.Attach("image/jpeg", []byte("jpg")))
	w.write(t, "alice", "Hi") // to the customer's phone

	const (
		all          = "AccountSid EventType RetryCount Source"
		client       = all + " ClientIdentity"
		conversation = " Attributes ChatServiceSid FriendlyName MessagingServiceSid State"
		later        = " ConversationSid DateCreated DateUpdated"
		message      = " Attributes Author Body ConversationSid ParticipantSid"
		binding      = " MessagingBinding.Address MessagingBinding.ProxyAddress"
		participant  = " Attributes ConversationSid DateCreated DateUpdated MessagingBinding.Type RoleSid"
		user         = " Attributes ChatServiceSid DateCreated DateUpdated FriendlyName Identity RoleSid UserSid isNotifiable isOnline"
	)
	want := map[string][]string{
		"onUserAdded SDK":                {client + user},
		"onUserUpdate SDK":               {client + user},
		"onUserUpdated SDK":              {client + user},
		"onConversationAdd SDK":          {client + conversation},
		"onConversationAdded SDK":        {client + conversation + later},
		"onConversationUpdated API":      {all + conversation + later + " UniqueName"},
		"onConversationStateUpdated API": {all + " ChatServiceSid ConversationSid MessagingServiceSid Reason StateFrom StateTo StateUpdated"},
		"onConversationStateUpdated SDK": {client + " ChatServiceSid ConversationSid MessagingServiceSid Reason StateFrom StateTo StateUpdated"},
		"onConversationUpdate SDK":       {client + conversation + later + " UniqueName"},
		"onConversationUpdated SDK":      {client + conversation + later + " UniqueName"},
		"onConversationRemove SDK":       {client + conversation + later + " UniqueName"},
		"onConversationRemoved SDK":      {client + conversation + later + " UniqueName DateRemoved"},
		"onParticipantAdd SDK":           {client + participant + " Identity"},
		"onParticipantAdded SDK":         {client + participant + " Identity ParticipantSid"},
		"onParticipantUpdate SDK":        {client + participant + " Identity ParticipantSid LastReadMessageIndex"},
		"onParticipantUpdated SDK":       {client + participant + " Identity ParticipantSid LastReadMessageIndex"},
		"onParticipantRemove SDK":        {client + participant + " Identity ParticipantSid"},
		"onParticipantRemoved SDK":       {client + participant + " Identity ParticipantSid DateRemoved"},
		"onMessageAdd SDK":               {client + message + " Media"},
		"onMessageAdded SDK":             {client + message + " Media MessageSid MessagingServiceSid Index DateCreated"},
		"onMessageUpdate SDK":            {client + message + " Media MessageSid Index DateCreated"},
		"onMessageUpdated SDK":           {client + message + " Media MessageSid Index DateCreated DateUpdated"},
		"onMessageRemove SDK":            {client + message + " Media MessageSid Index DateCreated DateUpdated"},
		"onMessageRemoved SDK":           {client + message + " Media MessageSid Index DateCreated DateUpdated DateRemoved"},
		"onConversationAdd SMS":          {all + " Attributes ChatServiceSid MessagingServiceSid State" + binding + " MessagingBinding.AuthorAddress MessageBody Media"},
		"onConversationAdded SMS":        {all + " Attributes ChatServiceSid MessagingServiceSid State" + later + binding + " MessagingBinding.AuthorAddress MessageBody Media"},
		"onParticipantAdded SMS":         {all + participant + binding + " ParticipantSid"},
		"onMessageAdd SMS":               {all + message + " Media"},
		"onMessageAdded SMS":             {all + message + " Media MessageSid MessagingServiceSid Index DateCreated"},
		"onDeliveryUpdated SMS": {all + " ChannelMessageSid ChatServiceSid ConversationSid DateCreated DateUpdated DeliveryReceiptSid" +
			" ErrorCode MessageSid ParticipantSid Status"},
	}
	got := map[string][]string{}
	w.tw.Wait()
	for _, r := range w.tw.Requests() {
		name := r.Params.Get("EventType") + " " + r.Params.Get("Source")
		keys := strings.Join(slices.Sorted(maps.Keys(r.Params)), " ")
		if !slices.Contains(got[name], keys) {
			got[name] = append(got[name], keys)
		}
	}
	for name, lists := range want {
		words := strings.Fields(lists[0])
		slices.Sort(words)
		want[name] = []string{strings.Join(words, " ")}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-documented +told):\n%s", diff)
	}
}

// service returns the SID of the default service.
func (w *world) service(t *testing.T) string {
	t.Helper()
	c, err := w.api.Configuration.Get(t.Context())
	must(t, err)
	return c.DefaultChatServiceSID
}

func TestFiltersSayWhoIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.listen(t, ok, "onMessageRemoved")
	_, err := w.api.Service(w.service(t)).Webhooks.Update(t.Context(), &conversations.UpdateWebhookConfigurationParams{
		PostWebhookURL: new("https://app.example/service"), Method: http.MethodGet, Filters: []conversations.WebhookEvent{"onMessageAdded"},
	})
	must(t, err)
	for _, params := range []newWebhook{
		{Target: "webhook", URL: "https://app.example/conversation", Filters: []conversations.WebhookEvent{"onMessageAdded", "onParticipantAdded"}},
		{Target: "trigger", URL: "https://app.example/help", Triggers: []string{"help"}, Method: conversations.MethodGet},
		{Target: "studio", FlowSID: "FW11111111111111111111111111111111"},
	} {
		must(t, hookUp(params)(t.Context(), w))
	}
	alice := w.tw.ConversationUser("", "alice")
	_, err = alice.Send(w.open, "Good morning")
	must(t, err)
	m, err := alice.Send(w.open, "Can I HELP you?")
	must(t, err)
	must(t, alice.Delete(w.open, m.SID))
	w.tw.Wait()
	var got []string
	for _, r := range w.tw.Requests() {
		got = append(got, fmt.Sprintf("%s %s %s %s", r.Method, strings.TrimPrefix(r.URL, "https://app.example/"), r.Params.Get("EventType"), r.Params.Get("Body")))
	}
	if diff := cmp.Diff([]string{
		"GET service onMessageAdded Good morning",
		"POST conversation onMessageAdded Good morning",
		"GET service onMessageAdded Can I HELP you?",
		"POST conversation onMessageAdded Can I HELP you?",
		"GET help onMessageAdded Can I HELP you?",
		"POST post onMessageRemoved Can I HELP you?",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// A webhook that comes later can be told of what was written before.
	must(t, hookUp(newWebhook{
		Target: "webhook", URL: "https://app.example/late", Filters: []conversations.WebhookEvent{"onMessageAdded"}, ReplayAfter: new(twilio.Int(0)),
	})(t.Context(), w))
	w.tw.Wait()
	if last := w.tw.Requests()[len(got)]; last.URL != "https://app.example/late" || last.Params.Get("Index") != "0" {
		t.Errorf("replayed: %s %v", last.URL, last.Params)
	}
}

// TestAnswersToPreEventsOfConversations shows what each answer makes of a message.
func TestAnswersToPreEventsOfConversations(t *testing.T) {
	t.Parallel()
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/pre" {
				w.WriteHeader(status)
				_, _ = io.WriteString(w, body)
			}
		}
	}
	for _, tt := range []struct {
		name   string
		app    http.HandlerFunc
		want   string // "" for a rejection
		author string
		alerts []twilio.ErrorCode
	}{
		{"nothing", answer(200, ""), "Hello", "alice", nil},
		{"an empty object", answer(200, "{}"), "Hello", "alice", nil},
		{"another text", answer(200, `{"body":"Hallo"}`), "Hallo", "alice", nil},
		{"another author", answer(200, `{"author":"bob","attributes":"{\"a\":1}"}`), "Hello", "bob", nil},
		{"a field that cannot be changed", answer(200, `{"index":5}`), "Hello", "alice", nil},
		{"a null", answer(200, `{"body":null}`), "Hello", "alice", nil},
		{"attributes that are no JSON", answer(200, `{"attributes":"no"}`), "Hello", "alice", []twilio.ErrorCode{50304}},
		{"no JSON", answer(200, "OK"), "Hello", "alice", []twilio.ErrorCode{50057}},
		{"forbidden", answer(403, ""), "", "", nil},
		{"a failure", answer(500, ""), "", "", []twilio.ErrorCode{twilio.ErrHTTPRetrieval}},
		{"no answer in time", func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/pre" {
				<-r.Context().Done()
			}
		}, "Hello", "alice", []twilio.ErrorCode{50076}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.listen(t, tt.app, "onMessageAdd")
				alice := w.tw.ConversationUser("", "alice")
				start := time.Now()
				m, err := alice.Send(w.open, "Hello")
				if took := time.Since(start); took != 0 && took != 5*time.Second {
					t.Errorf("it took %v", took)
				}
				switch {
				case tt.want == "":
					wantRefusal(t, "a message that was rejected", err, http.StatusForbidden, 50056)
				case err != nil || m.Body != tt.want || m.Author != tt.author:
					t.Errorf("sent %+v, %v, want %q by %s", m, err, tt.want, tt.author)
				}
				got, err := alice.Messages(w.open)
				must(t, err)
				if published := len(got) == 1; published != (tt.want != "") {
					t.Errorf("published: %t", published)
				}
				w.tw.Wait()
				if asked := w.tw.Requests(); len(asked) != 1 || (asked[0].Code == 0) != (tt.alerts == nil || tt.want == "Hello" && asked[0].Status == 200) {
					t.Errorf("requests: %+v", asked)
				}
				var codes []twilio.ErrorCode
				for _, a := range w.tw.Alerts() {
					codes = append(codes, a.Code)
				}
				if diff := cmp.Diff(tt.alerts, codes); diff != "" {
					t.Errorf("alerts (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestAPhoneIsAskedAboutToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.listen(t, http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.PostFormValue("Body") == "spam" || r.PostFormValue("MessageBody") == "spam" {
			out.WriteHeader(http.StatusForbidden)
		} else if r.PostFormValue("EventType") == "onConversationAdd" {
			_, _ = io.WriteString(out, `{"friendly_name":"From a phone"}`)
		}
	}), "onMessageAdd", "onConversationAdd")
	_, err := w.api.Addresses.Create(t.Context(), &newAddress{
		Type: "sms", Address: w.number, AutoCreationEnabled: new(true), AutoCreationType: "webhook",
		WebhookURL: "https://app.example/bot", WebhookMethod: "get",
	})
	must(t, err)

	// Into a conversation that there is.
	if got := w.customer.Send(w.number, "spam"); len(got.Requests) != 1 || got.Requests[0].Status != http.StatusForbidden {
		t.Errorf("requests: %+v", got.Requests)
	}
	w.customer.Send(w.number, "Hello")
	page, err := w.api.Conversations.Messages(w.open).ListPage(t.Context(), nil)
	must(t, err)
	if len(page.Items) != 1 || page.Items[0].Body != "Hello" || page.Items[0].Index != 0 {
		t.Errorf("messages: %+v", page.Items)
	}

	// Where one would begin.
	bob := w.tw.Phone("+15550001111")
	bob.Send(w.number, "spam")
	list := func(address channels.Address) []*conversations.ParticipantConversation {
		found, err := twilio.Collect(w.api.ParticipantConversations.List(t.Context(), &conversations.ListParticipantConversationsParams{Address: address}), 0)
		must(t, err)
		return found
	}
	if got := list(bob.Address()); len(got) != 0 {
		t.Errorf("a conversation that was rejected is there: %+v", got)
	}
	bob.Send(w.number, "Hi")
	got := list(bob.Address())
	if len(got) != 1 || got[0].ConversationFriendlyName != "From a phone" {
		t.Fatalf("bob's conversations: %+v", got)
	}
	hooks, err := w.api.Conversations.Webhooks(got[0].ConversationSID).ListPage(t.Context(), nil)
	must(t, err)
	if len(hooks.Items) != 1 || hooks.Items[0].Configuration.URL != "https://app.example/bot" {
		t.Errorf("its webhooks: %+v", hooks.Items)
	}
	requests := w.tw.Requests()
	if last := requests[len(requests)-1]; last.Method != http.MethodGet || last.Params.Get("EventType") != "onMessageAdded" || last.Params.Get("Body") != "Hi" {
		t.Errorf("the last webhook is %s %s %v", last.Method, last.URL, last.Params)
	}
}

func TestEventsAreToldAgain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		retries int
		app     func(count string) int
		want    []string // RetryCount and when
		alerts  int
	}{
		{"by default not", 0, func(string) int { return 503 }, []string{"0 0s"}, 1},
		{"until it succeeds", 3, func(count string) int {
			if count == "2" {
				return 204
			}
			return 429
		}, []string{"0 0s", "1 1s", "2 3s"}, 2},
		{"as often as it is set", 3, func(string) int { return 504 }, []string{"0 0s", "1 1s", "2 3s", "3 7s"}, 4},
		{"not what fails for good", 3, func(string) int { return 500 }, []string{"0 0s"}, 1},
		{"what takes too long", 1, func(string) int { return 0 }, []string{"0 0s", "1 6s"}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, twiliotest.WithEventRetries(tt.retries))
				w.listen(t, http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
					if status := tt.app(r.PostFormValue("RetryCount")); status != 0 {
						out.WriteHeader(status)
						return
					}
					<-r.Context().Done()
				}), "onMessageAdded")
				start := time.Now()
				_, err := w.tw.ConversationUser("", "alice").Send(w.open, "Hello")
				must(t, err)
				w.tw.Wait()
				var got []string
				for _, r := range w.tw.Requests() {
					got = append(got, fmt.Sprint(r.Params.Get("RetryCount"), " ", r.Time.Sub(start)))
					if r.Token == "" || r.Token != w.tw.Requests()[0].Token {
						t.Errorf("the token is %q", r.Token)
					}
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if n := len(w.tw.Alerts()); n != tt.alerts {
					t.Errorf("%d alerts, want %d: %v", n, tt.alerts, w.tw.Alerts())
				}
			})
		})
	}
}
