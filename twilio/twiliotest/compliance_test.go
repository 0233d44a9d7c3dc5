package twiliotest_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

var bundle = "BU" + strings.Repeat("0", 32)

func marketing(brand string) *messaging.CreateCampaignParams {
	return &messaging.CreateCampaignParams{
		BrandRegistrationSID: brand, Usecase: messaging.CampaignUsecaseMarketing,
		Description:      "News of orders and offers to people who asked for them.",
		MessageFlow:      "People tick a box at the checkout of the shop that says so.",
		MessageSamples:   []string{"Your order is on its way to you.", "Ten percent off until Sunday."},
		HasEmbeddedLinks: new(true), HasEmbeddedPhone: new(false),
		PrivacyPolicyURL: "https://shop.example/privacy",
	}
}

func offers(number string) *messaging.CreateTollfreeVerificationParams {
	return &messaging.CreateTollfreeVerificationParams{
		TollfreePhoneNumberSID: number, BusinessName: "Owl", BusinessWebsite: "https://owl.example",
		NotificationEmail: "a@owl.example", UseCaseCategories: []messaging.TollfreeUseCase{messaging.TollfreeUseCaseMarketing},
		UseCaseSummary: "Offers", ProductionMessageSample: "Ten percent off", MessageVolume: "1,000",
		OptInType: messaging.OptInTypeWebForm, OptInImageURLs: []string{"https://owl.example/box.png"},
	}
}

// TestRegistration follows a service from no registration at all until US carriers take its messages.
func TestRegistration(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t, twiliotest.WithRegistration())
	client := tw.Client()
	api := messaging.New(client)
	from := tw.AddNumber("+15557122661")
	service := tw.AddService("Shop", twiliotest.Senders(from))
	canada, britain := channels.Address("+14165550100"), channels.Address("+447700900123")
	var got []string
	outcome := func(to channels.Address) {
		t.Helper()
		m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{To: to, MessagingServiceSID: service, Body: "Hi"})
		must(t, err)
		tw.Wait()
		after, _ := tw.Message(m.SID)
		got = append(got, strings.TrimSpace(string(after.Status)+" "+after.ErrorCode.Name()))
	}
	registered := func() {
		t.Helper()
		s, err := api.Services.Get(t.Context(), service)
		must(t, err)
		got = append(got, map[bool]string{true: "registered", false: "not registered"}[s.USAppToPersonRegistered])
	}
	outcome("+12125550100")
	outcome(canada)
	outcome(britain)
	brand, err := api.BrandRegistrations.Create(t.Context(), &messaging.CreateBrandRegistrationParams{
		CustomerProfileBundleSID: bundle, A2PProfileBundleSID: bundle,
	})
	must(t, err)
	campaigns := api.Services.Campaigns(service)
	_, err = campaigns.Create(t.Context(), marketing(brand.SID))
	if code := twilio.ErrorCode(21717); !errors.Is(err, code) {
		t.Errorf("a campaign of a brand that is pending: %v", err)
	}
	tw.ApproveBrand(brand.SID)
	_, err = campaigns.Create(t.Context(), marketing(brand.SID))
	must(t, err)
	registered()
	outcome("+12125550100")
	tw.ApproveCampaign(service)
	registered()
	outcome("+12125550100")
	must(t, campaigns.Delete(t.Context(), messaging.CampaignSID))
	registered()
	outcome("+12125550100")
	refused := "undelivered US A2P 10DLC - Message from an Unregistered Number"
	want := []string{
		refused, "delivered", "delivered", "not registered", refused, "registered", "delivered", "not registered", refused,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReviewsTakeTheirTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithReviews(time.Hour))
		client := tw.Client()
		api := messaging.New(client)
		service := tw.AddService("Shop")
		tw.AddNumber("+18005550100")
		var number string
		for n, err := range client.IncomingPhoneNumbers.List(t.Context(), nil) {
			must(t, err)
			number = n.SID
		}
		brand, err := api.BrandRegistrations.Create(t.Context(), &messaging.CreateBrandRegistrationParams{
			CustomerProfileBundleSID: bundle, A2PProfileBundleSID: bundle,
		})
		must(t, err)
		tw.ApproveBrand(brand.SID)
		must(t, second(api.Services.Campaigns(service).Create(t.Context(), marketing(brand.SID))))
		vetting, err := api.BrandRegistrations.Vettings(brand.SID).Create(t.Context(), &messaging.CreateBrandVettingParams{
			VettingProvider: messaging.BrandVettingProviderAegis,
		})
		must(t, err)
		slow, err := api.BrandRegistrations.Create(t.Context(), &messaging.CreateBrandRegistrationParams{
			CustomerProfileBundleSID: bundle, A2PProfileBundleSID: bundle,
		})
		must(t, err)
		verification, err := api.TollfreeVerifications.Create(t.Context(), offers(number))
		must(t, err)

		var got [][]string
		look := func() {
			b, err := api.BrandRegistrations.Get(t.Context(), slow.SID)
			must(t, err)
			v, err := api.BrandRegistrations.Vettings(brand.SID).Get(t.Context(), vetting.SID)
			must(t, err)
			c, err := api.Services.Campaigns(service).Get(t.Context(), messaging.CampaignSID)
			must(t, err)
			n, err := api.TollfreeVerifications.Get(t.Context(), verification.SID)
			must(t, err)
			age := b.DateUpdated.Sub(b.DateCreated.Time).String()
			got = append(got, []string{string(b.Status), string(v.VettingStatus), string(c.Status), string(n.Status), age})
		}
		look()
		time.Sleep(time.Minute)
		look()
		time.Sleep(59 * time.Minute)
		look()
		want := [][]string{
			{"PENDING", "PENDING", "PENDING", "PENDING_REVIEW", "0s"},
			{"IN_REVIEW", "IN_PROGRESS", "IN_PROGRESS", "IN_REVIEW", "1m0s"},
			{"APPROVED", "SUCCESS", "VERIFIED", "TWILIO_APPROVED", "1h0m0s"},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		b, err := api.BrandRegistrations.Get(t.Context(), brand.SID)
		must(t, err)
		if b.IdentityStatus != messaging.BrandIdentityStatusVettedVerified {
			t.Errorf("the brand, vetted, is %s", b.IdentityStatus)
		}
	})
}

