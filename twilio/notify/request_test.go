package notify_test

import (
	"context"
	"errors"
	"math"
	"net/url"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/notify"
)

// TestRequests has a row for each method, with the one request that it is to send.
func TestRequests(t *testing.T) {
	t.Parallel()
	var (
		page  = twilio.PageParams{PageSize: 20}
		extra = url.Values{"New": {"x"}}

		services    = &notify.ListServicesParams{FriendlyName: "Shop", PageParams: page, Extra: extra}
		credentials = &notify.ListCredentialsParams{PageParams: page, Extra: extra}
		bindings    = &notify.ListBindingsParams{
			StartDate: twilio.Day(2026, time.January, 2), EndDate: twilio.Day(2026, time.February, 2),
			Identity: []string{"alice", "bob"}, Tag: []string{notify.TagSMS, "vip"}, PageParams: page, Extra: extra,
		}
	)
	const listed = "?EndDate=2026-02-02&Identity=alice&Identity=bob&New=x&PageSize=20&StartDate=2026-01-02&Tag=sms&Tag=vip"
	apitest.Requests(t, []string{"notify_v1"}, "https://notify.twilio.com", `{"services":[],"bindings":[],"credentials":[]}`,
		notify.New, map[string]apitest.Request[*notify.API]{
			"ServiceService.Create": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Services.Create(ctx, &notify.CreateServiceParams{
						FriendlyName: "Shop", APNCredentialSID: "CR1", FCMCredentialSID: "CR2", GCMCredentialSID: "CR3",
						MessagingServiceSID: "MG1", DefaultAPNNotificationProtocolVersion: "3",
						DefaultFCMNotificationProtocolVersion: "4", DefaultGCMNotificationProtocolVersion: "5",
						LogEnabled: new(false), DeliveryCallbackURL: "https://a.example/", DeliveryCallbackEnabled: new(true),
						FacebookMessengerPageID: "6", AlexaSkillID: "7", DefaultAlexaNotificationProtocolVersion: "8", Extra: extra,
					})
				},
				Method: "POST", URL: "/v1/Services",
				Body: "AlexaSkillId=7&ApnCredentialSid=CR1&DefaultAlexaNotificationProtocolVersion=8" +
					"&DefaultApnNotificationProtocolVersion=3&DefaultFcmNotificationProtocolVersion=4" +
					"&DefaultGcmNotificationProtocolVersion=5&DeliveryCallbackEnabled=true" +
					"&DeliveryCallbackUrl=https%3A%2F%2Fa.example%2F&FacebookMessengerPageId=6&FcmCredentialSid=CR2" +
					"&FriendlyName=Shop&GcmCredentialSid=CR3&LogEnabled=false&MessagingServiceSid=MG1&New=x",
			},
			"ServiceService.Get": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Services.Get(ctx, "IS1")
				},
				Method: "GET", URL: "/v1/Services/IS1",
			},
			"ServiceService.List": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return twilio.Collect(n.Services.List(ctx, services), 0)
				},
				Method: "GET", URL: "/v1/Services?FriendlyName=Shop&New=x&PageSize=20",
			},
			"ServiceService.List without parameters": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return twilio.Collect(n.Services.List(ctx, nil), 0)
				},
				Method: "GET", URL: "/v1/Services",
			},
			"ServiceService.ListPage": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Services.ListPage(ctx, services)
				},
				Method: "GET", URL: "/v1/Services?FriendlyName=Shop&New=x&PageSize=20",
			},
			"ServiceService.Update": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Services.Update(ctx, "IS1", &notify.UpdateServiceParams{
						FriendlyName: new("Shop"), APNCredentialSID: new(""), FCMCredentialSID: new("CR2"), GCMCredentialSID: new("CR3"),
						MessagingServiceSID: new("MG1"), DefaultAPNNotificationProtocolVersion: "3",
						DefaultFCMNotificationProtocolVersion: "4", DefaultGCMNotificationProtocolVersion: "5",
						LogEnabled: new(true), DeliveryCallbackURL: new(""), DeliveryCallbackEnabled: new(false),
						FacebookMessengerPageID: new("6"), AlexaSkillID: new("7"), DefaultAlexaNotificationProtocolVersion: "8",
						Extra: extra,
					})
				},
				Method: "POST", URL: "/v1/Services/IS1",
				Body: "AlexaSkillId=7&ApnCredentialSid=&DefaultAlexaNotificationProtocolVersion=8" +
					"&DefaultApnNotificationProtocolVersion=3&DefaultFcmNotificationProtocolVersion=4" +
					"&DefaultGcmNotificationProtocolVersion=5&DeliveryCallbackEnabled=false&DeliveryCallbackUrl=" +
					"&FacebookMessengerPageId=6&FcmCredentialSid=CR2&FriendlyName=Shop&GcmCredentialSid=CR3" +
					"&LogEnabled=true&MessagingServiceSid=MG1&New=x",
			},
			"ServiceService.Delete": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return nil, n.Services.Delete(ctx, "IS1")
				},
				Method: "DELETE", URL: "/v1/Services/IS1",
			},
			"BindingService.Create": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Bindings("IS1").Create(ctx, &notify.CreateBindingParams{
						Identity: "alice", BindingType: notify.BindingTypeSMS, Address: "+15558675310", Tag: []string{"vip", "new"},
						NotificationProtocolVersion: "3", CredentialSID: "CR1", Endpoint: "e", Extra: extra,
					})
				},
				Method: "POST", URL: "/v1/Services/IS1/Bindings",
				Body: "Address=%2B15558675310&BindingType=sms&CredentialSid=CR1&Endpoint=e&Identity=alice&New=x" +
					"&NotificationProtocolVersion=3&Tag=vip&Tag=new",
			},
			"BindingService.Get": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Bindings("IS1").Get(ctx, "BS1")
				},
				Method: "GET", URL: "/v1/Services/IS1/Bindings/BS1",
			},
			"BindingService.List": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return twilio.Collect(n.Bindings("IS1").List(ctx, bindings), 0)
				},
				Method: "GET", URL: "/v1/Services/IS1/Bindings" + listed,
			},
			"BindingService.ListPage": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Bindings("IS1").ListPage(ctx, bindings)
				},
				Method: "GET", URL: "/v1/Services/IS1/Bindings" + listed,
			},
			"BindingService.Delete": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return nil, n.Bindings("IS1").Delete(ctx, "BS1")
				},
				Method: "DELETE", URL: "/v1/Services/IS1/Bindings/BS1",
			},
			"NotificationService.Create": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Notifications("IS1").Create(ctx, &notify.CreateNotificationParams{
						Identity: []string{"alice", "bob"}, Tag: []string{notify.TagAll, "vip"},
						ToBinding: notify.Destinations{
							{BindingType: notify.BindingTypeSMS, Address: "+15558675310"}, {BindingType: notify.BindingTypeAPN, Address: "ab"},
						},
						Body: "Hi", Title: "T", Priority: notify.PriorityLow, TTL: new(twilio.Seconds(0)), Sound: "ding", Action: "reply",
						Data: notify.Payload{"order": 12}, APN: notify.Payload{"aps": notify.Payload{"badge": 1}},
						FCM: notify.Payload{"a": true}, GCM: notify.Payload{"b": nil}, SMS: notify.Payload{"media_urls": []string{"u"}},
						DeliveryCallbackURL: "https://a.example/", Segment: []string{"s", "t"},
						FacebookMessenger: notify.Payload{"c": "d"}, Alexa: notify.Payload{"e": "f"}, Extra: extra,
					})
				},
				Method: "POST", URL: "/v1/Services/IS1/Notifications",
				Body: "Action=reply&Alexa=%7B%22e%22%3A%22f%22%7D&Apn=%7B%22aps%22%3A%7B%22badge%22%3A1%7D%7D&Body=Hi" +
					"&Data=%7B%22order%22%3A12%7D&DeliveryCallbackUrl=https%3A%2F%2Fa.example%2F" +
					"&FacebookMessenger=%7B%22c%22%3A%22d%22%7D&Fcm=%7B%22a%22%3Atrue%7D&Gcm=%7B%22b%22%3Anull%7D" +
					"&Identity=alice&Identity=bob&New=x&Priority=low&Segment=s&Segment=t" +
					"&Sms=%7B%22media_urls%22%3A%5B%22u%22%5D%7D&Sound=ding&Tag=all&Tag=vip&Title=T" +
					"&ToBinding=%7B%22binding_type%22%3A%22sms%22%2C%22address%22%3A%22%2B15558675310%22%7D" +
					"&ToBinding=%7B%22binding_type%22%3A%22apn%22%2C%22address%22%3A%22ab%22%7D&Ttl=0",
			},
			"CredentialService.Create": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Credentials.Create(ctx, &notify.CreateCredentialParams{
						Type: notify.CredentialTypeAPN, FriendlyName: "iOS", Certificate: "cert+", PrivateKey: "key",
						Sandbox: new(false), APIKey: "api", Secret: "secret", Extra: extra,
					})
				},
				Method: "POST", URL: "/v1/Credentials",
				Body: "ApiKey=api&Certificate=cert%2B&FriendlyName=iOS&New=x&PrivateKey=key&Sandbox=false&Secret=secret&Type=apn",
			},
			"CredentialService.Get": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Credentials.Get(ctx, "CR1")
				},
				Method: "GET", URL: "/v1/Credentials/CR1",
			},
			"CredentialService.List": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return twilio.Collect(n.Credentials.List(ctx, credentials), 0)
				},
				Method: "GET", URL: "/v1/Credentials?New=x&PageSize=20",
			},
			"CredentialService.ListPage": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Credentials.ListPage(ctx, credentials)
				},
				Method: "GET", URL: "/v1/Credentials?New=x&PageSize=20",
			},
			"CredentialService.Update": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return n.Credentials.Update(ctx, "CR1", &notify.UpdateCredentialParams{
						FriendlyName: new(""), Certificate: "cert", PrivateKey: "key", Sandbox: new(true), APIKey: "api",
						Secret: "secret", Extra: extra,
					})
				},
				Method: "POST", URL: "/v1/Credentials/CR1",
				Body: "ApiKey=api&Certificate=cert&FriendlyName=&New=x&PrivateKey=key&Sandbox=true&Secret=secret",
			},
			"CredentialService.Delete": {
				Call: func(ctx context.Context, n *notify.API) (any, error) {
					return nil, n.Credentials.Delete(ctx, "CR1")
				},
				Method: "DELETE", URL: "/v1/Credentials/CR1",
			},
		})
}

func TestWhatCannotBeSentIsNot(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{}`}
	n := notify.New(w.Client())
	if _, err := n.Bindings("").Get(t.Context(), "BS1"); !errors.Is(err, twilio.ErrPath) {
		t.Errorf("no service: %v, want ErrPath", err)
	}
	if err := n.Services.Delete(t.Context(), ""); !errors.Is(err, twilio.ErrPath) {
		t.Errorf("no SID: %v, want ErrPath", err)
	}
	if _, err := n.Notifications("IS1").Create(t.Context(), &notify.CreateNotificationParams{
		Data: notify.Payload{"distance": math.Inf(1)},
	}); err == nil {
		t.Error("a payload that is not JSON is sent")
	}
	if sent := w.Sent(); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}
