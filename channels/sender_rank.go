package channels

import "math"

type senderKind uint8

// The kinds of senders, in the order in which they are preferred.
const (
	kindRCS senderKind = iota
	kindShortCode
	kindAlphanumeric
	kindNumber
	kindChannel // of a channel other than SMS and RCS, which competes with no other kind
)

// group is the senders of a pool that differ by their area codes only, so that a pool of hundreds
// is judged by a few groups.
type group struct {
	traits
	members []*member
}

// member is a sender of a pool.
type member struct {
	address Address
	group   *group
	area    uint16 // of a number of +1, else 0
	sent    uint64 // how many messages
	joined  uint64 // as which of all
}

// traits are what choosing needs to know of a sender.
type traits struct {
	channel  Channel
	country  string
	kind     senderKind
	tollFree bool
}

func traitsOf(s Sender) (t traits, area uint16) {
	t = traits{channel: s.Address.Channel(), country: s.Country, kind: kindNumber}
	switch {
	case t.channel == ChannelRCS:
		t.kind = kindRCS
	case t.channel != ChannelSMS:
		t.kind = kindChannel
	case s.Address.IsShortCode():
		t.kind = kindShortCode
	case s.Address.IsAlphanumeric():
		t.kind = kindAlphanumeric
	}
	if number, ok := s.Address.E164(); ok {
		area = areaCode(number)
		t.tollFree = tollFree(area)
		if t.country == "" {
			t.country = countryOf(number)
		}
	}
	return t, area
}

// northern reports whether the sender is of the United States or Canada.
func (t *traits) northern() bool { return t.country == "US" || t.country == "CA" }

// recipient is whom a message is for and what choosing needs to know of them.
type recipient struct {
	channel Channel
	country string
	rcs     bool // can be reached over RCS besides
	// area is the area code that numbers are told apart by, 0 if they are not, and overlays are those
	// that serve a region of it.
	area     uint16
	overlays *areaSet
}

// reachable reports whether a has the form of someone who can be written to, which alphanumeric
// senders and RCS agents cannot.
func reachable(a Address) bool {
	if a.plain().Validate() != nil || a.IsAlphanumeric() {
		return false
	}
	_, phone := a.E164()
	return phone || a.Channel() != ChannelRCS
}

// newRecipient describes a recipient. The caller holds p.mu.
func (p *Pool) newRecipient(to Address, want Preference) recipient {
	r := recipient{channel: to.Channel()}
	r.rcs = r.channel == ChannelSMS && !want.NoRCS
	number, ok := to.E164()
	if !ok {
		return r
	}
	r.country = countryOf(number)
	if !want.AreaCode || !r.northern() {
		return r
	}
	r.area = areaCode(number)
	known, ok := p.overlays[r.area]
	if !ok {
		known = overlays(number[2:5])
		if p.overlays == nil {
			p.overlays = map[uint16]*areaSet{}
		}
		p.overlays[r.area] = known
	}
	r.overlays = known
	return r
}

// nearness says how near an area code is to the recipient's: 2 for the same, 1 for one that
// overlays it.
func (r *recipient) nearness(area uint16) int {
	switch {
	case area == r.area:
		return 2
	case r.overlays.has(area):
		return 1
	}
	return 0
}

// northern reports whether the recipient is in the United States or Canada.
func (r *recipient) northern() bool { return r.country == "US" || r.country == "CA" }

// unusable is the rank of senders that cannot write to a recipient.
const unusable = math.MaxInt

// rank says how good the senders of a group are, less being better, if their area codes are left
// out of account.
func (r *recipient) rank(g *group) int {
	if g.channel != r.channel && (g.kind != kindRCS || !r.rcs) {
		return unusable
	}
	kind := int(g.kind) * 10
	switch g.kind {
	case kindShortCode:
		if g.country == "" || g.country != r.country {
			return unusable
		}
		return kind
	case kindAlphanumeric:
		switch {
		case r.northern() || g.country != "" && g.country != r.country:
			return unusable
		case g.country == "":
			return kind + 1 // the default gives way to one kept for the country
		}
		return kind
	case kindNumber:
		if r.country == "CA" && !g.tollFree {
			kind += 5
		}
	}
	switch {
	case r.local(g), r.area != 0 && g.northern():
		return kind + 2
	case g.country == "US":
		return kind + 3
	}
	return kind + 4
}

// local reports whether senders are of the recipient's country.
func (r *recipient) local(g *group) bool {
	return r.country != "" && (g.country == r.country || g.tollFree && r.country == "CA")
}
