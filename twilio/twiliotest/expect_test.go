package twiliotest_test

import (
	"fmt"
	"net/http"
	"regexp"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// failing is a test that is ended, and what it says.
type failing struct{ said string }

func (f *failing) Helper() {}
func (f *failing) Fatalf(format string, args ...any) {
	f.said = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// said returns what an expectation ends a test with, "" if it does not. Times are left out.
func said(expect func(twiliotest.T)) string {
	var f failing
	done := make(chan struct{})
	go func() {
		defer close(done)
		expect(&f)
	}()
	<-done
	return regexp.MustCompile(`\d\d:\d\d:\d\d\.\d+`).ReplaceAllString(f.said, "…")
}

// A shop that answers, and one number to which it cannot write.
func newShop(t *testing.T) (tw *twiliotest.Twilio, client *twilio.Client) {
	t.Helper()
	tw = twiliotest.New(t)
	app := http.NewServeMux()
	app.Handle("POST /sms", twiml.NewResponse(
		twiml.Message{Body: "Store: 123 Easy St.", Media: []string{"https://demo.twilio.com/owl.png"}},
		twiml.Message{Body: "Open from 9 to 5."},
	))
	tw.Mount("https://app.example/", app)
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
	return tw, tw.Client()
}

func TestExpectationsThatHold(t *testing.T) {
	t.Parallel()
	tw, client := newShop(t)
	phone := tw.Phone(alice)
	phone.Expect(t)
	phone.Send(shop, "Where are you?")
	phone.Expect(t, "Store: 123 Easy St. [image/png]", "Open from 9 to 5.")
	phone.Expect(t)
	m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Your code is 123456."})
	if err != nil {
		t.Fatal(err)
	}
	if got := phone.ExpectMatch(t, `code is (\d+)`); got[1] != "123456" {
		t.Errorf("the code is %q", got)
	}
	if got := tw.ExpectStatus(t, m.SID, twilio.StatusDelivered, 0); got.Body != "Your code is 123456." {
		t.Errorf("the message is %v", got)
	}
	tw.ExpectNoAlerts(t)
}

func TestExpectationsThatDoNotHold(t *testing.T) {
	t.Parallel()
	const story = `the phone shows:
  > Where are you?
  < Store: 123 Easy St. [image/png]
  < Open from 9 to 5.
what happened at Twilio:
… SM00000000000000000000000000000002 inbound from +15558675310 to +15557122661
`
	for name, tt := range map[string]struct {
		expect func(*twiliotest.Twilio, twiliotest.T)
		want   string
	}{
		"other texts": {
			func(tw *twiliotest.Twilio, t twiliotest.T) { tw.Phone(alice).Expect(t, "Closed.") },
			"+15558675310: not what was expected\nexpected:\n  Closed.\ncame:\n  Store: 123 Easy St. [image/png]\n  Open from 9 to 5.\n" + story,
		},
		"anything": {
			func(tw *twiliotest.Twilio, t twiliotest.T) { tw.Phone(alice).Expect(t) },
			"+15558675310: not what was expected\nexpected:\n  nothing\ncame:\n  Store: 123 Easy St. [image/png]\n  Open from 9 to 5.\n" + story,
		},
		"no match": {
			func(tw *twiliotest.Twilio, t twiliotest.T) { tw.Phone(alice).ExpectMatch(t, "[Cc]losed") },
			"+15558675310: not what was expected\nexpected:\n  a text like [Cc]losed\ncame:\n  Store: 123 Easy St. [image/png]\n  Open from 9 to 5.\n" + story,
		},
		"another status": {
			func(tw *twiliotest.Twilio, t twiliotest.T) {
				sid := tw.Messages()[1].SID
				tw.ExpectStatus(t, sid, twilio.StatusUndelivered, twilio.ErrLandline)
			},
			"+15558675310: not what was expected\nexpected:\n  MM00000000000000000000000000000003 undelivered 30006 " + twilio.ErrLandline.Name() + "\ncame:\n  delivered\n" + story,
		},
		"no message": {
			func(tw *twiliotest.Twilio, t twiliotest.T) { tw.ExpectStatus(t, "SM1", twilio.StatusDelivered, 0) },
			"Twilio: not what was expected\nexpected:\n  SM1 delivered\ncame:\n  no such message\nwhat happened",
		},
		"an alert": {
			func(tw *twiliotest.Twilio, t twiliotest.T) {
				tw.AddNumber("+15557122662", twiliotest.OnMessage("https://app.example/nowhere"))
				tw.Phone(alice).Send("+15557122662", "hi")
				tw.ExpectNoAlerts(t)
			},
			"Twilio: not what was expected\nexpected:\n  nothing\ncame:\n  11200 HTTP retrieval failure at https://app.example/nowhere: the app answered with HTTP 404\nwhat happened",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw, _ := newShop(t)
			tw.Phone(alice).Send(shop, "Where are you?")
			got := said(func(t twiliotest.T) { tt.expect(tw, t) })
			if diff := cmp.Diff(tt.want, got[:min(len(got), len(tt.want))]); diff != "" {
				t.Errorf("it says (-want +got):\n%s\n%s", diff, got)
			}
		})
	}
}