// TestSoleProprietor needs an answer to the one-time password before there can be a campaign, and
// has one campaign only.
func TestSoleProprietor(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	api := messaging.New(tw.Client())
	brand, err := api.BrandRegistrations.Create(t.Context(), &messaging.CreateBrandRegistrationParams{
		CustomerProfileBundleSID: bundle, A2PProfileBundleSID: bundle, BrandType: messaging.BrandTypeSoleProprietor,
	})
	must(t, err)
	tw.ApproveBrand(brand.SID)
	campaign := marketing(brand.SID)
	create := func(service string) twilio.ErrorCode {
		_, err := api.Services.Campaigns(service).Create(t.Context(), campaign)
		code, _ := errors.AsType[twilio.ErrorCode](err)
		return code
	}
	first, other := tw.AddService("Shop"), tw.AddService("Other")
	got := []twilio.ErrorCode{create(first)}
	must(t, second(api.BrandRegistrations.SendOTP(t.Context(), brand.SID)))
	tw.ConfirmBrand(brand.SID)
	got = append(got, create(first))
	campaign.Usecase = messaging.CampaignUsecaseSoleProprietor
	got = append(got, create(first), create(first), create(other))
	if diff := cmp.Diff([]twilio.ErrorCode{21717, 21720, 0, 20409, 21732}, got); diff != "" {
		t.Error(diff)
	}
	uses, err := api.Services.Campaigns(first).Usecases(t.Context(), &messaging.CampaignUsecasesParams{BrandRegistrationSID: brand.SID})
	must(t, err)
	if len(uses.Usecases) != 1 || uses.Usecases[0].Code != messaging.CampaignUsecaseSoleProprietor {
		t.Errorf("the uses are %v", uses.Usecases)
	}
}

