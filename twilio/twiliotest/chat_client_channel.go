package twiliotest

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/webhook"
)

// chatForm makes the parameters that stand for a user's wish, without those that are nil.
func chatForm(params map[string]*string) url.Values {
	form := url.Values{}
	for name, v := range params {
		if v != nil {
			form.Set(name, *v)
		}
	}
	return form
}

// some returns a parameter that is left out if it is empty.
func some(v string) *string {
	if v == "" {
		return nil
	}
	return &v
}

// CreateChannel makes a channel. It has no members: to be one, the creator has to [ChatUser.Join]
// it. Needs the permission createChannel.
func (u *ChatUser) CreateChannel(params *chat.CreateChannelParams) (*chat.Channel, error) {
	params = cmp.Or(params, new(chat.CreateChannelParams))
	form := chatForm(map[string]*string{
		"FriendlyName": some(params.FriendlyName), "UniqueName": some(params.UniqueName),
		"Attributes": some(params.Attributes), "Type": some(string(params.Type)),
	})
	return asResource[chat.Channel](u.do("creates a channel", form, func(c *chatCall) (*chatPlan, error) {
		if err := c.may(nil, chat.DeploymentPermissionCreateChannel); err != nil {
			return nil, err
		}
		ch, err := c.newChannel()
		if err != nil {
			return nil, err
		}
		ask := with(channelEvent(ch), "ChannelType", string(ch.kind))
		return &chatPlan{"onChannelAdd", ask, func() any {
			c.addChannel(ch)
			return c.service.channelBody(c, ch)
		}}, nil
	}))
}

// UpdateChannel changes a channel. Needs editChannelName for its names and editChannelAttributes
// for its attributes.
func (u *ChatUser) UpdateChannel(channel string, params *chat.UpdateChannelParams) (*chat.Channel, error) {
	params = cmp.Or(params, new(chat.UpdateChannelParams))
	form := chatForm(map[string]*string{
		"FriendlyName": params.FriendlyName, "UniqueName": params.UniqueName, "Attributes": some(params.Attributes),
	})
	return asResource[chat.Channel](u.do("updates "+channel, form, func(c *chatCall) (*chatPlan, error) {
		ch, err := c.sees(channel)
		if err != nil {
			return nil, err
		}
		if params.FriendlyName != nil || params.UniqueName != nil {
			if err := c.may(ch, chat.ChannelPermissionEditChannelName); err != nil {
				return nil, err
			}
		}
		if params.Attributes != "" {
			if err := c.may(ch, chat.ChannelPermissionEditChannelAttributes); err != nil {
				return nil, err
			}
		}
		next, err := c.changedChannel(ch, maxChatUpdateName)
		if err != nil {
			return nil, err
		}
		return &chatPlan{"onChannelUpdate", madeChannelEvent(next), func() any {
			c.changeChannel(ch, next)
			return c.service.channelBody(c, ch)
		}}, nil
	}))
}

// DestroyChannel deletes a channel. Needs the permission destroyChannel.
func (u *ChatUser) DestroyChannel(channel string) error {
	_, err := u.do("destroys "+channel, url.Values{}, func(c *chatCall) (*chatPlan, error) {
		ch, err := c.sees(channel)
		if err != nil {
			return nil, err
		}
		if err := c.may(ch, chat.ChannelPermissionDestroyChannel); err != nil {
			return nil, err
		}
		ask := with(madeChannelEvent(ch), "ChannelType", string(ch.kind))
		return &chatPlan{"onChannelDestroy", ask, func() any { c.destroyChannel(ch); return nil }}, nil
	})
	return err
}

// Join makes the user a member of a channel. Needs the permission joinChannel, and for a private
// channel to have made it.
func (u *ChatUser) Join(channel string) (*chat.Member, error) {
	return u.enter("joins "+channel, channel, u.identity, webhook.ChatMemberReasonJoined, func(c *chatCall, ch *chatChannel) error {
		if ch.kind == chat.ChannelTypePrivate && ch.createdBy != u.identity && ch.invited(u.identity) == nil {
			return forbidden()
		}
		return c.may(nil, chat.DeploymentPermissionJoinChannel)
	})
}

