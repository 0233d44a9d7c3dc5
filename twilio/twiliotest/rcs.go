package twiliotest

import (
	"slices"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// SetRCS says whether the person's handset has RCS. A Messaging Service with an RCS sender writes to
// one that has over RCS, and to any other by SMS. Nobody has it until it is said, but for the phones
// whose address has the prefix rcs:. SMS and RCS come to the same handset, which shows both.
func (p *Phone) SetRCS(has bool) {
	defer p.tw.mustSave()
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	p.tw.phoneAt(p.address).rcs = new(has)
}

// hasRCS reports whether a person can be reached over RCS. The caller holds tw.mu.
func (tw *Twilio) hasRCS(person channels.Address) bool {
	has := tw.phoneAt(person).rcs
	return has != nil && *has
}

// handset returns the address of the handset that shows messages to a person: SMS and RCS share one.
func handset(person channels.Address) channels.Address {
	if person.Channel() == channels.ChannelRCS {
		if number, ok := person.E164(); ok {
			return channels.SMS(number)
		}
	}
	return person
}

// channel returns the channel that the message travels on: that of its sender, once there is one.
func (m *Message) channel() channels.Channel {
	if m.From != "" {
		return m.From.Channel()
	}
	return m.To.Channel()
}

// unreachable returns why a message cannot get to its person now, 0 if it can. The caller holds
// tw.mu.
func (tw *Twilio) unreachable(m *message) twilio.ErrorCode {
	if m.account.status != twilio.AccountStatusActive {
		return twilio.ErrAccountSuspended
	}
	if m.channel() == channels.ChannelRCS && !tw.hasRCS(m.To) {
		return twilio.ErrRecipientNotReachableRCS
	}
	if n := m.account.numbers[m.From]; n != nil && n.sandbox != nil && !n.sandbox.has(m.To, tw.Now()) {
		return twilio.ErrSandboxNotJoined
	}
	return tw.outside(m)
}

// checkFallback reads FallbackFrom, the sender of a message by a service to who has no RCS. The
// caller holds tw.mu.
func (c *call) checkFallback(m *message) error {
	fallback := channels.Address(c.params.Get("FallbackFrom"))
	switch {
	case fallback == "":
		return nil
	case m.service == nil:
		return bad(twilio.ErrFallbackFromNeedsService, "'FallbackFrom' requires MessagingServiceSid")
	case m.From != "":
		return bad(21664, "'FallbackFrom' cannot be used with a 'From' sender")
	case fallback.Validate() != nil, fallback.Channel() != channels.ChannelSMS, !c.account.owns(fallback):
		return bad(21665, "Invalid 'FallbackFrom' sender")
	case !m.service.hasRCS():
		return bad(21667, "'FallbackFrom' requires the Messaging Service to have an RCS Sender")
	}
	m.fallback = fallback
	return nil
}

func (s *service) hasRCS() bool {
	return slices.ContainsFunc(s.numbers, func(n *number) bool { return n.address.Channel() == channels.ChannelRCS })
}

// choose returns the sender of a service's message, or the code of why there is none: that which the
// message names, as long as it is in the pool, or else one by the rules. The caller holds tw.mu.
func (tw *Twilio) choose(m *message) (channels.Address, twilio.ErrorCode) {
	s, to := m.service, m.To
	switch {
	case s.account.services[s.sid] != s:
		return "", twilio.ErrServiceNotFound
	case m.From != "" && !s.pool.Has(m.From): // where no number is that the account gave up
		return "", twilio.ErrSenderNotInService
	case m.From != "":
		return m.From, 0
	case s.pool.Len() == 0:
		return "", twilio.ErrServiceIsEmpty
	}
	rcs := to.Channel() == channels.ChannelSMS && s.hasRCS() && tw.hasRCS(to)
	if m.fallback != "" && to.Channel() == channels.ChannelSMS && !rcs {
		return m.fallback, 0
	}
	want := channels.Preference{AreaCode: s.is("AreaCodeGeomatch"), NoRCS: !rcs}
	kept := s.sticky[to]
	if s.is("StickySender") && !rcs && tw.cfg.clock.since(kept.used) <= channels.StickyTTL {
		want.Last = kept.sender
	}
	if want.Last != "" && tw.unregistered(s.account, want.Last, to) != 0 {
		delete(s.sticky, to)
		want.Last = ""
	}
	from, err := s.pool.Choose(to, want)
	if err != nil {
		return "", twilio.ErrServiceHasNoSender
	}
	if from.Channel() != channels.ChannelRCS { // which does not stick
		s.remember(to, from)
	}
	return from, 0
}
