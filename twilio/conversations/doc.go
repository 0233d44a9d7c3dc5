// Package conversations is Twilio Conversations: exchanges of messages between people on any mix
// of channels. One writes in an app, another by SMS, a third on WhatsApp, and each reads all.
//
// A [Conversation] has participants and messages. A [Participant] is a [User] of the app, who has
// an identity, or somebody who has an address on a messaging channel. All belong to a
// Conversation [Service]: to the account's default one, or to another that is named on the way.
// What both have in common has the same types and methods.
//
//	all := conversations.New(client).Conversations
//	all := conversations.New(client).Service("IS…").Conversations
//
//	conversation, err := all.Create(ctx, &conversations.CreateConversationParams{FriendlyName: "Order 7"})
//	participant, err := all.Participants(conversation.SID).Create(ctx, …)
//	message, err := all.Messages(conversation.SID).Create(ctx, …)
//
// A conversation can be named by its SID (CH…) or its unique name, a user by SID (US…) or identity,
// a participant who is a user by SID (MB…) or identity. Identities may hold any character.
//
// Attributes, of a conversation and of most things in it, are a text that holds JSON of the
// program's own. Twilio checks that it is JSON, and answers "{}" where there is none.
//
// What a program does by this API fires no webhooks unless the call is made [WithWebhooks].
//
// # Moving over from Programmable Chat
//
// Conversations took Programmable Chat's place (package twilio/chat) and is built on it. Services,
// users, and private channels with their messages are there already, under the same SIDs. A public
// channel has to be made private first, by the chat package's ChannelService.Migrate. A
// conversation that was a channel needs a Messaging Service before somebody can join it by SMS or
// on WhatsApp: [UpdateConversationParams.MessagingServiceSID].
//
//	Programmable Chat            Conversations
//	-----------------            -------------
//	channel                      conversation
//	member                       participant, who may also be on SMS or WhatsApp
//	invite                       none: a participant is added at once
//	user, service, credential    the same
//	user channel                 user conversation
//	channel webhook              a conversation's webhook
//	role of type deployment      role of type service
//	role of type channel         role of type conversation
//	service's settings           ServiceAPI.Configuration, .Notifications and .Webhooks
//	public and private channels  all are private
//	channels live until deleted  states: initializing, active, inactive, closed
//
// Paths, below https://chat.twilio.com/v2/Services/IS… there and either
// https://conversations.twilio.com/v1 or https://conversations.twilio.com/v1/Services/IS… here:
//
//	/Channels/CH…                     /Conversations/CH…
//	/Channels/CH…/Members/MB…         /Conversations/CH…/Participants/MB…
//	/Channels/CH…/Messages/IM…        /Conversations/CH…/Messages/IM…
//	/Channels/CH…/Webhooks/WH…        /Conversations/CH…/Webhooks/WH…
//	/Channels/CH…/Invites/IN…         none
//	/Users/US…/Channels/CH…           /Users/US…/Conversations/CH…
//	/Users/US…/Bindings/BS…           /Bindings/BS…, only below a service
//	/Roles/RL…                        /Roles/RL…
//
// Parameters and fields:
//
//	Type, CreatedBy (channel)         none
//	LastConsumedMessageIndex          LastReadMessageIndex
//	LastConsumptionTimestamp          LastReadTimestamp
//	From (message)                    Author
//	LastUpdatedBy (message)           none
//	Type and one Media (message)      a list of Media
//	Status (user channel)             none: a user is in a conversation or is not
//	Type (channel webhook)            Target
//	Configuration.RetryCount          none
//	ServiceSid (answers)              ChatServiceSid
//
// Permissions:
//
//	createChannel                     createConversation
//	destroyChannel                    deleteConversation
//	joinChannel, leaveChannel         joinConversation, leaveConversation
//	editChannelName                   editConversationName
//	editChannelAttributes             editConversationAttributes
//	addMember, removeMember           addParticipant, removeParticipant
//	inviteMember                      none
//	editAnyMemberAttributes           editAnyParticipantAttributes
//	editOwnMemberAttributes           editOwnParticipantAttributes
//	sendMessage and the others        the same
//	there was none                    addNonChatParticipant
//
// Webhooks. Each comes before (Add) and after (Added), as it did:
//
//	onMessageSend, onMessageSent      onMessageAdd, onMessageAdded
//	onMediaMessageSend, …Sent         the same two, with Media
//	onMessageUpdate, onMessageRemove  the same
//	onChannelAdd, onChannelUpdate     onConversationAdd, onConversationUpdate
//	onChannelDestroy                  onConversationRemove
//	onMemberAdd, …Update, …Remove     onParticipantAdd, …Update, …Remove
//	onUserUpdate                      the same
//	there was none                    onConversationStateUpdated, onDeliveryUpdated
//	ChannelSid, InstanceSid           ConversationSid, ChatServiceSid
//	MemberSid, From                   ParticipantSid, Author
//
// Access tokens stay as they are: their chat grant names the same service.
//
// Twilio docs: https://www.twilio.com/docs/conversations and, on moving over,
// https://www.twilio.com/docs/conversations/migrating-chat-conversations
package conversations
