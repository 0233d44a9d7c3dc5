package twiliotest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// What may still go wrong can be told, and taken back.
func TestFaultsThatAreLeft(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	number := tw.AddNumber("+15557122661")
	tw.Inject(
		twiliotest.FaultServer(503).Route("POST", "/Messages").To("+15558675310").Times(2),
		twiliotest.FaultSlow(time.Second).Product("conversations").After(1),
		twiliotest.FaultDuplicate().Status(twilio.StatusSent).Always(),
	)
	told := func() (list []string) {
		for _, f := range tw.Faults() {
			list = append(list, f.String())
		}
		return list
	}
	want := []string{
		"POST /Messages to +15558675310: refused with HTTP 503, 2 times",
		"conversations: the answer takes 1s, after 1",
		"when sent: the callback comes twice, always",
	}
	if diff := cmp.Diff(want, told()); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: number, To: "+15558675310", Body: "Hi"})
	if err == nil {
		t.Error("the message was taken")
	}
	want[0] = "POST /Messages to +15558675310: refused with HTTP 503"
	if diff := cmp.Diff(want, told()); diff != "" {
		t.Errorf("faults after one (-want +got):\n%s", diff)
	}
	tw.Heal()
	if got := told(); got != nil {
		t.Errorf("after Heal: %q", got)
	}
}
