package chat_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

// get reads an answer through a verb.
func get[T any](t *testing.T, answer string, call func(context.Context, *chat.API) (*T, error)) *T {
	t.Helper()
	got, err := call(t.Context(), chat.New((&apitest.Wire{Answer: answer}).Client()))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func user(ctx context.Context, c *chat.API) (*chat.User, error) {
	return c.Users("IS1").Get(ctx, "alice")
}

func member(ctx context.Context, c *chat.API) (*chat.Member, error) {
	return c.Channels("IS1").Members("CH1").Get(ctx, "alice")
}

func TestWhatIsNotKnownIsNotFalse(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]chat.User{
		`{"sid":"US1","is_online":null,"is_notifiable":null,"joined_channels_count":null}`: {SID: "US1"},
		`{"sid":"US1","is_online":false,"is_notifiable":true,"joined_channels_count":2}`: {
			SID: "US1", IsOnline: new(false), IsNotifiable: new(true), JoinedChannelsCount: 2,
		},
	} {
		if diff := cmp.Diff(&want, get(t, answer, user)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", answer, diff)
		}
	}
}

func TestNothingReadIsNotTheFirstMessage(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]chat.Member{
		`{"last_consumed_message_index":null,"last_consumption_timestamp":null}`: {},
		`{"last_consumed_message_index":0}`:                                      {LastConsumedMessageIndex: new(twilio.Int(0))},
		`{"last_consumed_message_index":"12"}`:                                   {LastConsumedMessageIndex: new(twilio.Int(12))},
	} {
		if diff := cmp.Diff(&want, get(t, answer, member)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", answer, diff)
		}
	}
	channel := get(t, `{"status":"invited","last_consumed_message_index":null,"unread_messages_count":0}`,
		func(ctx context.Context, c *chat.API) (*chat.UserChannel, error) {
			return c.Users("IS1").Channels("alice").Get(ctx, "CH1")
		})
	want := &chat.UserChannel{Status: chat.UserChannelStatusInvited, UnreadMessagesCount: new(twilio.Int(0))}
	if diff := cmp.Diff(want, channel); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNull reads an answer with null in the place of every property.
