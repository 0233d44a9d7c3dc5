package main

import (
	"bytes"
	"fmt"
	"go/format"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twiml"
)

// Where generated tests import from.
const (
	module         = "github.com/twiliokit/twiliokit/"
	importTwilio   = module + "twilio"
	importEmulator = module + "twilio/twiliotest"
	importRequests = module + "webhook/webhooktest"
)

// program is a Go test being written.
type program struct {
	imports map[string]bool
	text    strings.Builder
}

// newProgram returns one with a function that has yet to be closed.
func newProgram(e *exchange, name string, imports ...string) *program {
	p := &program{imports: map[string]bool{"testing": true}}
	p.use(imports...)
	p.line("// %s %s", e.Method, bareURL(e.URL))
	p.line("func %s(t *testing.T) {", name)
	return p
}

func (p *program) use(imports ...string) {
	for _, name := range imports {
		p.imports[name] = true
	}
}

func (p *program) line(text string, args ...any) { fmt.Fprintf(&p.text, text+"\n", args...) }

// source returns the test, or nothing if it is not Go, so that nobody copies what does not compile.
func (p *program) source() string {
	var out bytes.Buffer
	out.WriteString("package app_test\n\nimport (\n")
	own := func(name string) bool { return strings.HasPrefix(name, module) }
	names := slices.Sorted(maps.Keys(p.imports))
	for _, name := range names {
		if !own(name) {
			fmt.Fprintf(&out, "%q\n", name)
		}
	}
	if slices.ContainsFunc(names, own) {
		out.WriteString("\n")
	}
	for _, name := range names {
		if own(name) {
			fmt.Fprintf(&out, "%q\n", name)
		}
	}
	out.WriteString(")\n\n" + p.text.String() + "}\n")
	source, err := format.Source(out.Bytes())
	if err != nil {
		return ""
	}
	return string(source)
}

// goWebhook returns a test in which the app gets the same webhook.
func goWebhook(e *exchange) string {
	if !e.whole {
		return ""
	}
	u, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	from, to := channels.Address(e.Params.Get("From")), channels.Address(e.Params.Get("To"))
	incoming := e.Params.Get("SmsStatus") == "received" && !e.Params.Has("MessageStatus") && !e.Params.Has("ErrorUrl")
	if incoming && e.Method == http.MethodPost && from.Validate() == nil && to.Validate() == nil && !from.IsAlphanumeric() {
		return goIncoming(e, u, from, to)
	}
	name := "TestWebhook"
	if e.Params.Has("MessageStatus") {
		name = "TestStatusCallback"
	}
	p := newProgram(e, name, "net/http", "net/http/httptest", importRequests)
	p.line(`const token = "auth token" // which the app checks signatures with`)
	p.line("app := http.NotFoundHandler() // put the app's handler here")
	switch {
	case e.Body != "":
		p.line("r := webhooktest.NewJSONRequest(token, %q, []byte(%s))", e.URL, literal(e.Body))
	case len(e.body) == 0:
		p.line("r := webhooktest.NewRequest(token, %q, %q, nil)", e.Method, e.URL)
	default:
		p.use("net/url")
		p.line("r := webhooktest.NewRequest(token, %q, %q, %s)", e.Method, e.URL, values(e.Params))
	}
	p.line("w := httptest.NewRecorder()")
	p.line("app.ServeHTTP(w, r)")
	p.line("if want := %d; w.Code != want {", answeredWith(e))
	p.line(`t.Errorf("HTTP %%d, want %%d:\n%%s", w.Code, want, w.Body)`)
	p.line("}")
	return p.source()
}

