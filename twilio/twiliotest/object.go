package twiliotest

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// object is a JSON object that is being written.
type object struct{ b []byte }

func newObject(size int) *object {
	o := &object{make([]byte, 0, size)}
	o.b = append(o.b, '{')
	return o
}

// done returns the object.
func (o *object) done() json.RawMessage { o.end(); return o.b }

// name begins a member. Names need no escapes.
func (o *object) name(name string) {
	if o.b[len(o.b)-1] != '{' {
		o.b = append(o.b, ',')
	}
	o.b = append(o.b, '"')
	o.b = append(o.b, name...)
	o.b = append(o.b, '"', ':')
}

func (o *object) begin(name string) { o.name(name); o.b = append(o.b, '{') }
func (o *object) end()              { o.b = append(o.b, '}') }
func (o *object) null(name string)  { o.name(name); o.b = append(o.b, "null"...) }

func (o *object) number(name string, n int) {
	o.name(name)
	o.b = strconv.AppendInt(o.b, int64(n), 10)
}

// text writes a text that may be in parts.
func (o *object) text(name string, parts ...string) {
	o.name(name)
	start := len(o.b)
	o.b = append(o.b, '"')
	for _, part := range parts {
		for i := range len(part) {
			if c := part[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
				o.b = appendText(o.b[:start], strings.Join(parts, ""))
				return
			}
		}
		o.b = append(o.b, part...)
	}
	o.b = append(o.b, '"')
}

// textOrNull writes "" as null.
func (o *object) textOrNull(name, text string) {
	if text == "" {
		o.null(name)
		return
	}
	o.text(name, text)
}

// date writes a date as the 2010 API does, and the zero time as null.
func (o *object) date(name string, t time.Time) {
	if t.IsZero() {
		o.null(name)
		return
	}
	o.name(name)
	o.b = append(o.b, '"')
	o.b = t.UTC().AppendFormat(o.b, time.RFC1123Z)
	o.b = append(o.b, '"')
}

// appendText appends a text with escapes.
func appendText(b []byte, text string) []byte {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) //nolint:errchkjson // which fails for no text
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}
