package notify_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/notify"
)

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answered returns a client that prints each request, with its form line by line, and answers it with
// the next of these bodies. In place of it, use twilio.New with nothing but credentials.
func answered(bodies ...string) *twilio.Client {
	n := 0
	transport := roundTrip(func(r *http.Request) (*http.Response, error) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		form, err := url.QueryUnescape(strings.ReplaceAll(string(b), "&", "\n  "))
		if err != nil {
			return nil, err
		}
		if _, err := fmt.Fprintln(os.Stdout, r.Method, r.URL.RequestURI()+"\n  "+form); err != nil {
			return nil, err
		}
		n++
		return &http.Response{StatusCode: http.StatusCreated, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(bodies[n-1])), Request: r}, nil
	})
	return twilio.New(twilio.AuthToken("AC00000000000000000000000000000001", "token"), twilio.WithHTTPClient(&http.Client{Transport: transport}))
}

// A phone is bound to a person, and the person notified on all that is bound to them.
func ExampleNotificationService_Create() {
	ctx := context.Background()
	client := answered(
		`{"sid":"BS0123","identity":"user-7","binding_type":"fcm"}`,
		`{"sid":"NT0123","identities":["user-7"],"priority":"high","ttl":3600}`,
	)

	api := notify.New(client)
	if _, err := api.Bindings("IS0123").Create(ctx, &notify.CreateBindingParams{
		Identity:    "user-7",
		BindingType: notify.BindingTypeFCM,
		Address:     "registration-token",
		Tag:         []string{"beta"},
	}); err != nil {
		fmt.Println(err)
		return
	}
	notification, err := api.Notifications("IS0123").Create(ctx, &notify.CreateNotificationParams{
		Identity: []string{"user-7"},
		Body:     "Your order has left.",
		TTL:      new(twilio.Seconds(3600)),
		Data:     notify.Payload{"order": 12},
		APN:      notify.Payload{"aps": notify.Payload{"badge": 1}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(notification.SID, notification.TTL.Duration())
	// Output:
	// POST /v1/Services/IS0123/Bindings
	//   Address=registration-token
	//   BindingType=fcm
	//   Identity=user-7
	//   Tag=beta
	// POST /v1/Services/IS0123/Notifications
	//   Apn={"aps":{"badge":1}}
	//   Body=Your order has left.
	//   Data={"order":12}
	//   Identity=user-7
	//   Ttl=3600
	// NT0123 1h0m0s
}

// Addresses that are not bound to anyone are named along with the notification.
func ExampleDestinations() {
	client := answered(`{"sid":"NT0123"}`)

	var to notify.Destinations
	for _, number := range []string{"+15558675310", "+15558675311"} {
		to = append(to, notify.Destination{BindingType: notify.BindingTypeSMS, Address: number})
	}
	if _, err := notify.New(client).Notifications("IS0123").Create(context.Background(), &notify.CreateNotificationParams{
		ToBinding: to,
		Body:      "We open at nine.",
	}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// POST /v1/Services/IS0123/Notifications
	//   Body=We open at nine.
	//   ToBinding={"binding_type":"sms","address":"+15558675310"}
	//   ToBinding={"binding_type":"sms","address":"+15558675311"}
}
