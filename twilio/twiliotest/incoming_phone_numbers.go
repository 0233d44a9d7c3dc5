package twiliotest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

func incomingPhoneNumberRoutes() []route {
	const (
		list   = versionPath + "/Accounts/{account}/IncomingPhoneNumbers.json"
		one    = versionPath + "/Accounts/{account}/IncomingPhoneNumbers/{sid}.json"
		codes  = versionPath + "/Accounts/{account}/SMS/ShortCodes.json"
		aCode  = versionPath + "/Accounts/{account}/SMS/ShortCodes/{sid}.json"
		ok     = http.StatusOK
		create = http.StatusCreated
	)
	return []route{
		{http.MethodPost, list, create, createNumber, guarded},
		{http.MethodGet, list, ok, listNumbers, guarded},
		{http.MethodGet, one, ok, getNumber, guarded},
		{http.MethodPost, one, ok, updateNumber, guarded},
		{http.MethodDelete, one, http.StatusNoContent, deleteNumber, guarded},
		{http.MethodGet, codes, ok, listShortCodes, guarded},
		{http.MethodGet, aCode, ok, getNumber, guarded},
		{http.MethodPost, aCode, ok, updateNumber, guarded},
	}
}

func createNumber(c *call) (any, error) {
	if err := checkSettings(c.params, numberSettings); err != nil {
		return nil, err
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	address := channels.Address(c.params.Get("PhoneNumber"))
	if area := c.params.Get("AreaCode"); address == "" && area != "" {
		if len(area) != 3 || strings.Trim(area, "0123456789") != "" || area[0] < '2' {
			return nil, refuse(http.StatusBadRequest, twilio.ErrInvalidAreaCode, "Invalid area code %s", area)
		}
		for n := 0; address == ""; n++ {
			candidate := channels.Address(fmt.Sprintf("+1%s555%04d", area, n))
			if owner, _ := c.tw.owner(candidate); owner == nil {
				address = candidate
			}
		}
	}
	switch {
	case address == "":
		return nil, refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "PhoneNumber or AreaCode is required")
	case !channels.E164(string(address)):
		return nil, refuse(http.StatusBadRequest, twilio.ErrInvalidNumber, "%s is not a valid number", address)
	}
	if owner, _ := c.tw.owner(address); owner != nil {
		return nil, refuse(http.StatusBadRequest, twilio.ErrNumberNotAvailable, "%s is not available.", address)
	}
	n := c.tw.addNumber(c.account, address)
	n.set(c.tw.stamp(), c.params, numberSettings)
	return c.numberBody(n), nil
}

// checkSettings refuses URLs that Twilio could not call and methods that it has not.
func checkSettings(p url.Values, names []string) error {
	for _, name := range names {
		v := p.Get(name)
		switch {
		case v == "":
		case name == "SmsApplicationSid": // which would win over SmsUrl
			return notEmulated("SmsApplicationSid of a number")
		case strings.HasSuffix(name, "Method") && v != http.MethodGet && v != http.MethodPost:
			return refuse(http.StatusBadRequest, twilio.ErrInvalidMethod, "%s is not a valid method", name)
		case (strings.HasSuffix(name, "Url") || name == "StatusCallback") && !callable(v):
			return refuse(http.StatusBadRequest, twilio.ErrInvalidURL, "%s is not a valid URL", name)
		case name == "VoiceCallerIdLookup" && !oneOf(p, name, "true", "false"), name == "ApiVersion" && !oneOf(p, name, apiVersion, "2008-08-01"):
			return invalidParameter(name)
		}
	}
	return nil
}

// findNumber returns the number that the path names. The caller holds tw.mu.
func (c *call) findNumber() (*number, error) {
	for _, n := range c.account.numbers {
		if n.sid == c.vars.get("sid") && n.address.Channel() == channels.ChannelSMS &&
			n.address.IsShortCode() == strings.Contains(c.path, "/ShortCodes/") {
			return n, nil
		}
	}
	return nil, c.notFound()
}

func getNumber(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	n, err := c.findNumber()
	if err != nil {
		return nil, err
	}
	return c.numberBody(n), nil
}

func updateNumber(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	n, err := c.findNumber()
	if err != nil {
		return nil, err
	}
	names := numberSettings
	if n.address.IsShortCode() {
		names = shortCodeSettings
	}
	if err := checkSettings(c.params, names); err != nil {
		return nil, err
	}
	if sid := c.params.Get("AccountSid"); sid != "" && sid != c.account.sid {
		to := c.tw.reach(c.caller, sid)
		if to == nil {
			return nil, refuse(http.StatusBadRequest, twilio.ErrInvalidAccountSID, "%s is not an account of yours", sid)
		}
		c.account.release(n)
		to.numbers[n.address] = n
		c.account = to
	}
	n.set(c.tw.stamp(), c.params, names)
	return c.numberBody(n), nil
}

func deleteNumber(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	n, err := c.findNumber()
	if err != nil {
		return nil, err
	}
	c.account.release(n)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

func listNumbers(c *call) (any, error) {
	return c.listSenders("incoming_phone_numbers", "PhoneNumber", func(n *number) bool {
		return !n.address.IsShortCode() && c.params.Get("Origin") != "hosted"
	})
}

func listShortCodes(c *call) (any, error) {
	return c.listSenders("short_codes", "ShortCode", func(n *number) bool { return n.address.IsShortCode() })
}

// listSenders answers with the senders of one kind, those that came last first.
func (c *call) listSenders(key, filter string, kind func(*number) bool) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	var found []*number
	for _, n := range c.account.numbers {
		name := c.params.Get("FriendlyName")
		if n.address.Channel() == channels.ChannelSMS && kind(n) && (name == "" || name == n.name) && matches(string(n.address), c.params.Get(filter)) {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b *number) int { return strings.Compare(b.sid, a.sid) })
	items := make([]item, len(found))
	for i, n := range found {
		items[i] = item{n.sid, func() any { return c.numberBody(n) }}
	}
	return c.page(key, items)
}

// matches reports whether a part of a number fits a pattern, in which * is any digit.
func matches(number, pattern string) bool {
	for start := 0; start+len(pattern) <= len(number); start++ {
		fits := true
		for i := range len(pattern) {
			if p := pattern[i]; p != '*' && p != number[start+i] {
				fits = false
				break
			}
		}
		if fits {
			return true
		}
	}
	return false
}
