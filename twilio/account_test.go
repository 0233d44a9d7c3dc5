package twilio_test

import (
	"encoding/json"
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
	for _, text := range []string{fmt.Sprintf("%v %+v %#v %s %q", a, a, a, a.AuthToken, a.AuthToken), log.String()} {
		if strings.Contains(text, secret) {
			t.Errorf("the token is in %q", text)
		}
	}
	if string(a.AuthToken) != secret {
		t.Errorf("the token reads %q", string(a.AuthToken))
	}
}
