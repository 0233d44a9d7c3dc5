package twiliotest_test

import (
	"sync"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
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
	for range 300 {
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
