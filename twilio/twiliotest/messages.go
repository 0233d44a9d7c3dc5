package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

func messageRoutes() []route {
	const (
		list     = versionPath + "/Accounts/{account}/Messages.json"
		one      = versionPath + "/Accounts/{account}/Messages/{sid}.json"
		feedback = versionPath + "/Accounts/{account}/Messages/{sid}/Feedback.json"
		mediaAll = versionPath + "/Accounts/{account}/Messages/{sid}/Media.json"
		media    = versionPath + "/Accounts/{account}/Messages/{sid}/Media/{media}.json"
		file     = versionPath + "/Accounts/{account}/Messages/{sid}/Media/{media}"
	)
	return []route{
		{http.MethodPost, list, http.StatusCreated, createMessage, guarded},
		{http.MethodGet, list, http.StatusOK, listMessages, guarded},
		{http.MethodGet, one, http.StatusOK, getMessage, guarded},
		{http.MethodPost, one, http.StatusOK, updateMessage, guarded},
		{http.MethodDelete, one, http.StatusNoContent, deleteMessage, guarded},
		{http.MethodPost, feedback, http.StatusOK, createFeedback, guarded},
		{http.MethodGet, mediaAll, http.StatusOK, listMedia, guarded},
		{http.MethodGet, media, http.StatusOK, getMedia, guarded},
		{http.MethodDelete, media, http.StatusNoContent, deleteMedia, guarded},
		{http.MethodGet, file, http.StatusTemporaryRedirect, redirectToMedia, guarded},
	}
}

// notYet are the parameters of a create whose products are not emulated. Taking the message
// without them would be a success that Twilio would not grant.
var notYet = []string{
	"MessagingServiceSid", "ContentSid", "ContentVariables", "SendAt", "ScheduleType",
	"ShortenUrls", "FallbackFrom", "ApplicationSid",
}

func createMessage(c *call) (any, error) {
	for _, name := range notYet {
		if c.params.Get(name) != "" {
			return nil, notEmulated("%s of a message", name)
		}
	}
	m, err := c.newMessage()
	if err != nil {
		return nil, err
	}
	for _, u := range c.params["MediaUrl"] {
		m.Media = append(m.Media, announced(u))
	}
	c.tw.mu.Lock()
	c.tw.store(c.account, m)
	defer c.tw.mu.Unlock()
	c.tw.spawn(func() { c.tw.send(m, nil) })
	return m.body(), nil
}

const (
	maxBody         = 1600
	maxMedia        = 10
	maxValidSeconds = 36000
)

// choices are the parameters that take one of a few values.
var choices = map[string][]string{
	"ProvideFeedback": {"true", "false"}, "SmartEncoded": {"true", "false"}, "SendAsMms": {"true", "false"},
	"ForceDelivery": {"true", "false"}, "RiskCheck": {"enable", "disable"}, "TrafficType": {"free"},
}

// oneOf reports whether a parameter is absent or, whatever its case, one of some values.
func oneOf(p url.Values, name string, values ...string) bool {
	v := p.Get(name)
	return v == "" || slices.ContainsFunc(values, func(allowed string) bool { return strings.EqualFold(v, allowed) })
}

// length counts a body as twiml.Check does.
func length(body string) int { return len(utf16.Encode([]rune(body))) }

