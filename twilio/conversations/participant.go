package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
)

// A Participant is one who takes part in a conversation: a [User] of the app, who has an
// Identity, or somebody on a messaging channel, who has an address in MessagingBinding.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource
type Participant struct {
	// SID identifies the participant: MB….
	SID string `json:"sid"`
	// AccountSID is the account that the participant belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service (IS…). It comes only from below a service.
	ChatServiceSID string `json:"chat_service_sid"`
	// ConversationSID is the conversation: CH….
	ConversationSID string `json:"conversation_sid"`
	// Identity is the user's, empty for somebody on a messaging channel.
	Identity string `json:"identity"`
	// MessagingBinding is how messages reach the participant, nil for one in the app alone.
	MessagingBinding *MessagingBinding `json:"messaging_binding"`
	// Attributes is JSON of the program's own, "{}" if there is none.
	Attributes string `json:"attributes"`
	// RoleSID is the role (RL…) that says what the participant may do here.
	RoleSID string `json:"role_sid"`
	// LastReadMessageIndex is the [Message.Index] up to which the participant has read, nil if
	// that was never told.
	LastReadMessageIndex *twilio.Int `json:"last_read_message_index"`
	// LastReadTimestamp is when that was told.
	LastReadTimestamp twilio.Time `json:"last_read_timestamp"`
	// DateCreated is when the participant was added.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the participant last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the participant.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a participant: neither an identity nor a full number.
func (p Participant) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("sid", p.SID), slog.String("conversation_sid", p.ConversationSID)}
	if p.MessagingBinding != nil {
		attrs = append(attrs, slog.Any("messaging_binding", *p.MessagingBinding))
	}
	return slog.GroupValue(attrs...)
}

// A MessagingBinding is how messages reach a participant and come from one. Address and
// ProxyAddress are a pair that is in no two conversations that are not closed.
type MessagingBinding struct {
	// Type is the channel.
	Type AddressType `json:"type"`
	// Address is the participant's own.
	Address channels.Address `json:"address"`
	// ProxyAddress is the account's, with which the participant exchanges messages.
	ProxyAddress channels.Address `json:"proxy_address"`
	// ProjectedAddress is the account's number that stands for the participant in a group MMS.
	ProjectedAddress channels.Address `json:"projected_address"`
	// Level is how the participant receives an e-mail: "to", "cc".
	Level string `json:"level"`
	// Name is the name beside an e-mail address.
	Name string `json:"name"`
}

// LogValue returns what may be logged of a binding: its channel and the ends of its addresses.
func (b MessagingBinding) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("type", string(b.Type))}
	if b.Address != "" {
		attrs = append(attrs, slog.Any("address", b.Address))
	}
	if b.ProxyAddress != "" {
		attrs = append(attrs, slog.Any("proxy_address", b.ProxyAddress))
	}
	if b.ProjectedAddress != "" {
		attrs = append(attrs, slog.Any("projected_address", b.ProjectedAddress))
	}
	return slog.GroupValue(attrs...)
}

