package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// goCall returns a test that makes the same call to the API, and nothing for one that is answered
// with a file. A call that was refused is refused in the test.
func goCall(e *exchange) string {
	u, err := url.Parse(e.URL)
	if err != nil || !e.whole || e.Status == 0 || e.Status < 400 && e.Status != http.StatusNoContent && !strings.HasPrefix(e.ContentType, "application/json") {
		return ""
	}
	c := &callTest{exchange: e}
	c.product, _, _ = strings.Cut(u.Hostname(), ".")
	c.segments = strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(c.segments) > 3 && c.segments[0] == "2010-04-01" && c.segments[1] == "Accounts" && strings.HasSuffix(u.Path, ".json") {
		c.account = c.segments[2]
		c.segments = slices.Clone(c.segments[3:])
		last := len(c.segments) - 1
		c.segments[last] = strings.TrimSuffix(c.segments[last], ".json")
	}
	return c.source()
}

// callTest is a test of a call being written.
type callTest struct {
	*exchange
	*program
	product  string
	account  string   // of a path of the 2010 API
	segments []string // below the account, or all
}

func (c *callTest) source() string {
	name := "TestCall"
	message := c.account != "" && c.segments[0] == "Messages" && len(c.segments) < 3
	create := message && len(c.segments) == 1 && c.Method == http.MethodPost
	if create {
		name = "TestCreateMessage"
	}
	c.program = newProgram(c.exchange, name, importEmulator)
	c.line("tw := twiliotest.New(t%s)", c.accountOption())
	c.arrange()
	switch {
	case create:
		c.use(importTwilio)
		c.call("_, err", "client.Messages.Create(t.Context(), &twilio.CreateMessageParams{\n%s})", c.fields())
	case message && len(c.segments) == 2 && c.Method == http.MethodGet:
		c.call("_, err", "client.Messages.Get(t.Context(), %q)", c.segments[1])
	case message && len(c.segments) == 2 && c.Method == http.MethodDelete:
		c.call("err", "client.Messages.Delete(t.Context(), %q)", c.segments[1])
	case c.Method == http.MethodDelete:
		c.use(importTwilio)
		c.call("err", "twilio.Delete(t.Context(), client, %s)", c.path())
	case c.Method == http.MethodGet, c.Method == http.MethodPost, c.Method == http.MethodPut:
		c.use(importTwilio)
		verb := c.Method[:1] + strings.ToLower(c.Method[1:])
		c.call("_, err", "twilio.%s[map[string]any](t.Context(), client, %s, %s)", verb, c.path(), c.params())
	default:
		return ""
	}
	if create && c.Status < 400 {
		c.outcome()
	}
	return c.program.source()
}

func (c *callTest) accountOption() string {
	if c.account == "" || !sid.MatchString(c.account) {
		return ""
	}
	return fmt.Sprintf(`, twiliotest.WithAccount(%q, "auth token")`, c.account)
}

var sid = regexp.MustCompile(`^[A-Z]{2}[0-9a-f]{32}$`)

// arrange writes what has to be there before the call.
func (c *callTest) arrange() {
	from := channels.Address(c.Params.Get("From"))
	if from != "" && from.Validate() == nil && !from.IsAlphanumeric() {
		c.line("tw.AddNumber(%q)", from)
	}
	u, err := url.Parse(c.Params.Get("StatusCallback"))
	if err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		c.use("net/http")
		c.line("tw.Mount(%q, http.NotFoundHandler()) // put the app's handler here", u.Scheme+"://"+u.Host+"/")
	}
	if c.Status < 400 {
		if needed := c.needed(); needed != "" {
			c.line("// Make first what the call needs: %s.", needed)
		}
		c.line("client := tw.Client()")
		return
	}
	c.use(importTwilio)
	c.line("tw.Inject(twiliotest.FaultError(%s).Always())", c.refusal())
	c.line("client := tw.Client(twilio.WithRetry(twilio.RetryPolicy{MaxAttempts: 1}))")
}

// needed names what a call refers to that is not there in a new emulator.
func (c *callTest) needed() string {
	var list []string
	for _, segment := range c.segments {
		if sid.MatchString(segment) {
			list = append(list, segment)
		}
	}
	for _, name := range []string{"MessagingServiceSid", "ContentSid"} {
		if id := c.Params.Get(name); sid.MatchString(id) {
			list = append(list, id)
		}
	}
	return strings.Join(list, ", ")
}

