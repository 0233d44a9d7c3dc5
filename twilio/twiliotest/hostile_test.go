package twiliotest_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// answering answers with a status and the headers that come in pairs.
func answering(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// TestHostileAnswers has an app that means harm: whatever it answers, the debugger has one entry
// after 15 seconds at most, and the fallback is called.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	tell := func(tw *twiliotest.Twilio) string { // what an app may redirect to, with credentials
		return fmt.Sprintf("https://%s:%s@api.twilio.com/2010-04-01/Accounts/%[1]s/Messages.json", tw.AccountSID(), tw.AuthToken())
	}
	for name, tt := range map[string]struct {
		app  http.Handler
		code twilio.ErrorCode
	}{
		"deeper than any document": {xml("<Response>" + strings.Repeat("<a>", 20_000)), twilio.ErrDocumentParse},
		"thousands of verbs":       {xml("<Response>" + strings.Repeat("<Message>a</Message>", 3000) + "</Response>"), twilio.ErrDocumentParse},
		"thousands of attributes":  {xml("<Response " + strings.Repeat("a='b' ", 9000) + "/>"), twilio.ErrDocumentParse},
		"entities of entities": {xml(`<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Response><Message>&b;</Message></Response>`),
			twilio.ErrDocumentParse},
		"an entity that is a file": {xml(`<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><Response><Message>&a;</Message></Response>`),
			twilio.ErrDocumentParse},
		"another encoding":   {xml("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Response><Message>caf\xe9</Message></Response>"), twilio.ErrDocumentParse},
		"a wrong encoding":   {xml("<Response><Message>caf\xe9</Message></Response>"), twilio.ErrDocumentParse},
		"UTF-16":             {xml("\xff\xfe<\x00R\x00"), twilio.ErrDocumentParse},
		"compressed unasked": {answering(http.StatusOK, "\x1f\x8b\x08\x00", "Content-Type", "text/xml", "Content-Encoding", "gzip"), twilio.ErrDocumentParse},
		"without end": {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml")
			for chunk := make([]byte, 1<<16); ; {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}), 11750},
		"drop by drop": {http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/xml")
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, "<a>")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(time.Second)
			}
		}), twilio.ErrHTTPConnection},
		"to a file":            {answering(http.StatusFound, "", "Location", "file:///etc/passwd"), 11216},
		"to no URL":            {answering(http.StatusFound, "", "Location", "http://[::1"), 11216},
		"to itself":            {answering(http.StatusTemporaryRedirect, "", "Location", "/sms"), twilio.ErrHTTPTooManyRedirects},
		"to Twilio":            {answering(http.StatusTemporaryRedirect, "", "Location", "https://api.twilio.com/2010-04-01/Accounts.json"), twilio.ErrHTTPRetrieval},
		"to a stored file":     {answering(http.StatusFound, "", "Location", "https://mms.twiliocdn.com/x"), twilio.ErrHTTPRetrieval},
		"a status of no kind":  {answering(600, ""), twilio.ErrHTTPRetrieval},
		"a type of no kind":    {answering(http.StatusOK, "<Response/>", "Content-Type", "text/xml;;;="), twilio.ErrInvalidContentType},
		"a challenge too long": {answering(http.StatusUnauthorized, "", "WWW-Authenticate", `Digest realm="x", nonce="`+strings.Repeat("n", 1<<20)+`"`), twilio.ErrHTTPRetrieval},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := mounted(t, map[string]http.Handler{"/sms": tt.app, "/fallback": twiml.Reply("sorry")},
					twiliotest.OnFailure("https://app.example/fallback"))
				start := time.Now()
				tw.Phone(alice).Send(shop, "hi")
				if took := time.Since(start); took > 15*time.Second {
					t.Errorf("took %v", took)
				}
				if got := tw.Alerts(); len(got) != 1 || got[0].Code != tt.code {
					t.Errorf("alerts: %v, want one with code %d", got, tt.code)
				}
				if last, _ := tw.Phone(alice).Last(); last.Body != "sorry" {
					t.Errorf("the phone shows %q", last.Body)
				}
			})
		})
	}
	t.Run("to Twilio with credentials", func(t *testing.T) {
		t.Parallel()
		var tw *twiliotest.Twilio
		tw = mounted(t, map[string]http.Handler{"/sms": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, tell(tw), http.StatusTemporaryRedirect)
		})})
		tw.Phone(alice).Send(shop, "hi")
		if sent := tw.Messages(); len(sent) != 1 {
			t.Errorf("messages: %v, want only what came in", sent)
		}
	})
}

// TestHostileCookies sets a thousand cookies, and some for hosts that are not the app's.
func TestHostileCookies(t *testing.T) {
	t.Parallel()
	var came []*http.Cookie
	set := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		came = r.Cookies()
		for i := range 1000 {
			http.SetCookie(w, &http.Cookie{Name: fmt.Sprint("c", i), Value: strings.Repeat("v", 100)})
		}
		for _, v := range []string{"=;;;", "a=b; Domain=twilio.com", "a=b; Domain=.com", "a=b; Path=/../..; Max-Age=-1"} {
			w.Header().Add("Set-Cookie", v)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	tw := mounted(t, map[string]http.Handler{"/sms": set})
	tw.Mount("https://other.example/", set)
	other := tw.AddNumber("+15557122662", twiliotest.OnMessage("https://other.example/sms"))
	for i, to := range []channels.Address{shop, shop, other} {
		tw.Phone(alice).Send(to, "hi")
		if want := []int{0, 1000, 0}[i]; len(came) != want || slices.ContainsFunc(came, func(c *http.Cookie) bool { return c.Name == "a" }) {
			t.Errorf("message %d brings %d cookies, want %d", i, len(came), want)
		}
	}
	tw.ExpectNoAlerts(t)
}
