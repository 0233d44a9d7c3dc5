package twiliotest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// typed answers with a content type, none if it is "-", and the one that net/http finds if it is
// empty.
func typed(contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		switch contentType {
		case "":
		case "-":
			w.Header()["Content-Type"] = nil
		default:
			w.Header().Set("Content-Type", contentType)
		}
		_, _ = io.WriteString(w, body)
	})
}

func TestContentTypeSaysWhatAnAnswerIs(t *testing.T) {
	t.Parallel()
	const document = `<?xml version="1.0"?><Response><Message>hello</Message></Response>`
	for _, tt := range []struct {
		contentType, body string
		reply             string
		alert             twiliotest.Alert
	}{
		{"text/xml", document, "hello", twiliotest.Alert{}},
		{"application/xml; charset=utf-8", document, "hello", twiliotest.Alert{}},
		{"text/html", document, "hello", twiliotest.Alert{}},
		{"", document, "hello", twiliotest.Alert{}}, // net/http sees XML
		{"text/plain", document, document, twiliotest.Alert{}},
		{"text/plain", "OK", "OK", twiliotest.Alert{}},
		{"", "OK", "OK", twiliotest.Alert{}}, // net/http sees text
		{"text/plain", "caf\xe9\x00", "caf\uFFFD\x00", twiliotest.Alert{}},
		{"text/plain", " ", "", twiliotest.Alert{Code: twilio.ErrReplyInvalidBody, Status: 200}},
		{"text/plain", strings.Repeat("x", 1601), "", twiliotest.Alert{Code: twilio.ErrBodyTooLong, Status: 200}},
		{"text/xml", "<Response><Message/></Response>", "", twiliotest.Alert{Code: twilio.ErrReplyInvalidBody, Status: 200}},
		{"text/html", "OK", "", twiliotest.Alert{Code: twilio.ErrDocumentParse, Status: 200}},
		{"text/html; charset=utf-8", "<html><body>OK</body></html>", "", twiliotest.Alert{Code: twilio.ErrRootNotResponse, Status: 200}},
		{"application/octet-stream", document, "", twiliotest.Alert{Code: twilio.ErrInvalidContentType, Status: 200}},
		{"application/json", "{}", "", twiliotest.Alert{Code: twilio.ErrInvalidContentType, Status: 200}},
		{"text/xml; charset", document, "", twiliotest.Alert{Code: twilio.ErrInvalidContentType, Status: 200}},
		{"-", document, "", twiliotest.Alert{Code: twilio.ErrInvalidContentType, Status: 502}},
		{"-", "", "", twiliotest.Alert{Code: twilio.ErrInvalidContentType, Status: 502}},
		{"text/xml", "", "", twiliotest.Alert{Code: 11770, Status: 200}},
		{"text/plain", "", "", twiliotest.Alert{Code: 11770, Status: 200}},
		{"text/xml", "<Response>" + strings.Repeat(" ", 64<<10) + "</Response>", "", twiliotest.Alert{Code: 11750}},
		{"text/xml", "<Response><Message>hello</Message>" + strings.Repeat(" ", 64<<10-45) + "</Response>", "hello", twiliotest.Alert{}},
	} {
		t.Run(fmt.Sprintf("%s %.20s", tt.contentType, tt.body), func(t *testing.T) {
			t.Parallel()
			tw := mounted(t, map[string]http.Handler{"/sms": typed(tt.contentType, tt.body)})
			tw.Phone(alice).Send(shop, "hi")
			last, _ := tw.Phone(alice).Last()
			if last.Body != tt.reply {
				t.Errorf("the phone shows %q, want %q", last.Body, tt.reply)
			}
			var want, got twiliotest.Alert
			if want = tt.alert; want.Code != 0 {
				want.URL = "https://app.example/sms"
			}
			if list := tw.Alerts(); len(list) == 1 {
				got = list[0]
			} else if len(list) > 1 {
				t.Errorf("alerts: %v", list)
			}
			if got.Text = ""; got != want {
				t.Errorf("alert %+v, want %+v", got, want)
			}
		})
	}
}

