package twiml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A ParseError says why [Parse] refused a document.
type ParseError struct {
	// Code is the error that Twilio would report: 12100 for a document that cannot be parsed,
	// 12102 for a root other than Response, 11750 for one over [MaxSize].
	Code int
	// Line and Column say how far reading had come when the XML turned out to be malformed.
	// Both count from 1, Column in bytes. They are 0 for other errors.
	Line, Column int
	// Path leads to the place of other errors, like /Response/Message[2]/@to. It is empty when
	// the document as a whole is meant.
	Path string
	// Reason says what is wrong. It quotes names, never text or attribute values.
	Reason string
}

// Error returns place, reason and code.
func (e *ParseError) Error() string {
	place := e.Path
	if e.Line > 0 {
		place = "line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column)
	}
	if place != "" {
		place += ": "
	}
	return "twiml: parse: " + place + e.Reason + " (" + strconv.Itoa(e.Code) + ")"
}

// in puts step before the path, as [WriteError] does.
func (e *ParseError) in(step string) *ParseError {
	e.Path = "/" + step + e.Path
	return e
}

func refused(code int, reason string) *ParseError { return &ParseError{Code: code, Reason: reason} }

const (
	noDTD           = "document type declarations and other directives are not allowed"
	lateDeclaration = "XML declaration is not at the very start"
)

var utf8BOM = []byte("\xEF\xBB\xBF")

// inspect refuses what can be told from the bytes alone, with better words than an XML decoder
// has for it.
func inspect(data []byte) *ParseError {
	if len(data) > MaxSize {
		return refused(codeTooLarge, "document is larger than "+strconv.Itoa(MaxSize)+" bytes")
	}
	if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return refused(codeParse, "document is in UTF-16; only UTF-8 is read")
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(data, utf8BOM), space)
	if len(start) == 0 {
		return refused(codeParse, "document is empty")
	}
	if start[0] != '<' {
		return refused(codeParse, "document does not begin with <")
	}
	return nil
}

// charset is asked about every encoding that a document declares, except UTF-8.
func charset(name string, r io.Reader) (io.Reader, error) {
	if strings.EqualFold(name, "us-ascii") || strings.EqualFold(name, "ascii") {
		return r, nil // which is UTF-8
	}
	return nil, refused(codeParse, "document declares encoding "+clip(name)+"; only UTF-8 is read")
}

// explain turns etree's error into a ParseError. etree reports most malformed documents in the
// same words and without a position, so the document is read again, by the decoder that etree
// uses, to find the place.
func explain(err error, data []byte) *ParseError {
	if perr, ok := errors.AsType[*ParseError](err); ok {
		return perr
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, utf8BOM)))
	d.CharsetReader = charset
	perr := refused(codeParse, mismatch(d))
	perr.Line, perr.Column = d.InputPos()
	return perr
}

// mismatch reads from d up to the first fault and puts it into words.
func mismatch(d *xml.Decoder) string {
	var open []xml.Name
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) && len(open) > 0 {
			return tag("", open[len(open)-1]) + " is not closed"
		}
		if errors.Is(err, io.EOF) {
			return "not well-formed" // what etree refuses and this loop does not: nothing known
		}
		if serr, ok := errors.AsType[*xml.SyntaxError](err); ok {
			return phrase(serr.Msg)
		}
		if err != nil {
			return "XML declaration is not one of version 1.0"
		}
		switch t := t.(type) {
		case xml.StartElement:
			open = append(open, t.Name)
			if len(open) > MaxDepth {
				return fmt.Sprintf("nested deeper than %d levels", MaxDepth)
			}
		case xml.EndElement:
			if len(open) == 0 {
				return tag("/", t.Name) + " closes nothing"
			}
			if last := open[len(open)-1]; last != t.Name {
				return tag("/", t.Name) + " stands where " + tag("/", last) + " is due"
			}
			open = open[:len(open)-1]
		}
	}
}

func tag(slash string, n xml.Name) string {
	if n.Space != "" {
		return "<" + slash + clip(n.Space+":"+n.Local) + ">"
	}
	return "<" + slash + clip(n.Local) + ">"
}

// phrase returns encoding/xml's message, without the piece of the document that some quote.
func phrase(msg string) string {
	switch {
	case strings.HasPrefix(msg, "invalid character entity"):
		return "& does not begin an entity that XML defines; text writes it &amp;"
	case strings.HasPrefix(msg, "invalid XML name"):
		return "< is not followed by a name; text writes it &lt;"
	case strings.HasPrefix(msg, "invalid characters between"):
		return "closing tag holds more than a name"
	case msg == "unexpected EOF":
		return "document ends within a tag, a comment or a CDATA section"
	}
	return msg
}

// clip shortens a name of a hostile document to what fits in a line of a log.
func clip(name string) string {
	const most = 40
	if len(name) <= most {
		return name
	}
	return strings.ToValidUTF8(name[:most], "") + "..."
}
