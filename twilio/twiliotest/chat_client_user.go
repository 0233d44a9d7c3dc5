package twiliotest

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// UpdateUser changes the friendly name or the attributes of a user. Needs the permission
// editOwnUserInfo or, for others, editAnyUserInfo. A role is changed by the API alone: code 50205
// says so.
func (u *ChatUser) UpdateUser(identity string, params *chat.UpdateUserParams) (*chat.User, error) {
	params = cmp.Or(params, new(chat.UpdateUserParams))
	form := chatForm(map[string]*string{"FriendlyName": params.FriendlyName, "Attributes": some(params.Attributes)})
	return asResource[chat.User](u.do("updates a user", form, func(c *chatCall) (*chatPlan, error) {
		permissions := []chat.Permission{chat.DeploymentPermissionEditAnyUserInfo}
		if identity == u.identity {
			permissions = append(permissions, chat.DeploymentPermissionEditOwnUserInfo)
		}
		if err := c.may(nil, permissions...); err != nil {
			return nil, err
		}
		user := c.service.users[identity]
		switch {
		case user == nil:
			return nil, refuse(http.StatusNotFound, chat.ErrUserNotFound, "User not found")
		case params.RoleSID != "":
			return nil, refuse(http.StatusForbidden, 50205, "User unauthorized to set role")
		}
		next, err := c.changedUser(user)
		if err != nil {
			return nil, err
		}
		return &chatPlan{"onUserUpdate", c.service.updatedUserEvent(next), func() any {
			c.changeUser(user, next)
			return c.service.userBody(c, user, false)
		}}, nil
	}))
}

// UpdateMember changes the attributes of a member of a channel. Needs the permission
// editOwnMemberAttributes or, for others, editAnyMemberAttributes.
func (u *ChatUser) UpdateMember(channel, identity, attributes string) (*chat.Member, error) {
	form := url.Values{"Attributes": {attributes}}
	return asResource[chat.Member](u.do("updates a member of "+channel, form, func(c *chatCall) (*chatPlan, error) {
		ch, err := c.sees(channel)
		if err != nil {
			return nil, err
		}
		m := ch.members[identity]
		if m == nil {
			return nil, refuse(http.StatusNotFound, chat.ErrMemberNotFound, "Member not found")
		}
		permissions := []chat.Permission{chat.ChannelPermissionEditAnyMemberAttributes}
		if identity == u.identity {
			permissions = append(permissions, chat.ChannelPermissionEditOwnMemberAttributes)
		}
		if err := c.may(ch, permissions...); err != nil {
			return nil, err
		}
		next, err := c.changedMember(m)
		if err != nil {
			return nil, err
		}
		return &chatPlan{"onMemberUpdate", updatedMemberEvent(next), func() any {
			c.changeMember(m, next)
			return c.service.memberBody(c, m)
		}}, nil
	}))
}
