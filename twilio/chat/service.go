package chat

import (
	"context"
	"iter"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Service is one application's users, roles and channels, apart from those of any other.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
type Service struct {
	// SID identifies the service: IS….
	SID string `json:"sid"`
	// AccountSID is the account that the service belongs to.
	AccountSID string `json:"account_sid"`
	// FriendlyName describes the service for people.
	FriendlyName string `json:"friendly_name"`
	// DefaultServiceRoleSID is the role (RL…) that users get in the service.
	DefaultServiceRoleSID string `json:"default_service_role_sid"`
	// DefaultChannelRoleSID is the role that members get in a channel.
	DefaultChannelRoleSID string `json:"default_channel_role_sid"`
	// DefaultChannelCreatorRoleSID is the role that the creator of a channel gets in it.
	DefaultChannelCreatorRoleSID string `json:"default_channel_creator_role_sid"`
	// ReadStatusEnabled says whether it is kept how far each member has read.
	ReadStatusEnabled bool `json:"read_status_enabled"`
	// ReachabilityEnabled says whether users are told to be online and notifiable.
	ReachabilityEnabled bool `json:"reachability_enabled"`
	// TypingIndicatorTimeout is how many seconds after a sign of typing a user counts as typing.
	TypingIndicatorTimeout twilio.Seconds `json:"typing_indicator_timeout"`
	// ConsumptionReportInterval is deprecated: how many seconds apps gather what was read.
	ConsumptionReportInterval twilio.Seconds `json:"consumption_report_interval"`
	// Limits are how large channels and lists of channels may become.
	Limits Limits `json:"limits"`
	// Media is what the service says of media.
	Media MediaSettings `json:"media"`
	// Notifications say which events are pushed to users' devices, and how.
	Notifications Notifications `json:"notifications"`
	// PreWebhookURL is called before an event takes place, and can prevent it.
	PreWebhookURL string `json:"pre_webhook_url"`
	// PostWebhookURL is called after an event.
	PostWebhookURL string `json:"post_webhook_url"`
	// WebhookMethod is how both are called: GET or POST.
	WebhookMethod string `json:"webhook_method"`
	// WebhookFilters are the events that both are called for.
	WebhookFilters []WebhookEvent `json:"webhook_filters"`
	// PreWebhookRetryCount is how often a failed call of PreWebhookURL is tried again.
	PreWebhookRetryCount twilio.Int `json:"pre_webhook_retry_count"`
	// PostWebhookRetryCount is how often a failed call of PostWebhookURL is tried again.
	PostWebhookRetryCount twilio.Int `json:"post_webhook_retry_count"`
	// DateCreated is when the service was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the service last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the service.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the service, by name: "channels".
	Links map[string]string `json:"links"`
}

// Limits are how many members a channel may have, and how many channels a user.
type Limits struct {
	// ChannelMembers is how many members a channel may have: 100 by default, at most 1,000.
	ChannelMembers twilio.Int `json:"channel_members"`
	// UserChannels is how many channels a user may be a member of: 250 by default, at most 1,000.
	UserChannels twilio.Int `json:"user_channels"`
}

// MediaSettings are what a service says of media in messages.
type MediaSettings struct {
	// SizeLimitMB is how large a file may be, in megabytes.
	SizeLimitMB twilio.Int `json:"size_limit_mb"`
	// CompatibilityMessage is the text of a media message where media cannot be shown.
	CompatibilityMessage string `json:"compatibility_message"`
}

// Notifications are the push notifications of a service.
type Notifications struct {
	// LogEnabled says whether notifications are logged.
	LogEnabled bool `json:"log_enabled"`
	// NewMessage is sent to the members of a channel for each message.
	NewMessage NotificationSettings `json:"new_message"`
	// AddedToChannel is sent to a user who has been made a member.
	AddedToChannel NotificationSettings `json:"added_to_channel"`
	// RemovedFromChannel is sent to a user who has been removed.
	RemovedFromChannel NotificationSettings `json:"removed_from_channel"`
	// InvitedToChannel is sent to a user who has been invited.
	InvitedToChannel NotificationSettings `json:"invited_to_channel"`
}

// NotificationSettings say how one event is pushed.
type NotificationSettings struct {
	// Enabled says whether it is pushed at all.
	Enabled bool `json:"enabled"`
	// Template is the text, with placeholders.
	Template string `json:"template"`
	// Sound is the name of the sound that devices play.
	Sound string `json:"sound"`
	// BadgeCountEnabled says whether the badge shows a count. It is for new messages.
	BadgeCountEnabled bool `json:"badge_count_enabled"`
}

// CreateServiceParams say what a new service is called. FriendlyName is required; all else is set
// by [ServiceService.Update].
type CreateServiceParams struct {
	// FriendlyName describes the service.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListServicesParams say how the services of an account are fetched. The zero value lists all.
type ListServicesParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ServiceService creates, reads, changes and removes services. It is reached as [API.Services].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
type ServiceService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create makes a service, with roles of its own: a user's and an admin's, both in the service and
// in channels.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
func (s *ServiceService) Create(ctx context.Context, params *CreateServiceParams) (*Service, error) {
	return twilio.Post[Service](ctx, s.client, s.path, params)
}

// Get fetches a service by its SID (IS…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
func (s *ServiceService) Get(ctx context.Context, sid string) (*Service, error) {
	return twilio.Get[Service](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's services. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
func (s *ServiceService) List(ctx context.Context, params *ListServicesParams) iter.Seq2[*Service, error] {
	return twilio.List[Service](ctx, s.client, s.path, "services", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 services to a page and
// its limit 100.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
func (s *ServiceService) ListPage(ctx context.Context, params *ListServicesParams) (*twilio.Page[Service], error) {
	return twilio.ListPage[Service](ctx, s.client, s.path, "services", params)
}

// Update changes what is set in params of a service, and leaves the rest.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
func (s *ServiceService) Update(ctx context.Context, sid string, params *UpdateServiceParams) (*Service, error) {
	return twilio.Post[Service](ctx, s.client, s.path.ID(sid), params)
}

// Delete removes a service for good, with all users, channels and messages in it.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/service-resource
func (s *ServiceService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
