package main

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// message is a message as a phone shows it.
type message struct {
	SID       string           `json:"sid"`
	From      channels.Address `json:"from"`
	To        channels.Address `json:"to"`
	Body      string           `json:"body"`
	Media     []file           `json:"media"`
	Actions   []string         `json:"actions,omitempty"` // such as a place, "geo:1,2|Here"
	Direction string           `json:"direction"`
	Status    string           `json:"status"`
	ErrorCode int              `json:"error_code,omitempty"`
	Date      time.Time        `json:"date"`
}

// file is one that a message carries. The URL is the one that the sender gave, or Twilio's.
type file struct {
	SID         string `json:"sid"`
	URL         string `json:"url"`
	ContentType string `json:"content_type"`
}

func messageJSON(m twiliotest.Message) message {
	out := message{
		SID: m.SID, From: m.From, To: m.To, Body: m.Body, Media: []file{}, Actions: m.Actions,
		Direction: string(m.Direction), Status: string(m.Status), ErrorCode: int(m.ErrorCode), Date: m.Created,
	}
	for _, f := range m.Media {
		out.Media = append(out.Media, file{f.SID, f.URL, f.ContentType})
	}
	return out
}

// sent is the answer to who sends from a phone: what came of the message.
type sent struct {
	SID      string    `json:"sid"`
	Message  message   `json:"message"`
	Webhooks []hook    `json:"webhooks"`
	Replies  []message `json:"replies"`
}

// hook is a webhook that a message led to. TwiML is null if the answer is none.
type hook struct {
	Method    string     `json:"method"`
	URL       string     `json:"url"`
	Params    url.Values `json:"params"`
	Status    int        `json:"status"`
	Body      string     `json:"body"`
	TwiML     *string    `json:"twiml"`
	Problems  []problem  `json:"problems"`
	ErrorCode int        `json:"error_code,omitempty"`
	Error     string     `json:"error,omitempty"` // in words
	Millis    float64    `json:"duration_ms"`
}

func sentJSON(x *twiliotest.Exchange) sent {
	out := sent{SID: x.Message.SID, Message: messageJSON(x.Message), Webhooks: []hook{}, Replies: []message{}}
	for _, r := range x.Requests {
		w := hook{
			Method: r.Method, URL: r.URL, Params: r.Params, Status: r.Status, Body: r.Body,
			Problems: hookProblems(r), ErrorCode: int(r.Code), Error: r.Failure, Millis: float64(r.Took.Microseconds()) / 1000,
		}
		if r.TwiML != nil {
			w.TwiML = &r.Body
		}
		out.Webhooks = append(out.Webhooks, w)
	}
	for _, m := range x.Replies {
		out.Replies = append(out.Replies, messageJSON(m))
	}
	return out
}

// phone returns the phone that the path names, nil if it names none, which has been answered then.
func (d *devphone) phone(w http.ResponseWriter, r *http.Request) *twiliotest.Phone {
	address := channels.Address(r.PathValue("address"))
	if !person(w, address) {
		return nil
	}
	return d.emulator().Phone(address)
}

// person reports whether an address can be a person's, and answers if not.
func person(w http.ResponseWriter, address channels.Address) bool {
	if address.Validate() == nil && !address.IsAlphanumeric() {
		return true
	}
	refuse(w, http.StatusBadRequest, "a phone's address is a number such as +15558675310, percent-encoded, or that of a channel, such as whatsapp:+15558675310")
	return false
}

