package twiliotest

import (
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// brand is a business that is registered for US A2P 10DLC. Its fields are guarded by the emulator's
// mutex.
type brand struct {
	review
	sid, profile, a2pProfile string
	kind                     messaging.BrandType
	mock, skipVetting        bool
	answered                 bool // by the owner, who is a sole proprietor
	created                  time.Time
	vettings                 []*vetting
}

// Codes of refusals of brands and campaigns.
const (
	errBrandNotValid      twilio.ErrorCode = 21717
	errCampaignUsecase    twilio.ErrorCode = 21720
	errVerifyIncompatible twilio.ErrorCode = 21721
	errVerifyToken        twilio.ErrorCode = 21722
	errVerifyInProgress   twilio.ErrorCode = 21723
	errBrandNotFailed     twilio.ErrorCode = 21725
	errCampaignMissing    twilio.ErrorCode = 21727
	errCampaignLength     twilio.ErrorCode = 21728
	errCampaignLimit      twilio.ErrorCode = 21732
	errBrandOTP           twilio.ErrorCode = 21736
	errConflict           twilio.ErrorCode = 20409
)

// ApproveBrand makes The Campaign Registry approve a brand (BN…). A sole proprietor's identity stays
// unverified until [Twilio.ConfirmBrand]. It panics if there is no such brand, since that is a
// mistake in the test itself.
func (tw *Twilio) ApproveBrand(sid string) {
	defer tw.mustSave()
	tw.decideOn("brand", sid, brandReview(sid), (*review).approve)
}

// RejectBrand makes the registration of a brand (BN…) fail, for the reasons that codes name: 30794
// and its like. It panics if there is no such brand.
func (tw *Twilio) RejectBrand(sid string, codes ...twilio.ErrorCode) {
	defer tw.mustSave()
	tw.decideOn("brand", sid, brandReview(sid), func(r *review, at time.Time) { r.reject(at, codes) })
}

// ConfirmBrand makes the owner of a sole proprietor's brand (BN…) answer YES to the one-time
// password. It panics if there is no such brand.
func (tw *Twilio) ConfirmBrand(sid string) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for _, a := range tw.accounts {
		if b := a.compliance.brands[sid]; b != nil {
			b.answered = true
			return
		}
	}
	panic("twiliotest: there is no brand " + sid)
}

func brandReview(sid string) func(*account) *review {
	return func(a *account) *review {
		if b := a.compliance.brands[sid]; b != nil {
			return &b.review
		}
		return nil
	}
}

var brandStatuses = map[stage]messaging.BrandStatus{
	stageSubmitted: messaging.BrandStatusPending, stageInReview: messaging.BrandStatusInReview,
	stageApproved: messaging.BrandStatusApproved, stageRejected: messaging.BrandStatusFailed,
}

// identity returns what the registry knows of the business. The caller holds tw.mu, as for all of a
// brand's methods.
func (b *brand) identity(cfg *config) messaging.BrandIdentityStatus {
	switch {
	case b.stage(cfg) != stageApproved, b.kind == messaging.BrandTypeSoleProprietor && !b.answered:
		return messaging.BrandIdentityStatusUnverified
	case b.vetted(cfg):
		return messaging.BrandIdentityStatusVettedVerified
	}
	return messaging.BrandIdentityStatusVerified
}

// score returns the brand's score, null if nobody looked for one.
func (b *brand) score(cfg *config) any {
	switch {
	case b.stage(cfg) != stageApproved || b.kind == messaging.BrandTypeSoleProprietor || b.skipVetting:
		return nil
	case b.vetted(cfg):
		return 90
	}
	return 75
}

// registryID returns an ID at the registry.
func registryID(prefix, sid string) string { return prefix + strings.ToUpper(sid[len(sid)-6:]) }

