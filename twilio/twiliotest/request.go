package twiliotest

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
)

// Request is one call that Twilio made to the app, and the answer. That the app redirected it or
// asked for credentials is part of it; a call that was tried again is another Request.
type Request struct {
	Time   time.Time
	Method string
	URL    string
	Params url.Values
	// Token is the I-Twilio-Idempotency-Token, which calls have in common of which one is the
	// other tried again.
	Token string
	// Status is the HTTP status of the answer, 0 if there was none.
	Status int
	// ContentType and Body are the answer, which after a 304 is the one that Twilio had kept.
	ContentType string
	Body        string
	// TwiML is the document in the answer, nil if there is none or it is no TwiML.
	TwiML *twiml.Response
	// Problems are what Twilio would object to in the document.
	Problems []twiml.Problem
	// Code is the debugger's code if the request failed, 0 if all is well.
	Code twilio.ErrorCode
	// Failure says in words why the request failed, "" if all is well.
	Failure string
	// Took is how long the app needed.
	Took time.Duration
}

// hook is a request being made.
type hook struct {
	Request
	base    string    // that relative URLs in the document are resolved against
	number  int       // of its record
	earlier []Request // tries that failed
	late    bool      // the app took longer than it may
}

// record is what [Twilio.Requests] tells of a request. There are many, so what holds the parameters
// is a text.
type record struct {
	Request
	params string
}

// request returns the record as tests see it.
func (r *record) request() Request {
	out := r.Request
	out.Params, _ = url.ParseQuery(r.params) // which was made by encode
	return out
}

// pair is the two ends of a conversation. Twilio keeps cookies for each.
type pair struct{ number, person channels.Address }

// delivery is what the app is to be told, in one call or in several tries.
type delivery struct {
	account *account
	pair    pair
	method  string
	url     string
	form    formData
	text    string // of form, "" until a try needs it
	token   string // the same for each try
	policy  policy
	end     time.Time // of the time for all tries
	cookies bool      // the pair has some
}

// request makes a signed call to the app, as often and as patiently as the URL's overrides say,
// and returns the last try with its answer. It never fails: what went wrong is in the result's
// Code, and in the debugger.
func (tw *Twilio) request(a *account, p pair, method, target string, form url.Values) *hook {
	h := tw.carry(&delivery{account: a, pair: p, method: method, url: target, form: sorted(form), token: tw.callID("")})
	h.Params = form
	for i := range h.earlier {
		h.earlier[i].Params = form
	}
	return h
}

// carry is request with the token of the call, which may have been made before.
func (tw *Twilio) carry(d *delivery) *hook {
	d.policy = tw.policy(d.url)
	d.end = time.Now().Add(d.policy.total)
	var earlier []Request
	for {
		h, err := tw.try(d)
		if err != nil && len(earlier) < d.policy.retries && d.policy.covers(err) && tw.timeLeft(d) {
			earlier = append(earlier, h.Request)
			continue
		}
		if err != nil {
			tw.alert(Alert{Code: h.Code, URL: d.url, Status: h.Status, Text: err.Error()})
		}
		h.earlier = earlier
		return h
	}
}

func (tw *Twilio) timeLeft(d *delivery) bool { return tw.ctx.Err() == nil && time.Until(d.end) > 0 }

// ask is a single try of request, without the URL's overrides, for callers that decide when to try
// again with the same token and what goes into the debugger: what went wrong is the error, too.
func (tw *Twilio) ask(timeout time.Duration, token string, a *account, method, target string, form url.Values) (*hook, error) {
	h, err := tw.try(&delivery{
		account: a, method: method, url: target, form: sorted(form), token: token, end: time.Now().Add(timeout),
		policy: policy{connect: connectTimeout, read: timeout, total: timeout},
	})
	h.Params = form
	return h, err
}

// try makes one call and notes it for [Twilio.Requests].
func (tw *Twilio) try(d *delivery) (*hook, error) {
	out := &hook{
		Request: Request{Time: tw.Now(), Method: d.method, URL: d.url, Token: d.token},
		base:    d.url, number: -1,
	}
	if d.text == "" {
		d.text = d.form.encode()
	}
	if err := tw.save(); err != nil { // the app must not know what is not kept
		return out, &failure{code: twilio.ErrHTTPRetrieval, err: err}
	}
	tw.mu.Lock()
	out.number = tw.requests.add(record{out.Request, d.text})
	d.cookies = d.cookies || tw.cookies[d.pair] != nil
	tw.mu.Unlock()

	start := time.Now()
	err := tw.exchange(d, out)
	out.Took = time.Since(start)
	if err == nil && out.Status >= http.StatusBadRequest {
		err = refusedBy(out.Status)
	}
	if err != nil {
		out.Code, out.Failure = twilio.ErrHTTPRetrieval, err.Error()
		if f, ok := errors.AsType[*failure](err); ok {
			out.Code = f.code
			out.late = f.on == twiml.RetryOnReadTimeout || f.on == twiml.RetryOnConnectTimeout
		}
	}
	line := hookEvent(d.method, d.url, d.form, out.Status)
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.retellLocked(out)
	tw.note(line)
	return out, err
}

// retell updates what [Twilio.Requests] tells of a request.
func (tw *Twilio) retell(h *hook) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.retellLocked(h)
}

// retellLocked is retell for callers that hold tw.mu. There is nothing to it if the record is gone.
func (tw *Twilio) retellLocked(h *hook) {
	if r := tw.requests.at(h.number); r != nil {
		r.Request = h.Request
		r.Params = nil // which a text stands for
	}
}

// failure is why a call to the app failed.
type failure struct {
	code twilio.ErrorCode
	on   twiml.RetryCondition // that covers it, "" if none does
	err  error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// refusedBy is the failure that a status of an answer is.
func refusedBy(status int) error {
	on := twiml.RetryOn4xx
	if status >= http.StatusInternalServerError {
		on = twiml.RetryOn5xx
	}
	hint := ""
	if status == http.StatusForbidden { // which is what most libraries answer to a wrong signature
		hint = "; if it checks signatures, they are made with the account's auth token, of this URL"
	}
	return &failure{twilio.ErrHTTPRetrieval, on, fmt.Errorf("the app answered with HTTP %d%s", status, hint)}
}

// parsedURL is a URL and the text that it was read from.
type parsedURL struct {
	raw string
	url url.URL
}

// parseURL reads a URL. It keeps the last one, since an app is mostly told of statuses at one.
func (tw *Twilio) parseURL(raw string) (url.URL, error) {
	if last := tw.lastURL.Load(); last != nil && last.raw == raw {
		return last.url, nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return url.URL{}, err
	}
	tw.lastURL.Store(&parsedURL{raw, *u})
	return *u, nil
}

// redacted returns a URL without the password in it.
func redacted(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.User == nil {
		return target
	}
	return u.Redacted()
}