// sendMessage lets a phone send, and answers when the app has replied.
func (d *devphone) sendMessage(w http.ResponseWriter, r *http.Request) {
	phone := d.phone(w, r)
	if phone == nil || !readForm(w, r) {
		return
	}
	form, to := r.PostForm, channels.Address(r.PostForm.Get("To"))
	switch {
	case strings.HasPrefix(string(to), " "):
		refuse(w, http.StatusBadRequest, "To begins with a space, which is what + means in a form: write %2B, as curl --data-urlencode does")
		return
	case to.Validate() != nil:
		refuse(w, http.StatusBadRequest, "To is the number of the app's that the phone writes to")
		return
	case to.Channel() != phone.Address().Channel():
		refuse(w, http.StatusBadRequest, "a phone writes to numbers on its own channel, "+string(phone.Address().Channel()))
		return
	}
	options, err := d.attached(r)
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	for name, values := range form {
		switch name {
		case "To", "From", "Body", "MediaUrl", "Media":
			continue
		case "ProfileName":
			phone.SetProfile(form.Get(name))
		}
		for _, value := range values {
			options = append(options, twiliotest.Param(name, value))
		}
	}
	if form.Get("Body") == "" && len(options) == 0 {
		refuse(w, http.StatusBadRequest, "there is neither a Body nor a MediaUrl nor anything else to send")
		return
	}
	x := phone.Send(to, form.Get("Body"), options...)
	if x.Message.SID == "" {
		refuse(w, http.StatusNotFound, "the message is lost: nobody has the number that it goes to, or its Messaging Service receives nothing")
		return
	}
	writeJSON(w, http.StatusOK, sentJSON(x))
}

func (d *devphone) listMessages(w http.ResponseWriter, r *http.Request) {
	phone := d.phone(w, r)
	if phone == nil {
		return
	}
	list, shown := []message{}, phone.Messages()
	if after := r.URL.Query().Get("after"); after != "" {
		n, err := strconv.Atoi(after)
		if err != nil || n < 0 {
			refuse(w, http.StatusBadRequest, "after is how many messages are known already")
			return
		}
		shown = shown[min(n, len(shown)):]
	}
	for _, m := range shown {
		out := messageJSON(m)
		if now, ok := d.emulator().Message(m.SID); ok { // which may have come further
			out.Status, out.ErrorCode = string(now.Status), int(now.ErrorCode)
		}
		list = append(list, out)
	}
	writeJSON(w, http.StatusOK, map[string]any{"messages": list})
}

func (d *devphone) readMessage(w http.ResponseWriter, r *http.Request) {
	if phone := d.phone(w, r); phone != nil {
		phone.Read()
		w.WriteHeader(http.StatusNoContent)
	}
}

// listPhones tells who there is: the account's numbers and the people who wrote or were written to.
func (d *devphone) listPhones(w http.ResponseWriter, _ *http.Request) {
	phones := []channels.Address{}
	for _, m := range d.emulator().Messages() {
		end := m.To
		if m.Direction == twilio.DirectionInbound {
			end = m.From
		}
		if !slices.Contains(phones, end) {
			phones = append(phones, end)
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"account_sid": d.settings.account, "numbers": d.numbers(), "phones": phones,
	})
}

// numbers returns those of the account, and other senders that messages went to or came from.
func (d *devphone) numbers() []number {
	list := []number{}
	for _, n := range d.emulator().Numbers() {
		list = append(list, number(n))
	}
	for _, m := range d.emulator().Messages() {
		end := m.From
		if m.Direction == twilio.DirectionInbound {
			end = m.To
		}
		if end != "" && !slices.ContainsFunc(list, func(n number) bool { return n.Address == end }) {
			list = append(list, number{Address: end})
		}
	}
	return list
}

// readForm reads a form of either kind, and answers if there is none to read.
func readForm(w http.ResponseWriter, r *http.Request) bool {
	const most, inMemory = 64 << 20, 64 << 20
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); strings.HasSuffix(kind, "json") {
		refuse(w, http.StatusUnsupportedMediaType, "parameters are sent as a form, not as "+kind)
		return false
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err := r.ParseMultipartForm(inMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) { //nolint:gosec // the body is bounded
		refuse(w, http.StatusBadRequest, "the form cannot be read: "+strings.TrimPrefix(err.Error(), "http: "))
		return false
	}
	return true
}
