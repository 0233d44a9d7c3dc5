package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// refused is the status here of a message that the API did not take.
const refused twilio.MessageStatus = "refused"

// steps are the statuses in the order in which a message takes them.
var steps = []twilio.MessageStatus{
	twilio.StatusAccepted, twilio.StatusScheduled, twilio.StatusQueued, twilio.StatusSending, twilio.StatusSent,
	refused, twilio.StatusCanceled, twilio.StatusFailed, twilio.StatusUndelivered,
	twilio.StatusPartiallyDelivered, twilio.StatusDelivered, twilio.StatusRead,
}

// report is what became of messages, by order. It is safe for concurrent use, as callbacks are.
type report struct {
	mu   sync.Mutex
	rows map[string]row
}

type row struct {
	channel channels.Channel
	status  twilio.MessageStatus
	code    twilio.ErrorCode // why the message failed, 0 if it did not
}

// note enters news of a message, unless later ones are known.
func (r *report) note(order string, news row) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !news.status.After(r.rows[order].status) {
		return // a callback that was overtaken, or came twice
	}
	if r.rows == nil {
		r.rows = map[string]row{}
	}
	r.rows[order] = news
}

// print writes a line for each message, and how many came to what.
func (r *report) print(out io.Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	count := map[twilio.MessageStatus]int{}
	for _, order := range slices.Sorted(maps.Keys(r.rows)) {
		m := r.rows[order]
		count[m.status]++
		fmt.Fprintf(out, "%s  %-8s  %s", order, m.channel, m.status)
		if m.code != 0 {
			fmt.Fprintf(out, ": %d, %s", int(m.code), cmp.Or(m.code.Name(), "see "+m.code.URL()))
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "\n%d messages:", len(r.rows))
	for _, status := range steps {
		if n := count[status]; n > 0 {
			fmt.Fprintf(out, " %d %s", n, status)
		}
	}
	fmt.Fprintln(out)
}
