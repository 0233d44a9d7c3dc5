package conversations_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// TestLogsHoldNothingPersonal logs values and pointers of all that holds names, numbers and texts.
func TestLogsHoldNothingPersonal(t *testing.T) {
	t.Parallel()
	sms := conversations.MessagingBinding{
		Type: conversations.AddressTypeSMS, Address: "+15558675310", ProxyAddress: "+15557122661", ProjectedAddress: "+15557122662",
		Name: "secret name",
	}
	const private = `{"name":"secret name"}`
	for _, tt := range []struct {
		value, pointer any
		want           string
	}{
		{
			conversations.Conversation{SID: "CH1", FriendlyName: "secret", UniqueName: "secret", Attributes: private, State: "active"},
			&conversations.Conversation{SID: "CH1", FriendlyName: "secret", UniqueName: "secret", Attributes: private, State: "active"},
			`{"sid":"CH1","state":"active"}`,
		},
		{
			conversations.Participant{SID: "MB1", ConversationSID: "CH1", Identity: "secret", Attributes: private, MessagingBinding: &sms},
			&conversations.Participant{SID: "MB1", ConversationSID: "CH1", Identity: "secret", Attributes: private, MessagingBinding: &sms},
			`{"sid":"MB1","conversation_sid":"CH1","messaging_binding":{"type":"sms","address":"…10","proxy_address":"…61","projected_address":"…62"}}`,
		},
		{
			conversations.Participant{SID: "MB1", ConversationSID: "CH1", Identity: "secret"},
			&conversations.Participant{SID: "MB1", ConversationSID: "CH1", Identity: "secret"},
			`{"sid":"MB1","conversation_sid":"CH1"}`,
		},
		{
			conversations.Message{SID: "IM1", ConversationSID: "CH1", Index: 7, Author: "secret", Body: "secret", Attributes: private},
			&conversations.Message{SID: "IM1", ConversationSID: "CH1", Index: 7, Author: "secret", Body: "secret", Attributes: private},
			`{"sid":"IM1","conversation_sid":"CH1","index":7}`,
		},
		{
			conversations.User{SID: "US1", RoleSID: "RL1", Identity: "secret", FriendlyName: "secret", Attributes: private},
			&conversations.User{SID: "US1", RoleSID: "RL1", Identity: "secret", FriendlyName: "secret", Attributes: private},
			`{"sid":"US1","role_sid":"RL1"}`,
		},
		{
			conversations.UserConversation{ConversationSID: "CH1", UserSID: "US1", ConversationState: "closed", UniqueName: "secret"},
			&conversations.UserConversation{ConversationSID: "CH1", UserSID: "US1", ConversationState: "closed", UniqueName: "secret"},
			`{"conversation_sid":"CH1","user_sid":"US1","conversation_state":"closed"}`,
		},
		{
			conversations.ParticipantConversation{ConversationSID: "CH1", ParticipantSID: "MB1", ParticipantIdentity: "secret", ConversationState: "closed"},
			&conversations.ParticipantConversation{ConversationSID: "CH1", ParticipantSID: "MB1", ParticipantIdentity: "secret", ConversationState: "closed"},
			`{"conversation_sid":"CH1","participant_sid":"MB1","conversation_state":"closed"}`,
		},
		{
			conversations.AddressConfiguration{SID: "IG1", Type: "sms", Address: "+15557122661", FriendlyName: "secret"},
			&conversations.AddressConfiguration{SID: "IG1", Type: "sms", Address: "+15557122661", FriendlyName: "secret"},
			`{"sid":"IG1","type":"sms","address":"…61"}`,
		},
		{
			conversations.Binding{SID: "BS1", BindingType: "fcm", Identity: "secret", Endpoint: "secret"},
			&conversations.Binding{SID: "BS1", BindingType: "fcm", Identity: "secret", Endpoint: "secret"},
			`{"sid":"BS1","binding_type":"fcm"}`,
		},
		{sms, &sms, `{"type":"sms","address":"…10","proxy_address":"…61","projected_address":"…62"}`},
	} {
		for _, v := range []any{tt.value, tt.pointer} {
			var b bytes.Buffer
			slog.New(slog.NewJSONHandler(&b, nil)).Info("m", slog.Any("v", v))
			var line struct{ V json.RawMessage }
			if err := json.Unmarshal(b.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			if string(line.V) != tt.want {
				t.Errorf("%T is logged as %s, want %s", v, line.V, tt.want)
			}
		}
	}
}

func TestSecretsPrintAsDots(t *testing.T) {
	t.Parallel()
	params := &conversations.CreateCredentialParams{
		Type: conversations.CredentialTypeFCM, Certificate: "hush", PrivateKey: "hush", APIKey: "hush", Secret: "hush",
	}
	encoded, err := json.Marshal(params)
	if err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	slog.New(slog.NewTextHandler(&logged, nil)).Info("m", slog.Any("params", params), slog.Any("secret", params.Secret))
	for _, printed := range []string{
		fmt.Sprint(params), fmt.Sprintf("%+v", *params), fmt.Sprintf("%#v", params), string(encoded), logged.String(),
	} {
		if strings.Contains(printed, "hush") || !strings.Contains(printed, "…") {
			t.Errorf("printed %s", printed)
		}
	}
	if twilio.Secret("").String() != "" {
		t.Error("no secret prints as one")
	}
}
