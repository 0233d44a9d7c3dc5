package twiliotest

import (
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// OptOutReplies are the texts of Twilio's answers to keywords. One that is empty is what the
// emulator has for it: see the package's doc for how near to Twilio's that is.
type OptOutReplies struct {
	Stop  string // to STOP and its like
	Start string // to START and its like
	Help  string // to HELP and its like

	// TollFreeStop and TollFreeStart are what the network of toll-free numbers answers. Nobody can
	// change them at Twilio.
	TollFreeStop  string
	TollFreeStart string
}

var standardReplies = OptOutReplies{
	Stop: "You have successfully been unsubscribed. You will not receive any more messages from this number. " +
		"Reply START to resubscribe.",
	Start: "You have successfully been re-subscribed to messages from this number. Reply HELP for help. " +
		"Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
	Help: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
	TollFreeStop: `NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. ` +
		`Text back "unstop" to receive messages again.`,
	TollFreeStart: `NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.`,
}

// or returns r with what is empty taken from others.
func (r OptOutReplies) or(others OptOutReplies) OptOutReplies {
	for _, text := range []struct {
		own   *string
		other string
	}{
		{&r.Stop, others.Stop},
		{&r.Start, others.Start},
		{&r.Help, others.Help},
		{&r.TollFreeStop, others.TollFreeStop},
		{&r.TollFreeStart, others.TollFreeStart},
	} {
		if *text.own == "" {
			*text.own = text.other
		}
	}
	return r
}

// WithOptOutReplies sets what Twilio answers to STOP, START and HELP.
func WithOptOutReplies(r OptOutReplies) Option {
	return func(c *config) { c.replies = r.or(c.replies) }
}

// WithoutOptOut turns the handling of keywords off, as Twilio's support does for an account that
// asks for it: STOP is a message like any other.
func WithoutOptOut() Option { return func(c *config) { c.keywords = false } }

// advanced is the Advanced Opt-Out of a service.
type advanced struct {
	words   channels.Keywords
	replies OptOutReplies
}

// AdvancedOptOut turns on Advanced Opt-Out with the words that a service listens for, such as
// [channels.StandardKeywords] with overrides by country, and what it answers. All its senders heed
// them, WhatsApp and short codes included, and webhooks carry OptOutType.
func AdvancedOptOut(words channels.Keywords, replies OptOutReplies) ServiceOption {
	return func(_ *Twilio, s *service) {
		if err := words.Validate(); err != nil {
			panic("twiliotest: AddService: " + err.Error())
		}
		s.advanced = &advanced{words, replies}
	}
}

// OptedOut reports whether Twilio blocks messages to a person, because they wrote STOP. from is a
// number, or the SID of a Messaging Service.
func (tw *Twilio) OptedOut(from, to channels.Address) bool {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return tw.optedOut(from, to)
}

// optedOut is OptedOut for callers that hold tw.mu.
func (tw *Twilio) optedOut(from, to channels.Address) bool {
	return tw.optOuts[block(from, to)] || tw.optOuts[block(tw.scope(from), to)]
}

// scope returns what somebody who writes STOP to a sender opts out of: the SID of the service that
// it is in, or the sender alone. The caller holds tw.mu.
func (tw *Twilio) scope(sender channels.Address) channels.Address {
	if _, n := tw.owner(sender); n != nil && n.service != nil {
		return channels.Address(n.service.sid)
	}
	return sender
}

// block returns the key of an opt-out, which SMS and RCS to one person share.
func block(sender, person channels.Address) pair {
	return pair{sender, handset(person)}
}

// heeded is what Twilio made of a message that may be a keyword.
type heeded struct {
	kind    channels.Keyword
	network string // what the network of toll-free numbers answers
	reply   string // what Twilio answers
}

// heed does what a message asks for if it is a keyword. The caller holds tw.mu.
func (tw *Twilio) heed(n *number, m *message) (h heeded) {
	if !tw.cfg.keywords {
		return h
	}
	var own *advanced
	if n.service != nil {
		own = n.service.advanced
	}
	texts, tollFree := tw.cfg.replies, m.To.IsTollFree()
	switch channel := m.To.Channel(); {
	case own != nil:
		h.kind, texts = own.words.In(m.From.Country()).Match(m.Body), own.replies.or(texts)
	case channel != channels.ChannelSMS && channel != channels.ChannelRCS, m.To.IsShortCode() && n.service == nil:
		return h
	default:
		h.kind = channels.StandardKeywords().Match(m.Body)
	}
	if tollFree && strings.EqualFold(strings.TrimSpace(m.Body), "YES") {
		h.kind = channels.KeywordNone
	}
	before := tw.optedOut(m.To, m.From)
	switch h.kind {
	case channels.KeywordOptOut:
		tw.optOuts[block(tw.scope(m.To), m.From)] = true
		switch {
		case before:
		case tollFree:
			h.network = texts.TollFreeStop
		default:
			h.reply = texts.Stop
		}
	case channels.KeywordOptIn:
		delete(tw.optOuts, block(m.To, m.From))
		delete(tw.optOuts, block(tw.scope(m.To), m.From))
		if tollFree && before {
			h.network = texts.TollFreeStart
		}
		if own != nil || before && !tollFree {
			h.reply = texts.Start
		}
	case channels.KeywordHelp:
		if !before {
			h.reply = texts.Help
		}
	case channels.KeywordNone:
	}
	if after := tw.optedOut(m.To, m.From); after != before {
		tw.tellLocked("%s opts %s of messages from %s", m.From, map[bool]string{true: "out", false: "in"}[after], tw.scope(m.To))
	}
	if own == nil {
		h.kind = channels.KeywordNone // of which no webhook is told
	}
	return h
}

// acknowledge sends what a keyword is answered with.
func (t *turn) acknowledge(h heeded) {
	m := func(body string) *message {
		return &message{
			Message: Message{
				From: t.pair.number, To: t.pair.person, Body: body,
				Direction: twilio.DirectionOutboundReply, Status: twilio.StatusQueued,
			},
			free: true,
		}
	}
	if h.network != "" {
		t.tw.mu.Lock()
		p, shown := t.tw.phoneAt(t.pair.person), m(h.network).Message // which Twilio has no record of
		shown.Status, shown.Created, shown.Updated, shown.Sent = twilio.StatusDelivered, t.tw.stamp(), t.tw.stamp(), t.tw.stamp()
		p.shown = append(p.shown, shown)
		t.tw.mu.Unlock()
	}
	if h.reply != "" {
		t.post(m(h.reply))
	}
}
