package messaging

import (
	"context"

	"github.com/twiliokit/twiliokit/twilio"
)

// Usecases are the uses that a service can be made for.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource
type Usecases struct {
	// Usecases holds each use with its explanation.
	Usecases []UsecaseDetails `json:"usecases"`
}

// UsecaseDetails explains a [Usecase] to people.
type UsecaseDetails struct {
	// Usecase is the value that a service takes.
	Usecase Usecase `json:"usecase"`
	// Description says which messages are of this use.
	Description string `json:"description"`
	// Purpose is the same in a few words: "Notify my users."
	Purpose string `json:"purpose"`
}

// Usecases fetches the uses that a service can be made for, as Twilio explains them.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/service-resource
func (s *ServiceService) Usecases(ctx context.Context) (*Usecases, error) {
	return twilio.Get[Usecases](ctx, s.client, s.path.Join("Usecases"), nil)
}
