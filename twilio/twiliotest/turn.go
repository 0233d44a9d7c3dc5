package twiliotest

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
)

const (
	maxDocuments = 50
	maxReplies   = 10
)

// turn is the app's answer to one message while it is being carried out.
type turn struct {
	tw         *Twilio
	account    *account
	pair       pair
	params     url.Values
	documents  int
	problems   []twiml.Problem // of the document at hand
	replies    []*message
	over       bool // too many replies
	deliveries []*gate
	latest     passage // of a reply
	out        *Exchange
}

// begin calls the number's webhook and carries out its TwiML, and the fallback's once a document
// fails.
func (t *turn) begin(hook, fallback step) {
	next := &hook
	for next != nil {
		doc, base, code := t.fetch(next.method, next.url, next.extra)
		failed := next.url
		next = nil
		switch {
		case code == 0 && doc != nil:
			next = t.run(doc, base)
		case code != 0 && code != twilio.ErrDocumentRetrievalLimit && fallback.url != "":
			next = &step{method: fallback.method, url: fallback.url, extra: url.Values{
				"ErrorCode": {strconv.Itoa(int(code))}, "ErrorUrl": {failed},
			}}
			fallback = step{}
		}
	}
}

// fetch gets a document from the app, by a call with the message's parameters and some more. It
// returns the URL that the document came from, and the code of what went wrong.
func (t *turn) fetch(method, target string, extra url.Values) (doc *twiml.Response, base string, code twilio.ErrorCode) {
	if t.documents++; t.documents > maxDocuments {
		t.tw.alert(Alert{Code: twilio.ErrDocumentRetrievalLimit, URL: target, Text: "the document leads on and on"})
		return nil, "", twilio.ErrDocumentRetrievalLimit
	}
	params := maps.Clone(t.params)
	maps.Copy(params, extra)
	h := t.tw.request(t.account, t.pair, method, target, params)
	doc, code = t.tw.document(h)
	t.out.Requests = append(append(t.out.Requests, h.earlier...), h.Request)
	t.problems = h.Problems
	return doc, h.base, code
}

// step is a document to fetch: of a number's setting, or where a verb leads.
type step struct {
	method, url string
	extra       url.Values
}

// run carries out the verbs of a document from top to bottom, but for those that Twilio would
// refuse. It returns where a verb leads, nil if the document came to its end.
func (t *turn) run(doc *twiml.Response, base string) *step {
	seen := map[string]int{}
	for _, n := range doc.Children {
		name := verbName(n)
		seen[name]++
		fault := t.fault(fmt.Sprintf("/Response/%s[%d]", name, seen[name]))
		switch n := n.(type) {
		case twiml.Message:
			if next := t.message(n, fault, base); next != nil {
				return next
			}
		case twiml.Element:
			if m, ok := n.AsMessage(); ok {
				if next := t.message(m, fault, base); next != nil {
					return next
				}
			}
		case twiml.Redirect:
			target, err := resolve(base, n.Target())
			if fault != "" || err != nil {
				return nil
			}
			return &step{method: verbMethod(n.Method), url: target}
		}
		if t.over {
			return nil
		}
	}
	return nil
}

func verbName(n twiml.Node) string {
	switch n := n.(type) {
	case twiml.Message:
		return "Message"
	case twiml.Redirect:
		return "Redirect"
	case twiml.Element:
		return n.Name
	}
	return ""
}

// fault returns the path of what makes Twilio refuse the verb at path, "" if nothing does.
func (t *turn) fault(path string) string {
	for _, p := range t.problems {
		if p.Severity == twiml.Refused && (p.Path == path || strings.HasPrefix(p.Path, path+"/")) {
			return p.Path
		}
	}
	return ""
}

func verbMethod(m string) string {
	if strings.EqualFold(m, http.MethodGet) {
		return http.MethodGet
	}
	return http.MethodPost
}

// message sends a reply, unless it has a fault, and returns where its action leads.
func (t *turn) message(v twiml.Message, fault, base string) *step {
	if len(t.replies) == maxReplies {
		t.tw.alert(Alert{Code: twilio.ErrReplyLimit, URL: base, Text: "more than 10 replies to one message"})
		t.over = true
		return nil
	}
	if strings.HasSuffix(fault, "/@action") || strings.HasSuffix(fault, "/@method") {
		return nil // there is no telling how to call the action
	}
	result := url.Values{"MessageStatus": {string(twilio.StatusFailed)}}
	if fault == "" {
		m, code := t.reply(v, base)
		switch code {
		case 0:
			result = url.Values{"MessageStatus": {string(twilio.StatusSent)}, "MessageSid": {t.deliver(m)}}
		case twilio.ErrReplyInvalidBody: // of which the document's check has told
		default:
			t.tw.alert(Alert{Code: code, URL: base, Text: "a reply was not sent: " + cmp.Or(notSent[code], "there is no permission to write there")})
		}
	}
	if v.Action == "" {
		return nil
	}
	target, err := resolve(base, v.Action)
	if err != nil {
		return nil
	}
	return &step{method: verbMethod(v.Method), url: target, extra: result}
}

