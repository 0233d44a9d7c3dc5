package twiliotest_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

const (
	shop  = "+15557122661"
	alice = "+15558675310"
)

// callbacks is an app that notes the statuses it is told.
type callbacks struct {
	mu   sync.Mutex
	seen []string
}

func (c *callbacks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	line := r.PostFormValue("MessageStatus")
	if code := r.PostFormValue("ErrorCode"); code != "" {
		line += " " + code
	}
	c.seen = append(c.seen, line)
	w.WriteHeader(http.StatusNoContent)
}

func (c *callbacks) statuses() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen
}

func TestLifecycleIsCalledBack(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		refusal twilio.ErrorCode
		want    []string
		end     twilio.MessageStatus
	}{
		{"delivered", 0, []string{"sent", "delivered"}, twilio.StatusDelivered},
		{"undelivered", twilio.ErrUnreachableHandset, []string{"sent", "undelivered 30003"}, twilio.StatusUndelivered},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tw, app := twiliotest.New(t), &callbacks{}
			tw.Mount("https://app.example/status", app)
			tw.AddNumber(shop)
			tw.Phone(alice).Refuse(tt.refusal)
			client := tw.Client()
			sent, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
				From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/status",
			})
			if err != nil {
				t.Fatal(err)
			}
			if sent.Status != twilio.StatusQueued {
				t.Errorf("a new message is %s, want queued", sent.Status)
			}
			tw.Wait()
			if diff := cmp.Diff(tt.want, app.statuses()); diff != "" {
				t.Errorf("callbacks (-want +got):\n%s", diff)
			}
			got, err := client.Messages.Get(t.Context(), sent.SID)
			if err != nil {
				t.Fatal(err)
			}
			if got.Status != tt.end || got.ErrorCode != tt.refusal || got.DateSent.IsZero() {
				t.Errorf("message ended as %s, code %d, sent %v", got.Status, got.ErrorCode, got.DateSent)
			}
		})
	}
}

func TestReadReceipt(t *testing.T) {
	t.Parallel()
	tw, app := twiliotest.New(t), &callbacks{}
	tw.Mount("https://app.example/", app)
	from := tw.AddNumber(channels.WhatsApp(shop))
	phone := tw.Phone(channels.WhatsApp(alice))
	phone.Send(from, "Hello?")
	_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: from, To: phone.Address(), Body: "Hi", StatusCallback: "https://app.example/",
	})
	if err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	phone.Read()
	if diff := cmp.Diff([]string{"sent", "delivered", "read"}, app.statuses()); diff != "" {
		t.Errorf("callbacks (-want +got):\n%s", diff)
	}
}

func TestCreateRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	tw.AddNumber(channels.WhatsApp(shop))
	client := tw.Client()
	for _, tt := range []struct {
		name   string
		change func(*twilio.CreateMessageParams)
		want   twilio.ErrorCode
	}{
		{"no To", func(p *twilio.CreateMessageParams) { p.To = "" }, twilio.ErrToRequired},
		{"no From", func(p *twilio.CreateMessageParams) { p.From = "" }, twilio.ErrFromRequired},
		{"nothing to send", func(p *twilio.CreateMessageParams) { p.Body = "" }, twilio.ErrContentRequired},
		{"body of 1601", func(p *twilio.CreateMessageParams) { p.Body = strings.Repeat("é", 1601) }, twilio.ErrBodyTooLong},
		{"11 media", func(p *twilio.CreateMessageParams) { p.MediaURL = make([]string, 11) }, twilio.ErrTooManyMedia},
		{"media without scheme", func(p *twilio.CreateMessageParams) { p.MediaURL = []string{"owl.png"} }, twilio.ErrInvalidMediaURL},
		{"To with spaces", func(p *twilio.CreateMessageParams) { p.To = "+1 555 867" }, twilio.ErrInvalidTo},
		{"To alphanumeric", func(p *twilio.CreateMessageParams) { p.To = "TWILIO" }, twilio.ErrInvalidTo},
		{"From malformed", func(p *twilio.CreateMessageParams) { p.From = "+0" }, twilio.ErrInvalidFrom},
		{"From of somebody else", func(p *twilio.CreateMessageParams) { p.From = "+15550000000" }, twilio.ErrFromNotTwilio},
		{"To is From", func(p *twilio.CreateMessageParams) { p.To = shop }, twilio.ErrSameToAndFrom},
		{"two channels", func(p *twilio.CreateMessageParams) { p.To = "whatsapp:" + alice }, twilio.ErrChannelMismatch},
		{"unknown channel sender", func(p *twilio.CreateMessageParams) {
			p.To, p.From = "whatsapp:"+alice, "whatsapp:+15550000000"
		}, twilio.ErrChannelSenderNotFound},
		{"callback with underscore", func(p *twilio.CreateMessageParams) {
			p.StatusCallback = "https://my_app.example/"
		}, twilio.ErrInvalidStatusCallback},
		{"validity too long", func(p *twilio.CreateMessageParams) { p.ValidityPeriod = 36001 }, twilio.ErrInvalidValidityPeriod},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"}
			tt.change(p)
			_, err := client.Messages.Create(t.Context(), p)
			if !errors.Is(err, tt.want) || !errors.Is(err, twilio.ErrBadRequest) {
				t.Errorf("got %v, want code %d with HTTP 400", err, tt.want)
			}
		})
	}
}

func TestNotEmulatedIsSaid(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	account := "https://api.twilio.com/2010-04-01/Accounts/" + tw.AccountSID()
	const sid = "00000000000000000000000000000001"
	for _, tt := range []struct{ method, url, form, names string }{
		{"POST", account + "/Calls.json", "To=%2B15558675310&From=%2B15557122661", "Calls"},
		{"GET", account + "/Calls/CA" + sid + ".json", "", "Calls"},
		{"GET", account + "/Recordings.json", "", "Recordings"},
		{"GET", account + "/Usage/Records.json", "", "Usage"},
		{"GET", account + "/AvailablePhoneNumbers/US/Local.json", "", "AvailablePhoneNumbers"},
		{"GET", account + "/Messages", "", "Messages"}, // in XML
		{"POST", "https://studio.twilio.com/v2/Flows/FW" + sid + "/Executions", "To=%2B15558675310", "studio.twilio.com"},
		{"POST", "https://verify.twilio.com/v2/Services/VA" + sid + "/Verifications", "To=%2B15558675310&Channel=sms", "Verifications"},
		{"GET", "https://lookups.twilio.com/v2/PhoneNumbers/%2B15558675310", "", "lookups.twilio.com"},
		{"GET", "https://monitor.twilio.com/v1/Alerts", "", "Alerts"},
		{"GET", "https://pricing.twilio.com/v2/Messaging/Countries", "", "pricing.twilio.com"},
		{"POST", "https://proxy.twilio.com/v1/Services", "UniqueName=x", "proxy.twilio.com"},
		{"POST", "https://sync.twilio.com/v1/Services", "", "sync.twilio.com"},
		{"POST", "https://events.twilio.com/v1/Sinks", "", "Sinks"},
		{"POST", "https://trusthub.twilio.com/v1/CustomerProfiles", "", "CustomerProfiles"},
		{"POST", "https://chat.twilio.com/v1/Services", "FriendlyName=x", "/v1/Services"},
		{"POST", "https://messaging.twilio.com/v1/Services/MG" + sid + "/Else", "", "Else"},
		{"POST", account + "/Messages.json", "To=%2B15558675310&From=%2B15557122661&Body=x&ApplicationSid=AP" + sid, "ApplicationSid"},
		{"POST", account + "/IncomingPhoneNumbers.json", "PhoneNumber=%2B15557122662&SmsApplicationSid=AP" + sid, "SmsApplicationSid"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), tt.method, tt.url, strings.NewReader(tt.form))
		must(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
		resp, err := tw.HTTPClient().Do(r)
		must(t, err)
		var e struct {
			Status  int    `json:"status"`
			Message string `json:"message"`
		}
		must(t, json.NewDecoder(resp.Body).Decode(&e))
		must(t, resp.Body.Close())
		if resp.StatusCode != http.StatusNotImplemented || e.Status != http.StatusNotImplemented || !strings.Contains(e.Message, tt.names) {
			t.Errorf("%s %s: HTTP %d, %+v", tt.method, tt.url, resp.StatusCode, e)
		}
	}
	if sent := tw.Messages(); len(sent) != 0 {
		t.Errorf("%v was sent", sent)
	}
}

