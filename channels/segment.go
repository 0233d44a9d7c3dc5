package channels

import (
	"iter"
	"log/slog"
	"unicode/utf16"
	"unicode/utf8"
)

// An Encoding is how the characters of an SMS travel.
//
// Twilio docs: https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding,
// https://www.twilio.com/docs/glossary/what-is-ucs-2-character-encoding
type Encoding string

// The encodings of an SMS.
const (
	// EncodingGSM7 carries the Latin alphabet and some Greek letters, in septets: 160 in an SMS
	// that stands alone, 153 in each of several. A form feed and ^ { } \ [ ~ ] | € take two.
	EncodingGSM7 Encoding = "GSM-7"
	// EncodingUCS2 carries all characters, in units of 16 bits: 70 in an SMS that stands alone, 67
	// in each of several. An emoji takes two or more.
	EncodingUCS2 Encoding = "UCS-2"
)

const (
	segmentBits = 1120 // what an SMS carries: 140 octets
	headerBits  = 48   // what each of several gives up to say which it is: 6 octets
)

// unitBits returns the size of a septet or unit.
func (e Encoding) unitBits() int {
	if e == EncodingGSM7 {
		return 7
	}
	return 16
}

// A Segmentation says in how many SMS a body travels, which is what it costs. It is a value and
// can be compared.
//
// It is exact to the rules of Twilio's public calculator but for two things: what people see as one
// character is that of a newer Unicode, and one that is longer than a segment is cut. Carriers may
// cut otherwise, so a message's num_segments has the last word.
//
// Twilio docs: https://www.twilio.com/docs/glossary/what-sms-character-limit
type Segmentation struct {
	// Body is the text that was given.
	Body string
	// Encoding is GSM-7 if each character of Body is in it, else UCS-2 for all of them.
	Encoding Encoding
	// Count is the number of segments. An empty body has one.
	Count int
	// Characters are the septets of a body in GSM-7 and the characters that people see of one in
	// UCS-2. A carriage return and a line feed are two.
	Characters int
	// Units are the septets or the units of 16 bits that Body takes.
	Units int
}

// Segments says in how many SMS a body travels. Where Smart Encoding is on, for the message or
// its Messaging Service, ask for [SmartEncode] of the body. Of bytes that are not UTF-8 each counts
// as one character that GSM-7 does not have, as U+FFFD would; [Segmentation.Parts] returns them as
// they were. No memory is allocated.
//
// Twilio docs: https://www.twilio.com/docs/glossary/what-sms-character-limit
func Segments(body string) Segmentation {
	s := Segmentation{Body: body, Encoding: EncodingGSM7, Count: 1}
	for _, r := range body {
		n := septets(r)
		if n == 0 {
			s.Encoding = EncodingUCS2
			break
		}
		s.Units += n
	}
	s.Characters = s.Units
	if s.Encoding == EncodingUCS2 {
		s.Units, s.Characters = 0, 0
		for rest := body; rest != ""; s.Characters++ {
			n := grapheme(rest)
			s.Units += units(rest[:n])
			rest = rest[n:]
		}
	}
	if s.Units*s.Encoding.unitBits() > segmentBits {
		s.Count = 0
		for range s.parts() {
			s.Count++
		}
	}
	return s
}

// Bits returns the size of the body.
func (s Segmentation) Bits() int { return s.Units * s.Encoding.unitBits() }

// TotalBits returns the size of the body and of the headers, of 48 bits, that each of several
// segments begins with.
func (s Segmentation) TotalBits() int {
	if s.Count < 2 {
		return s.Bits()
	}
	return s.Bits() + s.Count*headerBits
}

// Parts returns what of the body is in each segment; joined they are Body. A character that
// people see as one stays in one segment: an accent goes with its letter, a flag and a family
// with all of their emoji. Only one that is too long for any segment is cut, between its code
// points. In GSM-7 the escape stays with its character.
func (s Segmentation) Parts() []string {
	parts := make([]string, 0, s.Count)
	for p := range s.parts() {
		parts = append(parts, p)
	}
	return parts
}

// parts yields what of the body is in each segment.
func (s Segmentation) parts() iter.Seq[string] {
	return func(yield func(string) bool) {
		limit := segmentBits / s.Encoding.unitBits()
		if s.Units > limit {
			limit = (segmentBits - headerBits) / s.Encoding.unitBits()
		}
		rest := s.Body
		for {
			n := s.fits(rest, limit)
			if !yield(rest[:n]) {
				return
			}
			if rest = rest[n:]; rest == "" {
				return
			}
		}
	}
}

// fits returns how many bytes of body go into a segment of limit units.
func (s Segmentation) fits(body string, limit int) (n int) {
	// No further than needed to see what is too much: a character may be as long as body.
	body = body[:cut(body, limit+2)]
	for used := 0; n < len(body); {
		next, size := s.first(body[n:])
		if used += size; used <= limit {
			n += next
			continue
		}
		if n == 0 {
			return cut(body, limit)
		}
		break
	}
	return n
}

// first returns the length in bytes of the first character of body, and how many units it takes.
func (s Segmentation) first(body string) (n, size int) {
	if s.Encoding == EncodingGSM7 {
		r, n := utf8.DecodeRuneInString(body)
		return n, septets(r)
	}
	n = grapheme(body)
	return n, units(body[:n])
}

// cut returns how many bytes of body's code points go into limit units of UCS-2.
func cut(body string, limit int) int {
	used := 0
	for i, r := range body {
		if used += utf16.RuneLen(r); used > limit {
			return i
		}
	}
	return len(body)
}

// Foreign yields the characters of Body that GSM-7 does not have, each with the byte at which it
// begins. One of them is enough to have the body sent in UCS-2.
func (s Segmentation) Foreign() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := 0; i < len(s.Body); {
			n := grapheme(s.Body[i:])
			r, size := utf8.DecodeRuneInString(s.Body[i:])
			if (size < n || septets(r) == 0) && !yield(i, s.Body[i:i+n]) {
				return
			}
			i += n
		}
	}
}

// LogValue returns the sizes without the body.
func (s Segmentation) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("encoding", string(s.Encoding)),
		slog.Int("count", s.Count),
		slog.Int("characters", s.Characters),
		slog.Int("units", s.Units),
	)
}

// units returns how many units of 16 bits s takes in UCS-2.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
