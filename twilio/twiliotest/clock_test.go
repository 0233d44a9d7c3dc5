package twiliotest_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// nine is when the clocks of these tests stand at first.
var nine = time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)

// diary writes down what the app is told, and how long after nine.
type diary struct {
	tw *twiliotest.Twilio

	mu    sync.Mutex
	lines []string
}

// keep makes a diary of the webhooks at https://app.example/.
func keep(tw *twiliotest.Twilio) *diary {
	d := &diary{tw: tw}
	tw.Mount("https://app.example/", d)
	return d
}

func (d *diary) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	what := r.PostFormValue("MessageStatus")
	if what == "" {
		what = r.PostFormValue("EventType") + " " + r.PostFormValue("StateTo")
	}
	if code := r.PostFormValue("ErrorCode"); code != "" {
		what += " " + code
	}
	d.note(what)
}

// note writes a line.
func (d *diary) note(what string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, fmt.Sprint(d.tw.Now().Sub(nine), " ", what))
}

// want compares the diary to what should be in it.
func (d *diary) want(t *testing.T, lines ...string) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if diff := cmp.Diff(lines, d.lines); diff != "" {
		t.Errorf("the app was told (-want +got):\n%s", diff)
	}
}

// text sends a message whose statuses are written down.
func (d *diary) text(t *testing.T, body string) *twilio.Message {
	t.Helper()
	m, err := d.tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: shop, To: alice, Body: body, StatusCallback: "https://app.example/status",
	})
	must(t, err)
	return m
}

func TestClockOfTheTestDeliversWhatIsScheduled(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine))
	d := keep(tw)
	tw.AddNumber(shop)
	service, client := tw.AddService("reminders", twiliotest.Senders(shop)), tw.Client()
	const day = 24 * time.Hour
	later, err := client.Messages.Create(t.Context(), scheduled(service, nine.Add(34*day)))
	must(t, err)
	_, err = client.Messages.Create(t.Context(), scheduled(service, nine.Add(10*time.Minute)))
	must(t, err)
	if _, err := client.Messages.Create(t.Context(), scheduled(service, nine.Add(36*day))); !errors.Is(err, twilio.ErrSendAtTooLate) {
		t.Errorf("in 36 days: %v", err)
	}
	tw.Wait()
	tw.Advance(34*day - time.Second)
	d.want(t, "10m0s queued", "10m0s sent", "10m0s delivered")
	tw.Advance(time.Second)
	d.want(t, "10m0s queued", "10m0s sent", "10m0s delivered", "816h0m0s queued", "816h0m0s sent", "816h0m0s delivered")
	got, err := client.Messages.Get(t.Context(), later.SID)
	if err != nil || !got.DateCreated.Equal(nine) || !got.DateSent.Equal(nine.Add(34*day)) {
		t.Errorf("sent %+v, %v", got, err)
	}
	if now := tw.Now(); !now.Equal(nine.Add(34 * day)) {
		t.Errorf("it is %v", now)
	}
}

func TestClockOfTheTestClosesTheWindow(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine))
	tw.AddNumber("whatsapp:" + shop)
	tw.Phone("whatsapp:"+alice).Send("whatsapp:"+shop, "Hello")
	var got []string
	for _, wait := range []time.Duration{0, 24*time.Hour - time.Second, time.Second} {
		tw.Advance(wait)
		m := send(t, tw, &twilio.CreateMessageParams{From: "whatsapp:" + shop, To: "whatsapp:" + alice, Body: "Hi"})
		got = append(got, fmt.Sprint(m.Status, " ", int(m.ErrorCode)))
	}
	if diff := cmp.Diff([]string{"delivered 0", "delivered 0", "failed 63016"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestClockOfTheTestEndsCookies(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine))
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
	tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "n", Value: "n"})
		twiml.Reply(fmt.Sprint(len(r.Cookies()))).ServeHTTP(w, r)
	}))
	p := tw.Phone(alice)
	for _, wait := range []time.Duration{0, 4 * time.Hour, 4 * time.Hour, 4*time.Hour + time.Second} {
		tw.Advance(wait)
		p.Send(shop, "hi")
	}
	if diff := cmp.Diff("> hi\n< 0\n> hi\n< 1\n> hi\n< 1\n> hi\n< 0\n", p.Transcript()); diff != "" {
		t.Error(diff)
	}
}

