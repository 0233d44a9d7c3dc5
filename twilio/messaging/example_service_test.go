package messaging_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answered returns a client that prints each request and answers it with the next of these
// bodies; one that begins with https:// is a redirect. In place of it, use twilio.New with nothing
// but credentials.
func answered(bodies ...string) *twilio.Client {
	n := 0
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		line := r.Method + " " + strings.TrimPrefix(r.URL.String(), "https://messaging.twilio.com")
		if r.Body != nil {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			line += " " + string(b)
		}
		if _, err := fmt.Fprintln(os.Stdout, strings.TrimSpace(line)); err != nil {
			return nil, err
		}
		body := bodies[min(n, len(bodies)-1)]
		n++
		status, header := 200, http.Header{}
		if strings.HasPrefix(body, "https://") {
			status = 307
			header.Set("Location", body)
		}
		if code, rest, ok := strings.Cut(body, " {"); ok && code == "409" {
			status, body = 409, "{"+rest
		}
		return &http.Response{
			StatusCode: status, Header: header, Request: r,
			Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		}, nil
	})
	return twilio.New(twilio.AuthToken("AC00000000000000000000000000000001", "token"), twilio.WithHTTPClient(&http.Client{Transport: transport}))
}

// A service, two numbers in its pool, and a message that leaves from one of them.
func Example() {
	ctx := context.Background()
	client := answered(
		`{"sid":"MG0123","friendly_name":"Shop"}`,
		`{"sid":"PN0001","phone_number":"+15557122661"}`,
		`409 {"code":21710,"message":"Phone Number or Short Code is already in the Messaging Service.","status":409}`,
		`{"sid":"SM0123","status":"accepted"}`,
	)

	api := messaging.New(client)
	service, err := api.Services.Create(ctx, &messaging.CreateServiceParams{
		FriendlyName:              "Shop",
		UseInboundWebhookOnNumber: new(true),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	pool := api.Services.PhoneNumbers(service.SID)
	for _, sid := range []string{"PN0001", "PN0002"} {
		_, err := pool.Create(ctx, &messaging.CreatePhoneNumberParams{PhoneNumberSID: sid})
		if err != nil && !errors.Is(err, twilio.ErrSenderAlreadyInService) {
			fmt.Println(err)
			return
		}
	}
	message, err := client.Messages.Create(ctx, &twilio.CreateMessageParams{
		MessagingServiceSID: service.SID, To: "+15558675310", Body: "Your order is on its way.",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.SID, message.Status)
	// Output:
	// POST /v1/Services FriendlyName=Shop&UseInboundWebhookOnNumber=true
	// POST /v1/Services/MG0123/PhoneNumbers PhoneNumberSid=PN0001
	// POST /v1/Services/MG0123/PhoneNumbers PhoneNumberSid=PN0002
	// POST https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json Body=Your+order+is+on+its+way.&MessagingServiceSid=MG0123&To=%2B15558675310
	// SM0123 accepted
}

// The senders that a message may leave from.
func ExampleServiceService_ChannelSenders() {
	ctx := context.Background()
	client := answered(
		`{"phone_numbers":[{"sid":"PN0001","phone_number":"+15557122661","capabilities":["SMS","MMS"]}],"meta":{}}`,
		`{"senders":[{"sid":"XE0001","sender":"whatsapp:+15557122661","sender_type":"WhatsApp"}],"meta":{}}`,
	)

	services := messaging.New(client).Services
	for number, err := range services.PhoneNumbers("MG0123").List(ctx, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(number.PhoneNumber, number.Capabilities)
	}
	for sender, err := range services.ChannelSenders("MG0123").List(ctx, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(sender.Sender, sender.Sender.Channel())
	}
	// Output:
	// GET /v1/Services/MG0123/PhoneNumbers
	// +15557122661 [SMS MMS]
	// GET /v1/Services/MG0123/ChannelSenders
	// whatsapp:+15557122661 whatsapp
}
