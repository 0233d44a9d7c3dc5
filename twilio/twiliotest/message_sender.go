package twiliotest

import (
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// What a number can do besides sending texts, as its answer names them.
const (
	capableSMS = "sms"
	capableMMS = "mms"
)

// Codes of files from a number that sends texts only, of a price that is none, and of what the Irish
// region has not.
const (
	errFromNoMMS    twilio.ErrorCode = 21621
	errMaxPrice     twilio.ErrorCode = 21627
	errNotInIreland twilio.ErrorCode = 21668 // the kind of sender
	errNotInRegion  twilio.ErrorCode = 30700
)

// premium is what the numbers begin with that people pay extra for, of which those of +1 are known
// here.
const premium = "+1900"

// WithoutSMS makes a phone number one for calls only: nothing can be sent from it, and no Messaging
// Service takes it.
func WithoutSMS() NumberOption {
	return func(n *number) { n.lacks = []string{capableSMS, capableMMS} }
}

// WithoutMMS makes a phone number one that sends texts, and no files.
func WithoutMMS() NumberOption { return func(n *number) { n.lacks = []string{capableMMS} } }

// can reports whether a number has a capability. The caller holds tw.mu.
func (n *number) can(capability string) bool { return !slices.Contains(n.lacks, capability) }

// checkSender refuses a sender that is not the account's or cannot write to the recipient. A service
// finds out the latter later.
func (c *call) checkSender(m *message) error {
	from, to := m.From, m.To
	switch {
	case from.Channel() != to.Channel() && (m.service == nil || from.Channel() != channels.ChannelRCS || to.Channel() != channels.ChannelSMS):
		return bad(twilio.ErrChannelMismatch, "Invalid From and To pair. From and To should be of the same channel")
	case from.Validate() != nil:
		return bad(twilio.ErrInvalidFrom, "The 'From' number %s is not a valid phone number, shortcode, or alphanumeric sender ID.", from)
	case from == to && from.Channel() == channels.ChannelSMS:
		return bad(twilio.ErrSameToAndFrom, "'To' and 'From' number cannot be the same: %s", to)
	case from == to:
		return bad(twilio.ErrChannelSameToAndFrom, "Channels message cannot have same From and To")
	case from.Channel() != channels.ChannelSMS && !c.account.owns(from):
		return bad(twilio.ErrChannelSenderNotFound, "Twilio could not find a Channel with the specified From address")
	case c.caller.test && c.account.numbers[from] == nil: // as the page on test credentials says
		return bad(twilio.ErrFromNotCapable, "The From phone number %s is not a valid, SMS-capable inbound phone number or short code for your account.", from)
	case from.IsAlphanumeric() && c.tw.cfg.trial():
		return bad(twilio.ErrAlphanumericOnTrial, "Alphanumeric Sender ID cannot be used as the 'From' number on trial accounts: %s", from)
	case !c.account.owns(from):
		if owner, _ := c.tw.owner(from); owner != nil {
			return bad(twilio.ErrFromOfAnotherAccount, "Mismatch between the 'From' number %s and the account %s", from, c.account.sid)
		}
		return notTwilios(from)
	case m.service != nil:
		return nil
	}
	switch code := m.misfit(c.account.numbers[from]); code {
	case 0:
		return nil
	case twilio.ErrFromNotTwilio:
		return notTwilios(from)
	case twilio.ErrUnreachableCombination:
		return bad(code, "Message cannot be sent with the current combination of 'To' (%s) and/or 'From' (%s) parameters", to, from)
	case twilio.ErrFromNotSMSCapable:
		return bad(code, "'From' number %s is not SMS-capable", from)
	default:
		return bad(code, "The 'From' number %s has not been enabled for MMS", from)
	}
}

func notTwilios(from channels.Address) error {
	return bad(twilio.ErrFromNotTwilio, "'From' %s is not a Twilio phone number or Short Code country mismatch", from)
}

// misfit returns why a message's sender cannot write what it says to its recipient, 0 if it can. The
// sender is its account's: one of the account's numbers, or nil for a name. The caller holds tw.mu.
func (m *message) misfit(n *number) twilio.ErrorCode {
	country := m.To.Country()
	switch {
	case m.From.Channel() != channels.ChannelSMS:
		return 0
	case m.From.IsAlphanumeric() && (country == "US" || country == "CA"):
		return twilio.ErrUnreachableCombination
	case n == nil:
		return 0
	case !n.can(capableSMS):
		return twilio.ErrFromNotSMSCapable
	case n.address.IsShortCode() && n.country != country:
		return twilio.ErrFromNotTwilio
	case len(m.Media) > 0 && !n.can(capableMMS): // which no converter changes
		return errFromNoMMS
	}
	return 0
}

// checkRegion refuses what the Irish region has not: what is scheduled, short links and short codes.
func (c *call) checkRegion(m *message) error {
	if !strings.HasSuffix(strings.TrimSuffix(c.host, apiSuffix), ".ie1") {
		return nil
	}
	switch {
	case m.From.IsShortCode():
		return bad(errNotInIreland, "Phone number type is not supported for messaging in the Ireland (IE1) region.")
	case m.shorten, c.params.Get("SendAt") != "", c.params.Get("ScheduleType") != "":
		return bad(errNotInRegion, "Advanced messaging features are not available in this region.")
	}
	return nil
}
