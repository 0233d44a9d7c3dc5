package twiliotest_test

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// An MMS is not cut, however long its text is, and SendAsMms makes one of any text.
func TestMMSIsOneSegment(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	service := tw.AddService("pool", twiliotest.Senders(shop))
	long := strings.Repeat("a", 400)
	type outcome struct {
		Kind     string
		Segments twilio.Int
		Price    twilio.Decimal
	}
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		want   outcome
	}{
		"a text":          {twilio.CreateMessageParams{From: shop}, outcome{"SM", 3, "-0.02250"}},
		"with a file":     {twilio.CreateMessageParams{From: shop, MediaURL: []string{"https://elsewhere.example/owl.png"}}, outcome{"MM", 1, "-0.00750"}},
		"as MMS":          {twilio.CreateMessageParams{From: shop, SendAsMMS: new(true)}, outcome{"MM", 1, "-0.00750"}},
		"as SMS":          {twilio.CreateMessageParams{From: shop, SendAsMMS: new(false)}, outcome{"SM", 3, "-0.02250"}},
		"MMS by services": {twilio.CreateMessageParams{MessagingServiceSID: service, SendAsMMS: new(true)}, outcome{"MM", 1, "-0.00750"}},
	} {
		tt.params.To, tt.params.Body = alice, long
		m := send(t, tw, &tt.params)
		if diff := cmp.Diff(tt.want, outcome{m.SID[:2], m.NumSegments, m.Price}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What the Irish region has not is refused there and nowhere else.
func TestIrishRegion(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	tw.AddNumber("12345")
	service := tw.AddService("pool", twiliotest.Senders(shop))
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		want   twilio.ErrorCode
	}{
		"a text":     {twilio.CreateMessageParams{From: shop}, 0},
		"scheduled":  {twilio.CreateMessageParams{MessagingServiceSID: service, SendAt: time.Now().Add(time.Hour), ScheduleType: twilio.ScheduleFixed}, 30700},
		"short code": {twilio.CreateMessageParams{From: "12345"}, 21668},
		"links":      {twilio.CreateMessageParams{MessagingServiceSID: service, ShortenURLs: new(true)}, 30700},
	} {
		tt.params.To, tt.params.Body = alice, "Hi"
		if _, err := tw.Client().Messages.Create(t.Context(), &tt.params); err != nil {
			t.Errorf("%s at home: %v", name, err)
		}
		_, err := tw.Client(twilio.WithRegion("ie1")).Messages.Create(t.Context(), &tt.params)
		if got := codeOf(err); got != tt.want || (err == nil) != (tt.want == 0) {
			t.Errorf("%s in Ireland: %v, want %d", name, err, tt.want)
		}
	}
}

// Trial accounts write from numbers only, and max prices are numbers even where nobody heeds them.
func TestMessageParametersThatAreRefused(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithTrial(alice, "+447700900456"))
	tw.AddNumber(shop)
	for name, tt := range map[string]struct {
		params twilio.CreateMessageParams
		want   twilio.ErrorCode
	}{
		"a name on trial": {twilio.CreateMessageParams{From: "Owls", To: "+447700900456"}, twilio.ErrAlphanumericOnTrial},
		"a price":         {twilio.CreateMessageParams{From: shop, To: alice, Extra: url.Values{"MaxPrice": {"0.05"}}}, 0},
		"no price":        {twilio.CreateMessageParams{From: shop, To: alice, Extra: url.Values{"MaxPrice": {"cheap"}}}, 21627},
		"half a price":    {twilio.CreateMessageParams{From: shop, To: alice, Extra: url.Values{"MaxPrice": {"1/2"}}}, 21627},
	} {
		tt.params.Body = "Hi"
		_, err := tw.Client().Messages.Create(t.Context(), &tt.params)
		if got := codeOf(err); got != tt.want || (err == nil) != (tt.want == 0) {
			t.Errorf("%s: %v, want %d", name, err, tt.want)
		}
	}
	_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: bob, Body: "Hi"})
	want := "The number +15552225817 is unverified. Trial accounts cannot send messages to unverified numbers; " +
		"verify +15552225817 at twilio.com/user/account/phone-numbers/verified, or purchase a Twilio number to send messages to unverified numbers"
	if diff := cmp.Diff(want, textOf(err)); diff != "" {
		t.Errorf("unverified (-want +got):\n%s", diff)
	}
}

