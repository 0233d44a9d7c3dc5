package twiml

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// ContentType is the media type of a TwiML document in HTTP. Twilio also accepts
// application/xml, but sends a text/plain body to the user word for word.
const ContentType = "text/xml; charset=utf-8"

// typicalSize has room for a message with a picture and a redirect, so that one allocation will do.
const typicalSize = 512

// A Response is a whole document. Its zero value, and nil, are the document <Response/>, which
// tells Twilio to do nothing. It is an http.Handler that serves itself.
//
// Methods only read it: a Response that is not being changed may be used by any number of
// goroutines.
//
// Twilio docs: https://www.twilio.com/docs/messaging/twiml
type Response struct {
	// Children are the verbs, which Twilio carries out in order.
	Children []Node
	// Attrs are attributes of the root element; Twilio documents none for messaging.
	Attrs []Attr
}

// NewResponse returns a document of nodes.
func NewResponse(nodes ...Node) *Response { return &Response{Children: nodes} }

// Reply returns a document that answers with one message: body, and the media at the given
// URLs. To answer with nothing, use an empty Response instead: Twilio warns (14103) about a
// message that has neither text nor media.
func Reply(body string, media ...string) *Response {
	return NewResponse(Message{Body: body, Media: media})
}

// WriteTo writes the document to w in one Write. A document that cannot be written is a
// [*WriteError], and then nothing has reached w.
func (r *Response) WriteTo(w io.Writer) (int64, error) {
	b, err := r.AppendTo(make([]byte, 0, typicalSize))
	if err != nil {
		return 0, err
	}
	n, err := w.Write(b)
	return int64(n), err
}

// AppendTo appends the document to b and returns the extended buffer. With enough room in b it
// allocates nothing. A document that cannot be written is a [*WriteError], and then b is
// returned as it was.
func (r *Response) AppendTo(b []byte) ([]byte, error) {
	w := writer{buf: b}
	if err := w.response(r); err != nil {
		return b, err
	}
	return w.buf, nil
}

// String returns the document, for tests and logs. When the document cannot be written it
// returns an XML comment with the error instead, which Twilio would refuse: answer Twilio with
// WriteTo or ServeHTTP, which report the error.
func (r *Response) String() string {
	b, err := r.AppendTo(make([]byte, 0, typicalSize))
	if err != nil {
		return "<!-- " + strings.ReplaceAll(err.Error(), "--", "- -") + " -->"
	}
	return string(b)
}

// ServeHTTP answers GET, HEAD and POST with the document; other methods get 405. The document
// is written in full before the header is sent: one that cannot be written is an empty 500,
// after which Twilio turns to the fallback URL.
//
// Twilio caches a document that it fetched by GET. So the answer carries an ETag that is a hash
// of the content, and GET or HEAD with a matching If-None-Match gets 304.
func (r *Response) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	cacheable := req.Method == http.MethodGet || req.Method == http.MethodHead
	if !cacheable && req.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, HEAD, POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	b, err := r.AppendTo(make([]byte, 0, typicalSize))
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}

	sum := sha256.Sum256(b)
	etag := `"` + hex.EncodeToString(sum[:16]) + `"`
	w.Header().Set("ETag", etag)
	if cacheable && matches(req.Header.Values("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", ContentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(http.StatusOK)
	if req.Method != http.MethodHead {
		// A client that has gone away is not an error that anyone here could act on.
		_, _ = w.Write(b)
	}
}

// matches reports whether a value of If-None-Match names etag, by HTTP's weak comparison. Tags
// are cut at every comma, also within a foreign tag; ours has none, so it is found all the same.
func matches(values []string, etag string) bool {
	for _, v := range values {
		for tag := range strings.SplitSeq(v, ",") {
			tag = strings.TrimSpace(tag)
			if tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
				return true
			}
		}
	}
	return false
}
