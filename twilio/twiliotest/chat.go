package twiliotest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
)

// chatAccount is what an account has of Programmable Chat. It is guarded by the emulator's mutex.
type chatAccount struct {
	services    map[string]*chatService
	credentials map[string]*chatCredential
}

const (
	chatPath          = "/v2/Services"
	chatCredentials   = "/v2/Credentials"
	maxChatPage       = 100
	maxUserPage       = 50 // of what belongs to one user, and of bindings
	maxChatWebhooks   = 5  // of a channel, and so of a page
	maxChatText       = 32 << 10
	maxChatName       = 64
	maxChatUpdateName = 256
	maxChatIdentity   = 256
	chatSystem        = "system" // who the API acts as
)

func chatRoutes() []route {
	const (
		service = chatPath + "/{service}"
		channel = service + "/Channels/{channel}"
		user    = service + "/Users/{user}"
	)
	return slices.Concat(
		chatResource(chatPath, "service", createChatService, listChatServices, getChatService, updateChatService, deleteChatService),
		credentialRoutes(chatCredentials),
		chatResource(service+"/Roles", "sid", createRole, listRoles, getRole, updateRole, deleteRole),
		chatResource(service+"/Users", "user", createChatUser, listChatUsers, getChatUser, updateChatUser, deleteChatUser),
		chatResource(user+"/Channels", "sid", nil, listUserChannels, getUserChannel, updateUserChannel, deleteUserChannel),
		chatResource(user+"/Bindings", "sid", nil, listBindings, getBinding, nil, deleteBinding),
		chatResource(service+"/Bindings", "sid", nil, listBindings, getBinding, nil, deleteBinding),
		chatResource(service+"/Channels", "channel", createChannel, listChannels, getChannel, updateChannel, deleteChannel),
		chatResource(channel+"/Members", "sid", createMember, listMembers, getMember, updateMember, deleteMember),
		chatResource(channel+"/Messages", "sid", createChatMessage, listChatMessages, getChatMessage, updateChatMessage, deleteChatMessage),
		chatResource(channel+"/Invites", "sid", createInvite, listInvites, getInvite, nil, deleteInvite),
		chatResource(channel+"/Webhooks", "sid", createChannelWebhook, listChannelWebhooks, getChannelWebhook, updateChannelWebhook, deleteChannelWebhook),
		[]route{{http.MethodPost, "/v3/Services/{service}/Channels/{channel}", http.StatusOK, chatVerb(migrateChannel), guarded}},
	)
}

// chatResource lists the routes of a collection. A verb that it has not is nil.
func chatResource(path, name string, create, list, get, update, remove func(*chatCall) (any, error)) []route {
	var routes []route
	one := path + "/{" + name + "}"
	for _, r := range []struct {
		method, path string
		status       int
		do           func(*chatCall) (any, error)
	}{
		{http.MethodPost, path, http.StatusCreated, create},
		{http.MethodGet, path, http.StatusOK, list},
		{http.MethodGet, one, http.StatusOK, get},
		{http.MethodPost, one, http.StatusOK, update},
		{http.MethodDelete, one, http.StatusNoContent, remove},
	} {
		if r.do != nil {
			routes = append(routes, route{r.method, r.path, r.status, chatVerb(r.do), guarded})
		}
	}
	return routes
}

// chatCall is a call to Programmable Chat, with what its path names.
type chatCall struct {
	*call
	by      chatActor
	service *chatService
	channel *chatChannel
	user    *chatIdentity
}

// chatActor is who does something: the API, or a user's client.
type chatActor struct {
	identity string
	sdk      bool
	webhooks bool // are told of it
}

// name returns who did it, as resources name them.
func (by chatActor) name() string {
	if by.sdk {
		return by.identity
	}
	return chatSystem
}

// chatVerb makes a route's function of one that runs while tw.mu is held, with the resources
// looked up that its path names.
func chatVerb(do func(*chatCall) (any, error)) func(*call) (any, error) {
	return func(plain *call) (any, error) {
		plain.tw.mu.Lock()
		defer plain.tw.mu.Unlock()
		c := &chatCall{call: plain, by: chatActor{webhooks: strings.EqualFold(plain.header.Get("X-Twilio-Webhook-Enabled"), "true")}}
		c.pageLimit = maxChatPage
		if err := c.lookUp(); err != nil {
			return nil, err
		}
		return do(c)
	}
}

