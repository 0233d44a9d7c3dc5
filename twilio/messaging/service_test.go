package messaging_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

var (
	made    = twilio.Time{Time: time.Date(2015, 7, 30, 20, 12, 31, 0, time.UTC)}
	changed = twilio.Time{Time: time.Date(2015, 7, 30, 20, 12, 33, 0, time.UTC)}
)

const dates = `"date_created":"2015-07-30T20:12:31Z","date_updated":"2015-07-30T20:12:33Z"`

// reads holds what a call makes of an answer.
func reads[T any](t *testing.T, call func(context.Context, *messaging.API) (*T, error), tests map[string]struct {
	answer string
	want   T
},
) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &apitest.Wire{Answer: tt.answer}
			got, err := call(t.Context(), messaging.New(w.Client()))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, *got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestService(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.Service, error) {
		return s.Services.Get(ctx, "MG1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.Service
	}{
		"full": {
			`{"sid":"MG1","account_sid":"AC1","friendly_name":"n","inbound_request_url":"in","inbound_method":"GET",` +
				`"fallback_url":"fall","fallback_method":"POST","status_callback":"status","use_inbound_webhook_on_number":true,` +
				`"sticky_sender":true,"area_code_geomatch":true,"mms_converter":true,"smart_encoding":true,"validity_period":600,` +
				`"usecase":"marketing","us_app_to_person_registered":true,"scan_message_content":"inherit",` +
				`"synchronous_validation":true,"fallback_to_long_code":true,"url":"u","links":{"messages":"m"},` + dates + `}`,
			messaging.Service{
				SID: "MG1", AccountSID: "AC1", FriendlyName: "n", InboundRequestURL: "in", InboundMethod: "GET",
				FallbackURL: "fall", FallbackMethod: "POST", StatusCallback: "status", UseInboundWebhookOnNumber: true,
				StickySender: true, AreaCodeGeomatch: true, MMSConverter: true, SmartEncoding: true, ValidityPeriod: 600,
				Usecase: messaging.UsecaseMarketing, USAppToPersonRegistered: true,
				ScanMessageContent: messaging.ScanMessageContentInherit, SynchronousValidation: true, FallbackToLongCode: true,
				DateCreated: made, DateUpdated: changed, URL: "u", Links: map[string]string{"messages": "m"},
			},
		},
		"nulls": {
			`{"sid":null,"account_sid":null,"friendly_name":null,"inbound_request_url":null,"inbound_method":null,` +
				`"fallback_url":null,"fallback_method":null,"status_callback":null,"use_inbound_webhook_on_number":null,` +
				`"sticky_sender":null,"area_code_geomatch":null,"mms_converter":null,"smart_encoding":null,"validity_period":null,` +
				`"usecase":null,"us_app_to_person_registered":null,"scan_message_content":null,"synchronous_validation":null,` +
				`"fallback_to_long_code":null,"url":null,"links":null,"date_created":null,"date_updated":null}`,
			messaging.Service{},
		},
		"unknown": {
			`{"sid":"MG1","usecase":"raffle","scan_message_content":"maybe","new":{}}`,
			messaging.Service{SID: "MG1", Usecase: "raffle", ScanMessageContent: "maybe"},
		},
	})
}

func TestUsecases(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.Usecases, error) {
		return s.Services.Usecases(ctx)
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.Usecases
	}{
		"full": {
			`{"usecases":[{"usecase":"poll","description":"d","purpose":"p"},{"usecase":"raffle"}]}`,
			messaging.Usecases{Usecases: []messaging.UsecaseDetails{
				{Usecase: messaging.UsecasePoll, Description: "d", Purpose: "p"}, {Usecase: "raffle"},
			}},
		},
		"nulls": {`{"usecases":null}`, messaging.Usecases{}},
	})
}

