package twiml

import "strconv"

// A Problem is something in a document that Twilio would object to or pass over. Its texts never
// quote the text of a message, an address or a URL.
type Problem struct {
	// Path leads to the place, like /Response/Message[2]/@method. Numbers count siblings of
	// the same name, from 1.
	Path string
	// Code is the error that Twilio reports for it, or 0 when Twilio says nothing.
	Code int
	// Severity says what becomes of the place.
	Severity Severity
	// Message says what is wrong, and what is right where that can be told.
	Message string
}

// String returns path, message, severity and code in one line.
func (p Problem) String() string {
	s := p.Path + ": " + p.Message + " (" + p.Severity.String()
	if p.Code != 0 {
		s += ", " + strconv.Itoa(p.Code)
	}
	return s + ")"
}

// Severity says what Twilio does about a problem. The higher, the worse.
type Severity int

const (
	// Doubtful is likely a mistake, though Twilio acts on it: a message without content.
	Doubtful Severity = iota + 1
	// Ignored is left out: an attribute that does not exist, a verb that is never reached.
	Ignored
	// Refused stops the document or the verb: the message is not sent. An invalid value is
	// counted as refused when no document says what Twilio makes of it.
	Refused
)

// String returns "doubtful", "ignored" or "refused".
func (s Severity) String() string {
	switch s {
	case Doubtful:
		return "doubtful"
	case Ignored:
		return "ignored"
	case Refused:
		return "refused"
	}
	return "Severity(" + strconv.Itoa(int(s)) + ")"
}
