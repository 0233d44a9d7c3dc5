package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/notify"
)

// notifyService is one application's bindings. Its fields are guarded by the emulator's mutex.
type notifyService struct {
	sid              string
	settings         url.Values // by the name of the parameter that sets them
	bindings         []*notifyBinding
	created, updated time.Time
}

// notifyBinding is an address at which a person gets notifications.
type notifyBinding struct {
	sid, identity, address        string
	kind                          notify.BindingType
	tags                          []string
	credential, version, endpoint string
	created                       time.Time
}

// notifyDefaults are what a service is set to that was told nothing.
var notifyDefaults = map[string]string{
	"FriendlyName": "", "ApnCredentialSid": "", "GcmCredentialSid": "", "FcmCredentialSid": "", "MessagingServiceSid": "",
	"DefaultApnNotificationProtocolVersion": "3", "DefaultGcmNotificationProtocolVersion": "3",
	"DefaultFcmNotificationProtocolVersion": "3", "DefaultAlexaNotificationProtocolVersion": "3",
	"FacebookMessengerPageId": "", "AlexaSkillId": "", "LogEnabled": "true",
	"DeliveryCallbackUrl": "", "DeliveryCallbackEnabled": "false",
}

const errInvalidBinding twilio.ErrorCode = 52001

func notifyRoutes() []route {
	const (
		one      = servicesPath + "/{service}"
		bindings = one + "/Bindings"
	)
	return slices.Concat([]route{
		{http.MethodPost, servicesPath, http.StatusCreated, held(createNotifyService), guarded},
		{http.MethodGet, servicesPath, http.StatusOK, held(listNotifyServices), guarded},
		{http.MethodGet, one, http.StatusOK, held(getNotifyService), guarded},
		{http.MethodPost, one, http.StatusOK, held(updateNotifyService), guarded},
		{http.MethodDelete, one, http.StatusNoContent, held(deleteNotifyService), guarded},
		{http.MethodPost, bindings, http.StatusCreated, held(createNotifyBinding), guarded},
		{http.MethodGet, bindings, http.StatusOK, held(listNotifyBindings), guarded},
		{http.MethodGet, bindings + "/{sid}", http.StatusOK, held(getNotifyBinding), guarded},
		{http.MethodDelete, bindings + "/{sid}", http.StatusNoContent, held(deleteNotifyBinding), guarded},
		{http.MethodPost, one + "/Notifications", http.StatusCreated, held(createNotification), guarded},
	}, credentialRoutes("/v1/Credentials"))
}

// get returns a setting. The caller holds tw.mu, as for all of a service's methods.
func (s *notifyService) get(name string) string {
	if s.settings.Has(name) {
		return s.settings.Get(name)
	}
	return notifyDefaults[name]
}

func (s *notifyService) body(c *call) any {
	self := c.origin() + servicesPath + "/" + s.sid
	body := map[string]any{
		"sid": s.sid, "account_sid": c.account.sid, "url": self,
		"date_created": iso8601(s.created), "date_updated": iso8601(s.updated),
		"links": map[string]string{
			"bindings": self + "/Bindings", "notifications": self + "/Notifications",
			"segments": self + "/Segments", "users": self + "/Users",
		},
	}
	for name, byDefault := range notifyDefaults {
		if byDefault == "true" || byDefault == "false" {
			body[snake(name)] = strings.EqualFold(s.get(name), "true")
		} else {
			body[snake(name)] = nullable(s.get(name))
		}
	}
	return body
}

// set takes over the settings that a call names, or refuses them.
func (s *notifyService) set(c *call) error {
	p := c.params
	switch sid := p.Get("MessagingServiceSid"); {
	case len([]rune(p.Get("FriendlyName"))) > maxServiceName:
		return invalidParameter("FriendlyName")
	case sid != "" && c.account.services[sid] == nil:
		return invalidParameter("MessagingServiceSid")
	case p.Get("DeliveryCallbackUrl") != "" && !callable(p.Get("DeliveryCallbackUrl")):
		return invalidParameter("DeliveryCallbackUrl")
	}
	for _, name := range []string{"ApnCredentialSid", "GcmCredentialSid", "FcmCredentialSid"} {
		if sid := p.Get(name); sid != "" && c.account.chat.credentials[sid] == nil {
			return bad(52002, "Invalid Credential Sid")
		}
	}
	if err := c.bools("LogEnabled", "DeliveryCallbackEnabled"); err != nil {
		return err
	}
	for name := range notifyDefaults {
		if values, ok := p[name]; ok {
			s.settings[name] = values
		}
	}
	s.updated = c.tw.stamp()
	return nil
}

func createNotifyService(c *call) (any, error) {
	s := &notifyService{settings: url.Values{}, created: c.tw.stamp()}
	if err := s.set(c); err != nil {
		return nil, err
	}
	s.sid = c.tw.sid("IS")
	if c.account.notify == nil {
		c.account.notify = map[string]*notifyService{}
	}
	c.account.notify[s.sid] = s
	return s.body(c), nil
}

func listNotifyServices(c *call) (any, error) {
	name := c.params.Get("FriendlyName")
	var items []item
	for _, s := range c.account.notify {
		if name == "" || name == s.get("FriendlyName") {
			items = append(items, item{s.sid, func() any { return s.body(c) }})
		}
	}
	return c.page("services", newestFirst(items))
}