func TestPool(t *testing.T) {
	t.Parallel()
	t.Run("phone number", func(t *testing.T) {
		t.Parallel()
		get := func(ctx context.Context, s *messaging.API) (*messaging.PhoneNumber, error) {
			return s.Services.PhoneNumbers("MG1").Get(ctx, "PN1")
		}
		reads(t, get, map[string]struct {
			answer string
			want   messaging.PhoneNumber
		}{
			"full": {
				`{"sid":"PN1","account_sid":"AC1","service_sid":"MG1","phone_number":"+15557122661","country_code":"US",` +
					`"capabilities":["SMS","Pigeon"],"url":"u",` + dates + `}`,
				messaging.PhoneNumber{
					SID: "PN1", AccountSID: "AC1", ServiceSID: "MG1", PhoneNumber: "+15557122661", CountryCode: "US",
					Capabilities: []string{"SMS", "Pigeon"}, URL: "u", DateCreated: made, DateUpdated: changed,
				},
			},
			"nulls": {
				`{"sid":null,"account_sid":null,"service_sid":null,"phone_number":null,"country_code":null,` +
					`"capabilities":null,"url":null,"date_created":null,"date_updated":null}`,
				messaging.PhoneNumber{},
			},
		})
	})
	t.Run("short code", func(t *testing.T) {
		t.Parallel()
		get := func(ctx context.Context, s *messaging.API) (*messaging.ShortCode, error) {
			return s.Services.ShortCodes("MG1").Get(ctx, "SC1")
		}
		reads(t, get, map[string]struct {
			answer string
			want   messaging.ShortCode
		}{
			"full": {
				`{"sid":"SC1","account_sid":"AC1","service_sid":"MG1","short_code":"12345","country_code":"US",` +
					`"capabilities":["MMS"],"url":"u",` + dates + `}`,
				messaging.ShortCode{
					SID: "SC1", AccountSID: "AC1", ServiceSID: "MG1", ShortCode: "12345", CountryCode: "US",
					Capabilities: []string{"MMS"}, URL: "u", DateCreated: made, DateUpdated: changed,
				},
			},
			"nulls": {
				`{"sid":null,"account_sid":null,"service_sid":null,"short_code":null,"country_code":null,` +
					`"capabilities":null,"url":null,"date_created":null,"date_updated":null}`,
				messaging.ShortCode{},
			},
		})
	})
	t.Run("name for a country", func(t *testing.T) {
		t.Parallel()
		get := func(ctx context.Context, s *messaging.API) (*messaging.DestinationAlphaSender, error) {
			return s.Services.DestinationAlphaSenders("MG1").Get(ctx, "AI1")
		}
		reads(t, get, map[string]struct {
			answer string
			want   messaging.DestinationAlphaSender
		}{
			"full": {
				`{"sid":"AI1","account_sid":"AC1","service_sid":"MG1","alpha_sender":"Shop","iso_country_code":"FR",` +
					`"capabilities":["SMS"],"url":"u",` + dates + `}`,
				messaging.DestinationAlphaSender{
					SID: "AI1", AccountSID: "AC1", ServiceSID: "MG1", AlphaSender: "Shop", ISOCountryCode: "FR",
					Capabilities: []string{"SMS"}, URL: "u", DateCreated: made, DateUpdated: changed,
				},
			},
			"nulls": {
				`{"sid":null,"account_sid":null,"service_sid":null,"alpha_sender":null,"iso_country_code":null,` +
					`"capabilities":null,"url":null,"date_created":null,"date_updated":null}`,
				messaging.DestinationAlphaSender{},
			},
		})
	})
	t.Run("name", func(t *testing.T) {
		t.Parallel()
		get := func(ctx context.Context, s *messaging.API) (*messaging.AlphaSender, error) {
			return s.Services.AlphaSenders("MG1").Get(ctx, "AI1")
		}
		reads(t, get, map[string]struct {
			answer string
			want   messaging.AlphaSender
		}{
			"full": {
				`{"sid":"AI1","account_sid":"AC1","service_sid":"MG1","alpha_sender":"Shop","capabilities":["SMS"],"url":"u",` + dates + `}`,
				messaging.AlphaSender{
					SID: "AI1", AccountSID: "AC1", ServiceSID: "MG1", AlphaSender: "Shop",
					Capabilities: []string{"SMS"}, URL: "u", DateCreated: made, DateUpdated: changed,
				},
			},
			"nulls": {
				`{"sid":null,"account_sid":null,"service_sid":null,"alpha_sender":null,"capabilities":null,"url":null,` +
					`"date_created":null,"date_updated":null}`,
				messaging.AlphaSender{},
			},
		})
	})
	t.Run("sender on a channel", func(t *testing.T) {
		t.Parallel()
		get := func(ctx context.Context, s *messaging.API) (*messaging.PoolChannelSender, error) {
			return s.Services.ChannelSenders("MG1").Get(ctx, "XE1")
		}
		reads(t, get, map[string]struct {
			answer string
			want   messaging.PoolChannelSender
		}{
			"full": {
				`{"sid":"XE1","account_sid":"AC1","messaging_service_sid":"MG1","sender":"whatsapp:+15557122661",` +
					`"sender_type":"WhatsApp","country_code":"US","url":"u",` + dates + `}`,
				messaging.PoolChannelSender{
					SID: "XE1", AccountSID: "AC1", MessagingServiceSID: "MG1", Sender: "whatsapp:+15557122661",
					SenderType: "WhatsApp", CountryCode: "US", URL: "u", DateCreated: made, DateUpdated: changed,
				},
			},
			"nulls": {
				`{"sid":null,"account_sid":null,"messaging_service_sid":null,"sender":null,"sender_type":null,` +
					`"country_code":null,"url":null,"date_created":null,"date_updated":null}`,
				messaging.PoolChannelSender{},
			},
		})
	})
}

