package chat

// A WebhookEvent is something that a webhook is called for: [UpdateServiceParams.WebhookFilters],
// [CreateChannelWebhookParams.Filters].
//
// Twilio docs: https://www.twilio.com/docs/chat/webhook-events
type WebhookEvent string

// What an app is about to do. The service's PreWebhookURL is called, and may refuse or change it.
// What this API does calls none of these.
const (
	WebhookEventMessageSend      WebhookEvent = "onMessageSend"
	WebhookEventMessageUpdate    WebhookEvent = "onMessageUpdate"
	WebhookEventMessageRemove    WebhookEvent = "onMessageRemove"
	WebhookEventMediaMessageSend WebhookEvent = "onMediaMessageSend"
	WebhookEventChannelAdd       WebhookEvent = "onChannelAdd"
	WebhookEventChannelUpdate    WebhookEvent = "onChannelUpdate"
	WebhookEventChannelDestroy   WebhookEvent = "onChannelDestroy"
	WebhookEventMemberAdd        WebhookEvent = "onMemberAdd"
	WebhookEventMemberUpdate     WebhookEvent = "onMemberUpdate"
	WebhookEventMemberRemove     WebhookEvent = "onMemberRemove"
	WebhookEventUserUpdate       WebhookEvent = "onUserUpdate"
)

// What has been done: the service's PostWebhookURL and the channel's own webhooks are called. What
// this API does calls them only with [WithWebhooks].
const (
	WebhookEventMessageSent      WebhookEvent = "onMessageSent"
	WebhookEventMessageUpdated   WebhookEvent = "onMessageUpdated"
	WebhookEventMessageRemoved   WebhookEvent = "onMessageRemoved"
	WebhookEventMediaMessageSent WebhookEvent = "onMediaMessageSent"
	WebhookEventChannelAdded     WebhookEvent = "onChannelAdded"
	WebhookEventChannelUpdated   WebhookEvent = "onChannelUpdated"
	WebhookEventChannelDestroyed WebhookEvent = "onChannelDestroyed"
	WebhookEventMemberAdded      WebhookEvent = "onMemberAdded"
	WebhookEventMemberUpdated    WebhookEvent = "onMemberUpdated"
	WebhookEventMemberRemoved    WebhookEvent = "onMemberRemoved"
	WebhookEventUserAdded        WebhookEvent = "onUserAdded"
	WebhookEventUserUpdated      WebhookEvent = "onUserUpdated"
)
