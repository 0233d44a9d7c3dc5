package twiliotest_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// statusApp notes the statuses that it is told of each message.
type statusApp struct {
	mu   sync.Mutex
	seen map[string][]string // by SID
}

func (a *statusApp) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen == nil {
		a.seen = map[string][]string{}
	}
	a.seen[r.PostFormValue("MessageSid")] = append(a.seen[r.PostFormValue("MessageSid")], r.PostFormValue("MessageStatus"))
	w.WriteHeader(http.StatusNoContent)
}

func (a *statusApp) of(sid string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.seen[sid]
}

// crashed returns a file as it is now, while an emulator still has it: what would be left if the
// program were killed.
func crashed(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// keepIn returns an emulator with an app whose state is kept in a file.
func keepIn(t *testing.T, file string, app http.Handler, options ...twiliotest.Option) *twiliotest.Twilio {
	t.Helper()
	tw := twiliotest.New(t, options...)
	tw.Mount("https://app.example/", app)
	if err := tw.KeepState(file); err != nil {
		t.Fatal(err)
	}
	return tw
}

// What was under way when the program was killed goes on, and what should have happened meanwhile
// happens at once.
func TestStateGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		file, ignored, app := filepath.Join(t.TempDir(), "state"), &statusApp{}, &statusApp{}
		slow := twiliotest.WithDelays(time.Minute, time.Minute)
		tw := keepIn(t, file, ignored, slow)
		tw.AddNumber(shop)
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		client := tw.Client()
		create := func(params *twilio.CreateMessageParams) string {
			params.To, params.StatusCallback = alice, "https://app.example/status"
			m, err := client.Messages.Create(t.Context(), params)
			if err != nil {
				t.Fatal(err)
			}
			return m.SID
		}
		sent := create(&twilio.CreateMessageParams{From: shop, Body: "on its way"})
		time.Sleep(90 * time.Second)
		queued := create(&twilio.CreateMessageParams{MessagingServiceSID: service, Body: "in the queue"})
		soon := create(&twilio.CreateMessageParams{
			MessagingServiceSID: service, Body: "soon", ScheduleType: twilio.ScheduleFixed, SendAt: time.Now().Add(10 * time.Minute),
		})
		late := create(&twilio.CreateMessageParams{
			MessagingServiceSID: service, Body: "late", ScheduleType: twilio.ScheduleFixed, SendAt: time.Now().Add(10 * time.Hour),
		})
		talk, err := conversations.New(client).Conversations.Create(t.Context(), &conversations.CreateConversationParams{
			FriendlyName: "Order 7", InactiveTimer: "PT30M", ClosedTimer: "PT5H",
		})
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		for sid, want := range map[string]twilio.MessageStatus{
			sent: twilio.StatusSent, queued: twilio.StatusQueued, soon: twilio.StatusScheduled, late: twilio.StatusScheduled,
		} {
			if m, _ := tw.Message(sid); m.Status != want {
				t.Fatalf("%s is %s, want %s", m.Body, m.Status, want)
			}
		}
		file = crashed(t, file)
		tw.Close()
		keepIn(t, file, ignored, slow).Close() // which has no time for anything
		time.Sleep(time.Hour)                  // in which nothing runs

		tw = keepIn(t, file, app, slow)
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		tw.Wait()
		if diff := cmp.Diff([]string{"on its way", "in the queue", "soon"}, bodies(tw.Phone(alice)), cmpSorted); diff != "" {
			t.Errorf("the phone shows (-want +got):\n%s", diff)
		}
		if c, err := conversations.New(tw.Client()).Conversations.Get(t.Context(), talk.SID); err != nil || c.State != conversations.ConversationStateInactive {
			t.Errorf("the conversation is %v, %v", c, err)
		}
		time.Sleep(10 * time.Hour)
		synctest.Wait()
		tw.Wait()
		for _, sid := range []string{sent, queued, soon, late} {
			if m, _ := tw.Message(sid); m.Status != twilio.StatusDelivered {
				t.Errorf("%s is %s", m.Body, m.Status)
			}
			if got := app.of(sid); !slices.Contains(got, "delivered") {
				t.Errorf("%s: callbacks %v", sid, got)
			}
		}
		if c, err := conversations.New(tw.Client()).Conversations.Get(t.Context(), talk.SID); err != nil || c.State != conversations.ConversationStateClosed {
			t.Errorf("the conversation is %v, %v", c, err)
		}
	})
}

var cmpSorted = cmp.Transformer("sort", func(list []string) []string { return slices.Sorted(slices.Values(list)) })

func bodies(p *twiliotest.Phone) []string {
	var list []string
	for _, m := range p.Messages() {
		list = append(list, m.Body)
	}
	return list
}

// A status that the app was being told when the program was killed is told again, with the same token.
func TestStatusIsToldAfterCrash(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state")
	called, hang := make(chan string, 10), make(chan struct{})
	tw := keepIn(t, file, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		called <- r.Header.Get("I-Twilio-Idempotency-Token")
		<-hang
		w.WriteHeader(http.StatusNoContent)
	}))
	tw.AddNumber(shop)
	m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
	})
	if err != nil {
		t.Fatal(err)
	}
	token := <-called
	app := &statusApp{}
	var again []string
	next := keepIn(t, crashed(t, file), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		again = append(again, r.Header.Get("I-Twilio-Idempotency-Token"))
		app.ServeHTTP(w, r)
	}))
	next.Wait()
	close(hang)
	if diff := cmp.Diff([]string{"sent", "delivered"}, app.of(m.SID)); diff != "" {
		t.Errorf("callbacks (-want +got):\n%s", diff)
	}
	if again[0] != token {
		t.Errorf("the token of the callback was %q and is %q", token, again[0])
	}
}

// Close leaves nothing out: what the app could not be told is told next time.
func TestClosedStateOwesCallbacks(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state")
	called := make(chan struct{}, 10)
	tw := keepIn(t, file, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		called <- struct{}{}
		<-r.Context().Done()
	}))
	tw.AddNumber(shop)
	m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
	})
	if err != nil {
		t.Fatal(err)
	}
	<-called
	tw.Close()
	app := &statusApp{}
	tw = keepIn(t, file, app)
	tw.Wait()
	if diff := cmp.Diff([]string{"sent", "delivered"}, app.of(m.SID)); diff != "" {
		t.Errorf("callbacks (-want +got):\n%s", diff)
	}
	if n := len(tw.Phone(alice).Messages()); n != 1 {
		t.Errorf("the phone shows %d messages", n)
	}
}
