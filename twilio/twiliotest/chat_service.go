package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatService is a service of Programmable Chat. Its fields are guarded by the emulator's mutex.
type chatService struct {
	chatDates
	tw       *Twilio
	sid      string
	account  *account
	settings url.Values // by the name of the parameter that sets them
	roles    map[string]*chatRole
	users    map[string]*chatIdentity // by identity
	channels map[string]*chatChannel
	media    map[string]*chatMedia
	bindings map[string]*chatBinding
	events   eventQueue
}

// chatDefaults are what a service is set to that was told nothing.
var chatDefaults = map[string]string{
	"ReadStatusEnabled": "true", "ReachabilityEnabled": "false",
	"TypingIndicatorTimeout": "5", "ConsumptionReportInterval": "10",
	"Limits.ChannelMembers": "100", "Limits.UserChannels": "250",
	"PreWebhookRetryCount": "0", "PostWebhookRetryCount": "0", "WebhookMethod": http.MethodPost,
	"PreWebhookUrl": "", "PostWebhookUrl": "", "FriendlyName": "", "Media.CompatibilityMessage": "",
	"DefaultServiceRoleSid": "", "DefaultChannelRoleSid": "", "DefaultChannelCreatorRoleSid": "",
	"Notifications.LogEnabled": "false",
}

// chatPushes are the notifications that a service can be set to send, by the fields that tell of
// them.
var chatPushes = map[string]string{
	"new_message": "NewMessage", "added_to_channel": "AddedToChannel",
	"removed_from_channel": "RemovedFromChannel", "invited_to_channel": "InvitedToChannel",
}

// get returns a setting. The caller holds tw.mu, as for all of a service's methods.
func (s *chatService) get(name string) string {
	if v := s.settings.Get(name); v != "" {
		return v
	}
	return chatDefaults[name]
}

func (s *chatService) is(name string) bool { return strings.EqualFold(s.get(name), "true") }

// number returns a setting that was checked to be a number when it was set.
func (s *chatService) number(name string) int {
	n, _ := strconv.Atoi(s.get(name)) // which was checked
	return n
}

// body returns what the API answers for a service.
func (s *chatService) body(c *chatCall) any {
	pushes := map[string]any{"log_enabled": s.is("Notifications.LogEnabled")}
	for field, name := range chatPushes {
		name = "Notifications." + name
		push := map[string]any{
			"enabled": s.is(name + ".Enabled"), "template": s.get(name + ".Template"), "sound": s.get(name + ".Sound"),
		}
		if field == "new_message" {
			push["badge_count_enabled"] = s.is(name + ".BadgeCountEnabled")
		}
		pushes[field] = push
	}
	var filters any
	if list := s.settings["WebhookFilters"]; len(list) > 0 {
		filters = list
	}
	return map[string]any{
		"sid": s.sid, "account_sid": s.account.sid, "friendly_name": s.get("FriendlyName"), "url": s.url(c),
		"date_created": iso8601(s.created), "date_updated": iso8601(s.updated),
		"default_service_role_sid":         s.get("DefaultServiceRoleSid"),
		"default_channel_role_sid":         s.get("DefaultChannelRoleSid"),
		"default_channel_creator_role_sid": s.get("DefaultChannelCreatorRoleSid"),
		"read_status_enabled":              s.is("ReadStatusEnabled"), "reachability_enabled": s.is("ReachabilityEnabled"),
		"typing_indicator_timeout":    s.number("TypingIndicatorTimeout"),
		"consumption_report_interval": s.number("ConsumptionReportInterval"),
		"limits": map[string]any{
			"channel_members": s.number("Limits.ChannelMembers"), "user_channels": s.number("Limits.UserChannels"),
		},
		"media":           map[string]any{"size_limit_mb": 150, "compatibility_message": s.get("Media.CompatibilityMessage")},
		"notifications":   pushes,
		"pre_webhook_url": nullable(s.get("PreWebhookUrl")), "post_webhook_url": nullable(s.get("PostWebhookUrl")),
		"webhook_method": s.get("WebhookMethod"), "webhook_filters": filters,
		"pre_webhook_retry_count":  s.number("PreWebhookRetryCount"),
		"post_webhook_retry_count": s.number("PostWebhookRetryCount"),
		"links": map[string]string{
			"channels": s.url(c, "Channels"), "users": s.url(c, "Users"),
			"roles": s.url(c, "Roles"), "bindings": s.url(c, "Bindings"),
		},
	}
}

