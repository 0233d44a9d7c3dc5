package webhooktest_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

const token = "t0ken"

func newValidator(t *testing.T) *webhook.Validator {
	t.Helper()
	v, err := webhook.NewValidator(token)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestNewRequest(t *testing.T) {
	t.Parallel()
	v := newValidator(t)
	params := url.Values{"B": {"2", "1"}, "A": {"+ü"}, "MessageSid": {"SM1"}, "From": {"+15558675310"}}
	for _, target := range []string{
		"https://app.example/sms", "http://app.example:8080/sms?x=%27'", "https://app.example", "https://app.example?x",
		"https://u:p@app.example/sms#rc=2", "https://[::1]:1/", "/sms", "https://app.example/?u=a@b://c/",
	} {
		for _, method := range []string{"GET", "POST"} {
			r := webhooktest.NewRequest(token, method, target, params)
			if err := v.Verify(r); err != nil {
				t.Errorf("%s %s: %v", method, target, err)
			}
			m, err := webhook.DecodeMessage(r)
			if err != nil || m.Raw.Get("A") != "+ü" || len(m.Raw["B"]) != 2 || r.URL.User != nil {
				t.Errorf("%s %s: %v, %v", method, target, m, err)
			}
		}
		r := webhooktest.NewJSONRequest(token, target, []byte(`[]`))
		if err := v.Verify(r); err != nil {
			t.Errorf("JSON for %s: %v", target, err)
		}
		if b, err := io.ReadAll(r.Body); string(b) != "[]" || err != nil {
			t.Error(b, err)
		}
	}
}

func TestSign(t *testing.T) {
	t.Parallel()
	v := newValidator(t)
	made := func(method, target, contentType, body string) *http.Request {
		r, err := http.NewRequest(method, target, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", contentType)
		return r
	}
	const form = "application/x-www-form-urlencoded; charset=utf-8"
	for name, r := range map[string]*http.Request{
		"form":              made("POST", "https://app.example/sms?a=1#rc=2", form, "B=2&A=%2B&B=1"),
		"GET":               made("GET", "https://u:p@app.example/sms?a=%27", "", ""),
		"JSON":              made("POST", "https://app.example/sms", "application/json", "{}"),
		"JSON with query":   made("POST", "http://app.example:80?a=1", "application/json", "{}"),
		"JSON with hash":    made("POST", "http://app.example/?bodySHA256="+webhook.BodySHA256([]byte("{}")), "application/json", "{}"),
		"server's":          httptest.NewRequest("GET", "https://app.example/it's", nil),
		"server's, JSON":    httptest.NewRequest("POST", "/x?y", strings.NewReader("[1]")),
		"server's, no body": httptest.NewRequest("POST", "http://app.example/x", nil),
	} {
		if err := webhooktest.Sign(r, token); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := v.Verify(r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := webhooktest.Sign(made("POST", "https://app.example/", form, "%"), token); err == nil {
		t.Error("a malformed form is signed")
	}
	r := made("POST", "https://app.example/", form, "")
	r.Body = http.MaxBytesReader(nil, io.NopCloser(bytes.NewReader([]byte("A=1"))), 1)
	if err := webhooktest.Sign(r, token); err == nil {
		t.Error("half a body is signed")
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	m := webhook.ParseMessage(webhooktest.MessageForm("whatsapp:+15558675310", "whatsapp:+15557122661", "hi"))
	m.Raw = nil
	want := &webhook.IncomingMessage{
		MessageSID: webhooktest.MessageSID, SmsSID: webhooktest.MessageSID, SmsMessageSID: webhooktest.MessageSID,
		AccountSID: webhooktest.AccountSID, From: "whatsapp:+15558675310", To: "whatsapp:+15557122661", Body: "hi",
		NumSegments: 1, MessageType: "text", SmsStatus: "received", APIVersion: "2010-04-01",
		ProfileName: "Alice", WaID: "15558675310",
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	s := webhook.ParseStatus(webhooktest.StatusForm("SM7", "sent"))
	if s.MessageSID != "SM7" || s.Status != "sent" || s.AccountSID != webhooktest.AccountSID || s.To == "" {
		t.Error(s)
	}
}

// A test of a handler needs neither a server nor an account.
func Example() {
	v, err := webhook.NewValidator(token)
	if err != nil {
		log.Fatal(err)
	}
	app := webhook.Messages(v, func(_ context.Context, m *webhook.IncomingMessage) (*twiml.Response, error) {
		return twiml.Reply("You said " + m.Body), nil
	})

	r := webhooktest.NewRequest(token, "POST", "https://app.example/sms",
		webhooktest.MessageForm("+15558675310", "+15557122661", "Hello"))
	w := httptest.NewRecorder()
	app.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Body)
	// Output:
	// 200 <?xml version="1.0" encoding="UTF-8"?><Response><Message>You said Hello</Message></Response>
}

// Requests that go to a server over the network are signed before they are sent.
func ExampleSign() {
	v, err := webhook.NewValidator(token)
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(v.Middleware(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})))
	defer server.Close()

	r, err := http.NewRequest("POST", server.URL+"/events", strings.NewReader(`[{"specversion":"1.0"}]`))
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Header.Set("Content-Type", "application/json")
	if err := webhooktest.Sign(r, token); err != nil {
		fmt.Println(err)
		return
	}
	response, err := server.Client().Do(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	fmt.Println(response.StatusCode)
	// Output: 204
}
