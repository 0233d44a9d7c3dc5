package chat

import (
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// UpdateServiceParams change a service.
type UpdateServiceParams struct {
	// FriendlyName describes the service.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// DefaultServiceRoleSID is the role (RL…) that users get in the service.
	DefaultServiceRoleSID string `url:"DefaultServiceRoleSid,omitempty"`
	// DefaultChannelRoleSID is the role that members get in a channel.
	DefaultChannelRoleSID string `url:"DefaultChannelRoleSid,omitempty"`
	// DefaultChannelCreatorRoleSID is the role that the creator of a channel gets in it.
	DefaultChannelCreatorRoleSID string `url:"DefaultChannelCreatorRoleSid,omitempty"`
	// ReadStatusEnabled says whether to keep how far each member has read. The default is true.
	ReadStatusEnabled *bool `url:"ReadStatusEnabled,omitempty"`
	// ReachabilityEnabled says whether to tell which users are online and notifiable. The default
	// is false.
	ReachabilityEnabled *bool `url:"ReachabilityEnabled,omitempty"`
	// TypingIndicatorTimeout is how many seconds after a sign of typing a user counts as typing,
	// unless the app says that it is over. The default is 5.
	TypingIndicatorTimeout *twilio.Seconds `url:"TypingIndicatorTimeout,omitempty"`
	// ConsumptionReportInterval is deprecated: how many seconds apps gather what was read before
	// they report it.
	ConsumptionReportInterval *twilio.Seconds `url:"ConsumptionReportInterval,omitempty"`

	// LimitChannelMembers is how many members a channel may have, up to 1,000. The default is 100.
	LimitChannelMembers int `url:"Limits.ChannelMembers,omitempty"`
	// LimitUserChannels is how many channels a user may be a member of, up to 1,000. The default is
	// 250.
	LimitUserChannels int `url:"Limits.UserChannels,omitempty"`
	// MediaCompatibilityMessage is the text of a media message that has none, for apps that cannot
	// show media.
	MediaCompatibilityMessage *string `url:"Media.CompatibilityMessage,omitempty"`

	// PreWebhookURL is called before an event takes place, and can prevent it. It must answer within
	// 5 seconds.
	PreWebhookURL *string `url:"PreWebhookUrl,omitempty"`
	// PostWebhookURL is called after an event.
	PostWebhookURL *string `url:"PostWebhookUrl,omitempty"`
	// WebhookMethod is how both are called: GET or POST. The default is POST.
	WebhookMethod string `url:"WebhookMethod,omitempty"`
	// WebhookFilters are the events that both are called for. They take the place of those before.
	WebhookFilters []WebhookEvent `url:"WebhookFilters,omitempty"`
	// PreWebhookRetryCount is how often to call PreWebhookURL again after 5 seconds without an
	// answer, or after status 429, 503 or 504. The default is 0.
	PreWebhookRetryCount *int `url:"PreWebhookRetryCount,omitempty"`
	// PostWebhookRetryCount is the same for PostWebhookURL. The default is 0.
	PostWebhookRetryCount *int `url:"PostWebhookRetryCount,omitempty"`

	// NotificationsLogEnabled says whether to log notifications. The default is false.
	NotificationsLogEnabled *bool `url:"Notifications.LogEnabled,omitempty"`
	// NewMessageEnabled says whether to push each new message to the members of its channel. The
	// default is false, here and for the other events.
	NewMessageEnabled *bool `url:"Notifications.NewMessage.Enabled,omitempty"`
	// NewMessageTemplate is the notification's text.
	NewMessageTemplate *string `url:"Notifications.NewMessage.Template,omitempty"`
	// NewMessageSound is the name of the sound that devices play.
	NewMessageSound *string `url:"Notifications.NewMessage.Sound,omitempty"`
	// NewMessageBadgeCountEnabled says whether the app's badge shows a count. The default is false.
	NewMessageBadgeCountEnabled *bool `url:"Notifications.NewMessage.BadgeCountEnabled,omitempty"`
	// AddedToChannelEnabled says whether to notify users who are made members.
	AddedToChannelEnabled *bool `url:"Notifications.AddedToChannel.Enabled,omitempty"`
	// AddedToChannelTemplate is the notification's text.
	AddedToChannelTemplate *string `url:"Notifications.AddedToChannel.Template,omitempty"`
	// AddedToChannelSound is the name of the sound that devices play.
	AddedToChannelSound *string `url:"Notifications.AddedToChannel.Sound,omitempty"`
	// RemovedFromChannelEnabled says whether to notify users who are removed.
	RemovedFromChannelEnabled *bool `url:"Notifications.RemovedFromChannel.Enabled,omitempty"`
	// RemovedFromChannelTemplate is the notification's text.
	RemovedFromChannelTemplate *string `url:"Notifications.RemovedFromChannel.Template,omitempty"`
	// RemovedFromChannelSound is the name of the sound that devices play.
	RemovedFromChannelSound *string `url:"Notifications.RemovedFromChannel.Sound,omitempty"`
	// InvitedToChannelEnabled says whether to notify users who are invited.
	InvitedToChannelEnabled *bool `url:"Notifications.InvitedToChannel.Enabled,omitempty"`
	// InvitedToChannelTemplate is the notification's text.
	InvitedToChannelTemplate *string `url:"Notifications.InvitedToChannel.Template,omitempty"`
	// InvitedToChannelSound is the name of the sound that devices play.
	InvitedToChannelSound *string `url:"Notifications.InvitedToChannel.Sound,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}
