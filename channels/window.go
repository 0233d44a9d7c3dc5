package channels

import (
	"container/heap"
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
// own, and what we write does not prolong it. From 24 hours on after their message it is over. A time
// more than a minute ahead of now is not known to be one, and counts as zero.
func (c Channel) Session(last, now time.Time) Session {
	can := c.facts()
	known := !last.IsZero() && !last.After(now.Add(time.Minute)) // clocks of two machines differ
	switch {
	case can == nil:
		return SessionClosed
	case can.Window == 0, known && now.Before(last.Add(can.Window)):
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
	pairs map[pair]*session
	order byLast
}

// A pair is our address and theirs.
type pair struct{ ours, theirs Address }

type session struct {
	pair
	last time.Time
	at   int // in byLast
}

// byLast is a heap of sessions: who wrote longest ago is the first.
type byLast []*session

func (h byLast) Len() int           { return len(h) }
func (h byLast) Less(i, j int) bool { return h[i].last.Before(h[j].last) }

func (h byLast) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].at, h[j].at = i, j
}

func (h *byLast) Push(x any) {
	s := x.(*session) //nolint:forcetypeassert // there are no others
	s.at = len(*h)
	*h = append(*h, s)
}

func (h *byLast) Pop() any {
	last := len(*h) - 1
	s := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return s
}

// over reports whether the session allows no more than if nobody had written.
func (s *session) over(now time.Time) bool {
	return s.theirs.Channel().Session(s.last, now) != SessionOpen
}

// Received notes that a message to our address has arrived from theirs just now. On channels
// without a window there is nothing to note.
func (s *Sessions) Received(ours, theirs Address) { s.ReceivedAt(ours, theirs, time.Now()) }

// ReceivedAt notes that a message to our address arrived from theirs at a time. It changes
// nothing if a later one is known, or if the time is more than a minute ahead.
func (s *Sessions) ReceivedAt(ours, theirs Address, at time.Time) {
	now, key := time.Now(), pair{ours, theirs}
	if theirs.Channel().Capabilities().Window == 0 || (&session{pair: key, last: at}).over(now) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.order) > 0 && s.order[0].over(now) {
		s.forget()
	}
	if known, ok := s.pairs[key]; ok {
		if known.last.Before(at) || known.over(now) {
			known.last = at
			heap.Fix(&s.order, known.at)
		}
		return
	}
	limit := s.Limit
	if limit <= 0 {
		limit = DefaultSessionLimit
	}
	if s.pairs == nil {
		s.pairs = make(map[pair]*session)
	}
	s.pairs[key] = &session{pair: key, last: at}
	heap.Push(&s.order, s.pairs[key])
	for len(s.pairs) > limit {
		s.forget()
	}
}

// forget leaves out who wrote longest ago. The caller holds s.mu.
func (s *Sessions) forget() {
	delete(s.pairs, s.order[0].pair)
	heap.Pop(&s.order)
}

// Last returns when a message from theirs to our address last arrived, and zero if that was before
// the window or is not known.
func (s *Sessions) Last(ours, theirs Address) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok := s.pairs[pair{ours, theirs}]
	if !ok || known.over(time.Now()) {
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
