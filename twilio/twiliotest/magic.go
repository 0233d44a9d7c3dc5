package twiliotest

import (
	"net/http"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// magicNumber is the only sender that test credentials have, and the only number that they can buy.
const magicNumber channels.Address = "+15005550006"

// magicSenders, magicRecipients and magicPurchases are the numbers that are refused whatever else a
// call with test credentials says, and their refusals, in which %s is the number.
var (
	magicSenders = map[channels.Address]magicRefusal{
		"+15005550001": {twilio.ErrInvalidFrom, "The 'From' number %s is not a valid phone number, shortcode, or alphanumeric sender ID."},
		"+15005550008": {twilio.ErrFromQueueFull, "The 'From' number %s has exceeded the maximum number of queued messages"},
	}
	magicRecipients = map[channels.Address]magicRefusal{
		"+15005550001": {twilio.ErrInvalidTo, "The 'To' number %s is not a valid phone number."},
		"+15005550002": {twilio.ErrUnreachableCombination, "The 'To' number %s cannot be reached from this sender"},
		"+15005550003": {twilio.ErrRegionNotPermitted, regionRefusal},
		"+15005550004": {twilio.ErrUnsubscribedRecipient, "Attempt to send to unsubscribed recipient"},
		"+15005550009": {twilio.ErrToNotMobile, "To number: %s, is not a mobile number"},
	}
	magicPurchases = map[channels.Address]magicRefusal{
		"+15005550000": {twilio.ErrNumberNotAvailable, "%s is not available."},
	}
)

const regionRefusal = "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: %s."

type magicRefusal struct {
	code twilio.ErrorCode
	text string
}

// of returns the refusal for a number.
func (r magicRefusal) of(number channels.Address) error {
	return bad(r.code, "%s", strings.ReplaceAll(r.text, "%s", string(number)))
}

// AddTestCredentials makes a pair of test credentials of the first account: a SID and a token with
// which messages are made and numbers bought as if, for nothing. Nothing is stored, nobody receives
// anything, no callback comes, and everything else is refused with HTTP 403 and 20008. From has to be
// +15005550006; that and other magic numbers give the results that Twilio's page lists.
//
// Twilio docs: https://www.twilio.com/docs/iam/test-credentials
func (tw *Twilio) AddTestCredentials() (accountSID, authToken string) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	a := newAccount(tw.cfg.clock, tw.sid("AC"), tw.sid(""), "")
	a.test = true
	tw.accounts[a.sid] = a
	return a.sid, a.token
}

// rehearse answers a call with test credentials.
func (c *call) rehearse(matched *route) (int, any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	stage := newAccount(c.tw.cfg.clock, c.account.sid, c.account.token, "") // which is forgotten afterward
	stage.numbers[magicNumber] = &number{address: magicNumber}
	c.account = stage
	var v any
	var err error
	switch matched.method + strings.TrimPrefix(matched.pattern, versionPath+"/Accounts/{account}") {
	case "POST/Messages.json":
		v, err = c.rehearseMessage()
	case "POST/IncomingPhoneNumbers.json":
		v, err = c.rehearsePurchase()
	default:
		err = refuse(http.StatusForbidden, twilio.ErrTestCredentials, "Resource not accessible with Test Account Credentials")
	}
	return matched.status, v, err
}

func (c *call) rehearseMessage() (any, error) {
	from, to := channels.Address(c.params.Get("From")), channels.Address(c.params.Get("To"))
	if c.params.Get("MessagingServiceSid") != "" || isSID("MG", string(from)) {
		return nil, bad(twilio.ErrUnknownParameters, "MessagingServiceSid is not supported with Test Account Credentials")
	}
	for _, name := range notYet {
		if c.params.Get(name) != "" {
			return nil, notEmulated("%s of a message", name)
		}
	}
	if refusal, ok := magicRecipients[to]; ok {
		return nil, refusal.of(to)
	}
	if refusal, ok := magicSenders[from]; ok {
		return nil, refusal.of(from)
	}
	m, err := c.newMessage()
	if err != nil {
		return nil, err
	}
	c.tw.store(c.account, m)
	return m.body(), nil
}

func (c *call) rehearsePurchase() (any, error) {
	address, area := channels.Address(c.params.Get("PhoneNumber")), c.params.Get("AreaCode")
	switch refusal, refused := magicPurchases[address]; {
	case address == "" && area == "":
		return nil, bad(twilio.ErrUnknownParameters, "PhoneNumber or AreaCode is required")
	case refused:
		return nil, refusal.of(address)
	case address == "" && area != "500":
		return nil, bad(twilio.ErrNoNumberInAreaCode, "No phone numbers found in area code %s", area)
	case address != "" && address != magicNumber:
		return nil, bad(twilio.ErrInvalidNumber, "%s is not a valid number", address)
	}
	if err := checkSettings(c.params, numberSettings); err != nil {
		return nil, err
	}
	delete(c.account.numbers, magicNumber)
	n := c.tw.addNumber(c.account, magicNumber)
	n.set(c.tw.stamp(), c.params, numberSettings)
	return c.numberBody(n), nil
}
