package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"mime"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// documentProblems returns what Twilio would object to in an answer, each with its line. An answer
// that is not XML has none: whether it should be XML depends on what was asked.
func documentProblems(contentType string, answer []byte) []problem {
	doc, err := twiml.Parse(bytes.NewReader(answer))
	if err == nil {
		return located(doc.Check(), answer)
	}
	mediaType, _, _ := mime.ParseMediaType(contentType) // empty if there is none that can be read
	refusal, ok := errors.AsType[*twiml.ParseError](err)
	if !ok || mediaType != "text/xml" && mediaType != "application/xml" {
		return nil
	}
	line := refusal.Line
	if line == 0 {
		line = lines(answer)[refusal.Path]
	}
	return []problem{{refusal.Path, max(line, 1), refusal.Code, twiml.Refused.String(), refusal.Reason}}
}

// hookProblems are those of a webhook's answer.
func hookProblems(r twiliotest.Request) []problem {
	if r.TwiML == nil {
		if list := documentProblems(r.ContentType, []byte(r.Body)); list != nil {
			return list
		}
	}
	return located(r.Problems, []byte(r.Body))
}

func located(found []twiml.Problem, document []byte) []problem {
	list := make([]problem, 0, len(found))
	if len(found) == 0 {
		return list
	}
	at := lines(document)
	for _, p := range found {
		path := p.Path
		for at[path] == 0 && path != "" { // what stands in no tag of its own has the line of what holds it
			path = path[:max(strings.LastIndexByte(path, '/'), 0)]
		}
		list = append(list, problem{p.Path, max(at[path], 1), p.Code, p.Severity.String(), p.Message})
	}
	return list
}

// lines returns the line on which each element and text of a document begins, by its path as
// [twiml.Problem] has it: /Response/Message[2]/Body. Siblings are numbered, and the first is known
// without its number too.
func lines(document []byte) map[string]int {
	type element struct {
		path  string
		names map[string]int // how many children of each name there were
	}
	at, open := map[string]int{}, []element{{"", map[string]int{}}}
	d := xml.NewDecoder(bytes.NewReader(document))
	d.Strict = false
	for {
		line, _ := d.InputPos() // of the tag's beginning
		token, err := d.RawToken()
		if err != nil {
			return at
		}
		switch token := token.(type) {
		case xml.StartElement:
			parent := open[len(open)-1]
			parent.names[token.Name.Local]++
			n := parent.names[token.Name.Local]
			path := fmt.Sprintf("%s/%s[%d]", parent.path, token.Name.Local, n)
			at[path] = line
			if n == 1 {
				bare := parent.path + "/" + token.Name.Local
				at[bare] = line
				if len(open) == 1 { // the root is not numbered
					path = bare
				}
			}
			open = append(open, element{path, map[string]int{}})
		case xml.CharData:
			if text := bytes.TrimLeft(token, " \t\r\n"); len(text) > 0 && len(open) > 1 {
				parent := open[len(open)-1]
				parent.names["text()"]++
				blank := token[:len(token)-len(text)]
				at[fmt.Sprintf("%s/text()[%d]", parent.path, parent.names["text()"])] = line + bytes.Count(blank, []byte("\n"))
			}
		case xml.EndElement:
			if len(open) > 1 {
				open = open[:len(open)-1]
			}
		}
	}
}
