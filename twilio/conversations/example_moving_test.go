package conversations_test

import (
	"context"
	"fmt"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// Moving over from Programmable Chat. Private channels are conversations already; public ones are
// made private. Then a member of old can talk to somebody by SMS.
func Example_movingFromChat() {
	ctx := context.Background()
	client := answered(
		`{"channels":[{"sid":"CH0123","type":"public","unique_name":"support"}],"meta":{"next_page_url":null}}`,
		`{"sid":"CH0123","type":"private","messaging_service_sid":"MG0123"}`,
		`{"participants":[{"sid":"MB0001","identity":"alice","last_read_message_index":11}],"meta":{"next_page_url":null}}`,
		`{"sid":"MB0002","messaging_binding":{"type":"sms","address":"+15558675310","proxy_address":"+15557122661"}}`,
	)

	const service = "IS0123"
	channels := chat.New(client).Channels(service)
	all := conversations.New(client).Service(service).Conversations
	for channel, err := range channels.List(ctx, &chat.ListChannelsParams{Type: []chat.ChannelType{chat.ChannelTypePublic}}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if _, err := channels.Migrate(ctx, channel.SID, &chat.MigrateChannelParams{
			Type: chat.ChannelTypePrivate, MessagingServiceSID: "MG0123",
		}); err != nil {
			fmt.Println(err)
			return
		}
		participants := all.Participants(channel.SID) // who were the channel's members
		for participant, err := range participants.List(ctx, nil) {
			if err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println(participant.Identity, "has read up to", *participant.LastReadMessageIndex)
		}
		if _, err := participants.Create(ctx, &conversations.CreateParticipantParams{
			Address: "+15558675310", ProxyAddress: "+15557122661",
		}); err != nil {
			fmt.Println(err)
			return
		}
	}
	// Output:
	// GET /v2/Services/IS0123/Channels?Type=public
	// POST /v3/Services/IS0123/Channels/CH0123 MessagingServiceSid=MG0123&Type=private
	// GET /v1/Services/IS0123/Conversations/CH0123/Participants
	// alice has read up to 11
	// POST /v1/Services/IS0123/Conversations/CH0123/Participants MessagingBinding.Address=%2B15558675310&MessagingBinding.ProxyAddress=%2B15557122661
}
