package messaging

import "github.com/twiliokit/twiliokit/twilio"

// API is the Messaging API of one account. [New] makes it.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api
type API struct {
	// Services keeps Messaging Services and, below each, the pool of its senders.
	Services *ServiceService
	// BrandRegistrations registers businesses for US A2P 10DLC. Their campaigns are below Services.
	BrandRegistrations *BrandRegistrationService
	// ExternalCampaigns ties campaigns registered elsewhere to services.
	ExternalCampaigns *ExternalCampaignService
	// TollfreeVerifications has toll-free numbers verified.
	TollfreeVerifications *TollfreeVerificationService
	// ChannelSenders keeps senders on WhatsApp and RCS.
	ChannelSenders *ChannelSenderService
	// Deactivations lists US numbers that their owners have given up.
	Deactivations *DeactivationService
	// LinkShortening sets up the domains of shortened links.
	LinkShortening *LinkShorteningService
	// TypingIndicators shows people that an answer is being written.
	TypingIndicators *TypingIndicatorService
}

// New returns the Messaging API of the client's account.
func New(client *twilio.Client) *API {
	v1, v2, v3 := twilio.At("messaging", "v1"), twilio.At("messaging", "v2"), twilio.At("messaging", "v3")
	links := v1.Join("LinkShortening")
	return &API{
		Services:              &ServiceService{client: client, path: v1.Join("Services")},
		BrandRegistrations:    &BrandRegistrationService{client: client, path: v1.Join("a2p", "BrandRegistrations")},
		ExternalCampaigns:     &ExternalCampaignService{client: client, path: v1.Join("Services", "PreregisteredUsa2p")},
		TollfreeVerifications: &TollfreeVerificationService{client: client, path: v1.Join("Tollfree", "Verifications")},
		ChannelSenders:        &ChannelSenderService{client: client, path: v2.Join("Channels", "Senders")},
		Deactivations:         &DeactivationService{client: client, path: v1.Join("Deactivations")},
		LinkShortening: &LinkShorteningService{
			Certificates: &DomainCertificateService{
				client: client, path: links.Join("Domains"), v2: v2.Join("LinkShortening", "Domains"),
			},
			Configs: &DomainConfigService{client: client, path: links.Join("Domains"), services: links.Join("MessagingService")},
			client:  client,
			path:    links,
		},
		TypingIndicators: &TypingIndicatorService{
			client: client, v2: v2.Join("Indicators", "Typing.json"), v3: v3.Join("Indicators", "Typing.json"),
		},
	}
}
