package twiliotest

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/twiliokit/twiliokit/channels"
)

// number is a sender of an account: a phone number, a short code or a channel address. Its
// fields are guarded by the emulator's mutex.
type number struct {
	sid              string // PN…, SC…, or XE… of a channel address, which is no resource of the 2010 API
	order            uint64 // of their making, whatever their kind
	address          channels.Address
	name             string
	country          string        // its ISO 3166 code, "" if it is not known
	service          *service      // whose pool it is in, nil if in none
	joined           time.Time     // that pool
	lacks            []string      // of what numbers can do
	settings         url.Values    // by the name of the parameter that sets them
	sandbox          *sandbox      // of WhatsApp, nil if it is none
	pace             time.Duration // between messages that it sends
	free             time.Time     // when it can send the next
	registration     *registration // of a channel sender by the API, nil if there was none
	created, updated time.Time
}

// numberSettings are the parameters of a phone number that the emulator keeps. It acts on those
// that begin with Sms.
var numberSettings = []string{
	"SmsUrl", "SmsMethod", "SmsFallbackUrl", "SmsFallbackMethod", "SmsApplicationSid",
	"StatusCallback", "StatusCallbackMethod",
	"VoiceUrl", "VoiceMethod", "VoiceFallbackUrl", "VoiceFallbackMethod", "VoiceApplicationSid", "TrunkSid",
	"VoiceReceiveMode", "EmergencyStatus", "EmergencyAddressSid",
	"AddressSid", "IdentitySid", "BundleSid", "VoiceCallerIdLookup", "ApiVersion",
}

// shortCodeSettings are those of a short code.
var shortCodeSettings = []string{"SmsUrl", "SmsMethod", "SmsFallbackUrl", "SmsFallbackMethod", "ApiVersion"}

// A NumberOption sets up a number. Options are given to [Twilio.AddNumber].
type NumberOption func(*number)

// OnMessage sets the URL that Twilio posts the number's incoming messages to. Without it they
// are stored and nobody is told.
func OnMessage(webhookURL string) NumberOption {
	return func(n *number) { n.settings.Set("SmsUrl", webhookURL) }
}

// OnMessageGet sets the URL that Twilio calls by GET for the number's incoming messages.
func OnMessageGet(webhookURL string) NumberOption {
	return func(n *number) {
		n.settings.Set("SmsUrl", webhookURL)
		n.settings.Set("SmsMethod", http.MethodGet)
	}
}

// OnFailure sets the fallback URL, which Twilio posts a message to if the webhook's own URL
// failed to answer or answered with something that is not TwiML.
func OnFailure(fallbackURL string) NumberOption {
	return func(n *number) { n.settings.Set("SmsFallbackUrl", fallbackURL) }
}

// InCountry sets the country that a short code belongs to, by its ISO 3166 code: "GB". Without it
// a short code is of the United States. The country of a phone number is in the number.
//
// InCountry panics if code is not two capital letters, since that is a mistake in the test itself.
func InCountry(code string) NumberOption {
	if len(code) != 2 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		panic(fmt.Sprintf("twiliotest: InCountry: %q is no ISO 3166 code, such as GB", code))
	}
	return func(n *number) { n.country = code }
}

// Pace makes a number send one message at a time, after an interval each: a second for a long code, a
// third of one for a toll-free number, three seconds for the sandbox of WhatsApp. The others wait in
// the queue, and fail after their ValidityPeriod. Without it all are sent at once.
func Pace(interval time.Duration) NumberOption { return func(n *number) { n.pace = interval } }

// turn returns how long a message waits for its turn, and takes it if that is not too long. The caller
// holds tw.mu.
func (n *number) turn(at time.Time, most time.Duration) time.Duration {
	if n == nil || n.pace == 0 {
		return 0
	}
	wait := max(0, n.free.Sub(at))
	if wait <= most {
		n.free = at.Add(wait + n.pace)
	}
	return wait
}

// AddNumber gives the first account a sender: a phone number in E.164, a short code, or a channel
// address such as "whatsapp:+15557122661". It returns the address, for To and From. Adding one
// that is there already replaces its settings. It panics if the address is malformed or alphanumeric,
// which any account may send from without having it, or if another account has the number, since that
// is a mistake in the test itself.
func (tw *Twilio) AddNumber(address channels.Address, options ...NumberOption) channels.Address {
	return tw.AddNumberTo(tw.main.sid, address, options...)
}

