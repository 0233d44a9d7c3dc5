package twiliotest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

const (
	webhookTimeout   = 15 * time.Second
	maxHops          = 10
	maxDocument      = 64 << 10
	twilioUserAgent  = "TwilioProxy/1.1"
	signatureHeader  = "X-Twilio-Signature"
	idempotencyToken = "I-Twilio-Idempotency-Token"
	formType         = "application/x-www-form-urlencoded; charset=utf-8"
)

// Request is one call that Twilio made to the app, and the answer.
type Request struct {
	Time   time.Time
	Method string
	URL    string
	Params url.Values
	// Status is the HTTP status of the answer, 0 if there was none.
	Status int
	// ContentType and Body are the answer.
	ContentType string
	Body        string
	// TwiML is the document in the answer, nil if there is none or it is no TwiML.
	TwiML *twiml.Response
	// Problems are what Twilio would object to in the document.
	Problems []twiml.Problem
	// Code is the debugger's code if the request failed, 0 if all is well.
	Code twilio.ErrorCode
	// Took is how long the app needed.
	Took time.Duration
}

// hook is a request being made.
type hook struct {
	Request
	base    string        // that relative URLs in the document are resolved against
	kept    *Request      // what [Twilio.Requests] tells of it
	timeout time.Duration // how long the app may take
	late    bool          // and that it took longer
}

// pair is the two ends of a conversation. Twilio keeps cookies for each.
type pair struct{ number, person channels.Address }

// request makes a signed call to the app and returns it with its answer. It never fails: what
// went wrong is in the result's Code, and in the debugger.
func (tw *Twilio) request(a *account, p pair, method, target string, form url.Values) *hook {
	out, err := tw.ask(webhookTimeout, a, p, method, target, form)
	if err != nil {
		tw.alert(Alert{Code: out.Code, URL: target, Text: err.Error()})
	}
	return out
}

// ask is request for callers that decide what goes into the debugger: what went wrong is the
// error, too.
func (tw *Twilio) ask(timeout time.Duration, a *account, p pair, method, target string, form url.Values) (*hook, error) {
	out := &hook{
		Request: Request{Time: time.Now(), Method: method, URL: target, Params: form},
		base:    target, kept: new(Request), timeout: timeout,
	}
	tw.mu.Lock()
	*out.kept = out.Request
	tw.requests = newest(tw.requests, out.kept)
	tw.mu.Unlock()

	err := tw.exchange(a, p, out)
	out.Took = time.Since(out.Time)
	if err == nil && out.Status >= http.StatusBadRequest {
		err = &failure{twilio.ErrHTTPRetrieval, fmt.Errorf("the app answered with HTTP %d", out.Status)}
	}
	if err != nil {
		out.Code = twilio.ErrHTTPRetrieval
		if f, ok := errors.AsType[*failure](err); ok {
			out.Code = f.code
		}
	}
	tw.keep(out)
	tw.tell("webhook %s %s %s → %d", method, target, about(form), out.Status)
	return out, err
}

// keep updates what [Twilio.Requests] tells of a request.
func (tw *Twilio) keep(h *hook) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	*h.kept = h.Request
}

// failure is why a call to the app failed.
type failure struct {
	code twilio.ErrorCode
	err  error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// exchange fills in the answer to out.
func (tw *Twilio) exchange(a *account, p pair, out *hook) error {
	u, err := url.Parse(out.URL)
	if err != nil || u.Host == "" {
		return &failure{11100, errors.New("the URL is not absolute")}
	}
	ctx, cancel := context.WithTimeout(tw.ctx, out.timeout)
	defer cancel()
	r, err := sign(ctx, a, u, out)
	if err != nil {
		return &failure{11100, err}
	}
	r.Header.Set(idempotencyToken, tw.callID(""))
	client := &http.Client{Transport: tw, Jar: tw.jar(p), CheckRedirect: func(next *http.Request, via []*http.Request) error {
		if len(via) >= maxHops {
			return &failure{twilio.ErrHTTPTooManyRedirects, errors.New("too many redirects")}
		}
		params := out.Params
		if next.Method == http.MethodGet { // the parameters go along in the query
			next.URL.RawQuery = joinQuery(next.URL.RawQuery, params)
			params = nil
		}
		next.Header.Set(signatureHeader, webhook.Sign(a.token, next.URL.String(), params))
		return nil
	}}
	resp, err := client.Do(r)
	if err != nil {
		out.late = errors.Is(err, context.DeadlineExceeded)
		return explainFailure(err, out.timeout)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxDocument+1))
	switch {
	case err != nil:
		return &failure{twilio.ErrHTTPConnection, err}
	case len(body) > maxDocument:
		return &failure{11750, fmt.Errorf("the answer is longer than %d bytes", maxDocument)}
	}
	out.Status, out.ContentType, out.Body = resp.StatusCode, resp.Header.Get("Content-Type"), string(body)
	out.base = resp.Request.URL.String()
	return nil
}

// sign makes the request of a webhook. The fragment and the user of a URL are not signed.
func sign(ctx context.Context, a *account, u *url.URL, out *hook) (*http.Request, error) {
	target := *u
	target.Fragment, target.RawFragment = "", ""
	if target.Path == "" { // which a client has to ask for as /
		target.Path = "/"
	}
	var body io.Reader
	if out.Method == http.MethodGet {
		target.RawQuery = joinQuery(target.RawQuery, out.Params)
	} else {
		body = strings.NewReader(out.Params.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, out.Method, target.String(), body)
	if err != nil {
		return nil, err
	}
	signed, params := target, out.Params
	signed.User = nil
	if out.Method == http.MethodGet {
		params = nil
	} else {
		r.Header.Set("Content-Type", formType)
	}
	r.Header.Set("User-Agent", twilioUserAgent)
	r.Header.Set("Accept", "*/*")
	r.Header.Set(signatureHeader, webhook.Sign(a.token, signed.String(), params))
	return r, nil
}

func joinQuery(query string, params url.Values) string {
	if query == "" {
		return params.Encode()
	}
	return query + "&" + params.Encode()
}

// explainFailure gives the debugger's code to what a client's exchange failed with.
func explainFailure(err error, timeout time.Duration) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	if known, ok := errors.AsType[*failure](err); ok {
		return known
	}
	if _, ok := errors.AsType[*HostError](err); ok {
		return &failure{twilio.ErrHTTPBadHost, err}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &failure{twilio.ErrHTTPConnection, fmt.Errorf("the app did not answer within %v", timeout)}
	}
	return &failure{twilio.ErrHTTPConnection, err}
}

// about names a webhook by what it is of.
func about(form url.Values) string {
	if event := form.Get("EventType"); event != "" {
		return event
	}
	if status := form.Get("MessageStatus"); status != "" {
		return form.Get("MessageSid") + " " + status
	}
	return form.Get("MessageSid")
}
