package conversations_test

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

// got reads an answer through a verb.
func got[T any](t *testing.T, answer string, call func(context.Context, *conversations.API) (*T, error)) *T {
	t.Helper()
	v, err := call(t.Context(), conversations.New((&apitest.Wire{Answer: answer}).Client()))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func conversation(ctx context.Context, a *conversations.API) (*conversations.Conversation, error) {
	return a.Conversations.Get(ctx, "CH1")
}

func participant(ctx context.Context, a *conversations.API) (*conversations.Participant, error) {
	return a.Conversations.Participants("CH1").Get(ctx, "MB1")
}

func message(ctx context.Context, a *conversations.API) (*conversations.Message, error) {
	return a.Conversations.Messages("CH1").Get(ctx, "IM1")
}

func at(year int) twilio.Time {
	return twilio.Time{Time: time.Date(year, 12, 16, 22, 18, 37, 0, time.UTC)}
}

func TestConversation(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer string
		want   conversations.Conversation
	}{
		"full": {
			`{"sid":"CH1","account_sid":"AC1","chat_service_sid":"IS1","messaging_service_sid":"MG1","friendly_name":"Order 7",
			"unique_name":"order-7","attributes":"{ \"order\": 7 }","state":"inactive",
			"timers":{"date_inactive":"2015-12-16T22:18:37Z","date_closed":"2016-12-16T22:18:37Z"},
			"bindings":{"email":{"projected_address":"shop@example.com","name":"Shop"}},
			"date_created":"2013-12-16T22:18:37Z","date_updated":"2014-12-16T22:18:37Z","url":"u","links":{"messages":"m"}}`,
			conversations.Conversation{
				SID: "CH1", AccountSID: "AC1", ChatServiceSID: "IS1", MessagingServiceSID: "MG1", FriendlyName: "Order 7",
				UniqueName: "order-7", Attributes: `{ "order": 7 }`, State: conversations.ConversationStateInactive,
				Timers:      conversations.Timers{DateInactive: at(2015), DateClosed: at(2016)},
				Bindings:    conversations.Bindings{Email: &conversations.EmailBinding{ProjectedAddress: "shop@example.com", Name: "Shop"}},
				DateCreated: at(2013), DateUpdated: at(2014), URL: "u", Links: map[string]string{"messages": "m"},
			},
		},
		"no timers and bindings": {
			`{"sid":"CH1","timers":{},"bindings":{}}`, conversations.Conversation{SID: "CH1"},
		},
		"nulls within": {
			`{"timers":{"date_inactive":null,"date_closed":null},"bindings":{"email":null}}`, conversations.Conversation{},
		},
		"unknown state and field": {
			`{"state":"resting","timers":{"date_resting":"x"},"new":{}}`, conversations.Conversation{State: "resting"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(&tt.want, got(t, tt.answer, conversation)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParticipantsOfEveryKind(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer string
		want   conversations.Participant
	}{
		"a user": {
			`{"sid":"MB1","identity":"alice","messaging_binding":null,"attributes":"{}","role_sid":"RL1",
			"last_read_message_index":0,"last_read_timestamp":"2015-12-16T22:18:37Z"}`,
			conversations.Participant{
				SID: "MB1", Identity: "alice", Attributes: "{}", RoleSID: "RL1",
				LastReadMessageIndex: new(twilio.Int(0)), LastReadTimestamp: at(2015),
			},
		},
		"by SMS": {
			`{"identity":null,"messaging_binding":{"type":"sms","address":"+15558675310","proxy_address":"+15557122661"},
			"last_read_message_index":null,"last_read_timestamp":null}`,
			conversations.Participant{MessagingBinding: &conversations.MessagingBinding{
				Type: conversations.AddressTypeSMS, Address: "+15558675310", ProxyAddress: "+15557122661",
			}},
		},
		"on WhatsApp": {
			`{"messaging_binding":{"type":"whatsapp","address":"whatsapp:+15558675310","proxy_address":"whatsapp:+15557122661",
			"level":null,"name":null,"projected_address":null}}`,
			conversations.Participant{MessagingBinding: &conversations.MessagingBinding{
				Type: conversations.AddressTypeWhatsApp, Address: "whatsapp:+15558675310", ProxyAddress: "whatsapp:+15557122661",
			}},
		},
		"a user in a group MMS": {
			`{"identity":"alice","messaging_binding":{"type":"sms","projected_address":"+15557122661"}}`,
			conversations.Participant{Identity: "alice", MessagingBinding: &conversations.MessagingBinding{
				Type: conversations.AddressTypeSMS, ProjectedAddress: "+15557122661",
			}},
		},
		"by e-mail": {
			`{"messaging_binding":{"type":"email","address":"a@example.com","level":"cc","name":"Ada"}}`,
			conversations.Participant{MessagingBinding: &conversations.MessagingBinding{
				Type: conversations.AddressTypeEmail, Address: "a@example.com", Level: "cc", Name: "Ada",
			}},
		},
		"on a channel to come": {
			`{"messaging_binding":{"type":"pigeon","address":"pigeon:7","new":1}}`,
			conversations.Participant{MessagingBinding: &conversations.MessagingBinding{Type: "pigeon", Address: "pigeon:7"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(&tt.want, got(t, tt.answer, participant)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]conversations.Message{
		`{"sid":"IM1","index":0,"author":"system","participant_sid":null,"body":null,"date_updated":null,"content_sid":null,
			"media":[{"sid":"ME1","size":42056,"content_type":"image/jpeg","filename":null}],
			"delivery":{"total":2,"sent":"all","delivered":"some","read":"some","failed":"none","undelivered":"none"}}`: {
			SID: "IM1", Author: "system", Media: []conversations.Media{{SID: "ME1", Size: 42056, ContentType: "image/jpeg"}},
			Delivery: &conversations.Delivery{
				Total: 2, Sent: conversations.DeliveryAmountAll, Delivered: conversations.DeliveryAmountSome,
				Read: conversations.DeliveryAmountSome, Failed: conversations.DeliveryAmountNone, Undelivered: conversations.DeliveryAmountNone,
			},
		},
		`{"sid":"IM1","index":12,"body":"Hi","media":null,"delivery":null,"new":[]}`: {SID: "IM1", Index: 12, Body: "Hi"},
		`{"delivery":{"sent":"most"}}`: {Delivery: &conversations.Delivery{Sent: "most"}},
	} {
		if diff := cmp.Diff(&want, got(t, answer, message)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", answer, diff)
		}
	}
}

func TestWebhookOfEveryTarget(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]conversations.Webhook{
		`{"target":"webhook","configuration":{"url":"https://example.com","method":"get","filters":["onMessageAdded","onNew"],"replay_after":0}}`: {
			Target: conversations.WebhookTargetWebhook, Configuration: conversations.WebhookSettings{
				URL: "https://example.com", Method: conversations.MethodGet,
				Filters: []conversations.WebhookEvent{conversations.WebhookEventMessageAdded, "onNew"}, ReplayAfter: new(twilio.Int(0)),
			},
		},
		`{"target":"trigger","configuration":{"triggers":["help"],"replay_after":null}}`: {
			Target: conversations.WebhookTargetTrigger, Configuration: conversations.WebhookSettings{Triggers: []string{"help"}},
		},
		`{"target":"studio","configuration":{"flow_sid":"FW1","method":null,"filters":null}}`: {
			Target: conversations.WebhookTargetStudio, Configuration: conversations.WebhookSettings{FlowSID: "FW1"},
		},
	} {
		v := got(t, answer, func(ctx context.Context, a *conversations.API) (*conversations.Webhook, error) {
			return a.Conversations.Webhooks("CH1").Get(ctx, "WH1")
		})
		if diff := cmp.Diff(&want, v); diff != "" {
			t.Errorf("%s (-want +got):\n%s", answer, diff)
		}
	}
}

func TestNotifications(t *testing.T) {
	t.Parallel()
	want := &conversations.Notifications{
		ChatServiceSID: "IS1", LogEnabled: true,
		NewMessage: conversations.NewMessageNotification{
			Notification:      conversations.Notification{Enabled: true, Template: "${MESSAGE}", Sound: "ring"},
			BadgeCountEnabled: true,
			WithMedia:         conversations.Notification{Enabled: true, Template: "${MEDIA}"},
		},
		AddedToConversation: conversations.Notification{Template: "in"},
	}
	v := got(t, `{"chat_service_sid":"IS1","log_enabled":true,"new_message":{"enabled":true,"template":"${MESSAGE}","sound":"ring",
		"badge_count_enabled":true,"with_media":{"enabled":true,"template":"${MEDIA}"}},
		"added_to_conversation":{"enabled":false,"template":"in","sound":null},"removed_from_conversation":null}`,
		func(ctx context.Context, a *conversations.API) (*conversations.Notifications, error) {
			return a.Service("IS1").Notifications.Get(ctx)
		})
	if diff := cmp.Diff(want, v); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsNotKnownIsNotZero(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]conversations.User{
		`{"is_online":null,"is_notifiable":null}`:  {},
		`{"is_online":false,"is_notifiable":true}`: {IsOnline: new(false), IsNotifiable: new(true)},
	} {
		v := got(t, answer, func(ctx context.Context, a *conversations.API) (*conversations.User, error) {
			return a.Users.Get(ctx, "alice")
		})
		if diff := cmp.Diff(&want, v); diff != "" {
			t.Errorf("%s (-want +got):\n%s", answer, diff)
		}
	}
	for answer, want := range map[string]conversations.UserConversation{
		`{"unread_messages_count":null,"last_read_message_index":null}`: {},
		`{"unread_messages_count":0,"last_read_message_index":100}`: {
			UnreadMessagesCount: new(twilio.Int(0)), LastReadMessageIndex: new(twilio.Int(100)),
		},
	} {
		v := got(t, answer, func(ctx context.Context, a *conversations.API) (*conversations.UserConversation, error) {
			return a.Users.Conversations("alice").Get(ctx, "CH1")
		})
		if diff := cmp.Diff(&want, v); diff != "" {
			t.Errorf("%s (-want +got):\n%s", answer, diff)
		}
	}
}

// TestNull reads an answer with null in the place of every property, and one property that is not
// known.
func TestNull(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		new(conversations.AddressConfiguration), new(conversations.Binding), new(conversations.Configuration),
		new(conversations.Conversation), new(conversations.Credential), new(conversations.Message),
		new(conversations.Notifications), new(conversations.Participant), new(conversations.ParticipantConversation),
		new(conversations.Receipt), new(conversations.Role), new(conversations.Service), new(conversations.ServiceConfiguration),
		new(conversations.User), new(conversations.UserConversation), new(conversations.Webhook),
		new(conversations.WebhookConfiguration), new(conversations.AutoCreation), new(conversations.Delivery),
		new(conversations.MessagingBinding), new(conversations.WebhookSettings),
	} {
		typ := reflect.TypeOf(v).Elem()
		members := map[string]any{"new_in_the_api": map[string]any{"a": 1}}
		for f := range typ.Fields() {
			members[f.Tag.Get("json")] = nil
		}
		b, err := json.Marshal(members)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, v); err != nil {
			t.Errorf("%v: %v", typ, err)
		}
		if diff := cmp.Diff(reflect.New(typ).Interface(), v); diff != "" {
			t.Errorf("%v (-want +got):\n%s", typ, diff)
		}
	}
}
