package messaging_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// members returns the names that a struct's fields have in JSON, sorted.
func members(typ reflect.Type) []string {
	names := []string{}
	for f := range typ.Fields() {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// TestNullIsNothing reads every member of every resource, and of what is within, as null.
func TestNullIsNothing(t *testing.T) {
	t.Parallel()
	for _, typ := range []reflect.Type{
		reflect.TypeFor[messaging.BrandRegistration](), reflect.TypeFor[messaging.BrandRegistrationOTP](),
		reflect.TypeFor[messaging.BrandVetting](), reflect.TypeFor[messaging.RegistrationError](),
		reflect.TypeFor[messaging.Campaign](), reflect.TypeFor[messaging.CampaignRateLimits](),
		reflect.TypeFor[messaging.ATTRateLimit](), reflect.TypeFor[messaging.TMobileRateLimit](),
		reflect.TypeFor[messaging.CampaignUsecases](), reflect.TypeFor[messaging.CampaignUsecaseDetails](),
		reflect.TypeFor[messaging.ExternalCampaign](), reflect.TypeFor[messaging.TollfreeVerification](),
		reflect.TypeFor[messaging.TollfreeRejectionReason](), reflect.TypeFor[messaging.ChannelSender](),
		reflect.TypeFor[messaging.ChannelSenderOfflineReason](), reflect.TypeFor[messaging.ChannelSenderConfiguration](),
		reflect.TypeFor[messaging.ChannelSenderWebhook](), reflect.TypeFor[messaging.ChannelSenderProfile](),
		reflect.TypeFor[messaging.SenderWebsite](), reflect.TypeFor[messaging.SenderEmail](),
		reflect.TypeFor[messaging.SenderPhoneNumber](), reflect.TypeFor[messaging.ChannelSenderProperties](),
		reflect.TypeFor[messaging.ChannelSenderCompliance](), reflect.TypeFor[messaging.ChannelSenderCountry](),
	} {
		answer := `{"` + strings.Join(members(typ), `":null,"`) + `":null}`
		got := reflect.New(typ)
		if err := json.Unmarshal([]byte(answer), got.Interface()); err != nil {
			t.Errorf("%v: %v", typ, err)
		}
		if !got.Elem().IsZero() {
			t.Errorf("%v of nulls is %+v", typ, got.Elem())
		}
	}
}

func TestBrandRegistration(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.BrandRegistration, error) {
		return s.BrandRegistrations.Get(ctx, "BN1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.BrandRegistration
	}{
		"failed": {
			`{"sid":"BN1","brand_type":"STANDARD","status":"FAILED","brand_score":0,"russell_3000":false,` +
				`"identity_status":"UNVERIFIED","brand_feedback":["TAX_ID"],"errors":[{"error_code":30701,"fields":["region"],` +
				`"description":"d","url":"u"}],` + dates + `}`,
			messaging.BrandRegistration{
				SID: "BN1", BrandType: messaging.BrandTypeStandard, Status: messaging.BrandStatusFailed,
				BrandScore: new(twilio.Int(0)), Russell3000: new(false),
				IdentityStatus: messaging.BrandIdentityStatusUnverified,
				BrandFeedback:  []messaging.BrandFeedback{messaging.BrandFeedbackTaxID},
				Errors:         []messaging.RegistrationError{{Code: 30701, Fields: []string{"region"}, Description: "d", URL: "u"}},
				DateCreated:    made, DateUpdated: changed,
			},
		},
		"unknown": {
			`{"brand_type":"BIG","status":"LOST","identity_status":"WHO","brand_feedback":["LUCK"],"new":{}}`,
			messaging.BrandRegistration{
				BrandType: "BIG", Status: "LOST", IdentityStatus: "WHO", BrandFeedback: []messaging.BrandFeedback{"LUCK"},
			},
		},
	})
}

func TestCampaign(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.Campaign, error) {
		return s.Services.Campaigns("MG1").Get(ctx, "QE1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.Campaign
	}{
		"failed": {
			`{"sid":"QE1","us_app_to_person_usecase":"2FA","campaign_status":"FAILED","message_samples":["a","b"],` +
				`"rate_limits":{"att":{"mps":600,"msg_class":"A"},"tmobile":{"brand_tier":"TOP"}},"errors":[{"error_code":30897,` +
				`"fields":["MESSAGE_FLOW"],"description":"d","url":"u"}],"privacy_policy_url":"p",` + dates + `}`,
			messaging.Campaign{
				SID: "QE1", Usecase: messaging.CampaignUsecase2FA, Status: messaging.CampaignStatusFailed,
				MessageSamples: []string{"a", "b"}, PrivacyPolicyURL: "p",
				RateLimits: &messaging.CampaignRateLimits{
					ATT:     messaging.ATTRateLimit{MPS: 600, MessageClass: "A"},
					TMobile: messaging.TMobileRateLimit{BrandTier: "TOP"},
				},
				Errors:      []messaging.RegistrationError{{Code: 30897, Fields: []string{"MESSAGE_FLOW"}, Description: "d", URL: "u"}},
				DateCreated: made, DateUpdated: changed,
			},
		},
		"unknown": {
			`{"us_app_to_person_usecase":"RAFFLE","campaign_status":"LOST","rate_limits":{"verizon":{}},"new":{}}`,
			messaging.Campaign{Usecase: "RAFFLE", Status: "LOST", RateLimits: &messaging.CampaignRateLimits{}},
		},
	})
}

