package twiliotest

import (
	"net/url"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// Why the state of a conversation changes, as webhooks tell it.
const (
	reasonAPI   = "API"
	reasonTimer = "TIMER"
	reasonEvent = "EVENT"
)

const (
	minInactive = time.Minute
	minClosed   = 10 * time.Minute
)

// conversationTimer reads a timer that a call gives. That of no length is none.
func conversationTimer(v string, least time.Duration, invalid, short twilio.ErrorCode) (time.Duration, error) {
	d, ok := conversations.Timer(v).Duration()
	switch {
	case v == "":
		return 0, nil
	case !ok:
		return 0, bad(invalid, "%s", invalid.Name())
	case d != 0 && d < least:
		return 0, bad(short, "%s", short.Name())
	}
	return d, nil
}

// timerSettings takes over the timers that a call gives.
func (c *conversationCall) timerSettings(talk *conversation) (err error) {
	if v, ok := c.given("Timers.Inactive"); ok {
		if talk.inactive, err = conversationTimer(v, minInactive, 50379, conversations.ErrInactiveTimer); err != nil {
			return err
		}
	}
	if v, ok := c.given("Timers.Closed"); ok {
		talk.closed, err = conversationTimer(v, minClosed, 50380, conversations.ErrClosedTimer)
	}
	return err
}

// open refuses what cannot be done in a conversation that is closed.
func (t *conversation) open() error {
	if t.state == conversations.ConversationStateClosed {
		return bad(conversations.ErrClosed, "Can't update conversation as it's in final closed state")
	}
	return nil
}

// inactiveAt returns when a conversation becomes inactive by itself, zero if it does not.
func (t *conversation) inactiveAt() time.Time {
	if t.inactive == 0 || t.state != conversations.ConversationStateActive {
		return time.Time{}
	}
	return t.active.Add(t.inactive)
}

// closedAt returns when a conversation is closed by itself, zero if it is not.
func (t *conversation) closedAt() time.Time {
	if t.closed == 0 || t.state == conversations.ConversationStateClosed {
		return time.Time{}
	}
	return t.active.Add(t.closed)
}

// touch begins a conversation's timers anew.
func (t *conversation) touch() {
	t.active = t.in.in.tw.Now()
	t.arm()
}

// arm sets a timer for the next change that comes by itself, unless one goes off before. That it
// may then be too early is no harm: see [conversation.tick].
func (t *conversation) arm() {
	due := t.inactiveAt()
	if closed := t.closedAt(); due.IsZero() || !closed.IsZero() && closed.Before(due) {
		due = closed
	}
	if due.IsZero() || !t.wake.IsZero() && !due.Before(t.wake) {
		return
	}
	t.wake = due
	tw := t.in.in.tw
	tw.at(due, func() {
		tw.mu.Lock()
		defer tw.mu.Unlock()
		if t.wake.Equal(due) && !t.deleted {
			t.wake = time.Time{}
			t.tick()
		}
	})
}

// tick makes the changes that are due.
func (t *conversation) tick() {
	at, by := t.in.in.tw.Now(), cause{source: "API"}
	if due := t.inactiveAt(); !due.IsZero() && !due.After(at) {
		t.move(by, conversations.ConversationStateInactive, reasonTimer)
	}
	if due := t.closedAt(); !due.IsZero() && !due.After(at) {
		t.move(by, conversations.ConversationStateClosed, reasonTimer)
	}
	t.arm()
}

// stir tells a conversation that something has happened in it: it is active again, and its timers
// begin anew.
func (t *conversation) stir(by cause) {
	if t.state == conversations.ConversationStateInactive {
		t.move(by, conversations.ConversationStateActive, reasonEvent)
	}
	t.touch()
}

// move gives a conversation another state and tells of it.
func (t *conversation) move(by cause, to conversations.ConversationState, reason string) {
	from := t.state
	if from == to {
		return
	}
	t.state, t.updated = to, t.in.in.tw.stamp()
	t.in.in.tw.tellLocked("%s: %s, by %s", t.sid, to, reason)
	switch to {
	case conversations.ConversationStateActive:
		t.touch()
	case conversations.ConversationStateClosed:
		t.freePairs()
	}
	t.tell(by, "onConversationStateUpdated", url.Values{
		"ChatServiceSid": {t.in.sid}, "ConversationSid": {t.sid}, "MessagingServiceSid": {t.messaging},
		"StateUpdated": {iso8601(t.updated)}, "StateFrom": {string(from)}, "StateTo": {string(to)}, "Reason": {reason},
	})
}

// freePairs lets others have the addresses of a conversation's participants.
func (t *conversation) freePairs() {
	pairs := t.in.in.pairs
	for _, p := range t.participants {
		if pairs[p.pair()] == p {
			delete(pairs, p.pair())
		}
	}
	t.regroup()
}
