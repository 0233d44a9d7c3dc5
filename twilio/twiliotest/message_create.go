package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// notYet are the parameters of a create whose products are not emulated. Taking the message
// without them would be a success that Twilio would not grant.
var notYet = []string{
	"ApplicationSid",
}

func createMessage(c *call) (any, error) {
	for _, name := range notYet {
		if c.params.Get(name) != "" {
			return nil, notEmulated("%s of a message", name)
		}
	}
	d, err := c.draft()
	if err != nil {
		return nil, err
	}
	stored, err := c.take(d)
	if err != nil {
		return nil, err
	}
	return stored.body(), nil
}

// take makes a message of a draft and sends it on its way. It returns a copy of what is stored.
func (c *call) take(d *draft) (stored message, err error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	if err := c.admit(d); err != nil {
		return message{}, err
	}
	c.tw.store(c.account, d.message)
	stored = *d.message
	d.begin(c.tw)
	return stored, nil
}

const (
	maxBody         = 1600
	maxMedia        = 10
	maxValidSeconds = 36000
)

// choices are the parameters that take one of a few values.
var choices = map[string][]string{
	"ProvideFeedback": {"true", "false"}, "SmartEncoded": {"true", "false"}, "SendAsMms": {"true", "false"},
	"ForceDelivery": {"true", "false"}, "ShortenUrls": {"true", "false"}, "RiskCheck": {"enable", "disable"}, "TrafficType": {"free"},
}

// oneOf reports whether a parameter is absent or, whatever its case, one of some values.
func oneOf(p url.Values, name string, values ...string) bool {
	v := p.Get(name)
	return v == "" || slices.ContainsFunc(values, func(allowed string) bool { return strings.EqualFold(v, allowed) })
}

// length counts a body as twiml.Check does.
func length(body string) int { return len(utf16.Encode([]rune(body))) }

// draft is what a call's parameters alone say of a message.
type draft struct {
	*message
	serviceSID string
	options    error // what is wrong with its options, which is said once its content is known to be right
}

// newMessage makes a message of a call's parameters, or returns the refusal of the first that
// is wrong. The caller holds tw.mu.
func (c *call) newMessage() (*message, error) {
	d, err := c.draft()
	if err != nil {
		return nil, err
	}
	return d.message, c.admit(d)
}

// draft makes a draft, or returns the refusal of addresses that there cannot be.
func (c *call) draft() (*draft, error) {
	p := c.params
	from, to, serviceSID := channels.Address(p.Get("From")), channels.Address(p.Get("To")), p.Get("MessagingServiceSid")
	if serviceSID == "" && isSID("MG", string(from)) {
		from, serviceSID = "", string(from)
	}
	switch {
	case to == "":
		return nil, bad(twilio.ErrToRequired, "A 'To' phone number is required.")
	case from == "" && serviceSID == "":
		return nil, bad(twilio.ErrFromRequired, "A 'From' phone number is required.")
	case to.IsShortCode():
		return nil, bad(twilio.ErrToShortCode, "'To' number cannot be a Short Code: %s", to)
	case to.Validate() != nil || to.IsAlphanumeric():
		return nil, bad(twilio.ErrInvalidTo, "The 'To' number %s is not a valid phone number.", to)
	case strings.HasPrefix(string(to), premium):
		return nil, bad(twilio.ErrToPremium, "Sending to Premium rate or Information Service numbers is not allowed: %s", to)
	}
	m := &message{
		Message: Message{
			From: from, To: to, Body: p.Get("Body"), Actions: slices.Clone(p["PersistentAction"]),
			Direction: twilio.DirectionOutboundAPI, Status: twilio.StatusQueued,
		},
		callback: p.Get("StatusCallback"), method: http.MethodPost,
		feedback: strings.EqualFold(p.Get("ProvideFeedback"), "true"),
		mms:      c.isTrue("SendAsMms") && to.Channel() == channels.ChannelSMS,
		shorten:  c.isTrue("ShortenUrls"),
		discard:  strings.EqualFold(p.Get("ContentRetention"), string(twilio.RetentionDiscard)),
		hide:     strings.EqualFold(p.Get("AddressRetention"), string(twilio.RetentionObfuscate)),
		validity: seconds(p.Get("ValidityPeriod")),
	}
	for _, u := range p["MediaUrl"] {
		m.Media = append(m.Media, announced(u))
	}
	return &draft{m, serviceSID, c.checkOptions(m)}, nil
}