func TestTollfreeVerification(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.TollfreeVerification, error) {
		return s.TollfreeVerifications.Get(ctx, "HH1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.TollfreeVerification
	}{
		"rejected": {
			`{"sid":"HH1","status":"TWILIO_REJECTED","error_code":30445,"edit_allowed":false,"rejection_reasons":` +
				`[{"code":30445,"reason":"r"},{"code":"30446"}],"edit_expiration":"2015-07-30T20:12:33Z","resource_links":{"a":"b"}}`,
			messaging.TollfreeVerification{
				SID: "HH1", Status: messaging.TollfreeStatusRejected, ErrorCode: 30445, EditAllowed: new(false),
				RejectionReasons: []messaging.TollfreeRejectionReason{{Code: 30445, Reason: "r"}, {Code: 30446}},
				EditExpiration:   changed, ResourceLinks: map[string]string{"a": "b"},
			},
		},
		"unknown": {
			`{"status":"LOST","use_case_categories":["RAFFLE"],"opt_in_type":"NOD","business_type":"CLUB","new":{}}`,
			messaging.TollfreeVerification{
				Status: "LOST", UseCaseCategories: []messaging.TollfreeUseCase{"RAFFLE"}, OptInType: "NOD", BusinessType: "CLUB",
			},
		},
	})
}

func TestChannelSender(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, s *messaging.API) (*messaging.ChannelSender, error) {
		return s.ChannelSenders.Get(ctx, "XE1")
	}
	reads(t, get, map[string]struct {
		answer string
		want   messaging.ChannelSender
	}{
		"offline on WhatsApp": {
			`{"sid":"XE1","status":"OFFLINE","sender_id":"whatsapp:+15557122661","properties":{"quality_rating":"LOW",` +
				`"messaging_limit":"1K"},"offline_reasons":[{"code":"63020","message":"m","more_info":"i"},null],"compliance":null}`,
			messaging.ChannelSender{
				SID: "XE1", Status: messaging.ChannelSenderStatusOffline, SenderID: "whatsapp:+15557122661",
				Properties:     &messaging.ChannelSenderProperties{QualityRating: "LOW", MessagingLimit: "1K"},
				OfflineReasons: []messaging.ChannelSenderOfflineReason{{Code: 63020, Message: "m", MoreInfo: "i"}, {}},
			},
		},
		"launched on RCS": {
			`{"status":"TWILIO_REVIEW","compliance":{"registration_sid":"CR1","countries":[{"country":"US",` +
				`"registration_sid":"CR2","status":"PENDING_VERIFICATION","carriers":[{"any":1}]}]},` +
				`"profile":{"phone_numbers":[{"phone_number":"+15558675310","label":"Call"}]}}`,
			messaging.ChannelSender{
				Status: messaging.ChannelSenderStatusTwilioReview,
				Compliance: &messaging.ChannelSenderCompliance{
					RegistrationSID: "CR1",
					Countries: []messaging.ChannelSenderCountry{{
						Country: "US", RegistrationSID: "CR2", Status: messaging.ChannelSenderStatusPendingVerification,
						Carriers: []map[string]any{{"any": 1.0}},
					}},
				},
				Profile: &messaging.ChannelSenderProfile{
					PhoneNumbers: []messaging.SenderPhoneNumber{{PhoneNumber: "+15558675310", Label: "Call"}},
				},
			},
		},
		"unknown": {
			`{"status":"LOST","configuration":{"verification_method":"owl","new":1},"profile":{"vertical":"Magic"},"new":{}}`,
			messaging.ChannelSender{
				Status:        "LOST",
				Configuration: &messaging.ChannelSenderConfiguration{VerificationMethod: "owl"},
				Profile:       &messaging.ChannelSenderProfile{Vertical: "Magic"},
			},
		},
	})
}

