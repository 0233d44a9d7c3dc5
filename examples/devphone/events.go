package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// maxEvents is how many events are kept for who asks for earlier ones.
const maxEvents = 1000

// event is one thing that happened, as GET /events tells it.
type event struct {
	id       int
	kind     string    // call, webhook, message, alert, reset, faults, clock
	data     []byte    // JSON
	exchange *exchange // nil if it is of something else
}

// eventLog is what happened lately. It is safe for concurrent use.
type eventLog struct {
	run string // in the IDs of events, so that those of an earlier run are not taken for one's own

	mu     sync.Mutex
	last   int
	events []event
	more   chan struct{} // closed by the next event
}

func newEventLog() *eventLog {
	return &eventLog{run: strings.ToLower(rand.Text()[:8]), more: make(chan struct{})}
}

// add tells of something that happened. An exchange gets its ID.
func (l *eventLog) add(kind string, v any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, _ := v.(*exchange)
	if e != nil {
		e.ID = l.name(l.last + 1)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return // what is told of is made of strings and numbers
	}
	l.last++
	if len(l.events) >= 2*maxEvents {
		l.events = append([]event(nil), l.events[maxEvents:]...)
	}
	l.events = append(l.events, event{l.last, kind, data, e})
	close(l.more)
	l.more = make(chan struct{})
}

// name returns the ID of an event as clients know it.
func (l *eventLog) name(id int) string { return l.run + "-" + strconv.Itoa(id) }

// parse returns the event that a client means, or 0, the beginning, for one of an earlier run.
func (l *eventLog) parse(name string) (int, error) {
	run, number, ok := strings.Cut(name, "-")
	if !ok {
		run, number = l.run, name
	}
	id, err := strconv.Atoi(number)
	if err != nil || id < 0 {
		return 0, errors.New("not the ID of an event")
	}
	if run != l.run || id > l.newest() {
		return 0, nil
	}
	return id, nil
}

// exchange returns a request that the inspector shows, nil if it is not among the latest events.
func (l *eventLog) exchange(name string) *exchange {
	id, err := l.parse(name)
	if err != nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.events {
		if e.id == id {
			return e.exchange
		}
	}
	return nil
}

// after returns the events that came after one, and a channel that is closed when there are more.
func (l *eventLog) after(id int) ([]event, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := len(l.events)
	for i > 0 && l.events[i-1].id > id {
		i--
	}
	return append([]event(nil), l.events[i:]...), l.more
}

// newest returns the ID of the latest event.
func (l *eventLog) newest() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

// alert is an entry of the debugger.
type alert struct {
	Code int    `json:"code"`
	Name string `json:"name"`
	URL  string `json:"url"`
	Text string `json:"text"`
}

// watch tells of messages that are new or have changed, and of alerts, until ctx ends.
func (l *eventLog) watch(ctx context.Context, tw *twiliotest.Twilio) {
	type version struct {
		status  string
		updated time.Time
	}
	known, alerts := map[string]version{}, 0
	for {
		changed := tw.Changed()
		start := time.Now()
		for _, m := range tw.Messages() {
			if v := (version{string(m.Status), m.Updated}); known[m.SID] != v {
				known[m.SID] = v
				l.add("message", messageJSON(m))
			}
		}
		list := tw.Alerts()
		for _, a := range list[min(alerts, len(list)):] {
			l.add("alert", alert{int(a.Code), a.Code.Name(), a.URL, a.Text})
		}
		alerts = len(list)
		took := time.Since(start)
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
		// Looking costs more the more there is: it gets a tenth of the time at most.
		select {
		case <-time.After(max(10*time.Millisecond, 10*took)):
		case <-ctx.Done():
			return
		}
	}
}

// stream serves the events as they happen.
func (l *eventLog) stream(w http.ResponseWriter, r *http.Request) {
	cursor, foreign := l.newest(), false
	since := r.Header.Get("Last-Event-ID")
	if since == "" {
		since = r.URL.Query().Get("since")
	}
	if since != "" {
		n, err := l.parse(since)
		if err != nil {
			refuse(w, http.StatusBadRequest, "since is not the ID of an event")
			return
		}
		cursor, foreign = n, n == 0 && since != "0"
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	alive := time.NewTicker(15 * time.Second)
	defer alive.Stop()
	const retry = "retry: 500\n\n" // ms until a page that lost the connection tries again
	if _, err := fmt.Fprint(w, retry); err != nil {
		return
	}
	if foreign { // whoever asks knows things that are no longer so
		if _, err := fmt.Fprint(w, "event: reset\ndata: {}\n\n"); err != nil {
			return
		}
	}
	for {
		events, more := l.after(cursor)
		for _, e := range events {
			cursor = e.id
			if _, err := fmt.Fprintf(w, "id: %s\nevent: %s\ndata: %s\n\n", l.name(e.id), e.kind, e.data); err != nil {
				return
			}
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-more:
		case <-alive.C:
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}
