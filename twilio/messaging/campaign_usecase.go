package messaging

import (
	"context"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// CampaignUsecases are the uses that a campaign can be registered for.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptopersonusecase-resource
type CampaignUsecases struct {
	// Usecases holds each use with its explanation.
	Usecases []CampaignUsecaseDetails `json:"us_app_to_person_usecases"`
}

// CampaignUsecaseDetails explains a [CampaignUsecase] to people.
type CampaignUsecaseDetails struct {
	// Code is the value that a campaign takes.
	Code CampaignUsecase `json:"code"`
	// Name is the use as people call it.
	Name string `json:"name"`
	// Description says which messages are of this use.
	Description string `json:"description"`
	// PostApprovalRequired says that carriers have to approve of the campaign as well.
	PostApprovalRequired bool `json:"post_approval_required"`
}

// CampaignUsecase is what a campaign is for. Which ones a brand may choose depends on its type and
// its vetting: ask [CampaignService.Usecases].
type CampaignUsecase string

// What campaigns are for.
const (
	CampaignUsecase2FA                       CampaignUsecase = "2FA"
	CampaignUsecaseAccountNotification       CampaignUsecase = "ACCOUNT_NOTIFICATION"
	CampaignUsecaseAgentsFranchises          CampaignUsecase = "AGENTS_FRANCHISES"
	CampaignUsecaseCharity                   CampaignUsecase = "CHARITY"
	CampaignUsecaseCustomerCare              CampaignUsecase = "CUSTOMER_CARE"
	CampaignUsecaseDeliveryNotification      CampaignUsecase = "DELIVERY_NOTIFICATION"
	CampaignUsecaseEmergency                 CampaignUsecase = "EMERGENCY"
	CampaignUsecaseFraudAlert                CampaignUsecase = "FRAUD_ALERT"
	CampaignUsecaseHigherEducation           CampaignUsecase = "HIGHER_EDUCATION"
	CampaignUsecaseK12Education              CampaignUsecase = "K12_EDUCATION"
	CampaignUsecaseLowVolume                 CampaignUsecase = "LOW_VOLUME" // several uses, few messages
	CampaignUsecaseMarketing                 CampaignUsecase = "MARKETING"
	CampaignUsecaseMixed                     CampaignUsecase = "MIXED" // several uses
	CampaignUsecasePolitical                 CampaignUsecase = "POLITICAL"
	CampaignUsecasePollingVoting             CampaignUsecase = "POLLING_VOTING"
	CampaignUsecaseProxy                     CampaignUsecase = "PROXY"
	CampaignUsecasePublicServiceAnnouncement CampaignUsecase = "PUBLIC_SERVICE_ANNOUNCEMENT"
	CampaignUsecaseSecurityAlert             CampaignUsecase = "SECURITY_ALERT"
	CampaignUsecaseSocial                    CampaignUsecase = "SOCIAL"
	CampaignUsecaseSoleProprietor            CampaignUsecase = "SOLE_PROPRIETOR" // the one for such brands
	CampaignUsecaseSweepstake                CampaignUsecase = "SWEEPSTAKE"
)

// CampaignUsecasesParams say whose uses to list.
type CampaignUsecasesParams struct {
	// BrandRegistrationSID lists what this brand may choose (BN…).
	BrandRegistrationSID string `url:"BrandRegistrationSid,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// Usecases fetches the uses that a campaign of the service can be registered for, as Twilio explains
// them. params may be nil.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/usapptopersonusecase-resource
func (s *CampaignService) Usecases(ctx context.Context, params *CampaignUsecasesParams) (*CampaignUsecases, error) {
	return twilio.Get[CampaignUsecases](ctx, s.client, s.path.Join("Usecases"), params)
}
