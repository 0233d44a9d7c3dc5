package conversations_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/conversations"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

type row = apitest.Request[*conversations.API]

// answer is the body of every answer: an object with all the lists, empty. Bindings are null, since
// a conversation has an object of that name.
const answer = `{"address_configurations":[],"bindings":null,"conversations":[],"credentials":[],"delivery_receipts":[],
	"messages":[],"participants":[],"roles":[],"services":[],"users":[],"webhooks":[]}`

// TestRequests has a row for each method, with the one request that it is to send. What the default
// service and any other have in common has one for each.
func TestRequests(t *testing.T) {
	t.Parallel()
	rows := accountRows()
	maps.Copy(rows, serviceRows())
	for _, scope := range []scope{
		{name: "", path: "/v1", of: func(a *conversations.API) services {
			return services{a.Conversations, a.ParticipantConversations, a.Roles, a.Users}
		}},
		{name: " of a service", path: "/v1/Services/IS1", of: func(a *conversations.API) services {
			s := a.Service("IS1")
			return services{s.Conversations, s.ParticipantConversations, s.Roles, s.Users}
		}},
	} {
		maps.Copy(rows, conversationRows(scope))
		maps.Copy(rows, messageRows(scope))
		maps.Copy(rows, participantRows(scope))
		maps.Copy(rows, webhookRows(scope))
		maps.Copy(rows, roleRows(scope))
		maps.Copy(rows, userRows(scope))
	}
	apitest.Requests(t, []string{"conversations_v1"}, "https://conversations.twilio.com", answer, conversations.New, rows)
}

// A scope is the default service or another.
type scope struct {
	name, path string
	of         func(*conversations.API) services
}

// services are what every scope has.
type services struct {
	conversations            *conversations.ConversationService
	participantConversations *conversations.ParticipantConversationService
	roles                    *conversations.RoleService
	users                    *conversations.UserService
}

// row is one that sends no webhooks, webhooksRow one that does.
func (s scope) row(method, path, body string, call func(context.Context, services) (any, error)) row {
	return row{
		Call:   func(ctx context.Context, a *conversations.API) (any, error) { return call(ctx, s.of(a)) },
		Method: method, URL: s.path + path, Body: body,
	}
}

func (s scope) webhooksRow(method, path, body string, call func(context.Context, services) (any, error)) row {
	r := s.row(method, path, body, call)
	r.Header = http.Header{"X-Twilio-Webhook-Enabled": {"true"}}
	return r
}

var (
	page    = twilio.PageParams{PageSize: 20}
	extra   = url.Values{"New": {"x"}}
	began   = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	changed = time.Date(2026, 1, 3, 3, 4, 5, 0, time.FixedZone("CET", 3600))
)

// dates are began and changed as they are sent.
const dates = "DateCreated=2026-01-02T03%3A04%3A05Z&DateUpdated=2026-01-03T02%3A04%3A05Z"

