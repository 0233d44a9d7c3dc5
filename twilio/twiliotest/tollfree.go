package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// tollfree is the verification of a toll-free number. Its fields are guarded by the emulator's mutex.
type tollfree struct {
	review
	sid, profile, product, assignment string
	number                            string // its SID
	address                           channels.Address
	settings                          url.Values // by the name of the parameter that sets them
	created                           time.Time
}

// editTime is for how long a verification that was rejected can be corrected.
const editTime = 7 * 24 * time.Hour

const errTollfreeEditTime twilio.ErrorCode = 30437

// ApproveTollfree makes Twilio approve the verification of a toll-free number (HH…). It panics if
// there is none with this SID, since that is a mistake in the test itself.
func (tw *Twilio) ApproveTollfree(sid string) {
	defer tw.mustSave()
	tw.decideOn("toll-free verification", sid, tollfreeReview(sid), (*review).approve)
}

// RejectTollfree makes Twilio reject the verification of a toll-free number (HH…), for the reasons
// that codes name: 30445 and its like. For seven days it can be corrected. It panics if there is
// none with this SID.
func (tw *Twilio) RejectTollfree(sid string, codes ...twilio.ErrorCode) {
	defer tw.mustSave()
	tw.decideOn("toll-free verification", sid, tollfreeReview(sid), func(r *review, at time.Time) { r.reject(at, codes) })
}

func tollfreeReview(sid string) func(*account) *review {
	return func(a *account) *review {
		if t := a.compliance.tollfree[sid]; t != nil {
			return &t.review
		}
		return nil
	}
}

var tollfreeStatuses = map[stage]messaging.TollfreeStatus{
	stageSubmitted: messaging.TollfreeStatusPendingReview, stageInReview: messaging.TollfreeStatusInReview,
	stageApproved: messaging.TollfreeStatusApproved, stageRejected: messaging.TollfreeStatusRejected,
}

var (
	tollfreeTexts = []string{
		"BusinessName", "BusinessStreetAddress", "BusinessStreetAddress2", "BusinessCity", "BusinessStateProvinceRegion",
		"BusinessPostalCode", "BusinessCountry", "BusinessWebsite", "BusinessContactFirstName", "BusinessContactLastName",
		"BusinessContactEmail", "BusinessContactPhone", "NotificationEmail", "UseCaseSummary", "ProductionMessageSample",
		"OptInType", "MessageVolume", "AdditionalInformation", "BusinessRegistrationNumber", "BusinessRegistrationAuthority",
		"BusinessRegistrationCountry", "BusinessType", "BusinessRegistrationPhoneNumber", "DoingBusinessAs",
		"OptInConfirmationMessage", "HelpMessageSample", "PrivacyPolicyUrl", "TermsAndConditionsUrl", "ExternalReferenceId",
		"VettingId", "VettingProvider",
	}
	tollfreeLists = []string{"UseCaseCategories", "OptInImageUrls", "OptInKeywords"}
)

// tollfreeChoices are the parameters that take one of a few values, or several of them.
var tollfreeChoices = map[string]string{
	"UseCaseCategories": "TWO_FACTOR_AUTHENTICATION ACCOUNT_NOTIFICATIONS CUSTOMER_CARE CHARITY_NONPROFIT DELIVERY_NOTIFICATIONS " +
		"FRAUD_ALERT_MESSAGING EVENTS HIGHER_EDUCATION K12 MARKETING POLLING_AND_VOTING_NON_POLITICAL " +
		"POLITICAL_ELECTION_CAMPAIGNS PUBLIC_SERVICE_ANNOUNCEMENT SECURITY_ALERT",
	"OptInType":                     "VERBAL WEB_FORM PAPER_FORM VIA_TEXT MOBILE_QR_CODE IMPORT IMPORT_PLEASE_REPLACE",
	"BusinessType":                  "PRIVATE_PROFIT PUBLIC_PROFIT SOLE_PROPRIETOR NON_PROFIT GOVERNMENT",
	"BusinessRegistrationAuthority": "EIN CBN CRN PROVINCIAL_NUMBER VAT ACN ABN BRN SIREN SIRET NZBN USt-IdNr CIF NIF CNPJ UID NEQ OTHER",
	"VettingProvider":               "CAMPAIGN_VERIFY",
}

// verification returns that of a number, by the number's SID. The caller holds tw.mu.
func (a *account) verification(number string) *tollfree {
	for _, t := range a.compliance.tollfree {
		if t.number == number {
			return t
		}
	}
	return nil
}

// editable reports whether a verification can be corrected. The caller holds tw.mu.
func (t *tollfree) editable(at time.Time) bool { return t.rejected && at.Sub(t.decided) < editTime }

