package twiliotest

import (
	"fmt"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// registering is how long WhatsApp takes for each step of a sender's registration.
const registering = 5 * time.Second

// registration is what is kept of a sender that the API registered or changed. Its fields are
// guarded by the emulator's mutex.
type registration struct {
	status        messaging.ChannelSenderStatus
	configuration map[string]any
	profile       map[string]any
	code          string    // that the number got, "" if it got none
	given         string    // for that code, as it is being checked
	steps         int       // begun, of which only the latest ends,
	due           time.Time // then; zero once it has
}

func newRegistration(status messaging.ChannelSenderStatus) *registration {
	return &registration{status: status, configuration: map[string]any{}, profile: map[string]any{}}
}

// online reports whether a sender can send and receive. Numbers can, and so can a sender that
// [Twilio.AddNumber] made. The caller holds tw.mu.
func (n *number) online() bool { return n.registration == nil || n.registration.status.CanSend() }

// VerificationCode returns the code that a number got from WhatsApp when it was registered as a
// sender, and "" if it waits for none. The number's own phone shows it, too, unless the code was
// told by a call.
func (tw *Twilio) VerificationCode(sender channels.Address) string {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if _, n := tw.owner(sender); n != nil && n.registration != nil {
		return n.registration.code
	}
	return ""
}

// register takes a new sender through its registration. A number that the account has is verified
// by Twilio, any other by a code. The caller holds tw.mu.
func (tw *Twilio) register(a *account, n *number) {
	tw.step(a, n, messaging.ChannelSenderStatusCreating)
}

// amend goes on with a sender that a call changes: the code is checked, or sent again, or the change
// is made. The caller holds tw.mu.
func (tw *Twilio) amend(a *account, n *number, p *channelSenderParams) {
	r, code := n.registration, value(p.Configuration["verification_code"])
	switch {
	case r.status == messaging.ChannelSenderStatusPendingVerification && code != "":
		r.given = code
		tw.step(a, n, messaging.ChannelSenderStatusVerifying)
	case r.status == messaging.ChannelSenderStatusPendingVerification && p.Configuration["verification_method"] != nil:
		tw.sendCode(n)
	case r.status.CanSend():
		tw.step(a, n, messaging.ChannelSenderStatusOnlineUpdating)
	}
}

// step gives a sender a status that is followed by another after a while. The caller holds tw.mu.
func (tw *Twilio) step(a *account, n *number, status messaging.ChannelSenderStatus) {
	n.registration.steps++
	n.registration.due = tw.Now().Add(registering)
	tw.become(n, status)
	tw.goOn(a, n)
}

// goOn ends a step of a sender's registration when it is due, unless another step has begun by then
// or the sender is gone. The caller holds tw.mu.
func (tw *Twilio) goOn(a *account, n *number) {
	r := n.registration
	begun := r.steps
	tw.at(r.due, func() {
		tw.mu.Lock()
		defer tw.mu.Unlock()
		if a.numbers[n.address] == n && r.steps == begun && !r.due.IsZero() {
			r.due = time.Time{}
			tw.next(a, n)
		}
	})
}

// next gives a sender the status that follows a step. The caller holds tw.mu.
func (tw *Twilio) next(a *account, n *number) {
	r := n.registration
	number, _ := n.address.E164()
	switch known := a.numbers[channels.SMS(number)] != nil; {
	case r.status == messaging.ChannelSenderStatusCreating && !known:
		tw.sendCode(n)
		tw.become(n, messaging.ChannelSenderStatusPendingVerification)
		return
	case r.status == messaging.ChannelSenderStatusVerifying && r.given != r.code:
		tw.become(n, messaging.ChannelSenderStatusPendingVerification)
		return
	case r.status == messaging.ChannelSenderStatusVerifying:
		r.code = ""
	}
	tw.become(n, messaging.ChannelSenderStatusOnline)
}

// become gives a sender a status. The caller holds tw.mu.
func (tw *Twilio) become(n *number, status messaging.ChannelSenderStatus) {
	n.registration.status, n.updated = status, tw.stamp()
	tw.tellLocked("%s %s: %s", n.sid, n.address, status)
}

// sendCode sends the owner of a number the code that verifies it. The caller holds tw.mu.
func (tw *Twilio) sendCode(n *number) {
	r := n.registration
	tw.calls++ // which is not among the SIDs, so that those stay as they are
	r.code = fmt.Sprintf("%06d", (123456+7919*tw.calls)%1_000_000)
	number, _ := n.address.E164()
	if method, _ := r.configuration["verification_method"].(*string); value(method) == string(messaging.VerificationMethodVoice) {
		return
	}
	p := tw.phoneAt(channels.SMS(number))
	p.shown = append(p.shown, Message{ // of which Twilio has no record
		From: "WhatsApp", To: channels.SMS(number), Body: "Your WhatsApp code: " + r.code,
		Direction: twilio.DirectionOutboundAPI, Status: twilio.StatusDelivered, NumSegments: 1,
		Created: tw.stamp(), Updated: tw.stamp(), Sent: tw.stamp(),
	})
}

// tellSender makes a message without a callback of its own, or of its service, tell that of its
// sender. The caller holds tw.mu.
func (m *message) tellSender(a *account) {
	if n := a.numbers[m.From]; n != nil && n.kind() == "ChannelSenders" && m.callback == "" {
		m.callback = n.settings.Get("StatusCallback")
	}
}
