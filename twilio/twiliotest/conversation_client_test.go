package twiliotest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/webhook"
)

// role makes a role of the default service.
func (w *world) role(t *testing.T, kind conversations.RoleType, permissions ...conversations.Permission) string {
	t.Helper()
	r, err := w.api.Roles.Create(t.Context(), &conversations.CreateRoleParams{FriendlyName: "r", Type: kind, Permission: permissions})
	must(t, err)
	return r.SID
}

// TestRolesSayWhatAUserMayDo gives a user one permission after the other, and sees what is allowed
// then and was not before.
func TestRolesSayWhatAUserMayDo(t *testing.T) {
	t.Parallel()
	type act func(u *twiliotest.ConversationUser, w *world, theirs, own string) error
	const conversation, service = conversations.RoleTypeConversation, conversations.RoleTypeService
	for _, tt := range []struct {
		permission conversations.Permission
		kind       conversations.RoleType
		do         act
	}{
		{conversations.PermissionSendMessage, conversation, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			_, err := u.Send(w.open, "Hi")
			return err
		}},
		{conversations.PermissionSendMediaMessage, conversation, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			_, err := u.Send(w.open, "", u.Upload("image/png", "", nil))
			return err
		}},
		{conversations.PermissionEditOwnMessage, conversation, func(u *twiliotest.ConversationUser, w *world, _, own string) error {
			_, err := u.Edit(w.open, own, "Hi")
			return err
		}},
		{conversations.PermissionEditAnyMessage, conversation, func(u *twiliotest.ConversationUser, w *world, theirs, _ string) error {
			_, err := u.Edit(w.open, theirs, "Hi")
			return err
		}},
		{conversations.PermissionDeleteOwnMessage, conversation, func(u *twiliotest.ConversationUser, w *world, _, own string) error {
			return u.Delete(w.open, own)
		}},
		{conversations.PermissionDeleteAnyMessage, service, func(u *twiliotest.ConversationUser, w *world, theirs, _ string) error {
			return u.Delete(w.open, theirs)
		}},
		{conversations.PermissionEditConversationName, conversation, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			return u.Rename(w.open, "New")
		}},
		{conversations.PermissionEditOwnParticipantAttributes, conversation, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			return u.SetAttributes(w.open, `{"seat":1}`)
		}},
		{conversations.PermissionAddParticipant, service, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			return u.Add(w.open, "carol")
		}},
		{conversations.PermissionRemoveParticipant, conversation, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			return u.Remove(w.open, "alice")
		}},
		{conversations.PermissionLeaveConversation, conversation, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			return u.Leave(w.open)
		}},
		{conversations.PermissionDeleteConversation, conversation, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			return u.Destroy(w.open)
		}},
		{conversations.PermissionCreateConversation, service, func(u *twiliotest.ConversationUser, _ *world, _, _ string) error {
			_, err := u.Create("New")
			return err
		}},
		{conversations.PermissionJoinConversation, service, func(u *twiliotest.ConversationUser, w *world, _, _ string) error {
			return u.Join(w.empty)
		}},
		{conversations.PermissionEditOwnUserInfo, service, func(u *twiliotest.ConversationUser, _ *world, _, _ string) error {
			return u.SetFriendlyName("Bob")
		}},
	} {
		t.Run(string(tt.permission), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			bob := w.tw.ConversationUser("", "bob")
			// Editing and notifications are what the two roles allow that nothing here needs.
			none := w.role(t, conversation, conversations.PermissionEditNotificationLevel)
			idle := w.role(t, service, conversations.PermissionEditAnyUserInfo)
			w.add(t, &newParticipant{Identity: "bob", RoleSID: none})
			_, err := w.api.Users.Update(t.Context(), "bob", &conversations.UpdateUserParams{RoleSID: idle})
			must(t, err)
			theirs, own := w.write(t, "alice", "Theirs"), w.write(t, "bob", "Own")
			wantRefusal(t, "without", tt.do(bob, w, theirs.SID, own.SID), http.StatusForbidden, 50107)
			granted := none
			if tt.kind == service {
				granted = idle
			}
			_, err = w.api.Roles.Update(t.Context(), granted, &conversations.UpdateRoleParams{Permission: []conversations.Permission{tt.permission}})
			must(t, err)
			must(t, tt.do(bob, w, theirs.SID, own.SID))
		})
	}
}

