package twiliotest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// FuzzAPI sends any request to the API: the emulator neither panics nor answers with anything
// but JSON in Twilio's shape, a file or nothing.
func FuzzAPI(f *testing.F) {
	messages := "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages"
	for _, seed := range [][3]string{
		{"GET", messages + ".json?PageSize=1&Page=9223372036854775807", ""},
		{"GET", messages + ".json?PageSize=-1&PageToken=PA&DateSent%3E=yesterday", ""},
		{"GET", messages + ".json?%zz", ""},
		{"POST", messages + ".json", "To=%2B15558675310&From=%2B15557122661&Body=Hi&MediaUrl=%00"},
		{"POST", messages + "/SM1.json", "Body=&Status=canceled;"},
		{"DELETE", messages + "/%2e%2e/Media//.json", ""},
		{"PUT", "//.json", "\x00"},
		{"", "/", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, method, path, body string) {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		r, err := http.NewRequestWithContext(t.Context(), method, "https://api.twilio.com/", strings.NewReader(body))
		if err != nil {
			t.Skip("not a request")
		}
		u, err := r.URL.Parse("https://api.twilio.com/" + strings.TrimPrefix(path, "/"))
		if err != nil || u.Host != "api.twilio.com" {
			t.Skip("not a URL of the API")
		}
		r.URL = u
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		resp, err := tw.HTTPClient().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode >= 400 && method != http.MethodHead {
			var e struct {
				Code, Status int
				Message      string
			}
			if err := json.Unmarshal(b, &e); err != nil || e.Status != resp.StatusCode || e.Message == "" {
				t.Errorf("HTTP %d with %q: %v", resp.StatusCode, b, err)
			}
		}
		tw.Wait()
	})
}
