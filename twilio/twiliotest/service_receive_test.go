package twiliotest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// Which URL a message to a number of a service goes to, and whether it is received at all.
func TestMessageToANumberOfAService(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		settings map[string]string
		number   []twiliotest.NumberOption
		want     string // method and URL of the first request
		stored   bool
		phone    string
	}{
		{
			"to the service's URL", map[string]string{"InboundRequestUrl": "https://app.example/service"},
			[]twiliotest.NumberOption{twiliotest.OnMessage("https://app.example/number")},
			"POST https://app.example/service", true, "> hi\n< the service\n",
		},
		{
			"by its method", map[string]string{"InboundRequestUrl": "https://app.example/service", "InboundMethod": "GET"}, nil,
			"GET https://app.example/service", true, "> hi\n< the service\n",
		},
		{
			"deferred to the number", map[string]string{
				"InboundRequestUrl": "https://app.example/service", "UseInboundWebhookOnNumber": "true",
			},
			[]twiliotest.NumberOption{twiliotest.OnMessage("https://app.example/number")},
			"POST https://app.example/number", true, "> hi\n< the number\n",
		},
		{
			"deferred to a number that has no URL", map[string]string{"UseInboundWebhookOnNumber": "true"}, nil,
			"", true, "> hi\n",
		},
		{
			"nowhere", nil, []twiliotest.NumberOption{twiliotest.OnMessage("https://app.example/number")},
			"", false, "",
		},
		{
			"to the fallback", map[string]string{
				"InboundRequestUrl": "https://app.example/broken", "FallbackUrl": "https://app.example/service", "FallbackMethod": "GET",
			}, nil,
			"POST https://app.example/broken", true, "> hi\n< the service\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tw := twiliotest.New(t)
			tw.Mount("https://app.example/service", twiml.Reply("the service"))
			tw.Mount("https://app.example/number", twiml.Reply("the number"))
			tw.Mount("https://app.example/broken", http.NotFoundHandler())
			tw.AddNumber(shop, tt.number...)
			options := []twiliotest.ServiceOption{twiliotest.Senders(shop)}
			for name, value := range tt.settings {
				options = append(options, twiliotest.ServiceSetting(name, value))
			}
			service := tw.AddService("inbox", options...)
			x := tw.Phone(alice).Send(shop, "hi")
			got := ""
			for i, r := range x.Requests {
				if i == 0 {
					got = r.Method + " " + r.URL
				}
				if r.Params.Get("MessagingServiceSid") != service || r.Params.Get("To") != shop {
					t.Errorf("the webhook's parameters are %v", r.Params)
				}
			}
			if got != tt.want {
				t.Errorf("the webhook is %q, want %q", got, tt.want)
			}
			if stored := len(tw.Messages()) > 0; stored != tt.stored {
				t.Errorf("received is %v, want %v", stored, tt.stored)
			}
			if diff := cmp.Diff(tt.phone, tw.Phone(alice).Transcript()); diff != "" {
				t.Errorf("the phone (-want +got):\n%s", diff)
			}
			for _, reply := range x.Replies {
				if reply.From != shop {
					t.Errorf("the reply is from %s, not from the number that received", reply.From)
				}
			}
			for _, m := range tw.Messages() {
				if m.Direction == twilio.DirectionInbound && m.MessagingServiceSID != service {
					t.Errorf("the message belongs to the service %q", m.MessagingServiceSID)
				}
			}
		})
	}
}

// Whoever wrote to one number of a pool hears from it.
func TestInboundMakesTheSenderStick(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	const first, second = "+13125550001", "+13125550002"
	tw.AddNumber(first)
	tw.AddNumber(second)
	service := tw.AddService("inbox", twiliotest.Senders(first, second), twiliotest.ServiceSetting("UseInboundWebhookOnNumber", "true"))
	tw.Phone(alice).Send(second, "hi")
	if _, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		MessagingServiceSID: service, To: alice, Body: "Hi",
	}); err != nil {
		t.Fatal(err)
	}
	tw.Wait()
	if last, _ := tw.Phone(alice).Last(); last.From != second {
		t.Errorf("the message is from %s, want %s", last.From, second)
	}
}

// The typed client of the product understands the emulator.
func TestServiceByTheTypedClient(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	client := tw.Client()
	api := messaging.New(client)
	service, err := api.Services.Create(t.Context(), &messaging.CreateServiceParams{FriendlyName: "inbox", StickySender: new(false)})
	if err != nil || service.FriendlyName != "inbox" || service.StickySender || !service.AreaCodeGeomatch || service.DateCreated.IsZero() {
		t.Fatalf("create: %+v, %v", service, err)
	}
	numbers, err := twilio.Collect(client.IncomingPhoneNumbers.List(t.Context(), nil), 0)
	if err != nil || len(numbers) != 1 {
		t.Fatalf("numbers: %v, %v", numbers, err)
	}
	pool := api.Services.PhoneNumbers(service.SID)
	added, err := pool.Create(t.Context(), &messaging.CreatePhoneNumberParams{PhoneNumberSID: numbers[0].SID})
	if err != nil || added.PhoneNumber != shop || added.ServiceSID != service.SID {
		t.Errorf("add: %+v, %v", added, err)
	}
	list, err := twilio.Collect(pool.List(t.Context(), nil), 0)
	if err != nil || len(list) != 1 {
		t.Errorf("list: %v, %v", list, err)
	}
	if err := pool.Delete(t.Context(), added.SID); err != nil {
		t.Error(err)
	}
}

func TestDeactivations(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	today := time.Now().UTC()
	day := today.AddDate(0, 0, -3)
	tw.SetDeactivations(day, alice, "+15558675311")
	api := messaging.New(tw.Client())
	read := func(day time.Time) ([]channels.Address, error) {
		var numbers []channels.Address
		for number, err := range api.Deactivations.List(t.Context(), &messaging.DeactivationsParams{Date: twilio.Day(day.Date())}) {
			if err != nil {
				return nil, err
			}
			numbers = append(numbers, number)
		}
		return numbers, nil
	}
	got, err := read(day)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]channels.Address{alice, "+15558675311"}, got); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
	if got, err := read(day.AddDate(0, 0, -1)); err != nil || len(got) != 0 {
		t.Errorf("the day before: %v, %v", got, err)
	}
	_, err = read(today.AddDate(0, 0, 1))
	wantRefusal(t, "tomorrow", err, http.StatusBadRequest, 30114)
	_, err = api.Deactivations.Get(t.Context(), nil)
	wantRefusal(t, "no day", err, http.StatusBadRequest, 30115)
	link, err := api.Deactivations.Get(t.Context(), &messaging.DeactivationsParams{Date: twilio.Day(day.Date())})
	if err != nil || link.RedirectTo == "" {
		t.Errorf("link: %v, %v", link, err)
	}
}
