package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// participant is one who takes part in a conversation: a user, or somebody on a messaging channel.
type participant struct {
	in               *conversation
	sid              string
	identity         string // "" for somebody on a channel
	address, proxy   channels.Address
	projected        channels.Address // of a group MMS: see conversation_group.go
	attributes       string
	role             string // its SID
	read             *int   // index of the message read last
	readAt           time.Time
	level            string // of push notifications
	created, updated time.Time
	typing           time.Time // until when the others see it
	latest           passage   `keep:"-"` // of a message to the participant
}

// pair returns the participant's addresses.
func (p *participant) pair() pair { return pair{p.proxy, p.address} }

// onChannel reports whether messages reach the participant on a messaging channel.
func (p *participant) onChannel() bool { return p.address != "" }

// participant returns the one with a SID or an identity, nil if there is none.
func (t *conversation) participant(name string) *participant {
	for _, p := range t.participants {
		if p.sid == name || p.identity == name && name != "" {
			return p
		}
	}
	return nil
}

// writer returns the participant with an identity or an address, nil if there is none.
func (t *conversation) writer(author string) *participant {
	for _, p := range t.participants {
		if author != "" && (p.identity == author || string(p.address) == author || string(p.projected) == author) {
			return p
		}
	}
	return nil
}

// reached counts the participants on messaging channels.
func (t *conversation) reached() int {
	n := 0
	for _, p := range t.participants {
		if p.onChannel() {
			n++
		}
	}
	return n
}

const (
	maxParticipants      = 1000
	maxReached           = 50
	maxUserConversations = 1000
)

// admit refuses a participant whom a conversation cannot take.
func (t *conversation) admit(p *participant) error {
	if err := t.open(); err != nil {
		return err
	}
	if err := t.admitToGroup(p); err != nil {
		return err
	}
	a := t.in.in
	u, taken := t.in.person(p.identity), a.pairs[p.pair()]
	switch {
	case len(t.participants) >= maxParticipants:
		return refuse(http.StatusForbidden, conversations.ErrTooManyParticipants, "Participants limit exceeded")
	case p.identity != "" && t.participant(p.identity) != nil:
		return refuse(http.StatusConflict, conversations.ErrParticipantExists, "Participant already exists")
	case p.identity != "" && u != nil && len(t.in.conversations) > maxUserConversations && len(t.in.partsOf(u)) >= maxUserConversations:
		return refuse(http.StatusForbidden, 50214, "User conversation limit exceeded")
	case taken != nil:
		return pairInUse(taken.in)
	case p.proxy != "" && a.groups[groupKey(p.address, p.proxy)] != nil:
		return pairInUse(a.groups[groupKey(p.address, p.proxy)])
	case p.onChannel() && t.reached() >= maxReached:
		return refuse(http.StatusForbidden, conversations.ErrTooManyAddresses, "Non-Chat participants limit exceeded")
	}
	if p.proxy != "" || p.shown() == "" && p.identity == "" {
		if err := a.checkAddresses(p.address, p.proxy); err != nil {
			return err
		}
	}
	if t.sid == "" {
		return nil // to whom all come at once, and are checked together
	}
	return t.checkGroup(append(slices.Clone(t.participants), p))
}

func pairInUse(by *conversation) error {
	return refuse(http.StatusConflict, conversations.ErrAddressPairInUse,
		"A binding for this participant and proxy address already exists in Conversation %s", by.sid)
}

// checkAddresses refuses a pair of addresses that cannot talk to each other.
func (a *conversationAccount) checkAddresses(address, proxy channels.Address) error {
	switch {
	case address == "":
		return bad(50411, "Participant address is empty")
	case address.Validate() != nil || address.IsAlphanumeric() || address.IsShortCode():
		return bad(50407, "Invalid messaging binding address")
	case proxy.Validate() != nil || proxy.IsAlphanumeric():
		return bad(50408, "Invalid participant proxy address")
	case address == proxy:
		return bad(50409, "Participant address equals proxy address")
	case address.Channel() != proxy.Channel():
		return bad(50414, "Participant address type does not match proxy address type")
	case a.account.numbers[proxy] == nil && proxy.Channel() == channels.ChannelWhatsApp:
		return bad(50415, "Proxy address is not WhatsApp enabled sender")
	case a.account.numbers[proxy] == nil:
		return bad(50413, "Account is not authorized to use proxy address")
	}
	return nil
}

