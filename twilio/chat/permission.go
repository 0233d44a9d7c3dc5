package chat

// A Permission is something that a role lets users do. Which there are depends on the role's type,
// and so do the names of the constants.
//
// Twilio docs: https://www.twilio.com/docs/chat/permissions
type Permission string

// The permissions of a role of type [RoleTypeDeployment]. They hold in the whole service.
const (
	DeploymentPermissionAddMember                Permission = "addMember"
	DeploymentPermissionCreateChannel            Permission = "createChannel"
	DeploymentPermissionDeleteAnyMessage         Permission = "deleteAnyMessage"
	DeploymentPermissionDestroyChannel           Permission = "destroyChannel"
	DeploymentPermissionEditAnyMessage           Permission = "editAnyMessage"
	DeploymentPermissionEditAnyMessageAttributes Permission = "editAnyMessageAttributes"
	DeploymentPermissionEditAnyUserInfo          Permission = "editAnyUserInfo"
	DeploymentPermissionEditChannelAttributes    Permission = "editChannelAttributes"
	DeploymentPermissionEditChannelName          Permission = "editChannelName"
	DeploymentPermissionEditOwnMessage           Permission = "editOwnMessage"
	DeploymentPermissionEditOwnMessageAttributes Permission = "editOwnMessageAttributes"
	DeploymentPermissionEditOwnUserInfo          Permission = "editOwnUserInfo"
	DeploymentPermissionInviteMember             Permission = "inviteMember"
	DeploymentPermissionJoinChannel              Permission = "joinChannel"
	DeploymentPermissionRemoveMember             Permission = "removeMember"
)

// The permissions of a role of type [RoleTypeChannel]. They hold in a channel whose member has the
// role.
const (
	ChannelPermissionAddMember                Permission = "addMember"
	ChannelPermissionDeleteAnyMessage         Permission = "deleteAnyMessage"
	ChannelPermissionDeleteOwnMessage         Permission = "deleteOwnMessage"
	ChannelPermissionDestroyChannel           Permission = "destroyChannel"
	ChannelPermissionEditAnyMessage           Permission = "editAnyMessage"
	ChannelPermissionEditAnyMessageAttributes Permission = "editAnyMessageAttributes"
	ChannelPermissionEditAnyUserInfo          Permission = "editAnyUserInfo"
	ChannelPermissionEditChannelAttributes    Permission = "editChannelAttributes"
	ChannelPermissionEditChannelName          Permission = "editChannelName"
	ChannelPermissionEditOwnMessage           Permission = "editOwnMessage"
	ChannelPermissionEditOwnMessageAttributes Permission = "editOwnMessageAttributes"
	ChannelPermissionEditOwnUserInfo          Permission = "editOwnUserInfo"
	ChannelPermissionInviteMember             Permission = "inviteMember"
	ChannelPermissionLeaveChannel             Permission = "leaveChannel"
	ChannelPermissionRemoveMember             Permission = "removeMember"
	ChannelPermissionSendMediaMessage         Permission = "sendMediaMessage"
	ChannelPermissionSendMessage              Permission = "sendMessage"
)

// Permissions of roles of type [RoleTypeChannel] that are met in answers and not in Twilio's docs.
const (
	ChannelPermissionEditAnyMemberAttributes Permission = "editAnyMemberAttributes"
	ChannelPermissionEditOwnMemberAttributes Permission = "editOwnMemberAttributes"
	ChannelPermissionEditNotificationLevel   Permission = "editNotificationLevel"
)
