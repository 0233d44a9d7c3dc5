package webhook_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

const smsURL = "https://app.example/sms"

// An exchange is what a handler answers and reports.
type exchange struct {
	Status      int
	ContentType string
	Allow       string
	Body        string
}

func serve(h http.Handler, r *http.Request) exchange {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return exchange{w.Code, w.Header().Get("Content-Type"), w.Header().Get("Allow"), w.Body.String()}
}

func plain(status int) exchange {
	return exchange{Status: status, ContentType: "text/plain; charset=utf-8", Body: http.StatusText(status) + "\n"}
}

func document(body string) exchange {
	return exchange{Status: http.StatusOK, ContentType: "text/xml; charset=utf-8", Body: body}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	form := webhooktest.MessageForm("whatsapp:+15558675310", "whatsapp:+15557122661", "hello")
	broken := errors.New("database is down")
	var reported error
	v := newValidator(t, token, webhook.WithMaxBody(4000), webhook.WithOnError(func(_ *http.Request, err error) { reported = err }))
	h := webhook.Messages(v, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		switch m.Body {
		case "fail":
			return nil, broken
		case "quiet":
			return nil, nil
		case "unwritable":
			return twiml.Reply("\x00"), nil
		case "own sentinel":
			return nil, webhook.ErrBadSignature
		}
		return twiml.Reply("Hello " + m.ProfileName + m.Query.Get("greet")), nil
	})
	say := func(body string) url.Values {
		form := webhooktest.MessageForm("+15558675310", "+15557122661", body)
		return form
	}
	raw := func(contentType, body string) *http.Request {
		r := request(http.MethodPost, smsURL, contentType, body, webhook.Sign(token, smsURL, nil))
		return r
	}
	without := func(names ...string) url.Values {
		form := maps.Clone(form)
		for _, name := range names {
			form.Del(name)
		}
		return form
	}
	hello := document(`<?xml version="1.0" encoding="UTF-8"?><Response><Message>Hello Alice</Message></Response>`)
	nothing := document(`<?xml version="1.0" encoding="UTF-8"?><Response/>`)
	refusedMethod := plain(http.StatusMethodNotAllowed)
	refusedMethod.Allow = "GET, POST"
	for _, c := range []struct {
		name     string
		request  *http.Request
		want     exchange
		reported error
	}{
		{"POST", webhooktest.NewRequest(token, "POST", smsURL, form), hello, nil},
		{"GET", webhooktest.NewRequest(token, "GET", smsURL, form), hello, nil},
		{"query", webhooktest.NewRequest(token, "POST", smsURL+"?greet=!", form),
			document(`<?xml version="1.0" encoding="UTF-8"?><Response><Message>Hello Alice!</Message></Response>`), nil},
		{"no answer", webhooktest.NewRequest(token, "POST", smsURL, say("quiet")), nothing, nil},
		{"function fails", webhooktest.NewRequest(token, "POST", smsURL, say("fail")), plain(500), broken},
		{"document fails", webhooktest.NewRequest(token, "POST", smsURL, say("unwritable")), plain(500), new(twiml.WriteError)},
		{"function returns a sentinel", webhooktest.NewRequest(token, "POST", smsURL, say("own sentinel")), plain(500), webhook.ErrBadSignature},
		{"badly signed", webhooktest.NewRequest("other", "POST", smsURL, form), plain(403), webhook.ErrBadSignature},
		{"unsigned", httptest.NewRequest("POST", smsURL, strings.NewReader("Body=x")), plain(403), webhook.ErrNoSignature},
		{"too large", webhooktest.NewRequest(token, "POST", smsURL, say(strings.Repeat("x", 4000))), plain(413), webhook.ErrBodyTooLarge},
		{"malformed", raw(formType, "Body=%"), plain(400), webhook.ErrMalformed},
		{"semicolon", raw(formType, "Body=a;b"), plain(400), webhook.ErrMalformed},
		{"wrong content type", raw("text/plain", "Body=x"), plain(403), webhook.ErrBodyHash},
		{"signature of a GET", unformed(smsURL + "?" + form.Encode()), plain(400), webhook.ErrMalformed},
		{"no message", webhooktest.NewRequest(token, "POST", smsURL, without("MessageSid", "SmsMessageSid", "SmsSid")), plain(400), webhook.ErrMalformed},
		{"older name", webhooktest.NewRequest(token, "POST", smsURL, without("MessageSid", "SmsMessageSid")), hello, nil},
		{"no sender", webhooktest.NewRequest(token, "POST", smsURL, without("From")), plain(400), webhook.ErrMalformed},
		{"nothing", webhooktest.NewRequest(token, "POST", smsURL, nil), plain(400), webhook.ErrMalformed},
		{"JSON", webhooktest.NewJSONRequest(token, smsURL, []byte(`{}`)), plain(400), webhook.ErrMalformed},
		{"PUT", webhooktest.NewRequest(token, "PUT", smsURL, form), refusedMethod, nil},
		{"HEAD", webhooktest.NewRequest(token, "HEAD", smsURL, nil), refusedMethod, nil},
	} {
		reported = nil
		got := serve(h, c.request)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		_, unwritable := errors.AsType[*twiml.WriteError](reported)
		if !errors.Is(reported, c.reported) && !unwritable {
			t.Errorf("%s reports %v", c.name, reported)
		}
	}
}

