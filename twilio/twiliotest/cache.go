package twiliotest

import (
	"errors"
	"net/http"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
)

// maxKept is how many answers Twilio keeps, the newest.
const maxKept = 100

// keptAnswers are answers to GET requests that say by what they are recognized, an ETag or a
// Last-Modified. They are guarded by the emulator's mutex.
type keptAnswers struct {
	byURL map[string]*answer // and account
	order []string
}

// revalidate makes a request one for what has changed, if an answer to it is kept, and returns
// that answer.
func (tw *Twilio) revalidate(a *account, r *http.Request) *answer {
	if r.Method != http.MethodGet {
		return nil
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	kept := tw.answers.byURL[a.sid+" "+r.URL.String()]
	if kept == nil {
		return nil
	}
	if tag := kept.header.Get("ETag"); tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	if date := kept.header.Get("Last-Modified"); date != "" {
		r.Header.Set("If-Modified-Since", date)
	}
	return kept
}

// remember keeps an answer that can be asked for again, and puts the kept one in the place of one
// that says that nothing has changed.
func (tw *Twilio) remember(a *account, r *http.Request, kept, got *answer) (*answer, error) {
	if got.status == http.StatusNotModified {
		if kept == nil {
			return nil, &failure{code: twilio.ErrHTTPRetrieval, err: errors.New("the app answered with HTTP 304 to a request that was not conditional")}
		}
		return &answer{status: got.status, header: kept.header, body: kept.body}, nil
	}
	recognized := got.header.Get("ETag") != "" || got.header.Get("Last-Modified") != ""
	if r.Method != http.MethodGet || got.status != http.StatusOK || !recognized ||
		strings.Contains(strings.ToLower(got.header.Get("Cache-Control")), "no-store") {
		return got, nil
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	key, all := a.sid+" "+r.URL.String(), &tw.answers
	if all.byURL == nil {
		all.byURL = map[string]*answer{}
	}
	if all.byURL[key] == nil {
		all.order = append(all.order, key)
	}
	all.byURL[key] = got
	if len(all.order) > maxKept {
		delete(all.byURL, all.order[0])
		all.order = append([]string(nil), all.order[1:]...)
	}
	return got, nil
}
