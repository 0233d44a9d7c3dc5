package twiml

import (
	"errors"
	"net/url"
	"strings"
)

// attr judges the value of a documented attribute. An empty one stands for an unset field.
func (c *checker) attr(path string, a Attr) {
	if a.Value == "" {
		return
	}
	at, code := path+"/@"+a.Name, attrCode(a.Name)
	switch a.Name {
	case "to":
		if !isRecipient(a.Value) {
			c.add(at, code, Refused, "not a phone number or a channel address")
		}
	case "from":
		if !isSender(a.Value) {
			c.add(at, code, Refused, "not a phone number, a channel address, or 1 to 11 letters, digits and spaces")
		}
	case "method":
		switch {
		case a.Value == "GET" || a.Value == "POST":
		case strings.EqualFold(a.Value, "GET"), strings.EqualFold(a.Value, "POST"):
			c.add(at, code, Doubtful, "documented in capitals: write "+strings.ToUpper(a.Value))
		default:
			c.add(at, code, Refused, "not GET or POST")
		}
	default:
		c.url(at, a.Value, code)
	}
}

// attrCode is the code for a bad value of a documented attribute.
func attrCode(name string) int {
	switch name {
	case "to":
		return codeTo
	case "from":
		return codeFrom
	case "method":
		return codeMethod
	case "statusCallback":
		return codeStatusCallback
	}
	return codeURL
}

func (c *checker) media(path, raw string) {
	if raw = trim(raw); raw == "" {
		c.add(path, codeURL, Refused, "Media has no URL")
		return
	}
	if fault := urlFault(raw); fault != "" {
		c.add(path, codeURL, Refused, fault)
	}
}

// url is for the URL of a document or a callback, whose fragment may hold connection overrides.
func (c *checker) url(path, raw string, code int) {
	raw = trim(raw)
	if fault := urlFault(raw); fault != "" {
		c.add(path, code, Refused, fault)
		return
	}
	if opened := strings.LastIndexByte(raw, '{'); opened > strings.LastIndexByte(raw, '}') {
		c.add(path, codeTemplateOpen, Refused, "Twilio reads braces in a URL as a template, and one is not closed; a literal { is written %7B")
		return
	} else if opened >= 0 {
		c.add(path, codeTemplate, Doubtful, "Twilio reads braces in a URL as a template; literal ones are written %7B and %7D")
	}
	_, _, err := ParseOverrides(raw)
	if oerr, ok := errors.AsType[*OverridesError](err); ok {
		c.add(path, oerr.Code, Doubtful, "connection override "+oerr.Field+": "+oerr.Reason)
	}
}

// urlFault says what keeps raw from being a URL that Twilio can call, or nothing.
func urlFault(raw string) string {
	u, err := url.Parse(raw)
	switch {
	case err != nil, strings.ContainsAny(raw, space):
		return "not a URL"
	case u.Scheme == "" && u.Host == "" && !strings.HasPrefix(raw, "//"):
		return "" // relative
	case u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
		return "scheme of the URL is not http or https"
	case u.Hostname() == "":
		return "URL has no host"
	case strings.Contains(u.Hostname(), "_"):
		return "host names cannot have an underscore"
	}
	return ""
}

// isRecipient tells an address from what is plainly none. A number without + is read in the
// country of the sender, and may be written with the usual separators.
func isRecipient(s string) bool {
	s = trim(s)
	if channel, id, ok := strings.Cut(s, ":"); ok {
		return channel != "" && id != "" && !strings.ContainsAny(s, space)
	}
	digits := 0
	for i, c := range s {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '+' && i == 0, strings.ContainsRune(" -.()", c):
		default:
			return false
		}
	}
	return 3 <= digits && digits <= 15
}

// isSender is isRecipient, or an alphanumeric sender.
func isSender(s string) bool {
	if isRecipient(s) {
		return true
	}
	if len(s) > 11 {
		return false
	}
	letters := 0
	for _, c := range s {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			letters++
		case '0' <= c && c <= '9', c == ' ':
		default:
			return false
		}
	}
	return letters > 0
}