// AddNumberTo is AddNumber for another account, such as one that [Twilio.AddSubaccount] made. It
// panics if there is no such account, and as AddNumber does.
func (tw *Twilio) AddNumberTo(accountSID string, address channels.Address, options ...NumberOption) channels.Address {
	defer tw.mustSave()
	if err := address.Validate(); err != nil {
		panic(fmt.Sprintf("twiliotest: AddNumber: %q: %v", address, err))
	}
	if address.IsAlphanumeric() {
		panic(fmt.Sprintf("twiliotest: AddNumber: %q is alphanumeric and no number: messages can have it as From as it is", address))
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	a := tw.accounts[accountSID]
	if a == nil {
		panic("twiliotest: AddNumber: there is no account " + accountSID)
	}
	if owner, _ := tw.owner(address); owner != nil && owner != a {
		panic(fmt.Sprintf("twiliotest: AddNumber: account %s has %s already", owner.sid, address))
	}
	n := tw.addNumber(a, address)
	n.settings, n.registration, n.sandbox, n.lacks, n.pace = url.Values{}, nil, nil, nil, 0
	for _, option := range options {
		option(n)
	}
	return address
}

// owner returns the account that has a number, and the number. The caller holds tw.mu.
func (tw *Twilio) owner(address channels.Address) (*account, *number) {
	for _, a := range tw.accounts {
		if n := a.numbers[address]; n != nil {
			return a, n
		}
	}
	return nil, nil
}

// addNumber gives an account a number, or returns the one that it has. The caller holds tw.mu.
func (tw *Twilio) addNumber(a *account, address channels.Address) *number {
	if n := a.numbers[address]; n != nil {
		return n
	}
	n := &number{
		address: address, name: friendly(address), country: address.Country(),
		settings: url.Values{}, created: tw.stamp(), updated: tw.stamp(),
	}
	switch {
	case address.IsShortCode():
		n.sid, n.country = tw.sid("SC"), "US"
	case address.Channel() == channels.ChannelSMS:
		n.sid = tw.sid("PN")
	default:
		tw.installs++
		n.sid = numbered("XE", tw.cfg.seed+tw.installs)
	}
	n.order = tw.counter + tw.installs // one of which the SID has just counted up
	a.numbers[address] = n
	return n
}

// webhook returns what to call for a kind of event: "Sms", "SmsFallback". The caller holds tw.mu.
func (n *number) webhook(kind string) step {
	method := n.settings.Get(kind + "Method")
	if method != http.MethodPut { // which a channel sender may have
		method = verbMethod(method)
	}
	return step{method: method, url: n.settings.Get(kind + "Url")}
}

// friendly writes a North American number the way people do, and any other as it is.
func friendly(address channels.Address) string {
	s := string(address)
	if len(s) != len("+15557122661") || s[:2] != "+1" {
		return s
	}
	return fmt.Sprintf("(%s) %s-%s", s[2:5], s[5:8], s[8:])
}

// set takes over the settings that p names, also those that it empties. The caller holds tw.mu.
func (n *number) set(at time.Time, p url.Values, names []string) {
	for _, name := range names {
		if values, ok := p[name]; ok {
			n.settings[name] = values[:1]
		}
	}
	if name := p.Get("FriendlyName"); name != "" {
		n.name = name
	}
	n.updated = at
}

// numberBody returns what the API answers for a phone number or a short code. The caller holds
// tw.mu.
func (c *call) numberBody(n *number) any {
	body := map[string]any{
		"sid": n.sid, "account_sid": c.account.sid, "friendly_name": n.name,
		"date_created": rfc2822(n.created), "date_updated": rfc2822(n.updated),
	}
	path, names := "/SMS/ShortCodes/", shortCodeSettings
	if n.address.IsShortCode() {
		body["short_code"] = n.address
	} else {
		path, names = "/IncomingPhoneNumbers/", numberSettings
		body["phone_number"] = n.address
		body["capabilities"] = map[string]bool{"sms": n.can(capableSMS), "mms": n.can(capableMMS), "voice": true, "fax": false}
		body["type"], body["status"], body["origin"], body["beta"] = "local", "in-use", "twilio", false
		body["address_requirements"], body["emergency_address_status"] = "none", "unregistered"
	}
	body["uri"] = versionPath + "/Accounts/" + c.account.sid + path + n.sid + ".json"
	for _, name := range names {
		body[snake(name)] = n.setting(name)
	}
	return body
}

// setting returns a setting as an answer has it.
func (n *number) setting(name string) any {
	switch v := n.settings.Get(name); {
	case name == "VoiceCallerIdLookup":
		return strings.EqualFold(v, "true")
	case v != "":
		return v
	case strings.HasSuffix(name, "Method"):
		return http.MethodPost
	case name == "VoiceReceiveMode":
		return "voice"
	case name == "EmergencyStatus":
		return "Inactive"
	case name == "ApiVersion":
		return apiVersion
	}
	return nil
}

// snake turns the name of a parameter into that of the field of an answer: sms_url for SmsUrl.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// owns reports whether an account may send from an address: it has the number, or the address is
// an alphanumeric sender, which nobody has. The caller holds tw.mu.
func (a *account) owns(from channels.Address) bool {
	if n := a.numbers[from]; n != nil {
		return n.online()
	}
	return from.IsAlphanumeric()
}

// release takes a number from its account, and out of the pool that it is in. The caller holds
// tw.mu.
func (a *account) release(n *number) {
	if n.service != nil {
		n.service.leave(n)
	}
	delete(a.numbers, n.address)
}

// HasNumber reports whether the first account has a sender with this address.
func (tw *Twilio) HasNumber(address channels.Address) bool {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return tw.main.numbers[address] != nil
}

// Number is a sender of the account's, as it is set up at the moment when it was asked.
type Number struct {
	Address channels.Address
	// Webhook is the number's own, "" if it has none. In a Messaging Service another one may be called.
	Webhook string
}

// Numbers returns the senders of the first account, oldest first: those of [Twilio.AddNumber] and those
// that the API made.
func (tw *Twilio) Numbers() []Number {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	oldest := slices.SortedFunc(maps.Values(tw.main.numbers), func(a, b *number) int { return cmp.Compare(a.order, b.order) })
	list := make([]Number, len(oldest))
	for i, n := range oldest {
		list[i] = Number{Address: n.address, Webhook: n.settings.Get("SmsUrl")}
	}
	return list
}
