package messaging

import "github.com/twiliokit/twiliokit/twilio"

// API is the Messaging API of one account. [New] makes it.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api
type API struct {
	// Services keeps Messaging Services and, below each, the pool of its senders.
	Services *ServiceService
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
		Services:      &ServiceService{client: client, path: v1.Join("Services")},
		Deactivations: &DeactivationService{client: client, path: v1.Join("Deactivations")},
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