func TestRedactCancelDelete(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(time.Minute, time.Minute))
		tw.AddNumber(shop)
		messages := tw.Client().Messages
		create := func() string {
			m, err := messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
			if err != nil {
				t.Fatal(err)
			}
			return m.SID
		}
		canceled, sent := create(), create()
		if err := messages.Delete(t.Context(), sent); !errors.Is(err, twilio.ErrNotComplete) || !errors.Is(err, twilio.ErrConflict) {
			t.Errorf("delete under way: %v", err)
		}
		if _, err := messages.Redact(t.Context(), sent); !errors.Is(err, twilio.ErrNotComplete) {
			t.Errorf("redact under way: %v", err)
		}
		if m, err := messages.Cancel(t.Context(), canceled); err != nil || m.Status != twilio.StatusCanceled {
			t.Errorf("cancel: %v, %v", m, err)
		}
		tw.Wait()
		if got := len(tw.Phone(alice).Messages()); got != 1 {
			t.Errorf("the phone shows %d messages, want the one that was not canceled", got)
		}
		if _, err := messages.Cancel(t.Context(), sent); !errors.Is(err, twilio.ErrMessageNotCancelable) {
			t.Errorf("cancel too late: %v", err)
		}
		if m, err := messages.Redact(t.Context(), sent); err != nil || m.Body != "" {
			t.Errorf("redact: %v, %v", m, err)
		}
		if err := messages.Delete(t.Context(), sent); err != nil {
			t.Errorf("delete: %v", err)
		}
		if _, err := messages.Get(t.Context(), sent); !errors.Is(err, twilio.ErrNotFound) {
			t.Errorf("get after delete: %v", err)
		}
	})
}

func TestListPagesAndFilters(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	bob := tw.Phone("+15558675311")
	messages := tw.Client().Messages
	var want []string
	for range 120 {
		m, err := messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"})
		if err != nil {
			t.Fatal(err)
		}
		want = append([]string{m.SID}, want...)
	}
	tw.Wait()
	bob.Send(shop, "me too")

	for _, size := range []int{0, 1, 7, 60, 119, 120, 1000, 5000} {
		var got []string
		params := &twilio.ListMessagesParams{To: alice, PageParams: twilio.PageParams{PageSize: size}}
		for m, err := range messages.List(t.Context(), params) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, m.SID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("page size %d (-want +got):\n%s", size, diff)
		}
	}

	inbound, err := twilio.Collect(messages.List(t.Context(), &twilio.ListMessagesParams{From: bob.Address()}), 0)
	if err != nil || len(inbound) != 1 || inbound[0].Direction != twilio.DirectionInbound {
		t.Errorf("from bob: %v, %v", inbound, err)
	}
	today := time.Now().UTC()
	tomorrow := today.AddDate(0, 0, 1)
	day := func(t time.Time) twilio.Date { return twilio.Day(t.Year(), t.Month(), t.Day()) }
	for _, tt := range []struct {
		name   string
		params twilio.ListMessagesParams
		want   int
	}{
		{"today", twilio.ListMessagesParams{DateSent: day(today)}, 121},
		{"tomorrow", twilio.ListMessagesParams{DateSent: day(tomorrow)}, 0},
		{"the day of a moment, as SDKs write a day", twilio.ListMessagesParams{DateSent: twilio.Moment(today.Truncate(24 * time.Hour))}, 121},
		{"the day of a moment that was not yet", twilio.ListMessagesParams{DateSent: twilio.Moment(tomorrow.Truncate(24 * time.Hour))}, 0},
		{"from tomorrow", twilio.ListMessagesParams{DateSentFrom: day(tomorrow)}, 0},
		{"until tomorrow", twilio.ListMessagesParams{DateSentUntil: day(tomorrow)}, 121},
		{"until a moment long ago", twilio.ListMessagesParams{DateSentUntil: twilio.Moment(time.Unix(0, 0))}, 0},
	} {
		list, err := twilio.Collect(messages.List(t.Context(), &tt.params), 0)
		if err != nil || len(list) != tt.want {
			t.Errorf("%s: %d messages, %v; want %d", tt.name, len(list), err, tt.want)
		}
	}

	if _, err := messages.ListPage(t.Context(), &twilio.ListMessagesParams{
		PageParams: twilio.PageParams{PageToken: "PAnonsense"},
	}); !errors.Is(err, twilio.ErrInvalidPageToken) {
		t.Errorf("invalid page token: %v", err)
	}
}

