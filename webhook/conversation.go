package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
)

// ConversationEvents returns a handler for the webhooks of Conversations, at the level of the
// account, of a service or of one conversation: what people, and the clients of the app, are about
// to do there and have done. It verifies a request, POST or GET, and hands the event to the
// function that h has for its type.
//
// A function for a pre-event, such as MessageAdd, decides whether it happens: see [Decision]. Its
// context ends after [PreEventTimeout], because Twilio waits no longer than 5 seconds and then
// lets happen what was to be decided. If the function returns an error, or has not returned a
// quarter of a second after its context ended, the event is rejected with 500, so that a filter
// that fails lets nothing through; with AcceptOnError it is accepted as it is. The error is
// reported in either case, [ErrUndecided] for a function that is late, which goes on alone and to
// no effect; if it fails in the end, that is reported as well. Pre-events without a function are accepted: the answer is 200 without a body.
//
// A function for a post-event, such as MessageAdded, is told of what has happened; the answer is
// 204, also where there is no function. If it returns an error the answer is 503, upon which
// Twilio sends the event again as often as the webhook's retry count says: not at all by default,
// and with a higher RetryCount each time.
//
// Errors go to the function of [WithOnError]. A request without EventType is [ErrMalformed] and
// answered with 400; other answers are those of [Messages]. [WithReplayGuard] is for post-events
// alone: nothing in a pre-event tells a text from the same text written again. A post-event that was
// dealt with and comes again, whatever its RetryCount, is answered as it was the first time.
//
// Twilio docs: https://www.twilio.com/docs/conversations/conversations-webhooks
func ConversationEvents(v *Validator, h ConversationHandlers) http.Handler {
	rs := reactions{unknown: post(h.Unknown), acceptOnError: h.AcceptOnError, of: map[string]reaction{
		"onConversationAdd":    pre(h.ConversationAdd),
		"onConversationUpdate": pre(h.ConversationUpdate),
		"onConversationRemove": pre(h.ConversationRemove),
		"onMessageAdd":         pre(h.MessageAdd),
		"onMessageUpdate":      pre(h.MessageUpdate),
		"onMessageRemove":      pre(h.MessageRemove),
		"onParticipantAdd":     pre(h.ParticipantAdd),
		"onParticipantUpdate":  pre(h.ParticipantUpdate),
		"onParticipantRemove":  pre(h.ParticipantRemove),
		"onUserUpdate":         pre(h.UserUpdate),

		"onConversationAdded":        post(h.ConversationAdded),
		"onConversationUpdated":      post(h.ConversationUpdated),
		"onConversationRemoved":      post(h.ConversationRemoved),
		"onConversationStateUpdated": post(h.ConversationStateUpdated),
		"onMessageAdded":             post(h.MessageAdded),
		"onMessageUpdated":           post(h.MessageUpdated),
		"onMessageRemoved":           post(h.MessageRemoved),
		"onParticipantAdded":         post(h.ParticipantAdded),
		"onParticipantUpdated":       post(h.ParticipantUpdated),
		"onParticipantRemoved":       post(h.ParticipantRemoved),
		"onDeliveryUpdated":          post(h.DeliveryUpdated),
		"onUserAdded":                post(h.UserAdded),
		"onUserUpdated":              post(h.UserUpdated),
	}}
	return rs.handler(v)
}

// ConversationHandlers are the functions for [ConversationEvents], each called after its event
// without the "on". Those that are nil are not called.
type ConversationHandlers struct {
	// What somebody is about to do. The webhook of the account or of a service gets these, that of
	// one conversation does not.
	ConversationAdd    func(ctx context.Context, e *ConversationAdd) (Decision, error)
	ConversationUpdate func(ctx context.Context, e *ConversationUpdate) (Decision, error)
	ConversationRemove func(ctx context.Context, e *ConversationRemove) (Decision, error)
	MessageAdd         func(ctx context.Context, e *ConversationMessageAdd) (Decision, error)
	MessageUpdate      func(ctx context.Context, e *ConversationMessageUpdate) (Decision, error)
	MessageRemove      func(ctx context.Context, e *ConversationMessageRemove) (Decision, error)
	ParticipantAdd     func(ctx context.Context, e *ConversationParticipantAdd) (Decision, error)
	ParticipantUpdate  func(ctx context.Context, e *ConversationParticipantUpdate) (Decision, error)
	ParticipantRemove  func(ctx context.Context, e *ConversationParticipantRemove) (Decision, error)
	UserUpdate         func(ctx context.Context, e *ConversationUserUpdate) (Decision, error)

	// What has happened.
	ConversationAdded        func(ctx context.Context, e *ConversationAdded) error
	ConversationUpdated      func(ctx context.Context, e *ConversationUpdated) error
	ConversationRemoved      func(ctx context.Context, e *ConversationRemoved) error
	ConversationStateUpdated func(ctx context.Context, e *ConversationStateUpdated) error
	MessageAdded             func(ctx context.Context, e *ConversationMessageAdded) error
	MessageUpdated           func(ctx context.Context, e *ConversationMessageUpdated) error
	MessageRemoved           func(ctx context.Context, e *ConversationMessageRemoved) error
	ParticipantAdded         func(ctx context.Context, e *ConversationParticipantAdded) error
	ParticipantUpdated       func(ctx context.Context, e *ConversationParticipantUpdated) error
	ParticipantRemoved       func(ctx context.Context, e *ConversationParticipantRemoved) error
	DeliveryUpdated          func(ctx context.Context, e *ConversationDeliveryUpdated) error
	UserAdded                func(ctx context.Context, e *ConversationUserAdded) error
	UserUpdated              func(ctx context.Context, e *ConversationUserUpdated) error

	// Unknown gets events of types that this version does not know. One that is a pre-event, by
	// its name, is accepted if Unknown returns nil.
	Unknown func(ctx context.Context, e *UnknownEvent) error

	// AcceptOnError lets happen, unchanged, what a function failed to decide, or did not decide in
	// time. By default it is rejected.
	AcceptOnError bool
}

// A ConversationEvent is what all events of Conversations have. Fields of events are filled as
// those of an [IncomingMessage] are: what is missing or malformed is zero, and Raw tells more.
type ConversationEvent struct {
	// EventType is the name of the event: "onMessageAdded".
	EventType string `param:"EventType"`
	// AccountSID is the account that it happened in: AC….
	AccountSID string `param:"AccountSid"`
	// ChatServiceSID is the conversation service that it happened in: IS…. Events of messages do
	// not always say.
	ChatServiceSID string `param:"ChatServiceSid"`
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

func (e *ConversationEvent) keep(raw, query url.Values) { e.Raw, e.Query = raw, query }

// LogValue returns what may be logged of an event: its type and the SIDs in it.
func (e ConversationEvent) LogValue() slog.Value { return logEvent(e.EventType, e.Raw) }
