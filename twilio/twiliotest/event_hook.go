package twiliotest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	// eventTimeout is how long the app may take to answer a webhook about an event.
	eventTimeout = 5 * time.Second
	// maxHookRetries is the most that such a webhook can be told to be tried again.
	maxHookRetries = 3
)

// eventHook is where events are told of, and how often a call is tried again that fails.
type eventHook struct {
	method, url string
	retries     int
}

// verdict is what the app makes of something that is about to happen.
type verdict struct {
	request Request           // that asked
	status  int               // of a refusal, 0 if it may happen
	changes map[string]string // to it, by the names that the app's JSON has
}

// askAbout tells the app of something that is about to happen and returns what it decides. If the
// app does not answer, it happens as it is. The caller must not hold tw.mu.
func (tw *Twilio) askAbout(a *account, to eventHook, params url.Values) verdict {
	h := tw.callHook(a, to, params)
	switch {
	case h.Status >= http.StatusBadRequest:
		return verdict{request: h.Request, status: h.Status}
	case h.Status == 0 || strings.TrimSpace(h.Body) == "":
		return verdict{request: h.Request}
	}
	var answer map[string]json.RawMessage
	if err := json.Unmarshal([]byte(h.Body), &answer); err != nil {
		tw.alert(Alert{Code: 50057, URL: h.URL, Text: "the answer is no JSON object"})
		return verdict{request: h.Request}
	}
	v := verdict{request: h.Request, changes: map[string]string{}}
	for name, value := range answer {
		var text string
		switch err := json.Unmarshal(value, &text); {
		case string(value) == "null":
		case err != nil:
			v.changes[name] = string(value) // attributes as they are
		default:
			v.changes[name] = text
		}
	}
	return v
}

// callHook asks the app about an event, and after 1, 2 and 4 seconds again as often as the hook says if
// the app takes too long or says that it cannot answer now. It returns the last call. The caller must
// not hold tw.mu.
func (tw *Twilio) callHook(a *account, to eventHook, params url.Values) *hook {
	token := tw.callID("")
	for try := 0; ; try++ {
		h := tw.tryHook(a, to, params, true, token, try)
		if try == to.retries || !h.again() || !tw.hold(time.Second<<try) { // since somebody's call waits for the answer
			return h
		}
	}
}

// tryHook calls the app once about an event. That the app forbids what it is asked about is an answer
// and no failure.
func (tw *Twilio) tryHook(a *account, to eventHook, params url.Values, asks bool, token string, try int) *hook {
	form := maps.Clone(params)
	form.Set("RetryCount", strconv.Itoa(try))
	h, err := tw.ask(eventTimeout, token, a, verbMethod(to.method), to.url, form)
	if asks && h.Status >= http.StatusBadRequest && h.Status < http.StatusInternalServerError {
		h.Code, err = 0, nil
		tw.retell(h)
	}
	if err != nil {
		tw.complain(h, err)
	}
	return h
}

// again reports whether Twilio would call the app again.
func (h *hook) again() bool {
	switch h.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return h.late
}

// complain puts a webhook about an event that failed into the debugger.
func (tw *Twilio) complain(h *hook, err error) {
	code := h.Code
	if h.late {
		code = 50076
	}
	tw.alert(Alert{Code: code, URL: h.URL, Text: err.Error()})
}

// notice is an event that the app is yet to be told of.
type notice struct {
	account *account
	to      eventHook
	params  url.Values
	told    *gate     `keep:"-"` // open when it has been
	token   string    // of all tries
	tries   int       // so far
	due     time.Time // the next
}

// eventQueue tells the app of events one after the other, in the order in which they happened. It
// is guarded by the emulator's mutex.
type eventQueue struct {
	waiting []*notice // the first is being told
	later   []*notice // those that are told again
	busy    bool      `keep:"-"`
	last    *gate     `keep:"-"` // open when the newest has been told, nil if there never was one
}

// add puts an event into the queue. [Twilio.Wait] waits for it. The caller holds tw.mu.
func (q *eventQueue) add(tw *Twilio, a *account, to eventHook, params url.Values) {
	if tw.closed {
		return
	}
	n := &notice{account: a, to: to, params: params, told: newGate()}
	q.waiting, q.last = append(q.waiting, n), n.told
	q.begin(tw)
}

// begin tells of what waits. The caller holds tw.mu.
func (q *eventQueue) begin(tw *Twilio) {
	if len(q.waiting) > 0 && !q.busy {
		q.busy = true
		tw.spawn(func() { q.run(tw) })
	}
}

// resume goes on with a queue of another process. The caller holds tw.mu.
func (q *eventQueue) resume(tw *Twilio) {
	for _, n := range q.waiting {
		n.told = newGate()
		q.last = n.told
	}
	q.begin(tw)
	for _, n := range q.later {
		tw.spawn(func() { q.retry(tw, n) })
	}
}

func (q *eventQueue) run(tw *Twilio) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for len(q.waiting) > 0 && !tw.closed { // after that it is told when the state is taken up again
		n := q.waiting[0]
		if n.token == "" {
			n.token = tw.nextCall("")
		}
		tw.mu.Unlock()
		h := tw.tryHook(n.account, n.to, n.params, false, n.token, 0)
		tw.mu.Lock()
		if tw.closed {
			break
		}
		q.waiting = q.waiting[1:]
		if h.again() && n.to.retries > 0 {
			n.tries, n.due = 1, tw.Now().Add(time.Second)
			q.later = append(q.later, n)
			tw.spawn(func() { q.retry(tw, n) })
		}
		tw.openLocked(n.told)
	}
	q.busy = false
}

// retry tells of an event again, apart from the queue, since it may succeed later.
func (q *eventQueue) retry(tw *Twilio, n *notice) {
	for {
		if !tw.pause(n.due.Sub(tw.Now())) {
			return
		}
		again := tw.tryHook(n.account, n.to, n.params, false, n.token, n.tries).again()
		tw.mu.Lock()
		if tw.closed {
			tw.mu.Unlock()
			return
		}
		if !again || n.tries >= n.to.retries {
			q.later = slices.DeleteFunc(q.later, func(other *notice) bool { return other == n })
			tw.mu.Unlock()
			return
		}
		n.due = tw.Now().Add(time.Second << n.tries)
		n.tries++
		tw.mu.Unlock()
	}
}