// notSent says why a reply is not sent.
var notSent = map[twilio.ErrorCode]string{
	twilio.ErrReplyInvalidTo:        "its to is nobody's address",
	twilio.ErrReplyInvalidFrom:      "its from is no sender of the account's, or on another channel than its to",
	errReplyNotCapable:              "its from has no SMS",
	twilio.ErrReplyInvalidCallback:  "its statusCallback is no URL",
	twilio.ErrReplyRateLimit:        "too many went to the same person in a short time",
	twilio.ErrUnsubscribedRecipient: "the person has opted out",
	codeReplyOnTrial:                "a trial account writes to verified numbers alone",
}

// deliver posts a reply of the app's. It returns the reply's SID.
func (t *turn) deliver(m *message) string {
	t.replies = append(t.replies, m)
	return t.post(m)
}

// post stores a reply and sends it on its way, on which it stays behind the reply before. It
// returns the reply's SID.
func (t *turn) post(m *message) string {
	tw := t.tw
	tw.mu.Lock()
	tw.store(t.account, m)
	sid, atOnce := m.SID, tw.cfg.send+tw.cfg.deliver == 0 // so that the story stays in order
	if atOnce && !tw.cfg.manual {
		tw.mu.Unlock()
		tw.send(m, passage{}, nil)
		return sid
	}
	t.latest = tw.deliver(m, t.latest)
	tw.mu.Unlock()
	if t.deliveries = append(t.deliveries, t.latest.settled); atOnce {
		t.settle()
	}
	return sid
}

// settle waits until replies have arrived, or wait for a clock that stands.
func (t *turn) settle() {
	for _, g := range t.deliveries {
		t.tw.await(g)
	}
}

// reply makes a message of a verb, or says why Twilio would not.
func (t *turn) reply(v twiml.Message, base string) (*message, twilio.ErrorCode) {
	from, to := t.pair.number, t.pair.person
	if v.From != "" {
		from = channels.Address(v.From)
	}
	if v.To != "" {
		to = abroad(v.To, from)
	}
	body := strings.TrimSpace(v.Text())
	switch {
	case to.Validate() != nil || to.IsAlphanumeric():
		return nil, twilio.ErrReplyInvalidTo
	case from.Validate() != nil || from.Channel() != to.Channel() || !t.owns(from):
		return nil, twilio.ErrReplyInvalidFrom
	case !t.texts(from):
		return nil, errReplyNotCapable
	case body == "" && len(v.MediaURLs()) == 0:
		return nil, twilio.ErrReplyInvalidBody
	case t.tw.cfg.refusesReply(to) != 0:
		return nil, t.tw.cfg.refusesReply(to)
	case t.tw.OptedOut(from, to):
		return nil, twilio.ErrUnsubscribedRecipient
	}
	if !t.tw.mayReply(pair{from, to}) {
		return nil, twilio.ErrReplyRateLimit
	}
	m := &message{
		Message: Message{
			From: from, To: to, Body: body,
			Direction: twilio.DirectionOutboundReply, Status: twilio.StatusQueued,
		},
		method: verbMethod(v.Method),
	}
	for _, u := range v.MediaURLs() {
		if target, err := resolve(base, u); err == nil {
			m.Media = append(m.Media, announced(target))
		}
	}
	if v.StatusCallback != "" {
		target, err := resolve(base, v.StatusCallback)
		if err != nil {
			return nil, twilio.ErrReplyInvalidCallback
		}
		m.callback = target
	}
	return m, 0
}

func (t *turn) owns(from channels.Address) bool {
	t.tw.mu.Lock()
	defer t.tw.mu.Unlock()
	return t.account.owns(from)
}

// errReplyNotCapable is the debugger's code for a reply from a number that is for calls only.
const errReplyNotCapable twilio.ErrorCode = 14108

// texts reports whether a sender of the account can send texts.
func (t *turn) texts(from channels.Address) bool {
	t.tw.mu.Lock()
	defer t.tw.mu.Unlock()
	n := t.account.numbers[from]
	return n == nil || n.can(capableSMS)
}

// abroad completes a number without a plus sign by the country of another, as Twilio does for a
// verb's to. Countries other than those of +1 are not known here: it takes what stands there to
// begin with the country code.
func abroad(to string, from channels.Address) channels.Address {
	if to == "" || strings.Trim(to, "0123456789") != "" || channels.Address(to).IsShortCode() {
		return channels.Address(to)
	}
	if strings.HasPrefix(string(from), "+1") && len(to) == len("5558675310") {
		return channels.Address("+1" + to)
	}
	return channels.Address("+" + to)
}
