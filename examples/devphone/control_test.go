package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/content"
)

// What a page of another origin could send is refused, by whichever of its marks it carries.
func TestForeignPages(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	own := d.env["EMULATOR"]
	for name, tt := range map[string]struct {
		method, path string
		header       map[string]string
		host         string
		want         int
	}{
		"no page":               {"GET", "/phones", nil, "", 200},
		"the own page":          {"GET", "/phones", map[string]string{"Origin": own, "Sec-Fetch-Site": "same-origin"}, "", 200},
		"typed in":              {"GET", "/", map[string]string{"Sec-Fetch-Site": "none"}, "", 200},
		"a link to the page":    {"GET", "/", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, "", 200},
		"a frame of the page":   {"GET", "/", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"}, "", 403},
		"foreign origin":        {"POST", "/reset", map[string]string{"Origin": "https://evil.example"}, "", 403},
		"no origin to speak of": {"POST", "/reset", map[string]string{"Origin": "null"}, "", 403},
		"another port":          {"POST", "/reset", map[string]string{"Origin": "http://127.0.0.1:1"}, "", 403},
		"reading":               {"GET", "/phones/+15558675310/messages", map[string]string{"Origin": "https://evil.example"}, "", 403},
		"events":                {"GET", "/events", map[string]string{"Origin": "https://evil.example"}, "", 403},
		"an image":              {"GET", "/phones", map[string]string{"Sec-Fetch-Site": "cross-site"}, "", 403},
		"a neighbor's image":    {"GET", "/phones", map[string]string{"Sec-Fetch-Site": "same-site"}, "", 403},
		"rebound name":          {"GET", "/phones", nil, "evil.example", 403},
		"rebound, own origin":   {"POST", "/reset", map[string]string{"Origin": "http://evil.example"}, "evil.example", 403},
		"name that begins well": {"GET", "/phones", nil, "127.0.0.1.evil.example", 403},
	} {
		r := d.request(tt.method, tt.path, nil)
		r.Host = tt.host
		for key, value := range tt.header {
			r.Header.Set(key, value)
		}
		if got := d.do(r, nil); got != tt.want {
			t.Errorf("%s: HTTP %d, want %d", name, got, tt.want)
		}
	}
}

func TestOtherHostsAreNotProxied(t *testing.T) {
	t.Parallel()
	d := start(t)
	client := d.proxied()
	if resp, err := client.Get("http://far.example/"); err != nil || resp.StatusCode != http.StatusForbidden {
		t.Errorf("http: %v, %v", resp, err)
	}
	if resp, err := client.Get("https://far.example/"); err == nil || !strings.Contains(err.Error(), "Forbidden") {
		t.Errorf("https: %v, %v", resp, err)
	}
	// Nor is one that only sounds like Twilio's.
	if resp, err := client.Get("https://nottwilio.com/"); err == nil {
		t.Errorf("nottwilio.com: %v", resp)
	}
	// Loopback passes, though programs do not ask a proxy for it as a rule.
	resp, err := client.Get(shop(t, echo) + "/owl.png")
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("loopback: %v, %v", resp, err)
	}
}

// The API answers without TLS, too, by Host and by proxy.
func TestPlainHTTP(t *testing.T) {
	t.Parallel()
	d := start(t)
	path := "/2010-04-01/Accounts/" + d.env["TWILIO_ACCOUNT_SID"] + "/Messages.json"
	direct := d.request("GET", path, nil)
	direct.Host = "api.twilio.com"
	direct.SetBasicAuth(d.env["TWILIO_ACCOUNT_SID"], d.env["TWILIO_AUTH_TOKEN"])
	if got := d.do(direct, nil); got != http.StatusOK {
		t.Errorf("by Host: HTTP %d", got)
	}
	resp, err := d.proxied().Get("http://api.twilio.com" + path)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("by proxy, without credentials: %v, %v", resp, err)
	}
}

// A webhook on another machine is not called unless a flag names its host.
func TestForeignWebhook(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	_, err := d.client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: shopNumber, To: aliceNumber, Body: "Hi", StatusCallback: "http://far.example/status",
	})
	if err != nil {
		t.Fatal(err)
	}
	if e := d.event("alert"); !strings.Contains(e, "-allow far.example\"") {
		t.Errorf("the alert is %s", e)
	}
}