func TestAUserHasToTakePart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bob := w.tw.ConversationUser("", "bob")
	_, err := bob.Send(w.open, "Hi")
	wantRefusal(t, "send", err, http.StatusForbidden, 50430)
	_, err = bob.Messages(w.open)
	wantRefusal(t, "read", err, http.StatusForbidden, 50430)
	_, err = bob.Send("nowhere", "Hi")
	wantRefusal(t, "send nowhere", err, http.StatusNotFound, 50350)
	must(t, bob.Join(w.open))
	wantRefusal(t, "join twice", bob.Join(w.open), http.StatusConflict, conversations.ErrParticipantExists)
	wantRefusal(t, "join what is closed", bob.Join(w.closed), http.StatusBadRequest, conversations.ErrClosed)
	_, err = bob.Send(w.open, "")
	wantRefusal(t, "send nothing", err, http.StatusBadRequest, 50503)
	_, err = bob.Send(w.open, strings.Repeat("x", 32<<10+1))
	wantRefusal(t, "send too much", err, http.StatusBadRequest, 50504)
	_, err = bob.Edit(w.open, "IM1", "Hi")
	wantRefusal(t, "edit nothing", err, http.StatusNotFound, 50500)
	if got := bob.Conversations(); len(got) != 1 || got[0].UniqueName != "open" {
		t.Errorf("conversations: %+v", got)
	}
	must(t, bob.Leave("open"))
	_, err = bob.Send("open", "Hi")
	wantRefusal(t, "send after leaving", err, http.StatusForbidden, 50430)
}

// A service of a subaccount has users of its own, and its webhooks the subaccount's signature.
func TestConversationsOfASubaccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sid, token := w.tw.AddSubaccount()
	sub := conversations.New(twilio.New(twilio.AuthToken(sid, token), twilio.WithHTTPClient(w.tw.HTTPClient())))
	service, err := sub.Services.Create(t.Context(), &conversations.CreateServiceParams{FriendlyName: "Below"})
	must(t, err)
	var told []string
	validator, err := webhook.NewValidator(token)
	must(t, err)
	w.tw.Mount("https://app.example/", webhook.ConversationEvents(validator, webhook.ConversationHandlers{
		ConversationAdded: func(_ context.Context, e *webhook.ConversationAdded) error {
			told = append(told, e.FriendlyName+" by "+e.ClientIdentity)
			return nil
		},
	}))
	_, err = sub.Service(service.SID).Webhooks.Update(t.Context(), &conversations.UpdateWebhookConfigurationParams{
		PostWebhookURL: new("https://app.example/"), Filters: []conversations.WebhookEvent{"onConversationAdded"},
	})
	must(t, err)
	talk, err := w.tw.ConversationUser(service.SID, "alice").Create("Order 7")
	must(t, err)
	w.tw.Wait()
	if diff := cmp.Diff([]string{"Order 7 by alice"}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if talk.AccountSID != sid || talk.ChatServiceSID != service.SID {
		t.Errorf("%+v", talk)
	}
	for name, api := range map[string]*conversations.ConversationService{
		"the account": w.api.Conversations, "the subaccount's default service": sub.Conversations,
	} {
		if _, err := api.Get(t.Context(), talk.SID); !isCode(err, twilio.ErrResourceNotFound) {
			t.Errorf("through %s: %v, want none", name, err)
		}
	}
}

