package twiliotest_test

import (
	"fmt"
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
