package twilio

import (
	"bytes"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// An Int is a whole number that Twilio sends now as 3, now as "3", and as null where it does
// not know it, which reads as 0.
type Int int64

// UnmarshalJSON reads a JSON number without a fraction, such a number in quotes, "" or null.
func (n *Int) UnmarshalJSON(b []byte) error {
	text := b
	b = unquote(b)
	if len(b) == 0 || string(b) == "null" {
		*n = 0
		return nil
	}
	if len(b) == 1 && b[0] >= '0' && b[0] <= '9' { // most counts; saves a string
		*n = Int(b[0] - '0')
		return nil
	}
	i, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return fmt.Errorf("twilio: %s is not a whole number", kindOf(text))
	}
	*n = Int(i)
	return nil
}

// Seconds is a span of time that Twilio counts in whole seconds. An untyped constant is a
// number of seconds; for a [time.Duration] d write twilio.Seconds(d.Seconds()).
type Seconds int64

// Duration returns s as a [time.Duration].
func (s Seconds) Duration() time.Duration { return time.Duration(s) * time.Second }

// UnmarshalJSON reads what [Int] reads.
func (s *Seconds) UnmarshalJSON(b []byte) error { return (*Int)(s).UnmarshalJSON(b) }

// A Decimal is a decimal number kept to the digit as Twilio wrote it, such as the price
// "-0.00750". The empty Decimal says that Twilio does not know the number (yet).
type Decimal string

// Rat returns d as an exact fraction, and nil if d is empty or not a number.
func (d Decimal) Rat() *big.Rat {
	// SetString also takes fractions, hexadecimal and exponents, and works out 1e999999999 in full.
	if strings.Trim(string(d), "+-.0123456789") != "" {
		return nil
	}
	r, ok := new(big.Rat).SetString(string(d))
	if !ok {
		return nil
	}
	return r
}

// String returns the digits as Twilio wrote them.
func (d Decimal) String() string { return string(d) }

// UnmarshalJSON reads a JSON number, a string or null, which is the empty Decimal.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	text := unquote(b)
	switch {
	case string(text) == "null":
		text = nil
	case len(text) == len(bytes.TrimSpace(b)) && strings.Trim(string(text), "+-.0123456789eE") != "":
		return fmt.Errorf("twilio: %s is not a number", kindOf(b))
	}
	*d = Decimal(text)
	return nil
}

// unquote returns the text of a JSON scalar that needs no unescaping: numbers, dates, null.
func unquote(b []byte) []byte {
	b = bytes.TrimSpace(b)
	if len(b) >= 2 && b[0] == '"' && b[len(b)-1] == '"' {
		b = b[1 : len(b)-1]
	}
	return b
}

// kindOf says what a JSON value is without repeating any of it: it may be the text of a message or
// a person's number.
func kindOf(b []byte) string {
	b = bytes.TrimSpace(b)
	switch {
	case len(b) == 0:
		return "nothing"
	case b[0] == '"':
		return fmt.Sprintf("a text of %d bytes", len(unquote(b)))
	case b[0] == '{':
		return "an object"
	case b[0] == '[':
		return "a list"
	case b[0] == 't', b[0] == 'f':
		return "a boolean"
	}
	return "a number"
}
