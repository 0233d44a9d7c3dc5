package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
)

// conversationService is a Conversation Service: conversations, their users and roles.
type conversationService struct {
	in               *conversationAccount
	sid, name        string
	created, updated time.Time
	hooks            conversationHooks
	notifications    url.Values // by the name of the parameter that sets them
	reachability     bool
	roles            []*conversationRole
	userRole         string // SIDs of the roles of users, participants and makers of conversations
	role             string
	creatorRole      string
	users            []*conversationPerson
	conversations    []*conversation
	bindings         []*conversationBinding
}

// addService makes a service and its roles.
func (a *conversationAccount) addService(name string) *conversationService {
	s := &conversationService{
		in: a, sid: a.tw.sid("IS"), name: name, created: a.tw.stamp(), updated: a.tw.stamp(),
		hooks: conversationHooks{method: http.MethodPost}, notifications: url.Values{},
	}
	a.services = append(a.services, s)
	s.addDefaultRoles()
	return s
}

// service returns the service with a SID, nil if there is none.
func (a *conversationAccount) service(sid string) *conversationService {
	for _, s := range a.services {
		if s.sid == sid {
			return s
		}
	}
	return nil
}

func conversationServiceRoutes() []route {
	type c = conversationCall
	const (
		list          = "/Services"
		one           = "/Services/{service}"
		configuration = one + "/Configuration"
		notifications = configuration + "/Notifications"
		webhooks      = configuration + "/Webhooks"
		bindings      = one + "/Bindings"
		get, post     = http.MethodGet, http.MethodPost
		ok            = http.StatusOK
	)
	return []route{
		conversationRoute(post, list, http.StatusCreated, (*c).createService),
		conversationRoute(get, list, ok, (*c).listServices),
		conversationRoute(get, one, ok, (*c).getService),
		conversationRoute(http.MethodDelete, one, http.StatusNoContent, (*c).deleteService),
		conversationRoute(get, configuration, ok, (*c).getServiceConfiguration),
		conversationRoute(post, configuration, ok, (*c).updateServiceConfiguration),
		conversationRoute(get, notifications, ok, (*c).getNotifications),
		conversationRoute(post, notifications, ok, (*c).updateNotifications),
		conversationRoute(get, webhooks, ok, (*c).getServiceWebhooks),
		conversationRoute(post, webhooks, ok, (*c).updateServiceWebhooks),
		conversationRoute(get, bindings, ok, (*c).listBindings),
		conversationRoute(get, bindings+"/{sid}", ok, (*c).getBinding),
		conversationRoute(http.MethodDelete, bindings+"/{sid}", http.StatusNoContent, (*c).deleteBinding),
	}
}

func (c *conversationCall) serviceBody(s *conversationService) map[string]any {
	self := c.origin() + conversationsPath + "/Services/" + s.sid
	return map[string]any{
		"sid": s.sid, "account_sid": c.account.sid, "friendly_name": s.name, "url": self,
		"date_created": iso8601(s.created), "date_updated": iso8601(s.updated),
		"links": map[string]string{
			"conversations": self + "/Conversations", "users": self + "/Users", "roles": self + "/Roles",
			"bindings": self + "/Bindings", "configuration": self + "/Configuration",
			"participant_conversations":      self + "/ParticipantConversations",
			"conversation_with_participants": self + "/ConversationWithParticipants",
		},
	}
}

const maxConversationName = 256

func (c *conversationCall) createService() (any, error) {
	name := c.params.Get("FriendlyName")
	switch {
	case name == "":
		return nil, missing("FriendlyName")
	case len([]rune(name)) > maxConversationName:
		return nil, bad(50003, "Friendly name too long")
	}
	return c.serviceBody(c.in.addService(name)), nil
}

func (c *conversationCall) listServices() (any, error) {
	var items []item
	for _, s := range c.in.services {
		items = append(items, item{s.sid, func() any { return c.serviceBody(s) }})
	}
	return c.list("services", 100, items)
}

func (c *conversationCall) getService() (any, error) { return c.serviceBody(c.service), nil }

