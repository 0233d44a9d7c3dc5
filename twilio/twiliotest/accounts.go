package twiliotest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

func accountRoutes() []route {
	const (
		list = versionPath + "/Accounts.json"
		one  = versionPath + "/Accounts/{account}.json"
	)
	return []route{
		{http.MethodPost, list, http.StatusCreated, createAccount, guarded},
		{http.MethodGet, list, http.StatusOK, listAccounts, guarded},
		{http.MethodGet, one, http.StatusOK, getAccount, guarded},
		{http.MethodPost, one, http.StatusOK, updateAccount, guarded},
	}
}

// addSubaccount makes an account below another. The caller holds tw.mu.
func (tw *Twilio) addSubaccount(parent *account, name string) *account {
	a := newAccount(tw.cfg.clock, tw.sid("AC"), tw.sid(""), parent.sid)
	a.trial = tw.cfg.trial()
	if a.name = name; name == "" {
		a.name = "SubAccount Created at " + a.created.Format("2006-01-02 03:04 pm")
	}
	tw.accounts[a.sid] = a
	return a
}

// body returns what the API answers for an account. The caller holds tw.mu.
func (a *account) body() any {
	kind := twilio.AccountTypeFull
	if a.trial {
		kind = twilio.AccountTypeTrial
	}
	path, owner := versionPath+"/Accounts/"+a.sid, a.parent
	if owner == "" {
		owner = a.sid
	}
	return map[string]any{
		"sid": a.sid, "owner_account_sid": owner, "friendly_name": a.name, "status": a.status,
		"type": kind, "auth_token": a.token,
		"date_created": rfc2822(a.created), "date_updated": rfc2822(a.updated), "uri": path + ".json",
		"subresource_uris": map[string]string{
			"incoming_phone_numbers": path + "/IncomingPhoneNumbers.json",
			"messages":               path + "/Messages.json",
			"short_codes":            path + "/SMS/ShortCodes.json",
		},
	}
}

func createAccount(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	if c.caller.parent != "" {
		return nil, refuse(http.StatusForbidden, twilio.ErrAccessDenied, "A subaccount cannot have subaccounts")
	}
	return c.tw.addSubaccount(c.caller, c.params.Get("FriendlyName")).body(), nil
}

func getAccount(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	return c.account.body(), nil
}

func updateAccount(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	a, status := c.account, twilio.AccountStatus(c.params.Get("Status"))
	switch {
	case status == "":
	case status != twilio.AccountStatusActive && status != twilio.AccountStatusSuspended && status != twilio.AccountStatusClosed:
		return nil, refuse(http.StatusBadRequest, 21475, "Unable to update Status, invalid Status.")
	case a.parent == "":
		return nil, refuse(http.StatusBadRequest, 21477, "Unable to update Status for parent accounts")
	case a.status == twilio.AccountStatusClosed:
		return nil, refuse(http.StatusBadRequest, 21479, "Unable to update Status for subaccount, subaccount has been closed.")
	default:
		a.status = status
	}
	if name := c.params.Get("FriendlyName"); name != "" {
		a.name = name
	}
	a.updated = c.tw.stamp()
	return a.body(), nil
}

func listAccounts(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	name, status := c.params.Get("FriendlyName"), c.params.Get("Status")
	var found []*account
	for _, a := range c.tw.accounts {
		if c.tw.reach(c.caller, a.sid) != nil && (name == "" || name == a.name) && (status == "" || status == string(a.status)) {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b *account) int { return strings.Compare(b.sid, a.sid) })
	items := make([]item, len(found))
	for i, a := range found {
		items[i] = item{a.sid, a.body}
	}
	return c.page("accounts", items)
}