// lookUp finds the resources that the path names.
func (c *chatCall) lookUp() error {
	sid, ok := c.vars.lookup("service")
	if !ok {
		return nil
	}
	if c.service = c.account.chat.services[sid]; c.service == nil {
		return c.absent(chat.ErrServiceNotFound, "Service Instance not found")
	}
	if key, ok := c.vars.lookup("channel"); ok {
		if c.channel = c.service.findChannel(key); c.channel == nil {
			return c.absent(chat.ErrChannelNotFound, "Channel not found")
		}
	}
	if key, ok := c.vars.lookup("user"); ok {
		if c.user = c.service.findUser(key); c.user == nil {
			return c.absent(chat.ErrUserNotFound, "User not found")
		}
	}
	return nil
}

// absent returns the refusal of a call whose path names something that is not there: by a code of
// its own if something was to be made in it.
func (c *chatCall) absent(code twilio.ErrorCode, message string) error {
	if collection := strings.Count(c.path, "/")%2 == 0; collection && c.method == http.MethodPost {
		return refuse(http.StatusNotFound, code, "%s", message)
	}
	return c.notFound()
}

// chatURL returns the address of a resource below a service.
func (s *chatService) url(c *chatCall, segments ...string) string {
	for i, segment := range segments {
		segments[i] = url.PathEscape(segment)
	}
	return c.origin() + strings.Join(append([]string{chatPath, s.sid}, segments...), "/")
}

// chatDates are what all resources of Chat have, and a call may set.
type chatDates struct{ created, updated time.Time }

func newDates(at time.Time) chatDates { return chatDates{at, at} }

// set takes over the dates of a resource that is restored.
func (d *chatDates) set(p url.Values) error {
	for _, date := range []struct {
		name string
		to   *time.Time
		code twilio.ErrorCode
	}{{"DateCreated", &d.created, 50308}, {"DateUpdated", &d.updated, 50309}} {
		v := p.Get(date.name)
		if v == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return bad(date.code, "Invalid %s parameter", date.name)
		}
		*date.to = t.UTC()
	}
	return nil
}

// checkAttributes refuses attributes that are too long or no JSON.
func checkAttributes(p url.Values) error {
	switch v := p.Get("Attributes"); {
	case len(v) > maxChatText:
		return bad(chat.ErrAttributesTooLong, "Attributes too long")
	case v != "" && !json.Valid([]byte(v)):
		return bad(chat.ErrAttributesInvalid, "Attributes not valid JSON")
	}
	return nil
}

// invalidParameter returns the refusal of a call for a parameter's value.
func invalidParameter(name string) *twilio.Error {
	return bad(twilio.ErrUnknownParameters, "Invalid %s", name)
}

// given returns a parameter, or what stands for it if it is empty.
func given(p url.Values, name, otherwise string) string {
	if v := p.Get(name); v != "" {
		return v
	}
	return otherwise
}

// nullable returns a text as an answer has it: null if it is empty.
func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// looksLikeSID reports whether s is of the form of a SID.
func looksLikeSID(s, prefix string) bool {
	digits, ok := strings.CutPrefix(s, prefix)
	return ok && len(s) == sidLength && strings.Trim(strings.ToLower(digits), "0123456789abcdef") == ""
}

// chatItems makes a list's items, in the order of their SIDs, which is that of their making.
func chatItems[T any](list map[string]T, sid func(T) string, want func(T) bool, body func(T) any) []item {
	items := []item{}
	for _, v := range list {
		if want == nil || want(v) {
			items = append(items, item{sid(v), func() any { return body(v) }})
		}
	}
	slices.SortFunc(items, func(a, b item) int { return strings.Compare(a.sid[2:], b.sid[2:]) })
	return items
}

// wanted reports whether a list's filter lets a value through.
func wanted(filter []string, value string) bool {
	return len(filter) == 0 || slices.Contains(filter, value)
}
