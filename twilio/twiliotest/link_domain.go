package twiliotest

import (
	"net/http"
	"time"
)

// domainConfig holds the settings of a domain.
type domainConfig struct {
	sid                string
	fallback, callback string
	continues          bool // with long links if they cannot be shortened
	plain              bool // without https://
	created, updated   time.Time
}

func linkRoutes() []route {
	const (
		domains = "/v1/LinkShortening/Domains/{domain}"
		one     = domains + "/MessagingServices/{service}"
		v2      = "/v2/LinkShortening/Domains/{domain}/Certificate"
	)
	return []route{
		{http.MethodGet, domains + "/Certificate", http.StatusOK, held(getCertificate), guarded},
		{http.MethodGet, v2, http.StatusOK, held(getCertificate), guarded},
		{http.MethodPost, domains + "/Certificate", http.StatusOK, held(updateCertificate), guarded},
		{http.MethodDelete, domains + "/Certificate", http.StatusNoContent, held(deleteCertificate), guarded},
		{http.MethodPost, domains + "/RequestManagedCert", http.StatusOK, held(requestCertificate), guarded},
		{http.MethodGet, domains + "/Config", http.StatusOK, held(getDomainConfig), guarded},
		{http.MethodPost, domains + "/Config", http.StatusOK, held(updateDomainConfig), guarded},
		{http.MethodGet, domains + "/ValidateDns", http.StatusOK, held(validateDNS), guarded},
		{http.MethodPost, one, http.StatusCreated, held(createAssociation), guarded},
		{http.MethodDelete, one, http.StatusNoContent, held(deleteAssociation), guarded},
		{http.MethodGet, "/v1/LinkShortening/MessagingServices/{service}/Domain", http.StatusOK, held(getAssociation), guarded},
		{http.MethodGet, "/v1/LinkShortening/MessagingService/{service}/DomainConfig", http.StatusOK, held(getServiceConfig), guarded},
	}
}

// domain returns the domain that the path names.
func (c *call) domain() (*domain, error) {
	if d := c.tw.domains[c.vars.get("domain")]; d != nil && d.account == c.account {
		return d, nil
	}
	return nil, c.notFound()
}

// serviceDomain returns the service that the path names, and its domain.
func (c *call) serviceDomain() (*service, *domain, error) {
	s, err := c.findService()
	switch {
	case err != nil:
		return nil, nil, err
	case s.domain == nil:
		return nil, nil, c.notFound()
	}
	return s, s.domain, nil
}

// configBody returns what the API answers for a domain's settings. The caller holds tw.mu.
func (d *domain) configBody(c *call) map[string]any {
	g := d.config
	return map[string]any{
		"domain_sid": d.sid, "config_sid": g.sid, "fallback_url": nullable(g.fallback), "callback_url": nullable(g.callback),
		"continue_on_failure": g.continues, "disable_https": g.plain, "url": c.origin() + c.path,
		"date_created": iso8601(g.created), "date_updated": iso8601(g.updated),
	}
}

func getDomainConfig(c *call) (any, error) {
	d, err := c.domain()
	switch {
	case err != nil:
		return nil, err
	case d.config == nil:
		return nil, c.notFound()
	}
	return d.configBody(c), nil
}

func getServiceConfig(c *call) (any, error) {
	s, d, err := c.serviceDomain()
	switch {
	case err != nil:
		return nil, err
	case d.config == nil:
		return nil, c.notFound()
	}
	body := d.configBody(c)
	delete(body, "disable_https")
	body["messaging_service_sid"] = s.sid
	return body, nil
}

func updateDomainConfig(c *call) (any, error) {
	d, err := c.domain()
	if err != nil {
		return nil, err
	}
	p := c.params
	switch fallback, callback := p.Get("FallbackUrl"), p.Get("CallbackUrl"); {
	case fallback != "" && !callable(fallback):
		return nil, bad(errLinkFallback, "Fallback URL is invalid")
	case callback != "" && !callable(callback):
		return nil, bad(errLinkCallback, "Callback URL is invalid")
	}
	if err := c.bools("ContinueOnFailure", "DisableHttps"); err != nil {
		return nil, err
	}
	if d.config == nil {
		d.config = &domainConfig{sid: c.tw.sid("ZK"), created: c.tw.stamp()}
	}
	g := d.config
	if p.Has("FallbackUrl") {
		g.fallback = p.Get("FallbackUrl")
	}
	if p.Has("CallbackUrl") {
		g.callback = p.Get("CallbackUrl")
	}
	if p.Get("ContinueOnFailure") != "" {
		g.continues = c.isTrue("ContinueOnFailure")
	}
	if p.Get("DisableHttps") != "" {
		g.plain = c.isTrue("DisableHttps")
	}
	g.updated = c.tw.stamp()
	return d.configBody(c), nil
}

func validateDNS(c *call) (any, error) {
	d, err := c.domain()
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"domain_sid": d.sid, "is_valid": d.fault == "", "reason": nullable(d.fault), "url": c.origin() + c.path,
	}, nil
}

// associationBody returns what the API answers for a service's use of a domain.
func (c *call) associationBody(s *service) any {
	return map[string]any{"domain_sid": s.domain.sid, "messaging_service_sid": s.sid, "url": c.origin() + c.path}
}

func createAssociation(c *call) (any, error) {
	d, err := c.domain()
	if err != nil {
		return nil, err
	}
	s := c.account.services[c.vars.get("service")]
	switch {
	case s == nil:
		return nil, bad(errLinkService, "MessagingServiceSID is invalid.")
	case s.domain != nil && s.domain != d:
		return nil, bad(errServiceHasDomain, "Messaging Service SID already belongs in another domain configuration.")
	}
	s.domain = d
	return c.associationBody(s), nil
}

func deleteAssociation(c *call) (any, error) {
	d, err := c.domain()
	if err != nil {
		return nil, err
	}
	s := c.account.services[c.vars.get("service")]
	if s == nil || s.domain != d {
		return nil, c.notFound()
	}
	s.domain = nil
	return nil, nil //nolint:nilnil // a deletion has no answer
}

func getAssociation(c *call) (any, error) {
	s, _, err := c.serviceDomain()
	if err != nil {
		return nil, err
	}
	return c.associationBody(s), nil
}