// unformed returns a POST without a form to which the signature of a GET has been transplanted.
func unformed(target string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, target, nil)
	r.Header.Set(webhook.SignatureHeader, webhook.Sign(token, target, nil))
	return r
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	var got []twilio.MessageStatus
	h := webhook.Statuses(newValidator(t, token), func(_ context.Context, s *webhook.StatusCallback) error {
		got = append(got, s.Status)
		if s.Query.Get("order") != "7" {
			return errors.New("no order")
		}
		return nil
	})
	form := webhooktest.StatusForm("SM1", twilio.StatusDelivered)
	for _, c := range []struct {
		request *http.Request
		want    exchange
	}{
		{webhooktest.NewRequest(token, "POST", "https://app.example/status?order=7", form), exchange{Status: 204}},
		{webhooktest.NewRequest(token, "GET", "https://app.example/status?order=7", form), exchange{Status: 204}},
		{webhooktest.NewRequest(token, "POST", "https://app.example/status", form), plain(500)},
		{webhooktest.NewRequest("", "POST", "https://app.example/status", form), plain(403)},
		{unformed("https://app.example/status?order=7&" + form.Encode()), plain(400)},
		{webhooktest.NewRequest(token, "POST", "https://app.example/status?order=7", url.Values{"SmsSid": {"SM1"}}), plain(400)},
		{webhooktest.NewRequest(token, "POST", "https://app.example/status?order=7", url.Values{"SmsStatus": {"sent"}}), plain(400)},
		{webhooktest.NewRequest(token, "POST", "https://app.example/status?order=7", url.Values{"SmsSid": {"SM1"}, "SmsStatus": {"delivered"}}), exchange{Status: 204}},
	} {
		if diff := cmp.Diff(c.want, serve(h, c.request)); diff != "" {
			t.Error(diff)
		}
	}
	if len(got) != 4 || got[0] != twilio.StatusDelivered {
		t.Error(got)
	}
}

func TestMiddleware(t *testing.T) {
	t.Parallel()
	h := newValidator(t, token).Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m, err := webhook.DecodeMessage(r)
		if err != nil {
			t.Error(err)
		}
		b, err := io.ReadAll(r.Body)
		if err != nil || !strings.Contains(string(b), "Body=hello") {
			t.Errorf("%s, %v", b, err)
		}
		_, _ = io.WriteString(w, m.Body)
	}))
	form := webhooktest.MessageForm("+15558675310", "+15557122661", "hello")
	if got := serve(h, webhooktest.NewRequest(token, "POST", smsURL, form)); got.Status != 200 || got.Body != "hello" {
		t.Error(got)
	}
	if diff := cmp.Diff(plain(403), serve(h, webhooktest.NewRequest("x", "POST", smsURL, form))); diff != "" {
		t.Error(diff)
	}
}

// A function is called with the request's context and its panic is net/http's to handle.
func TestMessagesContext(t *testing.T) {
	t.Parallel()
	h := webhook.Messages(newValidator(t, token), func(ctx context.Context, _ *webhook.IncomingMessage) (*twiml.Response, error) {
		if ctx.Err() != nil {
			panic(http.ErrAbortHandler)
		}
		return nil, nil
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	defer func() {
		if recover() != http.ErrAbortHandler { //nolint:errorlint // it is what was thrown
			t.Error("the panic did not come through")
		}
	}()
	form := webhooktest.MessageForm("+15558675310", "+15557122661", "hello")
	serve(h, webhooktest.NewRequest(token, "POST", smsURL, form).WithContext(ctx))
}

// Over a real connection: chunked bodies, huge headers and clients that hang up.
func TestServer(t *testing.T) {
	t.Parallel()
	reported := make(chan error, 10)
	v := newValidator(t, token, webhook.WithOnError(func(_ *http.Request, err error) { reported <- err }))
	srv := httptest.NewServer(webhook.Messages(v, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		return twiml.Reply(m.Body), nil
	}))
	t.Cleanup(srv.Close)

	target := srv.URL + "/it's/sms?a=%40"
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, target, io.MultiReader(strings.NewReader("MessageSid=SM1&From=%2B15558675310&Body="), strings.NewReader("hi")))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", formType)
	if err := webhooktest.Sign(r, token); err != nil {
		t.Fatal(err)
	}
	r.ContentLength = -1
	res, err := srv.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if b, err := io.ReadAll(res.Body); res.StatusCode != 200 || !strings.Contains(string(b), "<Message>hi</Message>") || err != nil {
		t.Errorf("%d %s %v", res.StatusCode, b, err)
	}

	address := srv.Listener.Addr().String()
	head := "POST /sms HTTP/1.1\r\nHost: " + address + "\r\nContent-Type: " + formType + "\r\n"
	if got := talk(t, address, head+"X-Twilio-Signature: "+strings.Repeat("A", 2<<20)+"\r\n\r\n"); got != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a huge header is answered with %d", got)
	}
	if got := talk(t, address, head+"X-Twilio-Body: a\x19b\r\nContent-Length: 0\r\n\r\n"); got != http.StatusBadRequest {
		t.Errorf("a control character in X-Twilio-Body is answered with %d", got)
	}
	if got := talk(t, address, head+"X-Twilio-Signature: x\r\nContent-Length: 10\r\n\r\nBody="); got != http.StatusBadRequest {
		t.Errorf("half a body is answered with %d", got)
	}
	if err := <-reported; !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

// talk sends bytes and no more, and returns the status of the answer.
func talk(t *testing.T, address, text string) int {
	t.Helper()
	conn, err := net.DialTimeout("tcp", address, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go func() {
		_, _ = io.WriteString(conn, text) // a server that has seen enough stops reading
		_ = conn.(*net.TCPConn).CloseWrite()
	}()
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}
