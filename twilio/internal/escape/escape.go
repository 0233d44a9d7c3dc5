// Package escape percent-encodes what goes into a URL or a form, into memory that is there already.
package escape

const upperHex = "0123456789ABCDEF"

// Unreserved reports whether a character stands for itself everywhere in a URL, by RFC 3986.
func Unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '_' || c == '.' || c == '~'
}

// Append appends s with all but unreserved characters encoded, as a path's segment has it.
func Append(b []byte, s string) []byte { return appendEscaped(b, s, "%20") }

// AppendForm appends s as a form has it: like a path's segment, but for the space.
func AppendForm(b []byte, s string) []byte { return appendEscaped(b, s, "+") }

func appendEscaped(b []byte, s, space string) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b = append(b, space...)
		case Unreserved(c):
			b = append(b, c)
		default:
			b = append(b, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return b
}
