package twiliotest

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// Message is what the emulator knows of one message, at the moment when it was asked. It is a
// copy: changing it changes nothing.
type Message struct {
	SID        string
	AccountSID string
	// MessagingServiceSID is the service that sends the message, "" if none does.
	MessagingServiceSID string
	// From is "" until a Messaging Service has chosen it.
	From, To channels.Address
	// Group are the others in a group MMS, besides From and To. It is nil for a message to one.
	Group []channels.Address
	Body  string
	Media []Media
	// Actions are its PersistentAction. A phone shows them on channels other than SMS, such as a place
	// on WhatsApp: "geo:37.787890,-122.391664|375 Beale St".
	Actions     []string
	Direction   twilio.Direction
	Status      twilio.MessageStatus
	ErrorCode   twilio.ErrorCode
	NumSegments int
	Created     time.Time
	Sent        time.Time // zero until it has left
	Updated     time.Time
}

// Media is a file that a message carries.
type Media struct {
	SID         string
	ContentType string
	// URL is where the file came from: the app's own URL for what it sent, the API's for what a
	// person sent.
	URL string
	// Data is the file. What an app sends is fetched if its host is mounted; otherwise a
	// placeholder stands in for it.
	Data []byte
}

// media is the stored form. Its fields are guarded by the emulator's mutex.
type media struct {
	Media
	message string // its SID
	created time.Time
}

// message is the stored form. Its fields are guarded by the emulator's mutex.
type message struct {
	Message
	account  *account
	service  *service         // that sends it, nil if none does
	number   uint64           // in order of their making
	fallback channels.Address // its FallbackFrom
	sendAt   time.Time        // if it is scheduled
	timer    *alarm           `keep:"-"` // that goes off then
	template *template        // of its ContentSid, nil if it has none
	method   string           // of callback
	callback string
	fault    twilio.ErrorCode     // that makes it fail, 0 if nothing does
	receipt  *conversationReceipt // that a new status changes, nil if there is none
	late     func()               `keep:"-"` // a callback that waits for the next one, nil if none does: it is owed
	ends     twilio.ErrorCode     // that it fails with after it has been sent, 0 if it arrives
	lost     bool                 // on the way
	feedback bool
	mms      bool          // also without a file
	shorten  bool          // links in the body
	discard  bool          // the text once the message has come to its end,
	hide     bool          // and the recipient's number
	validity time.Duration // that the message asks for, 0 if it does not
	tariff   *big.Rat      // per segment,
	currency string        // in this
	free     bool
	smart    bool // Smart Encoding is on
	linked   bool // the files are links in the body
}

// Messages returns the messages of the first account, oldest first.
func (tw *Twilio) Messages() []Message {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	list := make([]Message, len(tw.main.messages))
	for i, m := range tw.main.messages {
		list[i] = m.snapshot()
	}
	return list
}

// Message returns the message with this SID, of any account, and whether there is one.
func (tw *Twilio) Message(sid string) (Message, bool) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for _, a := range tw.accounts {
		if m := a.bySID[sid]; m != nil {
			return m.snapshot(), true
		}
	}
	return Message{}, false
}

// snapshot returns a copy for others to keep. The caller holds tw.mu.
func (m *message) snapshot() Message {
	s := m.Message
	s.Media, s.Actions = slices.Clone(m.Media), slices.Clone(m.Actions)
	return s
}

func (tw *Twilio) snapshot(m *message) Message {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return m.snapshot()
}

// store makes a message of m. The caller holds tw.mu.
func (tw *Twilio) store(a *account, m *message) {
	created := tw.stamp()
	m.tariff, m.currency = tw.cfg.price, tw.cfg.currency
	if tw.cfg.trial() && m.Direction != twilio.DirectionInbound {
		m.Body = trialPrefix + m.Body
	}
	prefix := "SM"
	if m.mms || len(m.Media) > 0 || len(m.Group) > 0 && m.Direction == twilio.DirectionInbound {
		prefix = "MM"
	}
	m.SID, m.AccountSID, m.account = tw.sid(prefix), a.sid, a
	m.number = tw.counter
	m.Created, m.Updated = created, created
	if m.NumSegments == 0 && m.service == nil { // which would have to choose the sender first
		m.NumSegments = m.segments()
	}
	for i := range m.Media {
		m.Media[i].SID = tw.sid("ME")
		a.media[m.Media[i].SID] = &media{Media: m.Media[i], message: m.SID, created: created}
	}
	a.messages = append(a.messages, m)
	a.bySID[m.SID] = m
}

