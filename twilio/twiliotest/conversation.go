package twiliotest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversation is one of a service.
type conversation struct {
	in               *conversationService
	sid              string
	name, unique     string
	attributes       string
	messaging        string // the SID of its Messaging Service
	email, emailName string
	createdBy        string
	state            conversations.ConversationState
	inactive, closed time.Duration // timers, 0 for none
	active           time.Time     // when something happened last
	wake             time.Time     `keep:"-"` // when a timer goes off next
	created, updated time.Time
	participants     []*participant
	group            string // its key in the account's groups, "" if it is none
	messages         []*conversationMessage
	next             int // index of the next message
	webhooks         []*conversationHook
	deleted          bool
}

const maxConversationAttributes, maxPartAttributes = 16 << 10, 4 << 10

// conversationAttributes refuses attributes that are longer than some bytes or no JSON.
func conversationAttributes(v string, most int) error {
	switch {
	case len(v) > most:
		return bad(conversations.ErrAttributesTooLong, "Attributes too long")
	case v != "" && !json.Valid([]byte(v)):
		return bad(conversations.ErrAttributesInvalid, "Attributes not valid JSON")
	}
	return nil
}

// find returns the conversation with a SID or a unique name, nil if there is none.
func (s *conversationService) find(name string) *conversation {
	for _, talk := range s.conversations {
		if talk.sid == name || talk.unique == name && name != "" {
			return talk
		}
	}
	return nil
}

// conversation returns the conversation that the path names by this name of its pattern.
func (c *conversationCall) conversation(name string) (*conversation, error) {
	if talk := c.service.find(c.vars.get(name)); talk != nil {
		return talk, nil
	}
	return nil, c.notFound()
}

func (t *conversation) timers() map[string]any {
	timers := map[string]any{}
	if due := t.inactiveAt(); !due.IsZero() {
		timers["date_inactive"] = iso8601(due)
	}
	if due := t.closedAt(); !due.IsZero() {
		timers["date_closed"] = iso8601(due)
	}
	return timers
}

func (t *conversation) body(v view) any {
	self := v.base + "/Conversations/" + t.sid
	bindings := map[string]any{}
	if t.email != "" {
		bindings["email"] = map[string]any{"projected_address": t.email, "name": orNull(t.emailName)}
	}
	return map[string]any{
		"sid": t.sid, "account_sid": t.in.in.account.sid, "chat_service_sid": t.in.sid,
		"messaging_service_sid": orNull(t.messaging), "friendly_name": orNull(t.name), "unique_name": orNull(t.unique),
		"attributes": t.attributes, "state": t.state, "timers": t.timers(), "bindings": bindings,
		"date_created": iso8601(t.created), "date_updated": iso8601(t.updated), "url": self,
		"links": map[string]string{
			"participants": self + "/Participants", "messages": self + "/Messages", "webhooks": self + "/Webhooks",
			"export": self + "/Export",
		},
	}
}

var conversationSID = regexp.MustCompile(`^CH[0-9a-fA-F]{32}$`)

// settings takes over what a call says of a new or existing conversation, or refuses it.
func (c *conversationCall) settings(talk *conversation) error {
	name, unique, messaging := c.params.Get("FriendlyName"), c.params.Get("UniqueName"), c.params.Get("MessagingServiceSid")
	switch other := c.service.find(unique); {
	case len([]rune(name)) > maxConversationName:
		return bad(50003, "Friendly name too long")
	case len([]rune(unique)) > maxConversationName:
		return bad(50004, "Unique name too long")
	case conversationSID.MatchString(unique):
		return bad(50390, "Unique name should not match conversation sid pattern")
	case other != nil && other.sid != talk.sid:
		return refuse(http.StatusConflict, conversations.ErrUniqueNameExists, "Conversation with provided unique name already exists")
	case messaging != "" && !isSID("MG", messaging):
		return bad(50341, "Invalid messaging service SID")
	case messaging != "" && c.account.services[messaging] == nil:
		return bad(50342, "Messaging service does not belong to account")
	}
	if err := conversationAttributes(c.params.Get("Attributes"), maxConversationAttributes); err != nil {
		return err
	}
	for name, to := range map[string]*string{
		"FriendlyName": &talk.name, "UniqueName": &talk.unique,
		"Bindings.Email.Address": &talk.email, "Bindings.Email.Name": &talk.emailName,
	} {
		if v, ok := c.given(name); ok {
			*to = v
		}
	}
	for name, to := range map[string]*string{"Attributes": &talk.attributes, "MessagingServiceSid": &talk.messaging} {
		if v := c.params.Get(name); v != "" {
			*to = v
		}
	}
	if err := c.moments(&talk.created, &talk.updated); err != nil {
		return err
	}
	return c.timerSettings(talk)
}

