package conversations

// A Permission is one thing that a [Role] allows. Which there are depends on the role's type.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource#permission-values
type Permission string

// The permissions of roles of both types. In a [RoleTypeConversation] they count in the
// conversation, in a [RoleTypeService] in the whole service.
const (
	PermissionAddParticipant             Permission = "addParticipant"
	PermissionRemoveParticipant          Permission = "removeParticipant"
	PermissionDeleteConversation         Permission = "deleteConversation"
	PermissionEditConversationName       Permission = "editConversationName"
	PermissionEditConversationAttributes Permission = "editConversationAttributes"
	PermissionEditAnyMessage             Permission = "editAnyMessage"
	PermissionEditAnyMessageAttributes   Permission = "editAnyMessageAttributes"
	PermissionEditOwnMessage             Permission = "editOwnMessage"
	PermissionEditOwnMessageAttributes   Permission = "editOwnMessageAttributes"
	PermissionDeleteAnyMessage           Permission = "deleteAnyMessage"
	PermissionEditOwnUserInfo            Permission = "editOwnUserInfo"
	PermissionEditAnyUserInfo            Permission = "editAnyUserInfo"
)

// The permissions that only roles of type [RoleTypeConversation] have.
const (
	PermissionSendMessage       Permission = "sendMessage"
	PermissionSendMediaMessage  Permission = "sendMediaMessage"
	PermissionDeleteOwnMessage  Permission = "deleteOwnMessage"
	PermissionLeaveConversation Permission = "leaveConversation"
)

// The permissions that only roles of type [RoleTypeService] have.
const (
	PermissionCreateConversation Permission = "createConversation"
	PermissionJoinConversation   Permission = "joinConversation"
)

// Permissions that are met in roles and not in Twilio's docs.
const (
	PermissionAddNonChatParticipant        Permission = "addNonChatParticipant" // by SMS, on WhatsApp
	PermissionEditAnyParticipantAttributes Permission = "editAnyParticipantAttributes"
	PermissionEditOwnParticipantAttributes Permission = "editOwnParticipantAttributes"
	PermissionEditNotificationLevel        Permission = "editNotificationLevel"
)
