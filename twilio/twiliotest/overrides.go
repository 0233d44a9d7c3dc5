package twiliotest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
)

// What holds for a webhook whose URL overrides none of it.
const (
	webhookTimeout = 15 * time.Second // for all tries together, and for the answer of each
	connectTimeout = 5 * time.Second
	webhookRetries = 1 // where no connection was made
)

// Codes of overrides that are not taken. Twilio has no code for those of time, which are guessed
// to be an invalid URL.
const (
	codeInvalidURL   twilio.ErrorCode = 11100
	codeInterconnect twilio.ErrorCode = 11242
)

// policy is how patiently a webhook is called, and after which failures again.
type policy struct {
	connect, read, total time.Duration
	retries              int
	on                   []twiml.RetryCondition
}

// policy returns what the overrides in a URL's fragment make of the defaults. Invalid ones go
// into the debugger, and then none is taken.
func (tw *Twilio) policy(target string) policy {
	p := policy{connectTimeout, webhookTimeout, webhookTimeout, webhookRetries, []twiml.RetryCondition{twiml.RetryOnConnectTimeout}}
	if !strings.Contains(target, "#") {
		return p
	}
	_, o, err := twiml.ParseOverrides(target)
	if wrong, ok := errors.AsType[*twiml.OverridesError](err); ok {
		code := twilio.ErrorCode(wrong.Code)
		if code == 0 {
			code = codeInvalidURL
		}
		tw.alert(Alert{Code: code, URL: target, Text: wrong.Error()})
		return p
	}
	for _, edge := range o.Edges {
		if strings.HasSuffix(edge, "-ix") && !tw.cfg.interconnect {
			tw.alert(Alert{Code: codeInterconnect, URL: target, Text: fmt.Sprintf("the account has no Interconnect to reach the URL by %s", edge)})
			break
		}
	}
	if o.ConnectTimeout > 0 {
		p.connect = o.ConnectTimeout
	}
	if o.ReadTimeout > 0 {
		p.read = o.ReadTimeout
	}
	if o.TotalTimeout > 0 {
		p.total = o.TotalTimeout
	}
	if o.Retries != nil {
		p.retries = *o.Retries
	}
	if len(o.RetryOn) > 0 {
		p.on = o.RetryOn
	}
	return p
}

// covers reports whether a call is tried again that failed with err.
func (p policy) covers(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && f.on != "" && (slices.Contains(p.on, f.on) || slices.Contains(p.on, twiml.RetryOnAll))
}

// WithInterconnect makes the account one with private interconnect, so that the edges of a
// webhook's URL may be those that end in -ix. Without it they are an alert with code 11242.
func WithInterconnect() Option { return func(c *config) { c.interconnect = true } }
