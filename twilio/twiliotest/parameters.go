package twiliotest

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// parameters reads the query of a GET or a DELETE and the form of any other request, which is one
// also if nothing says so. A body of JSON is returned as it is.
func parameters(r *http.Request) (form url.Values, document []byte, err error) {
	if r.Method == http.MethodGet || r.Method == http.MethodDelete {
		if form, err = url.ParseQuery(r.URL.RawQuery); err != nil {
			return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid query")
		}
		return form, nil, nil
	}
	body, err := readBody(r)
	switch {
	case err != nil:
		return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Incomplete body")
	case len(body) > maxAPIBody:
		return nil, nil, refuse(http.StatusRequestEntityTooLarge, 20413, "Request Entity Too Large")
	}
	if is := r.Header.Get("Content-Type"); is != "" && is != paramsType {
		switch mediaType, _, _ := mime.ParseMediaType(is); mediaType {
		case paramsType:
		case "application/json":
			return url.Values{}, body, nil
		default: // in which Twilio finds no parameters
			return url.Values{}, nil, nil
		}
	}
	if form, err = parseForm(body); err != nil {
		return nil, nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid form")
	}
	return form, nil, nil
}

// parseForm is [url.ParseQuery], but for that short values are one in memory: a message is kept for
// long, and each text of its own is one more for the collector to look after. What is long is by itself,
// so that nothing keeps it but the message.
func parseForm(body []byte) (url.Values, error) {
	n, size := bytes.Count(body, []byte("&"))+1, 0
	if n > fewParams || bytes.IndexByte(body, ';') >= 0 { // neither of which a message has
		return url.ParseQuery(string(body))
	}
	for pair := range bytes.SplitSeq(body, []byte("&")) {
		if _, value, _ := bytes.Cut(pair, []byte("=")); len(value) < longText {
			size += len(value) - 2*bytes.Count(value, []byte("%"))
		}
	}
	form, all := make(url.Values, min(n, 8)), make([]string, 0, n)
	var values strings.Builder
	values.Grow(max(size, 0))
	for pair := range bytes.SplitSeq(body, []byte("&")) {
		if len(pair) == 0 {
			continue
		}
		escapedName, escapedValue, _ := bytes.Cut(pair, []byte("="))
		name, ok := names[string(escapedName)]
		if !ok {
			name, ok = unescape(new(strings.Builder), escapedName)
		}
		value, valid := unescape(&values, escapedValue)
		if !ok || !valid {
			return url.ParseQuery(string(body)) // which knows what to say
		}
		all = append(all, value)
		if there, again := form[name]; again {
			form[name] = append(there, value)
		} else {
			form[name] = all[len(all)-1 : len(all) : len(all)]
		}
	}
	return form, nil
}

const (
	fewParams = 100
	longText  = 256 // bytes, of a value that is by itself
)

// names are those of a message's parameters, which need no memory then.
var names = map[string]string{
	"To": "To", "From": "From", "Body": "Body", "StatusCallback": "StatusCallback", "MessagingServiceSid": "MessagingServiceSid",
	"MediaUrl": "MediaUrl", "ContentSid": "ContentSid", "ContentVariables": "ContentVariables",
}

// unescape returns s without escapes, and false if one is not complete.
func unescape(texts *strings.Builder, s []byte) (string, bool) {
	if len(s) >= longText {
		texts = new(strings.Builder)
		texts.Grow(len(s))
	}
	start := texts.Len()
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '+':
			texts.WriteByte(' ')
		case '%':
			if i+2 >= len(s) {
				return "", false
			}
			c, err := strconv.ParseUint(string(s[i+1:i+3]), 16, 8)
			if err != nil {
				return "", false
			}
			texts.WriteByte(byte(c))
			i += 2
		default:
			texts.WriteByte(s[i])
		}
	}
	return texts.String()[start:], true
}

// readBody reads the body of a call, or as much of it as says that it is too long.
func readBody(r *http.Request) ([]byte, error) {
	if r.ContentLength <= 0 || r.ContentLength > maxAPIBody { // a client's 0 may be any length
		return io.ReadAll(io.LimitReader(r.Body, maxAPIBody+1))
	}
	body := make([]byte, r.ContentLength) // and no more, as a server would give us
	_, err := io.ReadFull(r.Body, body)
	return body, err
}