func TestNull(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		new(chat.Service), new(chat.Channel), new(chat.MigratedChannel), new(chat.Member), new(chat.Message), new(chat.Invite),
		new(chat.ChannelWebhook), new(chat.User), new(chat.UserChannel), new(chat.UserBinding), new(chat.Binding),
		new(chat.Role), new(chat.Credential),
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

func TestUnknownValuesPass(t *testing.T) {
	t.Parallel()
	role := get(t, `{"type":"galaxy","permissions":["sendMessage","fly"],"new":{"a":1}}`,
		func(ctx context.Context, c *chat.API) (*chat.Role, error) { return c.Roles("IS1").Get(ctx, "RL1") })
	want := &chat.Role{Type: "galaxy", Permissions: []chat.Permission{chat.ChannelPermissionSendMessage, "fly"}}
	if diff := cmp.Diff(want, role); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAttributesAreKeptAsSent(t *testing.T) {
	t.Parallel()
	got := get(t, `{"attributes":"{ \"b\": 1.10,\"a\":12345678901234567890 }"}`, member)
	if want := `{ "b": 1.10,"a":12345678901234567890 }`; got.Attributes != want {
		t.Errorf("attributes %s, want %s", got.Attributes, want)
	}
}

func TestWebhookConfiguration(t *testing.T) {
	t.Parallel()
	get := func(answer string) *chat.ChannelWebhook {
		return get(t, answer, func(ctx context.Context, c *chat.API) (*chat.ChannelWebhook, error) {
			return c.Channels("IS1").Webhooks("CH1").Get(ctx, "WH1")
		})
	}
	for answer, want := range map[string]chat.ChannelWebhook{
		`{"type":"trigger","configuration":{"url":"u","method":"GET","triggers":["help"],"retry_count":3}}`: {
			Type:          chat.WebhookTypeTrigger,
			Configuration: chat.WebhookConfiguration{URL: "u", Method: "GET", Triggers: []string{"help"}, RetryCount: 3},
		},
		`{"type":"studio","configuration":{"flow_sid":"FW1"}}`: {
			Type: chat.WebhookTypeStudio, Configuration: chat.WebhookConfiguration{FlowSID: "FW1"},
		},
	} {
		if diff := cmp.Diff(&want, get(answer)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestInSandbox(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{"True": true, "true": true, "False": false, "": false} {
		if got := (&chat.Credential{Sandbox: word}).InSandbox(); got != want {
			t.Errorf("InSandbox of %q is %t", word, got)
		}
	}
}

// TestLogsNameNobody fills every text of a resource and logs it: what is not a SID or an enum stays
// out.
func TestLogsNameNobody(t *testing.T) {
	t.Parallel()
	const secret = "alice@example.com"
	for _, v := range []any{
		chat.Channel{SID: "CH1", FriendlyName: secret, UniqueName: secret, Attributes: secret, CreatedBy: secret},
		chat.MigratedChannel{SID: "CH1", FriendlyName: secret, UniqueName: secret, Attributes: secret, CreatedBy: secret},
		chat.Member{SID: "MB1", ChannelSID: "CH1", Identity: secret, Attributes: secret, URL: secret},
		chat.Message{SID: "IM1", From: secret, Body: secret, Attributes: secret, LastUpdatedBy: secret, Media: &chat.MessageMedia{Filename: secret}},
		chat.Invite{SID: "IN1", Identity: secret, CreatedBy: secret},
		chat.User{SID: "US1", Identity: secret, FriendlyName: secret, Attributes: secret},
		chat.Binding{SID: "BS1", Identity: secret, Endpoint: secret, Links: map[string]string{"user": secret}},
		chat.UserBinding{SID: "BS1", Identity: secret, Endpoint: secret},
		chat.CreateCredentialParams{Certificate: secret, PrivateKey: secret, APIKey: secret, Secret: secret},
		chat.UpdateCredentialParams{Certificate: secret, PrivateKey: secret, APIKey: secret, Secret: secret},
	} {
		pointer := reflect.New(reflect.TypeOf(v))
		pointer.Elem().Set(reflect.ValueOf(v))
		sid := pointer.Elem().FieldByName("SID")
		for _, v := range []any{v, pointer.Interface()} {
			var b bytes.Buffer
			slog.New(slog.NewTextHandler(&b, nil)).Info("", slog.Any("v", v))
			slog.New(slog.NewJSONHandler(&b, nil)).Info("", slog.Any("v", v))
			if strings.Contains(b.String(), secret) {
				t.Errorf("%T: %s", v, b.String())
			}
			if sid.IsValid() && strings.Count(b.String(), sid.String()) < 2 {
				t.Errorf("%T: no SID in %s", v, b.String())
			}
		}
	}
}

func TestSecretsPrintAsDots(t *testing.T) {
	t.Parallel()
	p := chat.CreateCredentialParams{Certificate: "hush", Secret: "hush"}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if got := fmt.Sprintf(format, p); strings.Contains(got, "hush") || !strings.Contains(got, "…") {
			t.Errorf("%s prints %s", format, got)
		}
	}
	b, err := json.Marshal(map[string]twilio.Secret{"set": "hush", "unset": ""})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"set":"…","unset":""}`, string(b)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestErrorsMatchTheirCodes(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Status: 409, Answer: `{"code":50404,"message":"Member already exists","status":409}`}
	_, err := chat.New(w.Client()).Channels("IS1").Members("CH1").Create(t.Context(), &chat.CreateMemberParams{Identity: "alice"})
	if !errors.Is(err, chat.ErrMemberExists) || errors.Is(err, chat.ErrUserExists) {
		t.Fatalf("%v, want ErrMemberExists", err)
	}
	if strings.Contains(err.Error(), "alice") {
		t.Errorf("the error names the member: %v", err)
	}
}

// TestWhatIsNotThere has Twilio name what is missing, and not name it.
func TestWhatIsNotThere(t *testing.T) {
	t.Parallel()
	for answer, named := range map[string]bool{
		`{"code":50402,"message":"Member not found","status":404}`:                     true,
		`{"code":20404,"message":"The requested resource was not found","status":404}`: false,
	} {
		w := &apitest.Wire{Status: 404, Answer: answer}
		_, err := chat.New(w.Client()).Channels("IS1").Members("CH1").Get(t.Context(), "alice")
		if !errors.Is(err, twilio.ErrNotFound) || errors.Is(err, chat.ErrMemberNotFound) != named {
			t.Errorf("%s: %v", answer, err)
		}
	}
}
