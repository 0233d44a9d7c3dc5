package twiliotest

import (
	"slices"

	"github.com/twiliokit/twiliokit/twilio/messaging"
)

// campaignUsecases are what campaigns can be registered for.
var campaignUsecases = []messaging.CampaignUsecaseDetails{
	{Code: messaging.CampaignUsecase2FA, Name: "Two-Factor authentication (2FA)", Description: "Passcodes for signing in."},
	{Code: messaging.CampaignUsecaseAccountNotification, Name: "Account Notification", Description: "News of an account."},
	{Code: messaging.CampaignUsecaseAgentsFranchises, Name: "Agents & Franchises", Description: "Messages of the branches of a brand.", PostApprovalRequired: true},
	{Code: messaging.CampaignUsecaseCharity, Name: "Charity", Description: "Messages of a charity.", PostApprovalRequired: true},
	{Code: messaging.CampaignUsecaseCustomerCare, Name: "Customer Care", Description: "Support for customers."},
	{Code: messaging.CampaignUsecaseDeliveryNotification, Name: "Delivery Notification", Description: "Where a delivery is."},
	{Code: messaging.CampaignUsecaseEmergency, Name: "Emergency", Description: "Warnings of danger.", PostApprovalRequired: true},
	{Code: messaging.CampaignUsecaseFraudAlert, Name: "Fraud Alert Messaging", Description: "Warnings of fraud."},
	{Code: messaging.CampaignUsecaseHigherEducation, Name: "Higher Education", Description: "Messages of colleges and universities."},
	{Code: messaging.CampaignUsecaseK12Education, Name: "K-12 Education", Description: "Messages of schools.", PostApprovalRequired: true},
	{Code: messaging.CampaignUsecaseLowVolume, Name: "Low Volume Mixed", Description: "Several uses, few messages."},
	{Code: messaging.CampaignUsecaseMarketing, Name: "Marketing", Description: "Advertisements and offers."},
	{Code: messaging.CampaignUsecaseMixed, Name: "Mixed", Description: "Several uses."},
	{Code: messaging.CampaignUsecasePolitical, Name: "Political", Description: "Messages of an election campaign.", PostApprovalRequired: true},
	{Code: messaging.CampaignUsecasePollingVoting, Name: "Polling and voting", Description: "Surveys and polls, not political."},
	{Code: messaging.CampaignUsecaseProxy, Name: "Proxy", Description: "Conversations between people who do not see each other's numbers.", PostApprovalRequired: true},
	{Code: messaging.CampaignUsecasePublicServiceAnnouncement, Name: "Public Service Announcement", Description: "What the public should know."},
	{Code: messaging.CampaignUsecaseSecurityAlert, Name: "Security Alert", Description: "Warnings of a breach."},
	{Code: messaging.CampaignUsecaseSocial, Name: "Social", Description: "Messages between the members of a network.", PostApprovalRequired: true},
	{Code: messaging.CampaignUsecaseSoleProprietor, Name: "Sole Proprietor", Description: "All that somebody without a tax number sends."},
	{Code: messaging.CampaignUsecaseSweepstake, Name: "Sweepstake", Description: "Draws and prizes.", PostApprovalRequired: true},
}

// allows reports whether a brand can have a campaign for a use: sole proprietors have one of their
// own.
func (b *brand) allows(u messaging.CampaignUsecase) bool {
	known := slices.ContainsFunc(campaignUsecases, func(d messaging.CampaignUsecaseDetails) bool { return d.Code == u })
	return known && (b.kind == messaging.BrandTypeSoleProprietor) == (u == messaging.CampaignUsecaseSoleProprietor)
}

func getCampaignUsecases(c *call) (any, error) {
	if _, err := c.findService(); err != nil {
		return nil, err
	}
	list := campaignUsecases
	if sid := c.params.Get("BrandRegistrationSid"); sid != "" {
		b := c.account.compliance.brands[sid]
		if b == nil {
			return nil, bad(errBrandNotValid, "Brand Registration SID for US A2P Campaign Use Case is Not Registered or Not Valid")
		}
		list = slices.DeleteFunc(slices.Clone(list), func(d messaging.CampaignUsecaseDetails) bool { return !b.allows(d.Code) })
	}
	return messaging.CampaignUsecases{Usecases: list}, nil
}