// notifyService returns the service that the path names.
func (c *call) notifyService() (*notifyService, error) {
	if s := c.account.notify[c.vars.get("service")]; s != nil {
		return s, nil
	}
	return nil, c.notFound()
}

func getNotifyService(c *call) (any, error) {
	s, err := c.notifyService()
	if err != nil {
		return nil, err
	}
	return s.body(c), nil
}

func updateNotifyService(c *call) (any, error) {
	s, err := c.notifyService()
	if err != nil {
		return nil, err
	}
	if err := s.set(c); err != nil {
		return nil, err
	}
	return s.body(c), nil
}

func deleteNotifyService(c *call) (any, error) {
	s, err := c.notifyService()
	if err != nil {
		return nil, err
	}
	delete(c.account.notify, s.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

func (b *notifyBinding) body(c *call, s *notifyService) any {
	self := c.origin() + servicesPath + "/" + s.sid
	return map[string]any{
		"sid": b.sid, "account_sid": c.account.sid, "service_sid": s.sid, "identity": b.identity,
		"binding_type": b.kind, "address": b.address, "tags": append([]string{}, b.tags...),
		"credential_sid": nullable(b.credential), "notification_protocol_version": nullable(b.version),
		"endpoint": nullable(b.endpoint), "date_created": iso8601(b.created), "date_updated": iso8601(b.created),
		"url": self + "/Bindings/" + b.sid, "links": map[string]string{"user": self + "/Users/" + url.PathEscape(b.identity)},
	}
}

// has reports whether a notification to all of some tags goes to the binding.
func (b *notifyBinding) has(tags []string) bool {
	for _, tag := range tags {
		if tag != notify.TagAll && tag != string(b.kind) && !slices.Contains(b.tags, tag) {
			return false
		}
	}
	return true
}

var bindingKinds = []notify.BindingType{
	notify.BindingTypeAPN, notify.BindingTypeFCM, notify.BindingTypeGCM, notify.BindingTypeSMS,
	notify.BindingTypeFacebookMessenger, notify.BindingTypeAlexa,
}

func createNotifyBinding(c *call) (any, error) {
	s, err := c.notifyService()
	if err != nil {
		return nil, err
	}
	if err := c.needs("Identity", "BindingType", "Address"); err != nil {
		return nil, err
	}
	p, kind := c.params, notify.BindingType(c.params.Get("BindingType"))
	switch to := channels.Address(p.Get("Address")); {
	case !slices.Contains(bindingKinds, kind):
		return nil, invalidParameter("BindingType")
	case kind == notify.BindingTypeSMS && (to.Channel() != channels.ChannelSMS || to.Validate() != nil || to.IsAlphanumeric()):
		return nil, bad(errInvalidBinding, "Invalid destination binding")
	case p.Get("CredentialSid") != "" && c.account.chat.credentials[p.Get("CredentialSid")] == nil:
		return nil, bad(52002, "Invalid Credential Sid")
	case len(p["Tag"]) > 20:
		return nil, invalidParameter("Tag")
	}
	b := &notifyBinding{
		sid: c.tw.sid("BS"), identity: p.Get("Identity"), address: p.Get("Address"), kind: kind, tags: p["Tag"],
		credential: p.Get("CredentialSid"), version: p.Get("NotificationProtocolVersion"), endpoint: p.Get("Endpoint"), created: c.tw.stamp(),
	}
	if name := string(kind); b.version == "" && kind != notify.BindingTypeSMS {
		b.version = s.get("Default" + strings.ToUpper(name[:1]) + name[1:] + "NotificationProtocolVersion")
	}
	s.bindings = append(s.bindings, b)
	return b.body(c, s), nil
}

func listNotifyBindings(c *call) (any, error) {
	s, err := c.notifyService()
	if err != nil {
		return nil, err
	}
	p := c.params
	var items []item
	for _, b := range s.bindings {
		day := b.created.Format(time.DateOnly)
		if (p.Get("StartDate") == "" || day >= p.Get("StartDate")) && (p.Get("EndDate") == "" || day <= p.Get("EndDate")) &&
			(len(p["Identity"]) == 0 || slices.Contains(p["Identity"], b.identity)) && b.has(p["Tag"]) {
			items = append(items, item{b.sid, func() any { return b.body(c, s) }})
		}
	}
	return c.page("bindings", newestFirst(items))
}

// notifyBinding returns the binding that the path names.
func (c *call) notifyBinding() (*notifyService, *notifyBinding, error) {
	s, err := c.notifyService()
	if err != nil {
		return nil, nil, err
	}
	for _, b := range s.bindings {
		if b.sid == c.vars.get("sid") {
			return s, b, nil
		}
	}
	return nil, nil, c.notFound()
}

func getNotifyBinding(c *call) (any, error) {
	s, b, err := c.notifyBinding()
	if err != nil {
		return nil, err
	}
	return b.body(c, s), nil
}

func deleteNotifyBinding(c *call) (any, error) {
	s, b, err := c.notifyBinding()
	if err != nil {
		return nil, err
	}
	s.bindings = slices.DeleteFunc(s.bindings, func(other *notifyBinding) bool { return other == b })
	return nil, nil //nolint:nilnil // a deletion has no answer
}
