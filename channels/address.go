package channels

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"
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

// SMS returns the address of a phone number, a short code or an alphanumeric sender.
func SMS(number string) Address { return Address(number) }

// WhatsApp returns the WhatsApp address of a phone number in E.164.
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

// ErrAddress is what every error of [Parse] and [Address.Validate] is, for errors.Is.
var ErrAddress = errors.New("not a valid address")

// fault is one thing wrong with an address and the byte where it was met.
type fault struct {
	at   int
	what string
}

// AddressError says what is wrong with an address. It holds no part of the address, which may
// be a person's phone number, but for a single character that should not be in it.
type AddressError struct {
	// Channel is the channel that the address's prefix names.
	Channel Channel
	// Offset is the byte of the address at which the fault was met.
	Offset int
	// Reason says what is wrong, for people.
	Reason string
}

// Error returns the channel, the place and the reason.
func (e *AddressError) Error() string {
	return fmt.Sprintf("channels: %s address, at byte %d: %s", e.Channel, e.Offset, e.Reason)
}

// Is reports that every AddressError is [ErrAddress].
func (e *AddressError) Is(target error) bool { return target == ErrAddress }

// Parse reads an address and checks its form: that the channel is known, that a phone number is
// in E.164 ([E164]), that a short code has 3 to 8 digits, that an alphanumeric sender has 1 to
// 11 letters, digits, spaces or one of "-+_&" and at least one letter. Surrounding white space
// is not forgiven, since Twilio would refuse it. The prefix "sms:" is understood and dropped.
//
// The error is an [*AddressError] and matches [ErrAddress]. It does not repeat the address.
func Parse(s string) (Address, error) {
	a := Address(s)
	if prefix, id, ok := strings.Cut(s, ":"); ok && prefix == string(ChannelSMS) {
		a = Address(id)
	}
	if err := a.Validate(); err != nil {
		return "", err
	}
	return a, nil
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

// IsShortCode reports whether a is a short code: 3 to 8 digits on SMS.
func (a Address) IsShortCode() bool {
	return a.Channel() == ChannelSMS && len(a) >= 3 && len(a) <= 8 && digits(string(a))
}

// IsAlphanumeric reports whether a is an alphanumeric sender ID: 1 to 11 ASCII letters, digits,
// spaces or "-+_&", at least one of them a letter. Nobody can answer such a sender, and a
// message cannot be sent to it.
//
// Twilio docs: https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
func (a Address) IsAlphanumeric() bool {
	return a.Channel() == ChannelSMS && alphanumericFault(string(a)) == nil
}

// Validate checks the form of a as [Parse] does, without dropping a prefix.
func (a Address) Validate() error {
	c, f := a.Channel(), (*fault)(nil)
	id := a.ID()
	switch c {
	case ChannelSMS:
		f = smsFault(a)
	case ChannelWhatsApp:
		if !scopedID(id) {
			f = e164Fault(id)
		}
	case ChannelMessenger:
		f = idFault(id, false)
	case ChannelRCS:
		if strings.HasPrefix(id, "+") {
			f = e164Fault(id)
		} else {
			f = idFault(id, true)
		}
	default:
		return &AddressError{Channel: "unknown", Reason: "the prefix is none of whatsapp:, messenger:, rcs:"}
	}
	if f == nil {
		return nil
	}
	return &AddressError{Channel: c, Offset: len(a) - len(id) + f.at, Reason: f.what}
}

// LogValue keeps all but the channel and the last two characters out of structured logs.
func (a Address) LogValue() slog.Value { return slog.StringValue(a.Redacted()) }

// Redacted returns a with its ID masked but for the last two characters, and those too where
// the ID has fewer than six: "whatsapp:…10".
func (a Address) Redacted() string {
	id := a.ID()
	prefix := string(a[:len(a)-len(id)])
	if len(id) < 6 || id[len(id)-2] >= utf8.RuneSelf || id[len(id)-1] >= utf8.RuneSelf {
		return prefix + "…"
	}
	return prefix + "…" + id[len(id)-2:]
}

func smsFault(a Address) *fault {
	s := string(a)
	switch {
	case s == "":
		return &fault{what: "it is empty"}
	case strings.Contains(s, ":"):
		return &fault{what: "Twilio takes SMS addresses without a prefix"}
	case s[0] == '+' && (len(s) == 1 || !letter(rune(s[1]))):
		return e164Fault(s)
	case digits(s):
		if a.IsShortCode() {
			return nil
		}
		return &fault{at: len(s), what: "a short code has 3 to 8 digits; a phone number starts with + and its country code"}
	}
	return alphanumericFault(s)
}

func alphanumericFault(s string) *fault {
	seen := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			seen = true
		case c >= '0' && c <= '9', c == ' ', c == '-', c == '+', c == '_', c == '&':
		default:
			return &fault{at: i, what: describe(s[i:]) + " belongs neither in a phone number nor in an alphanumeric sender"}
		}
	}
	switch {
	case !seen:
		return &fault{what: "it is no phone number in E.164, no short code, and an alphanumeric sender has at least one letter"}
	case len(s) > 11:
		return &fault{at: 11, what: "an alphanumeric sender has at most 11 characters"}
	}
	return nil
}

// scopedID reports whether id is one that WhatsApp gives a person who hides their number: two
// letters of a country, a dot, and letters and digits.
func scopedID(id string) bool {
	if len(id) < 4 || id[2] != '.' || !upper(id[0]) || !upper(id[1]) {
		return false
	}
	return idFault(id[3:], false) == nil
}

func idFault(id string, punctuation bool) *fault {
	if id == "" {
		return &fault{what: "nothing follows the prefix"}
	}
	for i, r := range id {
		if r < utf8.RuneSelf && (letter(r) || r >= '0' && r <= '9') {
			continue
		}
		if punctuation && (r == '_' || r == '-' || r == '.') {
			continue
		}
		return &fault{at: i, what: describe(id[i:]) + " does not belong in an ID"}
	}
	return nil
}

// describe names the first character of s for an error text: itself where it shows in print,
// its code point where it does not.
func describe(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == ' ':
		return "a space"
	case r == utf8.RuneError && n <= 1:
		return fmt.Sprintf("the byte 0x%02X", s[0])
	case unicode.IsPrint(r):
		return fmt.Sprintf("%q", r)
	}
	return fmt.Sprintf("%U", r)
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
