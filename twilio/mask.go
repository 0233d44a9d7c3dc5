package twilio

import (
	"strings"
	"unicode"
)

// maxMessage bounds what an error text repeats of an explanation.
const maxMessage = 300

// maxPlainDigits is how many digits a word may show: an error code and a limit have fewer than
// a phone number.
const maxPlainDigits = 6

// mask hides the words of an explanation that may be a phone number, an e-mail address or a
// secret. SIDs and names of parameters stay, as they are what one looks for.
func mask(message string) string {
	cut := len(message) > maxMessage
	if cut {
		message = strings.ToValidUTF8(message[:maxMessage], "")
	}
	words := strings.Fields(message)
	if cut && len(words) > 1 { // half a number does not look like one
		words = words[:len(words)-1]
	}
	shown := make([]string, 0, len(words)+1)
	for len(words) > 0 {
		// A number written with spaces is several words of digits.
		n, digits := 0, 0
		for n < len(words) && numeric(words[n]) {
			digits += countDigits(words[n])
			n++
		}
		if n > 1 && digits > maxPlainDigits {
			shown, words = append(shown, "…"), words[n:]
			continue
		}
		shown, words = append(shown, maskWord(words[0])), words[1:]
	}
	if cut {
		shown = append(shown, "…")
	}
	return strings.Join(shown, " ")
}

func maskWord(w string) string {
	core := strings.Trim(w, `'"()[]{}<>.,;:`)
	if name, value, ok := strings.Cut(core, "="); ok {
		return strings.Replace(w, core, maskWord(name)+"="+maskWord(value), 1)
	}
	switch {
	case strings.HasPrefix(core, "/"):
		return strings.Replace(w, core, maskPath(core), 1)
	case isSID(core):
		return w
	case strings.Contains(core, "@"), countDigits(core) > maxPlainDigits, len(core) >= 24 && countDigits(core) > 0:
		return strings.Replace(w, core, "…", 1)
	}
	return w
}

// maskPath masks the segments of a path that are neither SIDs nor names of the API, which begin
// with a capital letter. An identity may be a person's name.
func maskPath(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if name := strings.TrimSuffix(s, ".json"); !isSID(name) && !isName(name) && !isVersion(name) {
			segments[i] = "…"
		}
	}
	return strings.Join(segments, "/")
}

// isName reports whether s is empty or letters alone, the first of them a capital.
func isName(s string) bool {
	for i := range len(s) {
		if upper := s[i] >= 'A' && s[i] <= 'Z'; !upper && (i == 0 || s[i] < 'a' || s[i] > 'z') {
			return false
		}
	}
	return true
}

func isVersion(s string) bool { return s == "2010-04-01" || len(s) == 2 && s[0] == 'v' }

func isSID(s string) bool {
	if len(s) != 34 {
		return false
	}
	for i := 2; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

// numeric reports whether w is nothing but digits and what people put between them.
func numeric(w string) bool {
	for _, r := range w {
		if !unicode.IsDigit(r) && !strings.ContainsRune(`'"+-–‑().,:/`, r) {
			return false
		}
	}
	return true
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
