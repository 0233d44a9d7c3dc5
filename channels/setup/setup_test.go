package setup_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/channels/setup"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const (
	main      = channels.Address("+15557122661")
	second    = channels.Address("+447700900123")
	code      = channels.Address("12345")
	bystander = channels.Address("+15557122662")
)

// shop is a description with all that the emulator has: two numbers, a short code, a name, and two
// services, one of which lets go of a number and of one that is not described.
func shop() setup.Account {
	return setup.Account{
		Instances: channels.Configs{
			{Address: main, CallbackURL: "https://new.example/sms", FallbackURL: "https://backup.example/sms", FallbackMethod: "GET"},
			{Address: second, CallbackURL: "https://new.example/uk", CallbackMethod: "GET"},
			{Address: code, CallbackURL: "https://new.example/code"},
			{Address: "SHOP"},
		},
		Services: []setup.Service{
			{
				FriendlyName: "Alerts", InboundRequestURL: "https://new.example/alerts", StatusCallback: "https://new.example/status",
				Senders: []channels.Address{code, "SHOP", second},
			},
			{
				FriendlyName: "Shop", UseInboundWebhookOnNumber: true,
				Senders: []channels.Address{main}, RemoveOthers: true,
			},
		},
	}
}

// street returns an account as it was before: the service Shop has the second number and a
// bystander.
func street(t *testing.T) *twiliotest.Twilio {
	t.Helper()
	tw := twiliotest.New(t)
	tw.AddNumber(main, twiliotest.OnMessage("https://old.example/sms"))
	tw.AddNumber(second, twiliotest.OnMessage("https://old.example/uk"), twiliotest.OnFailure("https://old.example/backup"))
	tw.AddNumber(code, twiliotest.OnMessage("https://old.example/code"))
	tw.AddNumber(bystander, twiliotest.OnMessage("https://old.example/by"))
	tw.AddService("Shop", twiliotest.Senders(second, bystander), twiliotest.ServiceSetting("InboundRequestUrl", "https://old.example/shop"))
	return tw
}

