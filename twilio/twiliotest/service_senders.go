package twiliotest

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// senderCollection is one of the lists of senders below a service whose entries are numbers of
// the account.
type senderCollection struct {
	name  string // of the path, and of what number.kind returns
	param string // that names the sender to add
	key   string // of the list
}

var senderCollections = []senderCollection{
	{"PhoneNumbers", "PhoneNumberSid", "phone_numbers"},
	{"ShortCodes", "ShortCodeSid", "short_codes"},
	{"ChannelSenders", "Sid", "senders"},
}

func poolRoutes() []route {
	const one = servicesPath + "/{service}/"
	var routes []route
	add := func(name string, create, list, get, remove func(*call) (any, error)) {
		routes = append(routes,
			route{http.MethodPost, one + name, http.StatusCreated, create, guarded},
			route{http.MethodGet, one + name, http.StatusOK, list, guarded},
			route{http.MethodGet, one + name + "/{sid}", http.StatusOK, get, guarded},
			route{http.MethodDelete, one + name + "/{sid}", http.StatusNoContent, remove, guarded},
		)
	}
	for _, k := range senderCollections {
		add(k.name, k.create, k.list, k.get, k.remove)
	}
	add("AlphaSenders", createAlpha, listAlphas, getAlpha, deleteAlpha)
	add("DestinationAlphaSenders", createAlpha, listAlphas, getAlpha, deleteAlpha)
	return routes
}

// kind returns the collection below a service that the number is in.
func (n *number) kind() string {
	switch {
	case n.address.IsShortCode():
		return "ShortCodes"
	case n.address.Channel() != channels.ChannelSMS:
		return "ChannelSenders"
	}
	return "PhoneNumbers"
}

// member returns the number of the pool that the path names.
func (k senderCollection) member(c *call) (*service, *number, error) {
	s, err := c.findService()
	if err != nil {
		return nil, nil, err
	}
	for _, n := range s.numbers {
		if n.sid == c.vars.get("sid") && n.kind() == k.name {
			return s, n, nil
		}
	}
	return nil, nil, c.notFound()
}

func (k senderCollection) create(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	sid := c.params.Get(k.param)
	if sid == "" {
		return nil, missing(k.param)
	}
	for _, n := range c.account.numbers {
		if n.sid == sid && n.kind() == k.name {
			if err := s.join(n); err != nil {
				return nil, err
			}
			return k.body(c, n), nil
		}
	}
	c.path += "/" + url.PathEscape(sid)
	return nil, c.notFound()
}

func (k senderCollection) list(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	var items []item
	for _, n := range s.numbers {
		if n.kind() == k.name {
			items = append(items, item{n.sid, func() any { return k.body(c, n) }})
		}
	}
	return c.page(k.key, newestFirst(items))
}

func (k senderCollection) get(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	_, n, err := k.member(c)
	if err != nil {
		return nil, err
	}
	return k.body(c, n), nil
}

func (k senderCollection) remove(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, n, err := k.member(c)
	if err != nil {
		return nil, err
	}
	s.leave(n)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// body returns what the API answers for a sender of a pool.
func (k senderCollection) body(c *call, n *number) any {
	body := map[string]any{
		"sid": n.sid, "account_sid": c.account.sid, "country_code": n.country,
		"date_created": iso8601(n.joined), "date_updated": iso8601(n.joined),
		"url": c.origin() + servicesPath + "/" + n.service.sid + "/" + k.name + "/" + n.sid,
	}
	switch k.name {
	case "PhoneNumbers":
		body["service_sid"], body["phone_number"] = n.service.sid, n.address
		body["capabilities"] = []string{"Voice", "SMS", "MMS"}
		if !n.can(capableMMS) {
			body["capabilities"] = []string{"Voice", "SMS"}
		}
	case "ShortCodes":
		body["service_sid"], body["short_code"] = n.service.sid, n.address
		body["capabilities"] = []string{"SMS", "MMS"}
	default:
		body["messaging_service_sid"], body["sender"] = n.service.sid, n.address
		body["sender_type"] = senderTypes[n.address.Channel()]
	}
	return body
}

// senderTypes are what the API calls the channels of senders.
var senderTypes = map[channels.Channel]string{
	channels.ChannelWhatsApp:  "WhatsApp",
	channels.ChannelMessenger: "Messenger",
	channels.ChannelRCS:       "RCS",
}

// byCountry tells whether a call is about the alphanumeric senders by country, or else about the
// defaults.
func (c *call) byCountry() bool { return strings.Contains(c.path, "/DestinationAlphaSenders") }

func createAlpha(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	name, country := c.params.Get("AlphaSender"), ""
	if name == "" {
		return nil, bad(messaging.ErrAlphaSenderRequired, "Alpha Sender ID Missing from the request")
	}
	if c.byCountry() {
		country = strings.ToUpper(c.params.Get("IsoCountryCode"))
	}
	if country != "" && (len(country) != 2 || strings.Trim(country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return nil, bad(twilio.ErrUnknownParameters, "Invalid IsoCountryCode")
	}
	a, err := s.addAlpha(c.tw, channels.Address(name), country)
	if err != nil {
		return nil, err
	}
	return c.alphaBody(s, a), nil
}

// alpha returns the alphanumeric sender that the path names.
func (c *call) alpha() (*service, *alphaSender, error) {
	s, err := c.findService()
	if err != nil {
		return nil, nil, err
	}
	for _, a := range s.alphas {
		if a.sid == c.vars.get("sid") && (c.byCountry() || a.country == "") {
			return s, a, nil
		}
	}
	return nil, nil, c.notFound()
}

func listAlphas(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	var items []item
	country := c.params.Get("IsoCountryCode")
	for _, a := range s.alphas {
		if c.byCountry() && (country == "" || strings.EqualFold(country, a.country)) || !c.byCountry() && a.country == "" {
			items = append(items, item{a.sid, func() any { return c.alphaBody(s, a) }})
		}
	}
	return c.page("alpha_senders", newestFirst(items))
}

func getAlpha(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, a, err := c.alpha()
	if err != nil {
		return nil, err
	}
	return c.alphaBody(s, a), nil
}

func deleteAlpha(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, a, err := c.alpha()
	if err != nil {
		return nil, err
	}
	s.removeAlpha(a)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// alphaBody returns what the API answers for an alphanumeric sender.
func (c *call) alphaBody(s *service, a *alphaSender) any {
	name := "AlphaSenders"
	body := map[string]any{
		"sid": a.sid, "account_sid": c.account.sid, "service_sid": s.sid, "alpha_sender": a.name,
		"capabilities": []string{"SMS"}, "date_created": iso8601(a.created), "date_updated": iso8601(a.created),
	}
	if c.byCountry() {
		name = "DestinationAlphaSenders"
		body["iso_country_code"] = a.country
	}
	body["url"] = c.origin() + servicesPath + "/" + s.sid + "/" + name + "/" + a.sid
	return body
}
