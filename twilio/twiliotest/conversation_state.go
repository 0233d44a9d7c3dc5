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
func (talk *conversation) open() error {
	if talk.state == conversations.ConversationStateClosed {
		return bad(conversations.ErrClosed, "Can't update conversation as it's in final closed state")
	}
	return nil
}

// inactiveAt returns when a conversation becomes inactive by itself, zero if it does not.
func (talk *conversation) inactiveAt() time.Time {
	if talk.inactive == 0 || talk.state != conversations.ConversationStateActive {
		return time.Time{}
	}
	return talk.active.Add(talk.inactive)
}

// closedAt returns when a conversation is closed by itself, zero if it is not.
func (talk *conversation) closedAt() time.Time {
	if talk.closed == 0 || talk.state == conversations.ConversationStateClosed {
		return time.Time{}
	}
	return talk.active.Add(talk.closed)
}

// touch begins a conversation's timers anew.
func (talk *conversation) touch() {
	talk.active = time.Now()
	talk.arm()
}

// arm sets a timer for the next change that comes by itself, unless one goes off before. That it
// may then be too early is no harm: see [conversation.tick].
func (talk *conversation) arm() {
	due := talk.inactiveAt()
	if closed := talk.closedAt(); due.IsZero() || !closed.IsZero() && closed.Before(due) {
		due = closed
	}
	if due.IsZero() || !talk.wake.IsZero() && !due.Before(talk.wake) {
		return
	}
	talk.wake = due
	tw := talk.in.in.tw
	tw.after(time.Until(due), func() {
		tw.mu.Lock()
		defer tw.mu.Unlock()
		if talk.wake.Equal(due) && !talk.deleted {
			talk.wake = time.Time{}
			talk.tick()
		}
	})
}

// tick makes the changes that are due.
func (talk *conversation) tick() {
	at, by := time.Now(), cause{source: "API"}
	if due := talk.inactiveAt(); !due.IsZero() && !due.After(at) {
		talk.move(by, conversations.ConversationStateInactive, reasonTimer)
	}
	if due := talk.closedAt(); !due.IsZero() && !due.After(at) {
		talk.move(by, conversations.ConversationStateClosed, reasonTimer)
	}
	talk.arm()
}

// stir tells a conversation that something has happened in it: it is active again, and its timers
// begin anew.
func (talk *conversation) stir(by cause) {
	if talk.state == conversations.ConversationStateInactive {
		talk.move(by, conversations.ConversationStateActive, reasonEvent)
	}
	talk.touch()
}

// move gives a conversation another state and tells of it.
func (talk *conversation) move(by cause, to conversations.ConversationState, reason string) {
	from := talk.state
	if from == to {
		return
	}
	talk.state, talk.updated = to, now()
	talk.in.in.tw.tellLocked("%s: %s, by %s", talk.sid, to, reason)
	switch to {
	case conversations.ConversationStateActive:
		talk.touch()
	case conversations.ConversationStateClosed:
		talk.freePairs()
	}
	talk.tell(by, "onConversationStateUpdated", url.Values{
		"ChatServiceSid": {talk.in.sid}, "ConversationSid": {talk.sid}, "MessagingServiceSid": {talk.messaging},
		"StateUpdated": {iso8601(talk.updated)}, "StateFrom": {string(from)}, "StateTo": {string(to)}, "Reason": {reason},
	})
}

// freePairs lets others have the addresses of a conversation's participants.
func (talk *conversation) freePairs() {
	pairs := talk.in.in.pairs
	for _, p := range talk.participants {
		if pairs[p.pair()] == p {
			delete(pairs, p.pair())
		}
	}
}
