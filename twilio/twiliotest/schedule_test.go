package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// A scheduled message waits for its hour, which passes at once in a synctest bubble. The example
// has no test to make a bubble of, so it only looks at the message that waits.
func Example_schedule() {
	tw := twiliotest.Start()
	defer tw.Close()
	tw.AddNumber("+15557122661")
	service := tw.AddService("reminders", twiliotest.Senders("+15557122661"))

	client, ctx := tw.Client(), context.Background()
	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		MessagingServiceSID: service, To: "+15558675310", Body: "Your table is ready at eight.",
		SendAt: time.Now().Add(24 * time.Hour), ScheduleType: twilio.ScheduleFixed,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.Status)
	tw.Wait() // which does not wait until tomorrow
	message, err = client.Messages.Cancel(ctx, message.SID)
	fmt.Println(message.Status, err)
	// Output:
	// scheduled
	// canceled <nil>
}

// scheduled is a message that a test is about.
func scheduled(service string, at time.Time) *twilio.CreateMessageParams {
	return &twilio.CreateMessageParams{
		MessagingServiceSID: service, To: alice, Body: "Hi", SendAt: at, ScheduleType: twilio.ScheduleFixed,
		StatusCallback: "https://app.example/status",
	}
}

func TestScheduledMessageIsSentWhenItIsDue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, app := twiliotest.New(t), &callbacks{}
		tw.Mount("https://app.example/status", app)
		tw.AddNumber(shop)
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		client, start := tw.Client(), time.Now()
		m, err := client.Messages.Create(t.Context(), scheduled(service, start.Add(24*time.Hour)))
		if err != nil {
			t.Fatal(err)
		}
		if m.Status != twilio.StatusScheduled || m.From != "" || m.NumSegments != 0 || !m.DateSent.IsZero() {
			t.Errorf("scheduled %+v", m)
		}
		if err := client.Messages.Delete(t.Context(), m.SID); !errors.Is(err, twilio.ErrNotComplete) {
			t.Errorf("delete what is scheduled: %v", err)
		}
		tw.Wait()
		if got := time.Since(start); got != 0 {
			t.Errorf("Wait took %v, though nothing was due", got)
		}
		time.Sleep(24*time.Hour - time.Second)
		synctest.Wait()
		tw.Wait()
		if got := app.statuses(); len(got) != 0 {
			t.Errorf("callbacks a second before: %v", got)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		tw.Wait()
		if diff := cmp.Diff([]string{"queued", "sent", "delivered"}, app.statuses()); diff != "" {
			t.Errorf("callbacks (-want +got):\n%s", diff)
		}
		got, err := client.Messages.Get(t.Context(), m.SID)
		if err != nil || got.Status != twilio.StatusDelivered || got.From != shop || !got.DateSent.Equal(start.Add(24*time.Hour)) {
			t.Errorf("delivered %+v, %v", got, err)
		}
	})
}

func TestScheduledMessageIsCanceled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, app := twiliotest.New(t), &callbacks{}
		tw.Mount("https://app.example/status", app)
		tw.AddNumber(shop)
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		client := tw.Client()
		m, err := client.Messages.Create(t.Context(), scheduled(service, time.Now().Add(time.Hour)))
		if err != nil {
			t.Fatal(err)
		}
		canceled, err := client.Messages.Cancel(t.Context(), m.SID)
		if err != nil || canceled.Status != twilio.StatusCanceled {
			t.Fatalf("cancel: %v, %v", canceled, err)
		}
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		tw.Wait()
		if diff := cmp.Diff([]string{"canceled"}, app.statuses()); diff != "" {
			t.Errorf("callbacks (-want +got):\n%s", diff)
		}
		if _, err := client.Messages.Cancel(t.Context(), m.SID); !errors.Is(err, twilio.ErrMessageNotCancelable) {
			t.Errorf("cancel again: %v", err)
		}
		if got := tw.Phone(alice).Messages(); len(got) != 0 {
			t.Errorf("the phone shows %v", got)
		}
	})
}

