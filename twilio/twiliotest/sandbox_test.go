package twiliotest_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

func TestSandbox(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		tw.Mount("https://app.example/", twiml.Reply("The app hears you."))
		sandbox := tw.AddSandbox("quiet-owl flies", twiliotest.OnMessage("https://app.example/"))
		person := tw.Phone("whatsapp:+15558675310")
		write := func() string {
			m := send(t, tw, &twilio.CreateMessageParams{From: sandbox, To: person.Address(), Body: "Hello"})
			return fmt.Sprint(m.Status, " ", int(m.ErrorCode))
		}
		var got []string
		for _, step := range []struct {
			wait time.Duration
			body string
		}{
			{0, ""}, {0, "Hi"}, {0, "join loud-owl flies"}, {0, "Join quiet-owl  flies "}, {0, "Hi"},
			{25 * time.Hour, ""}, {0, "Hi"}, {47*time.Hour - time.Second, ""}, {time.Second, ""},
			{0, "join quiet-owl flies"}, {0, "STOP"}, {0, "Hi"},
		} {
			time.Sleep(step.wait)
			line := step.body
			if step.body != "" {
				line += fmt.Sprint(", answered by the app ", len(person.Send(sandbox, step.body).Replies))
			}
			got = append(got, line+": "+write())
		}
		if diff := cmp.Diff([]string{
			": failed 63015",
			"Hi, answered by the app 0: failed 63015",
			"join loud-owl flies, answered by the app 0: failed 63015",
			"Join quiet-owl  flies , answered by the app 0: delivered 0",
			"Hi, answered by the app 1: delivered 0",
			": failed 63016", // whose session is over
			"Hi, answered by the app 1: delivered 0",
			": failed 63016",
			": failed 63015",
			"join quiet-owl flies, answered by the app 0: delivered 0",
			"STOP, answered by the app 0: failed 63015",
			"Hi, answered by the app 0: failed 63015",
		}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if len(tw.Alerts()) != 0 {
			t.Errorf("alerts: %v", tw.Alerts())
		}
	})
}

// The sandbox has templates for all, which may be sent at any time, and nobody else's sender has them.
func TestSandboxTemplates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		sandbox := tw.AddSandbox("quiet-owl flies")
		other := tw.AddNumber("whatsapp:+15557122661")
		person := tw.Phone("whatsapp:+15558675310")
		person.Send(sandbox, "join quiet-owl flies")
		person.Expect(t, "You are in the sandbox for 72 hours. Reply stop to leave it.")
		time.Sleep(25 * time.Hour)
		for sid, variables := range map[string]twilio.ContentVariables{
			twiliotest.SandboxAppointment: {"1": "12/1", "2": "3pm"},
			twiliotest.SandboxDelivery:    {"1": "12/1", "2": "3pm"},
			twiliotest.SandboxCode:        {"1": "409173"},
		} {
			params := twilio.CreateMessageParams{From: sandbox, To: person.Address(), ContentSID: sid, ContentVariables: variables}
			m := send(t, tw, &params)
			tw.ExpectStatus(t, m.SID, twilio.StatusDelivered, 0)
			params.From = other
			_, err := tw.Client().Messages.Create(t.Context(), &params)
			wantRefusal(t, "another sender", err, http.StatusBadRequest, twilio.ErrInvalidContentSID)
		}
		var got []string
		for _, m := range person.Messages()[2:] {
			got = append(got, m.Body)
		}
		slices.Sort(got)
		if diff := cmp.Diff([]string{
			"409173 is your verification code.",
			"Thank you for your order. Your delivery is scheduled for 12/1 at 3pm.",
			"Your appointment is coming up on 12/1 at 3pm.",
		}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// A sender with a pace sends one message after the other, and not what has waited for too long.
func TestPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		sandbox := tw.AddSandbox("quiet-owl flies", twiliotest.Pace(3*time.Second))
		person := tw.Phone("whatsapp:+15558675310")
		person.Send(sandbox, "join quiet-owl flies")
		start := time.Now()
		write := func(n, validity int) {
			for range n {
				_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
					From: sandbox, To: person.Address(), Body: "Hi", ValidityPeriod: twilio.Seconds(validity),
				})
				must(t, err)
				synctest.Wait() // so that it is in the queue before the next
			}
		}
		write(3, 0)
		write(2, 10) // of which the second would leave after 12 seconds
		tw.Wait()
		time.Sleep(3 * time.Second)
		write(1, 0)
		tw.Wait()
		var got []string
		for _, m := range tw.Messages() {
			got = append(got, fmt.Sprint(m.Status, " ", int(m.ErrorCode), " ", m.Updated.Sub(start.Truncate(time.Second))))
		}
		if diff := cmp.Diff([]string{
			"delivered 0 0s", "delivered 0 3s", "delivered 0 6s", "delivered 0 9s", "failed 30036 10s", "delivered 0 13s",
		}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
