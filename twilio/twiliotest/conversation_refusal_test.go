package twiliotest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// world is an account with a conversation in which a customer and a user take part, one in which
// nobody does, and one that is closed.
type world struct {
	tw               *twiliotest.Twilio
	api              *conversations.API
	number, whatsApp channels.Address
	customer         *twiliotest.Phone
	open, empty      string
	closed           string
	user, part       string
}

func newWorld(t *testing.T, options ...twiliotest.Option) *world {
	t.Helper()
	tw := twiliotest.New(t, options...)
	w := &world{
		tw: tw, api: conversations.New(tw.Client()),
		number: tw.AddNumber("+15557122661"), whatsApp: tw.AddNumber("whatsapp:+15557122661"),
		customer: tw.Phone("+15558675310"), user: "alice",
	}
	open, err := w.api.Conversations.Create(t.Context(), &conversations.CreateConversationParams{UniqueName: "open"})
	must(t, err)
	closed, err := w.api.Conversations.Create(t.Context(), &conversations.CreateConversationParams{UniqueName: "closed"})
	must(t, err)
	empty, err := w.api.Conversations.Create(t.Context(), nil)
	must(t, err)
	w.open, w.empty, w.closed = open.SID, empty.SID, closed.SID
	_, err = w.api.Conversations.Update(t.Context(), closed.SID, &conversations.UpdateConversationParams{State: conversations.ConversationStateClosed})
	must(t, err)
	w.add(t, &conversations.CreateParticipantParams{Address: w.customer.Address(), ProxyAddress: w.number})
	w.part = w.add(t, &conversations.CreateParticipantParams{Identity: w.user}).SID
	return w
}

// add adds a participant to the open conversation.
func (w *world) add(t *testing.T, params *conversations.CreateParticipantParams) *conversations.Participant {
	t.Helper()
	p, err := w.api.Conversations.Participants(w.open).Create(t.Context(), params)
	must(t, err)
	return p
}

// write writes a message by the API.
func (w *world) write(t *testing.T, author, body string) *conversations.Message {
	t.Helper()
	m, err := w.api.Conversations.Messages(w.open).Create(t.Context(), &conversations.CreateMessageParams{Author: author, Body: body})
	must(t, err)
	return m
}

// failure is a call that is refused.
type failure struct {
	name   string
	status int
	code   twilio.ErrorCode
	call   func(context.Context, *world) error
}

type (
	newConversation = conversations.CreateConversationParams
	newParticipant  = conversations.CreateParticipantParams
	newMessage      = conversations.CreateMessageParams
	newWebhook      = conversations.CreateWebhookParams
	newAddress      = conversations.CreateAddressConfigurationParams
)

func create(params newConversation) func(context.Context, *world) error {
	return func(ctx context.Context, w *world) error {
		_, err := w.api.Conversations.Create(ctx, &params)
		return err
	}
}

func participate(params newParticipant) func(context.Context, *world) error {
	return func(ctx context.Context, w *world) error {
		_, err := w.api.Conversations.Participants(w.open).Create(ctx, &params)
		return err
	}
}

func writeTo(talk string, params newMessage) func(context.Context, *world) error {
	return func(ctx context.Context, w *world) error {
		_, err := w.api.Conversations.Messages(talk).Create(ctx, &params)
		return err
	}
}

func hookUp(params newWebhook) func(context.Context, *world) error {
	return func(ctx context.Context, w *world) error {
		_, err := w.api.Conversations.Webhooks(w.open).Create(ctx, &params)
		return err
	}
}

func configure(params newAddress) func(context.Context, *world) error {
	return func(ctx context.Context, w *world) error {
		_, err := w.api.Addresses.Create(ctx, &params)
		return err
	}
}

