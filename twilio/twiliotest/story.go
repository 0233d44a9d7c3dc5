package twiliotest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// event is one line of what happened: a call, a webhook, a status, an alert. What there is most of is
// a text only when somebody reads it.
type event struct {
	time time.Time
	text fmt.Stringer
}

// said is the text of an event that is one already.
type said string

func (s said) String() string { return string(s) }

// callLine is the event of a call to the API.
type callLine struct {
	method, product, path string
	status                int
	explained             string // why it failed
}

func (l callLine) String() string {
	return fmt.Sprintf("%s %s%s → %d%s", l.method, l.product, l.path, l.status, l.explained)
}

// hookLine is the event of a webhook.
type hookLine struct {
	method, url        string
	event, sid, status string // of its parameters
	answered           int
}

func (l hookLine) String() string {
	about, answer := l.sid, "no answer"
	switch {
	case l.status != "": // beside which channels have an event, too
		about += " " + l.status
	case l.event != "":
		about = l.event
	}
	if l.answered != 0 {
		answer = strconv.Itoa(l.answered)
	}
	return fmt.Sprintf("webhook %s %s %s → %s", l.method, redacted(l.url), about, answer)
}

// statusLine is the event of a message's next status.
type statusLine struct {
	sid       string
	direction twilio.Direction
	to        channels.Address
	status    twilio.MessageStatus
	code      twilio.ErrorCode // 0 if all is well
}

func (l statusLine) String() string {
	return fmt.Sprintf("%s %s to %s: %s%s", l.sid, l.direction, l.to, l.status, explainCode(l.code))
}

// Alert is an entry of Twilio's debugger: something that went wrong when Twilio called the app
// or carried out its TwiML.
type Alert struct {
	Code twilio.ErrorCode
	URL  string // that was called, or the document's
	// Status is the HTTP status of the app's answer, 0 if that is not what is wrong. An answer
	// without a Content-Type shows as 502.
	Status int
	Text   string // what went wrong, in words
}

// String returns the code, the URL and the explanation.
func (a Alert) String() string { return fmt.Sprintf("%v at %s: %s", a.Code, redacted(a.URL), a.Text) }

// Alerts returns the debugger's entries, oldest first. A test whose app behaves has none.
func (tw *Twilio) Alerts() []Alert {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return slices.Clone(tw.alerts)
}

// Requests returns the webhooks that Twilio made, in the order in which they began. One that is
// under way has no Status yet.
func (tw *Twilio) Requests() []Request {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	list := make([]Request, len(tw.requests))
	for i, r := range tw.requests {
		list[i] = r.request()
	}
	return list
}

// Dump returns all that happened, a line each, in order. The first line of each further day has the
// date before the time.
func (tw *Twilio) Dump() string {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	var b strings.Builder
	for i, e := range tw.story {
		if i > 0 && e.time.Format(time.DateOnly) != tw.story[i-1].time.Format(time.DateOnly) {
			b.WriteString(e.time.Format("2006-01-02 "))
		}
		fmt.Fprintf(&b, "%s %s\n", e.time.Format("15:04:05.000"), e.text)
	}
	return b.String()
}

func (tw *Twilio) tell(format string, args ...any) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.tellLocked(format, args...)
}

// maxStory is how many events, requests and alerts are kept, so that an emulator that runs for
// days grows by the messages that it stores and not by what it has done.
const maxStory = 10_000

// newest appends to a list that forgets its older half when it has twice maxStory entries.
func newest[T any](list []T, entry T) []T {
	if len(list) >= 2*maxStory {
		n := copy(list, list[maxStory:])
		clear(list[n:])
		list = list[:n]
	}
	return append(list, entry)
}

// tellLocked is tell for callers that hold tw.mu.
func (tw *Twilio) tellLocked(format string, args ...any) { tw.note(said(fmt.Sprintf(format, args...))) }

// note adds an event to the story, whose text must not change any more. The caller holds tw.mu.
func (tw *Twilio) note(text fmt.Stringer) {
	tw.story = newest(tw.story, event{tw.Now(), text})
	tw.announce()
}

func (tw *Twilio) alert(a Alert) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.alertLocked(a)
}

// alertLocked is alert for callers that hold tw.mu.
func (tw *Twilio) alertLocked(a Alert) {
	tw.alerts = newest(tw.alerts, a)
	tw.tellLocked("alert: %v", a)
}