// refusal is the error that the call was answered with.
func (c *callTest) refusal() string {
	var answer struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	_ = json.Unmarshal([]byte(c.Answer), &answer) // an answer that is something else has no code
	return fmt.Sprintf("&twilio.Error{Status: %d, Code: %d, Message: %q}", c.Status, answer.Code, answer.Message)
}

// call writes the call and what it has to come to.
func (c *callTest) call(results, call string, args ...any) {
	if c.Status < 400 {
		c.line(results+" := "+call, args...)
		c.line("if err != nil {\nt.Fatal(err)\n}")
		return
	}
	c.use("errors")
	c.line(results+" := "+call, args...)
	c.line("if refused, ok := errors.AsType[*twilio.Error](err); !ok || refused.Status != %d {", c.Status)
	c.line("t.Errorf(\"got %%v, want HTTP %d\", err)\n}", c.Status)
}

// outcome writes what the person has to see of a message.
func (c *callTest) outcome() {
	to, body := channels.Address(c.Params.Get("To")), c.Params.Get("Body")
	if body == "" || to.Validate() != nil || to.IsAlphanumeric() || c.needed() != "" || c.Params.Get("SendAt") != "" {
		return
	}
	c.line("tw.Wait()")
	c.line("if got, _ := tw.Phone(%q).Last(); got.Body != %s {", to, literal(body))
	c.line("t.Errorf(\"the phone shows %%q\", got.Body)\n}")
}

// path returns the expression of a path.
func (c *callTest) path() string {
	var b strings.Builder
	fmt.Fprintf(&b, "twilio.At(%q", c.product)
	if c.account != "" {
		b.Reset()
		b.WriteString("client.Path(")
	}
	open, first := true, c.account != ""
	for _, segment := range c.segments {
		fixed := word.MatchString(segment)
		switch {
		case fixed && open && first:
			fmt.Fprintf(&b, "%q", segment)
		case fixed && open:
			fmt.Fprintf(&b, ", %q", segment)
		case fixed:
			fmt.Fprintf(&b, ").Join(%q", segment)
			open = true
		default:
			fmt.Fprintf(&b, ").ID(%q", segment)
			open = false
		}
		first = false
	}
	return b.String() + ")"
}

// word is a segment that is a fixed word of the API.
var word = regexp.MustCompile(`^(v\d|[A-Za-z][A-Za-z0-9_]{0,30}(\.json)?|\d{4}-\d{2}-\d{2})$`)

// params returns the expression of what is sent along.
func (c *callTest) params() string {
	switch {
	case c.Body != "":
		c.use("encoding/json")
		return "twilio.JSON{Body: json.RawMessage(" + literal(c.Body) + ")}"
	case len(c.Params) == 0:
		return "nil"
	}
	c.use("net/url")
	return values(c.Params)
}

// fields returns the parameters of a new message as fields of their struct.
func (c *callTest) fields() string {
	var b strings.Builder
	extra := url.Values{}
	maps.Copy(extra, c.Params)
	kind := reflect.TypeFor[twilio.CreateMessageParams]()
	for field := range kind.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("url"), ",")
		if value := fieldLiteral(field.Type, extra[name]); value != "" {
			fmt.Fprintf(&b, "%s: %s,\n", field.Name, value)
			delete(extra, name)
		}
	}
	if len(extra) > 0 {
		c.use("net/url")
		fmt.Fprintf(&b, "Extra: %s,\n", values(extra))
	}
	return b.String()
}

// fieldLiteral returns values as a field of a type takes them, "" if it is better left to Extra.
func fieldLiteral(t reflect.Type, list []string) string {
	switch {
	case len(list) == 0 || list[0] == "":
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		quoted := make([]string, 0, len(list))
		for _, s := range list {
			quoted = append(quoted, strconv.Quote(s))
		}
		return "[]string{" + strings.Join(quoted, ", ") + "}"
	case len(list) > 1:
	case t.Kind() == reflect.String && t != reflect.TypeFor[twilio.Decimal]():
		return literal(list[0])
	case t == reflect.TypeFor[*bool]() && (list[0] == "true" || list[0] == "false"):
		return "new(" + list[0] + ")"
	}
	return ""
}