func TestAcceptedIsAnswer(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Status: 202, Answer: `{"sid":"XE1","status":"CREATING"}`}
	got, err := messaging.New(w.Client()).ChannelSenders.Create(t.Context(), &messaging.CreateChannelSenderParams{})
	if err != nil {
		t.Fatal(err)
	}
	want := &messaging.ChannelSender{SID: "XE1", Status: messaging.ChannelSenderStatusCreating}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFinalStatuses(t *testing.T) {
	t.Parallel()
	type status interface{ Final() bool }
	for s, want := range map[status]bool{
		messaging.BrandStatusPending: false, messaging.BrandStatusInReview: false, messaging.BrandStatusApproved: true,
		messaging.BrandStatusFailed: true, messaging.BrandStatusSuspended: false, messaging.BrandStatus("LOST"): false,
		messaging.CampaignStatusPending: false, messaging.CampaignStatusInProgress: false,
		messaging.CampaignStatusVerified: true, messaging.CampaignStatusFailed: true, messaging.CampaignStatus("LOST"): false,
		messaging.TollfreeStatusPendingReview: false, messaging.TollfreeStatusInReview: false,
		messaging.TollfreeStatusApproved: true, messaging.TollfreeStatusRejected: true, messaging.TollfreeStatus(""): false,
		messaging.ChannelSenderStatusCreating: false, messaging.ChannelSenderStatusPendingVerification: false,
		messaging.ChannelSenderStatusVerifying: false, messaging.ChannelSenderStatusOnline: true,
		messaging.ChannelSenderStatusOnlineUpdating: false, messaging.ChannelSenderStatusOffline: true,
		messaging.ChannelSenderStatusDraft: false, messaging.ChannelSenderStatusTwilioReview: false,
		messaging.ChannelSenderStatusStubbed: false,
	} {
		if got := s.Final(); got != want {
			t.Errorf("%T %v: Final is %v", s, s, got)
		}
	}
	for s, want := range map[messaging.ChannelSenderStatus]bool{
		messaging.ChannelSenderStatusOnline: true, messaging.ChannelSenderStatusOnlineUpdating: true,
		messaging.ChannelSenderStatusOffline: false, messaging.ChannelSenderStatusVerifying: false,
	} {
		if got := s.CanSend(); got != want {
			t.Errorf("%v: CanSend is %v", s, got)
		}
	}
}

