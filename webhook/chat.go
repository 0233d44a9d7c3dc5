package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
)

// ChatEvents returns a handler for the webhooks of Programmable Chat: of a service, and of one
// channel. It works like [ConversationEvents], with the same answers, limits and treatment of
// errors, and takes the same requests, POST or GET. Chat is the older product, and deprecated.
//
// Chat's pre-events come for what client SDKs do. How they are answered, down to the names of what
// can be changed, is taken from Conversations, its successor, and not from Chat's own pages.
//
// Twilio docs: https://www.twilio.com/docs/chat/webhook-events
func ChatEvents(v *Validator, h ChatHandlers) http.Handler {
	rs := reactions{unknown: post(h.Unknown), acceptOnError: h.AcceptOnError, of: map[string]reaction{
		"onMessageSend":      pre(h.MessageSend),
		"onMediaMessageSend": pre(h.MediaMessageSend),
		"onMessageUpdate":    pre(h.MessageUpdate),
		"onMessageRemove":    pre(h.MessageRemove),
		"onChannelAdd":       pre(h.ChannelAdd),
		"onChannelUpdate":    pre(h.ChannelUpdate),
		"onChannelDestroy":   pre(h.ChannelDestroy),
		"onMemberAdd":        pre(h.MemberAdd),
		"onMemberUpdate":     pre(h.MemberUpdate),
		"onMemberRemove":     pre(h.MemberRemove),
		"onUserUpdate":       pre(h.UserUpdate),

		"onMessageSent":      post(h.MessageSent),
		"onMediaMessageSent": post(h.MediaMessageSent),
		"onMessageUpdated":   post(h.MessageUpdated),
		"onMessageRemoved":   post(h.MessageRemoved),
		"onChannelAdded":     post(h.ChannelAdded),
		"onChannelUpdated":   post(h.ChannelUpdated),
		"onChannelDestroyed": post(h.ChannelDestroyed),
		"onMemberAdded":      post(h.MemberAdded),
		"onMemberUpdated":    post(h.MemberUpdated),
		"onMemberRemoved":    post(h.MemberRemoved),
		"onUserAdded":        post(h.UserAdded),
		"onUserUpdated":      post(h.UserUpdated),
	}}
	return rs.handler(v)
}

// ChatHandlers are the functions for [ChatEvents], each called after its event without the "on".
// Those that are nil are not called.
type ChatHandlers struct {
	// What somebody is about to do.
	MessageSend      func(ctx context.Context, e *ChatMessageSend) (Decision, error)
	MediaMessageSend func(ctx context.Context, e *ChatMediaMessageSend) (Decision, error)
	MessageUpdate    func(ctx context.Context, e *ChatMessageUpdate) (Decision, error)
	MessageRemove    func(ctx context.Context, e *ChatMessageRemove) (Decision, error)
	ChannelAdd       func(ctx context.Context, e *ChatChannelAdd) (Decision, error)
	ChannelUpdate    func(ctx context.Context, e *ChatChannelUpdate) (Decision, error)
	ChannelDestroy   func(ctx context.Context, e *ChatChannelDestroy) (Decision, error)
	MemberAdd        func(ctx context.Context, e *ChatMemberAdd) (Decision, error)
	MemberUpdate     func(ctx context.Context, e *ChatMemberUpdate) (Decision, error)
	MemberRemove     func(ctx context.Context, e *ChatMemberRemove) (Decision, error)
	UserUpdate       func(ctx context.Context, e *ChatUserUpdate) (Decision, error)

	// What has happened.
	MessageSent      func(ctx context.Context, e *ChatMessageSent) error
	MediaMessageSent func(ctx context.Context, e *ChatMediaMessageSent) error
	MessageUpdated   func(ctx context.Context, e *ChatMessageUpdated) error
	MessageRemoved   func(ctx context.Context, e *ChatMessageRemoved) error
	ChannelAdded     func(ctx context.Context, e *ChatChannelAdded) error
	ChannelUpdated   func(ctx context.Context, e *ChatChannelUpdated) error
	ChannelDestroyed func(ctx context.Context, e *ChatChannelDestroyed) error
	MemberAdded      func(ctx context.Context, e *ChatMemberAdded) error
	MemberUpdated    func(ctx context.Context, e *ChatMemberUpdated) error
	MemberRemoved    func(ctx context.Context, e *ChatMemberRemoved) error
	UserAdded        func(ctx context.Context, e *ChatUserAdded) error
	UserUpdated      func(ctx context.Context, e *ChatUserUpdated) error

	// Unknown gets events of types that this version does not know. One that is a pre-event, by
	// its name, is accepted if Unknown returns nil.
	Unknown func(ctx context.Context, e *UnknownEvent) error

	// AcceptOnError lets happen, unchanged, what a function failed to decide, or did not decide in
	// time. By default it is rejected.
	AcceptOnError bool
}

// A ChatEvent is what all events of Programmable Chat have. Fields of events are filled as those
// of an [IncomingMessage] are: what is missing or malformed is zero, and Raw tells more.
type ChatEvent struct {
	// EventType is the name of the event: "onMessageSent".
	EventType string `param:"EventType"`
	// AccountSID is the account that it happened in: AC….
	AccountSID string `param:"AccountSid"`
	// InstanceSID is the chat service that it happened in: IS….
	InstanceSID string `param:"InstanceSid"`
	// Source is what caused the event.
	Source EventSource `param:"Source"`
	// ClientIdentity is the user whose client caused the event, empty if none did.
	ClientIdentity string `param:"ClientIdentity"`
	// RetryCount is how many times Twilio has sent the event before.
	RetryCount int `param:"RetryCount"`
	// Raw holds every parameter, with all its values, those that have no field included.
	Raw url.Values
	// Query holds the parameters in the URL of the request.
	Query url.Values
}

func (e *ChatEvent) keep(raw, query url.Values) { e.Raw, e.Query = raw, query }

// LogValue returns what may be logged of an event: its type and the SIDs in it.
func (e ChatEvent) LogValue() slog.Value { return logEvent(e.EventType, e.Raw) }
