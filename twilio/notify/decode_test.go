package notify_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/notify"
)

// TestNull reads an answer with null in the place of every property.
func TestNull(t *testing.T) {
	t.Parallel()
	for _, v := range []any{new(notify.Service), new(notify.Binding), new(notify.Notification), new(notify.Credential)} {
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

func TestNotification(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Status: 201, Answer: `{"sid":"NT1","priority":"urgent","ttl":2419200,"identities":["alice"],"tags":[],
		"data":{"id":12345678901234567890,"list":[1.10]},"apn":"{\"aps\":{\"badge\":1}}","fcm":"","gcm":"null","sms":null}`}
	got, err := notify.New(w.Client()).Notifications("IS1").Create(t.Context(), &notify.CreateNotificationParams{Body: "Hi"})
	if err != nil {
		t.Fatal(err)
	}
	want := &notify.Notification{
		SID: "NT1", Priority: "urgent", TTL: 2_419_200, Identities: []string{"alice"}, Tags: []string{},
		Data: notify.Payload{"id": json.Number("12345678901234567890"), "list": []any{json.Number("1.10")}},
		APN:  notify.Payload{"aps": map[string]any{"badge": json.Number("1")}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPayloadsThatAreNot(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`[]`, `1`, `"hello"`, `"{"`, `"{}{}"`, `"{} ]"`, `"[]"`} {
		var p notify.Payload
		if err := json.Unmarshal([]byte(text), &p); err == nil {
			t.Errorf("%s is read as %v", text, p)
		}
	}
}

func TestLogsNameNobody(t *testing.T) {
	t.Parallel()
	const secret = "+15558675310"
	for _, v := range []any{
		notify.Binding{SID: "BS1", Identity: secret, Address: secret, Tags: []string{secret}, Links: map[string]string{"user": secret}},
		notify.Notification{SID: "NT1", Identities: []string{secret}, Tags: []string{secret}, Title: secret, Body: secret, Data: notify.Payload{"a": secret}},
		notify.CreateCredentialParams{Certificate: secret, PrivateKey: secret, APIKey: secret, Secret: secret},
		notify.UpdateCredentialParams{Certificate: secret, PrivateKey: secret, APIKey: secret, Secret: secret},
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
	p := notify.CreateCredentialParams{Certificate: "hush", Secret: "hush"}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if got := fmt.Sprintf(format, p); strings.Contains(got, "hush") || !strings.Contains(got, "…") {
			t.Errorf("%s prints %s", format, got)
		}
	}
}

func TestInSandbox(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{"True": true, "true": true, "False": false, "": false} {
		if got := (&notify.Credential{Sandbox: word}).InSandbox(); got != want {
			t.Errorf("InSandbox of %q is %t", word, got)
		}
	}
}

// FuzzPayload reads what Twilio may send for a payload. What can be read can be sent back, and reads
// the same again.
func FuzzPayload(f *testing.F) {
	for _, text := range []string{`null`, `""`, `{}`, `{"a":1e400,"b":[null,"<&>"]}`, `"{\"a\":{}}"`, `"{}{}"`, `[]`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var p notify.Payload
		if json.Unmarshal(text, &p) != nil {
			return
		}
		v := url.Values{}
		if err := p.EncodeValues("Data", &v); err != nil {
			t.Fatal(err)
		}
		var again notify.Payload
		if err := json.Unmarshal([]byte(v.Get("Data")), &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p, again); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	})
}