func (c *conversationCall) deleteService() (any, error) {
	for _, talk := range slices.Clone(c.service.conversations) {
		talk.remove()
	}
	c.in.services = slices.DeleteFunc(c.in.services, func(s *conversationService) bool { return s == c.service })
	if c.in.standard == c.service {
		c.in.standard = nil // and another is made when it is needed
	}
	return nil, nil //nolint:nilnil // a deletion has no answer
}

func (c *conversationCall) getServiceConfiguration() (any, error) {
	s, self := c.service, c.view.base+"/Configuration"
	return map[string]any{
		"chat_service_sid": s.sid, "default_conversation_creator_role_sid": s.creatorRole,
		"default_conversation_role_sid": s.role, "default_chat_service_role_sid": s.userRole,
		"reachability_enabled": s.reachability, "url": self,
		"links": map[string]string{"notifications": self + "/Notifications", "webhooks": self + "/Webhooks"},
	}, nil
}

func (c *conversationCall) updateServiceConfiguration() (any, error) {
	s := c.service
	for _, to := range []struct {
		name string
		kind conversations.RoleType
		sid  *string
	}{
		{"DefaultConversationCreatorRoleSid", conversations.RoleTypeConversation, &s.creatorRole},
		{"DefaultConversationRoleSid", conversations.RoleTypeConversation, &s.role},
		{"DefaultChatServiceRoleSid", conversations.RoleTypeService, &s.userRole},
	} {
		if v := c.params.Get(to.name); v != "" {
			if err := s.checkRole(v, to.kind); err != nil {
				return nil, err
			}
			*to.sid = v
		}
	}
	if err := boolean(c.params, "ReachabilityEnabled", &s.reachability); err != nil {
		return nil, err
	}
	s.updated = c.tw.stamp()
	return c.getServiceConfiguration()
}

// notificationDefaults are the push notifications of a service that was told nothing.
var notificationDefaults = map[string]string{
	"LogEnabled":         "false",
	"NewMessage.Enabled": "false", "NewMessage.Template": "${CONVERSATION};${PARTICIPANT}: ${MESSAGE}",
	"NewMessage.Sound": "", "NewMessage.BadgeCountEnabled": "false",
	"NewMessage.WithMedia.Enabled": "false", "NewMessage.WithMedia.Template": "${CONVERSATION};${PARTICIPANT}: ${MEDIA}",
	"AddedToConversation.Enabled": "false", "AddedToConversation.Sound": "",
	"AddedToConversation.Template":    "You have been added to the conversation ${CONVERSATION} by ${PARTICIPANT}",
	"RemovedFromConversation.Enabled": "false", "RemovedFromConversation.Sound": "",
	"RemovedFromConversation.Template": "${PARTICIPANT} has removed you from the conversation ${CONVERSATION}",
}

func (c *conversationCall) getNotifications() (any, error) {
	text := func(name string) string {
		if c.service.notifications.Has(name) {
			return c.service.notifications.Get(name)
		}
		return notificationDefaults[name]
	}
	notification := func(name string) map[string]any {
		return map[string]any{
			"enabled": text(name+".Enabled") == "true", "template": text(name + ".Template"), "sound": text(name + ".Sound"),
		}
	}
	message := notification("NewMessage")
	message["badge_count_enabled"] = text("NewMessage.BadgeCountEnabled") == "true"
	message["with_media"] = map[string]any{
		"enabled": text("NewMessage.WithMedia.Enabled") == "true", "template": text("NewMessage.WithMedia.Template"),
	}
	return map[string]any{
		"account_sid": c.account.sid, "chat_service_sid": c.service.sid,
		"new_message": message, "added_to_conversation": notification("AddedToConversation"),
		"removed_from_conversation": notification("RemovedFromConversation"),
		"log_enabled":               text("LogEnabled") == "true", "url": c.view.base + "/Configuration/Notifications",
	}, nil
}

func (c *conversationCall) updateNotifications() (any, error) {
	for name, byDefault := range notificationDefaults {
		v, ok := c.given(name)
		if !ok {
			continue
		}
		if byDefault == "false" {
			if !oneOf(c.params, name, "true", "false") {
				return nil, bad(twilio.ErrUnknownParameters, "Invalid %s", name)
			}
			v = strings.ToLower(v)
		}
		c.service.notifications.Set(name, v)
	}
	return c.getNotifications()
}