// chatNumbers are the settings that are numbers, their bounds and the code for what is outside.
var chatNumbers = []struct {
	name     string
	min, max int
	code     twilio.ErrorCode
}{
	{"ConsumptionReportInterval", 0, 86400, 50052},
	{"TypingIndicatorTimeout", 0, 86400, 50053},
	{"Limits.UserChannels", 1, 1000, 50060},
	{"Limits.ChannelMembers", 1, 1000, 50061},
	{"PreWebhookRetryCount", 0, maxHookRetries, 50065},
	{"PostWebhookRetryCount", 0, maxHookRetries, 50065},
}

// check refuses settings that Twilio would.
func (s *chatService) check(p url.Values) error {
	for _, n := range chatNumbers {
		if v := p.Get(n.name); v != "" {
			if i, err := strconv.Atoi(v); err != nil || i < n.min || i > n.max {
				return bad(n.code, "Invalid %s", n.name)
			}
		}
	}
	for _, u := range []struct {
		name string
		code twilio.ErrorCode
	}{{"PreWebhookUrl", 50077}, {"PostWebhookUrl", 50078}} {
		if v := p.Get(u.name); v != "" && !callable(v) {
			return bad(u.code, "Invalid %s", u.name)
		}
	}
	for _, f := range p["WebhookFilters"] {
		if f != "" && !chatPreEvents[f] && !chatPostEvents[f] {
			return bad(50054, "Invalid webhook format")
		}
	}
	if !oneOf(p, "WebhookMethod", http.MethodGet, http.MethodPost) {
		return bad(50055, "Invalid webhook method")
	}
	for _, r := range []struct {
		name string
		kind chat.RoleType
		code twilio.ErrorCode
	}{
		{"DefaultServiceRoleSid", chat.RoleTypeDeployment, 50102},
		{"DefaultChannelRoleSid", chat.RoleTypeChannel, 50101},
		{"DefaultChannelCreatorRoleSid", chat.RoleTypeChannel, 50106},
	} {
		if v := p.Get(r.name); v != "" && (s.roles[v] == nil || s.roles[v].kind != r.kind) {
			return refuse(http.StatusNotFound, r.code, "Role not found")
		}
	}
	return nil
}

// set takes over the settings that p names, also those that it empties. Of one that comes twice it
// takes the first, which is the one that was checked.
func (s *chatService) set(p url.Values) {
	for name, values := range p {
		_, known := chatDefaults[name]
		if !known && !strings.HasPrefix(name, "Notifications.") && name != "WebhookFilters" {
			continue
		}
		if name == "FriendlyName" && values[0] == "" {
			continue // which a service keeps
		}
		if name != "WebhookFilters" {
			values = values[:1]
		}
		s.settings[name] = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	}
	s.updated = s.tw.stamp()
}

// addChatService makes a service with the roles that each starts with. The caller holds tw.mu.
func (tw *Twilio) addChatService(a *account, name string) *chatService {
	s := &chatService{
		chatDates: newDates(tw.stamp()), tw: tw, sid: tw.sid("IS"), account: a, settings: url.Values{"FriendlyName": {name}},
		roles: map[string]*chatRole{}, users: map[string]*chatIdentity{}, channels: map[string]*chatChannel{},
		media: map[string]*chatMedia{}, bindings: map[string]*chatBinding{},
	}
	for _, r := range startingRoles {
		role := s.addRole(r.name, r.kind, r.permissions)
		if r.setting != "" {
			s.settings.Set(r.setting, role.sid)
		}
	}
	if a.chat.services == nil {
		a.chat.services = map[string]*chatService{}
	}
	a.chat.services[s.sid] = s
	return s
}

func createChatService(c *chatCall) (any, error) {
	name := c.params.Get("FriendlyName")
	if name == "" {
		return nil, missing("FriendlyName")
	}
	return c.tw.addChatService(c.account, name).body(c), nil
}

func listChatServices(c *chatCall) (any, error) {
	return c.page("services", chatItems(c.account.chat.services,
		func(s *chatService) string { return s.sid }, nil, func(s *chatService) any { return s.body(c) }))
}

func getChatService(c *chatCall) (any, error) { return c.service.body(c), nil }

func updateChatService(c *chatCall) (any, error) {
	if err := c.service.check(c.params); err != nil {
		return nil, err
	}
	c.service.set(c.params)
	return c.service.body(c), nil
}

func deleteChatService(c *chatCall) (any, error) {
	delete(c.account.chat.services, c.service.sid)
	return nil, nil //nolint:nilnil // a deletion has no answer
}
