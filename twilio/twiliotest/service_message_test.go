package twiliotest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// A Messaging Service chooses the sender: the one of the recipient's country.
func ExampleTwilio_AddService() {
	tw := twiliotest.Start()
	defer tw.Close()
	tw.AddNumber("+15557122661")
	tw.AddNumber("+447700900123")
	service := tw.AddService("notifications", twiliotest.Senders("+15557122661", "+447700900123"))

	client, ctx := tw.Client(), context.Background()
	for _, to := range []channels.Address{"+447700900456", "+15558675310"} {
		message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
			MessagingServiceSID: service, To: to, Body: "Your order is ready.",
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		tw.Wait()
		sent, err := client.Messages.Get(ctx, message.SID)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s from %q, then %s from %q\n", message.Status, message.From, sent.Status, sent.From)
	}
	// Output:
	// accepted from "", then delivered from "+447700900123"
	// accepted from "", then delivered from "+15557122661"
}

// Messages to the numbers of a service go where the service says.
func ExampleServiceSetting() {
	tw := twiliotest.Start()
	defer tw.Close()
	tw.Mount("https://app.example/sms", twiml.Reply("We are open."))
	shop := tw.AddNumber("+15557122661")
	tw.AddService("inbox", twiliotest.Senders(shop),
		twiliotest.ServiceSetting("InboundRequestUrl", "https://app.example/sms"))

	alice := tw.Phone("+15558675310")
	alice.Send(shop, "Are you open?")
	fmt.Print(alice.Transcript())
	// Output:
	// > Are you open?
	// < We are open.
}

func TestServiceChoosesTheSender(t *testing.T) {
	t.Parallel()
	tw, app, own := twiliotest.New(t), &callbacks{}, &callbacks{}
	tw.Mount("https://app.example/service", app)
	tw.Mount("https://app.example/own", own)
	tw.AddNumber(shop)
	service := tw.AddService("notifications", twiliotest.Senders(shop),
		twiliotest.ServiceSetting("StatusCallback", "https://app.example/service"))
	client := tw.Client()
	accepted, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
		MessagingServiceSID: service, To: alice, Body: "Hi",
	})
	if err != nil {
		t.Fatal(err)
	}
	if accepted.Status != twilio.StatusAccepted || accepted.From != "" || accepted.NumSegments != 0 || accepted.MessagingServiceSID != service {
		t.Errorf("accepted %+v", accepted)
	}
	tw.Wait()
	if diff := cmp.Diff([]string{"queued", "sent", "delivered"}, app.statuses()); diff != "" {
		t.Errorf("callbacks of the service (-want +got):\n%s", diff)
	}
	for _, r := range tw.Requests() {
		if r.Params.Get("MessagingServiceSid") != service || r.Params.Get("From") != shop {
			t.Errorf("callback %v", r.Params)
		}
	}
	got, err := client.Messages.Get(t.Context(), accepted.SID)
	if err != nil || got.From != shop || got.NumSegments != 1 || got.Status != twilio.StatusDelivered {
		t.Errorf("delivered %+v, %v", got, err)
	}

	// From takes the service's SID too, and a message's own callback comes before the service's.
	if _, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: channels.Address(service), To: alice, Body: "Hi", StatusCallback: "https://app.example/own",
	}); err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	if got := len(app.statuses()); got != 3 {
		t.Errorf("the service's callback was told %d statuses, want the 3 of the first message", got)
	}
	if diff := cmp.Diff([]string{"queued", "sent", "delivered"}, own.statuses()); diff != "" {
		t.Errorf("callbacks of the message (-want +got):\n%s", diff)
	}
}