// newMessage makes a message of a call's parameters, or returns the refusal of the first that
// is wrong.
func (c *call) newMessage() (*message, error) {
	p := c.params
	bad := func(code twilio.ErrorCode, format string, args ...any) (*message, error) {
		return nil, refuse(http.StatusBadRequest, code, format, args...)
	}
	from, to := channels.Address(p.Get("From")), channels.Address(p.Get("To"))
	switch {
	case to == "":
		return bad(twilio.ErrToRequired, "A 'To' phone number is required.")
	case from == "":
		return bad(twilio.ErrFromRequired, "A 'From' phone number is required.")
	case p.Get("Body") == "" && len(p["MediaUrl"]) == 0:
		return bad(twilio.ErrContentRequired, "A text message body or media urls must be specified.")
	case length(p.Get("Body")) > maxBody:
		return bad(twilio.ErrBodyTooLong, "The concatenated message body exceeds the 1600 character limit.")
	case len(p["MediaUrl"]) > maxMedia:
		return bad(twilio.ErrTooManyMedia, "Number of media files exceeds allowed limit.")
	case from.Channel() != to.Channel():
		return bad(twilio.ErrChannelMismatch, "Invalid From and To pair. From and To should be of the same channel")
	case to.Validate() != nil || to.IsAlphanumeric() || to.IsShortCode():
		return bad(twilio.ErrInvalidTo, "The 'To' number %s is not a valid phone number.", to)
	case from.Validate() != nil:
		return bad(twilio.ErrInvalidFrom, "The 'From' number %s is not a valid phone number, shortcode, or alphanumeric sender ID.", from)
	case from == to && from.Channel() == channels.ChannelSMS:
		return bad(twilio.ErrSameToAndFrom, "'To' and 'From' number cannot be the same: %s", to)
	case from == to:
		return bad(twilio.ErrChannelSameToAndFrom, "Channels message cannot have same From and To")
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
	if v := p.Get("ValidityPeriod"); v != "" {
		if n, err := strconv.Atoi(v); err != nil || n < 1 || n > maxValidSeconds {
			return bad(twilio.ErrInvalidValidityPeriod, "The ValidityPeriod %s is invalid. ValidityPeriod must be between 1 and 36000.", v)
		}
	}
	for _, u := range p["MediaUrl"] {
		if !callable(u) {
			return bad(twilio.ErrInvalidMediaURL, "Invalid media URL(s)")
		}
	}
	callback := p.Get("StatusCallback")
	if callback != "" && !callable(callback) {
		return bad(twilio.ErrInvalidStatusCallback, "The StatusCallback URL %s is not a valid URL.", callback)
	}
	if !c.tw.owns(c.account, from) {
		if from.Channel() != channels.ChannelSMS {
			return bad(twilio.ErrChannelSenderNotFound, "Twilio could not find a Channel with the specified From address")
		}
		return bad(twilio.ErrFromNotCapable, "The From phone number %s is not a valid, SMS-capable inbound phone number or short code for your account.", from)
	}
	return &message{
		Message: Message{
			From: from, To: to, Body: p.Get("Body"),
			Direction: twilio.DirectionOutboundAPI, Status: twilio.StatusQueued,
		},
		callback: callback, method: http.MethodPost,
		feedback: p.Get("ProvideFeedback") == "true",
		retain:   p.Get("ContentRetention") != string(twilio.RetentionDiscard),
	}, nil
}

// callable reports whether Twilio would call a URL: absolute, http or https, and with a host
// name that has no underscore.
func callable(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") &&
		u.Hostname() != "" && !strings.Contains(u.Host, "_")
}

// find returns the message that the path names. The caller holds tw.mu.
func (c *call) find() (*message, error) {
	m := c.account.bySID[c.vars["sid"]]
	if m == nil {
		return nil, c.notFound()
	}
	return m, nil
}

func getMessage(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	return m.body(), nil
}

func updateMessage(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	body, redact := c.params["Body"]
	status, change := c.params["Status"]
	switch {
	case redact && body[0] != "":
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Body can only be updated to an empty string")
	case change && status[0] != string(twilio.StatusCanceled):
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Status can only be updated to canceled")
	case change && m.Status != twilio.StatusScheduled && m.Status != twilio.StatusQueued && m.Status != twilio.StatusAccepted:
		return nil, refuse(http.StatusBadRequest, twilio.ErrMessageNotCancelable, "This message cannot be canceled")
	case redact && !complete(m.Status):
		return nil, refuse(http.StatusConflict, twilio.ErrNotComplete, "Cannot update message because delivery has not been completed.")
	}
	m.Updated = now()
	if change {
		m.Status = twilio.StatusCanceled
		c.tw.spawn(c.tw.callback(m))
	}
	if redact {
		m.Body = ""
	}
	return m.body(), nil
}

func deleteMessage(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	if !complete(m.Status) {
		return nil, refuse(http.StatusConflict, twilio.ErrNotComplete, "Cannot delete message because delivery has not been completed.")
	}
	c.account.remove(m)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// complete reports whether Twilio is done with a message, whatever the carrier does with it yet.
func complete(s twilio.MessageStatus) bool { return s.Final() || s == twilio.StatusSent }

func createFeedback(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	m, err := c.find()
	if err != nil {
		return nil, err
	}
	outcome := c.params.Get("Outcome")
	switch {
	case outcome == "":
		outcome = string(twilio.OutcomeConfirmed)
	case outcome != string(twilio.OutcomeConfirmed) && outcome != string(twilio.OutcomeUnconfirmed):
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid Outcome")
	}
	if !m.feedback {
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "The message was not sent with ProvideFeedback")
	}
	at := rfc2822(now())
	return map[string]any{
		"account_sid": m.AccountSID, "message_sid": m.SID, "outcome": outcome,
		"date_created": at, "date_updated": at, "uri": c.path,
	}, nil
}

func listMessages(c *call) (any, error) {
	within, err := dateFilter(c.params, "DateSent")
	if err != nil {
		return nil, err
	}
	from, to := c.params.Get("From"), c.params.Get("To")
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	var found []item
	for _, m := range slices.Backward(c.account.messages) {
		if (from == "" || from == string(m.From)) && (to == "" || to == string(m.To)) && within(m.Sent) {
			found = append(found, item{m.SID, func() any { return m.body() }})
		}
	}
	return c.page("messages", found)
}
