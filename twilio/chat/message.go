package chat

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Message is what someone said in a channel.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
type Message struct {
	// SID identifies the message: IM….
	SID string `json:"sid"`
	// AccountSID is the account that the message belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that the channel is in.
	ServiceSID string `json:"service_sid"`
	// ChannelSID is the channel.
	ChannelSID string `json:"channel_sid"`
	// To is the channel too.
	To string `json:"to"`
	// From is the identity of the author: "system" if this API made the message and named none.
	From string `json:"from"`
	// Body is the text, which may be empty.
	Body string `json:"body"`
	// Index is the message's place in the channel, counted from 0. Later messages have larger ones,
	// though numbers may be left out.
	Index twilio.Int `json:"index"`
	// Type says whether the message is text or media.
	Type MessageType `json:"type"`
	// Media is the file of a media message, nil in others.
	Media *MessageMedia `json:"media"`
	// Attributes are the application's data, as JSON.
	Attributes string `json:"attributes"`
	// WasEdited says whether the message has been changed since it was made.
	WasEdited bool `json:"was_edited"`
	// LastUpdatedBy is the identity of the user who last changed the message, if any has.
	LastUpdatedBy string `json:"last_updated_by"`
	// DateCreated is when the message was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when the message last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the message.
	URL string `json:"url"`
}

// LogValue returns what may be logged of a message: neither text nor attributes nor identities.
func (m Message) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", m.SID),
		slog.String("channel_sid", m.ChannelSID),
		slog.Int64("index", int64(m.Index)),
		slog.String("type", string(m.Type)),
	)
}

// MessageMedia is the file of a message.
type MessageMedia struct {
	// SID identifies the file: ME….
	SID string `json:"sid"`
	// Size is the file's length in bytes.
	Size twilio.Int `json:"size"`
	// ContentType is the file's type: "image/png".
	ContentType string `json:"content_type"`
	// Filename is the file's name.
	Filename string `json:"filename"`
}

// MessageType says what a message is made of.
type MessageType string

// The types of messages.
const (
	MessageTypeText  MessageType = "text"
	MessageTypeMedia MessageType = "media"
)

// Order says which message of a channel comes first.
type Order string

// The orders.
const (
	OrderAscending  Order = "asc"  // oldest first
	OrderDescending Order = "desc" // newest first
)

// CreateMessageParams are a new message. Nothing is required: a message may be empty.
type CreateMessageParams struct {
	// From is the identity of the author. The default is "system".
	From string `url:"From,omitempty"`
	// Body is the text.
	Body string `url:"Body,omitempty"`
	// MediaSID is a file (ME…) to attach, uploaded to Twilio's media service before.
	MediaSID string `url:"MediaSid,omitempty"`
	// Attributes are the application's data, as JSON.
	Attributes string `url:"Attributes,omitempty"`
	// LastUpdatedBy is for a message that is restored: the identity of who last changed it.
	LastUpdatedBy string `url:"LastUpdatedBy,omitempty"`
	// DateCreated is for a message that is restored: when it was made. See [twilio.Moment].
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is for a message that is restored: when it last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListMessagesParams say in which order the messages of a channel are listed.
type ListMessagesParams struct {
	// Order says which comes first. The default is [OrderAscending].
	Order Order `url:"Order,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateMessageParams change a message.
type UpdateMessageParams struct {
	// Body is the text. It may be empty.
	Body *string `url:"Body,omitempty"`
	// Attributes are the application's data, as JSON. They take the place of those before.
	Attributes string `url:"Attributes,omitempty"`
	// LastUpdatedBy is the identity of the user who changes the message.
	LastUpdatedBy string `url:"LastUpdatedBy,omitempty"`
	// From is the identity of the author.
	From string `url:"From,omitempty"`
	// DateCreated is for a message that is restored: when it was made.
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is for a message that is restored: when it last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// MessageService sends, reads, changes and removes the messages of one channel. It is reached by
// [ChannelService.Messages].
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
type MessageService struct {
	client *twilio.Client
	path   twilio.Path
}

// Messages returns the service for the messages of the channel with this SID (CH…) or unique name.
func (s *ChannelService) Messages(channel string) *MessageService {
	return &MessageService{client: s.client, path: s.path.ID(channel).Join("Messages")}
}

// Create sends a message to the channel. The error matches [ErrChannelNotFound] if there is none,
// and [ErrMessageBodyTooLong] if the text is too long.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
func (s *MessageService) Create(
	ctx context.Context, params *CreateMessageParams, options ...twilio.CallOption,
) (*Message, error) {
	return twilio.Post[Message](ctx, s.client, s.path, params, options...)
}

// Get fetches a message by its SID (IM…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
func (s *MessageService) Get(ctx context.Context, sid string) (*Message, error) {
	return twilio.Get[Message](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the channel's messages, oldest first unless params say otherwise. params may be nil.
// See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
func (s *MessageService) List(ctx context.Context, params *ListMessagesParams) iter.Seq2[*Message, error] {
	return twilio.List[Message](ctx, s.client, s.path, "messages", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 messages to a page and its
// limit 100.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
func (s *MessageService) ListPage(ctx context.Context, params *ListMessagesParams) (*twilio.Page[Message], error) {
	return twilio.ListPage[Message](ctx, s.client, s.path, "messages", params)
}

// Update changes what is set in params of a message, and leaves the rest. A message with another
// text counts as edited.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
func (s *MessageService) Update(
	ctx context.Context, sid string, params *UpdateMessageParams, options ...twilio.CallOption,
) (*Message, error) {
	return twilio.Post[Message](ctx, s.client, s.path.ID(sid), params, options...)
}

// Delete removes a message for good.
//
// Twilio docs: https://www.twilio.com/docs/chat/rest/message-resource
func (s *MessageService) Delete(ctx context.Context, sid string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid), options...)
}
