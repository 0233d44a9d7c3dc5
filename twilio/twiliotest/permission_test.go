package twiliotest_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

func TestWhoMayBeWrittenTo(t *testing.T) {
	t.Parallel()
	const london = channels.Address("+442079460123")
	for name, tt := range map[string]struct {
		option   twiliotest.Option
		from, to channels.Address
		want     twilio.ErrorCode
	}{
		"a region with permission":  {twiliotest.WithRegions("us", "FR"), shop, alice, 0},
		"a region without":          {twiliotest.WithRegions("US", "FR"), shop, london, twilio.ErrRegionNotPermitted},
		"whatever the region":       {twiliotest.WithRegions("FR"), channels.WhatsApp(string(shop)), channels.WhatsApp(string(london)), 0},
		"verified":                  {twiliotest.WithTrial(alice), shop, alice, 0},
		"verified on any channel":   {twiliotest.WithTrial(alice), channels.WhatsApp(string(shop)), channels.WhatsApp(string(alice)), 0},
		"unverified":                {twiliotest.WithTrial(alice), shop, london, twilio.ErrToNotVerified},
		"a trial with nobody":       {twiliotest.WithTrial(), shop, alice, twilio.ErrToNotVerified},
		"a service is refused, too": {twiliotest.WithTrial(), "", alice, twilio.ErrToNotVerified},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, tt.option)
			tw.AddNumber(shop)
			tw.AddNumber(channels.WhatsApp(string(shop)))
			params := &twilio.CreateMessageParams{From: tt.from, To: tt.to, Body: "Hi"}
			if tt.from == "" {
				params.MessagingServiceSID = tw.AddService("shops", twiliotest.Senders(shop))
			}
			_, err := tw.Client().Messages.Create(t.Context(), params)
			if got := codeOf(err); got != tt.want || (err == nil) != (tt.want == 0) {
				t.Errorf("got %v, want %d", err, tt.want)
			}
		})
	}
}

func TestTrialAccount(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithTrial(alice))
	tw.Mount("https://app.example/", twiml.Reply("Hello"))
	tw.AddNumber(shop, twiliotest.OnMessage("https://app.example/sms"))
	account, err := tw.Client().Accounts.Get(t.Context(), tw.AccountSID())
	if err != nil || account.Type != twilio.AccountTypeTrial {
		t.Errorf("got %v, %v; want a trial account", account, err)
	}
	tw.Phone(alice).Send(shop, "hi")
	tw.Phone(alice).Expect(t, "Sent from your Twilio trial account - Hello")
	if tw.ExpectNoAlerts(t); t.Failed() {
		return
	}
	tw.Phone(bob).Send(shop, "hi")
	tw.Phone(bob).Expect(t)
	if alerts := tw.Alerts(); len(alerts) != 1 || alerts[0].Code != 14111 {
		t.Errorf("alerts: %v, want 14111", alerts)
	}
}

func TestRetention(t *testing.T) {
	t.Parallel()
	tw := newFaulty(t)
	tw.Phone(bob).Refuse(twilio.ErrLandline)
	for _, to := range []channels.Address{alice, bob} {
		m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: to, Body: "Hi", StatusCallback: "https://app.example/status",
			ContentRetention: twilio.RetentionDiscard, AddressRetention: twilio.RetentionObfuscate,
		})
		if err != nil {
			t.Fatal(err)
		}
		if m.Body != "Hi" || m.To != to {
			t.Errorf("at first, got %q to %q", m.Body, m.To)
		}
		tw.Wait()
		m, err = tw.Client().Messages.Get(t.Context(), m.SID)
		if want := to[:8] + "XXXX"; err != nil || m.Body != "" || m.To != want {
			t.Errorf("in the end, got %q to %q, %v; want nothing to %q", m.Body, m.To, err, want)
		}
	}
	tw.Phone(alice).Expect(t, "Hi")
	for _, r := range tw.Requests() {
		if to := r.Params.Get("To"); to != string(alice) && to != string(bob) {
			t.Errorf("a callback about %q", to)
		}
	}
}

