package twiliotest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// event is one line of what happened: a call, a webhook, a status, or anything that is a text already.
// What there is most of becomes a text only when somebody reads it, and is nothing that the collector has
// to look for somewhere else.
type event struct {
	time  time.Time
	kind  telling
	words [5]string // what they mean, the kind says
	code  int       // an HTTP status or an error's code, 0 if there is none
}

type telling uint8

const (
	toldText telling = iota
	toldCall
	toldHook
	toldStatus
	toldAlert
)

// callEvent is a call to the API, and why it failed.
func callEvent(method, product, path string, status int, failure string) event {
	return event{kind: toldCall, words: [5]string{method, product, path, failure}, code: status}
}

// hookEvent is a webhook with some of its parameters, and the status of the answer.
func hookEvent(method, url string, form formData, status int) event {
	return event{kind: toldHook, code: status, words: [5]string{
		method, url, form.get("EventType"), form.get("MessageSid"), form.get("MessageStatus"),
	}}
}

// statusEvent is a message's next status.
func statusEvent(m *message) event {
	return event{kind: toldStatus, code: int(m.ErrorCode), words: [5]string{
		m.SID, string(m.Direction), string(m.To), string(m.Status),
	}}
}

// alertEvent is an entry of the debugger.
func alertEvent(a Alert) event {
	return event{kind: toldAlert, code: int(a.Code), words: [5]string{a.URL, a.Text}}
}

func (e *event) String() string {
	w := e.words
	switch e.kind {
	case toldCall:
		return fmt.Sprintf("%s %s%s → %d%s", w[0], w[1], w[2], e.code, w[3])
	case toldHook:
		about, answer := w[3], "no answer"
		switch {
		case w[4] != "": // beside which channels have an event, too
			about += " " + w[4]
		case w[2] != "":
			about = w[2]
		}
		if e.code != 0 {
			answer = strconv.Itoa(e.code)
		}
		return fmt.Sprintf("webhook %s %s %s → %s", w[0], redacted(w[1]), about, answer)
	case toldStatus:
		return fmt.Sprintf("%s %s to %s: %s%s", w[0], w[1], w[2], w[3], explainCode(twilio.ErrorCode(e.code)))
	case toldAlert:
		return "alert: " + Alert{Code: twilio.ErrorCode(e.code), URL: w[0], Text: w[1]}.String()
	}
	return w[0]
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
	return tw.alerts.list(0)
}

// Requests returns the webhooks that Twilio made, in the order in which they began. One that is
// under way has no Status yet.
func (tw *Twilio) Requests() []Request {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	list := make([]Request, 0, tw.requests.count-tw.requests.gone)
	for r := range tw.requests.all() {
		list = append(list, r.request())
	}
	return list
}

// Dump returns all that happened, a line each, in order. The first line of each further day has the
// date before the time.
func (tw *Twilio) Dump() string {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	var b strings.Builder
	day := ""
	for e := range tw.story.all() {
		if on := e.time.Format("2006-01-02 "); on != day {
			if day != "" {
				b.WriteString(on)
			}
			day = on
		}
		fmt.Fprintf(&b, "%s %s\n", e.time.Format("15:04:05.000"), e)
	}
	return b.String()
}

func (tw *Twilio) tell(format string, args ...any) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.tellLocked(format, args...)
}

// tellLocked is tell for callers that hold tw.mu.
func (tw *Twilio) tellLocked(format string, args ...any) {
	tw.note(event{words: [5]string{fmt.Sprintf(format, args...)}})
}

// note adds an event to the story. The caller holds tw.mu.
func (tw *Twilio) note(e event) {
	e.time = tw.Now()
	tw.story.add(e)
	tw.announce()
}

func (tw *Twilio) alert(a Alert) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.alertLocked(a)
}

// alertLocked is alert for callers that hold tw.mu.
func (tw *Twilio) alertLocked(a Alert) {
	tw.alerts.add(a)
	tw.note(alertEvent(a))
}
