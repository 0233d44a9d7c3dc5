package channels

import (
	"container/list"
	"log/slog"
	"sync"
	"time"
)

// A Session is what may be written to a person at a moment.
//
// Twilio docs: https://www.twilio.com/docs/api/errors/63016,
// https://www.twilio.com/docs/messaging/tutorials/send-message-with-facebook-messenger
type Session string

// What may be written to a person.
const (
	// SessionOpen allows everything that the channel carries. SMS and RCS are always open.
	SessionOpen Session = "open"
	// SessionTemplate allows approved templates only: a ContentSid. Anything else fails after it
	// was accepted (error 63016), even a Body with the template's text.
	SessionTemplate Session = "template"
	// SessionClosed allows nothing until the person writes. That is Messenger's, which has no
	// templates. Twilio's pages disagree about those who have written before: one says that a
	// message is then sent as an account update, another that it fails (error 63016).
	SessionClosed Session = "closed"
)

// Session says what may be written now to a person whose last message to us on c arrived at
// last; zero says that none did. It is the whole rule, for programs that keep that time in a
// database; [Sessions] keeps it in memory. Each pair of our address and theirs has a session of its
// own, and what we write does not prolong it. From 24 hours on after their message it is over.
func (c Channel) Session(last, now time.Time) Session {
	can := c.facts()
	switch {
	case can == nil:
		return SessionClosed
	case can.Window == 0, !last.IsZero() && now.Before(last.Add(can.Window)):
		return SessionOpen
	case can.Templates:
		return SessionTemplate
	}
	return SessionClosed
}

// DefaultSessionLimit is how many sessions a [Sessions] keeps unless it is told otherwise. They
// take some 25 MB.
const DefaultSessionLimit = 100_000

// Sessions keeps in memory when people last wrote to us. It forgets what is over, and the oldest
// when there are too many; a person who is forgotten is sent a template, which is never wrong.
// After a restart nobody has written: give it what [Sessions.ReceivedAt] is for, or keep the times in
// a database and ask [Channel.Session].
//
// The zero Sessions is empty and ready for use. It is safe for concurrent use and must not be
// copied.
type Sessions struct {
	// Limit is how many sessions are kept, [DefaultSessionLimit] if it is zero. It is set before
	// the first use.
	Limit int

	mu    sync.Mutex
	pairs map[pair]*list.Element // of *session
	order list.List              // from the one that wrote first to the one that wrote last
}

// A pair is our address and theirs.
type pair struct{ ours, theirs Address }

type session struct {
	pair
	last time.Time
}

// over reports whether the session allows no more than if nobody had written.
func (s *session) over(now time.Time) bool {
	return s.theirs.Channel().Session(s.last, now) != SessionOpen
}

// Received notes that a message to our address has arrived from theirs just now. On channels
// without a window there is nothing to note.
func (s *Sessions) Received(ours, theirs Address) { s.ReceivedAt(ours, theirs, time.Now()) }

// ReceivedAt notes that a message to our address arrived from theirs at a time. It changes
// nothing if a later one is known.
func (s *Sessions) ReceivedAt(ours, theirs Address, at time.Time) {
	now, key := time.Now(), pair{ours, theirs}
	if theirs.Channel().Capabilities().Window == 0 || (&session{key, at}).over(now) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.pairs[key]; ok {
		if known := e.Value.(*session); known.last.Before(at) {
			known.last = at
			s.order.MoveToBack(e)
		}
		return
	}
	limit := s.Limit
	if limit <= 0 {
		limit = DefaultSessionLimit
	}
	for e := s.order.Front(); e != nil; e = s.order.Front() {
		first := e.Value.(*session)
		if len(s.pairs) < limit && !first.over(now) {
			break
		}
		s.order.Remove(e)
		delete(s.pairs, first.pair)
	}
	if s.pairs == nil {
		s.pairs = make(map[pair]*list.Element)
	}
	s.pairs[key] = s.order.PushBack(&session{key, at})
}

// Last returns when a message from theirs to our address last arrived, and zero if that was before
// the window or is not known.
func (s *Sessions) Last(ours, theirs Address) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.pairs[pair{ours, theirs}]
	if !ok {
		return time.Time{}
	}
	known := e.Value.(*session)
	if known.over(time.Now()) {
		return time.Time{}
	}
	return known.last
}

// Session says what may be written now from our address to theirs.
func (s *Sessions) Session(ours, theirs Address) Session {
	return theirs.Channel().Session(s.Last(ours, theirs), time.Now())
}

// NeedsTemplate reports whether a message from our address to theirs has to be an approved
// template now. On SMS it never has.
func (s *Sessions) NeedsTemplate(ours, theirs Address) bool {
	return s.Session(ours, theirs) == SessionTemplate
}

// Until returns when the session of our address and theirs ends, and zero if it has none or the
// channel has no window.
func (s *Sessions) Until(ours, theirs Address) time.Time {
	last := s.Last(ours, theirs)
	if last.IsZero() {
		return last
	}
	return last.Add(theirs.Channel().Capabilities().Window)
}

// Len returns how many sessions are kept, some of which may be over.
func (s *Sessions) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.pairs)
}

// LogValue returns how many sessions are kept, and nobody's address.
func (s *Sessions) LogValue() slog.Value { return slog.GroupValue(slog.Int("sessions", s.Len())) }