func TestFallbackHasAMethodAndIsCalledOnce(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		sms, fallback http.Handler
		code, failed  string
		calls         int
		transcript    string
	}{
		"first document": {
			http.NotFoundHandler(), twiml.Reply("sorry"), "11200", "https://app.example/sms#rt=900", 1, "> hi\n< sorry\n",
		},
		"later document": {
			xml(`<Response><Message>one</Message><Redirect>/gone</Redirect></Response>`), twiml.Reply("sorry"),
			"11200", "https://app.example/gone", 1, "> hi\n< one\n< sorry\n",
		},
		"fallback leads on": {
			xml("oops"), xml(`<Response><Message>sorry</Message><Redirect>/gone</Redirect></Response>`),
			"12100", "https://app.example/sms#rt=900", 1, "> hi\n< sorry\n",
		},
		"fallback fails": {
			xml("oops"), http.NotFoundHandler(), "12100", "https://app.example/sms#rt=900", 1, "> hi\n",
		},
		"no need": {twiml.Reply("hello"), twiml.Reply("sorry"), "", "", 0, "> hi\n< hello\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls, query := 0, url.Values{}
			tw := mounted(t, map[string]http.Handler{
				"/sms": tt.sms,
				"GET /fallback": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					calls, query = calls+1, r.URL.Query()
					tt.fallback.ServeHTTP(w, r)
				}),
			})
			_, err := tw.Client().IncomingPhoneNumbers.Update(t.Context(), numberSID(t, tw), &twilio.UpdateIncomingPhoneNumberParams{
				SMSURL:         new("https://app.example/sms#rt=900"),
				SMSFallbackURL: new("https://app.example/fallback"), SMSFallbackMethod: http.MethodGet,
			})
			if err != nil {
				t.Fatal(err)
			}
			tw.Phone(alice).Send(shop, "hi")
			if calls != tt.calls || query.Get("ErrorCode") != tt.code || query.Get("ErrorUrl") != tt.failed {
				t.Errorf("%d calls of the fallback, the last with %v", calls, query)
			}
			if tt.calls > 0 && query.Get("Body") != "hi" {
				t.Errorf("the fallback got %v", query)
			}
			if diff := cmp.Diff(tt.transcript, tw.Phone(alice).Transcript()); diff != "" {
				t.Errorf("transcript (-want +got):\n%s", diff)
			}
		})
	}
}

func numberSID(t *testing.T, tw *twiliotest.Twilio) string {
	t.Helper()
	for n, err := range tw.Client().IncomingPhoneNumbers.List(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		return n.SID
	}
	t.Fatal("the account has no number")
	return ""
}

func TestRepliesWithoutEndAreGuarded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := mounted(t, map[string]http.Handler{"/sms": twiml.Reply("pong")})
		a, b := tw.Phone(alice), tw.Phone("+15558675311")
		answered := func(p *twiliotest.Phone, times int) (n int) {
			for range times {
				n += len(p.Send(shop, "ping").Replies)
			}
			return n
		}
		if n := answered(a, 29); n != 29 || len(tw.Alerts()) > 0 {
			t.Errorf("%d replies, alerts %v", n, tw.Alerts())
		}
		time.Sleep(29 * time.Second)
		if n := answered(a, 3); n != 1 { // the 30th
			t.Errorf("%d replies at the end of 30 seconds, want 1", n)
		}
		if diff := cmp.Diff([]twilio.ErrorCode{twilio.ErrReplyRateLimit, twilio.ErrReplyRateLimit}, codes(tw)); diff != "" {
			t.Errorf("alerts (-want +got):\n%s", diff)
		}
		if n := answered(b, 3); n != 3 {
			t.Errorf("%d replies to somebody else, want 3", n)
		}
		time.Sleep(time.Second)
		if n := answered(a, 31); n != 29 {
			t.Errorf("%d replies after 30 seconds, want 29", n)
		}
	})
}

func TestLoopGuardIsAnOption(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int]int{0: 40, 2: 2} {
		tw := twiliotest.New(t, twiliotest.WithLoopGuard(limit, time.Hour))
		tw.Mount("https://app.example/", twiml.Reply("pong"))
		tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/"))
		n := 0
		for range 40 {
			n += len(tw.Phone(alice).Send(shop, "ping").Replies)
		}
		if n != want {
			t.Errorf("%d replies with a limit of %d, want %d", n, limit, want)
		}
	}
}

func TestStatusCallbacksThatFailAreAlerts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		app  http.Handler
		want twiliotest.Alert
	}{
		"204":        {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }), twiliotest.Alert{}},
		"TwiML":      {twiml.NewResponse(), twiliotest.Alert{}},
		"OK":         {typed("", "OK"), twiliotest.Alert{}},
		"empty":      {typed("", ""), twiliotest.Alert{Code: twilio.ErrInvalidContentType, Status: 502}},
		"HTTP 500":   {&flaky{answers: []string{"500"}}, twiliotest.Alert{Code: twilio.ErrHTTPRetrieval, Status: 500}},
		"broken off": {&flaky{answers: []string{"broken"}}, twiliotest.Alert{Code: twilio.ErrHTTPConnection}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls := 0
			tw := mounted(t, map[string]http.Handler{
				"/sms": xml(`<Response><Message statusCallback="/status">hello</Message></Response>`),
				"/status": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					calls++
					tt.app.ServeHTTP(w, r)
				}),
			})
			tw.Phone(alice).Send(shop, "hi")
			if last, _ := tw.Phone(alice).Last(); last.Body != "hello" || calls != 2 { // sent, delivered
				t.Errorf("the phone shows %q after %d callbacks", last.Body, calls)
			}
			var want []twiliotest.Alert
			if tt.want.Code != 0 {
				tt.want.URL = "https://app.example/status"
				want = []twiliotest.Alert{tt.want, tt.want}
			}
			got := tw.Alerts()
			for i := range got {
				got[i].Text = ""
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("alerts (-want +got):\n%s", diff)
			}
		})
	}
}
