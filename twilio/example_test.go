package twilio_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// answered is an option that keeps an example off the network: requests are printed and
// answered in turn with these bodies, the last of them over and over. Leave it out, and the
// example calls Twilio. A body that begins with a number has that as its HTTP status.
func answered(bodies ...string) twilio.Option {
	n := 0
	return twilio.WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		form := ""
		if r.Body != nil {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			form = " " + string(b)
		}
		url := strings.ReplaceAll(r.URL.String(), account, "AC…")
		if _, err := fmt.Fprintln(os.Stdout, r.Method, url+form); err != nil {
			return nil, err
		}
		body := bodies[min(n, len(bodies)-1)]
		n++
		status := http.StatusOK
		for code, text := range map[string]int{"201 ": http.StatusCreated, "204 ": http.StatusNoContent, "400 ": http.StatusBadRequest, "404 ": http.StatusNotFound, "429 ": http.StatusTooManyRequests} {
			if rest, ok := strings.CutPrefix(body, code); ok {
				status, body = text, rest
			}
		}
		resp := reply(status, body)
		resp.Request = r
		return resp, nil
	})})
}
