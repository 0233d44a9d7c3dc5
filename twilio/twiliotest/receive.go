package twiliotest

import (
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

// Exchange is what came of a message that a person sent.
type Exchange struct {
	// Message is the message as Twilio stored it.
	Message Message
	// Requests are the webhooks that it led to, in order: the number's own, and those that the
	// TwiML asked for. Status callbacks of the replies are not among them.
	Requests []Request
	// Replies are the messages that the TwiML sent.
	Replies []Message
}

// inbound is a message on its way in.
type inbound struct {
	message *message
	extra   url.Values
}

// receive stores a message that a person sent and lets the app answer it.
func (tw *Twilio) receive(in *inbound) *Exchange {
	m := in.message
	tw.mu.Lock()
	a, n := tw.owner(m.To)
	if a == nil {
		tw.tellLocked("a message to %s, a number that nobody has, is lost", m.To)
		tw.mu.Unlock()
		return &Exchange{Message: m.Message}
	}
	tw.store(a, m)
	m.Sent = m.Created
	for i := range m.Media {
		m.Media[i].URL = "https://api" + apiSuffix + mediaPath(a.sid, &m.Media[i])
	}
	p := tw.phoneAt(m.From)
	p.shown = append(p.shown, m.snapshot())
	tw.tellLocked("%s inbound from %s to %s", m.SID, m.From, m.To)
	t := &turn{
		tw: tw, account: a, pair: pair{m.To, m.From},
		params: in.params(p.profile),
		out:    &Exchange{Message: m.snapshot()},
	}
	target, method, fallback := n.url, n.method, n.fallback
	tw.mu.Unlock()
	if target != "" {
		t.begin(method, target, fallback)
	}
	return t.out
}

// params returns the parameters of the webhook. The caller holds tw.mu.
func (in *inbound) params(profile string) url.Values {
	m := in.message
	v := url.Values{
		"MessageSid": {m.SID}, "SmsSid": {m.SID}, "SmsMessageSid": {m.SID},
		"AccountSid": {m.AccountSID}, "From": {string(m.From)}, "To": {string(m.To)},
		"Body": {m.Body}, "NumMedia": {strconv.Itoa(len(m.Media))}, "NumSegments": {strconv.Itoa(m.NumSegments)},
		"SmsStatus": {string(twilio.StatusReceived)}, "ApiVersion": {apiVersion},
	}
	for i, media := range m.Media {
		v.Set(fmt.Sprintf("MediaUrl%d", i), media.URL)
		v.Set(fmt.Sprintf("MediaContentType%d", i), media.ContentType)
	}
	switch m.From.Channel() {
	case channels.ChannelSMS:
		for _, end := range []string{"From", "To"} {
			for _, part := range []string{"City", "State", "Zip", "Country"} {
				v.Set(end+part, "")
			}
		}
		setCountry(v, "FromCountry", m.From)
		setCountry(v, "ToCountry", m.To)
	case channels.ChannelWhatsApp:
		number, _ := m.From.E164()
		v.Set("WaId", strings.TrimPrefix(number, "+"))
		v.Set("ProfileName", profile)
		v.Set("MessageType", messageType(m))
		v.Set("ReferralNumMedia", "0")
	}
	maps.Copy(v, in.extra)
	return v
}

func messageType(m *message) string {
	if len(m.Media) == 0 {
		return "text"
	}
	kind, _, _ := strings.Cut(m.Media[0].ContentType, "/")
	return kind
}

// setCountry sets the country that a number's code stands for, where one code is one country's.
// +1 is taken as the United States, though it is Canada's and others' too.
func setCountry(v url.Values, name string, a channels.Address) {
	number, _ := a.E164()
	for code, country := range map[string]string{"+1": "US", "+33": "FR", "+34": "ES", "+44": "GB", "+49": "DE", "+61": "AU"} {
		if strings.HasPrefix(number, code) {
			v.Set(name, country)
		}
	}
}

const (
	maxDocuments = 50
	maxReplies   = 10
)

// turn is the app's answer to one message while it is being carried out.
type turn struct {
	tw        *Twilio
	account   *account
	pair      pair
	params    url.Values
	documents int
	out       *Exchange
}

// begin calls the number's webhook and carries out its TwiML, the fallback's if that fails.
func (t *turn) begin(method, target, fallback string) {
	doc, base, code := t.fetch(method, target, nil)
	if code != 0 && fallback != "" {
		doc, base, code = t.fetch(http.MethodPost, fallback, url.Values{
			"ErrorCode": {strconv.Itoa(int(code))}, "ErrorUrl": {target},
		})
	}
	for code == 0 && doc != nil {
		next := t.run(doc, base)
		if next == nil {
			return
		}
		doc, base, code = t.fetch(next.method, next.url, next.extra)
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
	r := t.tw.request(t.account, t.pair, method, target, params)
	doc, code = t.tw.document(&r)
	t.out.Requests = append(t.out.Requests, r)
	return doc, r.base, code
}

// step is the document that a verb leads to.
type step struct {
	method, url string
	extra       url.Values
}

// run carries out the verbs of a document from top to bottom. It returns where a verb leads, nil
// if the document came to its end.
func (t *turn) run(doc *twiml.Response, base string) *step {
	for _, n := range doc.Children {
		switch n := n.(type) {
		case twiml.Message:
			if next := t.message(n, base); next != nil {
				return next
			}
		case twiml.Element:
			if m, ok := n.AsMessage(); ok {
				if next := t.message(m, base); next != nil {
					return next
				}
			}
		case twiml.Redirect:
			target, err := resolve(base, n.Target())
			if err != nil {
				return nil // Check has found it
			}
			return &step{method: verbMethod(n.Method), url: target}
		}
	}
	return nil
}

func verbMethod(m string) string {
	if strings.EqualFold(m, http.MethodGet) {
		return http.MethodGet
	}
	return http.MethodPost
}

// message sends a reply and returns where its action leads.
func (t *turn) message(v twiml.Message, base string) *step {
	if len(t.out.Replies) == maxReplies {
		t.tw.alert(Alert{Code: twilio.ErrReplyLimit, URL: base, Text: "more than 10 replies to one message"})
		return nil
	}
	m, code := t.reply(v, base)
	if code != 0 {
		t.tw.alert(Alert{Code: code, URL: base, Text: "a reply was not sent"})
		return nil
	}
	tw := t.tw
	for _, u := range v.MediaURLs() {
		if target, err := resolve(base, u); err == nil {
			m.Media = append(m.Media, tw.fetchForSending(target))
		}
	}
	tw.mu.Lock()
	tw.store(t.account, m)
	tw.mu.Unlock()
	tw.send(m)
	tw.mu.Lock()
	sent := m.snapshot()
	tw.mu.Unlock()
	t.out.Replies = append(t.out.Replies, sent)
	if v.Action == "" {
		return nil
	}
	target, err := resolve(base, v.Action)
	if err != nil {
		return nil
	}
	status := twilio.StatusSent
	if sent.Status == twilio.StatusFailed {
		status = sent.Status
	}
	return &step{method: verbMethod(v.Method), url: target, extra: url.Values{
		"MessageSid": {sent.SID}, "MessageStatus": {string(status)},
	}}
}

// reply makes a message of a verb, or says why Twilio would not.
func (t *turn) reply(v twiml.Message, base string) (*message, twilio.ErrorCode) {
	from, to := t.pair.number, t.pair.person
	if v.From != "" {
		from = channels.Address(v.From)
	}
	if v.To != "" {
		to = channels.Address(v.To)
	}
	body := strings.TrimSpace(v.Text())
	switch {
	case to.Validate() != nil || to.IsAlphanumeric():
		return nil, twilio.ErrReplyInvalidTo
	case from.Validate() != nil || from.Channel() != to.Channel():
		return nil, twilio.ErrReplyInvalidFrom
	case body == "" && len(v.MediaURLs()) == 0:
		return nil, twilio.ErrReplyInvalidBody
	case len([]rune(body)) > maxBody:
		return nil, twilio.ErrReplyInvalidBody
	case len(v.MediaURLs()) > maxMedia:
		return nil, twilio.ErrTooManyMedia
	}
	m := &message{
		Message: Message{
			From: from, To: to, Body: body,
			Direction: twilio.DirectionOutboundReply, Status: twilio.StatusQueued,
		},
		method: verbMethod(v.Method), retain: true,
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
