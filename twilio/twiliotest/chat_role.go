package twiliotest

import (
	"net/http"
	"slices"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatRole is what users may do who have it.
type chatRole struct {
	chatDates
	sid, name   string
	kind        chat.RoleType
	permissions []chat.Permission
}

var (
	deploymentPermissions = []chat.Permission{
		chat.DeploymentPermissionAddMember, chat.DeploymentPermissionCreateChannel,
		chat.DeploymentPermissionDeleteAnyMessage, chat.DeploymentPermissionDestroyChannel,
		chat.DeploymentPermissionEditAnyMessage, chat.DeploymentPermissionEditAnyMessageAttributes,
		chat.DeploymentPermissionEditAnyUserInfo, chat.DeploymentPermissionEditChannelAttributes,
		chat.DeploymentPermissionEditChannelName, chat.DeploymentPermissionEditOwnMessage,
		chat.DeploymentPermissionEditOwnMessageAttributes, chat.DeploymentPermissionEditOwnUserInfo,
		chat.DeploymentPermissionInviteMember, chat.DeploymentPermissionJoinChannel,
		chat.DeploymentPermissionRemoveMember,
	}
	channelPermissions = []chat.Permission{
		chat.ChannelPermissionAddMember, chat.ChannelPermissionDeleteAnyMessage,
		chat.ChannelPermissionDeleteOwnMessage, chat.ChannelPermissionDestroyChannel,
		chat.ChannelPermissionEditAnyMessage, chat.ChannelPermissionEditAnyMessageAttributes,
		chat.ChannelPermissionEditAnyUserInfo, chat.ChannelPermissionEditChannelAttributes,
		chat.ChannelPermissionEditChannelName, chat.ChannelPermissionEditOwnMessage,
		chat.ChannelPermissionEditOwnMessageAttributes, chat.ChannelPermissionEditOwnUserInfo,
		chat.ChannelPermissionInviteMember, chat.ChannelPermissionLeaveChannel,
		chat.ChannelPermissionRemoveMember, chat.ChannelPermissionSendMediaMessage,
		chat.ChannelPermissionSendMessage, chat.ChannelPermissionEditAnyMemberAttributes,
		chat.ChannelPermissionEditOwnMemberAttributes, chat.ChannelPermissionEditNotificationLevel,
	}
)

// startingRoles are the roles of a new service, and the settings that they are the defaults of.
var startingRoles = []struct {
	name, setting string
	kind          chat.RoleType
	permissions   []chat.Permission
}{
	{"service admin", "", chat.RoleTypeDeployment, without(deploymentPermissions,
		chat.DeploymentPermissionEditOwnMessage, chat.DeploymentPermissionEditOwnMessageAttributes,
		chat.DeploymentPermissionEditOwnUserInfo)},
	{"service user", "DefaultServiceRoleSid", chat.RoleTypeDeployment, []chat.Permission{
		chat.DeploymentPermissionCreateChannel, chat.DeploymentPermissionJoinChannel,
		chat.DeploymentPermissionEditOwnUserInfo,
	}},
	{"channel admin", "DefaultChannelCreatorRoleSid", chat.RoleTypeChannel, channelPermissions},
	{"channel user", "DefaultChannelRoleSid", chat.RoleTypeChannel, []chat.Permission{
		chat.ChannelPermissionSendMessage, chat.ChannelPermissionSendMediaMessage,
		chat.ChannelPermissionLeaveChannel, chat.ChannelPermissionEditOwnMessage,
		chat.ChannelPermissionEditOwnMessageAttributes, chat.ChannelPermissionDeleteOwnMessage,
	}},
}

func without(all []chat.Permission, some ...chat.Permission) []chat.Permission {
	return slices.DeleteFunc(slices.Clone(all), func(p chat.Permission) bool { return slices.Contains(some, p) })
}

// addRole makes a role. The caller holds tw.mu.
func (s *chatService) addRole(name string, kind chat.RoleType, permissions []chat.Permission) *chatRole {
	r := &chatRole{chatDates: newDates(s.tw.stamp()), sid: s.tw.sid("RL"), name: name, kind: kind, permissions: permissions}
	s.roles[r.sid] = r
	return r
}

// roleFor returns the SID of the role that a call names, or of the one that stands for none.
func (s *chatService) roleFor(sid, otherwise string, kind chat.RoleType) (string, error) {
	switch r := s.roles[sid]; {
	case sid == "":
		return otherwise, nil
	case r == nil:
		return "", refuse(http.StatusNotFound, chat.ErrRoleNotFound, "Role not found")
	case r.kind == kind:
		return sid, nil
	case kind == chat.RoleTypeChannel:
		return "", refuse(http.StatusNotFound, 50101, "Channel role not found")
	}
	return "", refuse(http.StatusNotFound, 50102, "Deployment role not found")
}

// permits reports whether a role lets its holders do any of some things.
func (s *chatService) permits(roleSID string, permissions ...chat.Permission) bool {
	r := s.roles[roleSID]
	return r != nil && slices.ContainsFunc(permissions, func(p chat.Permission) bool { return slices.Contains(r.permissions, p) })
}

func (s *chatService) roleBody(c *chatCall, r *chatRole) any {
	return map[string]any{
		"sid": r.sid, "account_sid": s.account.sid, "service_sid": s.sid, "friendly_name": r.name,
		"type": r.kind, "permissions": r.permissions, "url": s.url(c, "Roles", r.sid),
		"date_created": iso8601(r.created), "date_updated": iso8601(r.updated),
	}
}

// permissions returns those that a call names, or the refusal of one that roles of a type have not.
func (c *chatCall) permissions(kind chat.RoleType) ([]chat.Permission, error) {
	known, list := channelPermissions, []chat.Permission{}
	if kind == chat.RoleTypeDeployment {
		known = deploymentPermissions
	}
	if len(c.params["Permission"]) == 0 {
		return nil, missing("Permission")
	}
	for _, name := range c.params["Permission"] {
		p := chat.Permission(name)
		if !slices.Contains(known, p) {
			return nil, bad(chat.ErrPermissionNotFound, "Permission not found")
		}
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list, nil
}

func createRole(c *chatCall) (any, error) {
	name, kind := c.params.Get("FriendlyName"), chat.RoleType(c.params.Get("Type"))
	switch {
	case name == "":
		return nil, missing("FriendlyName")
	case kind == "":
		return nil, missing("Type")
	case kind != chat.RoleTypeDeployment && kind != chat.RoleTypeChannel:
		return nil, bad(50105, "Invalid role type")
	case len([]rune(name)) > maxChatName:
		return nil, bad(50003, "Friendly name too long")
	}
	permissions, err := c.permissions(kind)
	if err != nil {
		return nil, err
	}
	return c.service.roleBody(c, c.service.addRole(name, kind, permissions)), nil
}

func listRoles(c *chatCall) (any, error) {
	return c.page("roles", chatItems(c.service.roles,
		func(r *chatRole) string { return r.sid }, nil, func(r *chatRole) any { return c.service.roleBody(c, r) }))
}

func (c *chatCall) findRole() (*chatRole, error) {
	if r := c.service.roles[c.vars.get("sid")]; r != nil {
		return r, nil
	}
	return nil, c.notFound()
}

func getRole(c *chatCall) (any, error) {
	r, err := c.findRole()
	if err != nil {
		return nil, err
	}
	return c.service.roleBody(c, r), nil
}

func updateRole(c *chatCall) (any, error) {
	r, err := c.findRole()
	if err != nil {
		return nil, err
	}
	permissions, err := c.permissions(r.kind)
	if err != nil {
		return nil, err
	}
	r.permissions, r.updated = permissions, c.tw.stamp()
	return c.service.roleBody(c, r), nil
}

func deleteRole(c *chatCall) (any, error) {
	r, err := c.findRole()
	if err != nil {
		return nil, err
	}
	delete(c.service.roles, r.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