// What waits to be sent fails when its account is suspended meanwhile, and nothing comes in.
func TestSuspendedAccount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(time.Minute, time.Minute))
		sub, token := tw.AddSubaccount()
		tw.AddNumberTo(sub, shop)
		branch := twilio.New(twilio.AuthToken(sub, token), twilio.WithHTTPClient(tw.HTTPClient()))
		m, err := branch.Messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
		must(t, err)
		status := func(s twilio.AccountStatus) {
			_, err := tw.Client().Accounts.Update(t.Context(), sub, &twilio.UpdateAccountParams{Status: s})
			must(t, err)
		}
		status(twilio.AccountStatusSuspended)
		tw.Wait()
		tw.Phone(alice).Send(shop, "hello?")
		status(twilio.AccountStatusActive)
		list, err := twilio.Collect(branch.Messages.List(t.Context(), nil), 0)
		if err != nil || len(list) != 1 || list[0].SID != m.SID || list[0].Status != twilio.StatusFailed || list[0].ErrorCode != twilio.ErrAccountSuspended {
			t.Errorf("got %v, %v; want one message, failed with 30002", list, err)
		}
	})
}

// Files may be as big as their channel takes.
func TestMediaSizes(t *testing.T) {
	t.Parallel()
	const mb = 1 << 20
	sizes := map[string]int{"/5MB.png": 5 * mb, "/3MB.png": 3 * mb, "/500KB.pdf": 500 << 10, "/501KB.pdf": 501 << 10, "/16MB.png": 16 * mb, "/17MB.png": 17 * mb}
	zeros := make([]byte, 17*mb)
	app := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", map[bool]string{true: "application/pdf", false: "image/png"}[strings.HasSuffix(r.URL.Path, ".pdf")])
		_, _ = io.Copy(w, bytes.NewReader(zeros[:sizes[r.URL.Path]]))
	})
	tw := twiliotest.New(t, twiliotest.WithoutSessionWindow())
	tw.Mount("https://app.example/", app)
	tw.AddNumber(shop)
	business := tw.AddNumber(channels.WhatsApp(shop))
	for files, want := range map[string]twilio.ErrorCode{
		"sms /5MB.png":            0,
		"sms /3MB.png /3MB.png":   11751,
		"sms /16MB.png":           11751,
		"sms /17MB.png":           11751,
		"sms /500KB.pdf":          0,
		"sms /501KB.pdf":          11751,
		"sms /5MB.png /500KB.pdf": 11751,
		"whatsapp /501KB.pdf":     0,
		"whatsapp /16MB.png":      0,
		"whatsapp /17MB.png":      63034,
	} {
		names := strings.Fields(files)
		p := &twilio.CreateMessageParams{From: shop, To: alice}
		if names[0] == "whatsapp" {
			p.From, p.To = business, channels.WhatsApp(alice)
		}
		for _, name := range names[1:] {
			p.MediaURL = append(p.MediaURL, "https://app.example"+name)
		}
		if m := send(t, tw, p); m.ErrorCode != want {
			t.Errorf("%s: %s with %d, want %d", files, m.Status, m.ErrorCode, want)
		}
	}
}

// Parameters come as a form, or not at all.
func TestContentTypesOfCalls(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	form := url.Values{"From": {shop}, "To": {alice}, "Body": {"Hi"}}.Encode()
	for contentType, want := range map[string]int{
		"":                                  http.StatusCreated,
		"application/x-www-form-urlencoded": http.StatusCreated,
		"application/x-www-form-urlencoded; charset=utf-8": http.StatusCreated,
		"Application/X-WWW-Form-URLEncoded":                http.StatusCreated,
		"text/plain":                                       http.StatusBadRequest,
		"application/json":                                 http.StatusBadRequest,
		"multipart/form-data; boundary=x":                  http.StatusBadRequest,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost,
			"https://api.twilio.com/2010-04-01/Accounts/"+tw.AccountSID()+"/Messages.json", strings.NewReader(form))
		must(t, err)
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
		resp, err := tw.HTTPClient().Do(r)
		must(t, err)
		b, err := io.ReadAll(resp.Body)
		must(t, err)
		must(t, resp.Body.Close())
		if resp.StatusCode != want || want == http.StatusBadRequest && !strings.Contains(string(b), `"code":21604`) {
			t.Errorf("%q: HTTP %d with %s, want %d", contentType, resp.StatusCode, b, want)
		}
	}
}