func TestPrices(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		options []twiliotest.Option
		to      channels.Address
		refusal twilio.ErrorCode
		want    []string // price and unit
	}{
		"by default": {nil, alice, 0, []string{"-0.01500", "USD"}},
		"by option":  {[]twiliotest.Option{twiliotest.WithPrice("0.0521", "EUR")}, alice, 0, []string{"-0.10420", "EUR"}},
		"on WhatsApp": {
			[]twiliotest.Option{twiliotest.WithPrice("0.0521", "EUR"), twiliotest.WithoutSessionWindow()}, channels.WhatsApp(string(alice)), 0, []string{"", "EUR"},
		},
		"undelivered": {nil, alice, twilio.ErrLandline, []string{"", "USD"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, tt.options...)
			from := tw.AddNumber(shop)
			if tt.to.Channel() == channels.ChannelWhatsApp {
				from = tw.AddNumber(channels.WhatsApp(string(shop)))
			}
			tw.Phone(tt.to).Refuse(tt.refusal)
			m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: from, To: tt.to, Body: strings.Repeat("a", 200)})
			if err != nil || m.Price != "" {
				t.Fatalf("at first, got price %q, %v", m.Price, err)
			}
			tw.Wait()
			m, err = tw.Client().Messages.Get(t.Context(), m.SID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, []string{string(m.Price), m.PriceUnit}); diff != "" {
				t.Errorf("price (-want +got):\n%s", diff)
			}
		})
	}
}

func TestValidityPeriod(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		queued  time.Duration
		message twilio.Seconds
		service string
		want    twilio.ErrorCode
		after   time.Duration
	}{
		"in time":                      {time.Minute, 60, "", 0, time.Minute},
		"too late":                     {time.Minute, 59, "", twilio.ErrValidityPeriodExpired, 59 * time.Second},
		"by the service":               {time.Minute, 0, "10", twilio.ErrValidityPeriodExpired, 10 * time.Second},
		"the message over its service": {time.Minute, 120, "10", 0, time.Minute},
		"ten hours at most":            {11 * time.Hour, 0, "", twilio.ErrValidityPeriodExpired, 10 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tw := twiliotest.New(t, twiliotest.WithDelays(tt.queued, 0))
				tw.Mount("https://app.example/", http.NotFoundHandler())
				tw.AddNumber(shop)
				params := &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi", ValidityPeriod: tt.message}
				if tt.service != "" {
					params.From, params.MessagingServiceSID = "", tw.AddService("shops", twiliotest.Senders(shop),
						twiliotest.ServiceSetting("ValidityPeriod", tt.service))
				}
				m, err := tw.Client().Messages.Create(t.Context(), params)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				status := twilio.StatusDelivered
				if tt.want != 0 {
					status = twilio.StatusFailed
				}
				tw.ExpectStatus(t, m.SID, status, tt.want)
				if took := time.Since(start); took != tt.after {
					t.Errorf("after %v, want %v", took, tt.after)
				}
			})
		})
	}
}

// A region or a person that can never fit is a mistake in the test itself, and so is a sandbox that
// nobody can join.
func TestMistakesInTheTest(t *testing.T) {
	t.Parallel()
	for name, mistake := range map[string]func(){
		"WithRegions": func() { twiliotest.Start(twiliotest.WithRegions("Germany")).Close() },
		"WithTrial":   func() { twiliotest.Start(twiliotest.WithTrial("15558675310")).Close() },
		"AddSandbox":  func() { twiliotest.New(t).AddSandbox(" ") },
		"Send":        func() { twiliotest.New(t).Phone("+15558675310").Send("whatsapp:+15557122661", "hi") },
		"AddNumber":   func() { twiliotest.New(t).AddNumber("1 555") },
	} {
		said := func() (said any) {
			defer func() { said = recover() }()
			mistake()
			return nil
		}()
		if text, _ := said.(string); !strings.HasPrefix(text, "twiliotest: "+name+": ") {
			t.Errorf("%s panics with %v", name, said)
		}
	}
}
