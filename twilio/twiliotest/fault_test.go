package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const bob = channels.Address("+15552225817")

// faulty is an emulator in which the app writes, and is told of statuses.
type faulty struct {
	*twiliotest.Twilio
	t *testing.T
}

func newFaulty(t *testing.T, options ...twiliotest.Option) faulty {
	t.Helper()
	tw := twiliotest.New(t, options...)
	tw.AddNumber(shop)
	tw.Mount("https://app.example/", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}))
	return faulty{tw, t}
}

// write sends a message with a client that tries once, and returns what the call ended with.
func (f faulty) write(to channels.Address) error {
	client := f.Client(twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 1}))
	_, err := client.Messages.Create(f.t.Context(), &twilio.CreateMessageParams{
		From: shop, To: to, Body: "Hi", StatusCallback: "https://app.example/status",
	})
	return err
}

// told returns the statuses that the app was told, in their order.
func (f faulty) told() string {
	var told []string
	for _, r := range f.Requests() {
		told = append(told, r.Params.Get("MessageStatus"))
	}
	return strings.Join(told, " ")
}

func TestFaultsOfCalls(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fault  twiliotest.Fault
		status int // of the refusal, 0 if there is no answer
		code   twilio.ErrorCode
		after  time.Duration
		stored int
	}{
		"error":              {twiliotest.FaultError(&twilio.Error{Status: 403, Code: 20403}), 403, 20403, 0, 0},
		"code":               {twiliotest.FaultCode(twilio.ErrInvalidTo), 400, twilio.ErrInvalidTo, 0, 0},
		"throttled":          {twiliotest.FaultThrottle(1500 * time.Millisecond), 429, twilio.ErrRateLimited, 2 * time.Second, 0},
		"server":             {twiliotest.FaultServer(503), 503, 20503, 0, 0},
		"connection refused": {twiliotest.FaultRefuseConnection(), 0, 0, 0, 0},
		"broken before":      {twiliotest.FaultBreakBefore(), 0, 0, 0, 0},
		"broken after":       {twiliotest.FaultBreakAfter(), 0, 0, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := newFaulty(t)
			tw.Inject(tt.fault)
			err := tw.write(alice)
			e, answered := errors.AsType[*twilio.Error](err)
			switch {
			case err == nil:
				t.Error("the call succeeded")
			case answered != (tt.status != 0):
				t.Errorf("got %v", err)
			case answered && (e.Status != tt.status || e.Code != tt.code || e.RetryAfter != tt.after):
				t.Errorf("got HTTP %d, %d, Retry-After %v; want %d, %d, %v", e.Status, e.Code, e.RetryAfter, tt.status, tt.code, tt.after)
			}
			if got := len(tw.Messages()); got != tt.stored {
				t.Errorf("%d messages, want %d", got, tt.stored)
			}
			if !strings.Contains(tw.Dump(), "fault: POST api/2010-04-01/") {
				t.Errorf("no word of it in the story:\n%s", tw.Dump())
			}
			if err := tw.write(alice); err != nil {
				t.Errorf("it happened again: %v", err)
			}
		})
	}
}

// A client knows of a connection that was never made that it may try again, and of one that broke
// that it may not.
func TestFaultsOfConnectionsAsTheClientSeesThem(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fault twiliotest.Fault
		fails bool
	}{
		"refused":       {twiliotest.FaultRefuseConnection(), false},
		"broken before": {twiliotest.FaultBreakBefore(), true},
		"broken after":  {twiliotest.FaultBreakAfter(), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := newFaulty(t)
				tw.Inject(tt.fault)
				_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
				if (err != nil) != tt.fails {
					t.Errorf("got %v, want failure: %v", err, tt.fails)
				}
			})
		})
	}
}

func TestFaultsBreakRealConnections(t *testing.T) {
	t.Parallel()
	tw := newFaulty(t)
	server := httptest.NewServer(tw)
	defer server.Close()
	tw.Inject(twiliotest.FaultBreakBefore())
	for _, fails := range []bool{true, false} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/2010-04-01/Accounts.json", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "api.twilio.com"
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		resp, err := server.Client().Do(r)
		if (err != nil) != fails {
			t.Errorf("got %v, want failure: %v", err, fails)
		}
		if err == nil {
			resp.Body.Close()
		}
	}
}

func TestFaultsHappenWhereTheyAreNarrowedTo(t *testing.T) {
	t.Parallel()
	refusal := twiliotest.FaultCode(twilio.ErrInvalidTo)
	for name, tt := range map[string]struct {
		fault twiliotest.Fault
		want  string // of the calls below, a digit each: how many failed
	}{
		"once":            {refusal, "1 0 0 0"},
		"always":          {refusal.Always(), "1 1 1 1"},
		"twice":           {refusal.Times(2), "1 1 0 0"},
		"after one":       {refusal.After(1), "0 1 0 0"},
		"to bob":          {refusal.To(bob).Always(), "0 1 0 0"},
		"from the shop":   {refusal.From(shop).Always(), "1 1 0 0"},
		"a product":       {refusal.Product("messaging").Always(), "0 0 0 1"},
		"a route":         {refusal.Route("POST", "/Messages.json").Always(), "1 1 0 0"},
		"a method":        {refusal.Route("GET", "").Always(), "0 0 1 1"},
		"a route with ID": {refusal.Route("", "/Accounts/{Sid}/Messages").Always(), "1 1 1 0"},
		"another route":   {refusal.Route("", "/Media").Always(), "0 0 0 0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := newFaulty(t)
			client := tw.Client()
			heal := tw.Inject(tt.fault)
			calls := func() string {
				var failed []string
				note := func(err error) {
					if failed = append(failed, "0"); err != nil {
						failed[len(failed)-1] = "1"
					}
				}
				note(tw.write(alice))
				note(tw.write(bob))
				_, err := client.Messages.ListPage(t.Context(), nil)
				note(err)
				services := twilio.At("messaging", "v1", "Services")
				_, err = twilio.Collect(twilio.List[struct{}](t.Context(), client, services, "services", nil), 1)
				note(err)
				return strings.Join(failed, " ")
			}
			if got := calls(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			heal()
			if got := calls(); got != "0 0 0 0" {
				t.Errorf("after healing, got %s", got)
			}
		})
	}
}

