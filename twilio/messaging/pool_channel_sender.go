package messaging

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A PoolChannelSender is a sender on WhatsApp, RCS or Messenger in the pool of a service. It is the
// API's ChannelSender below a service.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
type PoolChannelSender struct {
	// SID identifies the sender (XE…), in the account as in the pool.
	SID string `json:"sid"`
	// AccountSID is the account that the sender belongs to.
	AccountSID string `json:"account_sid"`
	// MessagingServiceSID is the service of the pool (MG…).
	MessagingServiceSID string `json:"messaging_service_sid"`
	// Sender is the sender's address: "whatsapp:+15557122661", "rcs:acme_agent".
	Sender channels.Address `json:"sender"`
	// SenderType is the sender's channel as people write it: "WhatsApp", "RCS", "Messenger". Twilio
	// does not always spell it so: Sender's own [channels.Address.Channel] is the one to decide on.
	SenderType string `json:"sender_type"`
	// CountryCode is the sender's country, two letters of ISO 3166.
	CountryCode string `json:"country_code"`
	// DateCreated is when the sender came to the pool.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the record last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the record.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a sender of a pool.
func (c PoolChannelSender) LogValue() slog.Value {
	return logMember(c.SID, c.MessagingServiceSID, c.Sender)
}

// CreatePoolChannelSenderParams name the sender that joins the pool.
type CreatePoolChannelSenderParams struct {
	// SID is the sender (XE…), which the account has already. It is required.
	SID string `url:"Sid,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListPoolChannelSendersParams say how long the pages of a list are.
type ListPoolChannelSendersParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// PoolChannelSenderService keeps the senders on WhatsApp, RCS and Messenger in the pool of one
// service. It is reached by [ServiceService.ChannelSenders].
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
type PoolChannelSenderService struct {
	client *twilio.Client
	path   twilio.Path
}

// ChannelSenders returns the service for the senders on WhatsApp, RCS and Messenger in the pool of
// the Messaging Service with this SID (MG…).
func (s *ServiceService) ChannelSenders(serviceSID string) *PoolChannelSenderService {
	return &PoolChannelSenderService{client: s.client, path: s.path.ID(serviceSID).Join("ChannelSenders")}
}

// Create adds a sender to the pool. The error matches [twilio.ErrSenderAlreadyInService] if it is
// there, and [twilio.ErrSenderInAnotherService] if it has to leave another pool first.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
func (s *PoolChannelSenderService) Create(ctx context.Context, params *CreatePoolChannelSenderParams) (*PoolChannelSender, error) {
	return twilio.Post[PoolChannelSender](ctx, s.client, s.path, params)
}

// Get fetches a sender of the pool by its SID (XE…).
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
func (s *PoolChannelSenderService) Get(ctx context.Context, sid string) (*PoolChannelSender, error) {
	return twilio.Get[PoolChannelSender](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the senders on channels of the pool. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
func (s *PoolChannelSenderService) List(ctx context.Context, params *ListPoolChannelSendersParams) iter.Seq2[*PoolChannelSender, error] {
	return twilio.List[PoolChannelSender](ctx, s.client, s.path, "senders", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page and its limit
// 1,000.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
func (s *PoolChannelSenderService) ListPage(ctx context.Context, params *ListPoolChannelSendersParams) (*twilio.Page[PoolChannelSender], error) {
	return twilio.ListPage[PoolChannelSender](ctx, s.client, s.path, "senders", params)
}

// Delete takes a sender out of the pool. It stays with the account.
//
// Twilio docs: https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
func (s *PoolChannelSenderService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
