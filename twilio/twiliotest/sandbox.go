package twiliotest

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

// SandboxSender is the number that Twilio's WhatsApp sandbox writes from.
const SandboxSender channels.Address = "whatsapp:+14155238886"

// sandboxLife is how long somebody who joined the sandbox is in it.
const sandboxLife = 3 * 24 * time.Hour

// sandbox is what makes a number the WhatsApp sandbox. It is guarded by the emulator's mutex.
type sandbox struct {
	words     string
	joined    map[channels.Address]time.Time
	templates map[string]*template // by SID
}

// SIDs of the templates that the sandbox has for all, which WhatsApp has approved. They are sent from
// [SandboxSender], and listed among nobody's.
const (
	// SandboxAppointment reminds of a date, 1, at a time, 2.
	SandboxAppointment = "HXb5b62575e6e4ff6129ad7c8efe1f983e"
	// SandboxDelivery announces what comes on a date, 1, at a time, 2.
	SandboxDelivery = "HX350d429d32e64a552466cafecbe95f3c"
	// SandboxCode tells a code, 1.
	SandboxCode = "HX229f5a04fd0510ce1b071852155d3e75"
)

// sandboxTexts are the texts of the sandbox's templates.
var sandboxTexts = map[string]string{
	SandboxAppointment: "Your appointment is coming up on {{1}} at {{2}}.",
	SandboxDelivery:    "Thank you for your order. Your delivery is scheduled for {{1}} at {{2}}.",
	SandboxCode:        "{{1}} is your verification code.",
}

// sandboxTemplates makes the templates of an account's sandbox. The caller holds tw.mu.
func sandboxTemplates(a *account) map[string]*template {
	all := map[string]*template{}
	for sid, text := range sandboxTexts {
		body, err := json.Marshal(content.Text{Body: text})
		if err != nil {
			continue // a text can always be written
		}
		all[sid] = &template{
			sid: sid, account: a, types: map[content.Type]json.RawMessage{content.TypeText: body},
			approval: approval{decision: content.ApprovalStatusApproved},
		}
	}
	return all
}

// AddSandbox gives the first account Twilio's sandbox for WhatsApp, and returns its sender. Only
// people who have written "join" and these two words to it in the last three days can write to the
// app and be written to, other messages fail with [twilio.ErrSandboxNotJoined]. "stop" leaves. The
// options say where messages are told, as those of a number do. Twilio's sandbox sends a message every
// three seconds, as it does here with [Pace]. It panics if there are no words.
func (tw *Twilio) AddSandbox(words string, options ...NumberOption) channels.Address {
	if strings.TrimSpace(words) == "" {
		panic("twiliotest: AddSandbox: there are no words to join it with")
	}
	defer tw.mustSave()
	tw.AddNumber(SandboxSender, options...)
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.main.numbers[SandboxSender].sandbox = &sandbox{
		words: words, joined: map[channels.Address]time.Time{}, templates: sandboxTemplates(tw.main),
	}
	return SandboxSender
}

// has reports whether a person is in the sandbox, as everybody is in a number that is none. The
// caller holds tw.mu.
func (s *sandbox) has(person channels.Address, at time.Time) bool {
	if s == nil {
		return true
	}
	since, ok := s.joined[person]
	return ok && at.Sub(since) < sandboxLife
}

// take deals with a message that is for the sandbox itself, and reports whether it is. The caller
// holds tw.mu.
func (s *sandbox) take(tw *Twilio, m *message) bool {
	if s == nil {
		return false
	}
	var answer string
	inside := s.has(m.From, tw.Now())
	switch body := strings.Join(strings.Fields(m.Body), " "); {
	case strings.EqualFold(body, "join "+s.words):
		s.joined[m.From] = tw.Now()
		tw.hear(m.To, m.From)
		answer = fmt.Sprintf("You are in the sandbox for %d hours. Reply stop to leave it.", int(sandboxLife.Hours()))
	case inside && strings.EqualFold(body, "stop"):
		delete(s.joined, m.From)
		answer = "You have left the sandbox. Reply join and its words to come back."
	case inside:
		return false
	default:
		answer = "You are not in the sandbox. Reply join and its words to come in."
	}
	tw.tellLocked("%s writes to the WhatsApp sandbox: %s", m.From, answer)
	at := tw.stamp()
	m.Created, m.Updated, m.Sent = at, at, at
	p := tw.phoneAt(m.From)
	p.shown = append(p.shown, m.snapshot(), Message{ // of which the account has no records
		From: m.To, To: m.From, Body: answer, Direction: twilio.DirectionOutboundReply, Status: twilio.StatusDelivered,
		NumSegments: 1, Created: at, Updated: at, Sent: at,
	})
	return true
}
