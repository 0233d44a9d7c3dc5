package twiliotest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// service is a Messaging Service: a pool of senders and how to send from it. Its fields are
// guarded by the emulator's mutex.
type service struct {
	sid              string
	account          *account
	settings         url.Values // by the name of the parameter that sets them
	created, updated time.Time
	numbers          []*number // of the pool, in order of their joining
	alphas           []*alphaSender
	pool             channels.Pool              `keep:"-"` // see revive
	sticky           map[channels.Address]stuck // by recipient
	advanced         *advanced                  // Advanced Opt-Out, nil if it is off
	domain           *domain                    // of its short links, nil if it has none
	campaign         *campaign                  // that it is registered for in the US, nil if for none
}

// alphaSender is an alphanumeric sender of a service.
type alphaSender struct {
	sid     string
	name    channels.Address
	country string // that it is kept for, "" for the default
	created time.Time
}

// stuck is the sender that a person keeps hearing from.
type stuck struct {
	sender channels.Address
	used   time.Time
}

// serviceDefaults are what a service is set to that was told nothing.
var serviceDefaults = map[string]string{
	"InboundMethod": http.MethodPost, "FallbackMethod": http.MethodPost,
	"StickySender": "true", "MmsConverter": "true", "SmartEncoding": "true",
	"FallbackToLongCode": "true", "AreaCodeGeomatch": "true", "SynchronousValidation": "false",
	"UseInboundWebhookOnNumber": "false", "ValidityPeriod": "36000",
	"ScanMessageContent": "inherit", "Usecase": "undeclared",
	"InboundRequestUrl": "", "FallbackUrl": "", "StatusCallback": "", "FriendlyName": "",
}

// A ServiceOption sets up a Messaging Service. Options are given to [Twilio.AddService].
type ServiceOption func(*Twilio, *service)

// Senders puts senders into the service's pool: numbers, short codes and channel addresses that
// [Twilio.AddNumber] gave the account, and alphanumeric senders.
func Senders(addresses ...channels.Address) ServiceOption {
	return func(tw *Twilio, s *service) {
		for _, address := range addresses {
			var err error
			if n := s.account.numbers[address]; n != nil {
				err = s.join(n)
			} else if address.IsAlphanumeric() {
				_, err = s.addAlpha(tw, address, "")
			} else {
				err = fmt.Errorf("%s is no number of the account", address)
			}
			if err != nil {
				panic("twiliotest: AddService: " + err.Error())
			}
		}
	}
}

// ServiceSetting sets what a parameter of the API's Service resource sets, by the parameter's
// name: ServiceSetting("InboundRequestUrl", "https://app.example/sms").
func ServiceSetting(name, value string) ServiceOption {
	return func(_ *Twilio, s *service) {
		if _, ok := serviceDefaults[name]; !ok {
			panic("twiliotest: AddService: a Messaging Service has no " + name)
		}
		if err := s.set(url.Values{name: {value}}); err != nil {
			panic("twiliotest: AddService: " + err.Error())
		}
	}
}

// AddService makes a Messaging Service of the first account and returns its SID, for
// MessagingServiceSid. Like one that is made through the API it receives nothing unless it is told
// where to deliver: by the setting InboundRequestUrl, or by UseInboundWebhookOnNumber, which
// leaves that to each number. It panics on what the API would refuse, since that is a mistake in
// the test itself.
func (tw *Twilio) AddService(friendlyName string, options ...ServiceOption) string {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	s := tw.addService(tw.main)
	ServiceSetting("FriendlyName", friendlyName)(tw, s)
	for _, option := range options {
		option(tw, s)
	}
	return s.sid
}

// addService makes a service. The caller holds tw.mu.
func (tw *Twilio) addService(a *account) *service {
	s := &service{
		sid: tw.sid("MG"), account: a, settings: url.Values{}, created: tw.stamp(), updated: tw.stamp(),
		sticky: map[channels.Address]stuck{},
	}
	a.services[s.sid] = s
	return s
}

// get returns a setting. The caller holds tw.mu, as for all of a service's methods.
func (s *service) get(name string) string {
	if values, ok := s.settings[name]; ok && values[0] != "" {
		return values[0]
	}
	return serviceDefaults[name]
}

func (s *service) is(name string) bool { return s.get(name) == "true" }

// join puts a number into the pool, or says why it cannot join.
func (s *service) join(n *number) error {
	switch {
	case n.service == s:
		return refuse(http.StatusConflict, twilio.ErrSenderAlreadyInService, "Phone Number or Short Code is already in the Messaging Service.")
	case n.service != nil:
		return refuse(http.StatusConflict, twilio.ErrSenderInAnotherService, "Phone Number or Short Code is associated with another Messaging Service.")
	case !n.can(capableSMS):
		return bad(errNotForService, "Phone Number Does Not Have Correct Messaging Service Capabilities")
	case !n.address.IsShortCode() && n.address.Channel() == channels.ChannelSMS && s.phoneNumbers() >= maxPool:
		return refuse(http.StatusPreconditionFailed, twilio.ErrServicePoolFull, "Messaging Service number pool size limit reached")
	}
	n.service, n.joined = s, s.account.clock.stamp()
	s.numbers = append(s.numbers, n)
	s.pool.Add(channels.Sender{Address: n.address, Country: n.country})
	return nil
}

