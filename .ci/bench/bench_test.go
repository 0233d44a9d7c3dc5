package bench_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	official "github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"
	officialtwiml "github.com/twilio/twilio-go/twiml"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

const (
	account = "AC00000000000000000000000000000001"
	token   = "0123456789abcdef0123456789abcdef"
	from    = "+15557122661"
	to      = "+15558675310"
	body    = "Your table is ready."
	target  = "https://shop.example/sms"
)

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answer returns a client whose every request is drained and answered in process.
func answer(status int, body string) *http.Client {
	return &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			if _, err := io.Copy(io.Discard, r.Body); err != nil {
				return nil, err
			}
		}
		return &http.Response{
			StatusCode: status, ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"Content-Type": {"application/json"}},
			Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r,
		}, nil
	})}
}

func messageJSON(i int) string {
	return fmt.Sprintf(`{"sid":"SM%032x","account_sid":%q,"from":%q,"to":%q,"body":%q,"status":"queued",`+
		`"direction":"outbound-api","num_segments":"1","num_media":"0","price":null,"price_unit":"USD",`+
		`"error_code":null,"error_message":null,"date_created":"Fri, 24 May 2019 17:44:46 +0000","date_sent":null,`+
		`"date_updated":"Fri, 24 May 2019 17:44:46 +0000","messaging_service_sid":null,"api_version":"2010-04-01",`+
		`"uri":"/2010-04-01/Accounts/AC/Messages/SM.json","subresource_uris":{"media":"/2010-04-01/Media.json"}}`,
		i, account, from, to, body)
}

func officialAPI(hc *http.Client) *api.ApiService {
	c := &official.Client{Credentials: official.NewCredentials(account, token), HTTPClient: hc}
	c.SetAccountSid(account)
	return api.NewApiService(official.NewRequestHandler(c))
}

func BenchmarkCreate(b *testing.B) {
	hc := answer(http.StatusCreated, messageJSON(1))
	b.Run("twiliokit", func(b *testing.B) {
		client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := client.Messages.Create(b.Context(), &twilio.CreateMessageParams{From: from, To: to, Body: body}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("twilio-go", func(b *testing.B) {
		service := officialAPI(hc)
		b.ReportAllocs()
		for b.Loop() {
			p := &api.CreateMessageParams{}
			if _, err := service.CreateMessage(p.SetFrom(from).SetTo(to).SetBody(body)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkListPage(b *testing.B) {
	var page bytes.Buffer
	page.WriteString(`{"messages":[`)
	for i := range 1000 {
		if i > 0 {
			page.WriteByte(',')
		}
		page.WriteString(messageJSON(i))
	}
	page.WriteString(`],"next_page_uri":null}`)
	hc := answer(http.StatusOK, page.String())
	b.Run("twiliokit", func(b *testing.B) {
		client := twilio.New(twilio.AuthToken(account, token), twilio.WithHTTPClient(hc))
		b.ReportAllocs()
		for b.Loop() {
			if list, err := twilio.Collect(client.Messages.List(b.Context(), nil), 0); err != nil || len(list) != 1000 {
				b.Fatal(len(list), err)
			}
		}
	})
	b.Run("twilio-go", func(b *testing.B) {
		service := officialAPI(hc)
		b.ReportAllocs()
		for b.Loop() {
			if list, err := service.ListMessage(&api.ListMessageParams{}); err != nil || len(list) != 1000 {
				b.Fatal(len(list), err)
			}
		}
	})
}

func BenchmarkWriteTwiML(b *testing.B) {
	b.Run("twiliokit", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := twiml.NewResponse(twiml.Message{Body: body, Media: []string{target}}, twiml.Redirect{URL: target}).AppendTo(nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("twilio-go", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := officialtwiml.Messages([]officialtwiml.Element{
				&officialtwiml.MessagingMessage{InnerElements: []officialtwiml.Element{
					&officialtwiml.MessagingBody{Message: body}, &officialtwiml.MessagingMedia{Url: target},
				}},
				&officialtwiml.MessagingRedirect{Url: target},
			}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	form := webhooktest.MessageForm(from, to, body)
	signature := webhook.Sign(token, target, form)
	encoded := form.Encode()
	params := map[string]string{}
	for name := range form {
		params[name] = form.Get(name)
	}
	b.Run("twiliokit", func(b *testing.B) {
		v, err := webhook.NewValidator(token)
		if err != nil {
			b.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, target, nil)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(webhook.SignatureHeader, signature)
		b.ReportAllocs()
		for b.Loop() {
			r.Body = io.NopCloser(strings.NewReader(encoded))
			if err := v.Verify(r); err != nil { // reads and decodes the body too
				b.Fatal(err)
			}
		}
	})
	b.Run("twilio-go", func(b *testing.B) {
		v := official.NewRequestValidator(token)
		b.ReportAllocs()
		for b.Loop() {
			if !v.Validate(target, params, signature) { // of a form that is decoded already
				b.Fatal("not valid")
			}
		}
	})
}
