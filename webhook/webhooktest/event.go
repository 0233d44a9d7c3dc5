package webhooktest

import (
	"net/url"
	"strings"
)

// ConversationForm returns the parameters of an event of Conversations, such as "onMessageAdd":
// those that Twilio sends with this type of event, and only what all events have for a type that is
// not known. Set others, or change these, before the form is sent.
func ConversationForm(eventType string) url.Values {
	form := eventForm(eventType, conversationParams[eventType])
	if !strings.HasPrefix(eventType, "onMessage") {
		form.Set("ChatServiceSid", values["ChatServiceSid"])
	}
	return form
}

// ChatForm returns the parameters of an event of Programmable Chat, such as "onMessageSend", as
// [ConversationForm] does.
func ChatForm(eventType string) url.Values {
	form := eventForm(eventType, chatParams[eventType])
	form.Set("InstanceSid", values["ChatServiceSid"])
	return form
}

func eventForm(eventType, names string) url.Values {
	form := url.Values{
		"AccountSid": {AccountSID}, "EventType": {eventType}, "Source": {"SDK"}, "ClientIdentity": {"alice"}, "RetryCount": {"0"},
	}
	for name := range strings.FieldsSeq(names) {
		form.Set(name, values[name])
	}
	if form.Has("ChannelSid") && form.Has("Reason") {
		form.Set("Reason", "JOINED")
		if strings.HasPrefix(eventType, "onMemberRemove") {
			form.Set("Reason", "LEFT")
		}
	}
	return form
}

const (
	bindings     = " MessagingBinding.Type MessagingBinding.Address MessagingBinding.ProxyAddress"
	conversation = "FriendlyName UniqueName Attributes MessagingServiceSid State"
	made         = conversation + " MessagingBinding.Address MessagingBinding.ProxyAddress MessagingBinding.AuthorAddress MessageBody Media"
	known        = conversation + " ConversationSid DateCreated DateUpdated"
	written      = "ConversationSid ParticipantSid Author Body Attributes Media"
	rewritten    = written + " MessageSid Index DateCreated DateUpdated"
	participant  = "ConversationSid Identity RoleSid Attributes" + bindings
	joined       = participant + " ParticipantSid LastReadMessageIndex DateCreated DateUpdated"
	user         = "UserSid Identity FriendlyName RoleSid Attributes DateCreated"
	sent         = "ChannelSid From Body Attributes"
	changed      = sent + " MessageSid DateCreated"
	file         = " MediaSid MediaFilename MediaContentType MediaSize"
	channel      = "FriendlyName UniqueName Attributes CreatedBy"
	open         = channel + " ChannelSid DateCreated"
	member       = "ChannelSid Identity RoleSid Reason"
)

// conversationParams are the parameters of each event of Conversations.
var conversationParams = map[string]string{
	"onConversationAdd":          made,
	"onConversationAdded":        made + " ConversationSid DateCreated DateUpdated",
	"onConversationUpdate":       known,
	"onConversationUpdated":      known,
	"onConversationRemove":       known,
	"onConversationRemoved":      known + " DateRemoved",
	"onConversationStateUpdated": "ConversationSid StateUpdated StateFrom StateTo Reason MessagingServiceSid",
	"onMessageAdd":               written,
	"onMessageAdded":             written + " MessageSid MessagingServiceSid Index DateCreated",
	"onMessageUpdate":            rewritten,
	"onMessageUpdated":           rewritten,
	"onMessageRemove":            rewritten,
	"onMessageRemoved":           rewritten + " DateRemoved",
	"onParticipantAdd":           participant,
	"onParticipantAdded":         joined,
	"onParticipantUpdate":        joined,
	"onParticipantUpdated":       joined,
	"onParticipantRemove":        joined,
	"onParticipantRemoved":       joined + " DateRemoved",
	"onDeliveryUpdated": "ConversationSid MessageSid DeliveryReceiptSid ChannelMessageSid ParticipantSid Status ErrorCode" +
		" DateCreated DateUpdated",
	"onUserAdded":   user + " DateUpdated isOnline isNotifiable",
	"onUserUpdate":  user + " DateUpdated isOnline isNotifiable",
	"onUserUpdated": user + " DateUpdated isOnline isNotifiable",
}