// remove deletes a message and its media. The caller holds tw.mu.
func (a *account) remove(m *message) {
	delete(a.bySID, m.SID)
	for _, media := range m.Media {
		delete(a.media, media.SID)
	}
	if i, ok := a.index(m.number); ok {
		a.messages = slices.Delete(a.messages, i, i+1)
	}
}

func (a *account) index(number uint64) (int, bool) {
	return slices.BinarySearchFunc(a.messages, number, func(m *message, n uint64) int {
		switch {
		case m.number < n:
			return -1
		case m.number > n:
			return 1
		}
		return 0
	})
}

// body returns what the API answers for m. There are more of these than of all other answers, so it
// is put together by hand. The caller holds tw.mu, unless m is a copy.
func (m *message) body() json.RawMessage {
	text, to := m.Body, m.To
	if m.template != nil && m.From == "" {
		text = "" // which has to wait for the sender
	}
	if m.hide && m.Status.Final() {
		to = obfuscated(to)
	}
	o := newObject(768 + len(text))
	o.text("sid", m.SID)
	o.text("account_sid", m.AccountSID)
	o.textOrNull("messaging_service_sid", m.MessagingServiceSID)
	o.textOrNull("from", string(m.From))
	o.text("to", string(to))
	o.text("body", text)
	o.text("status", string(m.Status))
	o.text("direction", string(m.Direction))
	o.text("num_segments", strconv.Itoa(m.NumSegments))
	o.text("num_media", strconv.Itoa(len(m.Media)))
	o.textOrNull("price", m.price())
	o.text("price_unit", m.currency)
	if m.ErrorCode != 0 {
		o.number("error_code", int(m.ErrorCode))
		o.text("error_message", m.ErrorCode.Name())
	} else {
		o.null("error_code")
		o.null("error_message")
	}
	o.date("date_created", m.Created)
	o.date("date_sent", m.Sent)
	o.date("date_updated", m.Updated)
	o.text("api_version", apiVersion)
	o.text("uri", versionPath, "/Accounts/", m.AccountSID, "/Messages/", m.SID, ".json")
	o.begin("subresource_uris")
	o.text("media", versionPath, "/Accounts/", m.AccountSID, "/Messages/", m.SID, "/Media.json")
	o.end()
	return o.done()
}

const apiVersion = "2010-04-01"

func rfc2822(t time.Time) string { return t.UTC().Format(time.RFC1123Z) }

// statusCall is what a status callback tells of a message: the status that it had then.
type statusCall struct {
	message *message
	status  twilio.MessageStatus
	code    twilio.ErrorCode
	at      time.Time
	install string // of its sender on a channel
}

// form returns the parameters of the callback, by name. Nobody has to hold the emulator's mutex for it:
// what it looks at does not change any more once there is a status to tell, of which the sender is known.
func (t *statusCall) form() formData {
	m := t.message
	f := make(formData, 0, 10)
	add := func(name, value string) { f = append(f, field{name, value}) }
	add("AccountSid", m.AccountSID)
	add("ApiVersion", apiVersion)
	channel := m.channel()
	if channel != channels.ChannelSMS {
		add("ChannelInstallSid", t.install)
		add("ChannelPrefix", string(channel))
		add("ChannelToAddress", m.To.Redacted())
	}
	if t.code != 0 {
		add("ErrorCode", strconv.Itoa(int(t.code)))
		add("ErrorMessage", t.code.Name())
	}
	arrived := t.status == twilio.StatusDelivered || t.status == twilio.StatusUndelivered
	if channel != channels.ChannelSMS && (arrived || t.status == twilio.StatusRead) {
		add("EventType", strings.ToUpper(string(t.status)))
	}
	add("From", string(m.From))
	add("MessageSid", m.SID)
	add("MessageStatus", string(t.status))
	if m.MessagingServiceSID != "" {
		add("MessagingServiceSid", m.MessagingServiceSID)
	}
	if channel == channels.ChannelSMS && arrived {
		add("RawDlrDoneDate", t.at.Format("0601021504"))
	}
	add("SmsSid", m.SID)
	add("SmsStatus", string(t.status))
	if channel != channels.ChannelSMS {
		add("StructuredMessage", "false")
	}
	add("To", string(m.To))
	return f
}

// install returns the SID of the channel sender that a message goes by, "" if there is none. The
// caller holds tw.mu.
func (m *message) install() string {
	if n := m.account.numbers[m.From]; n != nil {
		return n.sid
	}
	return ""
}
