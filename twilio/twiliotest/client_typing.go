package twiliotest

import (
	"net/url"
	"slices"
	"time"
)

// conversationTyping is for how long people at their apps see that somebody is writing.
const conversationTyping = 5 * time.Second

// Type lets the others in a conversation see that the user is writing: for five seconds, unless a
// message comes first. No webhook is told of it.
func (u *ConversationUser) Type(conversation string) error {
	defer u.in.in.tw.mustSave()
	_, err := u.locked(func() (url.Values, error) {
		p, err := u.part(conversation)
		if err == nil {
			p.typing = u.in.in.tw.Now().Add(conversationTyping)
		}
		return nil, err
	})
	return err
}

// Typing returns the identities of the others of whom the user sees that they are writing, in order.
// There are none if the user does not take part.
func (u *ConversationUser) Typing(conversation string) []string {
	tw := u.in.in.tw
	tw.mu.Lock()
	defer tw.mu.Unlock()
	talk := u.in.find(conversation)
	if talk == nil || talk.participant(u.identity) == nil {
		return nil
	}
	var who []string
	for _, p := range talk.participants {
		if p.identity != u.identity && tw.Now().Before(p.typing) {
			who = append(who, p.identity)
		}
	}
	slices.Sort(who)
	return who
}

// Type lets the others in a channel see that the user is writing: for as long as the service's
// TypingIndicatorTimeout says, unless a message comes first. No webhook is told of it. Needs to be a
// member.
func (u *ChatUser) Type(channel string) error {
	_, err := u.do("types in "+channel, url.Values{}, func(c *chatCall) (*chatPlan, error) {
		_, m, err := c.isIn(channel)
		if err != nil {
			return nil, err
		}
		return &chatPlan{commit: func() any {
			m.typing = u.tw.Now().Add(time.Duration(u.service.number("TypingIndicatorTimeout")) * time.Second)
			return nil
		}}, nil
	})
	return err
}

// Typing returns the identities of the others of whom the user sees that they are writing, in order.
// There are none if the user is no member of the channel.
func (u *ChatUser) Typing(channel string) []string {
	u.tw.mu.Lock()
	defer u.tw.mu.Unlock()
	var ch *chatChannel
	if ch = u.service.findChannel(channel); ch == nil || ch.members[u.identity] == nil {
		return nil
	}
	var who []string
	for _, m := range ch.members {
		if m.identity != u.identity && u.tw.Now().Before(m.typing) {
			who = append(who, m.identity)
		}
	}
	slices.Sort(who)
	return who
}
