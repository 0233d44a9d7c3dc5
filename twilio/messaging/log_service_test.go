package messaging_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio/messaging"
)

func TestLogsHoldNoNumbersAndNoKeys(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey {
			return slog.Attr{}
		}
		return a
	}}))
	number := messaging.PhoneNumber{SID: "PN1", ServiceSID: "MG1", PhoneNumber: "+15557122661"}
	for _, v := range []any{
		number, &number,
		messaging.ShortCode{SID: "SC1", ServiceSID: "MG1", ShortCode: "12345"},
		messaging.PoolChannelSender{SID: "XE1", MessagingServiceSID: "MG1", Sender: "whatsapp:+15557122661"},
		messaging.UpdateDomainCertificateParams{TLSCert: "-----BEGIN PRIVATE KEY-----"},
		messaging.Deactivation{RedirectTo: "https://files.example/?signature=SECRET"},
		messaging.CreateAppleTypingIndicatorParams{From: "business", To: "urn:mbid:customer", Event: messaging.AppleTypingEventEnd},
	} {
		logger.Info("", slog.Any("v", v))
	}
	want := strings.Join([]string{
		"v.sid=PN1 v.service_sid=MG1 v.sender=…61",
		"v.sid=PN1 v.service_sid=MG1 v.sender=…61",
		"v.sid=SC1 v.service_sid=MG1 v.sender=…",
		"v.sid=XE1 v.service_sid=MG1 v.sender=whatsapp:…61",
		"v.tls_cert_bytes=27",
		"v.redirect_to=true",
		"v.from=…ss v.to=urn:…er v.event=END",
		"",
	}, "\n")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