func TestClockOfTheTestEndsTheValidityPeriod(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine), twiliotest.WithDelays(time.Hour, time.Minute))
	d := keep(tw)
	tw.AddNumber(shop)
	for _, period := range []time.Duration{10 * time.Minute, 2 * time.Hour} {
		_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Hi", ValidityPeriod: twilio.Seconds(period.Seconds()), StatusCallback: "https://app.example/status",
		})
		must(t, err)
	}
	tw.Wait() // which waits for none of it
	d.want(t)
	tw.Advance(10*time.Minute - 1)
	d.want(t)
	tw.Advance(1)
	d.want(t, "10m0s failed 30036")
	tw.Advance(24 * time.Hour)
	d.want(t, "10m0s failed 30036", "1h0m0s sent", "1h1m0s delivered")
}

func TestClockOfTheTestMovesConversationsOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, twiliotest.WithClock(nine))
	d := &diary{tw: w.tw}
	w.listen(t, d, "onConversationStateUpdated")
	_, err := w.api.Conversations.Update(t.Context(), w.open, &conversations.UpdateConversationParams{InactiveTimer: "PT10M", ClosedTimer: "PT1H"})
	must(t, err)
	w.tw.Advance(24 * time.Hour)
	d.want(t, "10m0s onConversationStateUpdated inactive", "1h0m0s onConversationStateUpdated closed")
	c, err := w.api.Conversations.Get(t.Context(), w.open)
	if err != nil || c.State != "closed" || !c.DateUpdated.Equal(nine.Add(time.Hour)) {
		t.Errorf("%+v, %v", c, err)
	}
}

// What is due at a time happens in that order, and what it sets off comes before what is due next.
func TestClockOfTheTestKeepsTheOrder(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine), twiliotest.WithDelays(time.Second, 2*time.Second))
	d := keep(tw)
	tw.AddNumber(shop)
	tw.Inject(twiliotest.FaultDelay(time.Minute))
	d.text(t, "slow")
	tw.Advance(1500 * time.Millisecond)
	d.text(t, "fast")
	tw.Advance(time.Hour)
	d.want(t, "1s sent", "2.5s sent", "4.5s delivered", "1m3s delivered")
	if diff := cmp.Diff("< fast\n< slow\n", tw.Phone(alice).Transcript()); diff != "" {
		t.Error(diff)
	}
}

// A person who writes does not wait for a clock that only the same goroutine could move.
func TestSendAndWaitDoNotWaitForTheClock(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]twiliotest.Option{
		"delays":            {twiliotest.WithDelays(time.Second, time.Second)},
		"travel":            {twiliotest.WithDelays(0, time.Second)},
		"a delay by itself": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, append(options, twiliotest.WithClock(nine))...)
			tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/"))
			tw.Mount("https://app.example/", twiml.NewResponse(twiml.Message{Body: "one"}, twiml.Message{Body: "two"}))
			tw.Inject(twiliotest.FaultDelay(time.Second))
			p := tw.Phone(alice)
			if got := len(p.Send(shop, "hi").Replies); got != 2 {
				t.Errorf("%d replies", got)
			}
			p.Expect(t)
			tw.Advance(0)
			p.Expect(t)
			tw.Advance(time.Minute)
			p.Expect(t, "one", "two")
		})
	}
}

// Replies that take no time have arrived when Send returns, also those behind another.
func TestSendOnAStandingClockWaitsForReplies(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine))
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/"))
	tw.Mount("https://app.example/", twiml.NewResponse(
		twiml.Message{Body: "one"}, twiml.Message{Body: "two"}, twiml.Message{Body: "three"}))
	for i := range 40 {
		for _, reply := range tw.Phone(channels.Address(fmt.Sprintf("+155586754%02d", i))).Send(shop, "hi").Replies {
			if reply.Status != twilio.StatusDelivered {
				t.Fatalf("%q is %s", reply.Body, reply.Status)
			}
		}
	}
}

func TestConversationDoesNotWaitForTheClock(t *testing.T) {
	t.Parallel()
	w := newWorld(t, twiliotest.WithClock(nine), twiliotest.WithDelays(time.Second, time.Second))
	bob := w.tw.Phone("+15558675311")
	w.add(t, &newParticipant{Address: bob.Address(), ProxyAddress: w.number})
	w.customer.Send(w.number, "Hello")
	bob.Expect(t)
	w.tw.Advance(2 * time.Second)
	bob.Expect(t, "Hello")
}

