package conversations_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

// TestNewParticipants holds what a participant of a new conversation is sent as to the names that
// the API has for the same in answers.
func TestNewParticipants(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{"sid":"CH1","state":"initializing"}`}
	got, err := conversations.New(w.Client()).Conversations.CreateWithParticipants(t.Context(),
		&conversations.CreateConversationWithParticipantsParams{Participants: conversations.NewParticipants{
			{},
			{Identity: `"a" & <b>`, ProjectedAddress: "+15557122661", Attributes: `{"a":1}`, RoleSID: "RL1"},
			{
				Address: "whatsapp:+15558675310", ProxyAddress: "whatsapp:+15557122661",
				DateCreated: twilio.Moment(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), DateUpdated: twilio.Day(2026, 1, 3),
				Extra: url.Values{"new": {"x"}, "several": {"x", "y"}},
			},
		}})
	if err != nil {
		t.Fatal(err)
	}
	if got.State != conversations.ConversationStateInitializing {
		t.Errorf("state %s", got.State)
	}
	form, err := url.ParseQuery(w.Sent()[0].Body)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"Participant": {
		`{}`,
		`{"attributes":"{\"a\":1}","identity":"\"a\" \u0026 \u003cb\u003e","messaging_binding":{"projected_address":"+15557122661"},"role_sid":"RL1"}`,
		`{"date_created":"2026-01-02T03:04:05Z","date_updated":"2026-01-03",` +
			`"messaging_binding":{"address":"whatsapp:+15558675310","proxy_address":"whatsapp:+15557122661"},"new":"x","several":["x","y"]}`,
	}}
	if diff := cmp.Diff(want, form); diff != "" {
		t.Errorf("form (-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Status: 409, Answer: `{"code":50353,"message":"Conversation with provided unique name already exists","status":409}`}
	_, err := conversations.New(w.Client()).Conversations.Create(t.Context(), &conversations.CreateConversationParams{UniqueName: "order-7"})
	if !errors.Is(err, conversations.ErrUniqueNameExists) || errors.Is(err, conversations.ErrClosed) {
		t.Errorf("%v, want ErrUniqueNameExists alone", err)
	}
}
