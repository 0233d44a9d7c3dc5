package twilio_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
)

var (
	sids        = regexp.MustCompile(`[A-Z]{2}[0-9a-f]{32}`)
	givenAway   = regexp.MustCompile(`\p{Nd}{7}|\w@\w`)
	bodiesToTry = []string{
		``, `{}`, `null`, `[]`, `{"messages":[{}]}`, `{"messages":[null],"next_page_uri":"/x?Page=1"}`,
		`{"meta":{"next_token":"a?b"},"messages":[]}`, `{"meta":{"next_page_url":"https://evil.example/x?y=z"},"messages":[]}`,
		`{"code":21211,"message":"The 'To' number +15005550001 is not a valid phone number.","more_info":"x","status":400}`,
		`{"code":20404,"message":"The requested resource /Services/x/Users/ada@example.com was not found"}`,
		`{"code":15558675310,"details":{"a":[1]},"params":[],"userError":true}`, `{"sid":15558675310}`, `{"num_media":"15558675310x"}`,
		`{"error_code":1e99,"date_sent":"15558675310","price":{}}`, `<html>+1 (555) 867-5310</html>`, `{"message":"a=/b=c@d 555 867 5310"}`,
	}
)

// FuzzAnswers makes calls that are answered with anything: none panics, and no error's text gives
// a phone number or an e-mail address away.
func FuzzAnswers(f *testing.F) {
	for _, body := range bodiesToTry {
		f.Add(200, body, requestID)
		f.Add(404, body, "+1 555 867 5310")
	}
	f.Fuzz(func(t *testing.T, status int, body, id string) {
		if status < 200 || status > 999 {
			t.Skip()
		}
		n := 0
		w := newWire(t, func(int, *http.Request) (*http.Response, error) {
			if n++; n > 20 { // a list may go on for ever
				return reply(http.StatusNotFound, ""), nil
			}
			return reply(status, body, "Twilio-Request-Id", id, "Location", body), nil
		})
		c := w.client(once)
		_, one := c.Messages.Get(t.Context(), messageSID)
		_, many := twilio.Collect(c.Messages.List(t.Context(), nil), 100)
		_, page := c.Messages.ListPage(t.Context(), nil)
		for _, err := range []error{one, many, page, c.Messages.Delete(t.Context(), messageSID)} {
			if err == nil {
				continue
			}
			if s := givenAway.FindString(sids.ReplaceAllString(err.Error(), "")); s != "" {
				t.Errorf("%q is in %q", s, err)
			}
		}
		for _, s := range w.requests() {
			if s.URL[:len("https://api.twilio.com/")] != "https://api.twilio.com/" {
				t.Errorf("request to %s", s.URL)
			}
		}
	})
}

// FuzzWireTypes reads any JSON into the types of answers, and what was read once more.
func FuzzWireTypes(f *testing.F) {
	for _, s := range []string{`"3"`, `-0.0075`, `"Fri, 24 May 2019 17:44:46 +0000"`, `"2019-05-24T17:44:46.5Z"`, `null`, `""`, `{}`, `"\u0033"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var d twilio.Decimal
		if json.Unmarshal(b, &d) == nil {
			d.Rat()
		}
		var n twilio.Int
		var s twilio.Seconds
		if a, b := json.Unmarshal(b, &n) == nil, json.Unmarshal(b, &s) == nil; a != b || int64(n) != int64(s) {
			t.Errorf("Int is %d, %v, and Seconds %d, %v", n, a, s, b)
		}
		var tm, again twilio.Time
		if json.Unmarshal(b, &tm) != nil {
			return
		}
		written, err := json.Marshal(tm)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(written, &again); err != nil || !again.Equal(tm.Time) {
			t.Errorf("%s becomes %s becomes %v, %v", b, written, again, err)
		}
	})
}
