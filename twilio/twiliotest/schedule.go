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
		return bad(twilio.ErrSendAtTooSoon, "Scheduling does not support this timestamp")
	case ahead > latest:
		return bad(twilio.ErrSendAtTooLate, "Scheduling does not support this timestamp")
	}
	m.sendAt, m.Status = sendAt, twilio.StatusScheduled
	return nil
}

// begin sends a message that has been stored on its way, now or when it is due. The caller holds
// tw.mu.
func (m *message) begin(tw *Twilio) {
	if m.sendAt.IsZero() {
		tw.spawn(func() { tw.dispatch(m) })
		return
	}
	m.timer = tw.after(tw.cfg.clock.until(m.sendAt), func() { tw.dispatch(m) })
}

// cancel takes a message back. The caller holds tw.mu.
func (m *message) cancel(tw *Twilio) {
	m.Status = twilio.StatusCanceled
	if m.timer != nil {
		m.timer.Stop()
		delete(tw.timers, m.timer)
	}
	tw.note(statusLine{m.SID, m.Direction, m.Status, 0})
	tw.spawn(tw.callback(m))
}