func TestCampaignFailsAndIsCorrected(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	api := messaging.New(tw.Client())
	service := tw.AddService("Shop")
	brand, err := api.BrandRegistrations.Create(t.Context(), &messaging.CreateBrandRegistrationParams{
		CustomerProfileBundleSID: bundle, A2PProfileBundleSID: bundle, Mock: new(true),
	})
	must(t, err)
	tw.ApproveBrand(brand.SID)
	campaigns := api.Services.Campaigns(service)
	must(t, second(campaigns.Create(t.Context(), marketing(brand.SID))))
	again := &messaging.UpdateCampaignParams{
		Description:    "Only news of orders to people who asked for them.",
		MessageFlow:    "People tick a box at the checkout of the shop that says so.",
		MessageSamples: []string{"Your order is on its way to you.", "Your order is at the door."},

		HasEmbeddedLinks: new(false), HasEmbeddedPhone: new(false), AgeGated: new(false), DirectLending: new(false),
	}
	if _, err := campaigns.Update(t.Context(), messaging.CampaignSID, again); !errors.Is(err, twilio.ErrBadRequest) {
		t.Errorf("a campaign that has not failed is updated: %v", err)
	}
	tw.RejectCampaign(service, 30897)
	failed, err := campaigns.Get(t.Context(), messaging.CampaignSID)
	must(t, err)
	if failed.Status != messaging.CampaignStatusFailed || len(failed.Errors) != 1 || failed.Errors[0].Code != 30897 {
		t.Errorf("the campaign is %s: %v", failed.Status, failed.Errors)
	}
	must(t, second(campaigns.Update(t.Context(), messaging.CampaignSID, again)))
	got, err := campaigns.Get(t.Context(), messaging.CampaignSID, messaging.WithAPIVersion("v1.2"))
	must(t, err)
	type seen struct {
		Status      messaging.CampaignStatus
		Description string
		Privacy     string
		Links, Mock bool
		Errors      int
	}
	want := seen{messaging.CampaignStatusPending, again.Description, "https://shop.example/privacy", false, true, 0}
	if diff := cmp.Diff(want, seen{got.Status, got.Description, got.PrivacyPolicyURL, got.HasEmbeddedLinks, got.Mock, len(got.Errors)}); diff != "" {
		t.Error(diff)
	}
}

