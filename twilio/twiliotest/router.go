package twiliotest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// A product is one file with a function that lists its routes; products gathers them.
func products() map[string]func() []route {
	return map[string]func() []route{
		"api":           func() []route { return slices.Concat(accountRoutes(), messageRoutes(), incomingPhoneNumberRoutes()) },
		"chat":          chatRoutes,
		"content":       templateRoutes,
		"conversations": conversationRoutes,
		"ip-messaging":  chatRoutes, // as Chat was called first
		mediaService:    mediaServiceRoutes,
		mediaDirect:     mediaDirectRoutes,
		"messaging":     messagingRoutes,
		"notify":        notifyRoutes,
		"oauth":         oauthRoutes,
	}
}

func messagingRoutes() []route {
	return slices.Concat(
		serviceRoutes(), poolRoutes(), deactivationRoutes(), channelSenderRoutes(), typingRoutes(),
		complianceRoutes(), linkRoutes(),
	)
}

// route is one operation of a product. In its pattern, {name} stands for one segment; {account}
// is looked up and has to be one that the caller may act on.
type route struct {
	method  string
	pattern string
	status  int // of a success
	do      func(*call) (any, error)
	access  access
}

type access int

const (
	guarded access = iota // needs credentials
	open                  // needs none
)

// call is one request to the API on its way through a handler.
type call struct {
	tw      *Twilio
	product string
	caller  *account // whose credentials the call carries
	account *account // the one that the path names, else the caller
	vars    pathVars
	header  http.Header
	params  url.Values // of the form, or of the query of a GET
	body    []byte     // of a request whose body is JSON, which has no params
	method  string
	path    string // as it came, for error texts and links
	host    string
	// pageLimit is the most that a page of the list may hold, 0 for 1,000.
	pageLimit int
}

// raw is an answer that is not JSON.
type raw struct {
	status int
	header http.Header
	body   []byte
}

const (
	apiSuffix   = ".twilio.com"
	mediaHost   = "mms.twiliocdn.com"
	maxAPIBody  = 1 << 20
	paramsType  = "application/x-www-form-urlencoded"
	jsonType    = "application/json;charset=utf-8"
	versionPath = "/2010-04-01"
)

// productOf returns the product that a host of Twilio's serves: the first label, whatever edge
// and region follow it.
func productOf(host string) (string, bool) {
	host = strings.ToLower(host)
	if host == mediaHost || host == converterHost || host == deactivationsHost {
		return host, true
	}
	rest, ok := strings.CutSuffix(host, apiSuffix)
	if !ok {
		return "", false
	}
	product, _, _ := strings.Cut(rest, ".")
	return product, true
}

// serve answers a request to one of Twilio's hosts, with refusal unless that is nil.
func (tw *Twilio) serve(product string, w http.ResponseWriter, r *http.Request, refusal *twilio.Error) {
	start := time.Now()
	switch product {
	case mediaHost:
		tw.serveMediaHost(w, r)
		return
	case converterHost:
		tw.serveConverter(w, r)
		return
	case deactivationsHost:
		tw.serveDeactivations(w, r)
		return
	}
	status, v, err := 0, any(nil), error(refusal)
	if refusal == nil {
		status, v, err = tw.answer(product, r)
		if err == nil {
			err = tw.saveCall(r.Method)
		}
	}
	h := w.Header()
	if err != nil {
		status, v = writeError(h, err)
	}
	line := callEvent(r.Method, product, redactQuery(r), status, explain(err))
	tw.mu.Lock()
	id := tw.nextCall("RQ")
	tw.note(line)
	tw.mu.Unlock()
	setHeaders(h, "Twilio-Request-Id", id, "Twilio-Concurrent-Requests", "1",
		"Twilio-Request-Duration", strconv.FormatFloat(time.Since(start).Seconds(), 'f', 3, 64),
		"X-Api-Domain", product+apiSuffix, "X-Home-Region", "us1")
	switch v := v.(type) {
	case raw:
		maps.Copy(h, v.header)
		w.WriteHeader(status)
		_, _ = w.Write(v.body) // a caller that has gone needs no answer
	case nil:
		w.WriteHeader(status)
	case json.RawMessage:
		setHeaders(h, "Content-Type", jsonType)
		w.WriteHeader(status)
		if rec, ok := w.(*recorder); ok {
			rec.keep(v)
			return
		}
		_, _ = w.Write(v) //nolint:gosec // it is JSON, and says so
	default:
		if to, ok := v.(redirect); ok {
			h.Set("Location", to.RedirectTo)
		}
		setHeaders(h, "Content-Type", jsonType)
		out := json.NewEncoder(answering{w, status})
		out.SetEscapeHTML(false)
		if err := out.Encode(v); err != nil {
			http.Error(w, "twiliotest: "+err.Error(), http.StatusInternalServerError)
		}
	}
}

