package twiliotest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// T is what an expectation needs of a test; *testing.T, *testing.B and *testing.F have it.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Expect waits as [Twilio.Wait] does, and ends the test unless what the phone has received since the
// last expectation of it are messages with these texts, in this order. A message with files has
// their types after its text, as in [Phone.Transcript]: "Here it is. [image/png]". Without texts,
// nothing is expected to have come.
//
// A group MMS has who wrote it before its text: "+15557122661: Here it is."
//
// A failure prints what came instead, all that the phone shows, and [Twilio.Dump].
func (p *Phone) Expect(t T, texts ...string) {
	t.Helper()
	p.tw.Wait()
	if came := lines(p.unseen()); !slices.Equal(came, texts) {
		p.tw.unexpected(t, p, texts, came)
	}
}

// ExpectMatch is Expect of a single message whose text matches a regular expression. It returns the
// message's text, the whole match first and then what its parentheses captured, such as the code in
// "Your code is 123456". It panics if the expression is malformed.
func (p *Phone) ExpectMatch(t T, pattern string) []string {
	t.Helper()
	expression := regexp.MustCompile(pattern)
	p.tw.Wait()
	came := lines(p.unseen())
	if len(came) == 1 {
		if match := expression.FindStringSubmatch(came[0]); match != nil {
			return match
		}
	}
	p.tw.unexpected(t, p, []string{"a text like " + pattern}, came)
	return make([]string, expression.NumSubexp()+1) // for a test that goes on
}

// ExpectStatus waits as [Twilio.Wait] does, and ends the test unless the message with this SID has
// this status, and the code if it is one that failed. It returns the message. A failure prints what
// [Phone.Expect] prints.
func (tw *Twilio) ExpectStatus(t T, sid string, status twilio.MessageStatus, code twilio.ErrorCode) Message {
	t.Helper()
	tw.Wait()
	m, ok := tw.Message(sid)
	if ok && m.Status == status && m.ErrorCode == code {
		return m
	}
	came := []string{"no such message"}
	var p *Phone
	if ok {
		came = []string{string(m.Status) + explainCode(m.ErrorCode)}
		if m.Direction != twilio.DirectionInbound {
			p = tw.Phone(m.To)
		}
	}
	tw.unexpected(t, p, []string{sid + " " + string(status) + explainCode(code)}, came)
	return m
}

// ExpectNoAlerts waits as [Twilio.Wait] does, and ends the test if there is anything in the debugger
// since the last expectation of this kind: see [Twilio.Alerts].
func (tw *Twilio) ExpectNoAlerts(t T) {
	t.Helper()
	tw.Wait()
	tw.mu.Lock()
	fresh := tw.alerts.list(tw.alertsSeen)
	tw.alertsSeen = tw.alerts.count
	tw.mu.Unlock()
	came := make([]string, len(fresh))
	for i, a := range fresh {
		came[i] = a.String()
	}
	if len(came) > 0 {
		tw.unexpected(t, nil, nil, came)
	}
}

// unseen returns what the phone received since it was asked last.
func (p *Phone) unseen() []Message {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	state := p.tw.phoneAt(p.address)
	fresh := slices.Clone(state.shown[state.expected:])
	state.expected = len(state.shown)
	return slices.DeleteFunc(fresh, func(m Message) bool { return m.Direction == twilio.DirectionInbound })
}

// line is a message as a phone shows it.
func (m Message) line() string {
	s := m.Body
	if len(m.Group) > 0 && m.Direction != twilio.DirectionInbound {
		s = strings.TrimSpace(string(m.From) + ": " + s)
	}
	for _, media := range m.Media {
		s = strings.TrimSpace(s + " [" + media.ContentType + "]")
	}
	for _, action := range m.Actions {
		s = strings.TrimSpace(s + " [" + action + "]")
	}
	return s
}

func lines(messages []Message) []string {
	list := make([]string, len(messages))
	for i, m := range messages {
		list[i] = m.line()
	}
	return list
}

// unexpected ends the test with what came instead of what was expected, and the story. p may be nil.
func (tw *Twilio) unexpected(t T, p *Phone, want, got []string) {
	t.Helper()
	var b strings.Builder
	who := "Twilio"
	if p != nil {
		who = string(p.address)
	}
	fmt.Fprintf(&b, "%s: not what was expected\nexpected:\n%scame:\n%s", who, bullets(want), bullets(got))
	if p != nil {
		fmt.Fprintf(&b, "the phone shows:\n%s", indent(p.Transcript()))
	}
	fmt.Fprintf(&b, "what happened at Twilio:\n%s", tw.Dump())
	tw.mu.Lock()
	tw.dumped = true
	tw.mu.Unlock()
	t.Fatalf("%s", b.String())
}

func bullets(list []string) string {
	if len(list) == 0 {
		return "  nothing\n"
	}
	return indent(strings.Join(list, "\n") + "\n")
}

// indent sets lines in, or says that there are none.
func indent(text string) string {
	if text == "" {
		return "  nothing\n"
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("  " + line)
	}
	return b.String()
}