// goIncoming returns a test in which a phone sends the app the same message.
func goIncoming(e *exchange, u *url.URL, from, to channels.Address) string {
	p := newProgram(e, "TestIncomingMessage", "net/http", importEmulator)
	p.line("tw := twiliotest.New(t)")
	p.line("app := http.NotFoundHandler() // put the app's handler here; tw.AuthToken() signs")
	p.line("tw.Mount(%q, app)", u.Scheme+"://"+u.Host+"/")
	p.line("number := tw.AddNumber(%q, twiliotest.OnMessage(%q))", to, e.URL)
	p.line("phone := tw.Phone(%q)", from)
	if name := e.Params.Get("ProfileName"); name != "" {
		p.line("phone.SetProfile(%q)", name)
	}
	var options strings.Builder
	for i := range 16 {
		if kind := e.Params.Get("MediaContentType" + strconv.Itoa(i)); kind != "" {
			fmt.Fprintf(&options, ",\ntwiliotest.Attach(%q, []byte(\"the file\"))", kind)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Params)) {
		if value := e.Params.Get(name); value != "" && !written(name) {
			fmt.Fprintf(&options, ",\ntwiliotest.Param(%q, %s)", name, literal(value))
		}
	}
	if options.Len() > 0 {
		options.WriteString(",\n")
	}
	p.line("x := phone.Send(number, %s%s)", literal(e.Params.Get("Body")), options.String())
	p.line("if len(x.Requests) == 0 || x.Requests[0].Status != %d {", answeredWith(e))
	p.line(`t.Errorf("the app did not answer with HTTP %d:\n%%s", tw.Dump())`, answeredWith(e))
	p.line("}")
	if replies, ok := replied(e); ok {
		p.use("slices")
		p.line("var replies []string")
		p.line("for _, m := range x.Replies {\nreplies = append(replies, m.Body)\n}")
		p.line("if want := []string{%s}; !slices.Equal(replies, want) {", strings.Join(replies, ", "))
		p.line("t.Errorf(\"the app replies %%q, want %%q\", replies, want)\n}")
	}
	return p.source()
}

// written reports whether the emulator writes a parameter of an incoming message by itself.
func written(name string) bool {
	for _, prefix := range []string{"MediaUrl", "MediaContentType"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && strings.Trim(rest, "0123456789") == "" {
			return true
		}
	}
	if rest, ok := strings.CutPrefix(name, "From"); ok && isPlace(rest) {
		return true
	}
	if rest, ok := strings.CutPrefix(name, "To"); ok && isPlace(rest) {
		return true
	}
	return slices.Contains([]string{
		"MessageSid", "SmsSid", "SmsMessageSid", "AccountSid", "MessagingServiceSid", "From", "To", "Body", "NumMedia",
		"NumSegments", "SmsStatus", "ApiVersion", "OptOutType", "WaId", "ProfileName", "MessageType", "ReferralNumMedia",
		"ChannelMetadata",
	}, name)
}

func isPlace(s string) bool { return slices.Contains([]string{"City", "State", "Zip", "Country"}, s) }

// replied returns the texts, quoted, with which the app answered, and whether they can be told.
func replied(e *exchange) ([]string, bool) {
	if e.Status != http.StatusOK || len(e.Problems) > 0 {
		return nil, false
	}
	doc, err := twiml.Parse(strings.NewReader(e.Answer))
	if err != nil {
		return nil, false
	}
	var replies []string
	for _, n := range doc.Children {
		switch n := n.(type) {
		case twiml.Message:
			if n.Action != "" || n.To != "" {
				return nil, false
			}
			replies = append(replies, literal(strings.TrimSpace(n.Text())))
		case twiml.Comment:
		default:
			return nil, false
		}
	}
	return replies, true
}

// answeredWith returns the status that a test is to expect.
func answeredWith(e *exchange) int {
	if e.Status == 0 {
		return http.StatusOK
	}
	return e.Status
}

// literal returns a Go string, over several lines if the text has several.
func literal(s string) string {
	if strings.Contains(s, "\n") && strconv.CanBackquote(strings.ReplaceAll(s, "\n", "")) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// values returns parameters as Go writes them, the empty ones as well.
func values(params url.Values) string {
	var b strings.Builder
	b.WriteString("url.Values{\n")
	for _, name := range slices.Sorted(maps.Keys(params)) {
		list := make([]string, 0, len(params[name]))
		for _, value := range params[name] {
			list = append(list, literal(value))
		}
		fmt.Fprintf(&b, "%q: {%s},\n", name, strings.Join(list, ", "))
	}
	return b.String() + "}"
}

// bareURL is a URL without its query, on one line.
func bareURL(rawURL string) string {
	rawURL, _, _ = strings.Cut(rawURL, "?")
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, rawURL)
}
