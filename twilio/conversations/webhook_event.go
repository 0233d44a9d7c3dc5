package conversations

// A WebhookEvent names what webhooks tell of, in lists of those that are wanted.
//
// Twilio docs: https://www.twilio.com/docs/conversations/conversations-webhooks
type WebhookEvent string

// The events that Twilio asks about before they happen: the answer can refuse or change them. They
// come to the webhooks of an account and of a service, not to those of a conversation.
const (
	WebhookEventConversationAdd    WebhookEvent = "onConversationAdd"
	WebhookEventConversationUpdate WebhookEvent = "onConversationUpdate"
	WebhookEventConversationRemove WebhookEvent = "onConversationRemove"
	WebhookEventMessageAdd         WebhookEvent = "onMessageAdd"
	WebhookEventMessageUpdate      WebhookEvent = "onMessageUpdate"
	WebhookEventMessageRemove      WebhookEvent = "onMessageRemove"
	WebhookEventParticipantAdd     WebhookEvent = "onParticipantAdd"
	WebhookEventParticipantUpdate  WebhookEvent = "onParticipantUpdate"
	WebhookEventParticipantRemove  WebhookEvent = "onParticipantRemove"
	WebhookEventUserUpdate         WebhookEvent = "onUserUpdate"
)

// The events that Twilio tells of once they have happened. A conversation's own [Webhook] can have
// all but those about users and [WebhookEventConversationAdded].
const (
	WebhookEventConversationAdded        WebhookEvent = "onConversationAdded"
	WebhookEventConversationUpdated      WebhookEvent = "onConversationUpdated"
	WebhookEventConversationRemoved      WebhookEvent = "onConversationRemoved"
	WebhookEventConversationStateUpdated WebhookEvent = "onConversationStateUpdated"
	WebhookEventMessageAdded             WebhookEvent = "onMessageAdded"
	WebhookEventMessageUpdated           WebhookEvent = "onMessageUpdated"
	WebhookEventMessageRemoved           WebhookEvent = "onMessageRemoved"
	WebhookEventParticipantAdded         WebhookEvent = "onParticipantAdded"
	WebhookEventParticipantUpdated       WebhookEvent = "onParticipantUpdated"
	WebhookEventParticipantRemoved       WebhookEvent = "onParticipantRemoved"
	WebhookEventDeliveryUpdated          WebhookEvent = "onDeliveryUpdated"
	WebhookEventUserAdded                WebhookEvent = "onUserAdded"
	WebhookEventUserUpdated              WebhookEvent = "onUserUpdated"
)

// Method is how the webhook of a conversation is called, and that of conversations that begin by
// themselves.
type Method string

// How a webhook is called.
const (
	MethodGet  Method = "get"
	MethodPost Method = "post"
)
