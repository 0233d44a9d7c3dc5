package twiliotest

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/notify"
)

const (
	maxNotifyTTL  = 2419200 // seconds
	maxNotifyTags = 5
	maxIdentities = 20

	errNoMessagingService twilio.ErrorCode = 52182
	errNobodyToNotify     twilio.ErrorCode = 52301
)

// payloads are the parameters of a notification that are objects.
var payloads = []string{"Data", "Apn", "Gcm", "Fcm", "Sms", "FacebookMessenger", "Alexa"}

// smsPayload is what only phone numbers get.
type smsPayload struct {
	Body     string   `json:"body"`
	Media    []string `json:"media_urls"`
	Callback string   `json:"status_callback"`
}

// checkNotification refuses a notification to nobody, and values that a parameter cannot have.
func (c *call) checkNotification() error {
	p := c.params
	switch {
	case p.Get("DeliveryCallbackUrl") != "":
		return notEmulated("DeliveryCallbackUrl of a notification")
	case !p.Has("Identity") && !p.Has("Tag") && !p.Has("ToBinding") && !p.Has("Segment"):
		return missing("Identity, Tag or ToBinding")
	case len(p["Identity"]) > maxIdentities:
		return invalidParameter("Identity")
	case len(p["Tag"]) > maxNotifyTags:
		return invalidParameter("Tag")
	case !oneOf(p, "Priority", string(notify.PriorityHigh), string(notify.PriorityLow)):
		return invalidParameter("Priority")
	}
	if v := p.Get("Ttl"); v != "" {
		if n, err := strconv.Atoi(v); err != nil || n < 0 || n > maxNotifyTTL {
			return invalidParameter("Ttl")
		}
	}
	for _, name := range payloads {
		var object map[string]any
		if v := p.Get(name); v != "" && json.Unmarshal([]byte(v), &object) != nil {
			return invalidParameter(name)
		}
	}
	return nil
}

// numbers returns the phone numbers that a notification goes to, each once, and whether it goes
// anywhere at all.
func (s *notifyService) numbers(p url.Values) (numbers []string, somewhere bool, err error) {
	add := func(kind notify.BindingType, address string) {
		somewhere = true
		if kind == notify.BindingTypeSMS && !slices.Contains(numbers, address) {
			numbers = append(numbers, address)
		}
	}
	for _, b := range s.bindings {
		if p.Has("Identity") && !slices.Contains(p["Identity"], b.identity) || !p.Has("Identity") && !p.Has("Tag") || !b.has(p["Tag"]) {
			continue
		}
		add(b.kind, b.address)
	}
	for _, text := range p["ToBinding"] {
		var to notify.Destination
		if json.Unmarshal([]byte(text), &to) != nil || to.Address == "" || !slices.Contains(bindingKinds, to.BindingType) {
			return nil, false, bad(errInvalidBinding, "Invalid destination binding")
		}
		add(to.BindingType, to.Address)
	}
	return numbers, somewhere, nil
}

// createNotification sends to phone numbers by the Messaging Service, and to nobody else.
func createNotification(c *call) (any, error) {
	s, err := c.notifyService()
	if err != nil {
		return nil, err
	}
	if err := c.checkNotification(); err != nil {
		return nil, err
	}
	p := c.params
	numbers, somewhere, err := s.numbers(p)
	if err != nil {
		return nil, err
	}
	sms := smsPayload{Body: p.Get("Body")}
	if v := p.Get("Sms"); v != "" && json.Unmarshal([]byte(v), &sms) != nil {
		return nil, invalidParameter("Sms")
	}
	sid, service := c.tw.sid("NT"), s.get("MessagingServiceSid")
	switch {
	case !somewhere:
		c.notifyAlert(sid, errNobodyToNotify)
	case len(numbers) > 0 && service == "":
		c.notifyAlert(sid, errNoMessagingService)
	default:
		for _, to := range numbers {
			c.notifyNumber(sid, to, service, sms)
		}
	}
	ttl := maxNotifyTTL
	if v := p.Get("Ttl"); v != "" {
		ttl, _ = strconv.Atoi(v) // which was checked
	}
	priority := string(notify.PriorityHigh)
	if v := p.Get("Priority"); v != "" {
		priority = v
	}
	body := map[string]any{
		"sid": sid, "account_sid": c.account.sid, "service_sid": s.sid, "date_created": iso8601(c.tw.stamp()),
		"identities": append([]string{}, p["Identity"]...), "tags": append([]string{}, p["Tag"]...),
		"segments": append([]string{}, p["Segment"]...), "priority": priority, "ttl": ttl,
	}
	for _, name := range []string{"Title", "Body", "Sound", "Action"} {
		body[snake(name)] = nullable(p.Get(name))
	}
	for _, name := range payloads {
		body[snake(name)] = nil
		if v := p.Get(name); v != "" {
			body[snake(name)] = json.RawMessage(v)
		}
	}
	return body, nil
}

// notifyNumber sends a notification to a phone number.
func (c *call) notifyNumber(sid, to, service string, sms smsPayload) {
	create := *c
	create.params = url.Values{"To": {to}, "MessagingServiceSid": {service}}
	if sms.Body != "" {
		create.params.Set("Body", sms.Body)
	}
	if len(sms.Media) > 0 {
		create.params["MediaUrl"] = sms.Media
	}
	if sms.Callback != "" {
		create.params.Set("StatusCallback", sms.Callback)
	}
	m, err := create.newMessage()
	if err != nil {
		code, _ := errors.AsType[twilio.ErrorCode](err)
		c.notifyAlert(sid, code)
		return
	}
	c.tw.store(c.account, m)
	m.begin(c.tw)
}

// notifyAlert tells the debugger why a notification did not go out.
func (c *call) notifyAlert(sid string, code twilio.ErrorCode) {
	c.tw.spawn(func() { c.tw.alert(Alert{Code: code, Text: "notification " + sid}) })
}
