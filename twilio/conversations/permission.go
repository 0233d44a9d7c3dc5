package conversations

// A Permission is one thing that a [Role] allows. Which there are depends on the role's type.
//
// Twilio docs: https://www.twilio.com/docs/conversations/api/role-resource
type Permission string

// The permissions of roles of both types. In a [RoleTypeConversation] they count in the
// conversation, in a [RoleTypeService] in all conversations that the user is in.
const (
	PermissionAddParticipant               Permission = "addParticipant"        // a user
	PermissionAddNonChatParticipant        Permission = "addNonChatParticipant" // by SMS, on WhatsApp
	PermissionRemoveParticipant            Permission = "removeParticipant"
	PermissionEditAnyParticipantAttributes Permission = "editAnyParticipantAttributes"
	PermissionEditOwnParticipantAttributes Permission = "editOwnParticipantAttributes"
	PermissionDeleteConversation           Permission = "deleteConversation"
	PermissionEditConversationName         Permission = "editConversationName" // the friendly and the unique one
	PermissionEditConversationAttributes   Permission = "editConversationAttributes"
	PermissionEditAnyMessage               Permission = "editAnyMessage"
	PermissionEditAnyMessageAttributes     Permission = "editAnyMessageAttributes"
	PermissionEditOwnMessage               Permission = "editOwnMessage"
	PermissionEditOwnMessageAttributes     Permission = "editOwnMessageAttributes"
	PermissionDeleteAnyMessage             Permission = "deleteAnyMessage"
	PermissionDeleteOwnMessage             Permission = "deleteOwnMessage"
)

// The permissions that only roles of type [RoleTypeConversation] have.
const (
	PermissionSendMessage           Permission = "sendMessage"
	PermissionSendMediaMessage      Permission = "sendMediaMessage"
	PermissionLeaveConversation     Permission = "leaveConversation"
	PermissionEditNotificationLevel Permission = "editNotificationLevel"
)

// The permissions that only roles of type [RoleTypeService] have.
const (
	PermissionCreateConversation Permission = "createConversation"
	PermissionJoinConversation   Permission = "joinConversation"
	PermissionEditOwnUserInfo    Permission = "editOwnUserInfo"
	PermissionEditAnyUserInfo    Permission = "editAnyUserInfo"
)
