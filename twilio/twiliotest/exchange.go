package twiliotest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
)

const (
	maxHops          = 10
	maxDocument      = 64 << 10
	twilioUserAgent  = "TwilioProxy/1.1"
	signatureHeader  = "X-Twilio-Signature"
	idempotencyToken = "I-Twilio-Idempotency-Token"
	formType         = "application/x-www-form-urlencoded; charset=utf-8"
)

// broken is the failure of a connection that ended before the answer did. It is no condition that
// a URL can name, only one of all.
const broken twiml.RetryCondition = "broken"

// Codes of the debugger that package twilio has no name for.
const (
	codeInvalidRedirect twilio.ErrorCode = 11216
	codeTooLarge        twilio.ErrorCode = 11750
)

// answer is what the app answered to one request.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// exchange fills in the answer to out, and follows redirects until there is one.
func (tw *Twilio) exchange(d *delivery, out *hook) error {
	parsed, err := tw.parseURL(d.url)
	u := &parsed
	if err != nil || u.Host == "" {
		return &failure{code: codeInvalidURL, err: errors.New("the URL is not absolute")}
	}
	method := d.method
	for hop := 0; ; hop++ {
		u.Fragment, u.RawFragment = "", ""
		if u.Path == "" { // which a client has to ask for as /
			u.Path = "/"
		}
		got, err := tw.retrieve(d, method, u)
		if err != nil {
			return err
		}
		out.Status, out.ContentType, out.Body = got.status, got.header.Get("Content-Type"), string(got.body)
		if hop > 0 {
			out.base = u.String()
		}
		if !redirects(got.status) {
			return nil
		}
		if hop == maxHops {
			return &failure{code: twilio.ErrHTTPTooManyRedirects, err: errors.New("too many redirects")}
		}
		if method, u, err = follow(got, method, u); err != nil {
			return err
		}
	}
}

func redirects(status int) bool {
	return status >= 300 && status < 400 && status != http.StatusNotModified
}

// follow returns where a redirect leads. One that is neither 307 nor 308 makes a POST a GET.
func follow(got *answer, method string, from *url.URL) (string, *url.URL, error) {
	switch got.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther:
		method = http.MethodGet
	case http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return "", nil, &failure{code: codeInvalidRedirect, err: fmt.Errorf("the app answered with HTTP %d, which leads nowhere", got.status)}
	}
	location := got.header.Get("Location")
	to, err := from.Parse(location)
	if err != nil || location == "" || to.Host == "" || to.Scheme != "http" && to.Scheme != "https" {
		return "", nil, &failure{code: codeInvalidRedirect, err: errors.New("the Location of a redirect is missing or no http or https URL")}
	}
	return method, to, nil
}

// retrieve asks for a URL, and once more with its credentials if the app wants them. What Twilio has
// kept of an earlier GET it need not be sent again.
func (tw *Twilio) retrieve(d *delivery, method string, u *url.URL) (*answer, error) {
	r := sign(d, method, u)
	kept := tw.revalidate(d.account, r)
	got, err := tw.call(d, r)
	if err != nil {
		return nil, err
	}
	if got.status == http.StatusUnauthorized && u.User != nil {
		credentials := authorization(got.header.Values("WWW-Authenticate"), u.User, r, d.token)
		if credentials == "" {
			return got, nil
		}
		r = sign(d, method, u)
		kept = tw.revalidate(d.account, r)
		r.Header.Set("Authorization", credentials)
		if got, err = tw.call(d, r); err != nil {
			return nil, err
		}
	}
	return tw.remember(d.account, r, kept, got)
}

// call makes one request, in the time that the policy gives it.
func (tw *Twilio) call(d *delivery, r *http.Request) (*answer, error) {
	m := tw.mounted(r.URL)
	if m.isUnreachable() {
		return nil, tw.connect(d)
	}
	start := time.Now()
	end := start.Add(d.policy.read)
	if d.end.Before(end) {
		end = d.end
	}
	if d.cookies {
		for _, c := range tw.jar(d.pair).Cookies(r.URL) {
			r.AddCookie(c)
		}
	}
	got, err := tw.roundTrip(end, m, r)
	if err != nil {
		return nil, explainFailure(err, time.Since(start))
	}
	if _, sets := got.header["Set-Cookie"]; sets && d.pair != (pair{}) {
		tw.jar(d.pair).SetCookies(r.URL, (&http.Response{Header: got.header}).Cookies())
		d.cookies = true
	}
	if len(got.body) > maxDocument {
		return nil, &failure{code: codeTooLarge, err: fmt.Errorf("the answer is longer than %d bytes", maxDocument)}
	}
	return got, nil
}

