package twiliotest

import (
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// How far ahead a message can be scheduled, both inclusive.
const (
	soonest = 5 * time.Minute
	latest  = 35 * 24 * time.Hour
)

const maxScheduled = 500_000

// WithScheduleLimit sets how many messages an account can have scheduled at a time, which Twilio's
// support raises. The default is 500,000. One more is refused with 35125.
func WithScheduleLimit(most int) Option { return func(c *config) { c.scheduled = most } }

// scheduled reports whether an account has as many messages scheduled as it may. The caller holds
// tw.mu.
func (a *account) scheduled(most int) bool {
	if len(a.messages) < most { // so that there is nothing to count in most tests
		return false
	}
	n := 0
	for _, m := range a.messages {
		if m.Status == twilio.StatusScheduled {
			n++
		}
	}
	return n >= most
}

// schedule puts a message off if its call asks for that, or refuses to.
func (c *call) schedule(m *message) error {
	at, kind := c.params.Get("SendAt"), c.params.Get("ScheduleType")
	if at == "" && kind == "" {
		return nil
	}
	channel := m.To.Channel()
	switch {
	case m.service == nil:
		return bad(twilio.ErrScheduleNeedsService, "MessagingServiceSid is required to schedule a message")
	case at == "":
		return bad(twilio.ErrSendAtRequired, "SendAt timestamp is missing")
	case kind == "":
		return bad(twilio.ErrUnknownParameters, "ScheduleType is required with SendAt")
	case !strings.EqualFold(kind, string(twilio.ScheduleFixed)),
		channel != channels.ChannelSMS && channel != channels.ChannelWhatsApp && channel != channels.ChannelRCS:
		return bad(twilio.ErrNotSchedulable, "The ScheduleType value provided is not supported for this channel")
	}
	sendAt, err := time.Parse(time.RFC3339, at)
	switch ahead := sendAt.Sub(c.tw.stamp()); { // in whole seconds, as SendAt comes in
	case err != nil || ahead < soonest:
		c.tellClock(at)
		return bad(twilio.ErrSendAtTooSoon, "Scheduling does not support this timestamp")
	case ahead > latest:
		c.tellClock(at)
		return bad(twilio.ErrSendAtTooLate, "Scheduling does not support this timestamp")
	}
	if c.account.scheduled(c.tw.cfg.scheduled) {
		return bad(35125, "Maximum limit reached in the account for scheduling messages")
	}
	m.sendAt, m.Status = sendAt, twilio.StatusScheduled
	return nil
}

// tellClock tells a SendAt that is refused beside the time that it has to follow, since an app may go
// by another clock. The caller holds tw.mu.
func (c *call) tellClock(sendAt string) {
	c.tw.tellLocked("SendAt is %s, and the clock says %s", sendAt, c.tw.stamp().Format(time.RFC3339))
}

// begin sends a message that has been stored on its way, now or when it is due. The caller holds
// tw.mu.
func (m *message) begin(tw *Twilio) {
	if m.sendAt.IsZero() {
		tw.spawn(func() { tw.dispatch(m) })
		return
	}
	tw.tellLocked("%s %s to %s: %s for %s", m.SID, m.Direction, m.To, m.Status, m.sendAt.UTC().Format(time.DateTime))
	m.timer = tw.at(m.sendAt, func() { tw.dispatch(m) })
}

// cancel takes a message back. The caller holds tw.mu.
func (m *message) cancel(tw *Twilio) {
	m.Status = twilio.StatusCanceled
	tw.disarm(m.timer)
	tw.note(statusEvent(m))
	tw.spawn(tw.callback(m))
}