func TestLogsHoldNoPeopleAndNoCodes(t *testing.T) {
	t.Parallel()
	const secret = "SECRET"
	var b bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.MessageKey {
			return slog.Attr{}
		}
		return a
	}}))
	for _, v := range []any{
		messaging.BrandVetting{SID: "VT1", BrandSID: "BN1", VettingID: secret, VettingProvider: "aegis", VettingStatus: "PENDING"},
		messaging.CreateBrandVettingParams{VettingProvider: "aegis", VettingID: secret},
		&messaging.Campaign{
			SID: "QE1", MessagingServiceSID: "MG1", Usecase: "2FA", Status: "FAILED", Description: secret,
			MessageSamples: []string{secret},
		},
		messaging.TollfreeVerification{
			SID: "HH1", Status: "IN_REVIEW", TollfreePhoneNumber: "+18005550100", BusinessContactLastName: secret,
		},
		messaging.TollfreeVerification{SID: "HH1", Status: "TWILIO_REJECTED", ErrorCode: 30445, VettingID: secret},
		messaging.ChannelSender{
			SID: "XE1", SenderID: "whatsapp:+15557122661", Status: "ONLINE",
			Configuration: &messaging.ChannelSenderConfiguration{VerificationCode: secret},
		},
		messaging.CreateChannelSenderParams{
			SenderID: "whatsapp:+15557122661", Configuration: &messaging.ChannelSenderConfiguration{VerificationCode: secret},
		},
		&messaging.UpdateChannelSenderParams{
			Configuration: &messaging.UpdateChannelSenderConfigurationParams{VerificationCode: secret},
		},
	} {
		logger.Info("", slog.Any("v", v))
	}
	want := strings.Join([]string{
		"v.sid=VT1 v.brand_sid=BN1 v.provider=aegis v.status=PENDING",
		"v.provider=aegis v.vetting_id=true",
		"v.sid=QE1 v.messaging_service_sid=MG1 v.usecase=2FA v.status=FAILED",
		"v.sid=HH1 v.status=IN_REVIEW v.tollfree_phone_number=…00",
		"v.sid=HH1 v.status=TWILIO_REJECTED v.tollfree_phone_number=… v.error_code=30445",
		"v.sid=XE1 v.sender_id=whatsapp:…61 v.status=ONLINE",
		"v.sender_id=whatsapp:…61",
		"v.configuration=true v.webhook=false v.profile=false",
		"",
	}, "\n")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEmptySIDOfARegistrationSendsNothing(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{}`}
	s := messaging.New(w.Client())
	_, brand := s.BrandRegistrations.Update(t.Context(), "")
	_, otp := s.BrandRegistrations.SendOTP(t.Context(), "")
	_, vetting := s.BrandRegistrations.Vettings("").Create(t.Context(), nil)
	_, campaign := s.Services.Campaigns("").Create(t.Context(), nil)
	_, sender := s.ChannelSenders.Update(t.Context(), "", nil)
	for name, err := range map[string]error{
		"brand": brand, "otp": otp, "vetting": vetting, "campaign": campaign, "sender": sender,
		"tollfree": s.TollfreeVerifications.Delete(t.Context(), ""),
	} {
		if !errors.Is(err, twilio.ErrPath) {
			t.Errorf("%s: %v, want ErrPath", name, err)
		}
	}
	if sent := w.Sent(); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}

// schema is the part of the API's description that the test below holds the package to.
type schema struct {
	Properties map[string]schema
	Items      *schema
}

// TestPartsOfASenderAreThoseOfTheAPI holds what is within a sender, and within the parameters that
// make and change one, against the API's description.
func TestPartsOfASenderAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	type parameter struct {
		Name string
		schema
	}
	var api struct {
		Operations []struct {
			ID         string
			Parameters []parameter
		}
		Resources map[string]schema
	}
	if err := json.Unmarshal(apitest.Shared(t, "api/messaging_v2.json"), &api); err != nil {
		t.Fatal(err)
	}
	parts(t, api.Resources["messaging.v2.channels_sender_response"], reflect.TypeFor[messaging.ChannelSender](), "")
	types := map[string]reflect.Type{
		"CreateChannelsSender": reflect.TypeFor[messaging.CreateChannelSenderParams](),
		"UpdateChannelsSender": reflect.TypeFor[messaging.UpdateChannelSenderParams](),
	}
	for _, o := range api.Operations {
		if typ := types[o.ID]; typ != nil {
			whole := schema{Properties: map[string]schema{}}
			for _, p := range o.Parameters {
				if p.Name != "Sid" {
					whole.Properties[p.Name] = p.schema
				}
			}
			parts(t, whole, typ, o.ID)
			delete(types, o.ID)
		}
	}
	if len(types) > 0 {
		t.Errorf("not in the API: %v", types)
	}
}

func parts(t *testing.T, s schema, typ reflect.Type, path string) {
	t.Helper()
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	for s.Items != nil {
		s = *s.Items
	}
	if s.Properties == nil {
		return
	}
	names := []string{}
	for name := range s.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	if diff := cmp.Diff(names, members(typ)); diff != "" {
		t.Errorf("%s %v (-API +here):\n%s", path, typ, diff)
	}
	for f := range typ.Fields() {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "-" {
			parts(t, s.Properties[name], f.Type, path+"."+name)
		}
	}
}
