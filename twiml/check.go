package twiml

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Limits of what one document can send.
const (
	// MaxBody is the length of the longest text of a message, in UTF-16 code units, as which
	// Twilio is assumed to count: its documentation says characters. They differ for emoji, most
	// of which are two units.
	MaxBody = 1600
	// MaxMedia is how many media a message can have.
	MaxMedia = 10
	// MaxMessages is how many messages can answer one that came in.
	MaxMessages = 10
)

// Check tells what Twilio, answering a message with this document, would refuse, ignore or never
// reach. A document without problems gives nil. It sees the document alone: whether a URL
// answers or a number can send messages, only Twilio can tell.
//
// Problems come in the order of the document, after those of the document as a whole: that it
// cannot be written (12100) or is larger than [MaxSize] (11750).
//
//	11100 URL is malformed         12200 name or nesting         14109 over MaxMessages
//	11240 edge of a URL override   14101 to, 14102 from          14110 verb is not for messages
//	11243 retry of a URL override  14103 message has no content  21617 text over MaxBody
//	11310 template in a URL        14104 method                  21623 media over MaxMedia
//	11320 template not closed      14105 statusCallback              0 never reached
//
// Twilio docs: https://www.twilio.com/docs/api/errors
func (r *Response) Check() []Problem {
	if r == nil {
		return nil
	}
	var c checker
	b, err := r.AppendTo(make([]byte, 0, typicalSize))
	if werr, ok := errors.AsType[*WriteError](err); ok {
		c.add(werr.Path, codeParse, Refused, werr.Reason)
	}
	if len(b) > MaxSize {
		c.add("/Response", codeTooLarge, Refused, "document is larger than "+strconv.Itoa(MaxSize)+" bytes")
	}
	c.response(r)
	return c.problems
}

// A checker collects problems on one walk through a document.
type checker struct {
	problems []Problem
}

func (c *checker) add(path string, code int, s Severity, message string) {
	c.problems = append(c.problems, Problem{Path: path, Code: code, Severity: s, Message: message})
}

func (c *checker) response(r *Response) {
	const root = "/Response"
	c.attrs(root, r.Attrs)
	end := "" // what keeps later verbs from being reached
	messages := 0
	siblings := siblings{}
	for _, n := range r.Children {
		path := root + "/" + siblings.step(n)
		n = typed(n)
		switch n.(type) {
		case Message, Redirect, Element:
			if end != "" {
				c.add(path, 0, Ignored, "never reached: "+end)
			}
		}
		switch n := n.(type) {
		case Message:
			messages++
			if messages > MaxMessages && end == "" {
				c.add(path, codeReplyLimit, Refused, "more than "+strconv.Itoa(MaxMessages)+" messages answer one")
			}
			c.message(path, n)
			if n.Action != "" && end == "" {
				end = "a Message with an action comes before it"
			}
		case Redirect:
			c.redirect(path, n)
			if end == "" {
				end = "a Redirect comes before it"
			}
		case Text:
			if trim(string(n)) != "" {
				c.add(path, codeSchema, Ignored, "text stands outside a verb")
			}
		case Body:
			c.add(path, codeSchema, Ignored, "Body belongs in a Message")
		case Media:
			c.add(path, codeSchema, Ignored, "Media belongs in a Message")
		case Element:
			c.verb(path, n)
		}
	}
}

// verb is for an element of Response that is neither Message nor Redirect.
func (c *checker) verb(path string, e Element) {
	if right, ok := rightCase(e.Name, "Message", "Redirect", "Sms"); ok {
		c.add(path, codeSchema, Ignored, "names are case-sensitive: write "+right)
		return
	}
	if isVoiceVerb(e.Name) {
		c.add(path, codeVerb, Refused, "verb is for calls; an answer to a message can hold Message and Redirect")
		return
	}
	c.add(path, codeSchema, Ignored, "verb is unknown")
}

