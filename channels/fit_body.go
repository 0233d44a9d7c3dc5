package channels

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// lookahead is how many units after the last that fits are looked at. One character is enough to
// tell whether a line can be broken before it.
const lookahead = 100

// splitBody splits a body into ones of at most limit characters, as Twilio counts them: units of
// UTF-16. The white space where it is cut goes. A body that fits stays as it is.
func splitBody(body string, limit int) (bodies []string) {
	for {
		// A little more than what fits shows where that can be broken. The rest may be long.
		head := body[:cut(body, limit+lookahead)]
		if units(head) <= limit {
			break
		}
		at := breakAt(head, limit)
		if part := strings.TrimRightFunc(body[:at], blank); part != "" {
			bodies = append(bodies, part)
		}
		body = trimLeft(body[at:])
	}
	if body != "" {
		bodies = append(bodies, body)
	}
	return bodies
}

// breakAt returns the byte at which a body that has more than limit units is best cut: where a
// line ends in the second half, else where a word ends past the first quarter, or anywhere if the
// word that follows is ASCII, such as a link, else where a line can be broken in scripts without
// spaces, else between two characters.
func breakAt(body string, limit int) int {
	var end, newline, space, line, used int // places where the body can be cut, the last of each kind
	inSpace := false
	for state, rest := -1, body; rest != ""; {
		cluster, next, boundaries, nextState := uniseg.StepString(rest, state)
		if isBlank(cluster) {
			if !inSpace {
				space = end
			}
			if strings.HasSuffix(cluster, "\n") {
				newline = end
			}
			inSpace = true
		} else {
			inSpace = false
		}
		if used += units(cluster); used > limit {
			break
		}
		end += len(cluster)
		if boundaries&uniseg.MaskLine != uniseg.LineDontBreak {
			line = end
		}
		rest, state = next, nextState
	}
	switch {
	case end == 0: // one character is longer than limit
		return cut(body, limit)
	case newline > 0 && newline >= end/2:
		return newline
	case space > 0 && (space >= end/4 || ascii(body[space:end])):
		return space
	case line > 0 && line >= end/4:
		return line
	}
	return end
}

// trimLeft returns s without the white space that it begins with, but for one that carries an
// accent.
func trimLeft(s string) string {
	for s != "" {
		n := grapheme(s[:cut(s, 4)]) // white space is short, and one with an accent is no such
		if !isBlank(s[:n]) {
			break
		}
		s = s[n:]
	}
	return s
}

func isBlank(s string) bool {
	return strings.TrimLeftFunc(s, blank) == ""
}

// blank reports whether a line can be broken at r: white space that is not there to keep what
// stands around it together.
func blank(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u2007' && r != '\u202f'
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