// roundTrip makes a request of the emulator's own, to what is mounted there or somewhere else.
func (tw *Twilio) roundTrip(end time.Time, m *mount, r *http.Request) (*answer, error) {
	if m != nil {
		return tw.visitUntil(end, m, r)
	}
	if sent, ok := r.Body.(*formBody); ok {
		r.GetBody = func() (io.ReadCloser, error) { return newFormBody(sent.text), nil }
	}
	ctx, cancel := context.WithDeadline(tw.ctx, end)
	defer cancel()
	resp, err := tw.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxDocument+1))
	return &answer{status: resp.StatusCode, header: resp.Header, body: body}, err
}

// connect waits in vain for a host that cannot be reached.
func (tw *Twilio) connect(d *delivery) error {
	ctx, cancel := context.WithDeadline(tw.ctx, d.end)
	defer cancel()
	timeout := d.policy.connect
	t := time.NewTimer(timeout)
	defer t.Stop()
	select {
	case <-t.C:
		return &failure{twilio.ErrHTTPConnection, twiml.RetryOnConnectTimeout, fmt.Errorf("no connection within %v", timeout)}
	case <-ctx.Done():
		return &failure{twilio.ErrHTTPConnection, twiml.RetryOnConnectTimeout, errors.New("no connection in the time for all tries")}
	}
}

// sign makes the request of a webhook. The user of a URL is not signed, and not sent unasked.
func sign(d *delivery, method string, u *url.URL) *http.Request {
	target, params := *u, d.form
	target.User = nil
	r := &http.Request{Method: method, URL: &target, Host: strings.TrimSuffix(u.Host, ":"), Header: make(http.Header, 8)}
	if method == http.MethodGet {
		target.RawQuery, params = joinQuery(target.Query(), target.RawQuery, params.values()), nil
	} else {
		setHeaders(r.Header, "Content-Type", formType)
		r.Body = http.NoBody
		if d.text != "" {
			r.Body, r.ContentLength = newFormBody(d.text), int64(len(d.text))
		}
	}
	setHeaders(r.Header, "User-Agent", twilioUserAgent, "Accept", "*/*",
		signatureHeader, d.account.signer.SignSeq(target.String(), params.all), idempotencyToken, d.token)
	return r
}

// setHeaders sets headers, by names in their canonical form and values in turn.
func setHeaders(h http.Header, pairs ...string) {
	values := make([]string, 0, len(pairs)/2) // of all of them, in one piece
	for i := 0; i < len(pairs); i += 2 {
		values = append(values, pairs[i+1]) //nolint:gosec // they come in pairs
		h[pairs[i]] = values[len(values)-1 : len(values) : len(values)]
	}
}

// formBody is the body of a webhook.
type formBody struct {
	strings.Reader
	text string
}

func newFormBody(text string) *formBody {
	b := &formBody{text: text}
	b.Reset(text)
	return b
}

// Close has nothing to do.
func (*formBody) Close() error { return nil }

// explainFailure gives the debugger's code to what a request failed with after some time.
func explainFailure(err error, took time.Duration) error {
	if code := outsideCode(err); code != 0 {
		return &failure{code: code, err: err}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &failure{twilio.ErrHTTPConnection, twiml.RetryOnReadTimeout, fmt.Errorf("the app did not answer within %v", took)}
	}
	return &failure{twilio.ErrHTTPConnection, broken, err}
}

// joinQuery adds parameters to a query, but for those that a redirect has left in it.
func joinQuery(there url.Values, query string, params url.Values) string {
	added := url.Values{}
	for name, values := range params {
		if !slices.Equal(there[name], values) {
			added[name] = values
		}
	}
	switch {
	case query == "":
		return added.Encode()
	case len(added) == 0:
		return query
	}
	return query + "&" + added.Encode()
}