// Accept makes the user a member of a channel that they are invited to. [chat.ErrInviteNotFound] says that they
// are not.
func (u *ChatUser) Accept(channel string) (*chat.Member, error) {
	return u.enter("accepts "+channel, channel, u.identity, webhook.ChatMemberReasonJoined, func(_ *chatCall, ch *chatChannel) error {
		if ch.invited(u.identity) == nil {
			return errNotInvited()
		}
		return nil
	})
}

func errNotInvited() error {
	return refuse(http.StatusNotFound, chat.ErrInviteNotFound, "Invite not found")
}

// Add makes another user a member of a channel. Needs the permission addMember.
func (u *ChatUser) Add(channel, identity string) (*chat.Member, error) {
	return u.enter("adds to "+channel, channel, identity, webhook.ChatMemberReasonAdded, func(c *chatCall, ch *chatChannel) error {
		return c.may(ch, chat.ChannelPermissionAddMember)
	})
}

// enter makes a user a member.
func (u *ChatUser) enter(
	what, channel, identity string, reason webhook.ChatMemberReason, may func(*chatCall, *chatChannel) error,
) (*chat.Member, error) {
	return asResource[chat.Member](u.do(what, formOf("Identity", identity), func(c *chatCall) (*chatPlan, error) {
		ch, err := c.sees(channel)
		if err != nil {
			return nil, err
		}
		if err := may(c, ch); err != nil {
			return nil, err
		}
		m, err := c.newMember(ch)
		if err != nil {
			return nil, err
		}
		return &chatPlan{"onMemberAdd", memberEvent(m, reason), func() any {
			c.addMember(m, reason)
			return c.service.memberBody(c, m)
		}}, nil
	}))
}

// Leave ends the user's membership of a channel. Needs the permission leaveChannel.
func (u *ChatUser) Leave(channel string) error {
	return u.exit("leaves "+channel, channel, u.identity, webhook.ChatMemberReasonLeft, chat.ChannelPermissionLeaveChannel)
}

// Remove ends the membership of another user. Needs the permission removeMember.
func (u *ChatUser) Remove(channel, identity string) error {
	return u.exit("removes from "+channel, channel, identity, webhook.ChatMemberReasonRemoved, chat.ChannelPermissionRemoveMember)
}

// exit ends a membership.
func (u *ChatUser) exit(what, channel, identity string, reason webhook.ChatMemberReason, needs chat.Permission) error {
	_, err := u.do(what, url.Values{}, func(c *chatCall) (*chatPlan, error) {
		ch, err := c.sees(channel)
		if err != nil {
			return nil, err
		}
		m := ch.members[identity]
		switch {
		case m == nil && identity == u.identity:
			return nil, refuse(http.StatusForbidden, chat.ErrNotMember, "User not member of channel")
		case m == nil:
			return nil, refuse(http.StatusNotFound, chat.ErrMemberNotFound, "Member not found")
		}
		if err := c.may(ch, needs); err != nil {
			return nil, err
		}
		ask := with(memberEvent(m, reason), "MemberSid", m.sid)
		return &chatPlan{"onMemberRemove", ask, func() any { c.removeMember(m, reason); return nil }}, nil
	})
	return err
}

// Invite invites another user to a channel. Needs the permission inviteMember.
func (u *ChatUser) Invite(channel, identity string) (*chat.Invite, error) {
	return asResource[chat.Invite](u.do("invites to "+channel, formOf("Identity", identity), func(c *chatCall) (*chatPlan, error) {
		ch, err := c.sees(channel)
		if err != nil {
			return nil, err
		}
		if err := c.may(ch, chat.ChannelPermissionInviteMember); err != nil {
			return nil, err
		}
		i, err := c.newInvite(ch)
		if err != nil {
			return nil, err
		}
		return &chatPlan{commit: func() any {
			c.addInvite(i)
			return c.service.inviteBody(c, i)
		}}, nil
	}))
}

// Decline refuses an invite to a channel. [chat.ErrInviteNotFound] says that there is none.
func (u *ChatUser) Decline(channel string) error {
	_, err := u.do("declines "+channel, url.Values{}, func(c *chatCall) (*chatPlan, error) {
		ch, err := c.sees(channel)
		if err != nil {
			return nil, err
		}
		if ch.invited(u.identity) == nil {
			return nil, errNotInvited()
		}
		return &chatPlan{commit: func() any { ch.withdraw(u.identity); return nil }}, nil
	})
	return err
}