func (c *checker) message(path string, m Message) {
	c.attr(path, Attr{"to", m.To})
	c.attr(path, Attr{"from", m.From})
	c.attr(path, Attr{"action", m.Action})
	c.attr(path, Attr{"method", m.Method})
	c.attr(path, Attr{"statusCallback", m.StatusCallback})
	c.attrs(path, m.Attrs, "to", "from", "action", "method", "statusCallback")

	text, media := m.Text(), m.MediaURLs()
	if trim(text) == "" && len(media) == 0 {
		c.add(path, codeBody, Doubtful, "message has neither text nor media")
	}
	if utf16Len(text) > MaxBody {
		severity, fault := Refused, "text is longer than "+strconv.Itoa(MaxBody)+" UTF-16 code units"
		if utf16Len(trim(text)) <= MaxBody {
			severity, fault = Doubtful, fault+" with the whitespace around it"
		}
		c.add(path, codeBodyTooLong, severity, fault)
	}
	if len(media) > MaxMedia {
		c.add(path, codeTooManyMedia, Refused, "more than "+strconv.Itoa(MaxMedia)+" media")
	}
	for i, u := range m.Media {
		c.media(path+"/Media["+strconv.Itoa(i+1)+"]", u)
	}
	siblings := m.siblings()
	for _, n := range m.Children {
		c.noun(path+"/"+siblings.step(n), n)
	}
}

// noun is for what stands in a Message.
func (c *checker) noun(path string, n Node) {
	switch n := typed(n).(type) {
	case Body:
		c.attrs(path, n.Attrs)
		c.onlyText(path, n.Children)
	case Media:
		c.attrs(path, n.Attrs)
		c.media(path, n.URL+textOf(n.Children))
		c.onlyText(path, n.Children)
	case Message, Redirect:
		c.add(path, codeSchema, Refused, "a verb cannot stand in a Message")
	case Element:
		message := "Message holds text, Body and Media only"
		if right, ok := rightCase(n.Name, "Body", "Media"); ok {
			message = "names are case-sensitive: write " + right
		}
		c.add(path, codeSchema, Ignored, message)
	}
}

func (c *checker) redirect(path string, r Redirect) {
	c.attr(path, Attr{"method", r.Method})
	c.attrs(path, r.Attrs, "method")
	if r.Target() == "" {
		c.add(path, codeURL, Doubtful, "Redirect has no URL")
	} else {
		c.url(path, r.Target(), codeURL)
	}
	c.onlyText(path, r.Children)
}

// onlyText is for children of an element that holds text alone.
func (c *checker) onlyText(path string, children []Node) {
	siblings := siblings{}
	for _, n := range children {
		step := siblings.step(n)
		switch value(n).(type) {
		case Text, Comment, nil:
		default:
			c.add(path+"/"+step, codeSchema, Ignored, "only text can stand here")
		}
	}
}

// attrs is for attributes that have no field. Those named known are judged like the field.
func (c *checker) attrs(path string, attrs []Attr, known ...string) {
	for _, a := range attrs {
		right, ok := rightCase(a.Name, known...)
		switch {
		case ok && right == a.Name && a.Value == "":
			c.add(path+"/@"+a.Name, attrCode(a.Name), Doubtful, "attribute is empty")
		case ok && right == a.Name:
			c.attr(path, a)
		case ok:
			c.add(path+"/@"+a.Name, codeSchema, Ignored, "names are case-sensitive: write "+right)
		case a.Name == "xmlns", strings.HasPrefix(a.Name, "xmlns:"), strings.HasPrefix(a.Name, "xml:"):
			// Of XML itself, not of TwiML.
		default:
			c.add(path+"/@"+a.Name, codeSchema, Ignored, "attribute is unknown")
		}
	}
}

// rightCase returns the name among known that is like name but for upper and lower case.
func rightCase(name string, known ...string) (string, bool) {
	for _, k := range known {
		if strings.EqualFold(k, name) {
			return k, true
		}
	}
	return "", false
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// isVoiceVerb reports whether name is a verb that answers a call.
func isVoiceVerb(name string) bool {
	switch name {
	case "Connect", "Dial", "Echo", "Enqueue", "Gather", "Hangup", "Leave", "Pause", "Pay", "Play",
		"Prompt", "Queue", "Record", "Refer", "Reject", "Say", "Start", "Stop":
		return true
	}
	return false
}
