package webhooktest

import (
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// What the forms below hold unless it is changed.
const (
	AccountSID = "AC00000000000000000000000000000001"
	MessageSID = "SM00000000000000000000000000000001"
)

// MessageForm returns the parameters of an incoming text message, for the channel that from is
// on. Set others, or change these, before the form is sent.
func MessageForm(from, to channels.Address, body string) url.Values {
	form := url.Values{
		"MessageSid":       {MessageSID},
		"SmsSid":           {MessageSID},
		"SmsMessageSid":    {MessageSID},
		"AccountSid":       {AccountSID},
		"From":             {string(from)},
		"To":               {string(to)},
		"Body":             {body},
		"NumMedia":         {"0"},
		"NumSegments":      {"1"},
		"SmsStatus":        {string(twilio.StatusReceived)},
		"ApiVersion":       {"2010-04-01"},
		"ReferralNumMedia": {"0"},
		"MessageType":      {"text"},
	}
	if number, ok := from.E164(); ok && from.Channel() == channels.ChannelWhatsApp {
		form.Set("ProfileName", "Alice")
		form.Set("WaId", strings.TrimPrefix(number, "+"))
	}
	return form
}

// StatusForm returns the parameters of a status callback. Set others, such as ErrorCode, or
// change these, before the form is sent.
func StatusForm(messageSID string, status twilio.MessageStatus) url.Values {
	return url.Values{
		"MessageSid":    {messageSID},
		"SmsSid":        {messageSID},
		"MessageStatus": {string(status)},
		"SmsStatus":     {string(status)},
		"AccountSid":    {AccountSID},
		"From":          {"+15557122661"},
		"To":            {"+15558675310"},
		"ApiVersion":    {"2010-04-01"},
	}
}
