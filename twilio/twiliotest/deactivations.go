package twiliotest

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// deactivationsHost has the files of numbers that were given up.
const deactivationsHost = "com-twilio-dev-messaging-deactivations.s3.amazonaws.com"

// linkLife is how long a link to such a file opens it.
const linkLife = 2 * time.Minute

func deactivationRoutes() []route {
	return []route{{http.MethodGet, "/v1/Deactivations", http.StatusTemporaryRedirect, getDeactivations, guarded}}
}

// SetDeactivations sets which numbers of the United States were given up on a day in UTC, for the
// API's Deactivations resource. On other days that are past there were none.
func (tw *Twilio) SetDeactivations(day time.Time, numbers ...channels.Address) {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.deactivated[day.UTC().Format(time.DateOnly)] = numbers
}

// getDeactivations redirects to a day's file, where no credentials are asked for.
func getDeactivations(c *call) (any, error) {
	date := c.params.Get("Date")
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil, bad(messaging.ErrInvalidDateFormat, "Date format is incorrect")
	}
	c.tw.mu.Lock()
	_, set := c.tw.deactivated[date]
	c.tw.mu.Unlock()
	if !set && c.tw.cfg.clock.since(day) < 24*time.Hour {
		return nil, bad(messaging.ErrDeactivationsNotYet, "Specified date is not available yet")
	}
	to := url.URL{Scheme: "https", Host: deactivationsHost, Path: "/" + date, RawQuery: url.Values{
		"Expires": {strconv.FormatInt(c.tw.Now().Add(linkLife).Unix(), 10)},
	}.Encode()}
	return redirect{to.String()}, nil
}

// redirect is an answer in JSON that leads elsewhere.
type redirect struct {
	RedirectTo string `json:"redirect_to"`
}

// serveDeactivations answers for the host that has the files: a number a line.
func (tw *Twilio) serveDeactivations(w http.ResponseWriter, r *http.Request) {
	tw.tell("%s https://%s%s", r.Method, deactivationsHost, r.URL.EscapedPath())
	expires, err := strconv.ParseInt(r.URL.Query().Get("Expires"), 10, 64)
	if err != nil || tw.Now().After(time.Unix(expires, 0)) {
		http.Error(w, "Request has expired", http.StatusForbidden)
		return
	}
	tw.mu.Lock()
	numbers := tw.deactivated[strings.TrimPrefix(r.URL.Path, "/")]
	tw.mu.Unlock()
	var file strings.Builder
	for _, number := range numbers {
		file.WriteString(string(number) + "\n")
	}
	w.Header().Set("Content-Type", "text/plain")
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(file.String()))
}
