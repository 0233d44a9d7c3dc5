package twiliotest

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/chat"
)

// ChatUser is a person in a service of Programmable Chat, at an app that was built with a client
// SDK. What they do is held to the permissions of their roles, the app is asked about it by the
// service's PreWebhookURL, and told of it by PostWebhookURL and by the channel's own webhooks, both
// with the source SDK. Methods return when the thing is done or refused; [Twilio.Wait] waits for
// the webhooks that tell of it.
//
// Channels are named by SID or unique name. Params that are nil are empty. Refusals are a
// [twilio.Error], so that errors.Is(err, [chat.ErrUnauthorized]) tells that no role permits what was
// asked for. A client knows refusals by their code and has no HTTP answer; the status is the one
// that the API would give. [chat.ErrRejectedByWebhook] says that the app's webhook rejected it.
type ChatUser struct {
	tw       *Twilio
	service  *chatService
	identity string
}

// ChatUser returns the user of a chat service with an identity, and connects them. A user that there
// was not is made, as on the first connection of a client. ChatUser panics if there is no such
// service or there can be no such user, since that is a mistake in the test itself.
func (tw *Twilio) ChatUser(serviceSID, identity string) *ChatUser {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	s := tw.chatService("ChatUser", serviceSID)
	if err := checkIdentity(identity); err != nil {
		panic("twiliotest: ChatUser: " + err.Error())
	}
	u := &ChatUser{tw: tw, service: s, identity: identity}
	u.connect(true)
	return u
}

// chatService returns the service with a SID, whosever it is. The caller holds tw.mu.
func (tw *Twilio) chatService(caller, sid string) *chatService {
	for _, a := range tw.accounts {
		if s := a.chat.services[sid]; s != nil {
			return s
		}
	}
	panic(fmt.Sprintf("twiliotest: %s: there is no chat service %s", caller, sid))
}

// AddChatMedia makes a file of a chat service without content, and returns its SID for
// [chat.CreateMessageParams]. One message can have it. An app uploads files to Twilio's media service,
// mcs.us1.twilio.com, which takes them here, too.
func (tw *Twilio) AddChatMedia(serviceSID string, file chat.MessageMedia) string {
	defer tw.mustSave()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	return tw.chatService("AddChatMedia", serviceSID).addMedia(file, chatSystem, nil)
}

func (s *chatService) addMedia(file chat.MessageMedia, author string, data []byte) string {
	file.SID = s.tw.sid("ME")
	s.media[file.SID] = &chatMedia{MessageMedia: file, author: author, data: data, created: s.tw.stamp()}
	return file.SID
}

// Identity returns the user's identity.
func (u *ChatUser) Identity() string { return u.identity }

// Disconnect takes the user off line. Whatever they do next connects them again.
func (u *ChatUser) Disconnect() {
	defer u.tw.mustSave()
	u.tw.mu.Lock()
	defer u.tw.mu.Unlock()
	u.connect(false)
}

// connect says whether the user is on line, and returns them. The app is told if the service tells
// who can be reached. The caller holds tw.mu.
func (u *ChatUser) connect(online bool) *chatIdentity {
	s, by := u.service, u.actor()
	known := s.users[u.identity] != nil
	user := s.see(by, u.identity)
	if user.online == online {
		return user
	}
	user.online, user.wasOnline = online, true
	if known && s.is("ReachabilityEnabled") {
		s.happened(by, nil, "onUserUpdated", s.updatedUserEvent(user))
	}
	return user
}

func (u *ChatUser) actor() chatActor { return chatActor{identity: u.identity, sdk: true} }

// Register registers a device of the user for push notifications, by the token that the push
// service gave it, and returns the SID of the binding. No notification is ever sent.
func (u *ChatUser) Register(kind chat.BindingType, endpoint, credentialSID string) string {
	defer u.tw.mustSave()
	u.tw.mu.Lock()
	defer u.tw.mu.Unlock()
	user := u.connect(true)
	b := &chatBinding{
		chatDates: newDates(u.tw.stamp()), sid: u.tw.sid("BS"), endpoint: endpoint, credential: credentialSID, kind: kind, user: user,
	}
	u.service.bindings[b.sid] = b
	user.wasBound = true
	return b.sid
}

// chatPlan is what is about to be done.
type chatPlan struct {
	kind   string     // of the event that the app is asked about, "" if there is none
	ask    url.Values // its parameters
	commit func() any // does it, and returns the resource as the API would
}