func TestServiceSendersByRule(t *testing.T) {
	t.Parallel()
	const (
		oakland, berkeley, chicago = "+15105550001", "+13415550002", "+13125550003"
		london, short, whatsapp    = "+447700900123", "12345", "whatsapp:+15557122661"
	)
	for _, tt := range []struct {
		name    string
		pool    []channels.Address
		setting [2]string
		to      []channels.Address
		want    []channels.Address
	}{
		{
			"even spread", []channels.Address{oakland, chicago}, [2]string{"AreaCodeGeomatch", "false"},
			[]channels.Address{"+12125550101", "+12125550102", "+12125550103"}, []channels.Address{oakland, chicago, oakland},
		},
		{
			"sticky sender", []channels.Address{oakland, chicago}, [2]string{"StickySender", "true"},
			[]channels.Address{"+12125550101", "+12125550102", "+12125550102", "+12125550101"},
			[]channels.Address{oakland, chicago, chicago, oakland},
		},
		{
			"no sticky sender", []channels.Address{oakland, chicago}, [2]string{"StickySender", "false"},
			[]channels.Address{"+12125550101", "+12125550101"}, []channels.Address{oakland, chicago},
		},
		{
			"area code overlaid", []channels.Address{chicago, oakland}, [2]string{"AreaCodeGeomatch", "true"},
			[]channels.Address{"+13415550101"}, []channels.Address{oakland},
		},
		{
			"short code at home, number abroad", []channels.Address{oakland, london, short}, [2]string{"StickySender", "true"},
			[]channels.Address{"+12125550101", "+447700900456"}, []channels.Address{short, london},
		},
		{
			"alphanumeric sender abroad only", []channels.Address{oakland, "Owls"}, [2]string{"StickySender", "true"},
			[]channels.Address{"+12125550101", "+447700900456"}, []channels.Address{oakland, "Owls"},
		},
		{
			"WhatsApp", []channels.Address{oakland, whatsapp}, [2]string{"StickySender", "true"},
			[]channels.Address{"whatsapp:+12125550101", "+12125550101"}, []channels.Address{whatsapp, oakland},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t, twiliotest.WithoutSessionWindow())
			for _, sender := range tt.pool {
				if !sender.IsAlphanumeric() {
					tw.AddNumber(sender)
				}
			}
			service := tw.AddService("pool", twiliotest.Senders(tt.pool...), twiliotest.ServiceSetting(tt.setting[0], tt.setting[1]))
			var got []channels.Address
			for _, to := range tt.to {
				if _, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
					MessagingServiceSID: service, To: to, Body: "Hi",
				}); err != nil {
					t.Fatal(err)
				}
				tw.Wait()
				last, _ := tw.Phone(to).Last()
				got = append(got, last.From)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("senders (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStickySenderIsForgottenAfterAYear(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t)
		const first, second = "+13125550001", "+13125550002"
		tw.AddNumber(first)
		tw.AddNumber(second)
		service := tw.AddService("pool", twiliotest.Senders(first, second))
		send := func() channels.Address {
			if _, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
				MessagingServiceSID: service, To: alice, Body: "Hi",
			}); err != nil {
				t.Fatal(err)
			}
			tw.Wait()
			last, _ := tw.Phone(alice).Last()
			return last.From
		}
		got := []channels.Address{send(), send()}
		time.Sleep(channels.StickyTTL)
		got = append(got, send())
		time.Sleep(channels.StickyTTL + time.Second)
		got = append(got, send())
		if diff := cmp.Diff([]channels.Address{first, first, first, second}, got); diff != "" {
			t.Errorf("senders (-want +got):\n%s", diff)
		}
	})
}

func TestServiceWithoutASenderFails(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		pool []channels.Address
		to   channels.Address
		want twilio.ErrorCode
	}{
		"empty pool":    {nil, alice, twilio.ErrServiceIsEmpty},
		"no such kind":  {[]channels.Address{shop}, "whatsapp:" + alice, twilio.ErrServiceHasNoSender},
		"only abroad":   {[]channels.Address{"Owls"}, alice, twilio.ErrServiceHasNoSender},
		"foreign short": {[]channels.Address{"12345"}, "+447700900456", twilio.ErrServiceHasNoSender},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tw, app := twiliotest.New(t), &callbacks{}
			tw.Mount("https://app.example/status", app)
			tw.AddNumber(shop)
			tw.AddNumber("12345")
			service := tw.AddService("pool", twiliotest.Senders(tt.pool...))
			m, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
				MessagingServiceSID: service, To: tt.to, Body: "Hi", StatusCallback: "https://app.example/status",
			})
			if err != nil || m.Status != twilio.StatusAccepted {
				t.Fatalf("create: %v, %v", m, err)
			}
			tw.Wait()
			m, err = tw.Client().Messages.Get(t.Context(), m.SID)
			if err != nil || m.Status != twilio.StatusFailed || m.ErrorCode != tt.want || m.From != "" || m.NumSegments != 0 {
				t.Errorf("got %+v, %v; want failed with code %d", m, err, tt.want)
			}
			if diff := cmp.Diff([]string{fmt.Sprintf("failed %d", tt.want)}, app.statuses()); diff != "" {
				t.Errorf("callbacks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestServiceMessageRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	tw.AddNumber("+15557122662")
	service := tw.AddService("pool", twiliotest.Senders(shop))
	client := tw.Client()
	for name, tt := range map[string]struct {
		service string
		from    channels.Address
		status  int
		want    twilio.ErrorCode
	}{
		"no SID":           {"MG1", "", http.StatusBadRequest, 21705},
		"no such service":  {"MG" + tw.AccountSID()[2:], "", http.StatusNotFound, twilio.ErrServiceNotFound},
		"not in the pool":  {service, "+15557122662", http.StatusBadRequest, twilio.ErrSenderNotInService},
		"not of one's own": {service, "+15557122663", http.StatusBadRequest, twilio.ErrSenderNotInService},
		"malformed":        {service, "5557122663x!", http.StatusBadRequest, twilio.ErrInvalidFrom},
	} {
		_, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
			MessagingServiceSID: tt.service, From: tt.from, To: alice, Body: "Hi",
		})
		wantRefusal(t, name, err, tt.status, tt.want)
	}
	m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{
		MessagingServiceSID: service, From: shop, To: alice, Body: "Hi",
	})
	if err != nil || m.From != shop || m.Status != twilio.StatusAccepted {
		t.Errorf("from the pool: %+v, %v", m, err)
	}
	tw.Wait()
	if _, err := client.Messages.Redact(t.Context(), m.SID); errors.Is(err, twilio.ErrNotComplete) {
		t.Error("a message of a service with a sender of its choice was not sent")
	}
}
