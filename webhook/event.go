package webhook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

const (
	// PreEventTimeout is how long a function may take to decide about a pre-event: 4 seconds. Then
	// its context ends. Twilio waits for 5 seconds, connecting included, and after that acts as if
	// there were nobody to ask.
	PreEventTimeout = 4 * time.Second
	// preEventGrace is what a function then has to notice.
	preEventGrace = 250 * time.Millisecond
)

// ErrUndecided says that a function has not decided about a pre-event in time, not even
// after its context ended with [PreEventTimeout]. It goes to the function of [WithOnError].
var ErrUndecided = errors.New("webhook: pre-event was not decided in time")

// An EventSource says through what an event came about.
type EventSource string

// What causes events. Messages that arrive on a channel name the channel.
const (
	EventSourceSDK EventSource = "SDK" // a client SDK
	EventSourceAPI EventSource = "API" // the REST API
	EventSourceSMS EventSource = "SMS" // a message from a phone
)

// ParseEvent reads an event of Chat or of Conversations from its parameters, to test the function
// that takes it:
//
//	e := webhook.ParseEvent[webhook.ConversationMessageAdd](url.Values{"Body": {"Hi"}})
//
// Like [ParseMessage] it takes them as they are.
func ParseEvent[E any, P eventPointer[E]](params url.Values) *E {
	return newEvent[E, P](schemaOf[E](), &notice{form: formOf(params)})
}

// An UnknownEvent is one of a type that this package does not know.
type UnknownEvent struct {
	EventType      string      `param:"EventType"`
	AccountSID     string      `param:"AccountSid"`
	Source         EventSource `param:"Source"`
	ClientIdentity string      `param:"ClientIdentity"`
	RetryCount     int         `param:"RetryCount"`
	// Raw holds every parameter, with all its values.
	Raw url.Values
	// Query holds the parameters in the URL of the request.
	Query url.Values
}

func (e *UnknownEvent) keep(raw, query url.Values) { e.Raw, e.Query = raw, query }

// LogValue returns what may be logged of an event: its type and the SIDs in it.
func (e UnknownEvent) LogValue() slog.Value { return logEvent(e.EventType, e.Raw) }

// logEvent returns what may be logged of an event: neither texts nor anyone's number or name.
func logEvent(eventType string, raw url.Values) slog.Value {
	attrs := []slog.Attr{slog.String("event", eventType)}
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		if sid := raw.Get(name); strings.HasSuffix(name, "Sid") && sid != "" {
			attrs = append(attrs, slog.String(name, sid))
		}
	}
	return slog.GroupValue(attrs...)
}

// A notice is a request that tells of an event.
type notice struct {
	eventType string
	form      form
	query     url.Values
}

func decodeNotice(r *http.Request) (*notice, error) {
	f, query, err := readForm(r)
	if err != nil {
		return nil, err
	}
	n := &notice{f.first("EventType"), f, query}
	if n.eventType == "" {
		return nil, fmt.Errorf("%w: no EventType, so it is no event", ErrMalformed)
	}
	return n, nil
}

// isPreEvent reports whether an event is about to happen, which its name tells: onMessageAdd is,
// onMessageAdded and onMessageSent have happened.
func isPreEvent(eventType string) bool {
	return strings.HasPrefix(eventType, "on") && !strings.HasSuffix(eventType, "ed") && !strings.HasSuffix(eventType, "Sent")
}

// An eventPointer points to a struct that embeds what all events have.
type eventPointer[E any] interface {
	*E
	keep(raw, query url.Values)
}

func newEvent[E any, P eventPointer[E]](s schema, n *notice) *E {
	e := new(E)
	P(e).keep(s.decode(n.form, reflect.ValueOf(e), nil), n.query)
	return e
}

// A reaction is what the app does about one type of event, nil for nothing.
type reaction func(ctx context.Context, n *notice) (Decision, error)

// pre is the reaction to a pre-event.
func pre[E any, P eventPointer[E]](fn func(ctx context.Context, e *E) (Decision, error)) reaction {
	if fn == nil {
		return nil
	}
	s := schemaOf[E]()
	return func(ctx context.Context, n *notice) (Decision, error) { return fn(ctx, newEvent[E, P](s, n)) }
}

// post is the reaction to an event that has happened.
func post[E any, P eventPointer[E]](fn func(ctx context.Context, e *E) error) reaction {
	if fn == nil {
		return nil
	}
	s := schemaOf[E]()
	return func(ctx context.Context, n *notice) (Decision, error) {
		return Decision{}, fn(ctx, newEvent[E, P](s, n))
	}
}

// A reactions holds what the app does about each type of event.
type reactions struct {
	of            map[string]reaction
	unknown       reaction
	acceptOnError bool
}

// handler returns the handler behind [ChatEvents] and [ConversationEvents].
func (rs *reactions) handler(v *Validator) http.Handler {
	return handle(v, decodeNotice, func(r *http.Request, _ *proof, n *notice) (*answer, error) {
		react, known := rs.of[n.eventType]
		if !known {
			react = rs.unknown
		}
		if !isPreEvent(n.eventType) {
			if react != nil {
				if _, err := react(r.Context(), n); err != nil {
					return status(http.StatusServiceUnavailable), err
				}
			}
			return &answer{status: http.StatusNoContent}, nil
		}
		if react == nil {
			return Accept().answer(), nil
		}
		d, err := decide(r.Context(), react, n, func(err error) { v.config.onError(r, fmt.Errorf("webhook: handler: %w", err)) })
		switch {
		case err == nil:
			return d.answer(), nil
		case rs.acceptOnError:
			return Accept().answer(), err
		}
		return Reject(http.StatusInternalServerError).answer(), err
	})
}

// decide calls react and waits no longer than an answer may take. If react takes longer it goes on
// alone, with its context at an end, and late is called with the error that it returns or panics
// with.
func decide(ctx context.Context, react reaction, n *notice, late func(error)) (Decision, error) {
	ctx, cancel := context.WithTimeout(ctx, PreEventTimeout)
	defer cancel()
	over := time.NewTimer(PreEventTimeout + preEventGrace)
	defer over.Stop()

	type result struct {
		d        Decision
		err      error
		panicked error
	}
	done, left := make(chan result), make(chan struct{})
	defer close(left)
	go func() {
		r := result{panicked: http.ErrAbortHandler} // unless react returns or panics
		defer func() {
			if v := recover(); v != nil && v != http.ErrAbortHandler { //nolint:errorlint // it is what was thrown
				r.panicked = &eventPanic{v, debug.Stack()}
			}
			select {
			case done <- r:
			case <-left:
				if err := cmp.Or(r.panicked, r.err); err != nil && err != http.ErrAbortHandler { //nolint:errorlint // which is not to be told of
					late(err)
				}
			}
		}()
		r.d, r.err = react(ctx, n)
		r.panicked = nil
	}()
	select {
	case r := <-done:
		if r.panicked != nil {
			panic(r.panicked) // where net/http sees it
		}
		return r.d, r.err
	case <-over.C:
		return Decision{}, ErrUndecided
	}
}

// An eventPanic is what a function panicked with, and where: the goroutine that is told of it is
// another.
type eventPanic struct {
	value any
	stack []byte
}

// Error returns the value and the stack.
func (p *eventPanic) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

// Unwrap returns the value if it is an error.
func (p *eventPanic) Unwrap() error {
	err, _ := p.value.(error)
	return err
}