// body returns what the API answers for a brand.
func (b *brand) body(c *call) any {
	cfg := &c.tw.cfg
	self := c.origin() + brandsPath + "/" + b.sid
	var known, tcr any
	if b.stage(cfg) == stageApproved {
		known, tcr = false, registryID("B", b.sid)
	}
	return map[string]any{
		"sid": b.sid, "account_sid": c.account.sid, "url": self,
		"customer_profile_bundle_sid": b.profile, "a2p_profile_bundle_sid": b.a2pProfile,
		"brand_type": b.kind, "status": brandStatuses[b.stage(cfg)], "tcr_id": tcr,
		"failure_reason": b.reason(), "errors": b.errors(),
		"brand_score": b.score(cfg), "brand_feedback": nil, "identity_status": b.identity(cfg),
		"russell_3000": known, "government_entity": known, "tax_exempt_status": nil,
		"skip_automatic_sec_vet": b.skipVetting, "mock": b.mock,
		"date_created": iso8601(b.created), "date_updated": iso8601(b.updated(cfg)),
		"links": map[string]string{"brand_vettings": self + "/Vettings", "brand_registration_otps": self + "/SmsOtp"},
	}
}

func createBrand(c *call) (any, error) {
	p := c.params
	if err := c.needs("CustomerProfileBundleSid", "A2PProfileBundleSid"); err != nil {
		return nil, err
	}
	for _, name := range []string{"CustomerProfileBundleSid", "A2PProfileBundleSid"} {
		if !isSID("BU", p.Get(name)) {
			return nil, invalidParameter(name)
		}
	}
	if !oneOf(p, "BrandType", string(messaging.BrandTypeStandard), string(messaging.BrandTypeSoleProprietor)) {
		return nil, invalidParameter("BrandType")
	}
	if err := c.bools("Mock", "SkipAutomaticSecVet"); err != nil {
		return nil, err
	}
	b := &brand{
		review: newReview(c.tw.Now()), sid: c.tw.sid("BN"), created: c.tw.stamp(),
		profile: p.Get("CustomerProfileBundleSid"), a2pProfile: p.Get("A2PProfileBundleSid"),
		kind: messaging.BrandTypeStandard, mock: c.isTrue("Mock"), skipVetting: c.isTrue("SkipAutomaticSecVet"),
	}
	if kind := p.Get("BrandType"); kind != "" {
		b.kind = messaging.BrandType(strings.ToUpper(kind))
	}
	if c.account.compliance.brands == nil {
		c.account.compliance.brands = map[string]*brand{}
	}
	c.account.compliance.brands[b.sid] = b
	return b.body(c), nil
}

func listBrands(c *call) (any, error) {
	var items []item
	for _, b := range c.account.compliance.brands {
		items = append(items, item{b.sid, func() any { return b.body(c) }})
	}
	return c.page("data", newestFirst(items))
}

// brand returns the brand that the path names.
func (c *call) brand() (*brand, error) {
	if b := c.account.compliance.brands[c.vars.get("brand")]; b != nil {
		return b, nil
	}
	return nil, c.notFound()
}

func getBrand(c *call) (any, error) {
	b, err := c.brand()
	if err != nil {
		return nil, err
	}
	return b.body(c), nil
}

// updateBrand submits a brand again that failed, or whose identity is not verified.
func updateBrand(c *call) (any, error) {
	b, err := c.brand()
	if err != nil {
		return nil, err
	}
	stage := b.stage(&c.tw.cfg)
	unverified := stage == stageApproved && b.identity(&c.tw.cfg) == messaging.BrandIdentityStatusUnverified
	if stage != stageRejected && !unverified {
		return nil, bad(errBrandNotFailed, "Brand can only be updated when in FAILED state")
	}
	b.review = newReview(c.tw.Now())
	return b.body(c), nil
}

func sendBrandOTP(c *call) (any, error) {
	b, err := c.brand()
	if err != nil {
		return nil, err
	}
	if b.kind != messaging.BrandTypeSoleProprietor {
		return nil, bad(errBrandOTP, "Brand 2FA Failed")
	}
	return map[string]any{"account_sid": c.account.sid, "brand_registration_sid": b.sid}, nil
}
