package twiliotest

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
)

const codeEmptyAnswer twilio.ErrorCode = 11770

// document reads the TwiML in the answer to out, and returns why it cannot be used if so. A nil
// document without a code says that the app wants nothing done.
func (tw *Twilio) document(out *hook) (*twiml.Response, twilio.ErrorCode) {
	if out.Code != 0 || out.Status == http.StatusNoContent {
		return nil, out.Code
	}
	if out.ContentType == "" {
		return nil, tw.rejectUntyped(out)
	}
	mediaType, _, err := mime.ParseMediaType(out.ContentType)
	if err != nil {
		mediaType = ""
	}
	switch mediaType {
	case "text/plain", "text/xml", "application/xml", "text/html":
	default:
		return nil, tw.reject(out, twilio.ErrInvalidContentType, fmt.Sprintf("the answer has the content type %q", out.ContentType))
	}
	switch {
	case out.Body == "":
		return nil, tw.reject(out, codeEmptyAnswer, "the answer is empty; <Response/> is one that asks for nothing")
	case mediaType == "text/plain":
		doc := twiml.Reply(strings.ToValidUTF8(out.Body, "\uFFFD"))
		return tw.checked(out, doc, slices.DeleteFunc(doc.Check(), unwritable)), 0
	}
	doc, err := twiml.Parse(strings.NewReader(out.Body))
	if err != nil {
		code := twilio.ErrDocumentParse
		if pe, ok := errors.AsType[*twiml.ParseError](err); ok {
			code = twilio.ErrorCode(pe.Code)
		}
		return nil, tw.reject(out, code, err.Error())
	}
	out.TwiML = doc
	return tw.checked(out, doc, doc.Check()), 0
}

// unwritable reports whether a problem is that of a character that XML has not, which does not matter
// to what was never XML.
func unwritable(p twiml.Problem) bool { return p.Code == int(twilio.ErrDocumentParse) }

// checked returns a document, after what Twilio objects to in it has been noted.
func (tw *Twilio) checked(out *hook, doc *twiml.Response, problems []twiml.Problem) *twiml.Response {
	out.Problems = problems
	tw.retell(out)
	for _, p := range out.Problems {
		if p.Code != 0 {
			tw.alert(Alert{Code: twilio.ErrorCode(p.Code), URL: out.URL, Status: out.Status, Text: p.String()})
		}
	}
	return doc
}

// acknowledged takes the answer to a status callback, which asks for nothing: only that it says
// what it is, if there is one.
func (tw *Twilio) acknowledged(out *hook) {
	if out.Code == 0 && out.Status != http.StatusNoContent && out.ContentType == "" {
		_ = tw.rejectUntyped(out) // which is noted, and there is nothing to do about it
	}
}

func (tw *Twilio) reject(out *hook, code twilio.ErrorCode, text string) twilio.ErrorCode {
	return tw.rejectAs(out, out.Status, code, text)
}

// rejectUntyped rejects an answer that does not say what it is, which Twilio takes for one of a
// bad gateway.
func (tw *Twilio) rejectUntyped(out *hook) twilio.ErrorCode {
	return tw.rejectAs(out, http.StatusBadGateway, twilio.ErrInvalidContentType,
		"the answer has no Content-Type; one without a body is HTTP 204")
}

func (tw *Twilio) rejectAs(out *hook, status int, code twilio.ErrorCode, text string) twilio.ErrorCode {
	out.Code, out.Failure = code, text
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.retellLocked(out)
	tw.alertLocked(Alert{Code: code, URL: out.URL, Status: status, Text: text})
	return code
}
