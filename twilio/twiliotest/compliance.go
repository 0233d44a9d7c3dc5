package twiliotest

import (
	"net/http"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// complianceAccount is what an account has registered with those who watch over messaging. It is
// guarded by the emulator's mutex.
type complianceAccount struct {
	brands   map[string]*brand
	tollfree map[string]*tollfree
}

const (
	brandsPath   = "/v1/a2p/BrandRegistrations"
	tollfreePath = "/v1/Tollfree/Verifications"
)

func complianceRoutes() []route {
	const (
		brand     = brandsPath + "/{brand}"
		campaigns = servicesPath + "/{service}/Compliance/Usa2p"
		one       = campaigns + "/{sid}"
		toll      = tollfreePath + "/{sid}"
	)
	return []route{
		{http.MethodPost, brandsPath, http.StatusCreated, held(createBrand), guarded},
		{http.MethodGet, brandsPath, http.StatusOK, held(listBrands), guarded},
		{http.MethodGet, brand, http.StatusOK, held(getBrand), guarded},
		{http.MethodPost, brand, http.StatusAccepted, held(updateBrand), guarded},
		{http.MethodPost, brand + "/SmsOtp", http.StatusCreated, held(sendBrandOTP), guarded},
		{http.MethodPost, brand + "/Vettings", http.StatusCreated, held(createVetting), guarded},
		{http.MethodGet, brand + "/Vettings", http.StatusOK, held(listVettings), guarded},
		{http.MethodGet, brand + "/Vettings/{sid}", http.StatusOK, held(getVetting), guarded},

		{http.MethodGet, campaigns + "/Usecases", http.StatusOK, held(getCampaignUsecases), guarded},
		{http.MethodPost, campaigns, http.StatusCreated, held(createCampaign), guarded},
		{http.MethodGet, campaigns, http.StatusOK, held(listCampaigns), guarded},
		{http.MethodGet, one, http.StatusOK, held(getCampaign), guarded},
		{http.MethodPost, one, http.StatusOK, held(updateCampaign), guarded},
		{http.MethodDelete, one, http.StatusNoContent, held(deleteCampaign), guarded},

		{http.MethodPost, tollfreePath, http.StatusCreated, held(createTollfree), guarded},
		{http.MethodGet, tollfreePath, http.StatusOK, held(listTollfree), guarded},
		{http.MethodGet, toll, http.StatusOK, held(getTollfree), guarded},
		{http.MethodPost, toll, http.StatusAccepted, held(updateTollfree), guarded},
		{http.MethodDelete, toll, http.StatusNoContent, held(deleteTollfree), guarded},
	}
}

// held makes an operation run with tw.mu held.
func held(do func(*call) (any, error)) func(*call) (any, error) {
	return func(c *call) (any, error) {
		c.tw.mu.Lock()
		defer c.tw.mu.Unlock()
		return do(c)
	}
}

// needs refuses a call that lacks one of some parameters.
func (c *call) needs(names ...string) error {
	for _, name := range names {
		if c.params.Get(name) == "" {
			return missing(name)
		}
	}
	return nil
}

// bools refuses values of some parameters that are neither true nor false.
func (c *call) bools(names ...string) error {
	for _, name := range names {
		if !oneOf(c.params, name, "true", "false") {
			return invalidParameter(name)
		}
	}
	return nil
}

// isTrue reports whether a parameter is true.
func (c *call) isTrue(name string) bool { return strings.EqualFold(c.params.Get(name), "true") }

// WithRegistration makes messages to the United States need what carriers ask for: from a ten-digit
// number, a service with a campaign that is verified, else they are undelivered with 30034; and from
// a toll-free number, to Canada as well, a verification that is approved, else 30032.
func WithRegistration() Option { return func(c *config) { c.registration = true } }

// unregistered returns the code with which carriers refuse messages from a sender of an account to a
// person, 0 if they take them. The caller holds tw.mu.
func (tw *Twilio) unregistered(a *account, from, to channels.Address) twilio.ErrorCode {
	if !tw.cfg.registration || to.Channel() != channels.ChannelSMS {
		return 0
	}
	country := to.Country()
	if country != "US" && country != "CA" {
		return 0
	}
	n := a.numbers[from]
	switch {
	case n == nil || n.kind() != "PhoneNumbers":
	case from.IsTollFree():
		if t := a.verification(n.sid); t == nil || t.stage(&tw.cfg) != stageApproved {
			return twilio.ErrTollFreeNotVerified
		}
	case country == "US" && n.country == "US":
		if s := n.service; s == nil || !s.registered(&tw.cfg) {
			return twilio.ErrUnregisteredNumber
		}
	}
	return 0
}