// newParticipant returns one that is yet to join.
func (t *conversation) newParticipant(identity string, address, proxy channels.Address) *participant {
	return &participant{
		in: t, identity: identity, address: address, proxy: proxy, attributes: "{}", role: t.in.role,
		level: string(conversations.NotificationLevelDefault), created: t.in.in.tw.stamp(), updated: t.in.in.tw.stamp(),
	}
}

// join adds a participant whom the conversation has admitted, and tells of it.
func (p *participant) join(by cause) {
	talk := p.in
	if p.identity != "" {
		talk.in.meet(by, p.identity)
	}
	p.sid = talk.in.in.tw.sid("MB")
	talk.participants = append(talk.participants, p)
	if p.proxy != "" {
		talk.in.in.pairs[p.pair()] = p
	}
	talk.regroup()
	talk.in.in.tw.tellLocked("%s: %s joins", talk.sid, p.sid)
	talk.tell(by, "onParticipantAdded", p.event())
	talk.stir(by)
}

// leave takes a participant out of the conversation, and tells of it.
func (p *participant) leave(by cause) {
	talk := p.in
	if pairs := talk.in.in.pairs; pairs[p.pair()] == p {
		delete(pairs, p.pair())
	}
	talk.participants = slices.DeleteFunc(talk.participants, func(other *participant) bool { return other == p })
	talk.regroup()
	talk.in.in.tw.tellLocked("%s: %s leaves", talk.sid, p.sid)
	event := p.event()
	event.Set("DateRemoved", iso8601(talk.in.in.tw.stamp()))
	talk.tell(by, "onParticipantRemoved", event)
}

// event returns what webhooks tell of a participant.
func (p *participant) event() url.Values {
	v := url.Values{
		"ConversationSid": {p.in.sid}, "RoleSid": {p.role}, "Attributes": {p.attributes},
		"DateCreated": {iso8601(p.created)}, "DateUpdated": {iso8601(p.updated)},
		"MessagingBinding.Type": {"CHAT"},
	}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("ParticipantSid", p.sid)
	set("Identity", p.identity)
	if p.onChannel() || p.projected != "" {
		set("MessagingBinding.Type", strings.ToUpper(string(p.address.Channel())))
		set("MessagingBinding.Address", string(p.address))
		set("MessagingBinding.ProxyAddress", string(p.proxy))
		set("MessagingBinding.ProjectedAddress", string(p.projected))
	}
	if p.read != nil {
		set("LastReadMessageIndex", strconv.Itoa(*p.read))
	}
	return v
}

// binding returns what the API answers for how a participant is reached.
func (p *participant) binding() any {
	if !p.onChannel() && p.projected == "" {
		return nil
	}
	binding := map[string]any{"type": p.address.Channel()}
	for name, v := range map[string]channels.Address{
		"address": p.address, "proxy_address": p.proxy, "projected_address": p.projected,
	} {
		if v != "" {
			binding[name] = v
		}
	}
	return binding
}

func (p *participant) body(v view) any {
	return v.about(map[string]any{
		"sid": p.sid, "account_sid": p.in.in.in.account.sid, "conversation_sid": p.in.sid,
		"identity": orNull(p.identity), "attributes": p.attributes, "messaging_binding": p.binding(), "role_sid": p.role,
		"last_read_message_index": p.read, "last_read_timestamp": dateOrNull(p.readAt),
		"date_created": iso8601(p.created), "date_updated": iso8601(p.updated),
		"url": v.base + "/Conversations/" + p.in.sid + "/Participants/" + p.sid,
	})
}

// readUpTo remembers what a participant has read.
func (p *participant) readUpTo(index *int, at time.Time) {
	p.read, p.readAt = index, at
}

// horizon takes over what a call says that a participant has read.
func (c *conversationCall) horizon(p *participant) error {
	at := c.tw.stamp()
	if v := c.params.Get("LastReadTimestamp"); v != "" {
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return bad(twilio.ErrUnknownParameters, "Invalid LastReadTimestamp")
		}
		at = t.UTC()
	}
	v, ok := c.given("LastReadMessageIndex")
	switch n, err := strconv.Atoi(v); {
	case !ok && c.params.Get("LastReadTimestamp") != "":
		p.readUpTo(p.read, at)
	case !ok:
	case v == "" || v == "null":
		p.readUpTo(nil, time.Time{})
	case err != nil || n < 0:
		return bad(50421, "Invalid last read message index format")
	default:
		p.readUpTo(&n, at)
	}
	return nil
}