func plan(t *testing.T, account setup.Account, client *twilio.Client) *setup.Plan {
	t.Helper()
	p, err := account.Plan(t.Context(), client)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func inLine(t *testing.T, account setup.Account, client *twilio.Client) {
	t.Helper()
	if p := plan(t, account, client); !p.Empty() {
		t.Errorf("the account is not in line:\n%s", p)
	}
}

func TestPlanAndApply(t *testing.T) {
	t.Parallel()
	tw := street(t)
	client := tw.Client()
	before := state(t, client)
	p := plan(t, shop(), client)
	if diff := cmp.Diff(before, state(t, client)); diff != "" {
		t.Errorf("a plan changed the account (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(`phone number …61 (PN00000000000000000000000000000001)
  callback: POST https://old.example/sms → POST https://new.example/sms
  fallback: none → GET https://backup.example/sms
phone number …23 (PN00000000000000000000000000000002)
  callback: POST https://old.example/uk → GET https://new.example/uk
  fallback: POST https://old.example/backup → none
short code … (SC00000000000000000000000000000003)
  callback: POST https://old.example/code → POST https://new.example/code
service "Alerts"
  make it
  inbound: none → POST https://new.example/alerts
  status callback: none → POST https://new.example/status
service "Shop"
  inbound: POST https://old.example/shop → none
  inbound webhook: that of the number
service "Alerts"
  add short code … (SC00000000000000000000000000000003)
service "Alerts"
  add alphanumeric sender "SHOP"
service "Alerts"
  add phone number …23 (PN00000000000000000000000000000002), taken from service "Shop"
service "Shop"
  add phone number …61 (PN00000000000000000000000000000001)
service "Shop"
  remove phone number …62 (PN00000000000000000000000000000004)
note: phone number …23 (PN00000000000000000000000000000002): its callback is not called, since service "Alerts" has it in its pool
note: short code … (SC00000000000000000000000000000003): its callback is not called, since service "Alerts" has it in its pool
`, p.String()); diff != "" {
		t.Fatalf("plan (-want +got):\n%s", diff)
	}
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, shop(), client)
	if diff := cmp.Diff(account{
		Numbers: map[channels.Address]string{
			main:      "POST https://new.example/sms, GET https://backup.example/sms",
			second:    "GET https://new.example/uk, POST ",
			bystander: "POST https://old.example/by, POST ",
			code:      "POST https://new.example/code, POST ",
		},
		Services: map[string]string{
			"Alerts": "POST https://new.example/alerts, false, https://new.example/status",
			"Shop":   "POST , true, ",
		},
		Pools: map[string][]channels.Address{
			"Alerts": {second, code, "SHOP"},
			"Shop":   {main},
		},
	}, state(t, client)); diff != "" {
		t.Errorf("account (-want +got):\n%s", diff)
	}
	if err := p.Apply(t.Context()); err != nil { // again
		t.Error(err)
	}
	inLine(t, shop(), client)
}

// account is what there is of an account, as the tests compare it.
type account struct {
	Numbers  map[channels.Address]string
	Services map[string]string
	Pools    map[string][]channels.Address
}

func state(t *testing.T, client *twilio.Client) account {
	t.Helper()
	got := account{map[channels.Address]string{}, map[string]string{}, map[string][]channels.Address{}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for n, err := range client.IncomingPhoneNumbers.List(t.Context(), nil) {
		must(err)
		got.Numbers[n.PhoneNumber] = n.SMSMethod + " " + n.SMSURL + ", " + n.SMSFallbackMethod + " " + n.SMSFallbackURL
	}
	for c, err := range client.ShortCodes.List(t.Context(), nil) {
		must(err)
		got.Numbers[c.ShortCode] = c.SMSMethod + " " + c.SMSURL + ", " + c.SMSFallbackMethod + " " + c.SMSFallbackURL
	}
	services := messaging.New(client).Services
	for s, err := range services.List(t.Context(), nil) {
		must(err)
		name, onNumber := s.FriendlyName, "false"
		if s.UseInboundWebhookOnNumber {
			onNumber = "true"
		}
		got.Services[name] = s.InboundMethod + " " + s.InboundRequestURL + ", " + onNumber + ", " + s.StatusCallback
		for n, err := range services.PhoneNumbers(s.SID).List(t.Context(), nil) {
			must(err)
			got.Pools[name] = append(got.Pools[name], n.PhoneNumber)
		}
		for c, err := range services.ShortCodes(s.SID).List(t.Context(), nil) {
			must(err)
			got.Pools[name] = append(got.Pools[name], c.ShortCode)
		}
		for a, err := range services.AlphaSenders(s.SID).List(t.Context(), nil) {
			must(err)
			got.Pools[name] = append(got.Pools[name], channels.Address(a.AlphaSender))
		}
		for c, err := range services.ChannelSenders(s.SID).List(t.Context(), nil) {
			must(err)
			got.Pools[name] = append(got.Pools[name], c.Sender)
		}
		slices.Sort(got.Pools[name])
	}
	return got
}

// TestDrift has somebody change each thing that is described, and the plan find it.
func TestDrift(t *testing.T) {
	t.Parallel()
	numbers := func(c *twilio.Client) *twilio.IncomingPhoneNumberService { return c.IncomingPhoneNumbers }
	number := func(params *twilio.UpdateIncomingPhoneNumberParams) func(*testing.T, *twilio.Client) error {
		return func(t *testing.T, c *twilio.Client) error {
			t.Helper()
			_, err := numbers(c).Update(t.Context(), "PN00000000000000000000000000000001", params)
			return err
		}
	}
	service := func(params *messaging.UpdateServiceParams) func(*testing.T, *twilio.Client) error {
		return func(t *testing.T, c *twilio.Client) error {
			t.Helper()
			_, err := messaging.New(c).Services.Update(t.Context(), "MG00000000000000000000000000000005", params)
			return err
		}
	}
	tests := []struct {
		name  string
		drift func(*testing.T, *twilio.Client) error
		want  string
	}{
		{"URL", number(&twilio.UpdateIncomingPhoneNumberParams{SMSURL: new("https://evil.example/sms")}), "callback: POST https://evil.example/sms → POST https://new.example/sms"},
		{"URL gone", number(&twilio.UpdateIncomingPhoneNumberParams{SMSURL: new("")}), "callback: none → POST https://new.example/sms"},
		{"method", number(&twilio.UpdateIncomingPhoneNumberParams{SMSMethod: "GET"}), "callback: GET https://new.example/sms → POST https://new.example/sms"},
		{"fallback", number(&twilio.UpdateIncomingPhoneNumberParams{SMSFallbackURL: new("")}), "fallback: none → GET https://backup.example/sms"},
		{"query", number(&twilio.UpdateIncomingPhoneNumberParams{SMSURL: new("https://new.example/sms?key=secret")}), "callback: POST https://new.example/sms … → POST https://new.example/sms"},
		{"whose webhook", service(&messaging.UpdateServiceParams{UseInboundWebhookOnNumber: new(false)}), "inbound webhook: that of the number"},
		{"status callback", service(&messaging.UpdateServiceParams{StatusCallback: new("https://evil.example/")}), "status callback: POST https://evil.example/ → none"},
		{"pool", func(t *testing.T, c *twilio.Client) error {
			t.Helper()
			return messaging.New(c).Services.PhoneNumbers("MG00000000000000000000000000000005").Delete(t.Context(), "PN00000000000000000000000000000001")
		}, "add phone number …61 (PN00000000000000000000000000000001)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client := street(t).Client()
			if err := plan(t, shop(), client).Apply(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := tt.drift(t, client); err != nil {
				t.Fatal(err)
			}
			p := plan(t, shop(), client)
			var got []string
			for _, s := range p.Steps {
				got = append(got, s.Changes...)
			}
			if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
				t.Fatalf("changes (-want +got):\n%s", diff)
			}
			if err := p.Apply(t.Context()); err != nil {
				t.Fatal(err)
			}
			inLine(t, shop(), client)
		})
	}
}

// applied answers that a number has a TwiML application, which the emulator has not, until it is
// taken away.
type applied struct {
	http.RoundTripper
	gone atomic.Bool
}

func (a *applied) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		form, err := io.ReadAll(body)
		if err != nil {
			return nil, err
		}
		if values, err := url.ParseQuery(string(form)); err == nil && values.Has("SmsApplicationSid") && values.Get("SmsApplicationSid") == "" {
			a.gone.Store(true)
		}
	}
	resp, err := a.RoundTripper.RoundTrip(r)
	if err != nil || a.gone.Load() {
		return resp, err
	}
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	const sid = `"sid":"PN00000000000000000000000000000001","sms_application_sid":`
	answer = bytes.ReplaceAll(answer, []byte(sid+"null"), []byte(sid+`"AP01"`))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(answer)), int64(len(answer))
	return resp, nil
}

// TestDriftToAnApplication has somebody give a number an application, which would win over its URL.
func TestDriftToAnApplication(t *testing.T) {
	t.Parallel()
	tw := street(t)
	if err := plan(t, shop(), tw.Client()).Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	client := tw.Client(twilio.WithHTTPClient(&http.Client{Transport: &applied{RoundTripper: tw}}))
	p := plan(t, shop(), client)
	var got []string
	for _, s := range p.Steps {
		got = append(got, s.Changes...)
	}
	if diff := cmp.Diff([]string{"TwiML application: AP01 → none"}, got); diff != "" {
		t.Fatalf("changes (-want +got):\n%s", diff)
	}
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, shop(), client)
}

// TestNothingIsDeletedUnasked has pools keep what is not described, with a note.
func TestNothingIsDeletedUnasked(t *testing.T) {
	t.Parallel()
	tw := street(t)
	var deletions atomic.Int32
	client := tw.Client(twilio.WithHTTPClient(&http.Client{Transport: watcher{tw, func(r *http.Request, _ int) error {
		if r.Method == http.MethodDelete {
			deletions.Add(1)
		}
		return nil
	}, new(atomic.Int32)}}))
	account := setup.Account{Services: []setup.Service{
		{FriendlyName: "Shop", InboundRequestURL: "https://new.example/shop", Senders: []channels.Address{main}},
	}}
	p := plan(t, account, client)
	if diff := cmp.Diff([]string{
		`service "Shop" has phone number …62 (PN00000000000000000000000000000004) in its pool, which is not described`,
		`service "Shop" has phone number …23 (PN00000000000000000000000000000002) in its pool, which is not described`,
	}, p.Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, account, client)
	want := map[string][]channels.Address{"Shop": {main, bystander, second}}
	if diff := cmp.Diff(want, state(t, client).Pools); diff != "" {
		t.Errorf("pools (-want +got):\n%s", diff)
	}
	account.Services[0].Senders = nil // leaves the pool alone
	inLine(t, account, client)
	if deletions.Load() != 0 {
		t.Errorf("%d deletions", deletions.Load())
	}
}

func TestElsewhere(t *testing.T) {
	t.Parallel()
	client := street(t).Client()
	account := shop()
	account.Services[1].RemoveOthers = false
	_, err := account.Plan(t.Context(), client)
	want := `setup: service "Alerts", phone number …23 (PN00000000000000000000000000000002): in the pool of another service: service "Shop"`
	if !errors.Is(err, setup.ErrElsewhere) || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	// A service that is not described says so itself.
	account = setup.Account{Services: []setup.Service{{FriendlyName: "New", UseInboundWebhookOnNumber: true, Senders: []channels.Address{second}}}}
	if err := plan(t, account, client).Apply(t.Context()); !errors.Is(err, twilio.ErrSenderInAnotherService) {
		t.Errorf("got %v", err)
	}
}

// TestMissing has everything that the account lacks told at once, before anything is changed.
func TestMissing(t *testing.T) {
	t.Parallel()
	client := street(t).Client()
	before := state(t, client)
	account := shop()
	account.Instances = append(account.Instances, channels.Config{Address: "+15550001111"}, channels.Config{Address: "54321"})
	account.Services[0].Senders = append(account.Services[0].Senders, "+15550001111", "+15550002233")
	_, err := account.Plan(t.Context(), client)
	want := "setup: instance 4, …11: not on the account\n" +
		"setup: instance 5, …: not on the account\n" +
		`setup: service "Alerts", …33: not on the account`
	if !errors.Is(err, setup.ErrMissing) || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if missing, ok := errors.AsType[*setup.MissingError](err); !ok || missing.Address != "+15550001111" {
		t.Errorf("got %#v", missing)
	}
	if diff := cmp.Diff(before, state(t, client)); diff != "" {
		t.Errorf("account (-before +after):\n%s", diff)
	}
	account = setup.Account{Services: []setup.Service{{SID: "MG00000000000000000000000000000099"}}}
	if _, err := account.Plan(t.Context(), client); !errors.Is(err, twilio.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// TestBySID renames a service that is meant by its SID.
func TestBySID(t *testing.T) {
	t.Parallel()
	client := street(t).Client()
	account := setup.Account{Services: []setup.Service{{
		SID: "MG00000000000000000000000000000005", FriendlyName: "Market", InboundRequestURL: "https://old.example/shop",
	}}}
	p := plan(t, account, client)
	if diff := cmp.Diff("service \"Market\"\n  name: \"Shop\" → \"Market\"\n", p.String()); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
	if err := p.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, account, client)
	account.Services[0].FriendlyName = "" // as it is
	inLine(t, account, client)
	if _, ok := state(t, client).Services["Market"]; !ok {
		t.Error("the service has another name")
	}
}

// TestSecrets has plans and errors hold neither numbers nor what is secret in URLs.
func TestSecrets(t *testing.T) {
	t.Parallel()
	tw := street(t)
	client := tw.Client()
	account := setup.Account{
		Instances: channels.Configs{{Address: main, CallbackURL: "https://user:pass@new.example/sms?key=secret#ct=2000"}},
		Services:  []setup.Service{{FriendlyName: "Shop", InboundRequestURL: "https://old.example/shop?key=secret"}},
	}
	p := plan(t, account, client)
	tw.FailNext(&twilio.Error{Status: 403, Message: "no right to +15557122661"})
	err := p.Apply(t.Context())
	if err == nil {
		t.Fatal("no error")
	}
	for _, text := range []string{p.String(), err.Error(), p.LogValue().String(), account.LogValue().String()} {
		for _, secret := range []string{"pass", "secret", "ct=", "555712", "user"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q in %q", secret, text)
			}
		}
	}
	if !slices.Contains(p.Steps[1].Changes, "inbound: POST https://old.example/shop → POST https://old.example/shop …") {
		t.Errorf("steps: %q", p.Steps)
	}
}

// TestNotes has what is described to no effect said so.
func TestNotes(t *testing.T) {
	t.Parallel()
	client := street(t).Client()
	account := setup.Account{
		Instances: channels.Configs{
			{Address: main, CallbackURL: "https://new.example/sms", StatusCallbackURL: "https://new.example/status"},
			{Address: second, CallbackURL: "https://new.example/sms", StatusCallbackURL: "https://new.example/status"},
		},
		Services: []setup.Service{
			{FriendlyName: "Shop", StatusCallback: "https://new.example/status", Senders: []channels.Address{second, bystander}},
		},
	}
	if diff := cmp.Diff([]string{
		`service "Shop" drops the messages that its senders receive`,
		"phone number …61 (PN00000000000000000000000000000001): Twilio keeps no status callback for it: set it on each message or on a service",
		`phone number …23 (PN00000000000000000000000000000002): its callback is not called, since service "Shop" has it in its pool`,
	}, plan(t, account, client).Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestNameInSeveralPools has two services send under one name, which unlike a number can be in both.
func TestNameInSeveralPools(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddService("News", twiliotest.Senders("SHOP"))
	client := tw.Client()
	account := setup.Account{Services: []setup.Service{
		{FriendlyName: "News", UseInboundWebhookOnNumber: true, Senders: []channels.Address{"SHOP"}},
		{FriendlyName: "Alerts", UseInboundWebhookOnNumber: true, Senders: []channels.Address{"SHOP"}},
	}}
	if err := plan(t, account, client).Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	inLine(t, account, client)
	want := map[string][]channels.Address{"News": {"SHOP"}, "Alerts": {"SHOP"}}
	if diff := cmp.Diff(want, state(t, client).Pools); diff != "" {
		t.Errorf("pools (-want +got):\n%s", diff)
	}
}
