package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const servicesPath = "/v1/Services"

func serviceRoutes() []route {
	const one = servicesPath + "/{service}"
	return []route{
		{http.MethodGet, servicesPath + "/Usecases", http.StatusOK, listUsecases, guarded},
		{http.MethodPost, servicesPath + "/PreregisteredUsa2p", http.StatusCreated, held(createExternalCampaign), guarded}, // not a service's SID
		{http.MethodPost, servicesPath, http.StatusCreated, createService, guarded},
		{http.MethodGet, servicesPath, http.StatusOK, listServices, guarded},
		{http.MethodGet, one, http.StatusOK, getService, guarded},
		{http.MethodPost, one, http.StatusOK, updateService, guarded},
		{http.MethodDelete, one, http.StatusNoContent, deleteService, guarded},
	}
}

// usecase says what a service is for.
type usecase struct {
	Usecase     string `json:"usecase"`
	Description string `json:"description"`
	Purpose     string `json:"purpose"`
}

var usecases = []usecase{
	{"notifications", "News of deliveries, accounts, appointments, orders and emergencies.", "Notify my users."},
	{"marketing", "News of products, and offers.", "Market my services."},
	{"verification", "One-time passcodes and sign-in links.", "Verify my users' identity."},
	{"discussion", "Conversations between people.", "Let people talk."},
	{"poll", "Questions and votes.", "Poll my users."},
	{"undeclared", "Anything else.", "Not said."},
}

func listUsecases(*call) (any, error) { return map[string]any{"usecases": usecases}, nil }

func iso8601(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// findService returns the service that the path names. The caller holds tw.mu.
func (c *call) findService() (*service, error) {
	if s := c.account.services[c.vars.get("service")]; s != nil {
		return s, nil
	}
	return nil, c.notFound()
}

// body returns what the API answers for a service.
func (s *service) body(c *call) any {
	self := c.origin() + servicesPath + "/" + s.sid
	body := map[string]any{
		"sid": s.sid, "account_sid": s.account.sid, "url": self,
		"date_created": iso8601(s.created), "date_updated": iso8601(s.updated),
		"us_app_to_person_registered": s.registered(&c.tw.cfg),
		"links": map[string]string{
			"phone_numbers": self + "/PhoneNumbers", "short_codes": self + "/ShortCodes",
			"alpha_senders": self + "/AlphaSenders", "destination_alpha_senders": self + "/DestinationAlphaSenders",
			"channel_senders": self + "/ChannelSenders", "messages": self + "/Messages",
			"us_app_to_person": self + "/Compliance/Usa2p", "us_app_to_person_usecases": self + "/Compliance/Usa2p/Usecases",
		},
	}
	for name := range serviceDefaults {
		body[snake(name)] = s.value(name)
	}
	return body
}

// value returns a setting as an answer has it.
func (s *service) value(name string) any {
	switch v := s.get(name); {
	case name == "ValidityPeriod":
		n, _ := strconv.Atoi(v) // which was checked when it was set
		return n
	case v == "true" || v == "false":
		return v == "true"
	case v == "":
		return nil
	default:
		return v
	}
}

// set takes over the settings that p names, also those that it empties, or says what is wrong with
// them.
func (s *service) set(p url.Values) error {
	if err := checkService(p); err != nil {
		return err
	}
	for name, byDefault := range serviceDefaults {
		values, ok := p[name]
		if !ok {
			continue
		}
		v := values[0]
		if byDefault == "true" || byDefault == "false" || name == "ScanMessageContent" { // taken in any case
			v = strings.ToLower(v)
		}
		s.settings.Set(name, v)
	}
	s.updated = s.account.clock.stamp()
	return nil
}

func createService(c *call) (any, error) {
	if c.params.Get("FriendlyName") == "" {
		return nil, missing("FriendlyName")
	}
	if err := checkService(c.params); err != nil {
		return nil, err
	}
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s := c.tw.addService(c.account)
	if err := s.set(c.params); err != nil {
		return nil, err
	}
	return s.body(c), nil
}

func listServices(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	items := make([]item, 0, len(c.account.services))
	for _, s := range c.account.services {
		items = append(items, item{s.sid, func() any { return s.body(c) }})
	}
	return c.page("services", newestFirst(items))
}

// newestFirst sorts items by the number in their SID.
func newestFirst(items []item) []item {
	slices.SortFunc(items, func(a, b item) int { return strings.Compare(b.sid[2:], a.sid[2:]) })
	return items
}

func getService(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	return s.body(c), nil
}

func updateService(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	if name, ok := c.params["FriendlyName"]; ok && name[0] == "" {
		c.params.Del("FriendlyName") // which a service keeps
	}
	if err := s.set(c.params); err != nil {
		return nil, err
	}
	return s.body(c), nil
}

func deleteService(c *call) (any, error) {
	c.tw.mu.Lock()
	defer c.tw.mu.Unlock()
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	s.close()
	return nil, nil //nolint:nilnil // a deletion has no answer
}