// answering is where an answer is encoded to. The encoder writes it at once, or not at all.
type answering struct {
	w      http.ResponseWriter
	status int
}

func (a answering) Write(b []byte) (int, error) {
	a.w.WriteHeader(a.status)
	_, _ = a.w.Write(b) // a caller that has gone needs no answer
	return len(b), nil
}

func (tw *Twilio) answer(product string, r *http.Request) (int, any, error) {
	segments, suffix, err := split(product, r)
	if err != nil {
		return 0, nil, err
	}
	c := &call{tw: tw, product: product, header: r.Header, method: r.Method, path: r.URL.EscapedPath(), host: r.Host}
	matched, vars, wrongMethod := match(tw.routesOf(product), r.Method, segments, suffix)
	if matched == nil || matched.access == guarded {
		who := credentialsOf(r)
		tw.mu.Lock()
		caller, e := tw.authenticate(who)
		c.caller, c.account = caller, caller
		if sid, ok := vars.lookup("account"); ok && e == nil {
			if c.account = tw.reach(caller, sid); c.account == nil {
				e = c.notFound()
			}
		}
		if e == nil {
			e = c.suspended(matched)
		}
		tw.mu.Unlock()
		if e != nil {
			return 0, nil, e
		}
	}
	switch {
	case matched == nil && wrongMethod:
		return 0, nil, refuse(http.StatusMethodNotAllowed, twilio.ErrMethodNotAllowed, "Method not allowed")
	case matched == nil:
		return 0, nil, notEmulated("%s %s%s %s", r.Method, product, apiSuffix, outline(segments))
	}
	c.vars = vars
	read := parameters
	if product == mediaService && r.Method == http.MethodPost {
		read = upload
	}
	if c.params, c.body, err = read(r); err != nil {
		return 0, nil, err
	}
	if c.caller != nil && c.caller.test {
		return c.rehearse(matched)
	}
	v, err := matched.do(c)
	if err != nil {
		return 0, nil, err
	}
	if out, ok := v.(raw); ok {
		return out.status, out, nil
	}
	return matched.status, v, nil
}

// suspended returns the refusal of a call to an account that is not active. Its record can still
// be read and changed by the parent. The caller holds tw.mu.
func (c *call) suspended(matched *route) *twilio.Error {
	record := matched != nil && strings.HasSuffix(matched.pattern, "/Accounts/{account}.json")
	if c.caller.status != twilio.AccountStatusActive || c.account.status != twilio.AccountStatusActive && !record {
		return refuse(http.StatusForbidden, twilio.ErrAccountNotActive, "Account not active")
	}
	return nil
}

// split returns the unescaped segments of a path. The 2010 API's ".json" is split off too.
func split(product string, r *http.Request) (segments []string, suffix string, err error) {
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/")
	if product == "api" {
		path, suffix = strings.TrimSuffix(path, ".json"), ""
		if len(path)+1 < len(r.URL.EscapedPath()) {
			suffix = ".json"
		}
	}
	segments = strings.Split(path, "/")
	for i, s := range segments {
		if segments[i], err = url.PathUnescape(s); err != nil {
			return nil, "", refuse(http.StatusBadRequest, twilio.ErrUnknownParameters, "Invalid path")
		}
	}
	return segments, suffix, nil
}

// origin returns the scheme and the host of the URLs in a product's answers.
func (c *call) origin() string { return "https://" + c.product + apiSuffix }

func explain(err error) string {
	if err == nil {
		return ""
	}
	return " " + err.Error()
}

// redactQuery returns the request's path, and that it has a query if it has one.
func redactQuery(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return r.URL.EscapedPath()
	}
	return r.URL.EscapedPath() + "?…"
}