// event waits for the first event of a kind and returns its data.
func (d *running) event(kind string) string {
	d.t.Helper()
	resp, err := new(http.Client).Do(d.request("GET", "/events?since=0", nil))
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	for events := newEventReader(resp.Body); ; {
		got, data, ok := events.next()
		if !ok {
			d.t.Fatalf("the events ended without one of kind %s: %v", kind, events.lines.Err())
		}
		if got == kind {
			return data
		}
	}
}

// eventReader reads what GET /events streams.
type eventReader struct{ lines *bufio.Scanner }

func newEventReader(r io.Reader) *eventReader {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	return &eventReader{lines}
}

// next returns the kind and the data of the next event, and whether there is one.
func (r *eventReader) next() (kind, data string, ok bool) {
	for r.lines.Scan() {
		if k, found := strings.CutPrefix(r.lines.Text(), "event: "); found && r.lines.Scan() {
			return k, strings.TrimPrefix(r.lines.Text(), "data: "), true
		}
	}
	return "", "", false
}

func TestEvents(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, echo)+"/sms")
	if _, err := d.client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shopNumber, To: aliceNumber, Body: "it's me"}); err != nil {
		t.Fatal(err)
	}
	d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), nil)
	for kind, want := range map[string][]string{
		"call": {`"method":"POST"`, `"url":"https://api.twilio.com/2010-04-01/Accounts/`, `"Body":["it's me"]`, `"status":201`,
			`--data-urlencode 'Body=it'\\''s me'`},
		"webhook": {`"signature":"`, `"Body":["hello"]`, `"status":200`, `X-Twilio-Signature: `},
		"message": {`"sid":"SM`, `"body":"`},
	} {
		got := d.event(kind)
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%s has no %s:\n%s", kind, part, got)
			}
		}
		if strings.Contains(got, d.env["TWILIO_AUTH_TOKEN"]) || strings.Contains(got, "Basic ") {
			t.Errorf("%s tells the credentials:\n%s", kind, got)
		}
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	client := d.client()
	send := func() error {
		_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shopNumber, To: aliceNumber, Body: "Hi"})
		return err
	}
	if got := d.do(d.request("POST", "/faults", url.Values{"Code": {"21610"}, "Count": {"2"}}), nil); got != http.StatusOK {
		t.Fatalf("HTTP %d", got)
	}
	for range 2 {
		if err := send(); !errors.Is(err, twilio.ErrUnsubscribedRecipient) {
			t.Errorf("got %v, want %v", err, twilio.ErrUnsubscribedRecipient)
		}
	}
	if err := send(); err != nil {
		t.Errorf("after the faults: %v", err)
	}
	d.do(d.request("POST", "/faults", url.Values{"Status": {"503"}, "Code": {"20503"}}), nil)
	if e, ok := errors.AsType[*twilio.Error](send()); !ok || e.Status != http.StatusServiceUnavailable {
		t.Errorf("got %v, want HTTP 503", e)
	}
	for status, want := range map[string]string{
		"400": "20001 Unknown parameters",
		"401": "20003 Permission Denied",
		"418": "0 I'm a teapot",
		"429": "20429 Too Many Requests",
		"500": "20500 Internal Server Error",
		"503": "20503 Service unavailable",
	} {
		d.do(d.request("POST", "/faults", url.Values{"Status": {status}}), nil)
		resp, err := d.proxied().Get("https://api.twilio.com/2010-04-01/Accounts.json")
		if err != nil {
			t.Fatal(err)
		}
		var e struct {
			Code    int
			Message string
		}
		if err := errors.Join(json.NewDecoder(resp.Body).Decode(&e), resp.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(e.Code, " ", e.Message); got != want || strconv.Itoa(resp.StatusCode) != status {
			t.Errorf("Status %s alone: got HTTP %d, %s; want %s", status, resp.StatusCode, got, want)
		}
	}
	for _, form := range []url.Values{
		{"Status": {"200"}},
		{"Status": {"many"}},
		{"Count": {"0"}},
		{"Times": {"often"}},
		{"Phone": {"Alice"}},
		{"Phone": {aliceNumber}, "Outcome": {"lost"}},
		{"Fault": {"explode"}},
		{"Fault": {"server"}, "Status": {"404"}},
		{"Fault": {"slow"}, "Delay": {"a while"}},
		{"Fault": {"slow"}, "Code": {"21610"}},
		{"Fault": {"lost"}, "Route": {"POST /Messages"}},
		{"Fault": {"throttle"}, "CallbackStatus": {"sent"}},
		{"Fault": {"failed"}, "To": {"Alice"}},
		{"Fault": {"refuse"}, "Colour": {"red"}},
	} {
		var refusal struct{ Message string }
		if got := d.do(d.request("POST", "/faults", form), &refusal); got != http.StatusBadRequest || refusal.Message == "" {
			t.Errorf("%v: HTTP %d, %+v", form, got, refusal)
		}
	}
}

