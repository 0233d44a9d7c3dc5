package twiliotest

import (
	"net/http"
	"slices"
	"time"

	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationRole is what users may do.
type conversationRole struct {
	sid, name        string
	kind             conversations.RoleType
	permissions      []conversations.Permission
	created, updated time.Time
}

// commonConversationPermissions are those that roles of both types can have.
var commonConversationPermissions = []conversations.Permission{
	conversations.PermissionAddParticipant, conversations.PermissionAddNonChatParticipant, conversations.PermissionRemoveParticipant,
	conversations.PermissionEditAnyParticipantAttributes, conversations.PermissionEditOwnParticipantAttributes,
	conversations.PermissionDeleteConversation, conversations.PermissionEditConversationName,
	conversations.PermissionEditConversationAttributes, conversations.PermissionEditAnyMessage,
	conversations.PermissionEditAnyMessageAttributes, conversations.PermissionEditOwnMessage,
	conversations.PermissionEditOwnMessageAttributes, conversations.PermissionDeleteAnyMessage,
	conversations.PermissionDeleteOwnMessage,
}

// conversationPermissions are the permissions that there are for each type of role.
var conversationPermissions = map[conversations.RoleType][]conversations.Permission{
	conversations.RoleTypeConversation: append(slices.Clip(commonConversationPermissions),
		conversations.PermissionSendMessage, conversations.PermissionSendMediaMessage,
		conversations.PermissionLeaveConversation, conversations.PermissionEditNotificationLevel),
	conversations.RoleTypeService: append(slices.Clip(commonConversationPermissions),
		conversations.PermissionCreateConversation, conversations.PermissionJoinConversation,
		conversations.PermissionEditOwnUserInfo, conversations.PermissionEditAnyUserInfo),
}

// addDefaultRoles gives a new service the roles that it begins with.
func (s *conversationService) addDefaultRoles() {
	s.userRole = s.addRole("service user", conversations.RoleTypeService, []conversations.Permission{
		conversations.PermissionCreateConversation, conversations.PermissionJoinConversation, conversations.PermissionEditOwnUserInfo,
	}).sid
	s.addRole("service admin", conversations.RoleTypeService, conversationPermissions[conversations.RoleTypeService])
	s.role = s.addRole("channel user", conversations.RoleTypeConversation, []conversations.Permission{
		conversations.PermissionSendMessage, conversations.PermissionSendMediaMessage, conversations.PermissionLeaveConversation,
		conversations.PermissionEditOwnMessage, conversations.PermissionEditOwnMessageAttributes,
		conversations.PermissionDeleteOwnMessage, conversations.PermissionEditNotificationLevel,
	}).sid
	s.creatorRole = s.addRole("channel admin", conversations.RoleTypeConversation, conversationPermissions[conversations.RoleTypeConversation]).sid
}

func (s *conversationService) addRole(name string, kind conversations.RoleType, permissions []conversations.Permission) *conversationRole {
	r := &conversationRole{
		sid: s.in.tw.sid("RL"), name: name, kind: kind, permissions: slices.Clone(permissions),
		created: s.in.tw.stamp(), updated: s.in.tw.stamp(),
	}
	s.roles = append(s.roles, r)
	return r
}

// findRole returns the role with a SID, nil if there is none.
func (s *conversationService) findRole(sid string) *conversationRole {
	for _, r := range s.roles {
		if r.sid == sid {
			return r
		}
	}
	return nil
}

// checkRole refuses the SID of a role that there is not, or not of a type.
func (s *conversationService) checkRole(sid string, kind conversations.RoleType) error {
	if r := s.findRole(sid); r != nil && r.kind == kind {
		return nil
	}
	if kind == conversations.RoleTypeService {
		return bad(50102, "Deployment role not found")
	}
	return bad(50109, "Conversation role not found")
}

// allows reports whether the role with a SID allows something.
func (s *conversationService) allows(sid string, p conversations.Permission) bool {
	r := s.findRole(sid)
	return r != nil && slices.Contains(r.permissions, p)
}

func (c *conversationCall) roleBody(r *conversationRole) any {
	return map[string]any{
		"sid": r.sid, "account_sid": c.account.sid, "chat_service_sid": c.service.sid,
		"friendly_name": r.name, "type": r.kind, "permissions": r.permissions,
		"date_created": iso8601(r.created), "date_updated": iso8601(r.updated), "url": c.view.base + "/Roles/" + r.sid,
	}
}

// permissions returns those that the call gives a role of a type.
func (c *conversationCall) permissions(kind conversations.RoleType) ([]conversations.Permission, error) {
	if len(c.params["Permission"]) == 0 {
		return nil, missing("Permission")
	}
	var permissions []conversations.Permission
	for _, v := range c.params["Permission"] {
		p := conversations.Permission(v)
		if !slices.Contains(conversationPermissions[kind], p) {
			return nil, bad(50104, "Permission not found")
		}
		if !slices.Contains(permissions, p) {
			permissions = append(permissions, p)
		}
	}
	return permissions, nil
}

const maxConversationRole = 64

func (c *conversationCall) createRole() (any, error) {
	name, kind := c.params.Get("FriendlyName"), conversations.RoleType(c.params.Get("Type"))
	switch {
	case name == "":
		return nil, missing("FriendlyName")
	case len([]rune(name)) > maxConversationRole:
		return nil, bad(50003, "Friendly name too long")
	case kind == "":
		return nil, missing("Type")
	case conversationPermissions[kind] == nil:
		return nil, bad(50105, "Invalid role type")
	}
	permissions, err := c.permissions(kind)
	if err != nil {
		return nil, err
	}
	return c.roleBody(c.service.addRole(name, kind, permissions)), nil
}

func (c *conversationCall) listRoles() (any, error) {
	var items []item
	for _, r := range c.service.roles {
		items = append(items, item{r.sid, func() any { return c.roleBody(r) }})
	}
	return c.list("roles", 50, items)
}

func (c *conversationCall) role() (*conversationRole, error) {
	if r := c.service.findRole(c.vars.get("sid")); r != nil {
		return r, nil
	}
	return nil, c.notFound()
}

func (c *conversationCall) getRole() (any, error) {
	r, err := c.role()
	if err != nil {
		return nil, err
	}
	return c.roleBody(r), nil
}

func (c *conversationCall) updateRole() (any, error) {
	r, err := c.role()
	if err != nil {
		return nil, err
	}
	permissions, err := c.permissions(r.kind)
	if err != nil {
		return nil, err
	}
	r.permissions, r.updated = permissions, c.tw.stamp()
	return c.roleBody(r), nil
}

func (c *conversationCall) deleteRole() (any, error) {
	r, err := c.role()
	if err != nil {
		return nil, err
	}
	s := c.service
	if r.sid == s.role || r.sid == s.creatorRole || r.sid == s.userRole {
		return nil, refuse(http.StatusConflict, 20409, "Role is a default of the service")
	}
	s.roles = slices.DeleteFunc(s.roles, func(other *conversationRole) bool { return other == r })
	return nil, nil //nolint:nilnil // a deletion has no answer
}
