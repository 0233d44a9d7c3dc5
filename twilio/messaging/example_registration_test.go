package messaging_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// A business is registered, and then what it sends.
func ExampleCampaignService_Create() {
	ctx := context.Background()
	client := answered(
		`{"sid":"BN0123","status":"PENDING"}`,
		`{"sid":"BN0123","status":"APPROVED","identity_status":"VERIFIED","tcr_id":"BABCDEF"}`,
		`{"sid":"QE2c6890da8086d771620e9b13fadeba0b","campaign_status":"PENDING","us_app_to_person_usecase":"DELIVERY_NOTIFICATION"}`,
	)

	api := messaging.New(client)
	brand, err := api.BrandRegistrations.Create(ctx, &messaging.CreateBrandRegistrationParams{
		CustomerProfileBundleSID: "BU0001",
		A2PProfileBundleSID:      "BU0002",
		BrandType:                messaging.BrandTypeStandard,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for !brand.Status.Final() { // a program waits some minutes between attempts
		if brand, err = api.BrandRegistrations.Get(ctx, brand.SID); err != nil {
			fmt.Println(err)
			return
		}
	}
	if brand.Status != messaging.BrandStatusApproved {
		for _, problem := range brand.Errors {
			fmt.Println(problem.Code, problem.Fields)
		}
		return
	}
	campaign, err := api.Services.Campaigns("MG0123").Create(ctx, &messaging.CreateCampaignParams{
		BrandRegistrationSID: brand.SID,
		Usecase:              messaging.CampaignUsecaseDeliveryNotification,
		Description:          "Tells customers of the shop when their orders are sent and delivered.",
		MessageFlow:          "Customers tick a box at checkout, https://shop.example/checkout, to get texts about their order.",
		MessageSamples:       []string{"Shop: your order 1234 is on its way.", "Shop: your order 1234 was delivered."},
		HasEmbeddedLinks:     new(false),
		HasEmbeddedPhone:     new(false),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(campaign.Usecase, campaign.Status)
	// Output:
	// POST /v1/a2p/BrandRegistrations A2PProfileBundleSid=BU0002&BrandType=STANDARD&CustomerProfileBundleSid=BU0001
	// GET /v1/a2p/BrandRegistrations/BN0123
	// POST /v1/Services/MG0123/Compliance/Usa2p BrandRegistrationSid=BN0123&Description=Tells+customers+of+the+shop+when+their+orders+are+sent+and+delivered.&HasEmbeddedLinks=false&HasEmbeddedPhone=false&MessageFlow=Customers+tick+a+box+at+checkout%2C+https%3A%2F%2Fshop.example%2Fcheckout%2C+to+get+texts+about+their+order.&MessageSamples=Shop%3A+your+order+1234+is+on+its+way.&MessageSamples=Shop%3A+your+order+1234+was+delivered.&UsAppToPersonUsecase=DELIVERY_NOTIFICATION
	// DELIVERY_NOTIFICATION PENDING
}

// What is in the answers of a later version of the API only.
func ExampleWithAPIVersion() {
	client := answered(`{"sid":"QE2c6890da8086d771620e9b13fadeba0b","campaign_status":"VERIFIED","privacy_policy_url":"https://shop.example/privacy"}`)

	campaign, err := messaging.New(client).Services.Campaigns("MG0123").Get(
		context.Background(), messaging.CampaignSID, messaging.WithAPIVersion("v1.2"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(campaign.Status, campaign.PrivacyPolicyURL)
	// Output:
	// GET /v1/Services/MG0123/Compliance/Usa2p/QE2c6890da8086d771620e9b13fadeba0b
	// VERIFIED https://shop.example/privacy
}

// Why a toll-free number was turned down, and another attempt.
func ExampleTollfreeVerificationService_Update() {
	ctx := context.Background()
	client := answered(
		`{"sid":"HH0123","status":"TWILIO_REJECTED","edit_allowed":true,"edit_expiration":"2026-12-01T00:00:00Z",`+
			`"rejection_reasons":[{"code":30445,"reason":"Could not validate business information"}]}`,
		`{"sid":"HH0123","status":"PENDING_REVIEW"}`,
	)

	verifications := messaging.New(client).TollfreeVerifications
	verification, err := verifications.Get(ctx, "HH0123")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, reason := range verification.RejectionReasons {
		fmt.Println(reason.Code)
	}
	if allowed := verification.EditAllowed; allowed == nil || !*allowed {
		return
	}
	verification, err = verifications.Update(ctx, verification.SID, &messaging.UpdateTollfreeVerificationParams{
		EditReason:      "Website fixed",
		BusinessWebsite: "https://shop.example",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(verification.Status)
	// Output:
	// GET /v1/Tollfree/Verifications/HH0123
	// 30445 Toll Free verification rejection - Could not validate business information
	// POST /v1/Tollfree/Verifications/HH0123 BusinessWebsite=https%3A%2F%2Fshop.example&EditReason=Website+fixed
	// PENDING_REVIEW
}
