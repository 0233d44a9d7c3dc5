package consent

import (
	"context"
	"slices"
	"sync"

	"github.com/twiliokit/twiliokit/channels"
)

// A Ledger keeps what people said, for as long as the business has to be able to show it: nothing
// is changed and nothing deleted. [Memory] and [SQL] are ledgers, and so is a [Keeper], which
// knows the senders as well. Ledgers are safe for concurrent use, by several processes if they
// share one database.
type Ledger interface {
	// Record adds an event. One that is there already, by its ID, is left as it was, which is no
	// error unless the two differ in their states. The error matches [ErrEvent] if the event cannot
	// be recorded as it is.
	Record(ctx context.Context, e Event) error
	// Current returns the event that holds, with the state [Unknown] if there is none.
	Current(ctx context.Context, person channels.Address, sender Sender) (Event, error)
	// History returns all that a person said to a sender, oldest first.
	History(ctx context.Context, person channels.Address, sender Sender) ([]Event, error)
}

// Memory is a ledger that lasts as long as the program, for tests and rehearsals. The zero Memory
// is empty and ready for use.
type Memory struct {
	mu     sync.Mutex
	events map[pair][]Event // in order
}

// pair is whose consent it is, to whom.
type pair struct {
	person channels.Address
	sender Sender
}

// Record adds an event.
func (l *Memory) Record(ctx context.Context, e Event) error {
	e, err := e.prepare(ctx)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.events == nil {
		l.events = map[pair][]Event{}
	}
	of := pair{e.Person, e.Sender}
	if i := slices.IndexFunc(l.events[of], func(old Event) bool { return old.ID == e.ID }); i >= 0 {
		return e.again(l.events[of][i])
	}
	at, _ := slices.BinarySearchFunc(l.events[of], e, order)
	l.events[of] = slices.Insert(l.events[of], at, e)
	return nil
}

// Current returns the event that holds.
func (l *Memory) Current(_ context.Context, who channels.Address, sender Sender) (Event, error) {
	of := pair{person(who), plain(sender)}
	l.mu.Lock()
	defer l.mu.Unlock()
	if events := l.events[of]; len(events) > 0 {
		return events[len(events)-1], nil
	}
	return Event{Person: of.person, Sender: of.sender}, nil
}

// History returns all events of a person and a sender, oldest first.
func (l *Memory) History(_ context.Context, who channels.Address, sender Sender) ([]Event, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.events[pair{person(who), plain(sender)}]), nil
}
