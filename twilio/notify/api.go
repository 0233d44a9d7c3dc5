package notify

import "github.com/twiliokit/twiliokit/twilio"

// API is Notify of one account. [New] makes it.
//
// Twilio docs: https://www.twilio.com/docs/notify/api
type API struct {
	// Services creates, reads, changes and removes services, which bindings and notifications belong
	// to.
	Services *ServiceService
	// Credentials keeps the keys to push services.
	Credentials *CredentialService

	client   *twilio.Client
	services twilio.Path
}

// New returns Notify of the client's account.
func New(client *twilio.Client) *API {
	services := twilio.At("notify", "v1", "Services")
	return &API{
		Services:    &ServiceService{client: client, path: services},
		Credentials: &CredentialService{client: client, path: twilio.At("notify", "v1", "Credentials")},
		client:      client,
		services:    services,
	}
}