// newConversation returns a conversation with what the account sets for all.
func (s *conversationService) newConversation() *conversation {
	talk := &conversation{
		in: s, attributes: "{}", messaging: s.in.messaging, state: conversations.ConversationStateActive,
		created: s.in.tw.stamp(), updated: s.in.tw.stamp(),
	}
	talk.inactive, _ = conversations.Timer(s.in.inactive).Duration() // which were checked when they were set
	talk.closed, _ = conversations.Timer(s.in.closed).Duration()
	return talk
}

// begin adds a conversation to its service.
func (t *conversation) begin() {
	s := t.in
	t.sid = s.in.tw.sid("CH")
	s.conversations = append(s.conversations, t)
	s.in.tw.tellLocked("%s begins", t.sid)
	t.touch()
}

// remove takes a conversation from its service for good.
func (t *conversation) remove() {
	t.deleted = true
	t.freePairs()
	t.in.conversations = slices.DeleteFunc(t.in.conversations, func(other *conversation) bool { return other == t })
	t.in.in.tw.tellLocked("%s is deleted", t.sid)
}

func (c *conversationCall) create() (*conversation, error) {
	talk := c.service.newConversation()
	if err := c.settings(talk); err != nil {
		return nil, err
	}
	switch state := conversations.ConversationState(c.params.Get("State")); state {
	case "", conversations.ConversationStateActive:
	case conversations.ConversationStateInactive:
		talk.state = state
	case conversations.ConversationStateClosed:
		return nil, bad(50384, "Initial state can't be 'closed'")
	default:
		return nil, bad(50378, "'State' parameter value is invalid")
	}
	talk.createdBy = "system"
	return talk, nil
}

func (c *conversationCall) createConversation() (any, error) {
	talk, err := c.create()
	if err != nil {
		return nil, err
	}
	talk.begin()
	talk.tell(c.cause, "onConversationAdded", talk.event())
	return talk.body(c.view), nil
}

func (c *conversationCall) getConversation() (any, error) {
	talk, err := c.conversation("sid")
	if err != nil {
		return nil, err
	}
	return talk.body(c.view), nil
}

func (c *conversationCall) updateConversation() (any, error) {
	talk, err := c.conversation("sid")
	if err != nil {
		return nil, err
	}
	if err := talk.open(); err != nil {
		return nil, err
	}
	state, change := c.given("State")
	switch {
	case !change:
	case state == "":
		return nil, bad(50374, "'State' field can't be empty")
	case state != string(conversations.ConversationStateActive) && state != string(conversations.ConversationStateInactive) &&
		state != string(conversations.ConversationStateClosed):
		return nil, bad(50378, "'State' parameter value is invalid")
	}
	changed := *talk
	changed.updated = c.tw.stamp()
	if err := c.settings(&changed); err != nil {
		return nil, err
	}
	retimed := c.params.Has("Timers.Inactive") || c.params.Has("Timers.Closed")
	talk.take(&changed)
	if retimed {
		talk.touch()
	}
	talk.tell(c.cause, "onConversationUpdated", talk.event())
	if change {
		talk.move(c.cause, conversations.ConversationState(state), reasonAPI)
	}
	return talk.body(c.view), nil
}

// take takes over what a call has changed in a copy.
func (t *conversation) take(changed *conversation) {
	t.name, t.unique, t.attributes, t.messaging = changed.name, changed.unique, changed.attributes, changed.messaging
	t.email, t.emailName = changed.email, changed.emailName
	t.inactive, t.closed = changed.inactive, changed.closed
	t.created, t.updated = changed.created, changed.updated
}

func (c *conversationCall) deleteConversation() (any, error) {
	talk, err := c.conversation("sid")
	if err != nil {
		return nil, err
	}
	talk.destroy(c.cause)
	return nil, nil //nolint:nilnil // a deletion has no answer
}

// destroy deletes a conversation and tells of it.
func (t *conversation) destroy(by cause) {
	event := t.event()
	event.Set("DateRemoved", iso8601(t.in.in.tw.stamp()))
	t.tell(by, "onConversationRemoved", event)
	t.remove()
}

func (c *conversationCall) listConversations() (any, error) {
	var bounds [2]time.Time
	for i, name := range []string{"StartDate", "EndDate"} {
		v := c.params.Get(name)
		if v == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return nil, bad(twilio.ErrUnknownParameters, "Invalid %s", name)
		}
		bounds[i] = t
	}
	start, end := bounds[0], bounds[1]
	if !start.IsZero() && !end.IsZero() && !end.After(start) {
		return nil, bad(50396, "EndDate parameter should be greater than StartDate parameter")
	}
	state := c.params.Get("State")
	if !oneOf(c.params, "State", "active", "inactive", "closed", "initializing") {
		return nil, bad(50378, "'State' parameter value is invalid")
	}
	var items []item
	for _, talk := range c.service.conversations {
		if (state == "" || strings.EqualFold(state, string(talk.state))) &&
			!talk.created.Before(start) && (end.IsZero() || !talk.created.After(end)) {
			items = append(items, item{talk.sid, func() any { return talk.body(c.view) }})
		}
	}
	return c.list("conversations", 100, newestFirst(items))
}