// CreateParticipantParams say who is to take part, in one of these ways:
//
//   - Identity: a user of the app.
//   - Address and ProxyAddress: somebody by SMS, on WhatsApp or on another channel. Both are
//     addresses of the same channel, such as "whatsapp:+15558675310" and "whatsapp:+15557122661".
//   - Address alone: somebody in a group MMS, in which another participant has a projected
//     address.
//   - Identity and ProjectedAddress: a user of the app who has a number in a group MMS.
//   - ProjectedAddress alone: a number of the account's in a group MMS.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource#add-a-conversation-participant-sms
type CreateParticipantParams struct {
	// Identity is that of a user, in up to 256 characters. A user who is not known yet is made.
	Identity string `url:"Identity,omitempty"`
	// Address is the participant's phone number or channel address.
	Address channels.Address `url:"MessagingBinding.Address,omitempty"`
	// ProxyAddress is the account's address, with which the participant exchanges messages.
	ProxyAddress channels.Address `url:"MessagingBinding.ProxyAddress,omitempty"`
	// ProjectedAddress is the account's number that stands for the participant in a group MMS.
	ProjectedAddress channels.Address `url:"MessagingBinding.ProjectedAddress,omitempty"`
	// RoleSID is the role (RL…), one for conversations, that says what the participant may do
	// here. The default is the service's: see [ServiceConfiguration].
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes is JSON of the program's own. The default is "{}".
	Attributes string `url:"Attributes,omitempty"`
	// DateCreated is when the participant was added, for one who is brought in from
	// elsewhere: see [twilio.Moment].
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is when the participant last changed, likewise.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListParticipantsParams say which page of a conversation's participants is wanted. The zero
// value lists all.
type ListParticipantsParams struct {
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateParticipantParams change a participant. What is left out stays as it is.
type UpdateParticipantParams struct {
	// RoleSID is the role (RL…) that says what the participant may do here.
	RoleSID string `url:"RoleSid,omitempty"`
	// Attributes is JSON of the program's own, which replaces all there was. "{}" removes it.
	Attributes string `url:"Attributes,omitempty"`
	// LastReadMessageIndex is the [Message.Index] up to which the participant has read.
	LastReadMessageIndex *twilio.Int `url:"LastReadMessageIndex,omitempty"`
	// LastReadTimestamp is when that was.
	LastReadTimestamp twilio.Date `url:"LastReadTimestamp,omitempty"`
	// Identity makes somebody on a messaging channel a user of the app as well.
	Identity string `url:"Identity,omitempty"`
	// ProxyAddress is the account's address, with which the participant exchanges messages. A
	// pointer to "" removes it.
	ProxyAddress *channels.Address `url:"MessagingBinding.ProxyAddress,omitempty"`
	// ProjectedAddress is the account's number that stands for the participant in a group MMS. A
	// pointer to "" removes it.
	ProjectedAddress *channels.Address `url:"MessagingBinding.ProjectedAddress,omitempty"`
	// DateCreated is when the participant was added.
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is when the participant last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ParticipantService keeps those who take part in a conversation. It is reached as
// [ConversationService.Participants].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource
type ParticipantService struct {
	client *twilio.Client
	path   twilio.Path
}

// Create adds a participant. The error matches [ErrAddressPairInUse] if somebody with these two
// addresses is in a conversation that is not closed, [ErrParticipantExists] if the user is in this
// one already, and [ErrTooManyParticipants] or [ErrTooManyAddresses] if it is full.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource#add-a-conversation-participant-sms
func (s *ParticipantService) Create(ctx context.Context, params *CreateParticipantParams, options ...twilio.CallOption) (*Participant, error) {
	return twilio.Post[Participant](ctx, s.client, s.path, params, options...)
}

// Get fetches a participant by SID (MB…) or identity. The error matches [twilio.ErrNotFound] if
// nobody of that name takes part.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource#fetch-a-conversationparticipant-resource
func (s *ParticipantService) Get(ctx context.Context, sid string) (*Participant, error) {
	return twilio.Get[Participant](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the participants. params may be nil. See [twilio.List] for how the pages are
// fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource#read-multiple-conversationparticipant-resources
func (s *ParticipantService) List(ctx context.Context, params *ListParticipantsParams) iter.Seq2[*Participant, error] {
	return twilio.List[Participant](ctx, s.client, s.path, "participants", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 participants to a page
// and its limit 100.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource#read-multiple-conversationparticipant-resources
func (s *ParticipantService) ListPage(ctx context.Context, params *ListParticipantsParams) (*twilio.Page[Participant], error) {
	return twilio.ListPage[Participant](ctx, s.client, s.path, "participants", params)
}

// Update changes a participant, by SID (MB…).
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource#update-a-conversationparticipant-resource
func (s *ParticipantService) Update(ctx context.Context, sid string, params *UpdateParticipantParams, options ...twilio.CallOption) (*Participant, error) {
	return twilio.Post[Participant](ctx, s.client, s.path.ID(sid), params, options...)
}

// Delete takes a participant out of the conversation, by SID (MB…), who gets no messages from then
// on. Those that the participant wrote stay.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-participant-resource#delete-a-conversationparticipant-resource
func (s *ParticipantService) Delete(ctx context.Context, sid string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid), options...)
}
