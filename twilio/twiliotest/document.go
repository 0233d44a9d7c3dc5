package twiliotest

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
)

// document reads the TwiML in the answer to out, and returns why it cannot be used if so. A nil
// document without a code says that the app wants nothing done.
func (tw *Twilio) document(out *hook) (*twiml.Response, twilio.ErrorCode) {
	if out.Code != 0 || out.Status == http.StatusNoContent {
		return nil, out.Code
	}
	mediaType, _, err := mime.ParseMediaType(out.ContentType)
	if err != nil {
		mediaType = ""
	}
	switch mediaType {
	case "text/plain":
		return twiml.Reply(out.Body), 0
	case "text/xml", "application/xml", "text/html":
	default:
		return nil, tw.reject(out, twilio.ErrInvalidContentType, fmt.Sprintf("the answer has the content type %q", out.ContentType))
	}
	doc, err := twiml.Parse(strings.NewReader(out.Body))
	if err != nil {
		code := twilio.ErrDocumentParse
		if pe, ok := errors.AsType[*twiml.ParseError](err); ok {
			code = twilio.ErrorCode(pe.Code)
		}
		return nil, tw.reject(out, code, err.Error())
	}
	out.TwiML, out.Problems = doc, doc.Check()
	tw.keep(out)
	for _, p := range out.Problems {
		if p.Code != 0 {
			tw.alert(Alert{Code: twilio.ErrorCode(p.Code), URL: out.URL, Text: p.String()})
		}
	}
	return doc, 0
}

func (tw *Twilio) reject(out *hook, code twilio.ErrorCode, text string) twilio.ErrorCode {
	out.Code = code
	tw.keep(out)
	tw.alert(Alert{Code: code, URL: out.URL, Text: text})
	return code
}
