package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxKept is how much of a body the inspector shows.
const maxKept = 64 << 10

// exchange is a request and its answer, as the inspector shows them: a call of the app to the API,
// or a webhook.
type exchange struct {
	ID          string     `json:"id"`
	Again       string     `json:"again,omitempty"` // the one that this one repeats
	Time        time.Time  `json:"time"`
	Method      string     `json:"method"`
	URL         string     `json:"url"`
	Params      url.Values `json:"params,omitempty"`
	Body        string     `json:"body,omitempty"` // of a request that is no form
	Signature   string     `json:"signature,omitempty"`
	Status      int        `json:"status"` // 0 if there was no answer
	ContentType string     `json:"content_type,omitempty"`
	Answer      string     `json:"answer,omitempty"`
	Problems    []problem  `json:"problems,omitempty"`
	Error       string     `json:"error,omitempty"` // why there was no answer
	Millis      float64    `json:"duration_ms"`
	Curl        string     `json:"curl"`
	Go          string     `json:"go,omitempty"` // a test that does the same

	header http.Header // of the request, which holds credentials
	body   []byte
	whole  bool // nothing is missing from body
}

// problem is what Twilio would object to in a document.
type problem struct {
	Path     string `json:"path"`
	Line     int    `json:"line,omitempty"`
	Code     int    `json:"code,omitempty"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

// observe returns what is known of an exchange before it is answered.
func observe(r *http.Request, target *url.URL, body []byte) *exchange {
	e := &exchange{
		Time: time.Now(), Method: r.Method, URL: target.String(),
		header: r.Header.Clone(), body: body[:min(len(body), maxKept)], whole: len(body) <= maxKept,
	}
	mediaType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	form, err := url.ParseQuery(string(body))
	switch {
	case len(body) == 0:
		e.Params = target.Query()
	case mediaType == "application/x-www-form-urlencoded" && err == nil:
		e.Params = form
	default:
		e.Body = string(body[:min(len(body), maxKept)])
	}
	return e
}

// answered notes the answer, of which body may be the beginning only.
func (e *exchange) answered(status int, contentType string, body []byte) {
	e.Status, e.ContentType = status, contentType
	e.Answer = string(body[:min(len(body), maxKept)])
	if strings.HasPrefix(contentType, "application/json") {
		var pretty bytes.Buffer
		if json.Indent(&pretty, []byte(e.Answer), "", "  ") == nil {
			e.Answer = strings.TrimSpace(pretty.String())
		}
	}
}

// took notes how long the exchange took.
func (e *exchange) took() {
	e.Millis = float64(time.Since(e.Time).Microseconds()) / 1000
}

// head reads the beginning of a body and returns it, with a body from which nothing is missing.
func head(body io.ReadCloser, limit int64) ([]byte, io.ReadCloser, error) {
	if body == nil {
		return nil, http.NoBody, nil
	}
	b, err := io.ReadAll(io.LimitReader(body, limit))
	return b, struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(b), body), body}, err
}

// tee is a response that is remembered.
type tee struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader notes the status.
func (t *tee) WriteHeader(status int) {
	if t.status == 0 {
		t.status = status
	}
	t.ResponseWriter.WriteHeader(status)
}

// Write notes the beginning of the body.
func (t *tee) Write(b []byte) (int, error) {
	if t.status == 0 {
		t.status = http.StatusOK
	}
	if room := maxKept - t.body.Len(); room > 0 {
		t.body.Write(b[:min(len(b), room)])
	}
	return t.ResponseWriter.Write(b)
}

// Unwrap is for [http.ResponseController].
func (t *tee) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// api answers a request to one of Twilio's hosts, and shows it in the inspector.
func (d *devphone) api(w http.ResponseWriter, r *http.Request) {
	const most = 2 << 20 // more than the API takes
	body, rest, err := head(r.Body, most)
	if err != nil {
		refuse(w, http.StatusBadRequest, "the request is cut off")
		return
	}
	r.Body = rest
	target := *r.URL
	target.Scheme, target.Host = "https", hostname(r.Host)
	e := observe(r, &target, body)
	e.Curl = curlCall(e, r.Header.Get("Content-Type"))
	defer func() { // also if the emulator breaks the connection off, which is a panic
		e.took()
		d.log.add("call", e)
	}()
	t := &tee{ResponseWriter: w}
	d.emulator().ServeHTTP(t, r)
	e.answered(t.status, w.Header().Get("Content-Type"), t.body.Bytes())
	e.Go = goCall(e)
}
