package twiliotest

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
	shown    []Message
	expected int // of them, that an expectation has looked at
	profile  string
	refusal  twilio.ErrorCode               // why it takes no messages, 0 if it does
	failed   bool                           // they do not even leave Twilio
	rcs      *bool                          // has it RCS, nil if nobody has said
	mms      *bool                          // does it take MMS, likewise
	typing   map[channels.Address]time.Time // until when it shows that a sender is writing
}

// Phone returns the phone with this address, which need not be made first. One person's SMS and
// WhatsApp are two addresses and so two phones; SMS and RCS are one, which has RCS: see
// [Phone.SetRCS]. It panics on an address that no person can have,
// since that is a mistake in the test itself.
func (tw *Twilio) Phone(address channels.Address) *Phone {
	defer tw.mustSave()
	if err := address.Validate(); err != nil || address.IsAlphanumeric() {
		panic(fmt.Sprintf("twiliotest: Phone: %q is no address of a person", address))
	}
	if address.Channel() == channels.ChannelRCS {
		tw.mu.Lock()
		defer tw.mu.Unlock()
		if p := tw.phoneAt(address); p.rcs == nil {
			p.rcs = new(true)
		}
	}
	return &Phone{tw: tw, address: address}
}

// phoneAt returns the state of a phone. The caller holds tw.mu.
func (tw *Twilio) phoneAt(address channels.Address) *phone {
	address = handset(address)
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
	defer p.tw.mustSave()
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	p.tw.phoneAt(p.address).profile = name
}

// Refuse makes messages to the phone end as undelivered, after they have been sent, with a code
// such as [twilio.ErrUnreachableHandset]. With 0 the phone takes messages again.
func (p *Phone) Refuse(code twilio.ErrorCode) { p.refuse(code, false) }

// Fail makes messages to the phone end as failed, without having been sent, with a code such as
// [twilio.ErrMediaNotFetched]. With 0 the phone takes messages again.
func (p *Phone) Fail(code twilio.ErrorCode) { p.refuse(code, true) }

func (p *Phone) refuse(code twilio.ErrorCode, failed bool) {
	defer p.tw.mustSave()
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	state := p.tw.phoneAt(p.address)
	state.refusal, state.failed = code, failed
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

// Read opens what the phone received: the status of each message that has not been opened before
// becomes read, which its callback is told. It does nothing on channels that have no read receipts,
// such as SMS.
func (p *Phone) Read() {
	defer p.tw.mustSave()
	for _, call := range p.read() {
		call()
	}
}

func (p *Phone) read() (calls []func()) {
	p.tw.mu.Lock()
	defer p.tw.mu.Unlock()
	shown := p.tw.phoneAt(p.address).shown
	for i := range shown {
		m := &shown[i]
		if m.Direction == twilio.DirectionInbound || m.Status == twilio.StatusRead || !m.channel().Capabilities().ReadReceipts {
			continue
		}
		m.Status = twilio.StatusRead
		if a := p.tw.accounts[m.AccountSID]; a != nil && a.bySID[m.SID] != nil {
			if call := p.tw.moveLocked(a.bySID[m.SID], twilio.StatusRead, 0); call != nil {
				calls = append(calls, call)
			}
		}
	}
	return calls
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
// been answered, the TwiML carried out, and the replies have arrived, when Send returns. With
// [WithClock] replies may still wait for the clock.
//
// A message that goes into a conversation is in it, with all who take part, and the Exchange has the
// webhooks that were asked about it. A handler of the app that is told of an event of Conversations
// must not call Send for such a message: events are told one after the other, so Send would wait for
// the handler that waits for it, until Twilio gives up on the handler after five seconds, with an
// alert of code 50076. A goroutine of the handler's can call it.
//
// A message to a number that nobody has is lost, as it is in life: the Exchange is empty but for
// the message. Send panics if the two ends are on different channels, since no phone can do that.
func (p *Phone) Send(to channels.Address, body string, options ...SendOption) *Exchange {
	defer p.tw.mustSave()
	if to.Channel() != p.address.Channel() {
		panic(fmt.Sprintf("twiliotest: Send: a phone on %s cannot write to %q: on each channel a person is another Phone, such as whatsapp:+15558675310", p.address.Channel(), to))
	}
	return p.tw.receive(p.compose(to, body, options))
}

// compose returns a message from the phone that is yet to be sent.
func (p *Phone) compose(to channels.Address, body string, options []SendOption) *inbound {
	in := &inbound{
		message: &message{
			Message: Message{
				From: p.address, To: to, Body: body,
				Direction: twilio.DirectionInbound, Status: twilio.StatusReceived,
			},
		},
		extra: map[string][]string{},
	}
	for _, option := range options {
		option(in)
	}
	return in
}

// Transcript returns the phone's messages as a person would read them, a line each: "> " stands
// before what was sent from the phone, "< " before what it received, with who wrote it in a group MMS.
func (p *Phone) Transcript() string {
	var b strings.Builder
	for _, m := range p.Messages() {
		mark := "<"
		if m.Direction == twilio.DirectionInbound {
			mark = ">"
		}
		fmt.Fprintf(&b, "%s %s\n", mark, m.line())
	}
	return b.String()
}
