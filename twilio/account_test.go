package twilio_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

func TestAuthTokenOfAnAccountIsNotPrinted(t *testing.T) {
	t.Parallel()
	const secret = "feedfacefeedfacefeedfacefeedface"
	var a twilio.Account
	if err := json.Unmarshal([]byte(`{"sid":"AC1","auth_token":"`+secret+`"}`), &a); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("account", slog.Any("token", a.AuthToken))
	slog.New(slog.NewJSONHandler(&log, nil)).Info("account", slog.Any("account", a), slog.Any("accounts", []twilio.Account{a}))
	for _, text := range []string{fmt.Sprintf("%v %+v %#v %s %q", a, a, a, a.AuthToken, a.AuthToken), log.String()} {
		if strings.Contains(text, secret) {
			t.Errorf("the token is in %q", text)
		}
	}
	if string(a.AuthToken) != secret {
		t.Errorf("the token reads %q", string(a.AuthToken))
	}
}

func TestCallsThatCannotBeTrustedFail(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(201, `null`))
	if m, err := w.client().Messages.Create(t.Context(), nil); !errors.Is(err, twilio.ErrUnusable) {
		t.Errorf("an answer of null: %v, %v", m, err)
	}
	w = newWire(t, always(201, `{}`))
	c := w.client()
	_, err := twilio.Post[struct{}](t.Context(), c, c.Path("Messages"), nil, twilio.WithHeader("Idempotency-Key", "1"))
	if err == nil || w.count() != 0 {
		t.Errorf("a header that lets net/http send twice: %d requests, %v", w.count(), err)
	}
}