func conversationRows(s scope) map[string]row {
	list := &conversations.ListConversationsParams{
		StartDate: twilio.Moment(began), EndDate: twilio.Moment(changed), State: conversations.ConversationStateClosed,
		PageParams: page, Extra: extra,
	}
	const listed = "?EndDate=2026-01-03T02%3A04%3A05Z&New=x&PageSize=20&StartDate=2026-01-02T03%3A04%3A05Z&State=closed"
	create := conversations.CreateConversationParams{
		FriendlyName: "Order 7", UniqueName: "order-7", Attributes: `{"order":7}`, MessagingServiceSID: "MG1",
		State: conversations.ConversationStateInactive, InactiveTimer: conversations.After(time.Hour),
		ClosedTimer: "P3D", EmailAddress: "shop@example.com", EmailName: "Shop",
		DateCreated: twilio.Moment(began), DateUpdated: twilio.Moment(changed), Extra: extra,
	}
	const created = "Attributes=%7B%22order%22%3A7%7D&Bindings.Email.Address=shop%40example.com&Bindings.Email.Name=Shop&" +
		dates + "&FriendlyName=Order+7&MessagingServiceSid=MG1&New=x"
	const timed = "&State=inactive&Timers.Closed=P3D&Timers.Inactive=PT1H&UniqueName=order-7"
	return map[string]row{
		"ConversationService.Create" + s.name: s.webhooksRow("POST", "/Conversations", created+timed,
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Create(ctx, &create, conversations.WithWebhooks())
			}),
		"ConversationService.Create without parameters" + s.name: s.row("POST", "/Conversations", "",
			func(ctx context.Context, s services) (any, error) { return s.conversations.Create(ctx, nil) }),
		"ConversationService.CreateWithParticipants" + s.name: s.webhooksRow("POST", "/ConversationWithParticipants",
			created+
				"&Participant=%7B%22identity%22%3A%22alice%22%2C%22role_sid%22%3A%22RL1%22%7D"+
				"&Participant=%7B%22messaging_binding%22%3A%7B%22address%22%3A%22%2B15558675310%22%2C%22proxy_address%22%3A%22%2B15557122661%22%7D%7D"+
				timed,
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.CreateWithParticipants(ctx, &conversations.CreateConversationWithParticipantsParams{
					CreateConversationParams: create,
					Participants: []conversations.CreateParticipantParams{
						{Identity: "alice", RoleSID: "RL1"},
						{Address: "+15558675310", ProxyAddress: "+15557122661"},
					},
				}, conversations.WithWebhooks())
			}),
		"ConversationService.Get" + s.name: s.row("GET", "/Conversations/order%207", "",
			func(ctx context.Context, s services) (any, error) { return s.conversations.Get(ctx, "order 7") }),
		"ConversationService.List" + s.name: s.row("GET", "/Conversations"+listed, "",
			func(ctx context.Context, s services) (any, error) {
				return twilio.Collect(s.conversations.List(ctx, list), 0)
			}),
		"ConversationService.ListPage" + s.name: s.row("GET", "/Conversations"+listed, "",
			func(ctx context.Context, s services) (any, error) { return s.conversations.ListPage(ctx, list) }),
		"ConversationService.Update" + s.name: s.webhooksRow("POST", "/Conversations/CH1",
			"Attributes=%7B%7D&Bindings.Email.Address=&Bindings.Email.Name=&"+dates+
				"&FriendlyName=&MessagingServiceSid=MG1&New=x&State=closed&Timers.Closed=PT10M&Timers.Inactive=PT1M&UniqueName=",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Update(ctx, "CH1", &conversations.UpdateConversationParams{
					FriendlyName: new(""), UniqueName: new(""), Attributes: "{}", MessagingServiceSID: "MG1",
					State: conversations.ConversationStateClosed, InactiveTimer: "PT1M", ClosedTimer: "PT10M",
					EmailAddress: new(""), EmailName: new(""), DateCreated: twilio.Moment(began), DateUpdated: twilio.Moment(changed), Extra: extra,
				}, conversations.WithWebhooks())
			}),
		"ConversationService.Delete" + s.name: s.webhooksRow("DELETE", "/Conversations/CH1", "",
			func(ctx context.Context, s services) (any, error) {
				return nil, s.conversations.Delete(ctx, "CH1", conversations.WithWebhooks())
			}),
	}
}

