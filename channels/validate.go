package channels

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrAddress is what every error of [Parse] and [Address.Validate] is, for errors.Is.
var ErrAddress = errors.New("not a valid address")

// fault is one thing wrong with an address and the byte where it was met.
type fault struct {
	at   int
	what string
}

// none reports that nothing is wrong.
func (f fault) none() bool { return f.what == "" }

// AddressError says what is wrong with an address. It holds no part of the address, which may
// be a person's phone number, but for a single character that should not be in it.
type AddressError struct {
	// Channel is the channel that the address's prefix names, "unknown" if there is no such
	// channel.
	Channel Channel
	// Offset is the byte of the address at which the fault was met. What is too short or has
	// too many digits is at fault at its end.
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
// 11 letters, digits, spaces or one of "-+_&" and at least one letter, and that an ID on another
// channel has at most 128 characters. Surrounding white space is not forgiven, since Twilio
// would refuse it. The prefix "sms:" is understood and dropped.
//
// The error is an [*AddressError] and matches [ErrAddress]. It does not repeat the address.
func Parse(s string) (Address, error) {
	if id, ok := strings.CutPrefix(s, string(ChannelSMS)+":"); ok {
		if f := smsFault(id); !f.none() {
			return "", &AddressError{Channel: ChannelSMS, Offset: len(s) - len(id) + f.at, Reason: f.what}
		}
		return Address(id), nil
	}
	a := Address(s)
	if err := a.Validate(); err != nil {
		return "", err
	}
	return a, nil
}

// Validate checks the form of a as [Parse] does, without dropping a prefix.
func (a Address) Validate() error {
	c, id := a.Channel(), a.ID()
	var f fault
	switch c {
	case ChannelSMS:
		id = string(a)
		f = smsFault(id)
	case ChannelWhatsApp:
		if !scopedID(id) {
			f = e164Fault(id)
		}
	case ChannelMessenger:
		f = idFault(id, "")
	case ChannelRCS:
		if strings.HasPrefix(id, "+") {
			f = e164Fault(id)
		} else {
			f = idFault(id, "_-.")
		}
	default:
		return &AddressError{Channel: "unknown", Reason: "the prefix is none of whatsapp:, messenger:, rcs:"}
	}
	if f.none() {
		return nil
	}
	return &AddressError{Channel: c, Offset: len(a) - len(id) + f.at, Reason: f.what}
}

func smsFault(s string) fault {
	switch {
	case s == "":
		return fault{what: "it is empty"}
	case strings.Contains(s, ":"):
		return fault{at: strings.IndexByte(s, ':'), what: "Twilio takes SMS addresses without a prefix"}
	case s[0] == '+' && (len(s) == 1 || !letter(s[1])):
		return e164Fault(s)
	case digits(s):
		if shortCode(s) {
			return fault{}
		}
		return fault{at: len(s), what: "a short code has 3 to 8 digits; a phone number starts with + and its country code"}
	}
	return alphanumericFault(s)
}

func shortCode(s string) bool { return len(s) >= 3 && len(s) <= 8 && digits(s) }

func alphanumericFault(s string) fault {
	seen := false
	for i := range len(s) {
		switch c := s[i]; {
		case letter(c):
			seen = true
		case digit(c), c == ' ', c == '-', c == '+', c == '_', c == '&':
		default:
			return fault{at: i, what: describe(s[i:]) + " belongs neither in a phone number nor in an alphanumeric sender"}
		}
	}
	switch {
	case !seen:
		return fault{what: "it is no phone number in E.164, no short code, and an alphanumeric sender has at least one letter"}
	case len(s) > 11:
		return fault{at: 11, what: "an alphanumeric sender has at most 11 characters"}
	case s[0] == ' ':
		return fault{what: "an alphanumeric sender does not begin with a space"}
	case s[len(s)-1] == ' ':
		return fault{at: len(s) - 1, what: "an alphanumeric sender does not end with a space"}
	}
	return fault{}
}

// scopedID reports whether id is one that WhatsApp gives a person who hides their number: two
// letters of a country, a dot, and letters and digits. One that holds for several of a
// business's portfolios has ENT and another dot before these.
func scopedID(id string) bool {
	if len(id) < 4 || id[2] != '.' || !upper(id[0]) || !upper(id[1]) {
		return false
	}
	return idFault(strings.TrimPrefix(id[3:], "ENT."), "").none()
}

// maxID is how long an ID may be on WhatsApp. No other channel's are known to be longer.
const maxID = 128

// idFault says what keeps id from being an ID of ASCII letters, digits and the punctuation
// given, if anything does.
func idFault(id, punctuation string) fault {
	switch {
	case id == "":
		return fault{what: "nothing follows the prefix"}
	case len(id) > maxID:
		return fault{at: maxID, what: "an ID has at most 128 characters"}
	}
	for i := range len(id) {
		if !alphanumeric(id[i]) && strings.IndexByte(punctuation, id[i]) < 0 {
			return fault{at: i, what: describe(id[i:]) + " does not belong in an ID"}
		}
	}
	return fault{}
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

// name reports whether s can be the name of a channel: a few lower-case letters, or nothing.
func name(s string) bool {
	for i := range len(s) {
		if !lower(s[i]) {
			return false
		}
	}
	return len(s) <= 16
}

func digits(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}

func alphanumeric(c byte) bool { return letter(c) || digit(c) }

func letter(c byte) bool { return lower(c) || upper(c) }

func lower(c byte) bool { return c >= 'a' && c <= 'z' }

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

func digit(c byte) bool { return c >= '0' && c <= '9' }