func TestConversationRefusals(t *testing.T) {
	t.Parallel()
	const bad, conflict = http.StatusBadRequest, http.StatusConflict
	const someSID = "11111111111111111111111111111111"
	other := channels.Address("+15550001111")
	for _, f := range []failure{
		{"a name that is too long", bad, 50003, create(newConversation{FriendlyName: strings.Repeat("n", 257)})},
		{"a unique name like a SID", bad, 50390, create(newConversation{UniqueName: "CH" + someSID})},
		{"a unique name that is taken", conflict, conversations.ErrUniqueNameExists, create(newConversation{UniqueName: "open"})},
		{"attributes that are too long", bad, conversations.ErrAttributesTooLong, create(newConversation{Attributes: `"` + strings.Repeat("a", 16<<10) + `"`})},
		{"attributes that are no JSON", bad, conversations.ErrAttributesInvalid, create(newConversation{Attributes: "{"})},
		{"a malformed Messaging Service", bad, 50341, create(newConversation{MessagingServiceSID: "MG1"})},
		{"a foreign Messaging Service", bad, 50342, create(newConversation{MessagingServiceSID: "MG" + someSID})},
		{"begins closed", bad, 50384, create(newConversation{State: "closed"})},
		{"an unknown state", bad, 50378, create(newConversation{State: "resting"})},
		{"a short timer to inactive", bad, conversations.ErrInactiveTimer, create(newConversation{InactiveTimer: "PT59S"})},
		{"a short timer to closed", bad, conversations.ErrClosedTimer, create(newConversation{ClosedTimer: "PT9M"})},
		{"a malformed timer to inactive", bad, 50379, create(newConversation{InactiveTimer: "1h"})},
		{"a malformed timer to closed", bad, 50380, create(newConversation{ClosedTimer: "1h"})},
		{"update of a closed one", bad, conversations.ErrClosed, func(ctx context.Context, w *world) error {
			_, err := w.api.Conversations.Update(ctx, "closed", &conversations.UpdateConversationParams{State: "active"})
			return err
		}},
		{"no conversation", http.StatusNotFound, twilio.ErrResourceNotFound, func(ctx context.Context, w *world) error {
			_, err := w.api.Conversations.Get(ctx, "nowhere")
			return err
		}},

		{"a participant without anything", bad, twilio.ErrUnknownParameters, participate(newParticipant{})},
		{"a participant twice", conflict, conversations.ErrParticipantExists, participate(newParticipant{Identity: "alice"})},
		{"an identity that is too long", bad, 50207, participate(newParticipant{Identity: strings.Repeat("i", 257)})},
		{"an identity like a SID", bad, 50206, participate(newParticipant{Identity: "US" + someSID})},
		{"identity and address", bad, 50211, participate(newParticipant{Identity: "bob", Address: other, ProxyAddress: "+15557122661"})},
		{"a role that is none", bad, 50109, participate(newParticipant{Identity: "bob", RoleSID: "RL" + someSID})},
		{"an address that is none", bad, 50407, participate(newParticipant{Address: "+1", ProxyAddress: "+15557122661"})},
		{"a proxy address that is none", bad, 50408, participate(newParticipant{Address: other, ProxyAddress: "+1"})},
		{"both addresses the same", bad, 50409, participate(newParticipant{Address: "+15557122661", ProxyAddress: "+15557122661"})},
		{"only a proxy address", bad, 50411, participate(newParticipant{ProxyAddress: "+15557122661"})},
		{"a foreign proxy address", bad, 50413, participate(newParticipant{Address: other, ProxyAddress: "+15550002222"})},
		{"addresses of two channels", bad, 50414, participate(newParticipant{Address: other, ProxyAddress: "whatsapp:+15557122661"})},
		{"a foreign WhatsApp sender", bad, 50415, participate(newParticipant{Address: channels.WhatsApp(string(other)), ProxyAddress: "whatsapp:+15550002222"})},
		{"a pair of addresses that is in use", conflict, conversations.ErrAddressPairInUse, participate(newParticipant{Address: "+15558675310", ProxyAddress: "+15557122661"})},
		{"no such participant", http.StatusNotFound, twilio.ErrResourceNotFound, func(ctx context.Context, w *world) error {
			_, err := w.api.Conversations.Participants(w.open).Get(ctx, "bob")
			return err
		}},
		{"a participant of a closed one", bad, conversations.ErrClosed, func(ctx context.Context, w *world) error {
			_, err := w.api.Conversations.Participants(w.closed).Create(ctx, &newParticipant{Identity: "bob"})
			return err
		}},
		{"a proxy address of another channel", bad, 50441, func(ctx context.Context, w *world) error {
			sms, err := w.api.Conversations.Participants(w.open).ListPage(ctx, nil)
			if err != nil {
				return err
			}
			_, err = w.api.Conversations.Participants(w.open).Update(ctx, sms.Items[0].SID, &conversations.UpdateParticipantParams{ProxyAddress: &w.whatsApp})
			return err
		}},

		{"no text", bad, 50503, writeTo("open", newMessage{Author: "alice"})},
		{"a text that is too long", bad, 50504, writeTo("open", newMessage{Body: strings.Repeat("x", 1601)})},
		{"an author that is too long", bad, 50310, writeTo("open", newMessage{Author: strings.Repeat("x", 257), Body: "Hi"})},
		{"long attributes of a message", bad, conversations.ErrAttributesTooLong, writeTo("open", newMessage{Body: "Hi", Attributes: `"` + strings.Repeat("a", 4<<10) + `"`})},
		{"attributes of a message that are no JSON", bad, conversations.ErrAttributesInvalid, writeTo("open", newMessage{Body: "Hi", Attributes: "nothing"})},
		{"a malformed file", bad, 50510, writeTo("open", newMessage{MediaSID: "ME1"})},
		{"no such file", bad, 50507, writeTo("open", newMessage{MediaSID: "ME" + someSID})},
		{"no such template", bad, 50526, writeTo("open", newMessage{ContentSID: "HX" + someSID})},
		{"variables of no template", bad, 50528, writeTo("open", newMessage{Body: "Hi", ContentVariables: twilio.ContentVariables{"1": "x"}})},
		{"a message to a closed one", bad, conversations.ErrClosed, writeTo("closed", newMessage{Body: "Hi"})},

		{"a webhook of no kind", bad, 50368, hookUp(newWebhook{})},
		{"a webhook of an unknown kind", bad, 50364, hookUp(newWebhook{Target: "pigeon"})},
		{"a webhook without URL", bad, 50369, hookUp(newWebhook{Target: "webhook"})},
		{"a webhook with a long URL", bad, 50372, hookUp(newWebhook{Target: "webhook", URL: "https://app.example/" + strings.Repeat("x", 2048)})},
		{"a webhook without filters", bad, 50370, hookUp(newWebhook{Target: "webhook", URL: "https://app.example/"})},
		{"a webhook for pre-events", bad, 50365, hookUp(newWebhook{Target: "webhook", URL: "https://app.example/", Filters: []conversations.WebhookEvent{"onMessageAdd"}})},
		{"a trigger without words", bad, 50371, hookUp(newWebhook{Target: "trigger", URL: "https://app.example/"})},
		{"a trigger with too many words", bad, 50362, hookUp(newWebhook{Target: "trigger", URL: "https://app.example/", Triggers: strings.Split("abcdef", "")})},
		{"a flow that is none", bad, 50367, hookUp(newWebhook{Target: "studio", FlowSID: "FW1"})},

		{"an address of nobody", bad, 50413, configure(newAddress{Type: "sms", Address: other})},
		{"an address of another channel", bad, 50407, configure(newAddress{Type: "whatsapp", Address: "+15557122661"})},
		{"an address by e-mail", http.StatusNotImplemented, 0, configure(newAddress{Type: "email", Address: "shop@example.com"})},
		{"a foreign service", bad, 50050, configure(newAddress{Type: "sms", Address: "+15557122661", ConversationServiceSID: "IS" + someSID})},

		{"a user twice", conflict, conversations.ErrUserExists, func(ctx context.Context, w *world) error {
			_, err := w.api.Users.Create(ctx, &conversations.CreateUserParams{Identity: "alice"})
			return err
		}},
		{"a permission of another type of role", bad, 50104, func(ctx context.Context, w *world) error {
			_, err := w.api.Roles.Create(ctx, &conversations.CreateRoleParams{
				FriendlyName: "r", Type: "service", Permission: []conversations.Permission{conversations.PermissionSendMessage},
			})
			return err
		}},
		{"a role of no type", bad, 50105, func(ctx context.Context, w *world) error {
			_, err := w.api.Roles.Create(ctx, &conversations.CreateRoleParams{FriendlyName: "r", Type: "king", Permission: []conversations.Permission{"sendMessage"}})
			return err
		}},
		{"a pre-webhook that is no URL", bad, 50077, func(ctx context.Context, w *world) error {
			_, err := w.api.Webhooks.Update(ctx, &conversations.UpdateWebhookConfigurationParams{PreWebhookURL: new("ftp://x")})
			return err
		}},
		{"whose conversations", bad, 50451, func(ctx context.Context, w *world) error {
			_, err := w.api.ParticipantConversations.ListPage(ctx, &conversations.ListParticipantConversationsParams{Identity: "alice", Address: other})
			return err
		}},
		{"too many at once", bad, 50426, func(ctx context.Context, w *world) error {
			_, err := w.api.Conversations.CreateWithParticipants(ctx, &conversations.CreateConversationWithParticipantsParams{
				Participants: make(conversations.NewParticipants, 11),
			})
			return err
		}},
		{"one of several whose addresses are in use", conflict, 50425, func(ctx context.Context, w *world) error {
			_, err := w.api.Conversations.CreateWithParticipants(ctx, &conversations.CreateConversationWithParticipantsParams{
				Participants: conversations.NewParticipants{{Identity: "bob"}, {Address: w.customer.Address(), ProxyAddress: w.number}},
			})
			return err
		}},
	} {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			wantRefusal(t, f.name, f.call(t.Context(), newWorld(t)), f.status, f.code)
		})
	}
}

