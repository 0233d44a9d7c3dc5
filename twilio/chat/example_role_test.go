package chat_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio/chat"
)

// A role for members who may only read.
func ExampleRoleService_Create() {
	client := answered(`{"sid":"RL0123","type":"channel","friendly_name":"reader","permissions":["leaveChannel","editNotificationLevel"]}`)

	role, err := chat.New(client).Roles("IS0123").Create(context.Background(), &chat.CreateRoleParams{
		FriendlyName: "reader",
		Type:         chat.RoleTypeChannel,
		Permission: []chat.Permission{
			chat.ChannelPermissionLeaveChannel,
			chat.ChannelPermissionEditNotificationLevel,
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(role.SID, role.Permissions)
	// Output:
	// POST /v2/Services/IS0123/Roles FriendlyName=reader&Permission=leaveChannel&Permission=editNotificationLevel&Type=channel
	// RL0123 [leaveChannel editNotificationLevel]
}

// An update replaces all permissions, so the old ones are sent along with the new.
func ExampleRoleService_Update() {
	ctx := context.Background()
	client := answered(
		`{"sid":"RL0123","type":"channel","permissions":["sendMessage","leaveChannel"]}`,
		`{"sid":"RL0123","type":"channel","permissions":["sendMessage","leaveChannel","sendMediaMessage"]}`,
	)

	roles := chat.New(client).Roles("IS0123")
	role, err := roles.Get(ctx, "RL0123")
	if err != nil {
		fmt.Println(err)
		return
	}
	role, err = roles.Update(ctx, role.SID, &chat.UpdateRoleParams{
		Permission: append(role.Permissions, chat.ChannelPermissionSendMediaMessage),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(role.Permissions)
	// Output:
	// GET /v2/Services/IS0123/Roles/RL0123
	// POST /v2/Services/IS0123/Roles/RL0123 Permission=sendMessage&Permission=leaveChannel&Permission=sendMediaMessage
	// [sendMessage leaveChannel sendMediaMessage]
}
