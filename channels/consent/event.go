package consent

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
)

// A State says whether a person agreed to be written to.
type State string

// What a person may have said.
const (
	// Unknown is the state of a person of whom nothing is recorded.
	Unknown State = ""
	// OptedIn says that the person asked for messages, or asked for them again.
	OptedIn State = "opted-in"
	// OptedOut says that the person wants no more.
	OptedOut State = "opted-out"
)

// A Source says where an event comes from. Any other name that says so may stand in its place.
type Source string

// Sources that this package knows of. It records the first two by itself.
const (
	SourceKeyword Source = "keyword" // a message of the person's: STOP, START
	SourceTwilio  Source = "twilio"  // Twilio did not send a message: error 21610
	SourceForm    Source = "form"    // a form that the person filled in
	SourceAPI     Source = "api"     // a program, such as an import
)

// A Sender is whom a person gave their consent to, or took it from: a Messaging Service by its SID
// (MG…), with all senders of its pool, or a single sender by its address. These are also the
// scopes of Twilio's own opt-out. A name of one's own can stand for all senders of a business, see
// [WithOneSender].
type Sender string

// LogValue keeps the number of a sender out of structured logs, as [channels.Address.LogValue]
// does. The SID of a service stays.
func (s Sender) LogValue() slog.Value {
	if isService(string(s)) {
		return slog.StringValue(string(s))
	}
	return slog.StringValue(channels.Address(s).Redacted())
}

// isService reports whether s is the SID of a Messaging Service, as Twilio writes it.
func isService(s string) bool {
	return len(s) == len("MG")+32 && strings.HasPrefix(s, "MG") && strings.Trim(s[2:], "0123456789abcdef") == ""
}

// An Event is one entry of a [Ledger]: what a person said about messages of a sender, when, and
// how that is known.
type Event struct {
	// Person is the address that is written to, with its channel. Someone's SMS and WhatsApp are two
	// addresses, and consent to one says nothing of the other. RCS and SMS to one phone number are
	// the same to Twilio's opt-out, so "rcs:+15558675310" is taken for "+15558675310".
	Person channels.Address
	// Sender is whom the person said it to.
	Sender Sender
	// State is [OptedIn] or [OptedOut].
	State State
	// Source is how it is known.
	Source Source
	// Time is when it happened, kept to the microsecond. The latest event is the one that holds,
	// whichever was recorded last; of several at the same time an opt-out does. Zero is now. What
	// lies more than a minute ahead is refused, since nothing could overrule it until then.
	Time time.Time
	// ID is what led to the event: the SID of a message (SM…), the number of a form. An event with
	// the ID of another one of the same person and sender is the same event told again, and changes
	// nothing; with another state it is refused, since one of the two would be lost. Without an ID
	// each event is a new one and is given a random ID.
	ID string
}

// LogValue returns what may be logged of an event: no number of anyone's.
func (e Event) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Any("person", e.Person),
		slog.Any("sender", e.Sender),
		slog.String("state", string(e.State)),
		slog.String("source", string(e.Source)),
		slog.Time("time", e.Time),
		slog.String("id", e.ID),
	)
}

// ErrEvent is what the errors of events that no ledger takes match.
var ErrEvent = errors.New("consent: not an event to record")

// ahead is how far in the future an event may lie: clocks of two machines differ.
const ahead = time.Minute

// ownTimeKey is the key of a context in which the time of an event is a [Keeper]'s.
type ownTimeKey struct{}

// ownTime returns a context in which an event may lie in the future, since a keeper gave it its time
// and the clock may have been set back. To refuse it would lose opt-outs.
func ownTime(ctx context.Context) context.Context {
	return context.WithValue(ctx, ownTimeKey{}, true)
}

// prepare returns e as ledgers keep it, or says why they do not.
func (e Event) prepare(ctx context.Context) (Event, error) {
	e.Person, e.Sender = person(e.Person), plain(e.Sender)
	now := time.Now()
	if e.Time.IsZero() {
		e.Time = now
	}
	e.Time = e.Time.UTC().Truncate(time.Microsecond)
	switch err := e.Person.Validate(); {
	case e.Person == "":
		return e, fmt.Errorf("%w: it has no person", ErrEvent)
	case err != nil && e.Person.Channel().Known():
		return e, fmt.Errorf("%w: %w", ErrEvent, err)
	case e.Sender == "":
		return e, fmt.Errorf("%w: it has no sender", ErrEvent)
	case e.State != OptedIn && e.State != OptedOut:
		return e, fmt.Errorf("%w: its state is neither %s nor %s", ErrEvent, OptedIn, OptedOut)
	case e.Time.After(now.Add(ahead)) && ctx.Value(ownTimeKey{}) == nil:
		return e, fmt.Errorf("%w: it lies in the future", ErrEvent)
	}
	if e.ID == "" {
		e.ID = rand.Text()
	}
	return e, nil
}

// again says why e is not the event that has its ID, told once more, if it is not.
func (e Event) again(known Event) error {
	if e.State == known.State {
		return nil
	}
	return fmt.Errorf("%w: another one with its ID is %s", ErrEvent, known.State)
}

// order sorts events so that the one that holds comes last.
func order(a, b Event) int {
	return cmp.Or(
		a.Time.Compare(b.Time),
		strings.Compare(string(a.State), string(b.State)), // "opted-in" < "opted-out"
		strings.Compare(a.ID, b.ID),
	)
}

// person returns the address that a person's consent is kept under.
func person(a channels.Address) channels.Address {
	if number, ok := a.E164(); ok && a.Channel() == channels.ChannelRCS {
		return channels.SMS(number)
	}
	return channels.SMS(string(a)) // which drops "sms:" and nothing else
}

// plain returns a sender without the prefix that Twilio does not write.
func plain(s Sender) Sender { return Sender(channels.SMS(string(s))) }
