package messaging

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A ChannelSender is what an account sends from on WhatsApp or RCS: a number registered with a
// WhatsApp Business Account, or an RCS agent. See [ServiceService.ChannelSenders] to have a
// Messaging Service send from it.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
type ChannelSender struct {
	// SID identifies the sender (XE…).
	SID string `json:"sid"`
	// SenderID is the address that messages come from: "whatsapp:+15557122661",
	// "rcs:acme_x1_agent". Some answers to an update leave it out.
	SenderID channels.Address `json:"sender_id"`
	// Status is what the sender can do, and what it waits for.
	Status ChannelSenderStatus `json:"status"`
	// OfflineReasons say why Status is [ChannelSenderStatusOffline].
	OfflineReasons []ChannelSenderOfflineReason `json:"offline_reasons"`
	// Configuration is how the sender is registered, nil if the answer leaves it out.
	Configuration *ChannelSenderConfiguration `json:"configuration"`
	// Webhook is what Twilio calls for the sender, nil if the answer leaves it out.
	Webhook *ChannelSenderWebhook `json:"webhook"`
	// Profile is what people see of the sender, nil if the answer leaves it out.
	Profile *ChannelSenderProfile `json:"profile"`
	// Properties are what WhatsApp thinks of the sender, nil before it has an opinion.
	Properties *ChannelSenderProperties `json:"properties"`
	// Compliance is how far an RCS sender's launch has come in each country, nil on WhatsApp.
	Compliance *ChannelSenderCompliance `json:"compliance"`
	// URL is the address of the sender.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a sender: its number masked, and neither its profile nor a
// code.
func (s ChannelSender) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", s.SID),
		slog.Any("sender_id", s.SenderID),
		slog.String("status", string(s.Status)),
	)
}

// ChannelSenderStatus is what a sender can do, and what it waits for.
type ChannelSenderStatus string

// The statuses of a sender. It begins as [ChannelSenderStatusCreating] or
// [ChannelSenderStatusDraft].
const (
	// ChannelSenderStatusCreating is being registered with the channel.
	ChannelSenderStatusCreating ChannelSenderStatus = "CREATING"
	// ChannelSenderStatusPendingVerification waits for the code that WhatsApp sent to the number:
	// give it to [ChannelSenderService.Update]. Of an RCS sender's country, it waits for the carriers.
	ChannelSenderStatusPendingVerification ChannelSenderStatus = "PENDING_VERIFICATION"
	// ChannelSenderStatusVerifying has that code being checked.
	ChannelSenderStatusVerifying ChannelSenderStatus = "VERIFYING"
	// ChannelSenderStatusOnline can send and receive.
	ChannelSenderStatusOnline ChannelSenderStatus = "ONLINE"
	// ChannelSenderStatusOnlineUpdating can, too, while a change to it is under way.
	ChannelSenderStatusOnlineUpdating ChannelSenderStatus = "ONLINE:UPDATING"
	// ChannelSenderStatusOffline cannot: see [ChannelSender.OfflineReasons].
	ChannelSenderStatusOffline ChannelSenderStatus = "OFFLINE"
	// ChannelSenderStatusDraft is an RCS sender that has not been submitted.
	ChannelSenderStatusDraft ChannelSenderStatus = "DRAFT"
	// ChannelSenderStatusTwilioReview is an RCS sender that Twilio looks at.
	ChannelSenderStatusTwilioReview ChannelSenderStatus = "TWILIO_REVIEW"
	// ChannelSenderStatusStubbed is a sender that Twilio keeps without having registered it.
	ChannelSenderStatusStubbed ChannelSenderStatus = "STUBBED"
)

// CanSend reports whether messages can be sent from a sender with this status.
func (s ChannelSenderStatus) CanSend() bool {
	return s == ChannelSenderStatusOnline || s == ChannelSenderStatusOnlineUpdating
}

// Final reports whether a sender with this status is at rest: online, or offline and in need of
// somebody's help. Between them lie the statuses that Twilio or the channel works on, and
// [ChannelSenderStatusPendingVerification] and [ChannelSenderStatusDraft], which wait for the
// account.
func (s ChannelSenderStatus) Final() bool {
	return s == ChannelSenderStatusOnline || s == ChannelSenderStatusOffline
}

// A ChannelSenderOfflineReason is one thing that keeps a sender offline.
type ChannelSenderOfflineReason struct {
	// Code is the reason's number, one of Twilio's.
	Code twilio.ErrorCode `json:"code"`
	// Message says it in words.
	Message string `json:"message"`
	// MoreInfo is the page that explains it.
	MoreInfo string `json:"more_info"`
}

// ListChannelSendersParams say whose senders to list. Channel is required.
type ListChannelSendersParams struct {
	// Channel lists the senders of this channel: [channels.ChannelWhatsApp] or [channels.ChannelRCS].
	Channel channels.Channel `url:"Channel,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ChannelSenderService keeps an account's senders on WhatsApp and RCS. It is reached as
// [API.ChannelSenders]. The API is in public beta.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
type ChannelSenderService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create registers a sender. Twilio takes the request and works on: the answer's status is
// [ChannelSenderStatusCreating] as a rule, and [ChannelSenderService.Get] tells how it goes on. A
// WhatsApp number that is not Twilio's has to be verified: it gets a code, which
// [ChannelSenderService.Update] takes. An account's first WhatsApp sender is registered in Twilio's
// console, unless it is a Tech Provider's customer.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
func (s *ChannelSenderService) Create(ctx context.Context, params *CreateChannelSenderParams) (*ChannelSender, error) {
	return twilio.Post[ChannelSender](ctx, s.client, s.path, twilio.JSON{Body: params})
}

// Get fetches a sender by its SID (XE…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
func (s *ChannelSenderService) Get(ctx context.Context, sid string) (*ChannelSender, error) {
	return twilio.Get[ChannelSender](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the account's senders on one channel. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
func (s *ChannelSenderService) List(ctx context.Context, params *ListChannelSendersParams) iter.Seq2[*ChannelSender, error] {
	return twilio.List[ChannelSender](ctx, s.client, s.path, "senders", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 to a page, 20 for WhatsApp,
// and its limit 1,000.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
func (s *ChannelSenderService) ListPage(ctx context.Context, params *ListChannelSendersParams) (*twilio.Page[ChannelSender], error) {
	return twilio.ListPage[ChannelSender](ctx, s.client, s.path, "senders", params)
}

// Update changes a WhatsApp sender, or hands in the code that its number got. Twilio takes the
// request and works on: the answer's status is [ChannelSenderStatusVerifying] or
// [ChannelSenderStatusOnlineUpdating] as a rule.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
func (s *ChannelSenderService) Update(ctx context.Context, sid string, params *UpdateChannelSenderParams) (*ChannelSender, error) {
	return twilio.Post[ChannelSender](ctx, s.client, s.path.ID(sid), twilio.JSON{Body: params})
}

// Delete takes a WhatsApp sender off the account.
//
// Twilio docs: https://www.twilio.com/docs/whatsapp/api/senders
func (s *ChannelSenderService) Delete(ctx context.Context, sid string) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid))
}
