package twiliotest

import (
	"net/url"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// dispatch sends a message that has been stored: at once, or once its service has chosen the
// sender and told the callback that the message is queued.
func (tw *Twilio) dispatch(m *message) {
	if m.service != nil && !tw.enqueue(m) {
		return
	}
	tw.send(m, passage{}, nil)
}

// enqueue gives a message of a service its sender. It reports false if the message goes no
// further.
func (tw *Twilio) enqueue(m *message) bool {
	tw.mu.Lock()
	if m.Status == twilio.StatusCanceled { // whose sender nobody has to choose
		tw.mu.Unlock()
		return false
	}
	from, code := tw.choose(m)
	if code == 0 {
		m.From = from
		m.tellSender(m.account)
	}
	if code == 0 && (tw.optedOut(m.From, m.To) || tw.optedOut(channels.Address(m.service.sid), m.To)) {
		code = twilio.ErrUnsubscribedRecipient
	}
	if code == 0 {
		code = m.misfit(m.account.numbers[m.From])
	}
	if code == 0 && m.shorten {
		code = tw.shorten(m)
	}
	if code == 0 && tw.withoutMMS(m) && m.service.is("MmsConverter") {
		tw.convert(m)
	}
	status := twilio.StatusFailed
	if code == 0 {
		status, m.NumSegments = twilio.StatusQueued, m.segments()
	}
	call := tw.moveLocked(m, status, code)
	tw.mu.Unlock()
	if call == nil {
		return false
	}
	call()
	return code == 0
}

// send takes a message that has been stored as queued to the person it is for, and tells each
// status on the way to the message's callback. It returns when the message has arrived or has
// failed to, and stays behind another on the way. It opens halts, which may be nil, before it waits
// for the clock.
func (tw *Twilio) send(m *message, before passage, halts *gate) {
	defer tw.flush(m)
	fault := m.fault
	if fault == 0 {
		fault = tw.fetchMedia(m)
	}
	if fault != 0 {
		tw.move(m, twilio.StatusFailed, fault)
		return
	}
	if tw.ctx.Err() != nil {
		return
	}
	tw.mu.Lock()
	expiry := m.expiry()
	if queued := max(tw.cfg.send, m.account.numbers[m.From].turn(tw.Now(), expiry)); queued > 0 {
		tw.openLocked(halts)
		tw.mu.Unlock()
		if !tw.pause(min(queued, expiry)) {
			return
		}
		if queued > expiry {
			tw.move(m, twilio.StatusFailed, twilio.ErrValidityPeriodExpired)
			return
		}
		tw.mu.Lock()
	}
	status := twilio.StatusSent
	longer, failure := tw.foresee(m)
	if failure != 0 {
		status = twilio.StatusFailed
	}
	call := tw.moveLocked(m, status, failure)
	tw.mu.Unlock()
	if call == nil {
		return
	}
	call()
	if failure == 0 {
		tw.travel(m, tw.cfg.deliver+longer, before, halts)
	}
}

// foresee says how a message will end, in m, and how much longer it travels than others. It returns why
// it fails before it is sent, 0 if it does not. The caller holds tw.mu.
func (tw *Twilio) foresee(m *message) (longer time.Duration, failure twilio.ErrorCode) {
	p := tw.phoneAt(m.To)
	refusal, failed := p.refusal, p.failed
	if refusal == 0 {
		refusal = tw.unregistered(m.account, m.From, m.To)
	}
	if refusal == 0 && tw.withoutMMS(m) {
		refusal = errNoMMS
	}
	if code := tw.unreachable(m); code != 0 && !failed {
		refusal, failed = code, true
	}
	delay, end := tw.messageFaults(m)
	if delay != nil {
		longer = delay.delay
	}
	if end != nil && end.code != 0 {
		refusal, failed = end.code, end.kind == failsMessage
	}
	m.ends, m.lost = refusal, end != nil && end.kind == losesMessage
	if !failed {
		return longer, 0
	}
	return longer, refusal
}

// travel takes a message that has been sent to where it arrives, or does not.
func (tw *Twilio) travel(m *message, travel time.Duration, before passage, halts *gate) {
	tw.mu.Lock()
	refusal, lost, p := m.ends, m.lost, tw.phoneAt(m.To)
	traveling := m.snapshot() // what arrives, whatever becomes of the record meanwhile
	traveling.Body = m.traveling()
	if m.linked {
		traveling.Media = nil
	}
	if m.channel() == channels.ChannelSMS {
		traveling.Actions = nil
	}
	tw.mu.Unlock()
	if travel > 0 {
		tw.open(halts)
	}
	if !tw.pause(travel) || lost || !tw.stayBehind(before, halts) {
		return
	}
	if refusal != 0 {
		tw.move(m, twilio.StatusUndelivered, refusal)
		return
	}
	tw.mu.Lock()
	traveling.Status, traveling.Updated = twilio.StatusDelivered, tw.stamp()
	p.shown = append(p.shown, traveling)
	delete(p.typing, m.From)
	call := tw.moveLocked(m, twilio.StatusDelivered, 0)
	crosses := tw.crosses(m)
	tw.mu.Unlock()
	if call != nil { // else it has been deleted meanwhile
		call()
	}
	if crosses {
		tw.crossOver(traveling)
	}
}

// passage is the way of a message to its recipient. The zero passage is behind us.
type passage struct {
	arrived *gate // open once the message has arrived, or will not
	settled *gate // open then, or once it waits for a clock that stands
}

// stayBehind waits until the message before has arrived, and reports whether the emulator still runs.
// It opens halts, which may be nil, if that one waits for the clock.
func (tw *Twilio) stayBehind(before passage, halts *gate) bool {
	if before == (passage{}) {
		return tw.ctx.Err() == nil
	}
	if !tw.await(before.settled) {
		return false
	}
	tw.mu.Lock()
	if before.arrived != nil && !before.arrived.open {
		tw.openLocked(halts)
	}
	tw.mu.Unlock()
	return tw.await(before.arrived)
}

// deliver sends a message in the background, on which way it stays behind another. The caller holds
// tw.mu.
func (tw *Twilio) deliver(m *message, before passage) passage {
	arrived, halts := newGate(), newGate()
	tw.spawn(func() {
		defer tw.open(halts)
		defer tw.open(arrived)
		tw.send(m, before, halts)
	})
	if tw.cfg.manual {
		return passage{arrived, halts}
	}
	return passage{arrived, arrived}
}

// move gives a message its next status and calls back, unless it has been canceled or deleted
// meanwhile.
func (tw *Twilio) move(m *message, status twilio.MessageStatus, code twilio.ErrorCode) {
	tw.mu.Lock()
	call := tw.moveLocked(m, status, code)
	tw.mu.Unlock()
	if call != nil {
		call()
	}
}

// moveLocked is move for callers that hold tw.mu. It returns the call of the callback, nil
// if there is nothing more to do.
func (tw *Twilio) moveLocked(m *message, status twilio.MessageStatus, code twilio.ErrorCode) func() {
	if m.Status == twilio.StatusCanceled || m.account.bySID[m.SID] != m {
		return nil
	}
	m.Status, m.ErrorCode, m.Updated = status, code, tw.stamp()
	if m.discard && status.Final() {
		m.Body = ""
	}
	if status == twilio.StatusSent {
		m.Sent = m.Updated
	}
	tw.note(statusEvent(m))
	if m.receipt != nil {
		m.receipt.update()
	}
	return tw.callback(m)
}

func explainCode(code twilio.ErrorCode) string {
	if code == 0 {
		return ""
	}
	return " " + code.Error()
}

// callback returns what tells the status that m has now to its callback. The caller holds tw.mu.
func (tw *Twilio) callback(m *message) func() {
	if m.callback == "" {
		return func() {}
	}
	c := &owedCall{
		account: m.account, message: m, pair: pair{m.From, m.To}, method: m.method, url: m.callback,
		told: statusCall{m, m.Status, m.ErrorCode, m.Updated, ""},
	}
	if m.channel() != channels.ChannelSMS {
		c.told.install = m.install()
	}
	return tw.troubledCallback(m, tw.owe(c))
}

// resolve returns ref as seen from the document at base.
func resolve(base, ref string) (string, error) {
	b, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	u, err := b.Parse(ref)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}
