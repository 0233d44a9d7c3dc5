package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// campaign is what a service is registered for with US A2P 10DLC. Its fields are guarded by the
// emulator's mutex.
type campaign struct {
	review
	settings url.Values // by the name of the parameter that sets them
	brand    *brand     // nil if it was registered elsewhere,
	id       string     // by this ID at the registry
	created  time.Time
}

// ApproveCampaign makes carriers verify the campaign of a service (MG…), so that its numbers can
// send. It panics if the service has none, since that is a mistake in the test itself.
func (tw *Twilio) ApproveCampaign(serviceSID string) {
	defer tw.mustSave()
	tw.decideOn("campaign of", serviceSID, campaignReview(serviceSID), (*review).approve)
}

// RejectCampaign makes the registration of the campaign of a service (MG…) fail, for the reasons that
// codes name: 30897 and its like. It panics if the service has none.
func (tw *Twilio) RejectCampaign(serviceSID string, codes ...twilio.ErrorCode) {
	defer tw.mustSave()
	tw.decideOn("campaign of", serviceSID, campaignReview(serviceSID), func(r *review, at time.Time) { r.reject(at, codes) })
}

func campaignReview(serviceSID string) func(*account) *review {
	return func(a *account) *review {
		if s := a.services[serviceSID]; s != nil && s.campaign != nil {
			return &s.campaign.review
		}
		return nil
	}
}

var campaignStatuses = map[stage]messaging.CampaignStatus{
	stageSubmitted: messaging.CampaignStatusPending, stageInReview: messaging.CampaignStatusInProgress,
	stageApproved: messaging.CampaignStatusVerified, stageRejected: messaging.CampaignStatusFailed,
}

// registered reports whether US carriers take messages from the service's numbers.
func (s *service) registered(cfg *config) bool {
	return s.campaign != nil && s.campaign.stage(cfg) == stageApproved
}

var (
	campaignTexts = []string{"Description", "MessageFlow", "OptInMessage", "OptOutMessage", "HelpMessage"}
	campaignLists = []string{"MessageSamples", "OptInKeywords", "OptOutKeywords", "HelpKeywords"}
	campaignBools = []string{"HasEmbeddedLinks", "HasEmbeddedPhone", "SubscriberOptIn", "AgeGated", "DirectLending"}
	campaignURLs  = []string{"PrivacyPolicyUrl", "TermsAndConditionsUrl"} // of version 1.2 on
)

// campaignLengths are how long texts may be, in characters.
var campaignLengths = map[string][2]int{
	"Description": {40, 4096}, "MessageFlow": {40, 2048}, "MessageSamples": {20, 1024},
	"OptInMessage": {20, 320}, "OptOutMessage": {20, 320}, "HelpMessage": {20, 320},
	"OptInKeywords": {1, 255}, "OptOutKeywords": {1, 255}, "HelpKeywords": {1, 255},
}

// campaignBody returns what the API answers for the campaign of a service.
func (c *call) campaignBody(s *service) any {
	m, cfg := s.campaign, &c.tw.cfg
	var brandSID, id, limits any
	mock := false
	if m.brand != nil {
		brandSID, mock = m.brand.sid, m.brand.mock
	}
	if m.stage(cfg) == stageApproved {
		id = registryID("C", s.sid)
		limits = map[string]any{
			"att": map[string]any{"mps": 4500, "msg_class": "A"}, "tmobile": map[string]any{"brand_tier": "TOP"},
		}
	}
	if m.id != "" {
		id = m.id
	}
	body := map[string]any{
		"sid": messaging.CampaignSID, "account_sid": c.account.sid, "messaging_service_sid": s.sid,
		"brand_registration_sid": brandSID, "campaign_id": id, "mock": mock,
		"us_app_to_person_usecase": nullable(m.settings.Get("UsAppToPersonUsecase")),
		"is_externally_registered": m.id != "", "rate_limits": limits,
		"campaign_status": campaignStatuses[m.stage(cfg)], "errors": m.errors(),
		"date_created": iso8601(m.created), "date_updated": iso8601(m.updated(cfg)),
		"url": c.origin() + servicesPath + "/" + s.sid + "/Compliance/Usa2p/" + messaging.CampaignSID,
	}
	for _, name := range campaignTexts {
		body[snake(name)] = nullable(m.settings.Get(name))
	}
	for _, name := range campaignLists {
		body[snake(name)] = append([]string{}, m.settings[name]...)
	}
	for _, name := range campaignBools {
		body[snake(name)] = strings.EqualFold(m.settings.Get(name), "true")
	}
	if version := c.header.Get("X-Twilio-Api-Version"); version == "v1.2" {
		for _, name := range campaignURLs {
			body[snake(name)] = nullable(m.settings.Get(name))
		}
	}
	return body
}

