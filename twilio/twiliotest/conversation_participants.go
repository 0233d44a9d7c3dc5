package twiliotest

import (
	"encoding/json"
	"net/http"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// newcomer returns the participant that a call wants to add, or the refusal of one whom the
// conversation cannot take.
func (c *conversationCall) newcomer(talk *conversation) (*participant, error) {
	identity := c.params.Get("Identity")
	address := channels.Address(c.params.Get("MessagingBinding.Address"))
	proxy := channels.Address(c.params.Get("MessagingBinding.ProxyAddress"))
	projected := channels.Address(c.params.Get("MessagingBinding.ProjectedAddress"))
	switch {
	case identity == "" && address == "" && proxy == "" && projected == "":
		return nil, bad(twilio.ErrUnknownParameters, "Identity or MessagingBinding.Address is required")
	case identity != "" && (address != "" || proxy != ""):
		return nil, bad(50211, "Identity parameter not acceptable for this Participant")
	case projected != "" && (address != "" || proxy != ""):
		return nil, bad(50420, "Participant Messaging Binding type does not support all of the provided Messaging Binding parameters")
	}
	if err := conversationIdentity(identity); err != nil {
		return nil, err
	}
	p := talk.newParticipant(identity, address, proxy)
	p.projected = projected
	if err := c.participantSettings(p); err != nil {
		return nil, err
	}
	return p, talk.admit(p)
}

// participantSettings takes over what a call says of a participant, or refuses it.
func (c *conversationCall) participantSettings(p *participant) error {
	attributes, role := c.params.Get("Attributes"), c.params.Get("RoleSid")
	if err := conversationAttributes(attributes, maxPartAttributes); err != nil {
		return err
	}
	if role != "" {
		if err := c.service.checkRole(role, conversations.RoleTypeConversation); err != nil {
			return err
		}
		p.role = role
	}
	if attributes != "" {
		p.attributes = attributes
	}
	return c.moments(&p.created, &p.updated)
}

func (c *conversationCall) createParticipant() (any, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	p, err := c.newcomer(talk)
	if err != nil {
		return nil, err
	}
	p.join(c.cause)
	return p.body(c.view), nil
}

func (c *conversationCall) listParticipants() (any, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	var items []item
	for _, p := range talk.participants {
		items = append(items, item{p.sid, func() any { return p.body(c.view) }})
	}
	return c.list("participants", 100, items)
}

// participant returns the participant that the path names.
func (c *conversationCall) participant() (*participant, error) {
	talk, err := c.conversation("conversation")
	if err != nil {
		return nil, err
	}
	if p := talk.participant(c.vars.get("sid")); p != nil {
		return p, nil
	}
	return nil, c.notFound()
}

func (c *conversationCall) getParticipant() (any, error) {
	p, err := c.participant()
	if err != nil {
		return nil, err
	}
	return p.body(c.view), nil
}

func (c *conversationCall) updateParticipant() (any, error) {
	p, err := c.participant()
	if err != nil {
		return nil, err
	}
	if err := p.in.open(); err != nil {
		return nil, err
	}
	changed := *p
	changed.updated = c.tw.stamp()
	if err := c.rebind(&changed); err != nil {
		return nil, err
	}
	if err := c.participantSettings(&changed); err != nil {
		return nil, err
	}
	if err := c.horizon(&changed); err != nil {
		return nil, err
	}
	pairs := c.in.pairs
	if pairs[p.pair()] == p {
		delete(pairs, p.pair())
	}
	*p = changed
	if p.proxy != "" {
		pairs[p.pair()] = p
	}
	p.in.regroup()
	if p.identity != "" {
		c.service.meet(c.cause, p.identity)
	}
	p.in.tell(c.cause, "onParticipantUpdated", p.event())
	return p.body(c.view), nil
}

// rebind takes over another identity and proxy address that a call gives a participant.
func (c *conversationCall) rebind(p *participant) error {
	if err := c.reproject(p); err != nil {
		return err
	}
	if v, ok := c.given("MessagingBinding.ProxyAddress"); ok && channels.Address(v) != p.proxy {
		if !p.onChannel() || v == "" {
			return bad(50440, "Failed to remove the proxy address of a participant.")
		}
		p.proxy = channels.Address(v)
		if c.in.checkAddresses(p.address, p.proxy) != nil || c.in.pairs[p.pair()] != nil ||
			c.in.groups[groupKey(p.address, p.proxy)] != nil {
			return bad(50441, "Failed to add a proxy address to a participant")
		}
	}
	identity := c.params.Get("Identity")
	if identity == "" || identity == p.identity {
		return nil
	}
	if err := conversationIdentity(identity); err != nil {
		return err
	}
	if p.identity != "" && p.projected == "" || p.in.participant(identity) != nil {
		return bad(50444, "Failed to add an identity to a participant.")
	}
	p.identity = identity
	return nil
}

func (c *conversationCall) deleteParticipant() (any, error) {
	p, err := c.participant()
	if err != nil {
		return nil, err
	}
	if err := p.in.open(); err != nil {
		return nil, err
	}
	p.leave(c.cause)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

const maxNewParticipants = 10

// createWithParticipants makes a conversation with everybody in it, or nothing at all.
func (c *conversationCall) createWithParticipants() (any, error) {
	talk, err := c.create()
	if err != nil {
		return nil, err
	}
	given := c.params["Participant"]
	if len(given) > maxNewParticipants {
		return nil, bad(50426, "Request contains too many participants.")
	}
	var joining []*participant
	draft := *talk // as it is to be
	for _, text := range given {
		params, ok := jsonParams(text)
		if !ok {
			return nil, bad(50424, "One of the JSON requests for participant creation is invalid.")
		}
		sub := *c
		sub.call = &call{}
		*sub.call = *c.call
		sub.params = params
		p, err := sub.newcomer(&draft)
		if err != nil {
			return nil, manyRefusal(err)
		}
		for _, other := range joining {
			if p.proxy != "" && p.pair() == other.pair() {
				return nil, bad(50427, "Errors occurred during multiple participants creation.")
			}
		}
		p.in = talk
		joining = append(joining, p)
		draft.participants = joining
	}
	if err := talk.checkGroup(joining); err != nil {
		return nil, manyRefusal(err)
	}
	talk.begin()
	talk.tell(c.cause, "onConversationAdded", talk.event())
	for _, p := range joining {
		p.join(c.cause)
	}
	return talk.body(c.view), nil
}

// manyRefusal is the refusal of several participants for one of them.
func manyRefusal(err error) error {
	e, ok := err.(*twilio.Error) //nolint:errorlint // what this package refuses with is not wrapped
	switch {
	case ok && e.Status == http.StatusNotImplemented:
		return err
	case ok && e.Code == conversations.ErrAddressPairInUse:
		return refuse(http.StatusConflict, 50425, "Participant and proxy address pairs for one or more participants already in use.")
	}
	return bad(50427, "Errors occurred during multiple participants creation.")
}

// jsonParams returns the parameters that the JSON of a participant stands for.
func jsonParams(text string) (map[string][]string, bool) {
	var p struct {
		Identity    string `json:"identity"`
		RoleSID     string `json:"role_sid"`
		Attributes  string `json:"attributes"`
		DateCreated string `json:"date_created"`
		DateUpdated string `json:"date_updated"`
		Binding     struct {
			Address   string `json:"address"`
			Proxy     string `json:"proxy_address"`
			Projected string `json:"projected_address"`
		} `json:"messaging_binding"`
	}
	if json.Unmarshal([]byte(text), &p) != nil {
		return nil, false
	}
	return map[string][]string{
		"Identity": {p.Identity}, "RoleSid": {p.RoleSID}, "Attributes": {p.Attributes},
		"DateCreated": {p.DateCreated}, "DateUpdated": {p.DateUpdated},
		"MessagingBinding.Address": {p.Binding.Address}, "MessagingBinding.ProxyAddress": {p.Binding.Proxy},
		"MessagingBinding.ProjectedAddress": {p.Binding.Projected},
	}, true
}