func messageRows(s scope) map[string]row {
	list := &conversations.ListMessagesParams{Order: conversations.OrderDescending, PageParams: page, Extra: extra}
	const listed = "?New=x&Order=desc&PageSize=20"
	receipts := &conversations.ListReceiptsParams{PageParams: page, Extra: extra}
	return map[string]row{
		"MessageService.Create" + s.name: s.webhooksRow("POST", "/Conversations/CH1/Messages",
			"Attributes=%7B%7D&Author=alice&Body=Hi&ContentSid=HX1&ContentVariables=%7B%221%22%3A%22Ada%22%7D&"+
				dates+"&MediaSid=ME1&New=x&Subject=Order",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Messages("CH1").Create(ctx, &conversations.CreateMessageParams{
					Author: "alice", Body: "Hi", MediaSID: "ME1", ContentSID: "HX1",
					ContentVariables: twilio.ContentVariables{"1": "Ada"}, Subject: "Order", Attributes: "{}",
					DateCreated: twilio.Moment(began), DateUpdated: twilio.Moment(changed), Extra: extra,
				}, conversations.WithWebhooks())
			}),
		"MessageService.Get" + s.name: s.row("GET", "/Conversations/CH1/Messages/IM1", "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Messages("CH1").Get(ctx, "IM1")
			}),
		"MessageService.List" + s.name: s.row("GET", "/Conversations/CH1/Messages"+listed, "",
			func(ctx context.Context, s services) (any, error) {
				return twilio.Collect(s.conversations.Messages("CH1").List(ctx, list), 0)
			}),
		"MessageService.ListPage" + s.name: s.row("GET", "/Conversations/CH1/Messages"+listed, "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Messages("CH1").ListPage(ctx, list)
			}),
		"MessageService.Update" + s.name: s.webhooksRow("POST", "/Conversations/CH1/Messages/IM1",
			"Attributes=%7B%7D&Author=alice&Body=&"+dates+"&New=x&Subject=",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Messages("CH1").Update(ctx, "IM1", &conversations.UpdateMessageParams{
					Author: "alice", Body: new(""), Subject: new(""), Attributes: "{}",
					DateCreated: twilio.Moment(began), DateUpdated: twilio.Moment(changed), Extra: extra,
				}, conversations.WithWebhooks())
			}),
		"MessageService.Delete" + s.name: s.webhooksRow("DELETE", "/Conversations/CH1/Messages/IM1", "",
			func(ctx context.Context, s services) (any, error) {
				return nil, s.conversations.Messages("CH1").Delete(ctx, "IM1", conversations.WithWebhooks())
			}),
		"ReceiptService.Get" + s.name: s.row("GET", "/Conversations/CH1/Messages/IM1/Receipts/DY1", "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Messages("CH1").Receipts("IM1").Get(ctx, "DY1")
			}),
		"ReceiptService.List" + s.name: s.row("GET", "/Conversations/CH1/Messages/IM1/Receipts?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return twilio.Collect(s.conversations.Messages("CH1").Receipts("IM1").List(ctx, receipts), 0)
			}),
		"ReceiptService.ListPage" + s.name: s.row("GET", "/Conversations/CH1/Messages/IM1/Receipts?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Messages("CH1").Receipts("IM1").ListPage(ctx, receipts)
			}),
	}
}