// admit makes a draft a message, or returns the refusal of the first parameter that is wrong. The caller
// holds tw.mu.
func (c *call) admit(d *draft) error {
	m := d.message
	from := m.From
	for _, check := range []func(*message) error{
		c.applyTemplate, c.checkContent, func(*message) error { return d.options }, c.checkRegion,
	} {
		if err := check(m); err != nil {
			return err
		}
	}
	if d.serviceSID != "" {
		if err := c.useService(m, d.serviceSID); err != nil {
			return err
		}
	}
	if err := c.checkFallback(m); err != nil {
		return err
	}
	m.smart = c.smartly(m.service)
	if from != "" {
		if err := c.checkSender(m); err != nil {
			return err
		}
		m.tellSender(c.account)
	}
	if err := c.tw.cfg.permits(m.To); err != nil {
		return err
	}
	if m.service == nil && c.tw.optedOut(from, m.To) {
		return bad(twilio.ErrUnsubscribedRecipient, "Attempt to send to unsubscribed recipient")
	}
	if m.shorten && m.service == nil {
		return bad(errLinkServiceMissing, "MessagingServiceSID cannot be empty or null")
	}
	return c.schedule(m)
}

// checkContent refuses a message that says nothing or too much.
func (c *call) checkContent(m *message) error {
	switch {
	case m.Body == "" && len(m.Media) == 0 && m.fault == 0:
		return bad(twilio.ErrContentRequired, "A text message body or media urls must be specified.")
	case length(m.Body) > maxBody:
		return bad(twilio.ErrBodyTooLong, "The concatenated message body exceeds the 1600 character limit.")
	case len(m.Media) > maxMedia:
		return bad(twilio.ErrTooManyMedia, "Number of media files exceeds allowed limit.")
	}
	for _, media := range m.Media {
		if !callable(media.URL) {
			return bad(twilio.ErrInvalidMediaURL, "Invalid media URL(s)")
		}
	}
	return nil
}

// checkOptions refuses values that a parameter cannot have.
func (c *call) checkOptions(m *message) error {
	p := c.params
	switch {
	case !oneOf(p, "ContentRetention", "retain", "discard"):
		return bad(30029, "Invalid ContentRetention")
	case !oneOf(p, "AddressRetention", "retain", "obfuscate"):
		return bad(30030, "Invalid AddressRetention")
	}
	for name, values := range choices {
		if !oneOf(p, name, values...) {
			return bad(twilio.ErrUnknownParameters, "Invalid %s", name)
		}
	}
	if v := p.Get("MaxPrice"); v != "" { // which nobody heeds anymore
		if _, err := strconv.ParseFloat(v, 64); err != nil {
			return bad(errMaxPrice, "Max Price must be a valid float")
		}
	}
	if v := p.Get("ValidityPeriod"); v != "" {
		if n, err := strconv.Atoi(v); err != nil || n < 1 || n > maxValidSeconds {
			return bad(twilio.ErrInvalidValidityPeriod, "The ValidityPeriod %s is invalid. ValidityPeriod must be between 1 and 36000.", v)
		}
	}
	if m.callback != "" && !c.tw.callable(m.callback) {
		return bad(twilio.ErrInvalidStatusCallback, "The StatusCallback URL %s is not a valid URL.", m.callback)
	}
	return nil
}

// useService makes a Messaging Service send a message. A sender that the message names has to be
// in the service's pool.
func (c *call) useService(m *message, sid string) error {
	s := c.account.services[sid]
	switch {
	case !isSID("MG", sid):
		return bad(twilio.ErrInvalidServiceSID, "The Messaging Service Sid %s is invalid.", sid)
	case s == nil:
		return refuse(http.StatusNotFound, twilio.ErrServiceNotFound, "The Messaging Service does not exist")
	case m.From != "" && m.From.Validate() == nil && !s.pool.Has(m.From):
		return bad(twilio.ErrSenderNotInService, "The 'From' number %s is not associated with the Messaging Service.", m.From)
	}
	m.service, m.MessagingServiceSID, m.Status = s, s.sid, twilio.StatusAccepted
	if m.callback == "" {
		m.callback = s.get("StatusCallback")
	}
	return nil
}

// seconds reads a parameter that has been checked already.
func seconds(v string) time.Duration {
	n, err := strconv.Atoi(v)
	if err != nil {
		return 0
	}
	return time.Duration(n) * time.Second
}

// isSID reports whether s is a SID with a prefix.
func isSID(prefix, s string) bool {
	return len(s) == sidLength && strings.HasPrefix(s, prefix) &&
		strings.Trim(s[len(prefix):], "0123456789abcdefABCDEF") == ""
}

// callable reports whether Twilio would call a URL: absolute, http or https, and with a host
// name that has no underscore.
func callable(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && canBeCalled(u)
}

// callable is the same for URLs that come again and again.
func (tw *Twilio) callable(raw string) bool {
	u, err := tw.parseURL(raw)
	return err == nil && canBeCalled(&u)
}

func canBeCalled(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") &&
		u.Hostname() != "" && !strings.Contains(u.Host, "_")
}
