package twilio

import (
	"context"
	"net/url"
)

// Outcome is what a business knows of a message that asked its recipient to do something.
type Outcome string

// The outcomes. A message that was sent with ProvideFeedback counts as unconfirmed until it is
// reported confirmed.
const (
	OutcomeConfirmed   Outcome = "confirmed"
	OutcomeUnconfirmed Outcome = "unconfirmed"
)

// Feedback is the outcome of a message as it was reported to Twilio.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-feedback-resource
type Feedback struct {
	// AccountSID is the account that sent the message.
	AccountSID string `json:"account_sid"`
	// MessageSID is the message that the outcome is of.
	MessageSID string `json:"message_sid"`
	// Outcome is what was reported.
	Outcome Outcome `json:"outcome"`
	// DateCreated is when the outcome was first reported.
	DateCreated Time `json:"date_created"`
	// DateUpdated is when it was last reported.
	DateUpdated Time `json:"date_updated"`
	// URI is the path of the feedback on the API's host.
	URI string `json:"uri"`
}

// CreateFeedbackParams report an outcome.
type CreateFeedbackParams struct {
	// Outcome is what became of the message. Twilio's default is [OutcomeConfirmed].
	Outcome Outcome `url:"Outcome,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// FeedbackService reports the outcome of one message. It is reached by
// [MessageService.Feedback].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-feedback-resource
type FeedbackService struct {
	client *Client
	path   Path
}

// Feedback returns the service for the outcome of the message with this SID, which has to have
// been sent with [CreateMessageParams.ProvideFeedback].
func (s *MessageService) Feedback(messageSID string) *FeedbackService {
	return &FeedbackService{client: s.client, path: s.path.ID(messageSID).Join("Feedback")}
}

// Create tells Twilio whether the recipient did what the message asked for, such as entering the
// code that it held. Twilio learns from it which routes deliver.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/message-feedback-resource#create-a-messagefeedback-resource
func (s *FeedbackService) Create(ctx context.Context, params *CreateFeedbackParams) (*Feedback, error) {
	return Post[Feedback](ctx, s.client, s.path, params)
}
