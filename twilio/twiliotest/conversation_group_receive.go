package twiliotest

import (
	"slices"

	"github.com/twiliokit/twiliokit/channels"
)

// circleOf returns all who write and receive a group MMS, in order.
func circleOf(m *message) []channels.Address {
	all := append(slices.Clone(m.Group), m.From, m.To)
	slices.Sort(all)
	return slices.Compact(all)
}

// others returns the addresses that are not some.
func others(all []channels.Address, but ...channels.Address) []channels.Address {
	return slices.DeleteFunc(slices.Clone(all), func(a channels.Address) bool { return slices.Contains(but, a) })
}

// groupDestination returns where a group MMS goes, of which each number in it has a copy: that of the
// first goes there, the others are stored and nothing more.
func (a *conversationAccount) groupDestination(m *message, to *destination) *destination {
	for _, number := range circleOf(m) {
		if to != nil && a.account.numbers[number] != nil && number != m.To {
			return &destination{}
		}
		if number == m.To {
			break
		}
	}
	return to
}

// groupBeginning returns the address at which a group MMS begins a conversation, nil if none of those
// in it does.
func (a *conversationAccount) groupBeginning(m *message) *destination {
	for _, number := range circleOf(m) {
		if x := a.configured(number); x != nil && x.enabled && a.account.numbers[number] != nil {
			return &destination{address: x}
		}
	}
	return nil
}

// founders returns who is in a conversation that a message begins, its author first.
func (t *conversation) founders(m *message) ([]*participant, error) {
	if len(m.Group) == 0 {
		p := t.newParticipant("", m.From, m.To)
		return []*participant{p}, t.admit(p)
	}
	var parts []*participant
	for _, a := range append([]channels.Address{m.From}, others(circleOf(m), m.From)...) {
		p := t.newParticipant("", a, "")
		if t.in.in.account.numbers[a] != nil {
			p.address, p.projected = "", a
		}
		if err := t.in.in.checkBinding(p); err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, t.checkGroup(parts)
}
