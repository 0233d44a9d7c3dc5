package channels

import (
	"errors"
	"math"
	"slices"
	"sync"
	"time"
)

// Why [Pool.Choose] found no sender.
var (
	// ErrNoSender says that no sender of the pool can write to the recipient. It is what Twilio's
	// error 21703 is to a Messaging Service.
	ErrNoSender = errors.New("channels: no sender of the pool can write to the recipient")
	// ErrNotInPool says that the sender that was asked for is none of the pool's.
	ErrNotInPool = errors.New("channels: the sender is not in the pool")
)

// StickyTTL is how long a person who has not been written to keeps their sender: a year. Whoever
// remembers senders for [Preference.Last] should forget them after that time.
const StickyTTL = 365 * 24 * time.Hour

// A Sender is one of the addresses that a [Pool] writes from.
type Sender struct {
	// Address is a phone number, a short code, an alphanumeric sender or a channel address.
	Address Address
	// Country is the ISO 3166 code of the country that a short code belongs to, and of the one that
	// an alphanumeric sender is kept for. An alphanumeric sender without one writes to every
	// country that takes such senders, and a short code without one to none. For a phone number
	// it is read from the number unless it is given.
	Country string
}

// A Pool chooses which of several senders a message leaves from, by the rules of a Messaging
// Service, for programs that keep a pool of their own and for tests. The zero Pool is empty and
// ready for use. It is safe for concurrent use.
//
// The rules, from the first to the last that leaves a choice:
//
//  1. A sender that the message asks for is taken ([Preference.From]).
//  2. The sender is one of the recipient's channel. A phone number can also be reached over RCS.
//  3. The recipient keeps the sender they know ([Preference.Last]), unless it is a number of
//     another country and the pool has a number or a short code of theirs. RCS senders are not
//     kept.
//  4. By kind: RCS, then a short code, then an alphanumeric sender, then a phone number. In Canada
//     toll-free numbers come before others; elsewhere both are the same. A short code writes to
//     its own country only, and nobody in the United States or Canada takes an alphanumeric
//     sender.
//  5. By country: a number of the recipient's, else one of the United States, else any. Toll-free
//     numbers of +1 count as both American and Canadian.
//  6. By area code, if [Preference.AreaCode] asks for it and the recipient is American or
//     Canadian: a number with the same area code, else one with a code that overlays it, else any
//     of the two countries.
//  7. The one that has written least, so that all that are left get as many messages; of those
//     the one that has been in the pool longest.
//
// Approximated: which country a number is of ([Address.Country]); overlays, of which the common
// ones are known; countries that take no alphanumeric senders, of which there are more.
//
// Twilio docs: https://www.twilio.com/docs/messaging/services#sender-pool
type Pool struct {
	mu      sync.Mutex
	members []member
}

// A Preference is what one message asks of its sender. The zero value asks for nothing.
type Preference struct {
	// From is a sender of the pool to write from, whatever the rules say.
	From Address
	// Last is the sender that last wrote to the recipient, so that a person always hears from the
	// same number. The caller keeps it, for [StickyTTL]. One that has left the pool is ignored.
	Last Address
	// AreaCode asks for a sender with the recipient's area code.
	AreaCode bool
	// NoRCS says that the recipient cannot be reached over RCS, so that the message falls back to
	// the other senders.
	NoRCS bool
}

// NewPool returns a pool of senders.
func NewPool(senders ...Sender) *Pool {
	p := new(Pool)
	for _, s := range senders {
		p.Add(s)
	}
	return p
}

// Add puts a sender into the pool. One that is there already takes the new country, but for an
// alphanumeric sender, which can be in the pool once for each country. A new sender begins as if
// it had written as often as the one of its kind that wrote least, so that it does not have to
// catch up.
func (p *Pool) Add(s Sender) {
	m := newMember(s)
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.members {
		if old := &p.members[i]; old.address == m.address && (m.kind != kindAlphanumeric || old.country == m.country) {
			m.sent = old.sent
			p.members[i] = m
			return
		}
	}
	m.sent = math.MaxUint64
	for i := range p.members {
		if p.members[i].kind == m.kind {
			m.sent = min(m.sent, p.members[i].sent)
		}
	}
	if m.sent == math.MaxUint64 {
		m.sent = 0
	}
	p.members = append(p.members, m)
}

// Remove takes a sender out of the pool, for all countries, and reports whether it was there.
func (p *Pool) Remove(a Address) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := len(p.members)
	p.members = slices.DeleteFunc(p.members, func(m member) bool { return m.address == a })
	return len(p.members) < before
}

// Has reports whether a sender is in the pool.
func (p *Pool) Has(a Address) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.index(a) >= 0
}

// Len returns how many senders there are.
func (p *Pool) Len() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.members)
}