// chatParams are the parameters of each event of Chat.
var chatParams = map[string]string{
	"onMessageSend":      sent,
	"onMessageSent":      sent + " MessageSid Index DateCreated",
	"onMediaMessageSend": sent + file,
	"onMediaMessageSent": sent + " MessageSid Index DateCreated" + file,
	"onMessageUpdate":    changed + " ModifiedBy",
	"onMessageUpdated":   changed + " ModifiedBy Index DateUpdated",
	"onMessageRemove":    changed + " RemovedBy",
	"onMessageRemoved":   changed + " RemovedBy Index DateRemoved",
	"onChannelAdd":       channel + " ChannelType",
	"onChannelAdded":     channel + " ChannelType ChannelSid DateCreated",
	"onChannelUpdate":    open,
	"onChannelUpdated":   open + " DateUpdated ChannelType",
	"onChannelDestroy":   open + " ChannelType",
	"onChannelDestroyed": open + " ChannelType DateDestroyed",
	"onMemberAdd":        member,
	"onMemberAdded":      member + " MemberSid DateCreated",
	"onMemberUpdate":     "ChannelSid Identity RoleSid MemberSid",
	"onMemberUpdated":    "ChannelSid Identity RoleSid MemberSid DateCreated DateUpdated",
	"onMemberRemove":     member + " MemberSid",
	"onMemberRemoved":    member + " MemberSid DateCreated DateRemoved Attributes",
	"onUserAdded":        user,
	"onUserUpdate":       user + " DateUpdated IsOnline IsNotifiable",
	"onUserUpdated":      user + " DateUpdated IsOnline IsNotifiable",
}

// values are what the parameters of events hold.
var values = map[string]string{
	"Attributes": `{"topic":"table"}`, "Author": "alice", "Body": "Hello", "ChannelMessageSid": MessageSID,
	"ChannelSid": "CH00000000000000000000000000000001", "ChannelType": "private", "ChatServiceSid": "IS00000000000000000000000000000001",
	"ConversationSid": "CH00000000000000000000000000000001", "CreatedBy": "alice", "DateCreated": "2026-11-21T10:00:00.000Z",
	"DateDestroyed": "2026-11-21T10:02:00.000Z", "DateRemoved": "2026-11-21T10:02:00.000Z", "DateUpdated": "2026-11-21T10:01:00.000Z",
	"DeliveryReceiptSid": "DY00000000000000000000000000000001", "ErrorCode": "0", "FriendlyName": "Table for two", "From": "alice",
	"Identity": "alice", "Index": "0", "IsNotifiable": "false", "IsOnline": "true", "LastReadMessageIndex": "0",
	"Media":            `[{"Sid":"ME00000000000000000000000000000001","Filename":"table.png","ContentType":"image/png","Size":12232}]`,
	"MediaContentType": "image/png", "MediaFilename": "table.png", "MediaSid": "ME00000000000000000000000000000001", "MediaSize": "12232",
	"MemberSid": "MB00000000000000000000000000000001", "MessageBody": "Hello", "MessageSid": "IM00000000000000000000000000000001",
	"MessagingBinding.Address": "+15558675310", "MessagingBinding.AuthorAddress": "+15558675310",
	"MessagingBinding.ProxyAddress": "+15557122661", "MessagingBinding.Type": "SMS",
	"MessagingServiceSid": "MG00000000000000000000000000000001", "ModifiedBy": "alice", "ParticipantSid": "MB00000000000000000000000000000001",
	"Reason": "API", "RemovedBy": "alice", "RoleSid": "RL00000000000000000000000000000001", "State": "active", "StateFrom": "active",
	"StateTo": "closed", "StateUpdated": "2026-11-21T10:01:00.000Z", "Status": "delivered", "UniqueName": "table-8",
	"UserSid": "US00000000000000000000000000000001", "isNotifiable": "false", "isOnline": "true",
}