func TestPagesForwardAndBack(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	messages := tw.Client().Messages
	for range 5 {
		if _, err := messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"}); err != nil {
			t.Fatal(err)
		}
	}
	var forward, back []int
	page, err := messages.ListPage(t.Context(), &twilio.ListMessagesParams{PageParams: twilio.PageParams{PageSize: 2}})
	for err == nil {
		forward = append(forward, len(page.Items))
		if page.Next == nil {
			break
		}
		page, err = messages.ListPage(t.Context(), &twilio.ListMessagesParams{PageParams: *page.Next})
	}
	for err == nil && page.Previous != nil {
		page, err = messages.ListPage(t.Context(), &twilio.ListMessagesParams{PageParams: *page.Previous})
		if err == nil {
			back = append(back, len(page.Items))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]int{{2, 2, 1}, {2, 2}}, [][]int{forward, back}); diff != "" {
		t.Errorf("items on each page, forward and back (-want +got):\n%s", diff)
	}
}

func TestPagesHoldWhileMessagesAreDeleted(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	messages := tw.Client().Messages
	for range 7 {
		if _, err := messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"}); err != nil {
			t.Fatal(err)
		}
	}
	tw.Wait()
	for m, err := range messages.List(t.Context(), &twilio.ListMessagesParams{PageParams: twilio.PageParams{PageSize: 2}}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := messages.Delete(t.Context(), m.SID); err != nil {
			t.Fatal(err)
		}
	}
	if left := tw.Messages(); len(left) != 0 {
		t.Errorf("%d messages are left", len(left))
	}
}

func TestWhatIsOnItsWayArrives(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithDelays(time.Minute, time.Minute))
		tw.AddNumber(shop)
		messages := tw.Client().Messages
		for range 2 {
			if _, err := messages.Create(t.Context(), &twilio.CreateMessageParams{From: shop, To: alice, Body: "Hi"}); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(90 * time.Second) // both have been sent, and neither has arrived
		_, redact := messages.Redact(t.Context(), tw.Messages()[0].SID)
		if err := errors.Join(redact, messages.Delete(t.Context(), tw.Messages()[1].SID)); err != nil {
			t.Fatal(err)
		}
		tw.Wait()
		if diff := cmp.Diff("< Hi\n< Hi\n", tw.Phone(alice).Transcript()); diff != "" {
			t.Errorf("transcript (-want +got):\n%s", diff)
		}
	})
}

