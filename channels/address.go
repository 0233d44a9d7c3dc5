package channels

import (
	"log/slog"
	"strings"
)

// An Address is where a message comes from or goes to, in the form that Twilio's To and From
// parameters take. It is a string: an untyped constant can stand where an Address is wanted,
// and an address that arrived from Twilio is kept to the letter whatever it looks like.
//
//	+15558675310                 a phone number (SMS and MMS), in E.164
//	12345                        a short code
//	TWILIO                       an alphanumeric sender, which can send but not receive
//	whatsapp:+15558675310        a person or a business on WhatsApp
//	messenger:1094384847         a page or a person on Facebook Messenger
//	rcs:acme_q5yx2_agent         an RCS agent; rcs:+15558675310 is a person reached by RCS only
//
// Use [Parse] for addresses that people type or that come from a file. [SMS], [WhatsApp],
// [Messenger] and [RCS] put an address together without looking at it: Twilio judges it when
// the message is sent.
//
// Twilio docs: https://www.twilio.com/docs/messaging/channels
type Address string

// SMS returns the address of a phone number, a short code or an alphanumeric sender. A prefix
// "sms:" is dropped, since Twilio writes SMS addresses without one.
func SMS(number string) Address {
	return Address(strings.TrimPrefix(number, string(ChannelSMS)+":"))
}

// WhatsApp returns the WhatsApp address of a phone number in E.164. Like the other makers it
// leaves an address that has the prefix already as it is.
func WhatsApp(number string) Address { return with(ChannelWhatsApp, number) }

// Messenger returns the Facebook Messenger address of a page or of a person, by its ID.
func Messenger(id string) Address { return with(ChannelMessenger, id) }

// RCS returns the address of an RCS agent, by its ID, or of a person, by phone number.
func RCS(id string) Address { return with(ChannelRCS, id) }

func with(c Channel, id string) Address {
	if a := Address(id); a.Channel() == c {
		return a
	}
	return Address(string(c) + ":" + id)
}

// Channel returns the channel that a's prefix names, [ChannelSMS] if it has none.
func (a Address) Channel() Channel {
	if prefix, _, ok := strings.Cut(string(a), ":"); ok {
		return Channel(prefix)
	}
	return ChannelSMS
}

// ID returns the address without its channel's prefix: the phone number, page ID or agent ID.
func (a Address) ID() string {
	if _, id, ok := strings.Cut(string(a), ":"); ok {
		return id
	}
	return string(a)
}

// String returns the address as Twilio writes it. Logs want [Address.LogValue], which slog
// calls by itself.
func (a Address) String() string { return string(a) }

// E164 returns the phone number in a, on whichever channel, and whether there is one.
func (a Address) E164() (number string, ok bool) {
	if id := a.ID(); E164(id) {
		return id, true
	}
	return "", false
}

// IsShortCode reports whether a is a short code: 3 to 8 digits on SMS, with or without the prefix
// "sms:".
func (a Address) IsShortCode() bool {
	return a.Channel() == ChannelSMS && shortCode(a.ID())
}

// IsAlphanumeric reports whether a is an alphanumeric sender ID: 1 to 11 ASCII letters, digits,
// spaces or "-+_&", at least one of them a letter and no space at either end, with or without the
// prefix "sms:". Nobody can answer such a sender, and a message cannot be sent to it.
//
// Twilio docs: https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
func (a Address) IsAlphanumeric() bool {
	return a.Channel() == ChannelSMS && alphanumericFault(a.ID()).none()
}

// LogValue keeps all but the channel and the last two characters out of structured logs, as
// [Address.Redacted] does.
func (a Address) LogValue() slog.Value { return slog.StringValue(a.Redacted()) }

// Redacted returns a with its ID masked but for the last two characters: "whatsapp:…10". Those
// are masked too where the ID has fewer than six characters or where they are not ASCII letters
// or digits. What stands before a colon is kept only if it can be the name of a channel, so a
// phone number that was put there by mistake is masked as well.
func (a Address) Redacted() string {
	id := a.ID()
	prefix := string(a[:len(a)-len(id)])
	if !name(strings.TrimSuffix(prefix, ":")) {
		prefix, id = "", string(a)
	}
	if len(id) < 6 || !alphanumeric(id[len(id)-2]) || !alphanumeric(id[len(id)-1]) {
		return prefix + "…"
	}
	return prefix + "…" + id[len(id)-2:]
}