func TestClockOfTheTestEndsTokens(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine))
	app, secret := tw.AddOAuthApp()
	client := twilio.New(twilio.OAuth(tw.AccountSID(), app, secret), twilio.WithHTTPClient(tw.HTTPClient()))
	for range 2 {
		for _, wait := range []time.Duration{0, time.Hour - 1} {
			tw.Advance(wait)
			_, err := client.Messages.ListPage(t.Context(), nil)
			must(t, err)
		}
		tw.Advance(1)
	}
	if got := strings.Count(tw.Dump(), "oauth/v2/token"); got != 2 {
		t.Errorf("%d tokens fetched in two hours", got)
	}
}

// Events are told again on the emulator's clock.
func TestClockOfTheTestTellsAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, twiliotest.WithClock(nine), twiliotest.WithEventRetries(2))
	d := &diary{tw: w.tw}
	w.listen(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		d.note(r.PostFormValue("EventType") + " " + r.PostFormValue("RetryCount"))
		rw.WriteHeader(http.StatusServiceUnavailable)
	}), "onMessageAdded")
	w.customer.Send(w.number, "Hi")
	d.want(t, "0s onMessageAdded 0")
	w.tw.Advance(time.Minute)
	d.want(t, "0s onMessageAdded 0", "1s onMessageAdded 1", "3s onMessageAdded 2")
}

// The app is asked again on the clock of package time, since a call of its own waits for the answer.
func TestNoCallWaitsForTheClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithClock(nine))
		api, d, calls := chat.New(tw.Client()), &diary{tw: tw}, 0
		tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			d.note(r.URL.Path + " " + r.PostFormValue("RetryCount"))
			if calls++; calls%2 == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}))
		s, err := api.Services.Create(t.Context(), &chat.CreateServiceParams{FriendlyName: "shop"})
		must(t, err)
		_, err = api.Services.Update(t.Context(), s.SID, &chat.UpdateServiceParams{
			PreWebhookURL: new("https://app.example/pre"), PostWebhookURL: new("https://app.example/post"),
			WebhookFilters:       []chat.WebhookEvent{chat.WebhookEventChannelAdd, chat.WebhookEventChannelAdded},
			PreWebhookRetryCount: new(1), PostWebhookRetryCount: new(1),
		})
		must(t, err)
		start := time.Now()
		_, err = tw.ChatUser(s.SID, "alice").CreateChannel(&chat.CreateChannelParams{UniqueName: "talk"})
		must(t, err)
		tw.Wait()
		if took := time.Since(start); took != time.Second {
			t.Errorf("it took %v, want 1s", took)
		}
		d.want(t, "0s /pre 0", "0s /pre 1", "0s /post 0")
		tw.Advance(time.Minute)
		d.want(t, "0s /pre 0", "0s /pre 1", "0s /post 0", "1s /post 1")
	})
}

// How long the app may take has nothing to do with the clock of the test.
func TestHangingHandlerIsCutOffOnAnyClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithClock(nine))
		tw.AddNumber(shop)
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		tw.Mount("https://app.example/", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
		for range 2 {
			_, err := tw.Client().Messages.Create(t.Context(), scheduled(service, nine.Add(time.Hour)))
			must(t, err)
		}
		start := time.Now()
		tw.Advance(time.Hour)
		if took := time.Since(start); took != 6*15*time.Second {
			t.Errorf("Advance took %v for six callbacks", took)
		}
		for _, r := range tw.Requests() {
			if r.Took != 15*time.Second || !r.Time.Equal(nine.Add(time.Hour)) || r.Code != twilio.ErrHTTPConnection {
				t.Errorf("a callback at %v took %v: %v", r.Time, r.Took, r.Code)
			}
		}
		tw.ExpectStatus(t, tw.Messages()[1].SID, twilio.StatusDelivered, 0)
	})
}

// A clock that runs is put ahead, and runs on from there.
func TestAdvanceOfARunningClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(time.Minute, time.Minute))
		tw.AddNumber(shop)
		start := time.Now()
		m := (&diary{tw: tw}).text(t, "Hi")
		tw.Advance(90 * time.Second)
		if got, want := tw.Now().Sub(start), 90*time.Second; got != want || time.Since(start) != 0 {
			t.Errorf("%v have passed, and %v really", got, time.Since(start))
		}
		tw.ExpectStatus(t, m.SID, twilio.StatusDelivered, 0) // waits for the rest
		if took := time.Since(start); took != 30*time.Second || tw.Now().Sub(start) != 2*time.Minute {
			t.Errorf("delivered after %v, and %v really", tw.Now().Sub(start), took)
		}
	})
}

