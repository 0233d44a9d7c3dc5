package conversations

import (
	"context"
	"iter"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Conversation is an exchange of messages between people on any mix of channels: in an app's
// chat, by SMS and MMS, on WhatsApp. Each of them is a [Participant].
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource
type Conversation struct {
	// SID identifies the conversation: CH….
	SID string `json:"sid"`
	// AccountSID is the account that the conversation belongs to.
	AccountSID string `json:"account_sid"`
	// ChatServiceSID is the Conversation Service (IS…) that the conversation belongs to.
	ChatServiceSID string `json:"chat_service_sid"`
	// MessagingServiceSID is the Messaging Service (MG…) by which its messages leave.
	MessagingServiceSID string `json:"messaging_service_sid"`
	// FriendlyName describes the conversation for people.
	FriendlyName string `json:"friendly_name"`
	// UniqueName is the program's own name for the conversation. It can stand in place of SID.
	UniqueName string `json:"unique_name"`
	// Attributes is JSON of the program's own, "{}" if there is none.
	Attributes string `json:"attributes"`
	// State says whether the conversation goes on.
	State ConversationState `json:"state"`
	// Timers are when State will change by itself.
	Timers Timers `json:"timers"`
	// Bindings are the conversation's own addresses.
	Bindings Bindings `json:"bindings"`
	// DateCreated is when the conversation was made.
	DateCreated twilio.Time `json:"date_created"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Time `json:"date_updated"`
	// URL is the address of the conversation.
	URL string `json:"url"`
	// Links are the addresses of what belongs to the conversation, by name: "participants".
	Links map[string]string `json:"links"`
}

// LogValue returns what may be logged of a conversation: none of its names and attributes.
func (c Conversation) LogValue() slog.Value {
	return slog.GroupValue(slog.String("sid", c.SID), slog.String("state", string(c.State)))
}

// ConversationState says whether a conversation goes on.
type ConversationState string

// The states of a conversation. A message makes an inactive one active again; one that is closed
// stays so, and frees its participants' pairs of addresses for another. Initializing is the first
// moment after [ConversationService.CreateWithParticipants], in which nothing can be changed.
const (
	ConversationStateInitializing ConversationState = "initializing"
	ConversationStateActive       ConversationState = "active"
	ConversationStateInactive     ConversationState = "inactive"
	ConversationStateClosed       ConversationState = "closed"
)

// Timers are the moments at which a conversation's state will change unless something happens
// before. They are zero where no timer runs.
type Timers struct {
	// DateInactive is when the conversation becomes inactive.
	DateInactive twilio.Time `json:"date_inactive"`
	// DateClosed is when it is closed.
	DateClosed twilio.Time `json:"date_closed"`
}

// Bindings are the addresses of a conversation itself.
type Bindings struct {
	// Email is what its e-mails are sent from, nil if it has none.
	Email *EmailBinding `json:"email"`
}

// An EmailBinding is what a conversation's e-mails are sent from.
type EmailBinding struct {
	// ProjectedAddress is the e-mail address.
	ProjectedAddress string `json:"projected_address"`
	// Name is the name beside it.
	Name string `json:"name"`
}

// CreateConversationParams are a new conversation. None is required.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource#create-a-conversation-resource
type CreateConversationParams struct {
	// FriendlyName describes the conversation for people, in up to 256 characters.
	FriendlyName string `url:"FriendlyName,omitempty"`
	// UniqueName is the program's own name for the conversation. No other of the service may have
	// it, and it may not look like a SID.
	UniqueName string `url:"UniqueName,omitempty"`
	// Attributes is JSON of the program's own. The default is "{}".
	Attributes string `url:"Attributes,omitempty"`
	// MessagingServiceSID is the Messaging Service (MG…) by which messages leave. The default is
	// the account's: see [Configuration].
	MessagingServiceSID string `url:"MessagingServiceSid,omitempty"`
	// State is what the conversation begins as, active or inactive. The default is
	// [ConversationStateActive].
	State ConversationState `url:"State,omitempty"`
	// InactiveTimer is how long nothing may happen until the conversation becomes inactive, at
	// least 1 minute.
	InactiveTimer Timer `url:"Timers.Inactive,omitempty"`
	// ClosedTimer is how long until it is closed, at least 10 minutes.
	ClosedTimer Timer `url:"Timers.Closed,omitempty"`
	// EmailAddress is what e-mails of the conversation are sent from.
	EmailAddress string `url:"Bindings.Email.Address,omitempty"`
	// EmailName is the name beside EmailAddress.
	EmailName string `url:"Bindings.Email.Name,omitempty"`
	// DateCreated is when the conversation began, for one that is brought in from elsewhere:
	// see [twilio.Moment].
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is when it last changed, likewise.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ListConversationsParams filter the conversations of a service. The zero value lists all. With
// a date, the list is sorted by when conversations began, latest first.
type ListConversationsParams struct {
	// StartDate lists conversations that began then or later. Twilio asks for the first second of
	// a day, made by [twilio.Moment].
	StartDate twilio.Date `url:"StartDate,omitempty"`
	// EndDate lists conversations that began then or before. Twilio asks for the last second of a
	// day, made by [twilio.Moment].
	EndDate twilio.Date `url:"EndDate,omitempty"`
	// State lists conversations in this state only.
	State ConversationState `url:"State,omitempty"`
	twilio.PageParams
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// UpdateConversationParams change a conversation. What is left out stays as it is.
type UpdateConversationParams struct {
	// FriendlyName describes the conversation for people, in up to 256 characters.
	FriendlyName *string `url:"FriendlyName,omitempty"`
	// UniqueName is the program's own name for the conversation.
	UniqueName *string `url:"UniqueName,omitempty"`
	// Attributes is JSON of the program's own, which replaces all there was. "{}" removes it.
	Attributes string `url:"Attributes,omitempty"`
	// MessagingServiceSID is the Messaging Service (MG…) by which messages leave.
	MessagingServiceSID string `url:"MessagingServiceSid,omitempty"`
	// State puts the conversation to rest, takes it up again, or closes it for good.
	State ConversationState `url:"State,omitempty"`
	// InactiveTimer is how long nothing may happen until the conversation becomes inactive, at
	// least 1 minute.
	InactiveTimer Timer `url:"Timers.Inactive,omitempty"`
	// ClosedTimer is how long until it is closed, at least 10 minutes.
	ClosedTimer Timer `url:"Timers.Closed,omitempty"`
	// EmailAddress is what e-mails of the conversation are sent from.
	EmailAddress *string `url:"Bindings.Email.Address,omitempty"`
	// EmailName is the name beside EmailAddress.
	EmailName *string `url:"Bindings.Email.Name,omitempty"`
	// DateCreated is when the conversation began.
	DateCreated twilio.Date `url:"DateCreated,omitempty"`
	// DateUpdated is when it last changed.
	DateUpdated twilio.Date `url:"DateUpdated,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// ConversationService makes and keeps conversations. It is reached as [API.Conversations], for
// the default service, and as [ServiceAPI.Conversations]. A SID that its methods take may be a
// conversation's unique name as well.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource
type ConversationService struct {
	client                 *twilio.Client
	path, withParticipants twilio.Path
}

// Messages returns the messages of a conversation, by its SID (CH…) or unique name.
func (s *ConversationService) Messages(sid string) *MessageService {
	return &MessageService{client: s.client, path: s.path.ID(sid).Join("Messages")}
}

// Participants returns those who take part in a conversation, by its SID (CH…) or unique name.
func (s *ConversationService) Participants(sid string) *ParticipantService {
	return &ParticipantService{client: s.client, path: s.path.ID(sid).Join("Participants")}
}

// Webhooks returns where a conversation's own events are sent, by its SID (CH…) or unique name.
func (s *ConversationService) Webhooks(sid string) *WebhookService {
	return &WebhookService{client: s.client, path: s.path.ID(sid).Join("Webhooks")}
}

// Create makes a conversation with nobody in it. params may be nil. The error matches
// [ErrUniqueNameExists] if there is one of that name.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource#create-a-conversation-resource
func (s *ConversationService) Create(ctx context.Context, params *CreateConversationParams, options ...twilio.CallOption) (*Conversation, error) {
	return twilio.Post[Conversation](ctx, s.client, s.path, params, options...)
}

// Get fetches a conversation by its SID (CH…) or unique name. The error matches
// [twilio.ErrNotFound] if there is none.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource#fetch-a-conversation-resource
func (s *ConversationService) Get(ctx context.Context, sid string) (*Conversation, error) {
	return twilio.Get[Conversation](ctx, s.client, s.path.ID(sid), nil)
}

// List returns the conversations of the service. params may be nil. See [twilio.List] for how the
// pages are fetched.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource#read-multiple-conversation-resources
func (s *ConversationService) List(ctx context.Context, params *ListConversationsParams) iter.Seq2[*Conversation, error] {
	return twilio.List[Conversation](ctx, s.client, s.path, "conversations", params)
}

// ListPage fetches one page of what List returns. Twilio's default is 50 conversations to a page
// and its limit 100.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource#read-multiple-conversation-resources
func (s *ConversationService) ListPage(ctx context.Context, params *ListConversationsParams) (*twilio.Page[Conversation], error) {
	return twilio.ListPage[Conversation](ctx, s.client, s.path, "conversations", params)
}

// Update changes a conversation, by its SID (CH…) or unique name. The error matches [ErrClosed] if
// it is closed, and [ErrInitializing] if it is not ready yet.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource#update-a-conversation-resource
func (s *ConversationService) Update(ctx context.Context, sid string, params *UpdateConversationParams, options ...twilio.CallOption) (*Conversation, error) {
	return twilio.Post[Conversation](ctx, s.client, s.path.ID(sid), params, options...)
}

// Delete removes a conversation with its messages and participants for good, by its SID (CH…) or
// unique name.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/conversation-resource#delete-a-conversation-resource
func (s *ConversationService) Delete(ctx context.Context, sid string, options ...twilio.CallOption) error {
	return twilio.Delete(ctx, s.client, s.path.ID(sid), options...)
}
