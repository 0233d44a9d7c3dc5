package twiliotest

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// domain is one of short links. Its fields are guarded by the emulator's mutex.
type domain struct {
	sid, name   string // the name without a scheme
	account     *account
	fault       string // of its DNS records
	certificate *certificate
	config      *domainConfig
	links       map[string]*link // by what follows the domain
}

// link is a short link in a message.
type link struct {
	target  string
	message *message
	created time.Time
}

// shortLife is for how long a short link leads somewhere.
const shortLife = 90 * 24 * time.Hour

// Codes of what goes wrong with short links.
const (
	errDomainUnverified     twilio.ErrorCode = 30101
	errCertificateExpired   twilio.ErrorCode = 30102
	errLinkNotFound         twilio.ErrorCode = 30104 // but there is a fallback
	errLinkNowhere          twilio.ErrorCode = 30105
	errNoDomain             twilio.ErrorCode = 30106
	errNoCertificate        twilio.ErrorCode = 30107
	errLinkCallback         twilio.ErrorCode = 30109
	errCertificateMissing   twilio.ErrorCode = 30116
	errCertificateUnread    twilio.ErrorCode = 30117
	errPrivateKey           twilio.ErrorCode = 30118
	errKeyPair              twilio.ErrorCode = 30119
	errLinkFallback         twilio.ErrorCode = 30122
	errLinkServiceMissing   twilio.ErrorCode = 30124
	errLinkService          twilio.ErrorCode = 30127
	errSelfSigned           twilio.ErrorCode = 30129
	errServiceHasDomain     twilio.ErrorCode = 30130
	errCertificateUnchecked twilio.ErrorCode = 30132
)

// AddDomain gives the first account a domain for short links, such as "links.shop.example", as the
// console does, and returns its SID (DN…). Its DNS records are right. Before links lead there it
// needs a certificate and a Messaging Service, by the API. [Twilio.HTTPClient] follows its links. It
// panics if name is no host name, since that is a mistake in the test itself.
func (tw *Twilio) AddDomain(name string) string {
	defer tw.mustSave()
	if u, err := url.Parse("https://" + name + "/"); err != nil || u.Host != name || u.Port() != "" || name == "" {
		panic(fmt.Sprintf("twiliotest: AddDomain: %q is no host name, such as links.shop.example", name))
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	d := &domain{
		sid: tw.sid("DN"), name: strings.ToLower(name), account: tw.main,
		links: map[string]*link{},
	}
	tw.domains[d.sid] = d
	return d.sid
}

// BreakDomain makes the DNS records of a domain (DN…) wrong, for this reason, so that messages with
// links to shorten fail with 30101. An empty reason mends them. It panics if there is no such domain,
// since that is a mistake in the test itself.
func (tw *Twilio) BreakDomain(sid, reason string) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	d := tw.domains[sid]
	if d == nil {
		panic("twiliotest: there is no domain " + sid)
	}
	d.fault = reason
}

// longLink is what is shortened in a text. What follows a link in a sentence is none of it.
var longLink = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>".,;:!?)\]']`)

// shorten replaces the links in a message's text, or returns the code of why it cannot. The caller
// holds tw.mu.
func (tw *Twilio) shorten(m *message) twilio.ErrorCode {
	if !longLink.MatchString(m.Body) {
		return 0
	}
	d := m.service.domain
	code := d.unready()
	switch {
	case code == 0:
	case d != nil && d.config != nil && d.config.continues:
		return 0
	default:
		return code
	}
	prefix := "https://"
	if d.config != nil && d.config.plain {
		prefix = ""
	}
	m.Body = longLink.ReplaceAllStringFunc(m.Body, func(target string) string {
		tw.counter++
		id := strconv.FormatUint(tw.counter, 36)
		id = strings.Repeat("0", max(0, len("00000000")-len(id))) + id
		d.links[id] = &link{target, m, tw.Now()}
		return prefix + d.name + "/" + id
	})
	return 0
}

// unready returns the code of why a domain's links would lead nowhere, 0 if they work. The caller
// holds tw.mu.
func (d *domain) unready() twilio.ErrorCode {
	switch {
	case d == nil:
		return errNoDomain
	case d.fault != "":
		return errDomainUnverified
	case d.certificate == nil || d.certificate.waits(d.account.clock.now()):
		return errNoCertificate
	case d.account.clock.now().After(d.certificate.expires):
		return errCertificateExpired
	}
	return 0
}

// domainOf returns the domain of short links at a host, nil if there is none.
func (tw *Twilio) domainOf(host string) *domain {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for _, d := range tw.domains {
		if strings.EqualFold(d.name, host) {
			return d
		}
	}
	return nil
}

// follow answers somebody who follows a short link: it redirects, and tells the domain's callback.
func (tw *Twilio) follow(d *domain, w http.ResponseWriter, r *http.Request) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	l := d.links[strings.TrimPrefix(r.URL.Path, "/")]
	if l == nil || tw.cfg.clock.since(l.created) >= shortLife || d.unready() != 0 {
		target, code := "", errLinkNowhere
		if d.config != nil && d.config.fallback != "" {
			target, code = d.config.fallback, errLinkNotFound
		}
		at := "https://" + d.name + r.URL.Path
		tw.spawn(func() { tw.alert(Alert{Code: code, URL: at, Text: code.Name()}) })
		if target == "" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, target, http.StatusTemporaryRedirect) // where the account said
		return
	}
	if d.config != nil && d.config.callback != "" {
		m, target := l.message, d.config.callback
		form := url.Values{
			"event_type": {"click"}, "sms_sid": {m.SID}, "account_sid": {m.AccountSID}, "messaging_service_sid": {m.MessagingServiceSID},
			"from": {string(m.From)}, "to": {string(m.To)}, "link": {l.target}, "user_agent": {r.UserAgent()}, "click_time": {iso8601(tw.stamp())},
		}
		tw.spawn(tw.owe(&owedCall{account: m.account, method: http.MethodPost, url: target, form: form}))
	}
	http.Redirect(w, r, l.target, http.StatusTemporaryRedirect) // which a short link is for
}
