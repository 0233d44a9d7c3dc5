package channels

// maxDigits is how many digits ITU-T E.164 allows in a number, country code included.
const maxDigits = 15

// E164 reports whether s is a phone number in E.164 form as Twilio requires it: a plus sign, a
// country code that does not begin with zero, and no more than 15 digits in all, with no spaces
// or other punctuation. It looks at the form only: the number need not exist.
//
// Twilio docs: https://www.twilio.com/docs/glossary/what-e164
func E164(s string) bool { return e164Fault(s).none() }

// e164Fault says what keeps s from being E.164, if anything does. It is written without regexp so that
// the good case allocates nothing.
func e164Fault(s string) fault {
	if s == "" || s[0] != '+' {
		return fault{at: 0, what: "a phone number starts with + and its country code"}
	}
	if len(s) == 1 {
		return fault{at: 1, what: "no digits follow the +"}
	}
	if s[1] == '0' {
		return fault{at: 1, what: "a country code does not start with 0"}
	}
	for i := 1; i < len(s); i++ {
		if c := s[i]; c < '0' || c > '9' {
			return fault{at: i, what: "a phone number has digits only after the +, not " + describe(s[i:])}
		}
	}
	if len(s) < 3 || len(s) > maxDigits+1 {
		return fault{at: len(s), what: "a phone number has 2 to 15 digits"}
	}
	return fault{}
}
