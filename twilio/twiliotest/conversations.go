package twiliotest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twiliokit/twiliokit/twilio"
)

// conversationAccount is what an account has of Conversations. Its fields, and those of all that
// it holds, are guarded by the emulator's mutex.
type conversationAccount struct {
	tw        *Twilio
	account   *account
	services  []*conversationService
	standard  *conversationService // the default one
	messaging string               // the default Messaging Service
	inactive  string               // the default timers, as they were given
	closed    string
	hooks     conversationHooks
	addresses []*conversationAddress
	uploads   map[string]*conversationUpload // by SID
	pairs     map[pair]*participant          // in conversations that are not closed
	groups    map[string]*conversation       // of phones that see each other, as long
	events    eventQueue
}

// conversationsOf returns what an account has of Conversations. The first call makes the default
// service and the Messaging Service that goes with it. The caller holds tw.mu.
func (tw *Twilio) conversationsOf(a *account) *conversationAccount {
	if a.conversations == nil {
		a.conversations = &conversationAccount{
			tw: tw, account: a, uploads: map[string]*conversationUpload{}, pairs: map[pair]*participant{},
			groups: map[string]*conversation{},
			hooks:  conversationHooks{method: http.MethodPost, target: "webhook"},
		}
		m := tw.addService(a)
		m.settings.Set("FriendlyName", "Default Conversations Messaging Service")
		a.conversations.messaging = m.sid
	}
	if a.conversations.standard == nil {
		a.conversations.standard = a.conversations.addService("Default Conversations Service")
	}
	return a.conversations
}

// conversationCall is a call to the API of Conversations on its way through a handler, which runs
// with tw.mu held.
type conversationCall struct {
	*call
	in      *conversationAccount
	service *conversationService // that the path names, else the default
	cause   cause
	view    view
}

// view says below what an answer's URLs are: the account or a service.
type view struct {
	base    string
	service string // its SID, "" for the account
}

// about adds the service to an answer that names it only below a service.
func (v view) about(body map[string]any) map[string]any {
	if v.service != "" {
		body["chat_service_sid"] = v.service
	}
	return body
}

// cause is who does something, by which it is decided who hears of it.
type cause struct {
	source   string // API, SDK, or the channel of the message that it came by
	identity string // of the user whose client it was, "" if none
	silent   bool   // nobody hears of it
}

const conversationsPath = "/v1"

// conversationRoute makes a route of a handler.
func conversationRoute(method, path string, status int, do func(*conversationCall) (any, error)) route {
	return route{method, conversationsPath + path, status, func(c *call) (any, error) {
		c.tw.mu.Lock()
		defer c.tw.mu.Unlock()
		in := c.tw.conversationsOf(c.account)
		x := &conversationCall{
			call: c, in: in, service: in.standard,
			cause: cause{source: "API", silent: c.header.Get("X-Twilio-Webhook-Enabled") != "true"},
			view:  view{base: c.origin() + conversationsPath},
		}
		if sid, ok := c.vars.lookup("service"); ok {
			if x.service = in.service(sid); x.service == nil {
				return nil, c.notFound()
			}
			x.view.base += "/Services/" + sid
			x.view.service = sid
		}
		return do(x)
	}, guarded}
}

// conversationRoutes are the routes of Conversations. Most are there twice: for the account, which
// stands for its default service, and below a service.
func conversationRoutes() []route {
	routes := slices.Concat(conversationAccountRoutes(), conversationServiceRoutes(), credentialRoutes(conversationsPath+"/Credentials"))
	for _, below := range []string{"", "/Services/{service}"} {
		crud := func(path string, create, list, get, update, remove func(*conversationCall) (any, error)) {
			add := func(method, path string, status int, do func(*conversationCall) (any, error)) {
				if do != nil {
					routes = append(routes, conversationRoute(method, below+path, status, do))
				}
			}
			all, _, _ := strings.Cut(path, "/{sid}")
			add(http.MethodPost, all, http.StatusCreated, create)
			add(http.MethodGet, all, http.StatusOK, list)
			add(http.MethodGet, path, http.StatusOK, get)
			add(http.MethodPost, path, http.StatusOK, update)
			add(http.MethodDelete, path, http.StatusNoContent, remove)
		}
		type c = conversationCall
		const one = "/Conversations/{conversation}"
		crud("/Roles/{sid}", (*c).createRole, (*c).listRoles, (*c).getRole, (*c).updateRole, (*c).deleteRole)
		crud("/Users/{sid}", (*c).createUser, (*c).listUsers, (*c).getUser, (*c).updateUser, (*c).deleteUser)
		crud("/Users/{user}/Conversations/{sid}", nil, (*c).listUserConversations,
			(*c).getUserConversation, (*c).updateUserConversation, (*c).deleteUserConversation)
		crud("/Conversations/{sid}", (*c).createConversation, (*c).listConversations,
			(*c).getConversation, (*c).updateConversation, (*c).deleteConversation)
		crud(one+"/Participants/{sid}", (*c).createParticipant, (*c).listParticipants,
			(*c).getParticipant, (*c).updateParticipant, (*c).deleteParticipant)
		crud(one+"/Messages/{sid}", (*c).createMessage, (*c).listMessages,
			(*c).getMessage, (*c).updateMessage, (*c).deleteMessage)
		crud(one+"/Messages/{message}/Receipts/{sid}", nil, (*c).listReceipts, (*c).getReceipt, nil, nil)
		crud(one+"/Webhooks/{sid}", (*c).createWebhook, (*c).listWebhooks,
			(*c).getWebhook, (*c).updateWebhook, (*c).deleteWebhook)
		routes = append(routes,
			conversationRoute(http.MethodPost, below+"/ConversationWithParticipants", http.StatusCreated, (*c).createWithParticipants),
			conversationRoute(http.MethodGet, below+"/ParticipantConversations", http.StatusOK, (*c).listParticipantConversations),
		)
	}
	return routes
}

// list answers with a page of a list whose pages hold at most some items.
func (c *conversationCall) list(key string, most int, items []item) (any, error) {
	size, err := strconv.Atoi(c.params.Get("PageSize"))
	if err == nil && size > most || c.params.Get("PageSize") == "" && most < defaultPage {
		c.params.Set("PageSize", strconv.Itoa(most))
	}
	return c.page(key, items)
}

// given returns a parameter and whether the call has it, be it empty.
func (c *conversationCall) given(name string) (string, bool) {
	return c.params.Get(name), c.params.Has(name)
}

// moments takes over the dates that a call gives, for what is brought in from elsewhere.
func (c *conversationCall) moments(created, updated *time.Time) error {
	for name, to := range map[string]struct {
		at   *time.Time
		code twilio.ErrorCode
	}{"DateCreated": {created, 50308}, "DateUpdated": {updated, 50309}} {
		v := c.params.Get(name)
		if v == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			return bad(to.code, "Invalid %s parameter", name)
		}
		*to.at = t.UTC().Truncate(time.Second)
	}
	return nil
}

// boolean takes over a parameter that is true or false.
func boolean(p url.Values, name string, to *bool) error {
	switch v := strings.ToLower(p.Get(name)); v {
	case "":
	case "true", "false":
		*to = v == "true"
	default:
		return bad(twilio.ErrUnknownParameters, "Invalid %s", name)
	}
	return nil
}

// orNull is v as an answer has it: null where there is none.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// dateOrNull is a date as an answer has it.
func dateOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return iso8601(t)
}
