package twiliotest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// newChat returns an emulator with a chat service.
func newChat(t *testing.T) (tw *twiliotest.Twilio, api *chat.API, service string) {
	t.Helper()
	tw = twiliotest.New(t)
	api = chat.New(tw.Client())
	s, err := api.Services.Create(t.Context(), &chat.CreateServiceParams{FriendlyName: "shop"})
	if err != nil {
		t.Fatal(err)
	}
	return tw, api, s.SID
}

// newChannel makes a channel and returns its SID.
func newChannel(t *testing.T, api *chat.API, service string, params chat.CreateChannelParams) string {
	t.Helper()
	ch, err := api.Channels(service).Create(t.Context(), &params)
	if err != nil {
		t.Fatal(err)
	}
	return ch.SID
}

// chatOperation is what the API's description says of one.
type chatOperation struct {
	ID, Method, Path string
	Responses        map[string]struct {
		Schema string
		List   struct{ Key, Schema string }
	}
}

// TestChatAnswersAsDescribed calls every operation that the API's description has, and holds the
// names of the fields in each answer to it.
func TestChatAnswersAsDescribed(t *testing.T) {
	t.Parallel()
	for _, product := range []string{"chat_v2", "chat_v3"} {
		var d struct {
			Operations []chatOperation
			Resources  map[string]struct{ Properties map[string]any }
		}
		if err := json.Unmarshal(apitest.Shared(t, "api/"+product+".json"), &d); err != nil {
			t.Fatal(err)
		}
		for _, o := range d.Operations {
			t.Run(o.ID+" "+product, func(t *testing.T) {
				t.Parallel()
				body := callOperation(t, o)
				for status, r := range o.Responses {
					if status == "204" {
						continue
					}
					one, schema := body, r.Schema
					if r.List.Key != "" {
						list := body[r.List.Key].([]any)
						if len(list) == 0 {
							t.Fatal("the list is empty")
						}
						one, schema = list[0].(map[string]any), r.List.Schema
					}
					var want, got []string
					for name := range d.Resources[schema].Properties {
						want = append(want, name)
					}
					for name := range one {
						got = append(got, name)
					}
					if diff := cmp.Diff(want, got, cmpopts.SortSlices(strings.Compare)); diff != "" {
						t.Errorf("fields of %s (-described +answered):\n%s", schema, diff)
					}
				}
			})
		}
	}
}

