package twiliotest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// What a test of an app got wrong can be told from what the emulator says about it.
func TestDumpTellsWhatIsMissing(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	schedule := func(t *testing.T, tw *twiliotest.Twilio, at time.Time) error {
		t.Helper()
		_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			MessagingServiceSID: tw.AddService("Clinic", twiliotest.Senders(shop)), To: alice, Body: "Tomorrow",
			SendAt: at, ScheduleType: twilio.ScheduleFixed,
		})
		return err
	}
	for name, tt := range map[string]struct {
		happens func(*testing.T, *twiliotest.Twilio)
		want    string
	}{
		"a message that is not due yet": {
			func(t *testing.T, tw *twiliotest.Twilio) {
				t.Helper()
				must(t, schedule(t, tw, start.Add(24*time.Hour)))
			},
			"09:00:00.000 SM00000000000000000000000000000003 outbound-api to +15558675310: scheduled for 2026-03-02 09:00:00\n",
		},
		"another day": {
			func(t *testing.T, tw *twiliotest.Twilio) {
				t.Helper()
				must(t, schedule(t, tw, start.Add(24*time.Hour)))
				tw.Advance(24 * time.Hour)
			},
			"\n2026-03-02 09:00:00.000 SM00000000000000000000000000000003 outbound-api to +15558675310: queued\n09:00:00.000 SM",
		},
		"a date by another clock": {
			func(t *testing.T, tw *twiliotest.Twilio) {
				t.Helper()
				if err := schedule(t, tw, start.Add(-24*time.Hour)); err == nil {
					t.Error("a date that is past is taken")
				}
			},
			"09:00:00.000 SendAt is 2026-02-28T09:00:00Z, and the clock says 2026-03-01T09:00:00Z\n",
		},
		"a number without a webhook": {
			func(_ *testing.T, tw *twiliotest.Twilio) { tw.Phone(alice).Send(shop, "hi") },
			"SM00000000000000000000000000000002 is told to nobody: +15557122661 has no webhook\n",
		},
		"a service that leaves it to a number without a webhook": {
			func(_ *testing.T, tw *twiliotest.Twilio) {
				tw.AddService("Shop", twiliotest.Senders(shop), twiliotest.ServiceSetting("UseInboundWebhookOnNumber", "true"))
				tw.Phone(alice).Send(shop, "hi")
			},
			" is told to nobody: +15557122661 has no webhook\n",
		},
		"a number of an account that is not active": {
			func(t *testing.T, tw *twiliotest.Twilio) {
				t.Helper()
				sid, _ := tw.AddSubaccount()
				tw.AddNumberTo(sid, "+15557122662")
				_, err := tw.Client().Accounts.Update(t.Context(), sid, &twilio.UpdateAccountParams{Status: twilio.AccountStatusSuspended})
				must(t, err)
				tw.Phone(alice).Send("+15557122662", "hi")
			},
			"a message to +15557122662 is lost: its account is not active\n",
		},
		"an app that refuses the signature": {
			func(_ *testing.T, tw *twiliotest.Twilio) {
				tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
				tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
				tw.Phone(alice).Send(shop, "hi")
			},
			"alert: 11200 HTTP retrieval failure at https://app.example/sms: the app answered with HTTP 403; if it checks signatures, they are made with the account's auth token, of this URL\n",
		},
		"a path that is not mounted": {
			func(_ *testing.T, tw *twiliotest.Twilio) {
				tw.Mount("https://app.example/v1", ok)
				tw.Mount("http://app.example:8080", ok)
				tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
				tw.Phone(alice).Send(shop, "hi")
			},
			"alert: 11210 HTTP bad host name at https://app.example/sms: twiliotest: of app.example there is only what is mounted: https://app.example/v1, http://app.example:8080\n",
		},
		"a host that is not mounted": {
			func(_ *testing.T, tw *twiliotest.Twilio) {
				tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
				tw.Phone(alice).Send(shop, "hi")
			},
			"twiliotest: app.example is neither a host of Twilio's nor mounted: see Mount and WithTransport\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, twiliotest.WithClock(start))
			tw.AddNumber(shop)
			tt.happens(t, tw)
			if got := tw.Dump(); !strings.Contains(got, tt.want) {
				t.Errorf("it does not say %q:\n%s", tt.want, got)
			}
		})
	}
}
