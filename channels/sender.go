package channels

import (
	"errors"
	"math"
	"slices"
	"strings"
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
	// Country is the ISO 3166 code, of two letters in any case, of the country that a short code belongs to, and of the one that
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
	groups  []*group
	members map[Address][]*member // of an alphanumeric sender one for each country
	joined  uint64                // how many senders ever did
	// overlays are those of the area codes that were written to.
	overlays map[uint16]*areaSet
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
// catch up. One without an address is left out.
func (p *Pool) Add(s Sender) {
	if s.Address == "" {
		return
	}
	s.Country = strings.ToUpper(s.Country)
	t, area := traitsOf(s)
	p.mu.Lock()
	defer p.mu.Unlock()
	m := &member{address: s.Address, area: area, joined: p.joined, sent: p.least(t.kind)}
	for _, old := range p.members[s.Address] {
		if t.kind != kindAlphanumeric || old.group.country == t.country {
			m.joined, m.sent = old.joined, old.sent
			p.drop(old)
		}
	}
	p.joined++
	i := slices.IndexFunc(p.groups, func(g *group) bool { return g.traits == t })
	if i < 0 {
		i = len(p.groups)
		p.groups = append(p.groups, &group{traits: t})
	}
	m.group = p.groups[i]
	m.group.members = append(m.group.members, m)
	if p.members == nil {
		p.members = map[Address][]*member{}
	}
	p.members[s.Address] = append(p.members[s.Address], m)
}

// least returns how much the sender of a kind has written that wrote least. The caller holds p.mu.
func (p *Pool) least(kind senderKind) uint64 {
	least, found := uint64(math.MaxUint64), false
	for _, g := range p.groups {
		for _, m := range g.members {
			if g.kind == kind {
				least, found = min(least, m.sent), true
			}
		}
	}
	if !found {
		return 0
	}
	return least
}

// drop takes a sender out of the pool. The caller holds p.mu.
func (p *Pool) drop(m *member) {
	is := func(other *member) bool { return other == m }
	m.group.members = slices.DeleteFunc(m.group.members, is)
	if len(m.group.members) == 0 {
		p.groups = slices.DeleteFunc(p.groups, func(g *group) bool { return g == m.group })
	}
	rest := slices.DeleteFunc(slices.Clone(p.members[m.address]), is)
	if p.members[m.address] = rest; len(rest) == 0 {
		delete(p.members, m.address)
	}
}

// Remove takes a sender out of the pool, for all countries, and reports whether it was there.
func (p *Pool) Remove(a Address) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.members[a]
	for _, m := range list {
		p.drop(m)
	}
	return len(list) > 0
}

// Has reports whether a sender is in the pool.
func (p *Pool) Has(a Address) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.members[a]) > 0
}

// Len returns how many senders there are, an alphanumeric one counted for each of its countries.
func (p *Pool) Len() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, g := range p.groups {
		n += len(g.members)
	}
	return n
}

// Choose returns the sender of a message to a recipient, by the rules of the type's comment, and
// counts the message as written by it. The error is [ErrNoSender] if there is none, or if the
// recipient is no address that can be written to, and [ErrNotInPool] if there is no
// [Preference.From]. A [Preference.From] is taken whoever the recipient is.
func (p *Pool) Choose(to Address, want Preference) (Address, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var chosen *member
	if want.From != "" {
		if list := p.members[want.From]; len(list) > 0 {
			chosen = list[0]
		}
		if chosen == nil {
			return "", ErrNotInPool
		}
	} else {
		if !reachable(to) {
			return "", ErrNoSender
		}
		r := p.newRecipient(to, want)
		if chosen = p.last(&r, want.Last); chosen == nil {
			chosen = p.best(&r)
		}
		if chosen == nil {
			return "", ErrNoSender
		}
	}
	chosen.sent++
	return chosen.address, nil
}

// last returns the sender that the recipient keeps, nil if they keep none. The caller holds p.mu.
func (p *Pool) last(r *recipient, known Address) *member {
	for _, m := range p.members[known] {
		g := m.group
		if g.kind == kindRCS || r.rank(g) == unusable {
			continue
		}
		local := func(g *group) bool { return g.kind != kindAlphanumeric && r.rank(g) != unusable && r.local(g) }
		if g.kind == kindAlphanumeric || local(g) || !slices.ContainsFunc(p.groups, local) {
			return m
		}
	}
	return nil
}

// best returns the sender that is nearest to the recipient and has written least, nil if none can
// write to them. The caller holds p.mu.
func (p *Pool) best(r *recipient) *member {
	var best *member
	rank := unusable
	for _, g := range p.groups {
		k := r.rank(g)
		if k == unusable {
			continue
		}
		near := r.area != 0 && g.kind == kindNumber && g.northern()
		if k > rank && !near {
			continue
		}
		for _, m := range g.members {
			k := k
			if near {
				k -= r.nearness(m.area)
			}
			if k < rank || k == rank && (m.sent < best.sent || m.sent == best.sent && m.joined < best.joined) {
				best, rank = m, k
			}
		}
	}
	return best
}
