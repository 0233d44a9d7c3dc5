package twiliotest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// TestWaitIsNotForHandlers has handlers that nobody waits for any more, or that a client called: Wait
// does not wait for them either.
func TestWaitIsNotForHandlers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release, polled := make(chan struct{}), make(chan struct{})
		tw := mounted(t, map[string]http.Handler{
			"/sms":  http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }),
			"/poll": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(polled); <-release }),
		})
		defer close(release)
		go func() {
			if resp, err := tw.HTTPClient().Get("https://app.example/poll"); err == nil {
				_ = resp.Body.Close()
			}
		}()
		<-polled
		start := time.Now()
		tw.Phone(alice).Send(shop, "hi") // who is not answered in 15 seconds
		if _, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"}); err != nil {
			t.Fatal(err)
		}
		tw.Wait()
		if took := time.Since(start); took != 15*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

// TestManySlowWebhooks has webhooks begin at the same moment, over and over: what watches over them is no
// more for it.
func TestManySlowWebhooks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := mounted(t, map[string]http.Handler{"/sms": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			time.Sleep(2 * time.Second)
			w.WriteHeader(http.StatusNoContent)
		})})
		for range 60 {
			var group sync.WaitGroup
			for i := range 20 {
				group.Go(func() { tw.Phone(channels.Address(fmt.Sprintf("+155512341%02d", i))).Send(shop, "hi") })
			}
			group.Wait()
		}
		if got := len(tw.Requests()); got != 60*20 || len(tw.Alerts()) > 0 {
			t.Errorf("%d requests, alerts %v", got, tw.Alerts())
		}
	})
}

// TestWritesAfterTheAnswer has handlers leave goroutines that write once their request has ended. The
// answer is what was written before.
func TestWritesAfterTheAnswer(t *testing.T) {
	t.Parallel()
	tw := mounted(t, map[string]http.Handler{"/status": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		go func() {
			<-r.Context().Done()
			_, _ = io.WriteString(w, "late")
		}()
		runtime.Gosched()
		w.WriteHeader(http.StatusNoContent)
	})})
	for range 500 {
		_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	tw.ExpectNoAlerts(t)
}

// TestCloseLeavesNoGoroutine closes emulators in the midst of it.
func TestCloseLeavesNoGoroutine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		before := goroutines(t)
		for range 20 {
			tw := twiliotest.Start()
			tw.Mount("https://app.example/", &callbacks{})
			tw.AddNumber(shop)
			for range 20 {
				if _, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
					From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
				}); err != nil {
					t.Fatal(err)
				}
			}
			tw.Close()
			if left := goroutines(t) - before; left > 0 {
				t.Fatalf("%d goroutines are left", left)
			}
		}
	})
}

// TestRequestsAsClientsMakeThem has requests that leave out what net/http fills in, and have what no
// server sees.
func TestRequestsAsClientsMakeThem(t *testing.T) {
	t.Parallel()
	var seen *http.Request
	tw := mounted(t, map[string]http.Handler{"/": http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r })})
	for _, target := range []string{"https://api.twilio.com/2010-04-01/Accounts.json", "https://app.example/x"} {
		u, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		r := &http.Request{URL: u, Header: http.Header{}, Close: true, TransferEncoding: []string{"chunked"}, Trailer: http.Header{"A": nil}}
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		r.SetPathValue("id", "7")
		resp, err := tw.HTTPClient().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: HTTP %d", target, resp.StatusCode)
		}
	}
	if seen.Method != http.MethodGet || seen.Close || seen.TransferEncoding != nil || seen.Trailer != nil || seen.PathValue("id") != "" {
		t.Errorf("the app sees %+v", seen)
	}
}