func TestConversationsHaveLimits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 4 {
		must(t, hookUp(newWebhook{Target: "trigger", URL: "https://app.example/", Triggers: []string{"help"}})(t.Context(), w))
	}
	must(t, hookUp(newWebhook{Target: "studio", FlowSID: "FW11111111111111111111111111111111"})(t.Context(), w))
	wantRefusal(t, "a sixth webhook", hookUp(newWebhook{Target: "trigger", URL: "https://app.example/", Triggers: []string{"help"}})(t.Context(), w),
		http.StatusForbidden, conversations.ErrTooManyWebhooks)
	for i := 1; i < 50; i++ {
		w.add(t, &newParticipant{Address: channels.Address(fmt.Sprintf("+155500010%02d", i)), ProxyAddress: w.number})
	}
	wantRefusal(t, "51 phones", participate(newParticipant{Address: "+15550002000", ProxyAddress: "+15557122661"})(t.Context(), w),
		http.StatusForbidden, conversations.ErrTooManyAddresses)
	for i := 51; i < 1000; i++ {
		w.add(t, &newParticipant{Identity: fmt.Sprint("user", i)})
	}
	wantRefusal(t, "1001 participants", participate(newParticipant{Identity: "bob"})(t.Context(), w),
		http.StatusForbidden, conversations.ErrTooManyParticipants)
	all, err := twilio.Collect(w.api.Conversations.Participants(w.open).List(t.Context(), nil), 0)
	must(t, err)
	if len(all) != 1000 {
		t.Errorf("%d participants, want 1000", len(all))
	}
	join := func() error {
		_, err := w.api.Conversations.CreateWithParticipants(t.Context(), &conversations.CreateConversationWithParticipantsParams{
			Participants: conversations.NewParticipants{{Identity: "dave"}},
		})
		return err
	}
	for range 1000 {
		must(t, join())
	}
	wantRefusal(t, "1001 conversations of a user", join(), http.StatusBadRequest, 50427)
	_, err = w.api.Conversations.Participants(w.empty).Create(t.Context(), &newParticipant{Identity: "dave"})
	wantRefusal(t, "1001 conversations of a user", err, http.StatusForbidden, 50214)
}

// What was refused has changed nothing.
func TestRefusedConversationChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before, err := w.api.Conversations.Get(t.Context(), w.open)
	must(t, err)
	_, err = w.api.Conversations.Update(t.Context(), w.open, &conversations.UpdateConversationParams{
		FriendlyName: new("New"), Attributes: `{"a":1}`, ClosedTimer: "PT1M",
	})
	wantRefusal(t, "update", err, http.StatusBadRequest, conversations.ErrClosedTimer)
	_, err = w.api.Conversations.CreateWithParticipants(t.Context(), &conversations.CreateConversationWithParticipantsParams{
		Participants: conversations.NewParticipants{{Identity: "carol"}, {Identity: "carol"}},
	})
	wantRefusal(t, "a participant twice", err, http.StatusBadRequest, 50427)
	after, err := w.api.Conversations.Get(t.Context(), w.open)
	must(t, err)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if _, err := w.api.Users.Get(t.Context(), "carol"); !isCode(err, twilio.ErrResourceNotFound) {
		t.Errorf("the user of a conversation that was refused: %v, want none", err)
	}
}