// TestPoolRefusals holds that what a caller branches on is found in an answer as Twilio gives it.
func TestPoolRefusals(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		status int
		answer string
		want   error
	}{
		"there already":  {409, `{"code":21710,"message":"Phone Number or Short Code is already in the Messaging Service.","status":409}`, twilio.ErrSenderAlreadyInService},
		"in another one": {409, `{"code":21712,"message":"Phone Number or Short Code is associated with another Messaging Service.","status":409}`, twilio.ErrSenderInAnotherService},
		"pool is full":   {412, `{"code":21714,"message":"Messaging Service Number Pool size limit reached","status":412}`, twilio.ErrServicePoolFull},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &apitest.Wire{Status: tt.status, Answer: tt.answer}
			_, err := messaging.New(w.Client()).Services.PhoneNumbers("MG1").Create(t.Context(), &messaging.CreatePhoneNumberParams{PhoneNumberSID: "PN1"})
			if !errors.Is(err, tt.want) {
				t.Errorf("error is %v, want %v", err, tt.want)
			}
		})
	}
}

func TestEmptySIDSendsNothing(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{}`}
	s := messaging.New(w.Client())
	ctx := t.Context()
	_, service := s.Services.Get(ctx, "")
	_, numbers := s.Services.PhoneNumbers("").ListPage(ctx, nil)
	_, codes := s.Services.ShortCodes("").Create(ctx, nil)
	_, names := s.Services.AlphaSenders("").Get(ctx, "AI1")
	_, countries := s.Services.DestinationAlphaSenders("MG1").Get(ctx, "")
	_, senders := s.Services.ChannelSenders("MG1").Get(ctx, "")
	_, certificate := s.LinkShortening.Certificates.Get(ctx, "")
	_, config := s.LinkShortening.Configs.GetByService(ctx, "")
	_, association := s.LinkShortening.Associations("").Create(ctx, "MG1")
	_, dns := s.LinkShortening.ValidateDNS(ctx, "")
	for name, err := range map[string]error{
		"Services": service, "PhoneNumbers": numbers, "ShortCodes": codes, "AlphaSenders": names,
		"DestinationAlphaSenders": countries, "ChannelSenders": senders, "Certificates": certificate,
		"Configs": config, "Associations": association, "ValidateDNS": dns,
	} {
		if !errors.Is(err, twilio.ErrPath) {
			t.Errorf("%s: %v, want ErrPath", name, err)
		}
	}
	if sent := w.Sent(); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}
