package webhook

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/twiliokit/twiliokit/twiml"
)

// An answer is complete before any of it is sent, so that what goes wrong can still become a 500.
type answer struct {
	status      int
	contentType string
	body        []byte
	cookie      *http.Cookie
}

// nothing answers a request of any kind and asks Twilio to do nothing.
var nothing = answer{status: http.StatusOK, contentType: twiml.ContentType, body: []byte("<Response/>")}

// document is the answer that consists of a TwiML document.
func document(doc *twiml.Response) (*answer, error) {
	b, err := doc.AppendTo(nil)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, contentType: twiml.ContentType, body: b}, nil
}

// status is the answer that says what its status does, in words.
func status(code int) *answer {
	return &answer{status: code, contentType: "text/plain; charset=utf-8", body: []byte(http.StatusText(code) + "\n")}
}

// write sends the answer. Of nil, which stands for one that was sent already, it sends nothing.
func (a *answer) write(w http.ResponseWriter) {
	if a == nil {
		return
	}
	if a.cookie != nil {
		http.SetCookie(w, a.cookie)
	}
	if a.body != nil {
		w.Header().Set("Content-Type", a.contentType)
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	if a.body != nil {
		// If Twilio has hung up there is nobody to tell.
		_, _ = w.Write(a.body)
	}
}

// A storedAnswer is an answer as a [ReplayGuard] keeps it.
type storedAnswer struct {
	Status      int    `json:"status"`
	ContentType string `json:"content_type,omitempty"`
	Body        string `json:"body,omitempty"`
	Cookie      string `json:"cookie,omitempty"`
}

// stored returns the answer for a guard to keep, nil if it is not known.
func (a *answer) stored() []byte {
	if a == nil {
		return nil
	}
	s := storedAnswer{Status: a.status, ContentType: a.contentType, Body: string(a.body)}
	if a.cookie != nil {
		s.Cookie = a.cookie.String()
	}
	b, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	return b
}

// restore returns the answer that a guard has kept, and [nothing] if it has kept none.
func restore(stored []byte) *answer {
	var s storedAnswer
	if json.Unmarshal(stored, &s) != nil || s.Status < http.StatusOK || s.Status > 599 {
		return &nothing
	}
	a := &answer{status: s.Status, contentType: s.ContentType}
	if s.ContentType != "" {
		a.body = []byte(s.Body)
	}
	if s.Cookie != "" {
		a.cookie, _ = http.ParseSetCookie(s.Cookie)
	}
	return a
}
