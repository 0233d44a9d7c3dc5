package twiliotest

import (
	"fmt"
	"slices"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// SendGroup sends one message to several, as a group MMS: other phones, which show it at once, and
// numbers of the app's. A group of which a conversation has all the addresses is that conversation. Of
// any other, each number of the app's has a message whose webhook names the others as OtherRecipients0
// and so on.
//
// The Exchange has what came of the message at all numbers, and the message at the first of them. In
// all else SendGroup is like [Phone.Send]. It panics if the phone is not on SMS and if there are fewer
// than two others, since that is no group.
func (p *Phone) SendGroup(to []channels.Address, body string, options ...SendOption) *Exchange {
	defer p.tw.mustSave()
	to = others(to, p.address)
	slices.Sort(to)
	to = slices.Compact(to)
	if p.address.Channel() != channels.ChannelSMS || len(to) < leastGroup-1 {
		panic(fmt.Sprintf("twiliotest: SendGroup: %s and %d others are no group MMS", p.address, len(to)))
	}
	out := p.carry(to, body, options)
	for i, number := range p.tw.numbersAmong(to) {
		in := p.compose(number, body, options)
		in.message.Group, in.copy = others(to, number), i > 0
		came := p.tw.receive(in)
		if i == 0 {
			out.Message = came.Message
		}
		out.Requests = append(out.Requests, came.Requests...)
		out.Replies = append(out.Replies, came.Replies...)
	}
	return out
}

// carry takes a group MMS to the other phones.
func (p *Phone) carry(to []channels.Address, body string, options []SendOption) *Exchange {
	numbers := p.tw.numbersAmong(to)
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	for _, other := range others(to, numbers...) {
		m := p.compose(other, body, options).message.Message
		m.Direction, m.Status = "", twilio.StatusDelivered // for it is no message of Twilio's
		m.Group, m.Created, m.Updated = others(to, other), p.tw.stamp(), p.tw.stamp()
		p.tw.phoneAt(other).shown = append(p.tw.phoneAt(other).shown, m)
	}
	m := p.compose(to[0], body, options).message.Message
	m.Group = others(to, to[0])
	if len(numbers) == 0 {
		p.tw.phoneAt(p.address).shown = append(p.tw.phoneAt(p.address).shown, m)
	}
	p.tw.announce()
	return &Exchange{Message: m}
}

// numbersAmong returns those of some addresses that are numbers of an account.
func (tw *Twilio) numbersAmong(all []channels.Address) []channels.Address {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(all), func(a channels.Address) bool {
		owner, _ := tw.owner(a)
		return owner == nil
	})
}
