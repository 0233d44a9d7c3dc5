package setup_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/setup"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// watcher is told of each request that changes something, by its number, counted from 1. What it
// returns is what becomes of the answer.
type watcher struct {
	tw     *twiliotest.Twilio
	told   func(r *http.Request, n int) error
	writes *atomic.Int32
}

var errLost = errors.New("the answer was lost")

func (w watcher) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodGet {
		return w.tw.RoundTrip(r)
	}
	err := w.told(r, int(w.writes.Add(1)))
	resp, failed := w.tw.RoundTrip(r)
	if err != nil && failed == nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, failed
}

// inbox is an app that takes messages, old or new.
type inbox struct{ got atomic.Int32 }

func (b *inbox) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	b.got.Add(1)
	w.Header().Set("Content-Type", "text/xml")
	_, _ = io.WriteString(w, "<Response/>")
}

// TestFailure fails each request of a plan in turn, refused or with its answer lost. The error tells
// what was done; a message that arrives then reaches the app, the old or the new; and the next plan
// does what is left.
func TestFailure(t *testing.T) {
	t.Parallel()
	const writes = 11
	for n := 1; n <= writes; n++ {
		for _, lost := range []bool{false, true} {
			t.Run(fmt.Sprintf("request %d, lost %v", n, lost), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { testFailure(t, n, lost) })
			})
		}
	}
	// There is no request after these.
	client, count := watched(t, func(*twiliotest.Twilio, *http.Request, int) error { return nil })
	if err := plan(t, shop(), client).Apply(t.Context()); err != nil || count.Load() != writes {
		t.Fatalf("%d requests, %v", count.Load(), err)
	}
}

func watched(t *testing.T, told func(*twiliotest.Twilio, *http.Request, int) error) (*twilio.Client, *atomic.Int32) {
	t.Helper()
	tw := street(t)
	w := watcher{tw, func(r *http.Request, n int) error { return told(tw, r, n) }, new(atomic.Int32)}
	return tw.Client(twilio.WithHTTPClient(&http.Client{Transport: w})), w.writes
}

func testFailure(t *testing.T, n int, lost bool) {
	t.Helper()
	tw := street(t)
	app := new(inbox)
	tw.Mount("https://old.example/", app)
	tw.Mount("https://new.example/", app)
	w := watcher{tw, func(_ *http.Request, i int) error {
		switch {
		case i != n:
		case lost:
			return errLost
		default:
			tw.FailNext(&twilio.Error{Status: http.StatusForbidden, Code: 20403, Message: "not now"})
		}
		return nil
	}, new(atomic.Int32)}
	client := tw.Client(twilio.WithHTTPClient(&http.Client{Transport: w}))

	p := plan(t, shop(), client)
	err := p.Apply(t.Context())
	failed, ok := errors.AsType[*setup.ApplyError](err)
	switch {
	case err == nil && lost: // a deletion, which is tried again
	case !ok:
		t.Fatalf("got %v", err)
	case lost != errors.Is(err, errLost), !lost && !errors.Is(err, twilio.ErrForbidden):
		t.Errorf("got %v", err)
	default:
		steps := append(append(append([]setup.Step{}, failed.Done...), failed.Failed), failed.Left...)
		if diff := cmp.Diff(texts(p.Steps), texts(steps)); diff != "" {
			t.Errorf("steps of the error (-plan +error):\n%s", diff)
		}
		next := plan(t, shop(), client)
		left := len(failed.Left) + 1
		if got := len(next.Steps); got != left && (!lost || got != left-1) {
			t.Errorf("%d steps are left of %d that were not done:\n%s", got, left, next)
		}
	}
	for i, number := range []channels.Address{main, second, code} {
		tw.Phone("+15558675310").Send(number, "is anybody there?")
		if got := app.got.Load(); got != int32(i+1) {
			t.Errorf("%d of %d messages reached the app", got, i+1)
		}
	}
	if err := plan(t, shop(), client).Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, shop(), client)
	if services := state(t, client).Services; len(services) != 2 {
		t.Errorf("services: %v", services)
	}
}

func texts(steps []setup.Step) []string {
	var out []string
	for _, s := range steps {
		out = append(out, s.String())
	}
	return out
}

func TestApplyErrorText(t *testing.T) {
	t.Parallel()
	client, _ := watched(t, func(tw *twiliotest.Twilio, _ *http.Request, n int) error {
		if n == 2 {
			tw.FailNext(&twilio.Error{Status: http.StatusForbidden, Message: "not now"})
		}
		return nil
	})
	account := setup.Account{Instances: shop().Instances[:2]}
	err := plan(t, account, client).Apply(t.Context())
	refused, _ := errors.AsType[*twilio.Error](err)
	if refused == nil {
		t.Fatal(err)
	}
	want := "setup: step 2 of 2, phone number …23 (PN00000000000000000000000000000002): " +
		"callback, fallback: " +
		"twilio: POST /2010-04-01/Accounts/{}/IncomingPhoneNumbers/{}: " + refused.Error() + "; " +
		"done before: phone number …61 (PN00000000000000000000000000000001): " +
		"callback, fallback"
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
}

// TestPlansAtOnce has two programs make the same plan before either applies it.
func TestPlansAtOnce(t *testing.T) {
	t.Parallel()
	client := street(t).Client()
	first, other := plan(t, shop(), client), plan(t, shop(), client)
	for _, p := range []*setup.Plan{first, other} {
		if err := p.Apply(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	inLine(t, shop(), client)
}

// TestAppliedAtOnce has programs apply the same description side by side, with services that are
// there.
func TestAppliedAtOnce(t *testing.T) {
	t.Parallel()
	tw := street(t)
	tw.AddService("Alerts")
	client := tw.Client()
	var plans []*setup.Plan
	for range 4 {
		plans = append(plans, plan(t, shop(), client))
	}
	var group sync.WaitGroup
	for _, p := range plans {
		group.Go(func() {
			if err := p.Apply(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	inLine(t, shop(), client)
}

// TestMadeTwice has another program make a service of the same name in the moment between looking
// and making.
func TestMadeTwice(t *testing.T) {
	t.Parallel()
	client, _ := watched(t, func(tw *twiliotest.Twilio, r *http.Request, _ int) error {
		if r.URL.Path == "/v1/Services" {
			tw.AddService("Alerts")
		}
		return nil
	})
	p := plan(t, shop(), client)
	if err := p.Apply(t.Context()); !errors.Is(err, setup.ErrAmbiguous) {
		t.Errorf("got %v", err)
	}
	_, err := shop().Plan(t.Context(), client)
	want := `setup: service "Alerts": several services have this name: MG00000000000000000000000000000007 and MG00000000000000000000000000000006`
	if !errors.Is(err, setup.ErrAmbiguous) || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	// Somebody settles it.
	if err := messaging.New(client).Services.Delete(t.Context(), "MG00000000000000000000000000000006"); err != nil {
		t.Fatal(err)
	}
	if err := plan(t, shop(), client).Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, shop(), client)
}

func TestCanceled(t *testing.T) {
	t.Parallel()
	client := street(t).Client()
	p := plan(t, shop(), client)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := shop().Plan(ctx, client); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := p.Apply(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
