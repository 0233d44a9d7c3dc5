package twiliotest_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// TestFormsAreReadAsByNetURL sends forms of all kinds, well made and not.
func TestFormsAreReadAsByNetURL(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a+b%2B", 200)
	for _, body := range []string{
		"Body=hi", "Body=a+b%20c%2Bd%c3%A9", "Body=" + long, "Body=" + long + "&MediaUrl=https%3A%2F%2Fa.example%2F" + strings.Repeat("x", 300),
		"Body=1&Body=2", "Body=hi&MediaUrl=https://a.example/1&MediaUrl=https%3A%2F%2Fa.example%2F2", "&&Body=hi&&", "Body=a=b", "B%6Fdy=hi", "body=hi&Body=ho",
		"Body=%", "Body=%4", "Body=%zz", "%=1&Body=hi", "Body=a;b", "Body=a%3Bb", "=&Body=hi", "Body=hi&" + strings.Repeat("x&", 100), "Body=hi" + strings.Repeat("&a=b", 10_001), "Body=%+1", "Body=%0x", "Body=%_1", "Body=\x00\xff%00%ff",
	} {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		want, malformed := url.ParseQuery(body)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost,
			"https://api.twilio.com/2010-04-01/Accounts/"+tw.AccountSID()+"/Messages.json",
			strings.NewReader("To="+url.QueryEscape(alice)+"&From="+url.QueryEscape(shop)+"&"+body))
		if err != nil {
			t.Fatal(err)
		}
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := tw.HTTPClient().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		tw.Wait()
		sent := tw.Messages()
		if malformed != nil {
			if resp.StatusCode != http.StatusBadRequest || len(sent) > 0 {
				t.Errorf("%.50q: HTTP %d and %d messages, where net/url says %v", body, resp.StatusCode, len(sent), malformed)
			}
			continue
		}
		if len(sent) != 1 {
			t.Errorf("%.50q: HTTP %d and %d messages", body, resp.StatusCode, len(sent))
			continue
		}
		var media []string
		for _, m := range sent[0].Media {
			media = append(media, m.URL)
		}
		if sent[0].Body != want.Get("Body") || !slices.Equal(media, want["MediaUrl"]) {
			t.Errorf("%.50q: %q with %q; net/url says %q", body, sent[0].Body, media, want)
		}
	}
}
