package twilio

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// scan is a document that is being read. Its methods report false for what is no JSON, and for what
// package json has to look at.
type scan struct {
	b     []byte
	i     int    // what has been read
	whole string // b, of which texts are to be parts, "" if each is to be by itself
}

func (s *scan) space() {
	for s.i < len(s.b) && (s.b[s.i] == ' ' || s.b[s.i] == '\n' || s.b[s.i] == '\t' || s.b[s.i] == '\r') {
		s.i++
	}
}

// next takes the next character that is no space, if it is c.
func (s *scan) next(c byte) bool {
	s.space()
	if s.i == len(s.b) || s.b[s.i] != c {
		return false
	}
	s.i++
	return true
}

// literal takes a word, if that is next. What follows is for the caller to see.
func (s *scan) literal(word string) bool {
	s.space()
	if !bytes.HasPrefix(s.b[s.i:], []byte(word)) {
		return false
	}
	s.i += len(word)
	return true
}

func (s *scan) null() bool { return s.literal("null") }

// name takes a member's name, if that is in small letters, and the colon after it.
func (s *scan) name() ([]byte, bool) {
	if !s.next('"') {
		return nil, false
	}
	start := s.i
	for ; s.i < len(s.b) && s.b[s.i] != '"'; s.i++ {
		if c := s.b[s.i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return nil, false
		}
	}
	name := s.b[start:s.i]
	return name, s.next('"') && s.next(':')
}

// quoted takes a text with its quotes, and reports whether it stands there as it is meant. If not it has
// escapes, of whatever kind.
func (s *scan) quoted() (raw []byte, plain, ok bool) {
	if !s.next('"') {
		return nil, false, false
	}
	start, ascii := s.i-1, true
	for plain = true; s.i < len(s.b); s.i++ {
		switch c := s.b[s.i]; {
		case c == '"':
			s.i++
			raw = s.b[start:s.i]
			return raw, plain, ascii || utf8.Valid(raw)
		case c < ' ':
			return nil, false, false
		case c == '\\':
			plain = false
			s.i++
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return nil, false, false
}

// text takes a text.
func (s *scan) text() (string, bool) {
	raw, plain, ok := s.quoted()
	switch {
	case !ok:
		return "", false
	case plain && s.whole != "":
		return s.whole[s.i-len(raw)+1 : s.i-1], true
	case plain:
		return string(raw[1 : len(raw)-1]), true
	}
	return unescape(raw)
}

// unescape returns the text that is quoted with escapes.
func unescape(raw []byte) (text string, ok bool) {
	err := json.Unmarshal(raw, &text)
	return text, err == nil
}

// number takes a number.
func (s *scan) number() ([]byte, bool) {
	s.space()
	start := s.i
	for s.i < len(s.b) && strings.IndexByte("+-.0123456789eE", s.b[s.i]) >= 0 {
		s.i++
	}
	raw := s.b[start:s.i]
	if len(raw) == 1 && raw[0] >= '0' && raw[0] <= '9' { // most counts
		return raw, true
	}
	return raw, json.Valid(raw)
}

// value takes a value of any kind.
func (s *scan) value() ([]byte, bool) {
	s.space()
	start := s.i
	if start == len(s.b) {
		return nil, false
	}
	switch s.b[start] {
	case '"':
		raw, plain, ok := s.quoted()
		return raw, ok && (plain || json.Valid(raw))
	case '{', '[':
		return s.composite()
	case 'n', 't', 'f':
		ok := s.null() || s.literal("true") || s.literal("false")
		return s.b[start:s.i], ok
	}
	return s.number()
}

// composite takes an object or an array.
func (s *scan) composite() ([]byte, bool) {
	start := s.i
	for depth := 0; s.i < len(s.b); {
		switch s.b[s.i] {
		case '"':
			if _, _, ok := s.quoted(); !ok {
				return nil, false
			}
			continue
		case '{', '[':
			if depth++; depth > maxDepth {
				return nil, false
			}
		case '}', ']':
			depth--
		}
		if s.i++; depth == 0 {
			raw := s.b[start:s.i]
			return raw, json.Valid(raw)
		}
	}
	return nil, false
}

// maxDepth is how deep a value may be nested that is read here. Package json has a limit, too.
const maxDepth = 100