// Each fault can be had over HTTP, is told of, and can be taken back.
func TestFaultKinds(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber)
	var list struct{ Faults []string }
	for _, tt := range []struct{ form, want string }{
		{"Fault=refuse&Code=21610&Times=2", "refused with HTTP 400, 2 times"},
		{"Fault=throttle&RetryAfter=3&Route=POST+/Messages", "POST /Messages: refused with HTTP 429"},
		{"Fault=server&Status=503&Times=always", "refused with HTTP 503, always"},
		{"Fault=refuse-connection&Product=messaging", "messaging: no connection"},
		{"Fault=break-before&To=%2B15558675310", "to +15558675310: the connection breaks before the call takes effect"},
		{"Fault=break-after&After=2", "the connection breaks after the call took effect, after 2"},
		{"Fault=slow&Delay=1m30s", "the answer takes 1m30s"},
		{"Fault=failed&Code=30005", "failed with " + twilio.ErrorCode(30005).Error()},
		{"Fault=undelivered&From=%2B15557122661", "from +15557122661: undelivered with " + twilio.ErrorCode(30003).Error()},
		{"Fault=lost", "lost on the way"},
		{"Fault=delay&Delay=2", "travels 2s longer"},
		{"Fault=duplicate&CallbackStatus=sent", "when sent: the callback comes twice"},
		{"Fault=reorder", "the callback comes after the next"},
	} {
		form, err := url.ParseQuery(tt.form)
		if err != nil {
			t.Fatal(err)
		}
		var made struct{ Fault string }
		if got := d.do(d.request("POST", "/faults", form), &made); got != http.StatusOK || made.Fault != tt.want {
			t.Errorf("%s: HTTP %d, %q", tt.form, got, made.Fault)
		}
		d.do(d.request("GET", "/faults", nil), &list)
		if diff := cmp.Diff([]string{tt.want}, list.Faults); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.form, diff)
		}
		d.do(d.request("DELETE", "/faults", nil), nil)
	}
	if d.do(d.request("GET", "/faults", nil), &list); len(list.Faults) > 0 {
		t.Errorf("after all were taken back: %q", list.Faults)
	}
}

func TestPhoneRefuses(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, echo)+"/sms")
	d.do(d.request("POST", "/faults", url.Values{"Phone": {aliceNumber}, "Code": {"30003"}}), nil)
	var x sent
	d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), &x)
	if len(x.Replies) != 1 || x.Replies[0].Status != "undelivered" || x.Replies[0].ErrorCode != 30003 {
		t.Errorf("got %+v", x.Replies)
	}
}