// errNotForService is the code for a number that cannot send texts.
const errNotForService twilio.ErrorCode = 21715

// maxPool is how many phone numbers a pool holds.
const maxPool = 400

// phoneNumbers counts the phone numbers of the pool.
func (s *service) phoneNumbers() int {
	count := 0
	for _, n := range s.numbers {
		if n.kind() == "PhoneNumbers" {
			count++
		}
	}
	return count
}

// leave takes a number out of the pool, and out of the memory of those who heard from it.
func (s *service) leave(n *number) {
	n.service = nil
	s.numbers = slices.DeleteFunc(s.numbers, func(other *number) bool { return other == n })
	s.pool.Remove(n.address)
	for to, kept := range s.sticky {
		if kept.sender == n.address {
			delete(s.sticky, to)
		}
	}
}

// addAlpha puts an alphanumeric sender into the pool.
func (s *service) addAlpha(tw *Twilio, name channels.Address, country string) (*alphaSender, error) {
	if !name.IsAlphanumeric() {
		return nil, bad(messaging.ErrInvalidAlphaSender, "Alpha Sender ID is Invalid or Not Authorized for this Messaging Service")
	}
	if slices.ContainsFunc(s.alphas, func(a *alphaSender) bool { return a.name == name && a.country == country }) {
		return nil, refuse(http.StatusConflict, twilio.ErrSenderAlreadyInService, "Alpha Sender is already in the Messaging Service.")
	}
	a := &alphaSender{sid: tw.sid("AI"), name: name, country: country, created: tw.stamp()}
	s.alphas = append(s.alphas, a)
	s.pool.Add(channels.Sender{Address: name, Country: country})
	return a, nil
}

// removeAlpha takes an alphanumeric sender out of the pool.
func (s *service) removeAlpha(a *alphaSender) {
	s.alphas = slices.DeleteFunc(s.alphas, func(other *alphaSender) bool { return other == a })
	s.pool.Remove(a.name)
	for _, other := range s.alphas { // the same name for another country
		if other.name == a.name {
			s.pool.Add(channels.Sender{Address: other.name, Country: other.country})
		}
	}
}

// close empties the pool and takes the service from its account.
func (s *service) close() {
	for len(s.numbers) > 0 {
		s.leave(s.numbers[0])
	}
	delete(s.account.services, s.sid)
}

// remember keeps the sender that a person has to do with.
func (s *service) remember(person, sender channels.Address) {
	if s.is("StickySender") {
		s.sticky[person] = stuck{sender, s.account.clock.now()}
	}
}

// webhooks returns what to call for a message to a number of the pool: the service's own URLs.
func (s *service) webhooks() (hook, fallback step) {
	return step{method: s.get("InboundMethod"), url: s.get("InboundRequestUrl")},
		step{method: s.get("FallbackMethod"), url: s.get("FallbackUrl")}
}

// checkService refuses settings of a service that Twilio would.
func checkService(p url.Values) error {
	if name := p.Get("FriendlyName"); len([]rune(name)) > maxServiceName {
		return bad(twilio.ErrUnknownParameters, "FriendlyName must be at most %d characters", maxServiceName)
	}
	if err := checkSettings(p, []string{"InboundRequestUrl", "InboundMethod", "FallbackUrl", "FallbackMethod", "StatusCallback"}); err != nil {
		return err
	}
	for name, byDefault := range serviceDefaults {
		if (byDefault == "true" || byDefault == "false") && !oneOf(p, name, "true", "false") {
			return bad(twilio.ErrUnknownParameters, "Invalid %s", name)
		}
	}
	if v := p.Get("ValidityPeriod"); v != "" {
		if n, err := strconv.Atoi(v); err != nil || n < 1 || n > maxValidSeconds {
			return bad(twilio.ErrUnknownParameters, "ValidityPeriod must be between 1 and %d", maxValidSeconds)
		}
	}
	switch {
	case !oneOf(p, "ScanMessageContent", "inherit", "enable", "disable"):
		return bad(twilio.ErrUnknownParameters, "Invalid ScanMessageContent")
	case p.Get("Usecase") != "" && !slices.ContainsFunc(usecases, func(u usecase) bool { return u.Usecase == p.Get("Usecase") }):
		return bad(messaging.ErrInvalidUsecase, "Messaging Service Use Case is Invalid")
	}
	return nil
}

const maxServiceName = 64
