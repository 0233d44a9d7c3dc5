package webhook_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
	"github.com/twiliokit/twiliokit/webhook/webhooktest"
)

const (
	benchToken = "0123456789abcdef0123456789abcdef"
	benchURL   = "https://app.example/twilio/sms"
)

// smsForm is an incoming SMS in US numbers, 22 parameters in the order in which Twilio sends them.
const smsForm = "ToCountry=US&ToState=CA&SmsMessageSid=SM5f1d3a9c7e2b4680a1c3e5f70912b4d6&NumMedia=0&ToCity=" +
	"&FromZip=94105&SmsSid=SM5f1d3a9c7e2b4680a1c3e5f70912b4d6&FromState=CA&SmsStatus=received" +
	"&FromCity=SAN+FRANCISCO&Body=Is+the+table+for+two+at+8%3A30+still+free%3F+We%27d+be+there+on+time%21" +
	"&FromCountry=US&To=%2B15557122661&MessagingServiceSid=MG0a1b2c3d4e5f60718293a4b5c6d7e8f9&ToZip=" +
	"&NumSegments=1&MessageSid=SM5f1d3a9c7e2b4680a1c3e5f70912b4d6&AccountSid=AC00112233445566778899aabbccddeeff" +
	"&From=%2B15558675310&ApiVersion=2010-04-01&ReferralNumMedia=0&MessageType=text"

// A rewound is a request whose body starts over for each run, as a new request's would.
type rewound struct {
	request *http.Request
	reader  *strings.Reader
	body    io.ReadCloser
	form    string
}

func newRewound(tb testing.TB) *rewound {
	tb.Helper()
	if n := strings.Count(smsForm, "&"); n != 21 {
		tb.Fatal(n)
	}
	return newRewoundForm(tb, smsForm)
}

func newRewoundForm(tb testing.TB, form string) *rewound {
	tb.Helper()
	params, err := url.ParseQuery(form)
	if err != nil {
		tb.Fatal(err)
	}
	reader := strings.NewReader(form)
	r := httptest.NewRequest(http.MethodPost, benchURL, reader)
	r.RequestURI = "/twilio/sms"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Twilio-Signature", webhook.Sign(benchToken, benchURL, params))
	return &rewound{r, reader, r.Body, form}
}

func (r *rewound) again() *http.Request {
	r.reader.Reset(r.form)
	r.request.Body = r.body
	return r.request
}

func newValidator(tb testing.TB, token string, opts ...webhook.Option) *webhook.Validator {
	tb.Helper()
	v, err := webhook.NewValidator(token, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// BenchmarkSign makes one signature, and then many with one token.
func BenchmarkSign(b *testing.B) {
	params, err := url.ParseQuery(smsForm)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("Sign", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			webhook.Sign(benchToken, benchURL, params)
		}
	})
	b.Run("Signer", func(b *testing.B) {
		s := webhook.NewSigner(benchToken)
		b.ReportAllocs()
		for b.Loop() {
			s.Sign(benchURL, params)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	r, v := newRewound(b), newValidator(b, benchToken)
	b.ReportAllocs()
	for b.Loop() {
		if err := v.Verify(r.again()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	r := newRewound(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := webhook.DecodeMessage(r.again()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerifyAndDecode(b *testing.B) {
	r, v := newRewound(b), newValidator(b, benchToken)
	b.ReportAllocs()
	for b.Loop() {
		if err := v.Verify(r.again()); err != nil {
			b.Fatal(err)
		}
		if _, err := webhook.DecodeMessage(r.request); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHandler(b *testing.B) {
	r, v := newRewound(b), newValidator(b, benchToken)
	reply := twiml.Reply("Hello")
	h := webhook.Messages(v, func(context.Context, *webhook.IncomingMessage) (*twiml.Response, error) {
		return reply, nil
	})
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r.again())
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}

// BenchmarkEvent is one event of Conversations, from the request to the answer.
func BenchmarkEvent(b *testing.B) {
	r := newRewoundForm(b, webhooktest.ConversationForm("onMessageAdded").Encode())
	h := webhook.ConversationEvents(newValidator(b, benchToken), webhook.ConversationHandlers{
		MessageAdded: func(context.Context, *webhook.ConversationMessageAdded) error { return nil },
	})
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r.again())
		if w.Code != http.StatusNoContent {
			b.Fatal(w.Code)
		}
	}
}

// BenchmarkFloor is the work that cannot be avoided, written plainly: read the body, unescape it
// in one pass, sort the names, hash URL, names and values, encode the hash. Verifying and decoding
// may take 1.5 times as long.
func BenchmarkFloor(b *testing.B) {
	r := newRewound(b)
	signature := r.request.Header.Get("X-Twilio-Signature")
	type pair struct{ name, value string }
	b.ReportAllocs()
	for b.Loop() {
		data := make([]byte, len(smsForm))
		if _, err := io.ReadFull(r.again().Body, data); err != nil {
			b.Fatal(err)
		}
		pairs := make([]pair, 0, bytes.Count(data, []byte("&"))+1)
		var text strings.Builder
		text.Grow(len(data))
		start, equals := 0, 0
		for i := 0; i <= len(data); i++ {
			switch {
			case i == len(data) || data[i] == '&':
				s := text.String()
				pairs = append(pairs, pair{s[start:equals], s[equals:]})
				start = len(s)
			case data[i] == '=':
				equals = text.Len()
			case data[i] == '+':
				text.WriteByte(' ')
			case data[i] == '%':
				text.WriteByte(nibble(data[i+1])<<4 | nibble(data[i+2]))
				i += 2
			default:
				text.WriteByte(data[i])
			}
		}
		slices.SortFunc(pairs, func(a, b pair) int { return strings.Compare(a.name, b.name) })
		signed := append(make([]byte, 0, 1024), benchURL...)
		for _, p := range pairs {
			signed = append(append(signed, p.name...), p.value...)
		}
		mac := hmac.New(sha1.New, []byte(benchToken))
		mac.Write(signed)
		if base64.StdEncoding.EncodeToString(mac.Sum(nil)) != signature {
			b.Fatal("wrong signature")
		}
	}
}

func nibble(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}
