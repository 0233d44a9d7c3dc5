package twiliotest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// Phone is a person's end: a handset with a number, or an account on a channel.
type Phone struct {
	tw      *Twilio
	address channels.Address
}

// phone is what the emulator keeps of one. Its fields are guarded by the emulator's mutex.
type phone struct {
	shown   []Message
	profile string
	refusal twilio.ErrorCode // why it takes no messages, 0 if it does
}

// Phone returns the phone with this address, which need not be made first. One person's SMS and
// WhatsApp are two addresses and so two phones. It panics on an address that no person can have,
// since that is a mistake in the test itself.
func (tw *Twilio) Phone(address channels.Address) *Phone {
	if err := address.Validate(); err != nil || address.IsAlphanumeric() {
		panic(fmt.Sprintf("twiliotest: Phone: %q is no address of a person", address))
	}
	return &Phone{tw: tw, address: address}
}

// phoneAt returns the state of a phone. The caller holds tw.mu.
func (tw *Twilio) phoneAt(address channels.Address) *phone {
	p := tw.phones[address]
	if p == nil {
		p = &phone{}
		tw.phones[address] = p
	}
	return p
}

// Address returns the phone's address, for To.
func (p *Phone) Address() channels.Address { return p.address }

// SetProfile sets the name that WhatsApp shows of the person and sends as ProfileName.
func (p *Phone) SetProfile(name string) {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	p.tw.phoneAt(p.address).profile = name
}

// Refuse makes messages to the phone end as undelivered with a code, such as
// [twilio.ErrUnreachableHandset]. With 0 the phone takes messages again.
func (p *Phone) Refuse(code twilio.ErrorCode) {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	p.tw.phoneAt(p.address).refusal = code
}

// Messages returns what the phone shows, sent and received, oldest first.
func (p *Phone) Messages() []Message {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	return slices.Clone(p.tw.phoneAt(p.address).shown)
}

// Last returns the newest message that the phone received, and whether there is one.
func (p *Phone) Last() (Message, bool) {
	for _, m := range slices.Backward(p.Messages()) {
		if m.Direction != twilio.DirectionInbound {
			return m, true
		}
	}
	return Message{}, false
}

// Read opens the newest message that the phone received: its status becomes read, which its
// callback is told. It does nothing on channels that have no read receipts, such as SMS.
func (p *Phone) Read() {
	last, ok := p.Last()
	if !ok || !p.address.Channel().Capabilities().ReadReceipts {
		return
	}
	p.tw.mu.Lock()
	var m *message
	if a := p.tw.accounts[last.AccountSID]; a != nil {
		m = a.bySID[last.SID]
	}
	read := m != nil && m.Status == twilio.StatusDelivered
	p.tw.mu.Unlock()
	if read {
		p.tw.move(m, twilio.StatusRead, 0)
	}
}

// A SendOption adds to a message that a person sends. Options are given to [Phone.Send].
type SendOption func(*inbound)

// Attach sends a file along, such as a photo: Attach("image/jpeg", data).
func Attach(contentType string, data []byte) SendOption {
	return func(in *inbound) {
		in.message.Media = append(in.message.Media, Media{ContentType: contentType, Data: data})
	}
}

// Param sends a parameter of the webhook that the emulator does not make itself, such as
// ButtonPayload, Latitude or ReferralBody. It takes the place of one that it does make.
func Param(name, value string) SendOption {
	return func(in *inbound) { in.extra[name] = append(in.extra[name], value) }
}

// Send sends a message to a number of the app's and returns what came of it: the webhook has
// been answered, the TwiML carried out, and the replies have arrived, when Send returns.
//
// A message to a number that nobody has is lost, as it is in life: the Exchange is empty but for
// the message.
func (p *Phone) Send(to channels.Address, body string, options ...SendOption) *Exchange {
	in := &inbound{
		message: &message{
			Message: Message{
				From: p.address, To: to, Body: body,
				Direction: twilio.DirectionInbound, Status: twilio.StatusReceived,
			},
			retain: true,
		},
		extra: map[string][]string{},
	}
	for _, option := range options {
		option(in)
	}
	return p.tw.receive(in)
}

// Transcript returns the phone's messages as a person would read them, a line each: "> " stands
// before what was sent from the phone, "< " before what it received.
func (p *Phone) Transcript() string {
	var b strings.Builder
	for _, m := range p.Messages() {
		mark := "<"
		if m.Direction == twilio.DirectionInbound {
			mark = ">"
		}
		line := m.Body
		for _, media := range m.Media {
			line = strings.TrimSpace(line + " [" + media.ContentType + "]")
		}
		fmt.Fprintf(&b, "%s %s\n", mark, line)
	}
	return b.String()
}