// do lets the user do something: prepare checks whether they may and can, and says how. It is
// called again when the app has been asked, since by then the world may be another.
func (u *ChatUser) do(what string, p url.Values, prepare func(*chatCall) (*chatPlan, error)) (body any, err error) {
	defer u.tw.mustSave()
	tw, s := u.tw, u.service
	if !tw.begin() {
		return nil, errClosed
	}
	defer tw.done()
	tw.mu.Lock()
	defer tw.mu.Unlock()
	defer func() { tw.tellLocked("chat %s %s%s", u.identity, what, explain(err)) }()
	c := &chatCall{
		call: &call{tw: tw, product: "chat", account: s.account, params: p}, service: s, by: u.actor(),
	}
	plan, err := u.plan(c, prepare)
	if err != nil {
		return nil, err
	}
	if hook := s.hook("Pre", plan.kind); hook.url != "" {
		form := s.event(c.by, plan.kind, plan.ask)
		tw.mu.Unlock()
		v := tw.askAbout(s.account, hook, form)
		tw.mu.Lock()
		if v.status != 0 {
			return nil, refuse(http.StatusForbidden, chat.ErrRejectedByWebhook, "Webhook disabled processing of command")
		}
		if plan, err = u.plan(c, prepare); err != nil {
			return nil, err
		}
		plan = u.change(c, plan, v.changes, hook.url, prepare)
	}
	return plan.commit(), nil
}

func (u *ChatUser) plan(c *chatCall, prepare func(*chatCall) (*chatPlan, error)) (*chatPlan, error) {
	if c.account.chat.services[c.service.sid] != c.service {
		return nil, refuse(http.StatusNotFound, chat.ErrServiceNotFound, "Service Instance not found")
	}
	c.user = u.connect(true)
	return prepare(c)
}

// change returns the plan as the app's answer changes it. What could not be done is not taken, and
// is an alert.
func (u *ChatUser) change(
	c *chatCall, plan *chatPlan, changes map[string]string, target string, prepare func(*chatCall) (*chatPlan, error),
) *chatPlan {
	params := chatChanges[plan.kind]
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		param := params[name]
		if param == "" {
			continue
		}
		before, had := c.params[param]
		c.params.Set(param, changes[name])
		next, err := u.plan(c, prepare)
		if err == nil {
			plan = next
			continue
		}
		if c.params.Del(param); had {
			c.params[param] = before
		}
		a := Alert{URL: target, Text: "the answer's " + name + " is not taken"}
		if e, ok := errors.AsType[*twilio.Error](err); ok {
			a.Code = e.Code
		}
		u.tw.alertLocked(a)
	}
	return plan
}

// chatChanges are the parameters that the app's answer to an event can change, by the names that it
// has for them.
var chatChanges = map[string]map[string]string{
	"onMessageSend":      {"body": "Body", "author": "From", "attributes": "Attributes"},
	"onMediaMessageSend": {"body": "Body", "author": "From", "attributes": "Attributes"},
	"onMessageUpdate":    {"body": "Body", "author": "From", "attributes": "Attributes"},
	"onChannelAdd":       {"friendly_name": "FriendlyName"},
	"onChannelUpdate":    {"friendly_name": "FriendlyName"},
}

// may refuses what neither the user's role in the service permits nor that in the channel, if
// there is one.
func (c *chatCall) may(ch *chatChannel, permissions ...chat.Permission) error {
	if c.service.permits(c.user.role, permissions...) {
		return nil
	}
	if ch != nil {
		if m := ch.members[c.by.identity]; m != nil && c.service.permits(m.role, permissions...) {
			return nil
		}
	}
	return forbidden()
}

// sees returns the channel that the user names. A private one is there only for those who are in
// it, invited to it or have made it, and for those who administer channels.
func (c *chatCall) sees(key string) (*chatChannel, error) {
	ch := c.service.findChannel(key)
	if ch != nil && (ch.kind == chat.ChannelTypePublic || ch.members[c.by.identity] != nil ||
		ch.invited(c.by.identity) != nil || ch.createdBy == c.by.identity ||
		c.service.permits(c.user.role, chat.DeploymentPermissionAddMember)) {
		return ch, nil
	}
	return nil, refuse(http.StatusNotFound, chat.ErrChannelNotFound, "Channel not found")
}

// isIn returns the channel that the user names, and the member that they are of it.
func (c *chatCall) isIn(key string) (*chatChannel, *chatMember, error) {
	ch, err := c.sees(key)
	if err != nil {
		return nil, nil, err
	}
	if m := ch.members[c.by.identity]; m != nil {
		return ch, m, nil
	}
	return nil, nil, refuse(http.StatusForbidden, chat.ErrNotMember, "User not member of channel")
}

// asResource reads a resource from what the API would answer.
func asResource[T any](body any, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return decoded[T](body), nil
}

// Channels returns the channels that the user is in or invited to, with how much is unread, oldest
// first.
func (u *ChatUser) Channels() []chat.UserChannel {
	body, err := u.do("looks at channels", url.Values{}, func(c *chatCall) (*chatPlan, error) {
		return &chatPlan{commit: func() any {
			list := []any{}
			for _, sid := range sortedChannels(c.service) {
				if body := c.service.userChannelBody(c, c.user, c.service.channels[sid]); body != nil {
					list = append(list, body)
				}
			}
			return list
		}}, nil
	})
	list, err := asResource[[]chat.UserChannel](body, err)
	if err != nil {
		return nil
	}
	return *list
}

// sortedChannels returns the SIDs of a service's channels, oldest first.
func sortedChannels(s *chatService) []string {
	list := make([]string, 0, len(s.channels))
	for sid := range s.channels {
		list = append(list, sid)
	}
	slices.SortFunc(list, strings.Compare)
	return list
}