// body returns what the API answers for a verification. The caller holds tw.mu.
func (t *tollfree) body(c *call) any {
	cfg := &c.tw.cfg
	var code, reasons, edit, expires, product, assignment any
	links := map[string]string{}
	if t.stage(cfg) > stageSubmitted {
		const hub = "https://trusthub.twilio.com/v1/"
		product, assignment = t.product, t.assignment
		links["customer_profile"] = hub + "CustomerProfiles/" + t.profile
		links["trust_product"] = hub + "TrustProducts/" + t.product
		links["channel_endpoint_assignment"] = hub + "TrustProducts/" + t.product + "/ChannelEndpointAssignments/" + t.assignment
	}
	if t.rejected {
		edit, expires = t.editable(c.tw.Now()), iso8601(t.decided.Add(editTime))
		var list []any
		for _, code := range t.codes {
			list = append(list, map[string]any{"code": int(code), "reason": code.Name()})
		}
		if len(list) > 0 {
			code, reasons = int(t.codes[0]), list
		}
	}
	body := map[string]any{
		"sid": t.sid, "account_sid": c.account.sid, "url": c.origin() + tollfreePath + "/" + t.sid,
		"customer_profile_sid": t.profile, "trust_product_sid": product, "regulated_item_sid": assignment,
		"tollfree_phone_number_sid": t.number, "tollfree_phone_number": t.address,
		"status": tollfreeStatuses[t.stage(cfg)], "rejection_reason": t.reason(), "rejection_reasons": reasons,
		"error_code": code, "edit_allowed": edit, "edit_expiration": expires, "resource_links": links,
		"age_gated_content": strings.EqualFold(t.settings.Get("AgeGatedContent"), "true"), "vetting_id_expiration": nil,
		"date_created": iso8601(t.created), "date_updated": iso8601(t.updated(cfg)),
	}
	for _, name := range tollfreeTexts {
		body[snake(name)] = nullable(t.settings.Get(name))
	}
	for _, name := range tollfreeLists {
		body[snake(name)] = append([]string{}, t.settings[name]...)
	}
	return body
}

// checkTollfree refuses values that parameters cannot have.
func (c *call) checkTollfree() error {
	for name, values := range tollfreeChoices {
		for _, v := range c.params[name] {
			if !slices.Contains(strings.Fields(values), v) {
				return invalidParameter(name)
			}
		}
	}
	for _, name := range []string{"BusinessContactPhone", "BusinessRegistrationPhoneNumber"} {
		if v := channels.Address(c.params.Get(name)); v != "" && v.Validate() != nil {
			return invalidParameter(name)
		}
	}
	return c.bools("AgeGatedContent")
}

func createTollfree(c *call) (any, error) {
	if err := c.needs("BusinessName", "BusinessWebsite", "NotificationEmail", "UseCaseCategories", "UseCaseSummary",
		"ProductionMessageSample", "OptInImageUrls", "OptInType", "MessageVolume", "TollfreePhoneNumberSid"); err != nil {
		return nil, err
	}
	if err := c.checkTollfree(); err != nil {
		return nil, err
	}
	var n *number
	for _, other := range c.account.numbers {
		if other.sid == c.params.Get("TollfreePhoneNumberSid") && other.address.IsTollFree() {
			n = other
		}
	}
	profile := c.params.Get("CustomerProfileSid")
	switch {
	case n == nil:
		return nil, invalidParameter("TollfreePhoneNumberSid")
	case profile != "" && !isSID("BU", profile):
		return nil, invalidParameter("CustomerProfileSid")
	case c.account.verification(n.sid) != nil:
		return nil, refuse(http.StatusConflict, errConflict, "The number has a verification already")
	}
	t := &tollfree{
		review: newReview(c.tw.Now()), sid: c.tw.sid("HH"), profile: profile, number: n.sid, address: n.address,
		settings: c.params, created: c.tw.stamp(),
	}
	if t.profile == "" {
		t.profile = c.tw.sid("BU")
	}
	t.product, t.assignment = c.tw.sid("BU"), c.tw.sid("RA")
	if c.account.compliance.tollfree == nil {
		c.account.compliance.tollfree = map[string]*tollfree{}
	}
	c.account.compliance.tollfree[t.sid] = t
	return t.body(c), nil
}

func listTollfree(c *call) (any, error) {
	p := c.params
	if err := c.bools("IncludeSubAccounts"); err != nil {
		return nil, err
	}
	var items []item
	for _, a := range c.tw.accounts {
		if a != c.account && (!c.isTrue("IncludeSubAccounts") || a.parent != c.account.sid) {
			continue
		}
		owner := *c
		owner.account = a
		for _, t := range a.compliance.tollfree {
			has := func(name, value string) bool { return len(p[name]) == 0 || slices.Contains(p[name], value) }
			if has("TollfreePhoneNumberSid", t.number) && has("Status", string(tollfreeStatuses[t.stage(&c.tw.cfg)])) &&
				has("ExternalReferenceId", t.settings.Get("ExternalReferenceId")) && has("TrustProductSid", t.product) {
				items = append(items, item{t.sid, func() any { return t.body(&owner) }})
			}
		}
	}
	return c.page("verifications", newestFirst(items))
}

// tollfree returns the verification that the path names.
func (c *call) tollfree() (*tollfree, error) {
	if t := c.account.compliance.tollfree[c.vars.get("sid")]; t != nil {
		return t, nil
	}
	return nil, c.notFound()
}

func getTollfree(c *call) (any, error) {
	t, err := c.tollfree()
	if err != nil {
		return nil, err
	}
	return t.body(c), nil
}

// updateTollfree corrects a verification that was rejected and submits it again.
func updateTollfree(c *call) (any, error) {
	t, err := c.tollfree()
	switch {
	case err != nil:
		return nil, err
	case !t.rejected:
		return nil, bad(twilio.ErrUnknownParameters, "A verification that is %s cannot be edited", strconv.Quote(string(tollfreeStatuses[t.stage(&c.tw.cfg)])))
	case !t.editable(c.tw.Now()):
		return nil, bad(errTollfreeEditTime, "Toll Free verification rejection - Edit time expired")
	}
	if err := c.checkTollfree(); err != nil {
		return nil, err
	}
	for _, name := range slices.Concat(tollfreeTexts, tollfreeLists, []string{"AgeGatedContent"}) {
		if values, ok := c.params[name]; ok {
			t.settings[name] = values
		}
	}
	t.review = newReview(c.tw.Now())
	return t.body(c), nil
}

func deleteTollfree(c *call) (any, error) {
	t, err := c.tollfree()
	if err != nil {
		return nil, err
	}
	delete(c.account.compliance.tollfree, t.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
