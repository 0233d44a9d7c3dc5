package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twiml"
	"github.com/twiliokit/twiliokit/webhook"
)

// handlers are what stands in generated tests for the app's handler.
const handlers = `package app_test

import (
	"io"
	"net/http"
)

type app struct{}

func (app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("SmsStatus") != "received" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	io.WriteString(w, "<Response><Message>You said "+r.FormValue("Body")+"</Message></Response>")
}
`

// The tests that the page offers are written to a module that uses this one, and pass with an app that
// does as the one did that was watched.
func TestGoTests(t *testing.T) {
	t.Parallel()
	app := shop(t, func(m *webhook.IncomingMessage) *twiml.Response { return twiml.Reply("You said " + m.Body) })
	d := start(t, "-number", shopNumber+"="+app+"/sms", "-number", "whatsapp:"+shopNumber+"="+app+"/sms")
	phone := func(address string, form url.Values) {
		t.Helper()
		if got := d.do(d.request("POST", "/phones/"+url.PathEscape(address)+"/messages", form), nil); got != http.StatusOK {
			t.Fatalf("HTTP %d", got)
		}
	}
	phone(aliceNumber, url.Values{"To": {shopNumber}, "Body": {"two\nlines \"and\" `ticks`\\ %d"}})
	phone("whatsapp:"+aliceNumber, url.Values{
		"To": {"whatsapp:" + shopNumber}, "Body": {"look"}, "ProfileName": {"Alice"}, "ButtonPayload": {"yes"}, "MediaUrl": {app + "/owl.png"},
	})
	client := d.client()
	send := func(p *twilio.CreateMessageParams) *twilio.Message {
		t.Helper()
		m, err := client.Messages.Create(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	made := send(&twilio.CreateMessageParams{
		From: shopNumber, To: aliceNumber, Body: "a 100% \"quoted\"\nmessage", StatusCallback: app + "/status",
		SmartEncoded: new(true), ValidityPeriod: 60, Extra: url.Values{"Unknown": {"x"}},
	})
	send(&twilio.CreateMessageParams{From: shopNumber, To: aliceNumber, MediaURL: []string{"https://far.example/a.png"}})
	_, _ = client.Messages.Get(t.Context(), made.SID)
	_ = client.Messages.Delete(t.Context(), "SM00000000000000000000000000000000")
	_, _ = client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: "+15550001111", To: aliceNumber, Body: "x"})
	_, _ = twilio.Collect(client.Messages.List(t.Context(), &twilio.ListMessagesParams{To: aliceNumber}), 1)
	service, err := messaging.New(client).Services.Create(t.Context(), &messaging.CreateServiceParams{FriendlyName: "Shop"})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = twilio.Get[map[string]any](t.Context(), client, twilio.At("messaging", "v1", "Services").ID(service.SID).Join("PhoneNumbers"), nil)
	_, _ = twilio.Post[map[string]any](t.Context(), client, twilio.At("content", "v1", "Content"), twilio.JSON{Body: map[string]any{
		"friendly_name": "a `tick`", "language": "en", "types": map[string]any{"twilio/text": map[string]string{"body": "Hi"}},
	}})

	folder := newModule(t)
	names := map[string]int{}
	for _, e := range d.exchanges() {
		if e.Go == "" {
			t.Errorf("no test of %s %s → %d", e.Method, e.URL, e.Status)
			continue
		}
		_, name, _ := strings.Cut(e.Go, "\nfunc ")
		name, _, _ = strings.Cut(name, "(")
		names[name]++
		text := strings.Replace(e.Go, "http.NotFoundHandler()", "http.Handler(app{})", 1)
		text = strings.Replace(text, "func "+name+"(", fmt.Sprintf("func %s_%d(", name, names[name]), 1)
		file := filepath.Join(folder, fmt.Sprintf("%s_%d_test.go", name, names[name]))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(e.Go, d.env["TWILIO_AUTH_TOKEN"]) {
			t.Errorf("the token is in\n%s", e.Go)
		}
	}
	for _, name := range []string{"TestIncomingMessage", "TestStatusCallback", "TestCreateMessage", "TestCall"} {
		if names[name] < 2 {
			t.Errorf("%d tests %s", names[name], name)
		}
	}
	// The calls about a resource that is not there say that it has to be made first, and fail.
	goCommand(t, folder, "vet", ".")
	goCommand(t, folder, "test", "-run", "TestIncoming|TestStatus|TestCreate", ".")
}

// exchanges returns all requests that the inspector knows, once the last callbacks have come.
func (d *running) exchanges() (list []exchange) {
	d.t.Helper()
	resp, err := new(http.Client).Do(d.request("GET", "/events?since=0", nil))
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	callbacks, calls := 0, 0
	for decoder := newEventReader(resp.Body); callbacks < 2 || calls < 9; {
		kind, data, ok := decoder.next()
		if !ok {
			d.t.Fatalf("the events ended after %d requests", len(list))
		}
		if kind != "call" && kind != "webhook" {
			continue
		}
		var e exchange
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			d.t.Fatal(err)
		}
		if e.Params.Has("MessageStatus") {
			callbacks++
		}
		if kind == "call" {
			calls++
		}
		list = append(list, e)
	}
	return list
}

// newModule makes a module that uses this one, with what this one needs.
func newModule(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(mod), "\n")
	text := "module app.example\n" + rest +
		"\nrequire github.com/twiliokit/twiliokit v0.0.0\n\nreplace github.com/twiliokit/twiliokit => " + fmt.Sprintf("%q", root) + "\n"
	for name, data := range map[string]string{"go.mod": text, "go.sum": string(sum), "app_test.go": handlers} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func goCommand(t *testing.T, folder string, args ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", args...)
	command.Dir = folder
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
