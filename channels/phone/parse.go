package phone

import (
	"errors"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/twiliokit/twiliokit/channels"
)

// Parse reads a phone number as people write it and returns its address. region is the country that
// a number without a country code belongs to, by its ISO 3166 code: "US". It does not matter, and
// may be empty, for a number that begins with a plus sign.
//
// Spaces and punctuation are dropped, as is what one dials before a number: the 0 of Germany, the 1
// of North America, 00 or 011 and a country code for a call abroad. Full-width and other digits of
// Unicode count as digits, and letters as the keys of a phone that they are on: 1-800-FLOWERS. The
// prefixes "sms:" and "tel:" are dropped, "whatsapp:" and "rcs:" are kept. Case does not matter in
// prefixes and in region.
//
// A number passes if its length is one that its country has. It need not be in a range that is in
// use, since ranges are opened all the time: ask [KindOf], which is [KindUnknown] for a number that
// is in none of those known. A number with an extension is refused, since messages do not reach
// those, and so is a number that is complete only within its town.
//
// The error is one of the constants of [Error]. It matches [channels.ErrAddress] too, and never
// holds the number.
func Parse(s, region string) (channels.Address, error) {
	channel, rest, err := cut(s)
	if err != nil {
		return "", err
	}
	n, err := phonenumbers.Parse(rest, strings.ToUpper(region))
	if err != nil {
		return "", explain(err)
	}
	if n.GetExtension() != "" {
		return "", ErrExtension
	}
	switch phonenumbers.IsPossibleNumberWithReason(n) {
	case phonenumbers.IS_POSSIBLE:
	case phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return "", ErrLocal
	case phonenumbers.INVALID_COUNTRY_CODE:
		return "", ErrCountryCode
	case phonenumbers.TOO_SHORT:
		return "", ErrTooShort
	case phonenumbers.TOO_LONG:
		return "", ErrTooLong
	default:
		return "", ErrLength
	}
	number := phonenumbers.Format(n, phonenumbers.E164)
	if !channels.E164(number) { // some plans have room for more than E.164 does
		return "", ErrTooLong
	}
	a := channels.SMS(number)
	switch channel {
	case channels.ChannelWhatsApp:
		a = channels.WhatsApp(number)
	case channels.ChannelRCS:
		a = channels.RCS(number)
	}
	if parsed(a) == nil { // begins with what is dialed before numbers, and so is another's or nobody's
		return "", ErrNotNumber
	}
	return a, nil
}

// cut splits off the channel that s names.
func cut(s string) (channel channels.Channel, rest string, err error) {
	prefix, rest, ok := strings.Cut(s, ":")
	if !ok {
		return channels.ChannelSMS, s, nil
	}
	switch channel = channels.Channel(strings.ToLower(strings.TrimSpace(prefix))); channel {
	case "tel":
		return channels.ChannelSMS, "tel:" + rest, nil // for the parameters of RFC 3966 to be read
	case channels.ChannelSMS, channels.ChannelWhatsApp, channels.ChannelRCS:
	default:
		return "", "", ErrChannel
	}
	// An ID that is not a number may have enough digits to pass for one.
	if id := channels.Address(string(channel) + ":" + rest); channel != channels.ChannelSMS && id.Validate() == nil {
		if _, ok := id.E164(); !ok && strings.Trim(rest, "0123456789") != "" {
			return "", "", ErrNotNumber
		}
	}
	return channel, rest, nil
}

func explain(err error) Error {
	switch {
	case errors.Is(err, phonenumbers.ErrInvalidCountryCode):
		return ErrCountryCode
	case errors.Is(err, phonenumbers.ErrTooShortNSN), errors.Is(err, phonenumbers.ErrTooShortAfterIDD):
		return ErrTooShort
	case errors.Is(err, phonenumbers.ErrNumTooLong):
		return ErrTooLong
	}
	return ErrNotNumber
}

// An Error says why a text is no phone number. Every Error matches [channels.ErrAddress], too.
type Error string

// The errors of [Parse].
const (
	// ErrNotNumber says that there is no phone number in the text.
	ErrNotNumber Error = "there is no phone number in it"
	// ErrCountryCode says that nobody has the number's country code, or that it has none and the
	// region is empty or not known.
	ErrCountryCode Error = "its country code or its region is not known"
	// ErrTooShort says that no number of its country is so short. A short code is no phone number.
	ErrTooShort Error = "it is too short for its country"
	// ErrTooLong says that no number of its country is so long.
	ErrTooLong Error = "it is too long for its country"
	// ErrLength says that its country has shorter numbers and longer ones, but none of its length.
	ErrLength Error = "its country has no numbers of its length"
	// ErrLocal says that the number lacks its area code: it can be dialed only within its town.
	ErrLocal Error = "its area code is missing"
	// ErrExtension says that the number has an extension, which no message reaches.
	ErrExtension Error = "it has an extension"
	// ErrChannel says that what stands before a colon is no channel that has phone numbers.
	ErrChannel Error = "its prefix is none of sms:, tel:, whatsapp:, rcs:"
)

// Error returns the reason.
func (e Error) Error() string { return "phone: not a phone number: " + string(e) }

// Is reports that every Error is [channels.ErrAddress].
func (e Error) Is(target error) bool { return target == channels.ErrAddress }
