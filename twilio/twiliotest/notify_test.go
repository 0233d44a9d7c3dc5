package twiliotest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/notify"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

func TestEveryOperationOfNotify(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	const service = "/v1/Services/$service"
	done := walk(t, tw, "notify_v1", map[string]string{}, nil, []step{
		{"POST", "/v1/Credentials", "Type=fcm&Secret=s", "credential"},
		{"GET", "/v1/Credentials", "", ""},
		{"GET", "/v1/Credentials/$credential", "", ""},
		{"POST", "/v1/Credentials/$credential", "FriendlyName=Phones", ""},
		{"POST", "/v1/Services", "FriendlyName=Shop&FcmCredentialSid=$credential", "service"},
		{"GET", "/v1/Services", "FriendlyName=Shop", ""},
		{"GET", service, "", ""},
		{"POST", service, "LogEnabled=false", ""},
		{"POST", service + "/Bindings", "Identity=1&BindingType=fcm&Address=abc&Tag=vip", "binding"},
		{"GET", service + "/Bindings", "Tag=vip&Tag=all&Identity=1&StartDate=2000-01-01", ""},
		{"GET", service + "/Bindings/$binding", "", ""},
		{"POST", service + "/Notifications", `Identity=1&Title=News&Body=Hi&Data={"order":7}&Ttl=60`, ""},
		{"DELETE", service + "/Bindings/$binding", "", ""},
		{"DELETE", service, "", ""},
		{"DELETE", "/v1/Credentials/$credential", "", ""},
	})
	if len(done) != 15 {
		t.Errorf("%d operations were called", len(done))
	}
}

// TestNotification sends to the phone numbers among the bindings, each once.
func TestNotification(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	tw.AddNumber(shop)
	api, ctx := notify.New(tw.Client()), t.Context()
	bare, err := api.Services.Create(ctx, nil)
	must(t, err)
	service, err := api.Services.Create(ctx, &notify.CreateServiceParams{
		MessagingServiceSID: tw.AddService("Shop", twiliotest.Senders(shop)),
	})
	must(t, err)
	bob, carol := channels.Address("+15558675311"), channels.Address("+15558675312")
	for _, b := range []notify.CreateBindingParams{
		{Identity: "1", Address: string(alice), BindingType: notify.BindingTypeSMS, Tag: []string{"vip"}},
		{Identity: "1", Address: "token", BindingType: notify.BindingTypeFCM},
		{Identity: "2", Address: string(bob), BindingType: notify.BindingTypeSMS, Tag: []string{"vip", "new"}},
	} {
		must(t, second(api.Bindings(service.SID).Create(ctx, &b)))
		must(t, second(api.Bindings(bare.SID).Create(ctx, &b)))
	}
	var codes []twilio.ErrorCode
	send := func(sid string, p *notify.CreateNotificationParams) []channels.Address {
		t.Helper()
		before, alerts := len(tw.Messages()), len(tw.Alerts())
		must(t, second(api.Notifications(sid).Create(ctx, p)))
		tw.Wait()
		var to []channels.Address
		for _, m := range tw.Messages()[before:] {
			to = append(to, m.To)
		}
		for _, a := range tw.Alerts()[alerts:] {
			codes = append(codes, a.Code)
		}
		slices.Sort(to)
		return to
	}
	got := [][]channels.Address{
		send(service.SID, &notify.CreateNotificationParams{Identity: []string{"1"}, Body: "One"}),
		send(service.SID, &notify.CreateNotificationParams{Tag: []string{"vip"}, Body: "Two"}),
		send(service.SID, &notify.CreateNotificationParams{Tag: []string{"vip", "new"}, SMS: notify.Payload{"body": "Three"}}),
		send(service.SID, &notify.CreateNotificationParams{Tag: []string{notify.TagFCM}, Body: "Four"}),
		send(service.SID, &notify.CreateNotificationParams{Body: "Five", ToBinding: notify.Destinations{
			{BindingType: notify.BindingTypeSMS, Address: string(carol)}, {BindingType: notify.BindingTypeSMS, Address: string(carol)},
		}}),
		send(service.SID, &notify.CreateNotificationParams{Tag: []string{"nobody"}, Body: "Six"}),
		send(bare.SID, &notify.CreateNotificationParams{Tag: []string{notify.TagAll}, Body: "Seven"}),
		send(service.SID, &notify.CreateNotificationParams{Identity: []string{"1"}, Title: "Eight"}),
	}
	want := [][]channels.Address{{alice}, {alice, bob}, {bob}, nil, {carol}, nil, nil, nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]twilio.ErrorCode{52301, 52182, 21619}, codes); diff != "" {
		t.Error(diff)
	}
	var texts []string
	for _, m := range tw.Phone(bob).Messages() {
		texts = append(texts, m.Body)
	}
	if diff := cmp.Diff([]string{"Two", "Three"}, texts); diff != "" {
		t.Error(diff)
	}
}

func TestNotifyRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	api, ctx := notify.New(tw.Client()), t.Context()
	service, err := api.Services.Create(ctx, nil)
	must(t, err)
	bind := func(p notify.CreateBindingParams) error { return second(api.Bindings(service.SID).Create(ctx, &p)) }
	send := func(p notify.CreateNotificationParams) error {
		return second(api.Notifications(service.SID).Create(ctx, &p))
	}
	for name, refusal := range map[string]struct {
		err  error
		want error
	}{
		"no Messaging Service":  {second(api.Services.Create(ctx, &notify.CreateServiceParams{MessagingServiceSID: "MG1"})), twilio.ErrUnknownParameters},
		"no credential":         {second(api.Services.Create(ctx, &notify.CreateServiceParams{FCMCredentialSID: "CR1"})), twilio.ErrorCode(52002)},
		"no such service":       {second(api.Services.Get(ctx, "IS"+strings.Repeat("9", 32))), twilio.ErrNotFound},
		"a binding of nobody":   {bind(notify.CreateBindingParams{Address: "x", BindingType: "fcm"}), twilio.ErrUnknownParameters},
		"an unknown type":       {bind(notify.CreateBindingParams{Identity: "1", Address: "x", BindingType: "fax"}), twilio.ErrUnknownParameters},
		"not a phone number":    {bind(notify.CreateBindingParams{Identity: "1", Address: "x", BindingType: "sms"}), twilio.ErrorCode(52001)},
		"to nobody":             {send(notify.CreateNotificationParams{Body: "Hi"}), twilio.ErrUnknownParameters},
		"no priority":           {send(notify.CreateNotificationParams{Tag: []string{"all"}, Priority: "middle"}), twilio.ErrUnknownParameters},
		"too long":              {send(notify.CreateNotificationParams{Tag: []string{"all"}, TTL: new(twilio.Seconds(2419201))}), twilio.ErrUnknownParameters},
		"not a destination":     {send(notify.CreateNotificationParams{ToBinding: notify.Destinations{{BindingType: "fax", Address: "1"}}}), twilio.ErrorCode(52001)},
		"a callback, delivered": {send(notify.CreateNotificationParams{Tag: []string{"all"}, DeliveryCallbackURL: "https://app.example"}), twilio.StatusError(501)},
	} {
		if !errors.Is(refusal.err, refusal.want) {
			t.Errorf("%s: %v, want %v", name, refusal.err, refusal.want)
		}
	}
}