func TestTollfreeVerification(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tw := twiliotest.New(t, twiliotest.WithRegistration())
		client := tw.Client()
		api := messaging.New(client).TollfreeVerifications
		from := tw.AddNumber("+18005550100")
		var number string
		for n, err := range client.IncomingPhoneNumbers.List(t.Context(), nil) {
			must(t, err)
			number = n.SID
		}
		var got []string
		outcome := func() {
			must(t, second(client.Messages.Create(t.Context(), &twilio.CreateMessageParams{To: "+14165550100", From: from, Body: "Hi"})))
			tw.Wait()
			list := tw.Messages()
			got = append(got, string(list[len(list)-1].Status))
		}
		outcome()
		v, err := api.Create(t.Context(), offers(number))
		must(t, err)
		if _, err := api.Create(t.Context(), offers(number)); !errors.Is(err, twilio.ErrConflict) {
			t.Errorf("a second verification: %v", err)
		}
		edit := &messaging.UpdateTollfreeVerificationParams{UseCaseSummary: "Only what people asked for"}
		if _, err := api.Update(t.Context(), v.SID, edit); !errors.Is(err, twilio.ErrBadRequest) {
			t.Errorf("one that is not rejected is edited: %v", err)
		}
		tw.RejectTollfree(v.SID, 30446, 30445)
		v, err = api.Get(t.Context(), v.SID)
		must(t, err)
		if !*v.EditAllowed || v.ErrorCode != 30446 || len(v.RejectionReasons) != 2 || time.Until(v.EditExpiration.Time) != 7*24*time.Hour {
			t.Errorf("rejected: %v, %d, %v, %s", *v.EditAllowed, v.ErrorCode, v.RejectionReasons, v.EditExpiration)
		}
		v, err = api.Update(t.Context(), v.SID, edit)
		must(t, err)
		got = append(got, string(v.Status), v.UseCaseSummary)
		tw.RejectTollfree(v.SID, 30446)
		time.Sleep(7 * 24 * time.Hour)
		if _, err := api.Update(t.Context(), v.SID, edit); !errors.Is(err, twilio.ErrorCode(30437)) {
			t.Errorf("one whose time is over is edited: %v", err)
		}
		tw.ApproveTollfree(v.SID)
		outcome()
		must(t, api.Delete(t.Context(), v.SID))
		outcome()
		want := []string{"undelivered", "PENDING_REVIEW", "Only what people asked for", "delivered", "undelivered"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// second drops the value of a call of which only the error counts.
func second[T any](_ T, err error) error { return err }

func TestComplianceRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	api := messaging.New(tw.Client())
	service, ctx := tw.AddService("Shop"), t.Context()
	tw.AddNumber("+15557122661")
	brands := api.BrandRegistrations
	brand, err := brands.Create(ctx, &messaging.CreateBrandRegistrationParams{CustomerProfileBundleSID: bundle, A2PProfileBundleSID: bundle})
	must(t, err)
	tw.ApproveBrand(brand.SID)
	create := func(change func(*messaging.CreateCampaignParams)) error {
		p := marketing(brand.SID)
		change(p)
		return second(api.Services.Campaigns(service).Create(ctx, p))
	}
	vet := func(provider messaging.BrandVettingProvider, id string) error {
		return second(brands.Vettings(brand.SID).Create(ctx, &messaging.CreateBrandVettingParams{VettingProvider: provider, VettingID: id}))
	}
	must(t, vet("campaign-verify", "cv|1"))
	toll := offers("PN" + strings.Repeat("9", 32))
	incomplete := offers("PN" + strings.Repeat("9", 32))
	incomplete.OptInImageURLs = nil
	for name, refusal := range map[string]struct {
		err  error
		want twilio.ErrorCode
	}{
		"a brand without bundles": {second(brands.Create(ctx, nil)), 20001},
		"a brand with a bundle that is none": {second(brands.Create(ctx, &messaging.CreateBrandRegistrationParams{
			CustomerProfileBundleSID: "x", A2PProfileBundleSID: bundle,
		})), 20001},
		"a brand that is approved is updated": {second(brands.Update(ctx, brand.SID)), 21725},
		"no such brand":                       {second(brands.Get(ctx, "BN0")), 20404},
		"a password to a standard brand":      {second(brands.SendOTP(ctx, brand.SID)), 21736},
		"a vetting without a provider":        {vet("", ""), 20001},
		"a vetting by nobody known":           {vet("us", ""), 20001},
		"no token of Campaign Verify":         {vet("campaign-verify", "1"), 21722},
		"the same token":                      {vet("campaign-verify", "cv|1"), 21723},
		"no samples":                          {create(func(p *messaging.CreateCampaignParams) { p.MessageSamples = nil }), 21727},
		"one sample":                          {create(func(p *messaging.CreateCampaignParams) { p.MessageSamples = p.MessageSamples[:1] }), 21728},
		"a short flow":                        {create(func(p *messaging.CreateCampaignParams) { p.MessageFlow = "They ask." }), 21728},
		"an unknown use":                      {create(func(p *messaging.CreateCampaignParams) { p.Usecase = "SPAM" }), 21720},
		"no such campaign":                    {second(api.Services.Campaigns(service).Get(ctx, messaging.CampaignSID)), 20404},
		"an external campaign of no service": {second(api.ExternalCampaigns.Create(ctx, &messaging.CreateExternalCampaignParams{
			CampaignID: "C1", MessagingServiceSID: "MG" + strings.Repeat("9", 32),
		})), 21701},
		"a number that is not the account's": {second(api.TollfreeVerifications.Create(ctx, toll)), 20001},
		"no pictures":                        {second(api.TollfreeVerifications.Create(ctx, incomplete)), 20001},
	} {
		if !errors.Is(refusal.err, refusal.want) {
			t.Errorf("%s: %v, want %d", name, refusal.err, refusal.want)
		}
	}
}
