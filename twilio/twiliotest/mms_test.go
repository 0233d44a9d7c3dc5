package twiliotest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A person whose carrier has no MMS gets links to the files from a service, for a year, and nothing
// from a number.
func TestMMSConverter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		shop := tw.AddNumber("+15557122661")
		service := tw.AddService("shop", twiliotest.Senders(shop))
		plain := tw.AddService("plain", twiliotest.Senders(tw.AddNumber("+15557122662")), twiliotest.ServiceSetting("MmsConverter", "false"))
		tw.Mount("https://files.example/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "a picture of "+r.URL.Path[1:])
		}))
		to := func(to channels.Address, serviceSID string, from channels.Address) *twilio.Message {
			return send(t, tw, &twilio.CreateMessageParams{
				To: to, From: from, MessagingServiceSID: serviceSID, Body: "Look!",
				MediaURL: []string{"https://files.example/owl", "https://files.example/fox"},
			})
		}
		const alice, bob channels.Address = "+15558675310", "+447700900123"

		m := to(bob, service, "")
		text, ok := tw.Phone(bob).Last()
		links := strings.Fields(text.Body)
		if !ok || len(links) != 3 || len(links[1]) != len("https://p.twil.io/1234567") || text.Media != nil || m.Body != text.Body {
			t.Fatalf("the phone shows %+v, the record has %q", text, m.Body)
		}
		if m.NumMedia != 2 || m.NumSegments != 1 {
			t.Errorf("%d files in %d segments", m.NumMedia, m.NumSegments)
		}
		read := func(link string) string {
			resp, err := tw.HTTPClient().Get(link)
			must(t, err)
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			must(t, err)
			return resp.Header.Get("Content-Type") + " " + strings.TrimSpace(string(body))
		}
		if diff := cmp.Diff([]string{"image/png a picture of owl", "image/png a picture of fox"}, []string{read(links[1]), read(links[2])}); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		time.Sleep(365 * 24 * time.Hour)
		if got := read(links[1]); !strings.Contains(got, "not found") {
			t.Errorf("after a year: %s", got)
		}

		for name, m := range map[string]*twilio.Message{"without the converter": to(bob, plain, ""), "from a number": to(bob, "", shop)} {
			if m.Status != twilio.StatusUndelivered || m.ErrorCode != 30011 {
				t.Errorf("%s: %s %d", name, m.Status, m.ErrorCode)
			}
		}
		tw.Phone(bob).SetMMS(true)
		tw.Phone(alice).SetMMS(false)
		tw.Phone(bob).Expect(t, text.Body)
		to(bob, service, "")
		tw.Phone(bob).Expect(t, "Look! [image/png] [image/png]")
		to(alice, plain, "")
		tw.Phone(alice).Expect(t)
		tw.Phone(alice).SetMMS(true)
		to(alice, plain, "")
		tw.Phone(alice).Expect(t, "Look! [image/png] [image/png]")
	})
}

// An account has room for so many scheduled messages, and again when one of them has gone.
func TestScheduleLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithScheduleLimit(2))
		service := tw.AddService("shop", twiliotest.Senders(tw.AddNumber("+15557122661")))
		messages := tw.Client().Messages
		schedule := func(after time.Duration) (*twilio.Message, error) {
			return messages.Create(t.Context(), &twilio.CreateMessageParams{
				To: "+15558675310", MessagingServiceSID: service, Body: "Later",
				ScheduleType: twilio.ScheduleFixed, SendAt: time.Now().Add(after),
			})
		}
		m, err := schedule(time.Hour)
		must(t, err)
		_, err = schedule(2 * time.Hour)
		must(t, err)
		_, err = schedule(time.Hour)
		wantRefusal(t, "the third", err, http.StatusBadRequest, 35125)
		_, err = messages.Update(t.Context(), m.SID, &twilio.UpdateMessageParams{Status: twilio.StatusCanceled})
		must(t, err)
		_, err = schedule(time.Hour)
		must(t, err)
		time.Sleep(90 * time.Minute)
		_, err = schedule(time.Hour)
		must(t, err)
		_, err = schedule(time.Hour)
		wantRefusal(t, "the third again", err, http.StatusBadRequest, 35125)
	})
}
