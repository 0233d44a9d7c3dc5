package twiliotest

import (
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// vetting is what a third party says of a brand.
type vetting struct {
	review
	sid, id  string
	provider messaging.BrandVettingProvider
	created  time.Time
}

// ApproveVetting makes the vetting of a brand (VT…) succeed. It panics if there is none with this SID,
// since that is a mistake in the test itself.
func (tw *Twilio) ApproveVetting(sid string) {
	defer tw.mustSave()
	tw.decideOn("vetting", sid, vettingReview(sid), (*review).approve)
}

// RejectVetting makes the vetting of a brand (VT…) fail. It panics if there is none with this SID.
func (tw *Twilio) RejectVetting(sid string, codes ...twilio.ErrorCode) {
	defer tw.mustSave()
	tw.decideOn("vetting", sid, vettingReview(sid), func(r *review, at time.Time) { r.reject(at, codes) })
}

func vettingReview(sid string) func(*account) *review {
	return func(a *account) *review {
		for _, b := range a.compliance.brands {
			for _, v := range b.vettings {
				if v.sid == sid {
					return &v.review
				}
			}
		}
		return nil
	}
}

var vettingStatuses = map[stage]messaging.VettingStatus{
	stageSubmitted: messaging.VettingStatusPending, stageInReview: messaging.VettingStatusInProgress,
	stageApproved: messaging.VettingStatusSuccess, stageRejected: messaging.VettingStatusFailed,
}

// vetted reports whether a third party has vouched for the brand.
func (b *brand) vetted(cfg *config) bool {
	return slices.ContainsFunc(b.vettings, func(v *vetting) bool { return v.stage(cfg) == stageApproved })
}

// body returns what the API answers for a vetting. The caller holds tw.mu.
func (v *vetting) body(c *call, b *brand) any {
	class := messaging.VettingClassStandard
	if v.provider == messaging.BrandVettingProviderCampaignVerify {
		class = messaging.VettingClassPolitical
	}
	return map[string]any{
		"brand_vetting_sid": v.sid, "account_sid": c.account.sid, "brand_sid": b.sid,
		"vetting_provider": v.provider, "vetting_id": nullable(v.id), "vetting_class": class,
		"vetting_status": vettingStatuses[v.stage(&c.tw.cfg)],
		"date_created":   iso8601(v.created), "date_updated": iso8601(v.updated(&c.tw.cfg)),
		"url": c.origin() + brandsPath + "/" + b.sid + "/Vettings/" + v.sid,
	}
}

// campaignVerifyPrefix is what Campaign Verify's tokens begin with.
const campaignVerifyPrefix = "cv|"

func createVetting(c *call) (any, error) {
	b, err := c.brand()
	if err != nil {
		return nil, err
	}
	if err := c.needs("VettingProvider"); err != nil {
		return nil, err
	}
	provider, id := messaging.BrandVettingProvider(c.params.Get("VettingProvider")), c.params.Get("VettingId")
	if provider != messaging.BrandVettingProviderAegis && provider != messaging.BrandVettingProviderCampaignVerify {
		return nil, invalidParameter("VettingProvider")
	}
	if provider == messaging.BrandVettingProviderCampaignVerify {
		switch {
		case b.kind == messaging.BrandTypeSoleProprietor:
			return nil, bad(errVerifyIncompatible, "Cannot import Campaign Verify token due to incompatible A2P brand")
		case !strings.HasPrefix(id, campaignVerifyPrefix):
			return nil, bad(errVerifyToken, "Invalid Campaign Verify token")
		case slices.ContainsFunc(b.vettings, func(v *vetting) bool { return v.id == id && v.stage(&c.tw.cfg) < stageApproved }):
			return nil, bad(errVerifyInProgress, "Campaign Verify token import already in progress")
		}
	}
	v := &vetting{review: newReview(c.tw.Now()), sid: c.tw.sid("VT"), id: id, provider: provider, created: c.tw.stamp()}
	b.vettings = append(b.vettings, v)
	return v.body(c, b), nil
}

func listVettings(c *call) (any, error) {
	b, err := c.brand()
	if err != nil {
		return nil, err
	}
	provider := messaging.BrandVettingProvider(c.params.Get("VettingProvider"))
	var items []item
	for _, v := range b.vettings {
		if provider == "" || provider == v.provider {
			items = append(items, item{v.sid, func() any { return v.body(c, b) }})
		}
	}
	return c.page("data", newestFirst(items))
}

func getVetting(c *call) (any, error) {
	b, err := c.brand()
	if err != nil {
		return nil, err
	}
	for _, v := range b.vettings {
		if v.sid == c.vars.get("sid") {
			return v.body(c, b), nil
		}
	}
	return nil, c.notFound()
}