// A reply to a message from another account travels like any other while the clock is moved.
func TestAdvanceBetweenAccounts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(time.Minute, time.Minute))
		tw.AddNumber(shop)
		other, _ := tw.AddSubaccount()
		tw.Mount("https://app.example/", twiml.Reply("pong"))
		there := tw.AddNumberTo(other, "+15557122662", twiliotest.OnMessage("https://app.example/"))
		_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: there, Body: "ping"})
		must(t, err)
		tw.Advance(4 * time.Minute)
		tw.Phone(shop).Expect(t, "pong")
	})
}

func TestAdvanceWhileOthersWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(time.Minute, time.Minute))
		tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/"))
		tw.Mount("https://app.example/", twiml.Reply("Hello"))
		start := time.Now()
		var group sync.WaitGroup
		group.Go(func() {
			if e := tw.Phone(alice).Send(shop, "Hi"); len(e.Replies) != 1 || e.Replies[0].Status != twilio.StatusDelivered {
				t.Errorf("Send returned with %+v", e.Replies)
			}
		})
		synctest.Wait()
		tw.Advance(2 * time.Minute)
		group.Wait()
		if took := time.Since(start); took != 0 {
			t.Errorf("took %v", took)
		}
	})
}

// Many write, and many move the clock.
func TestAdvanceIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]twiliotest.Option{"standing": {twiliotest.WithClock(nine)}, "running": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, append(options, twiliotest.WithDelays(time.Hour, time.Hour), twiliotest.WithoutSessionWindow())...)
			d := keep(tw)
			tw.AddNumber(shop)
			start := tw.Now()
			const callers = 8
			var group sync.WaitGroup
			for range callers {
				group.Go(func() { d.text(t, "Hi") })
				group.Go(func() { tw.Advance(time.Hour) })
				group.Go(func() { tw.Phone(alice).Send(shop, "Hi") })
			}
			group.Wait()
			if name == "standing" && tw.Now().Sub(start) != callers*time.Hour {
				t.Errorf("%v have passed", tw.Now().Sub(start))
			}
			tw.Advance(2 * time.Hour)
			tw.Wait()
			if got := len(tw.Phone(alice).Messages()); got != 2*callers {
				t.Errorf("the phone shows %d messages", got)
			}
		})
	}
}

func TestAdvanceOfAClosedEmulator(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine), twiliotest.WithDelays(time.Hour, 0))
	tw.AddNumber(shop)
	m := (&diary{tw: tw}).text(t, "Hi")
	tw.Close() // while the message waits for the clock
	tw.Advance(2 * time.Hour)
	tw.Wait()
	tw.ExpectStatus(t, m.SID, twilio.StatusQueued, 0)
	if got := tw.Now().Sub(nine); got != 2*time.Hour {
		t.Errorf("%v have passed", got)
	}
}

func TestCloseWhileAdvancing(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine), twiliotest.WithDelays(time.Hour, 0))
	tw.AddNumber(shop)
	called, let := make(chan struct{}), make(chan struct{})
	tw.Mount("https://app.example/", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(called)
		<-r.Context().Done()
		close(let)
	}))
	(&diary{tw: tw}).text(t, "Hi")
	var group sync.WaitGroup
	group.Go(func() { tw.Advance(24 * time.Hour) })
	<-called
	tw.Close()
	<-let
	group.Wait()
}

func TestTimeDoesNotGoBack(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithClock(nine))
	defer func() {
		if r := fmt.Sprint(recover()); !strings.Contains(r, "-1s") {
			t.Errorf("Advance(-1s): %v", r)
		}
		if !tw.Now().Equal(nine) {
			t.Errorf("it is %v", tw.Now())
		}
	}()
	tw.Advance(-time.Second)
}

// In a bubble the clock of package time does the same, in no time.
func TestMessageScheduledIn34Days(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, app := twiliotest.New(t), &callbacks{}
		tw.Mount("https://app.example/status", app)
		tw.AddNumber(shop)
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		_, err := tw.Client().Messages.Create(t.Context(), scheduled(service, time.Now().Add(34*24*time.Hour)))
		must(t, err)
		pass(tw, 34*24*time.Hour-time.Second)
		if got := app.statuses(); len(got) != 0 {
			t.Errorf("callbacks a second before: %v", got)
		}
		pass(tw, time.Second)
		if diff := cmp.Diff([]string{"queued", "sent", "delivered"}, app.statuses()); diff != "" {
			t.Error(diff)
		}
	})
}
