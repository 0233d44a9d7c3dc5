package webhook

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// A Decision is what a function for a pre-event makes of what somebody is about to do: let it
// happen, let it happen in another way, or prevent it. The zero Decision is that of [Accept].
//
// Decisions can be compared with ==, so that a test can tell what a function has decided.
type Decision struct {
	status  int    // of a rejection
	changes string // as JSON
}

// Accept lets happen what somebody is about to do. Events of which something can be changed have a
// method AcceptWith besides.
func Accept() Decision { return Decision{} }

// Reject prevents what somebody is about to do. The status, 4xx or 5xx, is the answer that Twilio
// gets; it tells the client that the action failed. Any other number stands for 403. Twilio may
// send the event again upon 429, 503 and 504 if retries are set up.
func Reject(status int) Decision {
	if status < 400 || status > 599 {
		status = http.StatusForbidden
	}
	return Decision{status: status}
}

// acceptWith is the decision to let something happen with changes.
func acceptWith(changes any) Decision {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // which "<" as \u003c would not need
	if err := e.Encode(changes); err != nil {
		panic(err) // changes are strings
	}
	text := string(bytes.TrimSpace(b.Bytes()))
	if text == "{}" {
		return Decision{}
	}
	return Decision{changes: text}
}

// Rejected returns the status of a rejection, or false if d lets things happen.
func (d Decision) Rejected() (status int, rejected bool) { return d.status, d.status != 0 }

// Changes returns the changes as Twilio gets them, empty if there are none.
func (d Decision) Changes() JSON { return JSON(d.changes) }

// Equal reports whether two decisions are the same.
func (d Decision) Equal(other Decision) bool { return d == other }

// answer returns what tells Twilio of the decision.
func (d Decision) answer() *answer {
	switch {
	case d.status != 0:
		return status(d.status)
	case d.changes != "":
		return &answer{status: http.StatusOK, contentType: "application/json", body: []byte(d.changes)}
	}
	return &answer{status: http.StatusOK}
}