// After a reset there is nothing but what the flags say, and all works as before.
func TestReset(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"="+shop(t, echo)+"/sms")
	send := func() sent {
		var x sent
		d.do(d.request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"hello"}}), &x)
		return x
	}
	first := send()
	if got := d.do(d.request("POST", "/reset", nil), nil); got != http.StatusOK {
		t.Fatalf("HTTP %d", got)
	}
	var shown struct{ Messages []message }
	d.do(d.request("GET", "/phones/+15558675310/messages", nil), &shown)
	if len(shown.Messages) > 0 {
		t.Errorf("the phone still shows %v", shown.Messages)
	}
	if diff := cmp.Diff(first.SID, send().SID); diff != "" {
		t.Errorf("SIDs do not count from the start (-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber, "-number", "whatsapp:"+shopNumber)
	for name, tt := range map[string]struct {
		path string
		form url.Values
		want int
	}{
		"no address":        {"/phones/Alice/messages", url.Values{"To": {shopNumber}, "Body": {"x"}}, 400},
		"no To":             {"/phones/+15558675310/messages", url.Values{"Body": {"x"}}, 400},
		"another channel":   {"/phones/+15558675310/messages", url.Values{"To": {"whatsapp:" + shopNumber}, "Body": {"x"}}, 400},
		"nothing to send":   {"/phones/+15558675310/messages", url.Values{"To": {shopNumber}}, 400},
		"nobody's number":   {"/phones/+15558675310/messages", url.Values{"To": {"+15550001111"}, "Body": {"x"}}, 404},
		"media that is not": {"/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "MediaUrl": {"owl.png"}}, 400},
		"no such endpoint":  {"/nothing", nil, 404},
	} {
		if got := d.do(d.request("POST", tt.path, tt.form), nil); got != tt.want {
			t.Errorf("%s: HTTP %d, want %d", name, got, tt.want)
		}
	}
}

func TestBadArguments(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"-addr", ":4010"}, {"-addr", "0.0.0.0:4010"}, {"-addr", "shop.example:80"}, {"-number", "+1 555"},
		{"-number", shopNumber + "=shop.example"}, {"-account", ""}, {"-x"}, {"now"},
	} {
		if err := run(t.Context(), new(strings.Builder), args); err == nil || !strings.Contains(err.Error(), "-h explains") {
			t.Errorf("%v: %v", args, err)
		}
	}
}

// The page needs nothing from elsewhere, and is served with a policy that says so.
func TestPage(t *testing.T) {
	t.Parallel()
	d := start(t)
	resp, err := new(http.Client).Do(d.request("GET", "/", nil))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got := resp.Header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") {
		t.Errorf("the policy is %q", got)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	files := regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(string(body), -1)
	if len(files) < 3 {
		t.Errorf("the page refers to %v", files)
	}
	for _, file := range files {
		if got := d.do(d.request("GET", "/"+file[1], nil), nil); got != http.StatusOK {
			t.Errorf("%s: HTTP %d", file[1], got)
		}
	}
}

// Nobody has to approve what an app submits, unless it is to wait.
func TestReview(t *testing.T) {
	t.Parallel()
	for review, want := range map[string]content.ApprovalStatus{"0s": content.ApprovalStatusApproved, "-1s": content.ApprovalStatusReceived} {
		d := start(t, "-review", review)
		templates := content.New(d.client()).Templates
		made, err := templates.Create(t.Context(), &content.CreateTemplateParams{
			Language: "en", Types: content.Types{Text: &content.Text{Body: "Hi"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := templates.Approvals(made.SID).Create(t.Context(), &content.CreateApprovalParams{Name: "hi", Category: content.CategoryUtility}); err != nil {
			t.Fatal(err)
		}
		got, err := templates.Approvals(made.SID).Get(t.Context())
		if err != nil || got.WhatsApp.Status != want {
			t.Errorf("-review %s: %+v, %v; want %s", review, got, err, want)
		}
	}
}

// Who sends JSON is told what else to send.
func TestJSONIsNoForm(t *testing.T) {
	t.Parallel()
	r := start(t, "-number", shopNumber).request("POST", "/phones/+15558675310/messages", url.Values{"To": {shopNumber}, "Body": {"Hi"}})
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := new(http.Client).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusUnsupportedMediaType || !strings.Contains(string(body), "form") {
		t.Errorf("HTTP %d, %v: %s", resp.StatusCode, err, body)
	}
}

// The numbers are those that the account has now, with the webhooks that they have now.
func TestNumbersAreTheAccountsOwn(t *testing.T) {
	t.Parallel()
	d := start(t, "-number", shopNumber+"=http://localhost:3000/sms", "-number", "whatsapp:"+shopNumber)
	numbers := d.client().IncomingPhoneNumbers
	bought, err := numbers.Create(t.Context(), &twilio.CreateIncomingPhoneNumberParams{PhoneNumber: "+15557122662"})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := "http://localhost:4000/sms"
	for number, err := range numbers.List(t.Context(), nil) {
		if err == nil && number.SID != bought.SID {
			_, err = numbers.Update(t.Context(), number.SID, &twilio.UpdateIncomingPhoneNumberParams{SMSURL: &elsewhere})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var got struct{ Numbers []number }
	d.do(d.request("GET", "/phones", nil), &got)
	want := []number{{shopNumber, elsewhere}, {"whatsapp:" + shopNumber, ""}, {"+15557122662", ""}}
	if diff := cmp.Diff(want, got.Numbers); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
}