func TestFail(t *testing.T) {
	t.Parallel()
	tw, app := twiliotest.New(t), &callbacks{}
	tw.Mount("https://app.example/", app)
	tw.AddNumber(shop)
	tw.Phone(alice).Fail(twilio.ErrMessageFiltered)
	_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: shop, To: alice, Body: "Hi", StatusCallback: "https://app.example/",
	})
	if err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	if diff := cmp.Diff([]string{"failed 30007"}, app.statuses()); diff != "" {
		t.Errorf("callbacks (-want +got):\n%s", diff)
	}
	if m := tw.Messages()[0]; !m.Sent.IsZero() || len(tw.Phone(alice).Messages()) != 0 {
		t.Errorf("it was sent: %+v", m)
	}
}

// What the API takes in any case it means in any case.
func TestMessageOptionsInAnyCase(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	client := tw.Client()
	for _, option := range []string{"true discard", "True Discard", "TRUE DISCARD"} {
		feedback, retention, _ := strings.Cut(option, " ")
		m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: option,
			Extra: url.Values{"ProvideFeedback": {feedback}, "ContentRetention": {retention}},
		})
		if err != nil {
			t.Fatal(err)
		}
		tw.Wait()
		if got, err := client.Messages.Get(t.Context(), m.SID); err != nil || got.Body != "" {
			t.Errorf("%s: kept %q, %v", option, got.Body, err)
		}
		if got, ok := tw.Phone(alice).Last(); !ok || got.Body != option {
			t.Errorf("%s: the phone shows %q", option, got.Body)
		}
		if _, err := client.Messages.Feedback(m.SID).Create(t.Context(), &twilio.CreateFeedbackParams{Outcome: twilio.OutcomeConfirmed}); err != nil {
			t.Errorf("%s: feedback: %v", option, err)
		}
	}
	s, err := conversations.New(client).Services.Create(t.Context(), &conversations.CreateServiceParams{FriendlyName: "chat"})
	if err != nil {
		t.Fatal(err)
	}
	settings := conversations.New(client).Service(s.SID).Notifications
	n, err := settings.Update(t.Context(), &conversations.UpdateNotificationsParams{Extra: url.Values{"LogEnabled": {"True"}}})
	if err != nil || !n.LogEnabled {
		t.Errorf("notifications: %+v, %v", n, err)
	}
}

func TestFeedback(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	messages := tw.Client().Messages
	for _, asked := range []bool{true, false} {
		m, err := messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: shop, To: alice, Body: "Your code is 1234", ProvideFeedback: new(asked),
		})
		if err != nil {
			t.Fatal(err)
		}
		f, err := messages.Feedback(m.SID).Create(t.Context(), &twilio.CreateFeedbackParams{Outcome: twilio.OutcomeConfirmed})
		switch {
		case asked && (err != nil || f.Outcome != twilio.OutcomeConfirmed || f.MessageSID != m.SID):
			t.Errorf("feedback: %+v, %v", f, err)
		case !asked && !errors.Is(err, twilio.ErrBadRequest):
			t.Errorf("feedback not asked for: %v", err)
		}
	}
}

// A place goes to who is on WhatsApp, and to nobody by SMS.
func TestPersistentAction(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithoutSessionWindow())
	const place = "geo:37.787890,-122.391664|375 Beale St"
	for prefix, want := range map[channels.Address]string{"": "< Here we are.\n", "whatsapp:": "< Here we are. [" + place + "]\n"} {
		from, phone := tw.AddNumber(prefix+"+15557122661"), tw.Phone(prefix+"+15558675310")
		m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
			From: from, To: phone.Address(), Body: "Here we are.", PersistentAction: []string{place},
		})
		must(t, err)
		tw.Wait()
		if diff := cmp.Diff(want, phone.Transcript()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", prefix, diff)
		}
		if kept, _ := tw.Message(m.SID); !slices.Equal(kept.Actions, []string{place}) {
			t.Errorf("the record has %q", kept.Actions)
		}
	}
}