// A message that was canceled and deleted is not kept until the hour for which it was scheduled.
// No test runs beside this one, which measures memory.
//
//nolint:paralleltest // for that reason
func TestCanceledMessageIsForgotten(t *testing.T) {
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	params := scheduled(tw.AddService("reminders", twiliotest.Senders(shop)), time.Now().Add(30*24*time.Hour))
	params.StatusCallback, params.Body = "", strings.Repeat("x", 1600)
	client := tw.Client()
	const messages = 500
	run := func() uint64 {
		for range messages {
			m, err := client.Messages.Create(t.Context(), params)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := client.Messages.Cancel(t.Context(), m.SID); err != nil {
				t.Fatal(err)
			}
			if err := client.Messages.Delete(t.Context(), m.SID); err != nil {
				t.Fatal(err)
			}
		}
		tw.Wait()
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before := run()
	after := run()
	if kept := (int64(after) - int64(before)) / messages; kept > 1600 {
		t.Errorf("%d bytes are kept of each message", kept)
	}
}

func TestScheduleWindow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		tw.AddNumber(channels.Messenger("1094384847"))
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		now := time.Now()
		const day = 24 * time.Hour
		for _, tt := range []struct {
			name   string
			change func(*twilio.CreateMessageParams)
			want   twilio.ErrorCode
		}{
			{"after 300 s", func(p *twilio.CreateMessageParams) { p.SendAt = now.Add(300 * time.Second) }, 0},
			{"after 299 s", func(p *twilio.CreateMessageParams) { p.SendAt = now.Add(299 * time.Second) }, twilio.ErrSendAtTooSoon},
			{"in the past", func(p *twilio.CreateMessageParams) { p.SendAt = now.Add(-day) }, twilio.ErrSendAtTooSoon},
			{"after 35 days", func(p *twilio.CreateMessageParams) { p.SendAt = now.Add(35 * day) }, 0},
			{"a second later", func(p *twilio.CreateMessageParams) { p.SendAt = now.Add(35*day + time.Second) }, twilio.ErrSendAtTooLate},
			{"no service", func(p *twilio.CreateMessageParams) { p.MessagingServiceSID, p.From = "", shop }, twilio.ErrScheduleNeedsService},
			{"service as From", func(p *twilio.CreateMessageParams) { p.MessagingServiceSID, p.From = "", channels.Address(service) }, 0},
			{"no time", func(p *twilio.CreateMessageParams) { p.SendAt = time.Time{} }, twilio.ErrSendAtRequired},
			{"no type", func(p *twilio.CreateMessageParams) { p.ScheduleType = "" }, twilio.ErrUnknownParameters},
			{"another type", func(p *twilio.CreateMessageParams) { p.ScheduleType = "optimized" }, 35126},
			{"Messenger", func(p *twilio.CreateMessageParams) { p.To = "messenger:1094384848" }, 35126},
			{"no ISO 8601", func(p *twilio.CreateMessageParams) {
				p.Extra = map[string][]string{"SendAt": {"tomorrow"}}
			}, twilio.ErrSendAtTooSoon},
		} {
			p := scheduled(service, now.Add(time.Hour))
			tt.change(p)
			m, err := tw.Client().Messages.Create(t.Context(), p)
			if tt.want == 0 {
				if err != nil || m.Status != twilio.StatusScheduled {
					t.Errorf("%s: %v, %v", tt.name, m, err)
				}
				continue
			}
			wantRefusal(t, tt.name, err, http.StatusBadRequest, tt.want)
		}
	})
}

func TestScheduledMessageOfADeletedServiceFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, app := twiliotest.New(t), &callbacks{}
		tw.Mount("https://app.example/status", app)
		tw.AddNumber(shop)
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		client := tw.Client()
		if _, err := client.Messages.Create(t.Context(), scheduled(service, time.Now().Add(time.Hour))); err != nil {
			t.Fatal(err)
		}
		if err := twilio.Delete(t.Context(), client, services(service)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		tw.Wait()
		if diff := cmp.Diff([]string{"failed 21701"}, app.statuses()); diff != "" {
			t.Errorf("callbacks (-want +got):\n%s", diff)
		}
	})
}

// What a message names as its sender may have gone by the time that it is due.
func TestScheduledMessageOutlivesItsSender(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(t *testing.T, client *twilio.Client, service string, number string)
		want   []string
	}{
		"nothing": {func(*testing.T, *twilio.Client, string, string) {}, []string{"queued", "sent", "delivered"}},
		"the service has gone": {func(t *testing.T, client *twilio.Client, service, _ string) {
			t.Helper()
			if err := twilio.Delete(t.Context(), client, services(service)); err != nil {
				t.Fatal(err)
			}
		}, []string{"failed 21701"}},
		"the sender has left the pool": {func(t *testing.T, client *twilio.Client, service, number string) {
			t.Helper()
			if err := twilio.Delete(t.Context(), client, services(service, "PhoneNumbers", number)); err != nil {
				t.Fatal(err)
			}
		}, []string{"failed 21711"}},
		"the number was given back": {func(t *testing.T, client *twilio.Client, _, number string) {
			t.Helper()
			if err := client.IncomingPhoneNumbers.Delete(t.Context(), number); err != nil {
				t.Fatal(err)
			}
		}, []string{"failed 21711"}},
		"the sender is another service's": {func(t *testing.T, client *twilio.Client, service, number string) {
			t.Helper()
			if err := twilio.Delete(t.Context(), client, services(service, "PhoneNumbers", number)); err != nil {
				t.Fatal(err)
			}
			other := post(t, client, services(), "FriendlyName", "other")["sid"].(string)
			post(t, client, services(other, "PhoneNumbers"), "PhoneNumberSid", number)
		}, []string{"failed 21711"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			tw, app := twiliotest.New(t), &callbacks{}
			tw.Mount("https://app.example/status", app)
			tw.AddNumber(shop)
			service := tw.AddService("reminders", twiliotest.Senders(shop))
			client := tw.Client()
			numbers, err := twilio.Collect(client.IncomingPhoneNumbers.List(t.Context(), nil), 0)
			if err != nil || len(numbers) != 1 {
				t.Fatalf("%s: %v, %v", name, numbers, err)
			}
			params := scheduled(service, time.Now().Add(time.Hour))
			params.From = shop
			m, err := client.Messages.Create(t.Context(), params)
			if err != nil || m.Status != twilio.StatusScheduled || m.From != shop {
				t.Fatalf("%s: %+v, %v", name, m, err)
			}
			tt.change(t, client, service, numbers[0].SID)
			time.Sleep(time.Hour)
			synctest.Wait()
			tw.Wait()
			if diff := cmp.Diff(tt.want, app.statuses()); diff != "" {
				t.Errorf("%s: callbacks (-want +got):\n%s", name, diff)
			}
			if got := len(tw.Phone(alice).Messages()); got != len(tt.want)/3 {
				t.Errorf("%s: the phone shows %d messages", name, got)
			}
		})
	}
}

func TestCloseEndsWhatIsScheduled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw, app := twiliotest.New(t), &callbacks{}
		tw.Mount("https://app.example/status", app)
		tw.AddNumber(shop)
		service := tw.AddService("reminders", twiliotest.Senders(shop))
		if _, err := tw.Client().Messages.Create(t.Context(), scheduled(service, time.Now().Add(time.Hour))); err != nil {
			t.Fatal(err)
		}
		tw.Close()
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if got := app.statuses(); len(got) != 0 || len(tw.Phone(alice).Messages()) != 0 {
			t.Errorf("after Close: callbacks %v", got)
		}
	})
}