// checkCampaign refuses a campaign that lacks one of some parameters, or has one of a wrong length.
func (c *call) checkCampaign(required ...string) error {
	for _, name := range required {
		if c.params.Get(name) == "" {
			return bad(errCampaignMissing, "Campaign registration failed due to missing parameter(s): %s", name)
		}
	}
	for _, name := range slices.Concat(campaignTexts, campaignLists) {
		limits := campaignLengths[name]
		for _, text := range c.params[name] {
			if n := len([]rune(text)); n > 0 && (n < limits[0] || n > limits[1]) {
				return bad(errCampaignLength, "Campaign registration failed due to length validation failures: %s", name)
			}
		}
	}
	if n := len(c.params["MessageSamples"]); n < 2 || n > 5 {
		return bad(errCampaignLength, "Campaign registration failed due to length validation failures: MessageSamples")
	}
	return c.bools(campaignBools...)
}

func createCampaign(c *call) (any, error) {
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	if err := c.checkCampaign("BrandRegistrationSid", "Description", "MessageFlow", "MessageSamples",
		"UsAppToPersonUsecase", "HasEmbeddedLinks", "HasEmbeddedPhone"); err != nil {
		return nil, err
	}
	b, cfg := c.account.compliance.brands[c.params.Get("BrandRegistrationSid")], &c.tw.cfg
	switch usecase := messaging.CampaignUsecase(c.params.Get("UsAppToPersonUsecase")); {
	case b == nil || b.stage(cfg) != stageApproved || b.identity(cfg) == messaging.BrandIdentityStatusUnverified:
		return nil, bad(errBrandNotValid, "Brand Registration SID for US A2P Campaign Use Case is Not Registered or Not Valid")
	case !b.allows(usecase):
		return nil, bad(errCampaignUsecase, "A2P Use Case is Invalid")
	case s.campaign != nil:
		return nil, c.hasCampaign()
	case b.kind == messaging.BrandTypeSoleProprietor && c.account.campaigns(b) > 0:
		return nil, bad(errCampaignLimit, "Campaign limit reached on the Brand")
	}
	s.campaign = &campaign{review: newReview(c.tw.Now()), settings: c.params, brand: b, created: c.tw.stamp()}
	return c.campaignBody(s), nil
}

// hasCampaign is the refusal of a second campaign for a service.
func (c *call) hasCampaign() error {
	return refuse(http.StatusConflict, errConflict, "The Messaging Service has a campaign already")
}

// campaigns counts the campaigns of a brand.
func (a *account) campaigns(b *brand) int {
	count := 0
	for _, s := range a.services {
		if s.campaign != nil && s.campaign.brand == b {
			count++
		}
	}
	return count
}

func listCampaigns(c *call) (any, error) {
	s, err := c.findService()
	if err != nil {
		return nil, err
	}
	var items []item
	if s.campaign != nil {
		items = append(items, item{messaging.CampaignSID, func() any { return c.campaignBody(s) }})
	}
	return c.page("compliance", items)
}

// campaignService returns the service whose campaign the path names.
func (c *call) campaignService() (*service, error) {
	s, err := c.findService()
	if err == nil && (s.campaign == nil || c.vars.get("sid") != messaging.CampaignSID) {
		err = c.notFound()
	}
	return s, err
}

func getCampaign(c *call) (any, error) {
	s, err := c.campaignService()
	if err != nil {
		return nil, err
	}
	return c.campaignBody(s), nil
}

// updateCampaign submits a campaign again that failed.
func updateCampaign(c *call) (any, error) {
	s, err := c.campaignService()
	if err != nil {
		return nil, err
	}
	if err := c.checkCampaign("HasEmbeddedLinks", "HasEmbeddedPhone", "MessageSamples", "MessageFlow", "Description",
		"AgeGated", "DirectLending"); err != nil {
		return nil, err
	}
	if s.campaign.stage(&c.tw.cfg) != stageRejected {
		return nil, bad(twilio.ErrUnknownParameters, "Only a campaign that failed can be updated")
	}
	for _, name := range []string{"Description", "MessageFlow", "MessageSamples", "HasEmbeddedLinks", "HasEmbeddedPhone",
		"AgeGated", "DirectLending", "PrivacyPolicyUrl", "TermsAndConditionsUrl"} {
		if values, ok := c.params[name]; ok {
			s.campaign.settings[name] = values
		}
	}
	s.campaign.review = newReview(c.tw.Now())
	return c.campaignBody(s), nil
}

func deleteCampaign(c *call) (any, error) {
	s, err := c.campaignService()
	if err != nil {
		return nil, err
	}
	s.campaign = nil
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// createExternalCampaign ties a campaign to a service that was registered elsewhere.
func createExternalCampaign(c *call) (any, error) {
	if err := c.needs("CampaignId", "MessagingServiceSid"); err != nil {
		return nil, err
	}
	if err := c.bools("CnpMigration"); err != nil {
		return nil, err
	}
	s := c.account.services[c.params.Get("MessagingServiceSid")]
	switch {
	case s == nil:
		return nil, refuse(http.StatusNotFound, twilio.ErrServiceNotFound, "The Messaging Service does not exist")
	case s.campaign != nil:
		return nil, c.hasCampaign()
	}
	s.campaign = &campaign{review: newReview(c.tw.Now()), settings: url.Values{}, id: c.params.Get("CampaignId"), created: c.tw.stamp()}
	return map[string]any{
		"sid": messaging.CampaignSID, "account_sid": c.account.sid, "campaign_id": s.campaign.id,
		"messaging_service_sid": s.sid, "date_created": iso8601(s.campaign.created),
	}, nil
}