// Who makes a conversation runs it.
func TestMakerOfAConversationRunsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bob := w.tw.ConversationUser("", "bob")
	talk, err := bob.Create("Bob's")
	must(t, err)
	must(t, bob.Join(talk.SID))
	must(t, bob.Add(talk.SID, "alice"))
	must(t, bob.Rename(talk.SID, "Bob's and Alice's"))
	alice := w.tw.ConversationUser("", "alice")
	wantRefusal(t, "Alice", alice.Rename(talk.SID, "Alice's"), http.StatusForbidden, 50107)
	got, err := w.api.Users.Conversations("alice").Get(t.Context(), talk.SID)
	must(t, err)
	if got.CreatedBy != "bob" || got.FriendlyName != "Bob's and Alice's" {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsUnread(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alice := w.tw.ConversationUser("", "alice")
	mine := w.api.Users.Conversations("alice")
	look := func() string {
		t.Helper()
		c, err := mine.Get(t.Context(), "open")
		must(t, err)
		p, err := w.api.Conversations.Participants(w.open).Get(t.Context(), "alice")
		must(t, err)
		if diff := cmp.Diff(c.LastReadMessageIndex, p.LastReadMessageIndex); diff != "" {
			t.Errorf("the participant's horizon (-user's +participant's):\n%s", diff)
		}
		if c.UnreadMessagesCount == nil {
			return "never told"
		}
		return fmt.Sprint(*c.UnreadMessagesCount, " after ", *c.LastReadMessageIndex)
	}
	var got []string
	for i := range 4 {
		w.write(t, "", fmt.Sprint(i))
	}
	got = append(got, look())
	must(t, alice.Read("open", 1))
	got = append(got, look())
	must(t, alice.Read("open", 0)) // it does not go back
	got = append(got, look())
	_, err := mine.Update(t.Context(), "open", &conversations.UpdateUserConversationParams{LastReadMessageIndex: new(twilio.Int(0)), NotificationLevel: "muted"})
	must(t, err)
	got = append(got, look())
	_, err = w.api.Conversations.Participants(w.open).Update(t.Context(), w.part, &conversations.UpdateParticipantParams{LastReadMessageIndex: new(twilio.Int(3))})
	must(t, err)
	got = append(got, look())

	// An index is not given a second time.
	messages, err := alice.Messages("open")
	must(t, err)
	must(t, w.api.Conversations.Messages(w.open).Delete(t.Context(), messages[3].SID))
	if m := w.write(t, "", "next"); m.Index != 4 {
		t.Errorf("index %d, want 4", m.Index)
	}
	got = append(got, look())
	if diff := cmp.Diff([]string{"never told", "2 after 1", "2 after 1", "3 after 0", "0 after 3", "1 after 3"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhoIsOnline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alice := w.tw.ConversationUser("", "alice")
	look := func() string {
		t.Helper()
		u, err := w.api.Users.Get(t.Context(), "alice")
		must(t, err)
		if u.IsOnline == nil || u.IsNotifiable == nil {
			return "unknown"
		}
		return fmt.Sprintf("online: %t, notifiable: %t", *u.IsOnline, *u.IsNotifiable)
	}
	got := []string{look()}
	_, err := w.api.Service(w.service(t)).Configuration.Update(t.Context(), &conversations.UpdateServiceConfigurationParams{ReachabilityEnabled: new(true)})
	must(t, err)
	got = append(got, look())
	alice.Disconnect()
	alice.Bind(conversations.BindingTypeFCM, "a-phone")
	got = append(got, look())
	_, err = alice.Messages(w.open)
	must(t, err)
	got = append(got, look())
	if diff := cmp.Diff([]string{
		"unknown", "online: true, notifiable: false", "online: false, notifiable: true", "online: true, notifiable: true",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestConversationsAtOnce lets many people do everything at the same time; the race detector
// watches. No message is lost, and each has its own index.
func TestConversationsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, twiliotest.WithEventRetries(1))
	w.listen(t, ok, allEvents...)
	_, err := w.api.Addresses.Create(t.Context(), &newAddress{Type: "sms", Address: w.number, AutoCreationEnabled: new(true)})
	must(t, err)
	_, err = w.api.Conversations.Update(t.Context(), w.open, &conversations.UpdateConversationParams{InactiveTimer: "PT1M", ClosedTimer: "PT10M"})
	must(t, err)
	const people, each = 8, 10
	var wg sync.WaitGroup
	for i := range people {
		wg.Go(func() {
			u := w.tw.ConversationUser("", fmt.Sprint("user", i))
			if err := u.Join(w.open); err != nil {
				t.Error(err)
				return
			}
			for n := range each {
				m, err := u.Send(w.open, fmt.Sprint(n))
				if err != nil {
					t.Error(err)
					return
				}
				_, _ = u.Edit(w.open, m.SID, "edited")
				_ = u.Read(w.open, int(m.Index))
				w.customer.Send(w.number, fmt.Sprint(n))
				_, _ = w.api.Conversations.Messages(w.open).ListPage(t.Context(), nil)
			}
			w.tw.Phone("+15550001111").Send(w.number, "all at once")
			_ = u.Leave(w.open)
		})
	}
	wg.Wait()
	w.tw.Wait()
	all, err := twilio.Collect(w.api.Conversations.Messages(w.open).List(t.Context(), nil), 0)
	must(t, err)
	if want := 2 * people * each; len(all) != want {
		t.Fatalf("%d messages, want %d", len(all), want)
	}
	for i, m := range all {
		if int(m.Index) != i {
			t.Fatalf("message %d has index %d", i, m.Index)
		}
	}
	begun, err := twilio.Collect(w.api.ParticipantConversations.List(t.Context(), &conversations.ListParticipantConversationsParams{Address: "+15550001111"}), 0)
	must(t, err)
	if len(begun) != 1 {
		t.Errorf("texts that came at once began %d conversations, want 1", len(begun))
	}
	if alerts := w.tw.Alerts(); len(alerts) > 0 {
		t.Errorf("alerts: %v", alerts)
	}
}
