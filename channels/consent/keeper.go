package consent

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/webhook"
)

// A Keeper keeps a ledger: it hears what people write and what Twilio says of messages that were
// sent, and enters what follows from that. It knows which words are keywords and which senders
// belong together. It is a [Ledger] itself, and what a program records, from a form or an import,
// is best recorded through it. It is safe for concurrent use.
type Keeper struct {
	ledger    Ledger
	words     channels.Keywords
	languages []string
	services  map[Sender]Sender // by a sender of their pools
	all       Sender            // that stands for every sender, "" if none does

	mu   sync.Mutex
	last time.Time
}

// An Option sets up a [Keeper]. Options are given to [NewKeeper].
type Option func(*Keeper)

// WithKeywords sets the words by which people opt in and out, in place of
// [channels.StandardKeywords]. Words of a person's country are taken from its overrides, and
// where the country has none, those of the first of languages that has. What Advanced Opt-Out
// recognized needs no words here.
//
// Twilio blocks nobody for a word that it does not know, and unblocks nobody either: after STOP
// only Twilio's own words reach Twilio.
func WithKeywords(words channels.Keywords, languages ...string) Option {
	return func(k *Keeper) { k.words, k.languages = words, languages }
}

// WithService names senders of a Messaging Service's pool, so that what is said of one of them is
// said of the service, though a message is sent From it without naming the service. That is what
// Twilio's opt-out does. Without it such a message is judged by the sender's own consent.
func WithService(serviceSID string, senders ...channels.Address) Option {
	return func(k *Keeper) {
		for _, s := range senders {
			k.services[plain(Sender(s))] = Sender(serviceSID)
		}
	}
}

// WithOneSender makes a consent hold for all senders of the business, under a name such as "acme":
// who opts out of one hears from none. This is stricter than Twilio's own opt-out: START to one
// sender does not reopen the others there, and the first message that Twilio refuses for that closes
// all of them again here.
func WithOneSender(name Sender) Option { return func(k *Keeper) { k.all = name } }

// NewKeeper returns a keeper of a ledger.
func NewKeeper(ledger Ledger, options ...Option) *Keeper {
	k := &Keeper{ledger: ledger, words: channels.StandardKeywords(), services: map[Sender]Sender{}}
	for _, option := range options {
		option(k)
	}
	return k
}

// scope returns whom a consent to a sender is kept under.
func (k *Keeper) scope(s Sender) Sender {
	s = plain(s)
	switch service := k.services[s]; {
	case s == "":
		return ""
	case k.all != "":
		return k.all
	case service != "":
		return service
	}
	return s
}

// senderOf returns whom a message is from: the service if there is one, else the sender alone.
func senderOf(from channels.Address, serviceSID string) Sender {
	if serviceSID != "" {
		return Sender(serviceSID)
	}
	return Sender(from)
}

// now is the time, and later than what it returned before: clocks that stand still for a moment
// would leave it open which of two messages came last, and those that are set back would have a STOP
// overruled by what came before it.
func (k *Keeper) now() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now().Truncate(time.Microsecond)
	if !now.After(k.last) {
		now = k.last.Add(time.Microsecond)
	}
	k.last = now
	return now
}

// Record adds an event to the ledger, under the service that its sender belongs to.
func (k *Keeper) Record(ctx context.Context, e Event) error {
	e.Person, e.Sender = person(e.Person), k.scope(e.Sender)
	if e.Time.IsZero() {
		e.Time, ctx = k.now(), ownTime(ctx)
	}
	return k.ledger.Record(ctx, e)
}

// Current returns the event that holds for a sender or the service it belongs to.
func (k *Keeper) Current(ctx context.Context, who channels.Address, sender Sender) (Event, error) {
	return k.ledger.Current(ctx, person(who), k.scope(sender))
}

// History returns all that a person said to a sender or the service it belongs to, oldest first.
func (k *Keeper) History(ctx context.Context, who channels.Address, sender Sender) ([]Event, error) {
	return k.ledger.History(ctx, person(who), k.scope(sender))
}

// Keyword returns what an incoming message asks for: what Advanced Opt-Out recognized, else what
// the words say. YES to a toll-free number asks for nothing, since the network does not unblock
// anyone for it. An app leaves STOP, START and HELP unanswered where Twilio has answered them, which is
// always so but for short codes without a Messaging Service, WhatsApp without Advanced Opt-Out,
// Messenger, and the app's own words.
func (k *Keeper) Keyword(m *webhook.IncomingMessage) channels.Keyword {
	if m.OptOutType != "" {
		return channels.Keyword(strings.ToUpper(string(m.OptOutType)))
	}
	if m.To.IsTollFree() && strings.EqualFold(strings.TrimSpace(m.Body), "YES") {
		return channels.KeywordNone
	}
	places := append([]string{m.From.Country()}, k.languages...)
	return k.words.In(places...).Match(m.Body)
}

// Hear records what an incoming message says of consent, which is nothing for most. [Messages] does
// so by itself.
func (k *Keeper) Hear(ctx context.Context, m *webhook.IncomingMessage) error {
	e := Event{
		Person: m.From, Sender: senderOf(m.To, m.MessagingServiceSID),
		Source: SourceKeyword, ID: m.MessageSID,
	}
	switch k.Keyword(m) {
	case channels.KeywordOptOut:
		e.State = OptedOut
	case channels.KeywordOptIn:
		e.State = OptedIn
	default:
		return nil
	}
	return k.Record(ctx, e)
}

// Learn records what a status callback says of consent: error 21610 is an opt-out that Twilio knows
// of. [Statuses] does so by itself. A callback does not say when the message was refused. One that
// is delivered after the person has opted in again opts them out once more in the ledger, until the
// next START: messages are then held back, never sent against someone's will.
func (k *Keeper) Learn(ctx context.Context, s *webhook.StatusCallback) error {
	if s.ErrorCode == twilio.ErrUnsubscribedRecipient {
		return k.Record(ctx, Event{
			Person: s.To, Sender: senderOf(s.From, s.MessagingServiceSID),
			State: OptedOut, Source: SourceTwilio, ID: s.MessageSID,
		})
	}
	return nil
}

// Messages returns a function for [webhook.Messages] that keeps the ledger and then calls fn, the
// app's own. T is *twiml.Response. If the ledger cannot be written, fn is not called and Twilio
// turns to the fallback URL; messages that say nothing of consent do not need the ledger. Handlers
// of another shape, such as those of [webhook.MessagesWithSession], call [Keeper.Hear] themselves.
func Messages[T any](k *Keeper, fn func(context.Context, *webhook.IncomingMessage) (T, error)) func(context.Context, *webhook.IncomingMessage) (T, error) {
	return func(ctx context.Context, m *webhook.IncomingMessage) (T, error) {
		if err := k.Hear(ctx, m); err != nil {
			var none T
			return none, err
		}
		return fn(ctx, m)
	}
}

// Statuses returns a function for [webhook.Statuses] that keeps the ledger and then calls fn, the
// app's own. If the ledger cannot be written, fn is not called.
func Statuses(k *Keeper, fn func(context.Context, *webhook.StatusCallback) error) func(context.Context, *webhook.StatusCallback) error {
	return func(ctx context.Context, s *webhook.StatusCallback) error {
		if err := k.Learn(ctx, s); err != nil {
			return err
		}
		return fn(ctx, s)
	}
}