func participantRows(s scope) map[string]row {
	list := &conversations.ListParticipantsParams{PageParams: page, Extra: extra}
	of := &conversations.ListParticipantConversationsParams{
		Identity: "alice", Address: "whatsapp:+15558675310", PageParams: page, Extra: extra,
	}
	const listed = "?Address=whatsapp%3A%2B15558675310&Identity=alice&New=x&PageSize=20"
	return map[string]row{
		"ParticipantService.Create" + s.name: s.webhooksRow("POST", "/Conversations/CH1/Participants",
			"Attributes=%7B%7D&"+dates+"&Identity=alice&MessagingBinding.Address=%2B15558675310"+
				"&MessagingBinding.ProjectedAddress=%2B15557122662&MessagingBinding.ProxyAddress=%2B15557122661&New=x&RoleSid=RL1",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Participants("CH1").Create(ctx, &conversations.CreateParticipantParams{
					Identity: "alice", Address: "+15558675310", ProxyAddress: "+15557122661", ProjectedAddress: "+15557122662",
					RoleSID: "RL1", Attributes: "{}", DateCreated: twilio.Moment(began), DateUpdated: twilio.Moment(changed), Extra: extra,
				}, conversations.WithWebhooks())
			}),
		"ParticipantService.Get" + s.name: s.row("GET", "/Conversations/CH1/Participants/a%2Fb%40example.com", "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Participants("CH1").Get(ctx, "a/b@example.com")
			}),
		"ParticipantService.List" + s.name: s.row("GET", "/Conversations/CH1/Participants?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return twilio.Collect(s.conversations.Participants("CH1").List(ctx, list), 0)
			}),
		"ParticipantService.ListPage" + s.name: s.row("GET", "/Conversations/CH1/Participants?New=x&PageSize=20", "",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Participants("CH1").ListPage(ctx, list)
			}),
		"ParticipantService.Update" + s.name: s.webhooksRow("POST", "/Conversations/CH1/Participants/MB1",
			"Attributes=%7B%7D&"+dates+"&Identity=alice&LastReadMessageIndex=0&LastReadTimestamp=2026-01-02T03%3A04%3A05Z"+
				"&MessagingBinding.ProjectedAddress=%2B15557122662&MessagingBinding.ProxyAddress=&New=x&RoleSid=RL1",
			func(ctx context.Context, s services) (any, error) {
				return s.conversations.Participants("CH1").Update(ctx, "MB1", &conversations.UpdateParticipantParams{
					RoleSID: "RL1", Attributes: "{}", LastReadMessageIndex: new(twilio.Int), LastReadTimestamp: twilio.Moment(began),
					Identity: "alice", ProxyAddress: new(channels.Address), ProjectedAddress: new(channels.Address("+15557122662")),
					DateCreated: twilio.Moment(began), DateUpdated: twilio.Moment(changed), Extra: extra,
				}, conversations.WithWebhooks())
			}),
		"ParticipantService.Delete" + s.name: s.webhooksRow("DELETE", "/Conversations/CH1/Participants/MB1", "",
			func(ctx context.Context, s services) (any, error) {
				return nil, s.conversations.Participants("CH1").Delete(ctx, "MB1", conversations.WithWebhooks())
			}),
		"ParticipantConversationService.List" + s.name: s.row("GET", "/ParticipantConversations"+listed, "",
			func(ctx context.Context, s services) (any, error) {
				return twilio.Collect(s.participantConversations.List(ctx, of), 0)
			}),
		"ParticipantConversationService.ListPage" + s.name: s.row("GET", "/ParticipantConversations"+listed, "",
			func(ctx context.Context, s services) (any, error) {
				return s.participantConversations.ListPage(ctx, of)
			}),
	}
}

// TestEmptySIDSendsNothing holds every parent on the way to it, not only the last SID.
func TestEmptySIDSendsNothing(t *testing.T) {
	t.Parallel()
	w := &apitest.Wire{Answer: `{}`}
	a := conversations.New(w.Client())
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"Conversations.Get":    func() error { _, err := a.Conversations.Get(ctx, ""); return err },
		"Service":              func() error { _, err := a.Service("").Conversations.Create(ctx, nil); return err },
		"Service.Webhooks":     func() error { _, err := a.Service("").Webhooks.Get(ctx); return err },
		"Messages":             func() error { _, err := a.Conversations.Messages("").Create(ctx, nil); return err },
		"Receipts":             func() error { _, err := a.Conversations.Messages("CH1").Receipts("").ListPage(ctx, nil); return err },
		"Participants.Delete":  func() error { return a.Conversations.Participants("CH1").Delete(ctx, "") },
		"Users.Conversations":  func() error { _, err := a.Users.Conversations("").Get(ctx, "CH1"); return err },
		"Users.Delete":         func() error { return a.Users.Delete(ctx, "..") },
		"Addresses.Get":        func() error { _, err := a.Addresses.Get(ctx, ""); return err },
		"WithParticipants":     func() error { _, err := a.Service("").Conversations.CreateWithParticipants(ctx, nil); return err },
		"Service.Bindings.Get": func() error { _, err := a.Service("IS1").Bindings.Get(ctx, ""); return err },
	} {
		if err := call(); !errors.Is(err, twilio.ErrPath) {
			t.Errorf("%s: %v, want ErrPath", name, err)
		}
	}
	if sent := w.Sent(); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}
