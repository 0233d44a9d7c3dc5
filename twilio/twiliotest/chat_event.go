package twiliotest

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/twilio/chat"
	"github.com/twiliokit/twiliokit/webhook"
)

// chatPreEvents are asked about before they happen, chatPostEvents told of afterwards. A channel's
// own webhooks can be told of channelEvents.
var (
	chatPreEvents  = kinds("MessageSend", "MessageUpdate", "MessageRemove", "MediaMessageSend", "ChannelAdd", "ChannelUpdate", "ChannelDestroy", "MemberAdd", "MemberUpdate", "MemberRemove", "UserUpdate")
	chatPostEvents = kinds("MessageSent", "MessageUpdated", "MessageRemoved", "MediaMessageSent", "ChannelAdded", "ChannelUpdated", "ChannelDestroyed", "MemberAdded", "MemberUpdated", "MemberRemoved", "UserAdded", "UserUpdated")
	channelEvents  = kinds("MessageSent", "MessageUpdated", "MessageRemoved", "MediaMessageSent", "ChannelUpdated", "ChannelDestroyed", "MemberAdded", "MemberUpdated", "MemberRemoved")
)

// kinds is a set of kinds of events.
func kinds(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set["on"+name] = true
	}
	return set
}

// formOf makes the parameters of a webhook from names and values in turn.
func formOf(pairs ...string) url.Values {
	form := make(url.Values, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		form[pairs[i]] = pairs[i+1 : i+2 : i+2]
	}
	return form
}

// with adds names and values to the parameters of a webhook.
func with(form url.Values, pairs ...string) url.Values {
	maps.Copy(form, formOf(pairs...))
	return form
}

// event completes the parameters of a webhook with what all have.
func (s *chatService) event(by chatActor, kind string, form url.Values) url.Values {
	source := webhook.EventSourceAPI
	if by.sdk {
		source = webhook.EventSourceSDK
		form.Set("ClientIdentity", by.identity)
	}
	return with(form, "EventType", kind, "InstanceSid", s.sid, "AccountSid", s.account.sid, "Source", string(source))
}

// hook returns the service's webhook before ("Pre") or after ("Post") an event of a kind. It has
// no URL if there is none.
func (s *chatService) hook(when, kind string) eventHook {
	if !slices.Contains(s.settings["WebhookFilters"], kind) {
		return eventHook{}
	}
	return eventHook{
		method: s.get("WebhookMethod"), url: s.get(when + "WebhookUrl"), retries: s.number(when + "WebhookRetryCount"),
	}
}

// happened tells the app of an event: by the service's webhook, and by those of the channel, which
// is nil for an event of no channel. What the API does is told only if the call asks for it.
func (s *chatService) happened(by chatActor, channel *chatChannel, kind string, form url.Values) {
	if !by.sdk && !by.webhooks {
		return
	}
	form = s.event(by, kind, form)
	hooks := []eventHook{s.hook("Post", kind)}
	if channel != nil {
		for _, w := range channel.sortedHooks() {
			if w.wants(kind, form.Get("Body")) {
				hooks = append(hooks, eventHook{method: w.method, url: w.url, retries: w.retries})
			}
		}
	}
	for _, h := range hooks {
		if h.url != "" {
			s.events.add(s.tw, s.account, h, form)
		}
	}
}

// channelEvent returns the parameters of an event of a channel.
func channelEvent(ch *chatChannel) url.Values {
	return formOf("Attributes", ch.attributes, "CreatedBy", ch.createdBy, "FriendlyName", ch.name, "UniqueName", ch.unique)
}

// madeChannelEvent returns the parameters of an event of a channel that there is already.
func madeChannelEvent(ch *chatChannel) url.Values {
	return with(channelEvent(ch), "ChannelSid", ch.sid, "DateCreated", iso8601(ch.created))
}

// memberEvent returns the parameters of an event of a member.
func memberEvent(m *chatMember, reason webhook.ChatMemberReason) url.Values {
	return formOf("ChannelSid", m.channel.sid, "Identity", m.identity, "RoleSid", m.role, "Reason", string(reason))
}

// updatedMemberEvent returns those of an event of a member that is changed, which has no reason.
func updatedMemberEvent(m *chatMember) url.Values {
	return formOf("ChannelSid", m.channel.sid, "Identity", m.identity, "RoleSid", m.role,
		"MemberSid", m.sid, "Attributes", m.attributes, "DateCreated", iso8601(m.created))
}

// messageEvent returns the parameters of an event of a message.
func messageEvent(m *chatMessage) url.Values {
	return formOf("ChannelSid", m.channel.sid, "Body", m.body, "Attributes", m.attributes, "From", m.from)
}

// sendEvent returns those of an event of a message that is sent, and the kind of event.
func sendEvent(m *chatMessage) (kind string, form url.Values) {
	form = messageEvent(m)
	if m.media == nil {
		return "onMessageSend", form
	}
	return "onMediaMessageSend", with(form, "MediaSid", m.media.SID, "MediaFilename", m.media.Filename,
		"MediaContentType", m.media.ContentType, "MediaSize", strconv.Itoa(int(m.media.Size)))
}

// madeMessageEvent returns the parameters of an event of a message that there is already.
func madeMessageEvent(m *chatMessage) url.Values {
	return with(messageEvent(m), "MessageSid", m.sid, "DateCreated", iso8601(m.created))
}

// userEvent returns the parameters of an event of a user.
func userEvent(u *chatIdentity) url.Values {
	return formOf("UserSid", u.sid, "Identity", u.identity, "FriendlyName", u.name, "RoleSid", u.role,
		"Attributes", u.attributes, "DateCreated", iso8601(u.created))
}

// updatedUserEvent returns those of an event of a user that is changed.
func (s *chatService) updatedUserEvent(u *chatIdentity) url.Values {
	form := with(userEvent(u), "DateUpdated", iso8601(u.updated))
	online, notifiable := s.reach(u)
	for name, v := range map[string]*bool{"IsOnline": online, "IsNotifiable": notifiable} {
		if v != nil {
			form.Set(name, strconv.FormatBool(*v))
		}
	}
	return form
}

// wants reports whether a channel's webhook is to be told of an event.
func (w *channelHook) wants(kind, body string) bool {
	switch w.kind {
	case chat.WebhookTypeWebhook:
		return slices.Contains(w.filters, kind)
	case chat.WebhookTypeTrigger:
		return (kind == "onMessageSent" || kind == "onMediaMessageSent") &&
			slices.ContainsFunc(w.triggers, func(t string) bool { return strings.Contains(strings.ToLower(body), strings.ToLower(t)) })
	}
	return false // a Studio flow, which is not run
}
