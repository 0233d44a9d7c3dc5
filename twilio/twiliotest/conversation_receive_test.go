package twiliotest_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// A conversation may go away at any moment while a phone sends into it: the message then belongs to
// it or to the number's own webhook, and all goes on.
func TestConversationGoesWhileAPhoneSends(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.tw.Mount("https://app.example/", ok)
	w.tw.AddNumber(w.number, twiliotest.OnMessage("https://app.example/sms"))
	var sending sync.WaitGroup
	over := make(chan struct{})
	for range 2 {
		sending.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
					w.customer.Send(w.number, "HELP") // which Twilio answers before all else
				}
			}
		})
	}
	for range 100 {
		must(t, w.api.Conversations.Delete(t.Context(), w.open))
		next, err := w.api.Conversations.Create(t.Context(), nil)
		must(t, err)
		w.open = next.SID
		w.add(t, &newParticipant{Address: w.customer.Address(), ProxyAddress: w.number})
	}
	close(over)
	sending.Wait()
	if got := w.customer.Send(w.number, "Hello"); len(got.Requests) != 0 {
		t.Errorf("the number's webhook hears what goes into a conversation: %+v", got.Requests)
	}
}

// What the app does to a conversation while it is asked about a message is done before the message.
func TestConversationEndsWhileTheAppDecides(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(context.Context, *world) error{
		"it is closed": func(ctx context.Context, w *world) error {
			_, err := w.api.Conversations.Update(ctx, w.open, &conversations.UpdateConversationParams{State: conversations.ConversationStateClosed})
			return err
		},
		"it is deleted": func(ctx context.Context, w *world) error { return w.api.Conversations.Delete(ctx, w.open) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			friend := w.tw.Phone("+15558675311")
			w.add(t, &newParticipant{Address: friend.Address(), ProxyAddress: w.number})
			alice := w.tw.ConversationUser("", "alice")
			w.listen(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				if r.PostFormValue("EventType") == "onMessageAdd" {
					if err := end(r.Context(), w); err != nil {
						t.Error(err)
					}
				}
			}), "onMessageAdd", "onMessageAdded")
			if got := w.customer.Send(w.number, "Too late"); len(got.Requests) != 1 || got.Requests[0].Status != http.StatusOK {
				t.Errorf("requests: %+v", got.Requests)
			}
			if diff := cmp.Diff([]string{"onMessageAdd"}, w.events()); diff != "" {
				t.Errorf("the app is told (-want +got):\n%s", diff)
			}
			if got := friend.Messages(); len(got) != 0 {
				t.Errorf("the others read %+v", got)
			}
			if got := alice.Transcript(w.open); got != "" {
				t.Errorf("it was said: %s", got)
			}
		})
	}
}

// Messages that come at once from one who is in no conversation begin one, not one each.
func TestMessagesAtOnceBeginOneConversation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var asked sync.WaitGroup // so that the app decides about both before either begins one
	asked.Add(2)
	w.listen(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.PostFormValue("EventType") == "onConversationAdd" {
			asked.Done()
			asked.Wait()
		}
	}), "onConversationAdd", "onConversationAdded", "onParticipantAdded", "onMessageAdded")
	_, err := w.api.Addresses.Create(t.Context(), &newAddress{Type: "sms", Address: w.number, AutoCreationEnabled: new(true)})
	must(t, err)
	bob := w.tw.Phone("+15550001111")
	var sending sync.WaitGroup
	for _, text := range []string{"Hello", "Anybody there?"} {
		sending.Go(func() { bob.Send(w.number, text) })
	}
	sending.Wait()
	got := map[string]int{}
	for _, event := range w.events() {
		got[event]++
	}
	if diff := cmp.Diff(map[string]int{
		"onConversationAdd": 2, "onConversationAdded": 1, "onParticipantAdded": 1, "onMessageAdded": 2,
	}, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	begun, err := twilio.Collect(w.api.ParticipantConversations.List(t.Context(), &conversations.ListParticipantConversationsParams{Address: bob.Address()}), 0)
	must(t, err)
	if len(begun) != 1 {
		t.Fatalf("%d conversations began, want 1", len(begun))
	}
	said, err := twilio.Collect(w.api.Conversations.Messages(begun[0].ConversationSID).List(t.Context(), nil), 0)
	must(t, err)
	var texts []string
	for _, m := range said {
		texts = append(texts, m.Body)
	}
	slices.Sort(texts)
	if diff := cmp.Diff([]string{"Anybody there?", "Hello"}, texts); diff != "" {
		t.Errorf("said (-want +got):\n%s", diff)
	}
}

