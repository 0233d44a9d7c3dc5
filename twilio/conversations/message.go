package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Message is one message of a conversation. Twilio hands it on to all participants but its
// author, each on their own channel. It is not a [twilio.Message], of which it may cause several.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource
type Message struct {
	// SID identifies the message: IM….
	SID string `json:"sid"`
	// AccountSID is the account that the message belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service (IS…). It comes only from below a service.
	ChatServiceSID string `json:"chat_service_sid"`
	// ConversationSID is the conversation: CH….
	ConversationSID string `json:"conversation_sid"`
	// Index is the message's place in the conversation, counted from 0. Numbers may be left out.
	Index twilio.Int `json:"index"`
	// Author is the identity or the address of who wrote it, "system" where nobody was named.
	Author string `json:"author"`
	// ParticipantSID is the author's (MB…), empty if the author takes no part.
	ParticipantSID string `json:"participant_sid"`
	// Body is the text.
	Body string `json:"body"`
	// Media are the files that the message carries.
	Media []Media `json:"media"`
	// ContentSID is the template (HX…) that the message was made of, if any.
	ContentSID string `json:"content_sid"`
	// Attributes is JSON of the program's own, "{}" if there is none.
	Attributes string `json:"attributes"`
	// Delivery sums up how far the message has come with participants on messaging channels, nil
	// if there are none. [MessageService.Receipts] has the particulars.
	Delivery *Delivery `json:"delivery"`
	// DateCreated is when the message was written.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it was last edited.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the message.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the message, by name: "delivery_receipts".
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a message: neither its text nor who wrote it.
func (m Message) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", m.SID),
		slog.String("conversation_sid", m.ConversationSID),
		slog.Int64("index", int64(m.Index)),
	)
}

// Media is a file that a message carries. The file itself is on the Media Content Service, which
// is not part of this API.
//
// Twilio docs: https://www.twilio.com/docs/conversations/media-support-conversations
type Media struct {
	// SID identifies the file: ME….
	SID string `json:"sid"`
	// Size is how many bytes it has.
	Size twilio.Int `json:"size"`
	// ContentType is its MIME type: "image/jpeg".
	ContentType string `json:"content_type"`
	// Filename is what it is called. It may be empty.
	Filename string `json:"filename"`
}

// Delivery sums up the receipts of a message.
type Delivery struct {
	// Total is how many participants on messaging channels it was meant for.
	Total twilio.Int `json:"total"`
	// Sent is to how many of them it has left.
	Sent DeliveryAmount `json:"sent"`
	// Delivered is to how many it has come.
	Delivered DeliveryAmount `json:"delivered"`
	// Read is by how many it is known to be read.
	Read DeliveryAmount `json:"read"`
	// Failed is to how many it could not be sent.
	Failed DeliveryAmount `json:"failed"`
	// Undelivered is to how many it was sent and did not come.
	Undelivered DeliveryAmount `json:"undelivered"`
}

// DeliveryAmount says for how many participants something is so.
type DeliveryAmount string

// For how many participants something is so.
const (
	DeliveryAmountNone DeliveryAmount = "none"
	DeliveryAmountSome DeliveryAmount = "some"
	DeliveryAmountAll  DeliveryAmount = "all"
)

// Order says from which end a list begins.
type Order string

// The orders of a list of messages.
const (
	OrderAscending  Order = "asc"
	OrderDescending Order = "desc"
)

// CreateMessageParams are a new message. It needs a Body, a MediaSID or a ContentSID.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource#create-a-conversationmessage-resource
type CreateMessageParams struct {
	// Author is the identity or the address of the participant in whose name the message is
	// written. That participant does not receive it. The default is "system".
	Author string `url:"Author,omitempty"`
	// Body is the text, in up to 1,600 characters.
	Body string `url:"Body,omitempty"`
	// MediaSID is a file (ME…) that has been uploaded to the Media Content Service.
	MediaSID string `url:"MediaSid,omitempty"`
	// ContentSID is a template (HX…), sent in place of Body and MediaSID.
	ContentSID string `url:"ContentSid,omitempty"`
	// ContentVariables are the values of the template's placeholders.
	ContentVariables twilio.ContentVariables `url:"ContentVariables,omitempty"`
	// Subject is the subject of an e-mail, in up to 256 characters.
	Subject string `url:"Subject,omitempty"`
	// Attributes is JSON of the program's own. The default is "{}".
	Attributes string `url:"Attributes,omitempty"`
	// DateCreated is when the message was written, for one that is brought in from elsewhere:
	// see [twilio.Moment].
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is when it was last edited, likewise.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListMessagesParams say how the messages of a conversation are listed. The zero value lists all,
// oldest first.
type ListMessagesParams struct {
	// Order is by Index. The default is [OrderAscending].
	Order Order `url:"Order,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateMessageParams change a message. What is left out stays as it is. People who received it on
// a messaging channel keep what they have.
type UpdateMessageParams struct {
	// Author is who the message is by.
	Author string `url:"Author,omitempty"`
	// Body is the text, in up to 1,600 characters.
	Body *string `url:"Body,omitempty"`
	// Subject is the subject of an e-mail, in up to 256 characters.
	Subject *string `url:"Subject,omitempty"`
	// Attributes is JSON of the program's own, which replaces all there was. "{}" removes it.
	Attributes string `url:"Attributes,omitempty"`
	// DateCreated is when the message was written.
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is when it was last edited.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// MessageService writes and reads the messages of a conversation. It is reached as
// [ConversationService.Messages].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource
type MessageService struct {
	client *twilio.Client
	path   twilio.Path
}

// Receipts returns what became of a message, by its SID (IM…), with each participant on a
// messaging channel.
func (s *MessageService) Receipts(sid string) *ReceiptService {
	return &ReceiptService{client: s.client, path: s.path.ID(sid).Join("Receipts")}
}

// Create writes a message into the conversation, from which it goes to the participants. The error
// matches [ErrClosed] if the conversation is closed, and [ErrInitializing] if it is not ready yet.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource#create-a-conversationmessage-resource
func (s *MessageService) Create(ctx context.Context, params *CreateMessageParams, options ...twilio.CallOption) (*Message, error) {
	return twilio.Post[Message](ctx, s.client, s.path, params, options...)
}

// Get fetches a message by its SID (IM…). The error matches [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource#fetch-a-conversationmessage-resource
func (s *MessageService) Get(ctx context.Context, sid string) (*Message, error) {
	return twilio.Get[Message](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the messages. params may be nil. See [twilio.List] for how the pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource#list-all-conversation-messages
func (s *MessageService) List(ctx context.Context, params *ListMessagesParams) iter.Seq2[*Message, error] {
	return twilio.List[Message](ctx, s.client, s.path, "messages", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 messages to a page and
// its limit 100.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource#list-all-conversation-messages
func (s *MessageService) ListPage(ctx context.Context, params *ListMessagesParams) (*twilio.Page[Message], error) {
	return twilio.ListPage[Message](ctx, s.client, s.path, "messages", params)
}

// Update changes a message, by its SID (IM…).
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource#update-a-conversationmessage-resource
func (s *MessageService) Update(ctx context.Context, sid string, params *UpdateMessageParams, options ...twilio.CallOption) (*Message, error) {
	return twilio.Post[Message](ctx, s.client, s.path.ID(sid), params, options...)
}

// Delete removes a message from the conversation for good, by its SID (IM…). People who received
// it on a messaging channel keep what they have.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-message-resource#delete-a-conversationmessage-resource
func (s *MessageService) Delete(ctx context.Context, sid string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid), options...)
}