// Choose returns the sender of a message to a recipient, by the rules of the type's comment, and
// counts the message as written by it. The error is [ErrNoSender] if there is none, and
// [ErrNotInPool] if there is no [Preference.From].
func (p *Pool) Choose(to Address, want Preference) (Address, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if want.From != "" {
		i := p.index(want.From)
		if i < 0 {
			return "", ErrNotInPool
		}
		return p.take(i), nil
	}
	r := newRecipient(to, want)
	best, last, local := -1, -1, false
	rank := unusable
	for i := range p.members {
		m := &p.members[i]
		k := r.rank(m)
		if k == unusable {
			continue
		}
		local = local || m.kind != kindAlphanumeric && r.local(m)
		if m.address == want.Last && m.kind != kindRCS {
			last = i
		}
		if k < rank || k == rank && m.sent < p.members[best].sent {
			best, rank = i, k
		}
	}
	switch {
	case best < 0:
		return "", ErrNoSender
	case last >= 0 && (!local || p.members[last].kind == kindAlphanumeric || r.local(&p.members[last])):
		best = last
	}
	return p.take(best), nil
}

// take counts a message of a member and returns its address. The caller holds p.mu.
func (p *Pool) take(i int) Address {
	p.members[i].sent++
	return p.members[i].address
}

// index returns where a sender is, -1 if it is not in the pool. The caller holds p.mu.
func (p *Pool) index(a Address) int {
	return slices.IndexFunc(p.members, func(m member) bool { return m.address == a })
}

type senderKind uint8

// The kinds of senders, in the order in which they are preferred.
const (
	kindRCS senderKind = iota
	kindShortCode
	kindAlphanumeric
	kindNumber
	kindChannel // of a channel other than SMS and RCS, which competes with no other kind
)

// member is a sender and what choosing needs to know of it.
type member struct {
	address  Address
	channel  Channel
	country  string
	kind     senderKind
	tollFree bool
	area     uint16
	sent     uint64
}

func newMember(s Sender) member {
	m := member{address: s.Address, channel: s.Address.Channel(), country: s.Country, kind: kindNumber}
	switch {
	case m.channel == ChannelRCS:
		m.kind = kindRCS
	case m.channel != ChannelSMS:
		m.kind = kindChannel
	case s.Address.IsShortCode():
		m.kind = kindShortCode
	case s.Address.IsAlphanumeric():
		m.kind = kindAlphanumeric
	}
	if number, ok := s.Address.E164(); ok {
		m.area = areaCode(number)
		m.tollFree = tollFree(m.area)
		if m.country == "" {
			m.country = countryOf(number)
		}
	}
	return m
}

// recipient is whom a message is for and what choosing needs to know of them.
type recipient struct {
	channel  Channel
	country  string
	area     uint16
	overlays [maxOverlays]uint16
	near     bool // numbers are told apart by area code
	noRCS    bool
}

func newRecipient(to Address, want Preference) recipient {
	r := recipient{channel: to.Channel(), noRCS: want.NoRCS}
	number, ok := to.E164()
	if !ok {
		return r
	}
	r.country = countryOf(number)
	if r.near = want.AreaCode && (r.country == "US" || r.country == "CA"); r.near {
		r.area = areaCode(number)
		r.overlays = overlays(r.area)
	}
	return r
}

// unusable is the rank of a sender that cannot write to a recipient.
const unusable = math.MaxInt

// rank says how good a sender is, less being better.
func (r *recipient) rank(m *member) int {
	overRCS := m.kind == kindRCS && r.channel == ChannelSMS && !r.noRCS
	if m.channel != r.channel && !overRCS {
		return unusable
	}
	kind := int(m.kind) * 10
	switch m.kind {
	case kindShortCode:
		if m.country == "" || m.country != r.country {
			return unusable
		}
		return kind
	case kindAlphanumeric:
		switch {
		case r.country == "US" || r.country == "CA" || m.country != "" && m.country != r.country:
			return unusable
		case m.country == "":
			return kind + 1 // the default gives way to one kept for the country
		}
		return kind
	case kindNumber:
		if r.country == "CA" && !m.tollFree {
			kind += 5
		}
		return kind + r.distance(m)
	}
	return kind + r.distance(m)
}

// distance says how far a sender's number is from the recipient, 0 being nearest.
func (r *recipient) distance(m *member) int {
	switch {
	case r.near && m.area == r.area:
		return 0
	case r.near && m.area != 0 && slices.Contains(r.overlays[:], m.area):
		return 1
	case r.near && (m.country == "US" || m.country == "CA"), r.local(m):
		return 2
	case m.country == "US":
		return 3
	}
	return 4
}

// local reports whether a sender is of the recipient's country.
func (r *recipient) local(m *member) bool {
	return r.country != "" && (m.country == r.country || m.tollFree && r.country == "CA")
}
