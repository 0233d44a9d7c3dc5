package twiml

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// An escapes table says for every ASCII character how it is written: as it is (empty), as
// something else, or not at all (illegal).
type escapes [utf8.RuneSelf]string

const illegal = "\x00"

// noEscapes is for comments, where nothing can be escaped.
var noEscapes = withControls(escapes{})

// textEscapes is for text. A bare carriage return would read back as a line feed.
var textEscapes = withControls(escapes{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': "&#xD;"})

// attrEscapes is for attribute values between double quotes, where bare whitespace would read
// back as spaces.
var attrEscapes = withControls(escapes{
	'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\t': "&#x9;", '\n': "&#xA;", '\r': "&#xD;",
})

// withControls marks the control characters that XML 1.0 cannot carry, escaped or not.
func withControls(t escapes) escapes {
	for c := range ' ' {
		if !strings.ContainsRune(space, c) {
			t[c] = illegal
		}
	}
	return t
}

// escape appends s as the table says, in runs of characters that stand for themselves.
func (w *writer) escape(s string, table *escapes) *WriteError {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				return failed("not valid UTF-8")
			}
			if r == '\uFFFE' || r == '\uFFFF' {
				return failed("character %U cannot be written in XML", r)
			}
			i += size
			continue
		}
		if esc := table[c]; esc != "" {
			if esc == illegal {
				return failed("character %U cannot be written in XML", rune(c))
			}
			w.buf = append(w.buf, s[start:i]...)
			w.buf = append(w.buf, esc...)
			start = i + 1
		}
		i++
	}
	w.buf = append(w.buf, s[start:]...)
	return nil
}

// isName reports whether s can name an element or an attribute, with at most one prefix. Names
// outside ASCII are rare enough to ask encoding/xml, which keeps what is written and what can be
// read in agreement.
func isName(s string) bool {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == ':':
		case i > 0 && ('0' <= c && c <= '9' || c == '-' || c == '.'):
		case c >= utf8.RuneSelf:
			ascii = false
		default:
			return false
		}
	}
	if s == "" || strings.Count(s, ":") > 1 {
		return false
	}
	if ascii {
		return true
	}
	_, err := xml.NewDecoder(strings.NewReader("<" + s + "/>")).RawToken()
	return err == nil
}