func TestFaultsOfMessages(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fault  twiliotest.Fault
		status twilio.MessageStatus
		code   twilio.ErrorCode
		told   string
		shown  string
	}{
		"failed":      {twiliotest.FaultFailed(twilio.ErrQueueOverflow), twilio.StatusFailed, twilio.ErrQueueOverflow, "failed", ""},
		"undelivered": {twiliotest.FaultUndelivered(twilio.ErrLandline), twilio.StatusUndelivered, twilio.ErrLandline, "sent undelivered", ""},
		"lost":        {twiliotest.FaultLost(), twilio.StatusSent, 0, "sent", ""},
		"to bob":      {twiliotest.FaultLost().To(bob), twilio.StatusDelivered, 0, "sent delivered", "< Hi\n"},
		"twice":       {twiliotest.FaultDuplicate(), twilio.StatusDelivered, 0, "sent sent delivered", "< Hi\n"}, //nolint:dupword // that is what it tells
		"the last twice": {
			twiliotest.FaultDuplicate().Status(twilio.StatusDelivered), twilio.StatusDelivered, 0, "sent delivered delivered", "< Hi\n", //nolint:dupword // that is what it tells
		},
		"reordered": {twiliotest.FaultReorder(), twilio.StatusDelivered, 0, "delivered sent", "< Hi\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := newFaulty(t)
			tw.Inject(tt.fault)
			if err := tw.write(alice); err != nil {
				t.Fatal(err)
			}
			tw.Wait()
			if m := tw.Messages()[0]; m.Status != tt.status || m.ErrorCode != tt.code {
				t.Errorf("the message is %s %d, want %s %d", m.Status, m.ErrorCode, tt.status, tt.code)
			}
			if diff := cmp.Diff([]string{tt.told, tt.shown}, []string{tw.told(), tw.Phone(alice).Transcript()}); diff != "" {
				t.Errorf("told and shown (-want +got):\n%s", diff)
			}
		})
	}
}

func TestALateCallbackOfALostMessageComes(t *testing.T) {
	t.Parallel()
	tw := newFaulty(t)
	tw.Inject(twiliotest.FaultReorder(), twiliotest.FaultLost())
	if err := tw.write(alice); err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	if got := tw.told(); got != "sent" {
		t.Errorf("told %q, want sent", got)
	}
}

func TestFaultsThatTakeTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := newFaulty(t)
		start := time.Now()
		tw.Inject(twiliotest.FaultDelay(time.Minute), twiliotest.FaultSlow(20*time.Second))
		if err := tw.write(alice); err != nil {
			t.Fatal(err)
		}
		answered := time.Since(start)
		tw.Wait()
		if arrived := time.Since(start); answered != 20*time.Second || arrived != time.Minute {
			t.Errorf("answered after %v, arrived after %v; want 20s, 1m", answered, arrived)
		}

		tw.Inject(twiliotest.FaultSlow(time.Hour))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := tw.Client().Messages.Create(ctx, &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
		if !errors.Is(err, context.DeadlineExceeded) || len(tw.Messages()) != 2 {
			t.Errorf("got %v and %d messages, want a client that gave up and 2", err, len(tw.Messages()))
		}
	})
}

func TestFaultsThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]func(){
		"no failure":          func() { twiliotest.FaultError(&twilio.Error{Status: 200}) },
		"not the server's":    func() { twiliotest.FaultServer(404) },
		"never":               func() { twiliotest.FaultLost().Times(0) },
		"route of a message":  func() { twiliotest.FaultLost().Route("POST", "/Messages") },
		"product of callback": func() { twiliotest.FaultReorder().Product("api") },
		"status of a call":    func() { twiliotest.FaultCode(21211).Status(twilio.StatusSent) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}

// A call whose connection breaks may have taken effect: the app cannot know.
func ExampleTwilio_Inject() {
	tw := twiliotest.Start()
	defer tw.Close()
	shop := tw.AddNumber("+15557122661")
	tw.Inject(
		twiliotest.FaultBreakAfter().Route("POST", "/Messages").To("+15558675310"),
		twiliotest.FaultUndelivered(twilio.ErrLandline).To("+15552225817").Always(),
	)
	client := tw.Client()
	for _, to := range []channels.Address{"+15558675310", "+15552225817"} {
		_, err := client.Messages.Create(context.Background(), &twilio.CreateMessageParams{From: shop, To: to, Body: "Your order is ready."})
		fmt.Println("the call succeeded:", err == nil)
	}
	tw.Wait()
	for _, m := range tw.Messages() {
		fmt.Println(m.To, m.Status, int(m.ErrorCode))
	}
	// Output:
	// the call succeeded: false
	// the call succeeded: true
	// +15558675310 delivered 0
	// +15552225817 undelivered 30006
}