// callOperation calls an operation in a service that has one of everything.
func callOperation(t *testing.T, o chatOperation) map[string]any {
	t.Helper()
	tw, api, service := newChat(t)
	ctx := t.Context()
	channel := newChannel(t, api, service, chat.CreateChannelParams{UniqueName: "general"})
	alice := tw.ChatUser(service, "alice")
	tw.ChatUser(service, "bob")
	succeed(t)(alice.Join("general"))
	succeed(t)(alice.Send("general", "hi"))
	credential, err := api.Credentials.Create(ctx, &chat.CreateCredentialParams{Type: chat.CredentialTypeFCM, Secret: "key"})
	if err != nil {
		t.Fatal(err)
	}
	binding := alice.Register(chat.BindingTypeFCM, "device", credential.SID)
	invite, err := api.Channels(service).Invites(channel).Create(ctx, &chat.CreateInviteParams{Identity: "bob"})
	if err != nil {
		t.Fatal(err)
	}
	hook, err := api.Channels(service).Webhooks(channel).Create(ctx, &chat.CreateChannelWebhookParams{
		Type: chat.WebhookTypeWebhook, URL: "https://app.example/", Filters: []chat.WebhookEvent{chat.WebhookEventMessageSent},
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := api.Services.Get(ctx, service)
	if err != nil {
		t.Fatal(err)
	}
	messages, err := alice.Messages("general")
	if err != nil {
		t.Fatal(err)
	}
	sid := map[string]string{
		"Binding": binding, "UserBinding": binding, "Channel": channel, "ChannelWebhook": hook.SID, "Credential": credential.SID,
		"Invite": invite.SID, "Member": "alice", "Message": messages[0].SID, "Role": s.DefaultServiceRoleSID,
		"Service": service, "User": "alice",
	}[regexp.MustCompile("^(Fetch|Update|Delete|List|Create)").ReplaceAllString(o.ID, "")]
	path := strings.NewReplacer("{ServiceSid}", service, "{ChannelSid}", channel, "{UserSid}", "alice", "{Sid}", sid).Replace(o.Path)
	form := url.Values{
		"FriendlyName": {"other"}, "Identity": {"carol"}, "UniqueName": {"other"}, "Permission": {"inviteMember"},
		"Configuration.Url": {"https://app.example/"}, "Configuration.Filters": {"onMessageSent"}, "Secret": {"key"},
	}
	switch o.ID {
	case "CreateInvite":
		form.Set("Identity", "dan")
		tw.ChatUser(service, "dan")
	case "CreateRole":
		form.Set("Type", "channel")
	case "CreateChannelWebhook":
		form.Set("Type", "webhook")
	case "CreateCredential":
		form.Set("Type", "fcm")
	case "UpdateChannel":
		form.Set("Type", "private")
	}
	var content string
	if o.Method == http.MethodPost {
		content = form.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, o.Method, "https://chat.twilio.com"+path, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
	resp, err := tw.HTTPClient().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body := map[string]any{}
	if resp.ContentLength > 0 {
		if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := o.Responses[fmt.Sprint(resp.StatusCode)]; !ok {
		t.Fatalf("HTTP %d: %v", resp.StatusCode, body)
	}
	return body
}

func TestChatServiceStartsWithItsDefaults(t *testing.T) {
	t.Parallel()
	_, api, service := newChat(t)
	got, err := api.Services.Get(t.Context(), service)
	if err != nil {
		t.Fatal(err)
	}
	roles, err := twilio.Collect(api.Roles(service).List(t.Context(), nil), 0)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]*chat.Role{}
	for _, r := range roles {
		byName[r.FriendlyName] = r
	}
	want := &chat.Service{
		SID: service, AccountSID: got.AccountSID, FriendlyName: "shop",
		DefaultServiceRoleSID: byName["service user"].SID, DefaultChannelRoleSID: byName["channel user"].SID,
		DefaultChannelCreatorRoleSID: byName["channel admin"].SID,
		ReadStatusEnabled:            true, TypingIndicatorTimeout: 5, ConsumptionReportInterval: 10,
		Limits: chat.Limits{ChannelMembers: 100, UserChannels: 250}, Media: chat.MediaSettings{SizeLimitMB: 150},
		WebhookMethod: http.MethodPost,
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(chat.Service{}, "DateCreated", "DateUpdated", "URL", "Links")); diff != "" {
		t.Errorf("a new service (-want +got):\n%s", diff)
	}
	user := []chat.Permission{"createChannel", "joinChannel", "editOwnUserInfo"}
	if diff := cmp.Diff(user, byName["service user"].Permissions); diff != "" {
		t.Errorf("service user (-want +got):\n%s", diff)
	}
	if p := byName["service admin"].Permissions; slices.Contains(p, chat.DeploymentPermissionEditOwnUserInfo) || len(p) != 12 {
		t.Errorf("service admin: %v", p)
	}
}

func TestUsersAreMadeWhenTheyAreSeen(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	ctx, users := t.Context(), api.Users(service)
	channel := newChannel(t, api, service, chat.CreateChannelParams{})
	tw.ChatUser(service, "alice")
	succeed(t)(api.Channels(service).Members(channel).Create(ctx, &chat.CreateMemberParams{Identity: "bob"}))
	made, err := users.Create(ctx, &chat.CreateUserParams{Identity: "Bob", FriendlyName: "the other Bob"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for u, err := range users.List(ctx, nil) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s in %d", u.Identity, u.JoinedChannelsCount))
	}
	if diff := cmp.Diff([]string{"alice in 0", "bob in 1", "Bob in 0"}, got); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
	same, err := users.Get(ctx, made.SID)
	if err != nil || same.FriendlyName != "the other Bob" || same.Attributes != "{}" {
		t.Errorf("by SID: %+v, %v", same, err)
	}
	if err := users.Delete(ctx, "bob"); err != nil {
		t.Fatal(err)
	}
	if ch, err := api.Channels(service).Get(ctx, channel); err != nil || ch.MembersCount != 0 {
		t.Errorf("the channel of a user that was deleted: %+v, %v", ch, err)
	}
}

func TestReachabilityIsToldWhereItIsKept(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	ctx := t.Context()
	reach := func(listed bool) string {
		u, err := api.Users(service).Get(ctx, "alice")
		if listed {
			var page *twilio.Page[chat.User]
			if page, err = api.Users(service).ListPage(ctx, nil); err == nil {
				u = page.Items[0]
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal([]*bool{u.IsOnline, u.IsNotifiable})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	alice := tw.ChatUser(service, "alice")
	got := []string{reach(false)}
	succeed(t)(api.Services.Update(ctx, service, &chat.UpdateServiceParams{ReachabilityEnabled: new(true)}))
	got = append(got, reach(false))
	binding := alice.Register(chat.BindingTypeAPN, "device", "")
	got = append(got, reach(false), reach(true))
	alice.Disconnect()
	if err := api.Bindings(service).Delete(ctx, binding); err != nil {
		t.Fatal(err)
	}
	got = append(got, reach(false))
	want := []string{"[null,null]", "[true,null]", "[true,true]", "[null,null]", "[false,false]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("online and notifiable (-want +got):\n%s", diff)
	}
}

func TestChannelsByNameAndType(t *testing.T) {
	t.Parallel()
	_, api, service := newChat(t)
	ctx, channels := t.Context(), api.Channels(service)
	open := newChannel(t, api, service, chat.CreateChannelParams{UniqueName: "open/all day", FriendlyName: "Open"})
	closed := newChannel(t, api, service, chat.CreateChannelParams{Type: chat.ChannelTypePrivate, Attributes: `{"a":1}`})
	for _, tt := range []struct {
		types []chat.ChannelType
		want  []string
	}{
		{nil, []string{open}},
		{[]chat.ChannelType{chat.ChannelTypePrivate}, []string{closed}},
		{[]chat.ChannelType{chat.ChannelTypePrivate, chat.ChannelTypePublic}, []string{open, closed}},
	} {
		var got []string
		for ch, err := range channels.List(ctx, &chat.ListChannelsParams{Type: tt.types}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, ch.SID)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("channels of %v (-want +got):\n%s", tt.types, diff)
		}
	}
	ch, err := channels.Update(ctx, "open/all day", &chat.UpdateChannelParams{UniqueName: new("")})
	if err != nil || ch.UniqueName != "" || ch.FriendlyName != "Open" || ch.Links["last_message"] != "" {
		t.Errorf("without its name: %+v, %v", ch, err)
	}
	_, err = channels.Get(ctx, "open/all day")
	wantRefusal(t, "by the name that it had", err, http.StatusNotFound, twilio.ErrResourceNotFound)
	succeed(t)(channels.Messages(open).Create(ctx, nil))
	if ch, err = channels.Get(ctx, open); err != nil || !strings.HasPrefix(ch.Links["last_message"], ch.Links["messages"]+"/IM") {
		t.Errorf("with a message: %v, %v", ch.Links, err)
	}
}

func TestMessagesAreNumbered(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	ctx := t.Context()
	messages := api.Channels(service).Messages(newChannel(t, api, service, chat.CreateChannelParams{}))
	file := tw.AddChatMedia(service, chat.MessageMedia{Filename: "owl.png", ContentType: "image/png", Size: 12})
	var made []*chat.Message
	for _, p := range []*chat.CreateMessageParams{
		{Body: "one"}, {From: "alice", MediaSID: file}, {}, {Body: "four", Attributes: `{"a":1}`},
	} {
		m, err := messages.Create(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, m)
	}
	if diff := cmp.Diff(&chat.MessageMedia{SID: file, Filename: "owl.png", ContentType: "image/png", Size: 12}, made[1].Media); diff != "" {
		t.Errorf("media (-want +got):\n%s", diff)
	}
	if err := messages.Delete(ctx, made[3].SID); err != nil {
		t.Fatal(err)
	}
	succeed(t)(messages.Create(ctx, &chat.CreateMessageParams{Body: "five"}))
	edited, err := messages.Update(ctx, made[0].SID, &chat.UpdateMessageParams{Body: new(""), LastUpdatedBy: "bob"})
	if err != nil || !edited.WasEdited || edited.LastUpdatedBy != "bob" || edited.Body != "" || made[0].WasEdited {
		t.Errorf("edited: %+v, %v", edited, err)
	}
	for order, want := range map[chat.Order]string{
		"":                   "0 system text \n1 alice media \n2 system text \n4 system text five\n",
		chat.OrderDescending: "4 system text five\n2 system text \n1 alice media \n0 system text \n",
	} {
		var got strings.Builder
		params := &chat.ListMessagesParams{Order: order, PageParams: twilio.PageParams{PageSize: 1}}
		for m, err := range messages.List(ctx, params) {
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&got, "%d %s %s %s\n", m.Index, m.From, m.Type, m.Body)
		}
		if diff := cmp.Diff(want, got.String()); diff != "" {
			t.Errorf("in order %q (-want +got):\n%s", order, diff)
		}
	}
}

func TestMembersRead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, api, service := newChat(t)
		ctx := t.Context()
		channel := newChannel(t, api, service, chat.CreateChannelParams{})
		members, messages := api.Channels(service).Members(channel), api.Channels(service).Messages(channel)
		channels := api.Users(service).Channels("alice")
		unread := func() string {
			uc, err := channels.Get(ctx, channel)
			if err != nil {
				t.Fatal(err)
			}
			b, err := json.Marshal([]*twilio.Int{uc.LastConsumedMessageIndex, uc.UnreadMessagesCount})
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		alice := tw.ChatUser(service, "alice")
		succeed(t)(alice.Join(channel))
		for range 5 {
			succeed(t)(messages.Create(ctx, &chat.CreateMessageParams{Body: "hi"}))
		}
		got := []string{unread()}
		time.Sleep(time.Minute)
		read := time.Now()
		if err := alice.Read(channel, 1); err != nil {
			t.Fatal(err)
		}
		got = append(got, unread())
		m, err := members.Get(ctx, "alice")
		if err != nil || !m.LastConsumptionTimestamp.Equal(read) {
			t.Errorf("read at %v, %v; want %v", m.LastConsumptionTimestamp, err, read)
		}
		if err := alice.Delete(channel, 4); err == nil {
			t.Error("alice deleted what she did not write")
		}
		last, err := twilio.Collect(messages.List(ctx, &chat.ListMessagesParams{Order: chat.OrderDescending}), 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := messages.Delete(ctx, last[0].SID); err != nil {
			t.Fatal(err)
		}
		got = append(got, unread())
		succeed(t)(channels.Update(ctx, channel, &chat.UpdateUserChannelParams{
			NotificationLevel: chat.NotificationLevelMuted, LastConsumedMessageIndex: new(twilio.Int(0)),
		}))
		got = append(got, unread())
		succeed(t)(members.Update(ctx, m.SID, &chat.UpdateMemberParams{LastConsumedMessageIndex: new(twilio.Int(3))}))
		got = append(got, unread())
		succeed(t)(api.Services.Update(ctx, service, &chat.UpdateServiceParams{ReadStatusEnabled: new(false)}))
		got = append(got, unread())
		want := []string{"[null,null]", "[1,3]", "[1,2]", "[0,3]", "[3,0]", "[null,null]"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read and unread (-want +got):\n%s", diff)
		}
		if mine := alice.Channels(); len(mine) != 1 || mine[0].NotificationLevel != chat.NotificationLevelMuted {
			t.Errorf("alice's channels: %+v", mine)
		}
		if err := channels.Delete(ctx, channel); err != nil {
			t.Fatal(err)
		}
		_, err = channels.Get(ctx, channel)
		wantRefusal(t, "a channel that was left", err, http.StatusNotFound, twilio.ErrResourceNotFound)
	})
}

func TestPagesOfChatAreShort(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	ctx := t.Context()
	succeed(t)(api.Services.Update(ctx, service, &chat.UpdateServiceParams{LimitUserChannels: 1000}))
	for i := range 120 {
		newChannel(t, api, service, chat.CreateChannelParams{UniqueName: fmt.Sprint("c", i)})
		succeed(t)(tw.ChatUser(service, "alice").Join(fmt.Sprint("c", i)))
	}
	size := twilio.PageParams{PageSize: 1000}
	all, err := api.Channels(service).ListPage(ctx, &chat.ListChannelsParams{PageParams: size})
	if err != nil || len(all.Items) != 100 {
		t.Errorf("%d channels to a page, %v", len(all.Items), err)
	}
	mine, err := api.Users(service).Channels("alice").ListPage(ctx, &chat.ListUserChannelsParams{PageParams: size})
	if err != nil || len(mine.Items) != 50 {
		t.Errorf("%d channels of a user to a page, %v", len(mine.Items), err)
	}
	list, err := twilio.Collect(api.Users(service).Channels("alice").List(ctx, nil), 0)
	if err != nil || len(list) != 120 {
		t.Errorf("%d channels of a user, %v", len(list), err)
	}
}

func TestChatUnderItsOldName(t *testing.T) {
	t.Parallel()
	tw, _, service := newChat(t)
	got, err := twilio.Get[chat.Service](t.Context(), tw.Client(), twilio.At("ip-messaging", "v2", "Services").ID(service), nil)
	if err != nil || got.URL != "https://ip-messaging.twilio.com/v2/Services/"+service {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestManyChatAtOnce has the race detector watch.
func TestManyChatAtOnce(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	ctx := t.Context()
	general := newChannel(t, api, service, chat.CreateChannelParams{UniqueName: "general"})
	tw.Mount("https://app.example/", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	succeed(t)(api.Services.Update(ctx, service, &chat.UpdateServiceParams{
		PreWebhookURL: new("https://app.example/"), PostWebhookURL: new("https://app.example/"),
		WebhookFilters: []chat.WebhookEvent{chat.WebhookEventMessageSend, chat.WebhookEventMessageSent},
	}))
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			u := tw.ChatUser(service, fmt.Sprint("user", i))
			_, err := u.Join("general")
			for range 5 {
				if _, err2 := u.Send("general", "hi"); err == nil {
					err = err2
				}
			}
			u.Channels()
			if _, err2 := api.Channels(service).Messages(general).Create(ctx, nil); err == nil {
				err = err2
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	tw.Wait()
	seen := map[twilio.Int]bool{}
	for m, err := range api.Channels(service).Messages(general).List(ctx, nil) {
		if err != nil {
			t.Fatal(err)
		}
		seen[m.Index] = true
	}
	if len(seen) != 48 || !seen[0] || !seen[47] {
		t.Errorf("%d indexes", len(seen))
	}
	if n := len(tw.Requests()); n != 80 {
		t.Errorf("%d webhooks, want 80", n)
	}
}

func TestChannelIsMigrated(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	pool := tw.AddService("pool")
	newChannel(t, api, service, chat.CreateChannelParams{UniqueName: "talk"})
	got, err := api.Channels(service).Migrate(t.Context(), "talk", &chat.MigrateChannelParams{
		Type: chat.ChannelTypePrivate, MessagingServiceSID: pool,
	})
	if err != nil || got.Type != chat.ChannelTypePrivate || got.MessagingServiceSID != pool || got.UniqueName != "talk" {
		t.Errorf("migrated: %+v, %v", got, err)
	}
	if ch, err := api.Channels(service).Get(t.Context(), "talk"); err != nil || ch.Type != chat.ChannelTypePrivate {
		t.Errorf("the channel afterwards: %+v, %v", ch, err)
	}
}

func TestCredentialsOfAnAccount(t *testing.T) {
	t.Parallel()
	tw, api, service := newChat(t)
	ctx := t.Context()
	made, err := api.Credentials.Create(ctx, &chat.CreateCredentialParams{
		Type: chat.CredentialTypeAPN, Certificate: "certificate", PrivateKey: "key", Sandbox: new(true),
	})
	if err != nil || !made.InSandbox() {
		t.Fatalf("%+v, %v", made, err)
	}
	changed, err := api.Credentials.Update(ctx, made.SID, &chat.UpdateCredentialParams{FriendlyName: new("phones"), Sandbox: new(false)})
	if err != nil || changed.InSandbox() || changed.FriendlyName != "phones" || changed.Type != chat.CredentialTypeAPN {
		t.Errorf("%+v, %v", changed, err)
	}
	alice := tw.ChatUser(service, "alice")
	phone := alice.Register(chat.BindingTypeAPN, "phone", made.SID)
	tw.ChatUser(service, "bob").Register(chat.BindingTypeFCM, "tablet", "")
	for name, want := range map[string]int{"": 2, "alice": 1, "carol": 0} {
		params := &chat.ListBindingsParams{}
		if name != "" {
			params.Identity = []string{name}
		}
		list, err := twilio.Collect(api.Bindings(service).List(ctx, params), 0)
		if err != nil || len(list) != want {
			t.Errorf("%d devices of %q, %v; want %d", len(list), name, err, want)
		}
	}
	b, err := api.Users(service).Bindings("alice").Get(ctx, phone)
	if err != nil || b.Endpoint != "phone" || b.CredentialSID != made.SID || len(b.MessageTypes) != 4 {
		t.Errorf("%+v, %v", b, err)
	}
	if err := api.Users(service).Bindings("alice").Delete(ctx, phone); err != nil {
		t.Error(err)
	}
	if same, err := conversations.New(tw.Client()).Credentials.Get(ctx, made.SID); err != nil || same.FriendlyName != "phones" {
		t.Errorf("in Conversations: %+v, %v", same, err)
	}
	if err := api.Credentials.Delete(ctx, made.SID); err != nil {
		t.Error(err)
	}
	if list, err := twilio.Collect(api.Credentials.List(ctx, nil), 0); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

// TestChatOfAnotherAccount keeps services apart that belong to others.
func TestChatOfAnotherAccount(t *testing.T) {
	t.Parallel()
	tw, _, service := newChat(t)
	sid, token := tw.AddSubaccount()
	other := chat.New(twilio.New(twilio.AuthToken(sid, token), twilio.WithHTTPClient(tw.HTTPClient())))
	_, err := other.Services.Get(t.Context(), service)
	wantRefusal(t, "another account's service", err, http.StatusNotFound, twilio.ErrResourceNotFound)
}

// TestRestored makes what was somewhere else before, with its dates.
func TestRestored(t *testing.T) {
	t.Parallel()
	_, api, service := newChat(t)
	ctx := t.Context()
	then := time.Date(2020, 2, 3, 4, 5, 6, 0, time.UTC)
	ch, err := api.Channels(service).Create(ctx, &chat.CreateChannelParams{
		CreatedBy: "alice", DateCreated: twilio.Moment(then), DateUpdated: twilio.Moment(then.Add(time.Hour)),
	})
	if err != nil || !ch.DateCreated.Equal(then) || !ch.DateUpdated.Equal(then.Add(time.Hour)) || ch.CreatedBy != "alice" {
		t.Errorf("%+v, %v", ch, err)
	}
	m, err := api.Channels(service).Messages(ch.SID).Create(ctx, &chat.CreateMessageParams{
		From: "alice", Body: "hi", DateCreated: twilio.Moment(then), LastUpdatedBy: "bob",
	})
	if err != nil || !m.DateCreated.Equal(then) || !m.WasEdited || m.LastUpdatedBy != "bob" {
		t.Errorf("%+v, %v", m, err)
	}
	// Who made the channel comes into it as its admin.
	s, err := api.Services.Get(ctx, service)
	if err != nil {
		t.Fatal(err)
	}
	for identity, want := range map[string]string{"alice": s.DefaultChannelCreatorRoleSID, "bob": s.DefaultChannelRoleSID} {
		member, err := api.Channels(service).Members(ch.SID).Create(ctx, &chat.CreateMemberParams{
			Identity: identity, LastConsumedMessageIndex: new(twilio.Int(0)), LastConsumptionTimestamp: twilio.Moment(then),
		})
		if err != nil || member.RoleSID != want || !member.LastConsumptionTimestamp.Equal(then) {
			t.Errorf("%s: %+v, %v", identity, member, err)
		}
	}
}
