package messaging

import (
	"context"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// An ExternalCampaign is a campaign that was registered with The Campaign Registry (TCR) elsewhere
// and shared with Twilio, tied to a Messaging Service. It is the API's PreregisteredUsa2p.
//
// Twilio docs: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/externally-registered-campaigns-api
type ExternalCampaign struct {
	// SID is [CampaignSID].
	SID string `json:"sid"`
	// AccountSID is the account that the campaign belongs to.
	AccountSID string `json:"account_sid"`
	// CampaignID is the campaign's ID at the registry.
	CampaignID string `json:"campaign_id"`
	// MessagingServiceSID is the service that it sends through (MG…).
	MessagingServiceSID string `json:"messaging_service_sid"`
	// DateCreated is when the campaign was tied to the service.
	DateCreated twilio.Time `json:"date_created"`
}

// CreateExternalCampaignParams tie a campaign to a service. CampaignID and MessagingServiceSID are
// required.
type CreateExternalCampaignParams struct {
	// CampaignID is the campaign's ID at the registry.
	CampaignID string `url:"CampaignId,omitempty"`
	// MessagingServiceSID is the service that it is to send through (MG…).
	MessagingServiceSID string `url:"MessagingServiceSid,omitempty"`
	// CNPMigration says that the campaign moves to Twilio from another provider (CNP). The move has to
	// be begun at the registry, and accepted by Twilio, before.
	CNPMigration *bool `url:"CnpMigration,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ExternalCampaignService ties campaigns registered elsewhere to Messaging Services. It is reached
// as [API.ExternalCampaigns]. Twilio opens it to accounts on request.
//
// Twilio docs: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/externally-registered-campaigns-api
type ExternalCampaignService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create ties a campaign to a service. Afterwards it is found by [ServiceService.Campaigns].
//
// Twilio docs: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/externally-registered-campaigns-api
func (s *ExternalCampaignService) Create(ctx context.Context, params *CreateExternalCampaignParams) (*ExternalCampaign, error) {
	return twilio.Post[ExternalCampaign](ctx, s.client, s.path, params)
}
