package twiliotest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// In a group MMS are phones, by nothing but their address, and numbers of the account's, which are the
// projected addresses of users or of nobody. Everybody there sees who else is, and who wrote what.

const (
	leastGroup = 3  // addresses: of two, what they write is SMS
	maxGroup   = 10 // participants
)

// native reports whether the participant is a phone in a group MMS.
func (p *participant) native() bool { return p.address != "" && p.proxy == "" }

// shown returns the address that the others in a group MMS see, "" for one who has no part in it.
func (p *participant) shown() channels.Address {
	if p.native() {
		return p.address
	}
	return p.projected
}

// circle returns the addresses in a group MMS of some participants, each once, in order.
func circle(parts []*participant) []channels.Address {
	var all []channels.Address
	for _, p := range parts {
		if p.shown() != "" {
			all = append(all, p.shown())
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// grouped reports whether the conversation is a group MMS.
func (t *conversation) grouped() bool { return len(circle(t.participants)) >= leastGroup }

// groupKey returns what stands for a set of addresses in the register of groups.
func groupKey(all ...channels.Address) string {
	slices.Sort(all)
	var b strings.Builder
	for _, a := range slices.Compact(all) {
		b.WriteString(string(a) + " ")
	}
	return b.String()
}

// between returns the key of a group MMS of some participants, "" if nobody there can write to
// anybody: it takes a phone and a number of the account's.
func between(parts []*participant) string {
	if !slices.ContainsFunc(parts, (*participant).native) ||
		!slices.ContainsFunc(parts, func(p *participant) bool { return p.projected != "" }) {
		return ""
	}
	return groupKey(circle(parts)...)
}

// regroup keeps the register of groups, after a change of who takes part or of the conversation's end.
func (t *conversation) regroup() {
	groups := t.in.in.groups
	if groups[t.group] == t {
		delete(groups, t.group)
	}
	t.group = ""
	if t.open() == nil && !t.deleted {
		t.group = between(t.participants)
	}
	if t.group != "" {
		groups[t.group] = t
	}
}

// checkBinding refuses an address that cannot be in a group MMS.
func (a *conversationAccount) checkBinding(p *participant) error {
	long := func(v channels.Address) bool {
		_, number := v.E164()
		return number && v.Channel() == channels.ChannelSMS && v.Validate() == nil && !v.IsTollFree() &&
			(v.Country() == "US" || v.Country() == "CA")
	}
	switch owner, _ := a.tw.owner(p.address); {
	case p.native() && (!long(p.address) || owner != nil):
		return bad(50407, "Invalid messaging binding address")
	case p.projected != "" && (!long(p.projected) || a.account.numbers[p.projected] == nil):
		return bad(50439, "Account is not authorized to use the projected address")
	}
	return nil
}

// admitToGroup refuses one who is in a group MMS already, or cannot be.
func (t *conversation) admitToGroup(p *participant) error {
	if p.shown() == "" && p.address == "" && t.grouped() {
		return bad(50434, "Participant projected address not provided")
	}
	for _, other := range t.participants {
		if p.shown() != "" && p.shown() == other.shown() && p.identity == other.identity {
			return refuse(http.StatusConflict, 50437, "Group Participant already exists")
		}
	}
	return t.in.in.checkBinding(p)
}

// checkGroup refuses participants who make no group MMS together, or that of another conversation.
func (t *conversation) checkGroup(parts []*participant) error {
	a, key := t.in.in, between(parts)
	other := a.groups[key]
	taken := other != nil && other != t
	all := circle(parts)
	if len(all) < leastGroup {
		if key != "" && (taken || a.paired(all[0], all[1])) {
			return refuse(http.StatusConflict, conversations.ErrAddressPairInUse,
				"A binding for this participant and proxy address already exists in another Conversation")
		}
		return nil
	}
	alone := slices.ContainsFunc(parts, func(p *participant) bool { return p.shown() == "" && p.address == "" })
	switch {
	case len(parts) > maxGroup:
		return refuse(http.StatusForbidden, 50436, "Participant limit exceeded for group conversation")
	case key == "" || alone:
		return bad(50435, "Group MMS activation failed.")
	case taken:
		return refuse(http.StatusConflict, 50438, "Group conversation with given participant list already exists")
	}
	return nil
}

// paired reports whether two addresses are those of a participant, either way around.
func (a *conversationAccount) paired(x, y channels.Address) bool {
	return a.pairs[pair{x, y}] != nil || a.pairs[pair{y, x}] != nil
}

// reproject takes over another projected address that a call gives a participant.
func (c *conversationCall) reproject(p *participant) error {
	v, ok := c.given("MessagingBinding.ProjectedAddress")
	if v == "null" {
		v = ""
	}
	if !ok || channels.Address(v) == p.projected {
		return nil
	}
	var code twilio.ErrorCode = 50443
	if v == "" {
		code = 50442
	}
	if p.address != "" || v == "" && (p.identity == "" || p.in.grouped()) {
		return bad(code, "%s", code.Name())
	}
	p.projected = channels.Address(v)
	if c.in.checkBinding(p) != nil || p.in.checkGroup(p.in.with(p)) != nil {
		return bad(code, "%s", code.Name())
	}
	return nil
}

// with returns the conversation's participants with one of them changed.
func (t *conversation) with(changed *participant) []*participant {
	parts := slices.Clone(t.participants)
	for i, p := range parts {
		if p.sid == changed.sid {
			parts[i] = changed
		}
	}
	return parts
}

// from returns the number that a message leaves from to a participant, "" if it does not go there: it
// is the participant's own, or in a group MMS that their phone has from the author's.
func (m *conversationMessage) from(to *participant) channels.Address {
	switch {
	case !to.onChannel() || to.sid == m.participant || to.native() && m.carried:
		return ""
	case to.proxy != "":
		return to.proxy
	}
	var first channels.Address
	for _, p := range m.in.participants {
		if p.sid == m.participant && p.projected != "" {
			return p.projected
		}
		if first == "" {
			first = p.projected
		}
	}
	return first
}
