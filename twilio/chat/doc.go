// Package chat is Programmable Chat: services, and in them users, roles and channels with members
// and messages. It covers v2 of the API and the one operation of v3, [ChannelService.Migrate].
//
// Twilio ended Programmable Chat on 25 July 2022. It still answers for accounts that run it under
// Flex, and it gets no support. What is new belongs in Conversations, which took its place: the
// package twilio/conversations of this module. A channel became a conversation there, a member a
// participant, and a deployment role a service role; invites have no successor.
//
// Parents are named once on the way, and the last SID goes to the verb:
//
//	members := chat.New(client).Channels(serviceSID).Members(channelSID)
//	member, err := members.Get(ctx, "alice")
//
// A channel is named by its SID (CH…) or its unique name, a user or member by SID (US…, MB…) or
// identity. An identity may hold any character; it is escaped.
//
// Attributes are text that holds JSON, which Twilio checks and this library passes through. They
// are "{}" where none were set.
//
// Twilio docs: https://www.twilio.com/docs/chat
package chat
