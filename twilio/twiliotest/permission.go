package twiliotest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// WithRegions sets the account's geographic permissions: SMS may be sent to these countries, by their
// ISO 3166 codes such as "US", and to no others. By default they may be sent anywhere.
// It panics on what is not two letters.
func WithRegions(countries ...string) Option {
	return func(c *config) {
		c.regions = map[string]bool{}
		for _, country := range countries {
			if len(country) != 2 {
				panic(fmt.Sprintf("twiliotest: WithRegions: %q is no ISO 3166 code of two letters", country))
			}
			c.regions[strings.ToUpper(country)] = true
		}
	}
}

// WithTrial makes the account a trial account: it sends only to these people, whose numbers have been
// verified, and what it sends begins with words that say so. A person who is verified is on all
// channels. It panics on an address without a phone number.
func WithTrial(verified ...channels.Address) Option {
	return func(c *config) {
		c.verified = map[string]bool{}
		for _, address := range verified {
			number, ok := address.E164()
			if !ok {
				panic(fmt.Sprintf("twiliotest: WithTrial: %q has no phone number", address))
			}
			c.verified[number] = true
		}
	}
}

// trialPrefix is what the messages of a trial account begin with.
const trialPrefix = "Sent from your Twilio trial account - "

func (c *config) trial() bool { return c.verified != nil }

// permits returns the refusal of a message to somebody to whom the account may not send, nil if it
// may.
func (c *config) permits(to channels.Address) error {
	number, _ := to.E164()
	switch {
	case c.regions != nil && to.Channel() == channels.ChannelSMS && !c.regions[to.Country()]:
		return magicRefusal{twilio.ErrRegionNotPermitted, regionRefusal}.of(to)
	case c.trial() && !c.verified[number]:
		return bad(twilio.ErrToNotVerified, "The number %s is unverified. Trial accounts cannot send messages to unverified numbers; "+
			"verify %s at twilio.com/user/account/phone-numbers/verified, or purchase a Twilio number to send messages to unverified numbers", to, to)
	}
	return nil
}

const codeReplyOnTrial twilio.ErrorCode = 14111

// refusesReply returns the debugger's code for a reply to somebody to whom the account may not send,
// 0 if it may.
func (c *config) refusesReply(to channels.Address) twilio.ErrorCode {
	switch e, refused := errors.AsType[*twilio.Error](c.permits(to)); {
	case !refused:
		return 0
	case e.Code == twilio.ErrToNotVerified:
		return codeReplyOnTrial
	default:
		return e.Code
	}
}