// A handler that is told of an event and lets a phone send is given up on, and all goes on.
func TestAHandlerThatWaitsForItself(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		send   func(func())
		took   time.Duration
		alerts []twilio.ErrorCode
	}{
		"it sends itself":   {func(send func()) { send() }, 5 * time.Second, []twilio.ErrorCode{50076}},
		"a goroutine sends": {func(send func()) { go send() }, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.listen(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
					if r.PostFormValue("Author") == "alice" {
						tt.send(func() { w.customer.Send(w.number, "Hi") })
					}
				}), "onMessageAdded")
				start := time.Now()
				_, err := w.tw.ConversationUser("", "alice").Send(w.open, "Hello")
				must(t, err)
				synctest.Wait()
				w.tw.Wait()
				if took := time.Since(start); took != tt.took {
					t.Errorf("it took %v, want %v", took, tt.took)
				}
				var codes []twilio.ErrorCode
				for _, a := range w.tw.Alerts() {
					codes = append(codes, a.Code)
				}
				if diff := cmp.Diff(tt.alerts, codes); diff != "" {
					t.Errorf("alerts (-want +got):\n%s", diff)
				}
				want := "alice: Hello\n+15558675310: Hi\n"
				if diff := cmp.Diff(want, w.tw.ConversationUser("", "alice").Transcript(w.open)); diff != "" {
					t.Errorf("said (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// Of whether a number's own webhook hears what goes into a conversation, Twilio's pages say both.
func TestWithNumberWebhooks(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		options []twiliotest.Option
		want    []string // what the phone shows of the answers
	}{
		"by default": {nil, nil},
		"with it":    {[]twiliotest.Option{twiliotest.WithNumberWebhooks()}, []string{"We have your text."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, tt.options...)
			w.tw.Mount("https://app.example/sms", twiml.Reply("We have your text."))
			w.tw.AddNumber(w.number, twiliotest.OnMessage("https://app.example/sms"))
			x := w.customer.Send(w.number, "Where is my order?")
			w.customer.Expect(t, tt.want...)
			if len(x.Requests) != len(tt.want) || len(x.Replies) != len(tt.want) {
				t.Errorf("the message led to %d webhooks and %d replies, want %d", len(x.Requests), len(x.Replies), len(tt.want))
			}
			if got := w.tw.ConversationUser("", w.user).Transcript(w.open); got != "+15558675310: Where is my order?\n" {
				t.Errorf("the conversation is\n%s", got)
			}
			w.tw.ExpectNoAlerts(t)
		})
	}
}

// A service that receives nothing by itself keeps to that for what goes into a conversation.
func TestWithNumberWebhooksOfService(t *testing.T) {
	t.Parallel()
	w := newWorld(t, twiliotest.WithNumberWebhooks())
	w.tw.AddService("Shop", twiliotest.Senders(w.number))
	x := w.customer.Send(w.number, "Where is my order?")
	if x.Message.SID == "" || len(x.Requests) != 0 {
		t.Errorf("the message is %+v", x)
	}
	if strings.Contains(w.tw.Dump(), "told to nobody") {
		t.Errorf("a message that the conversation has is told to nobody:\n%s", w.tw.Dump())
	}
}
