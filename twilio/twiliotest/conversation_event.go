package twiliotest

import (
	"net/url"
	"slices"
)

// preEvents are the events that webhooks are asked about, postEvents those that they are told of.
var (
	preEvents = []string{
		"onConversationAdd", "onConversationUpdate", "onConversationRemove",
		"onMessageAdd", "onMessageUpdate", "onMessageRemove",
		"onParticipantAdd", "onParticipantUpdate", "onParticipantRemove", "onUserUpdate",
	}
	postEvents = []string{
		"onConversationAdded", "onConversationUpdated", "onConversationRemoved", "onConversationStateUpdated",
		"onMessageAdded", "onMessageUpdated", "onMessageRemoved",
		"onParticipantAdded", "onParticipantUpdated", "onParticipantRemoved",
		"onDeliveryUpdated", "onUserAdded", "onUserUpdated",
	}
	// scopedEvents are those that the webhooks of one conversation can be told of.
	scopedEvents = slices.DeleteFunc(slices.Clone(postEvents), func(event string) bool {
		return event == "onConversationAdded" || event == "onUserAdded" || event == "onUserUpdated"
	})
)

// event returns what webhooks tell of a conversation: once there is one, with its SID.
func (t *conversation) event() url.Values {
	v := url.Values{
		"ChatServiceSid": {t.in.sid}, "State": {string(t.state)}, "Attributes": {t.attributes},
	}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("FriendlyName", t.name)
	set("UniqueName", t.unique)
	set("MessagingServiceSid", t.messaging)
	if t.sid != "" {
		v.Set("ConversationSid", t.sid)
		v.Set("DateCreated", iso8601(t.created))
		v.Set("DateUpdated", iso8601(t.updated))
	}
	return v
}

// beginning returns what webhooks tell of a conversation that a message begins.
func (t *conversation) beginning(m *message) url.Values {
	v := t.event()
	if len(m.Group) > 0 { // all who received the message
		for _, a := range circleOf(m) {
			if a != m.From {
				v.Add("MessagingBinding.Address", string(a))
			}
		}
	} else {
		v.Set("MessagingBinding.ProxyAddress", string(m.To))
		v.Set("MessagingBinding.Address", string(m.From))
	}
	v.Set("MessagingBinding.AuthorAddress", string(m.From))
	v.Set("MessageBody", m.Body)
	if len(m.Media) > 0 {
		v.Set("Media", mediaEvent(receivedMedia(m)))
	}
	return v
}

// receivedMedia returns the files that came with a message from a phone.
func receivedMedia(m *message) []conversationMedia {
	var files []conversationMedia
	for _, f := range m.Media {
		files = append(files, conversationMedia{sid: f.SID, contentType: f.ContentType, data: f.Data})
	}
	return files
}
