package twiliotest

import (
	"maps"
	"slices"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/webhook"
)

// revive makes again what is not kept because it follows from what is. The caller holds tw.mu.
func (tw *Twilio) revive() {
	tw.main.trial = tw.cfg.trial()
	for _, a := range tw.accounts {
		a.signer = webhook.NewSigner(a.token)
		a.bySID = make(map[string]*message, len(a.messages))
		for _, m := range a.messages {
			a.bySID[m.SID] = m
		}
		for _, s := range a.services {
			for _, n := range s.numbers {
				s.pool.Add(channels.Sender{Address: n.address, Country: n.country})
			}
			for _, alpha := range s.alphas {
				s.pool.Add(channels.Sender{Address: alpha.name, Country: alpha.country})
			}
		}
	}
	for _, c := range tw.cookies {
		c.revive()
	}
	if tw.cfg.manual {
		tw.cfg.clock.set(tw.clock.moment)
	} else {
		tw.cfg.clock.lead(tw.clock.ahead)
	}
}

// noteClock notes how the clock goes, so that no time comes twice. The caller holds tw.mu.
func (tw *Twilio) noteClock() {
	if tw.cfg.manual {
		tw.clock = keptClock{moment: tw.Now()}
		return
	}
	tw.clock = keptClock{ahead: tw.cfg.clock.led()}
}

// resume goes on with what was under way. The caller holds tw.mu.
func (tw *Twilio) resume() {
	owed := map[*message][]func(){}
	for _, c := range tw.owed {
		owed[c.message] = append(owed[c.message], tw.pay(c))
	}
	for _, call := range owed[nil] {
		tw.spawn(call)
	}
	for _, sid := range slices.Sorted(maps.Keys(tw.accounts)) {
		a := tw.accounts[sid]
		a.resume(tw, owed)
		for _, n := range a.numbers {
			if n.registration != nil && !n.registration.due.IsZero() {
				tw.goOn(a, n)
			}
		}
		for _, s := range a.chat.services {
			s.events.resume(tw)
		}
		if a.conversations != nil {
			a.conversations.resume()
		}
	}
	for token := range tw.tokens {
		tw.expire(token)
	}
}

// resume sends an account's messages on their way. Those to the same recipient stay in order. The
// caller holds tw.mu.
func (a *account) resume(tw *Twilio, owed map[*message][]func()) {
	last := map[channels.Address]passage{}
	for _, m := range a.messages {
		calls := owed[m]
		delete(owed, m)
		switch {
		case m.Status == twilio.StatusScheduled:
			m.begin(tw)
		case m.Direction != twilio.DirectionInbound && !m.Status.Final() && !m.lost:
			before, arrived := last[m.To], newGate()
			last[m.To] = passage{arrived: arrived}
			tw.spawn(func() {
				defer tw.open(arrived)
				makeAll(calls)
				tw.resend(m, before)
			})
			continue
		}
		if len(calls) > 0 {
			tw.spawn(func() { makeAll(calls) })
		}
	}
	for m, calls := range owed { // of messages that have been deleted meanwhile
		if m != nil && m.account == a {
			tw.spawn(func() { makeAll(calls) })
		}
	}
}

func makeAll(calls []func()) {
	for _, call := range calls {
		call()
	}
}

// resend takes a message on from the status that it has.
func (tw *Twilio) resend(m *message, before passage) {
	tw.mu.Lock()
	status := m.Status
	tw.mu.Unlock()
	switch status {
	case twilio.StatusAccepted:
		tw.dispatch(m)
	case twilio.StatusQueued:
		tw.send(m, before, nil)
	case twilio.StatusSent:
		tw.travel(m, tw.cfg.deliver, before, nil)
	}
}

// resume goes on with telling of events, and with the timers of conversations. The caller holds tw.mu.
func (a *conversationAccount) resume() {
	a.events.resume(a.tw)
	for _, s := range a.services {
		for _, t := range s.conversations {
			if t.state != conversations.ConversationStateClosed && !t.deleted {
				t.arm()
			}
		}
	}
}
