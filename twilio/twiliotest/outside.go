package twiliotest

import (
	"net/http"
	"net/url"
)

// WithTransport gives the emulator a way out: what it requests of hosts that are neither Twilio's
// nor mounted goes to rt, such as the webhooks of an app that runs in another process. Without it
// such a request fails, so that no test leaves the machine by mistake. An app behind
// httptest.NewServer or NewTLSServer is reached by server.Client().Transport.
//
// rt decides which hosts may be called: a [HostError] from it, wrapped or not, is a host that is
// not there, as if the option had not been given.
func WithTransport(rt http.RoundTripper) Option { return func(c *config) { c.outside = rt } }

// reachable reports whether there is anybody to ask for what is at u.
func (tw *Twilio) reachable(u *url.URL) bool {
	if tw.mounted(u) != nil {
		return true
	}
	_, own := productOf(u.Hostname())
	return !own && tw.cfg.outside != nil
}

// Changed returns a channel that is closed when anything happens: a call to the API, a webhook, a
// message's next status, an alert. Who wants to follow takes the channel, looks at the state, and
// then waits for the channel, so that nothing that happens in between is missed.
func (tw *Twilio) Changed() <-chan struct{} {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.changed == nil {
		tw.changed = make(chan struct{})
	}
	return tw.changed
}

// announce closes the channel of [Twilio.Changed], if anybody has it. The caller holds tw.mu.
func (tw *Twilio) announce() {
	if tw.changed != nil {
		close(tw.changed)
		tw.changed = nil
	}
}
